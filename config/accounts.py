"""Who tries to log in: the name failures are counted under, and the one answer to a locked login."""

import math
import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.navigation import nav_for
from disputes.mails import put
from disputes.models import User

MOST = 40  # rows of names and addresses looked at for one login


class AccountAdapter(DefaultAccountAdapter):
    """allauth's doors: one message for a wrong name and a wrong password, and everybody's own way in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": DefaultAccountAdapter.error_messages["username_password_mismatch"],
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """To an address that nobody has, an e-mail is written as to any other and goes nowhere: both take as long."""
        if template_prefix != "account/email/unknown_account":
            super().send_mail(template_prefix, email, context)
            return
        written = self.render_mail(template_prefix, email, {"email": email, **context})
        written.to = []
        put(written)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff start at their first place of work, everybody else at their own cases."""
        places = nav_for(request.user)
        return places[0][0] if places else "/my/"


class CodeForm(RequestLoginCodeForm):
    """A code to log in goes to nobody's address but the person's own.

    Who registers with the address of another would else wait with a password of theirs in the account which that other
    then uses. To such an address nothing is sent, as to one that nobody registered (threat 19).
    """

    def clean_email(self) -> str:
        email = str(super().clean_email())
        self._user = next((user for user in of_address(email) if not unproved(email, user)), None)
        return email


class ResetForm(ResetPasswordForm):
    """One e-mail, however many have registered with that address: to who proved it is theirs, else to the first."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        self.users = sorted(of_address(email), key=lambda user: unproved(email, user))[:1]
        return email


def of_address(email: str) -> list[User]:
    """Who registered with it, oldest first; who proved it is theirs alone, if anybody has."""
    found = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
    return sorted(found, key=lambda user: user.pk)[:MOST]


def unproved(email: str, user: User) -> bool:
    """Whether the person typed the address in and has not confirmed it. One that an administrator entered stands."""
    return EmailAddress.objects.filter(email__iexact=email, verified=False, user=user).exists()


class OneAccount:
    """What failed by login name and what failed by e-mail address counts together, for they open the same account.

    Said aloud, such a lock would tell which address belongs to which name: it answers as a wrong password does, and
    takes as long (threat 19).
    """

    def authenticate(self, request: HttpRequest, password: str | None = None, **credentials: Any) -> None:
        if request is None or self.failures(request, credentials) < settings.AXES_FAILURE_LIMIT:
            return
        User().set_password(password)
        raise PermissionDenied

    def failures(self, request: HttpRequest, credentials: dict[str, Any]) -> int:
        """The most that one of the accounts has which this name or address may open."""
        typed = typed_login(request, credentials)
        found = User.objects.filter(
            Q(username__iexact=typed) | Q(email__iexact=typed) | Q(emailaddress__email__iexact=typed)
        )
        rows = found.values_list("pk", "username", "email", "emailaddress__email")[:MOST]
        names: dict[int, set[str]] = {}
        for pk, *ways in rows:
            names.setdefault(pk, set()).update(typed_login(request, {"username": one}) for one in ways if one)
        counted = (
            sum(AxesProxyHandler.get_failures(request, {"username": one}) for one in ways)
            for ways in names.values()
        )
        return max(counted, default=0)


def typed_login(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name as typed, in one spelling: `` Worker`` and ``ｗorker`` count as ``worker``."""
    given = credentials or {}
    typed = (
        given.get("username")
        or given.get("email")
        or request.POST.get("login")
        or request.POST.get("username")
        or ""
    )
    return unicodedata.normalize("NFKC", str(typed)).strip().casefold()[:255]


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: object) -> HttpResponse:
    """429 with the minutes to wait; the same page whether or not the name exists."""
    seconds = settings.AXES_COOLOFF_TIME.total_seconds()
    answer = render(request, "account/locked.html", {"minutes": math.ceil(seconds / 60)}, status=429)
    answer["Retry-After"] = str(int(seconds))
    return answer
