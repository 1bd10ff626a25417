"""What is new in a person's cases, from the docket and nothing else; told here and, if chosen, by e-mail (docs/ux.md 22).

An e-mail names the reference of the case and how much is new, never a word of it: it is read on other people's screens.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from disputes import access
from disputes.models import DocketEntry, Reach, Seat

TALK = (access.Audience.JOINT, access.Audience.CAUCUS_A, access.Audience.CAUCUS_B)
COUNTED = 99  # more are told as “99+”
ROUND = 200  # people told in one round of the ticker


def of(user: Any) -> Any:
    """What others, or the law, did in the cases in which the person sits, as far as the person may read it."""
    cases = Seat.objects.current().filter(user=user).values("dispute")
    return DocketEntry.objects.visible_to(user).filter(dispute__in=cases).exclude(by=user)


def reach_of(user: Any) -> Reach:
    """How the person is told; made when first asked for, with everything before that counted as told by mail."""
    found = Reach.objects.filter(user=user).first()
    return found or Reach.objects.get_or_create(user=user, defaults={"mailed": newest()})[0]


def address_of(user: Any) -> str:
    """The first address the person confirmed, or nothing."""
    known = EmailAddress.objects.filter(user=user, verified=True, primary=True)
    return known.values_list("email", flat=True).first() or ""


def newest() -> int:
    return DocketEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def unread(user: Any) -> int:
    """How many, counted up to 100."""
    seen = Reach.objects.filter(user=user).values_list("seen", flat=True).first() or 0
    return of(user).filter(pk__gt=seen).order_by()[: COUNTED + 1].count()


def read_all(user: Any) -> None:
    reach = reach_of(user)
    last = of(user).aggregate(last=Max("pk"))["last"] or 0
    Reach.objects.filter(pk=reach.pk, seen__lt=last).update(seen=last)


def send() -> int:
    """Write to those who chose e-mail and have something new. Returns how many e-mails are on their way."""
    fresh = Q(user__seats__dispute__docket__pk__gt=F("mailed"), user__seats__left=False)
    confirmed = Q(user__emailaddress__verified=True, user__emailaddress__primary=True)
    rows = Reach.objects.filter(fresh, confirmed, by_mail=True, user__is_active=True)
    sent = 0
    for reach in rows.select_related("user").order_by("mailed").distinct()[:ROUND]:
        sent += _write(reach)
    return sent


def _write(reach: Reach) -> bool:
    last = newest()
    rows = of(reach.user).filter(pk__gt=reach.mailed, pk__lte=last)
    if not reach.talk:
        rows = rows.exclude(audience__in=TALK)
    cases = Counter(rows.order_by("pk").values_list("dispute__reference", flat=True)[:1000])
    if cases:
        with translation.override(settings.LANGUAGE_CODE):
            send_mail(_subject(cases), _body(cases), None, [address_of(reach.user)])
    Reach.objects.filter(pk=reach.pk).update(mailed=last)
    return bool(cases)


def _subject(cases: Counter[str]) -> str:
    return _("Something new in your case %(reference)s") % {"reference": "、".join(list(cases)[:3])}


def _body(cases: Counter[str]) -> str:
    lines = [
        _("Case %(reference)s: %(many)d new. Sign in to read: %(address)s")
        % {"reference": one, "many": many, "address": settings.PUBLIC_ADDRESS + reverse("disputes:case", args=[one])}
        for one, many in cases.items()
    ]  # fmt: skip
    change = settings.PUBLIC_ADDRESS + reverse("account")
    return "\n".join(
        [
            *lines,
            "",
            _("You chose e-mail in your account. Change it there: %(address)s") % {"address": change},
        ]
    )
