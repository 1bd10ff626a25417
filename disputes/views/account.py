"""Help in plain words, and what the house knows about the person signed in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from disputes import news
from disputes.form_fields import PhoneField
from disputes.intake.lexicon import GLOSSARY
from disputes.models import DocketEntry, Draft, Reach, Seat, User
from disputes.typed import given_back
from disputes.views.cases import frame

SHOWN = 20


class ProfileForm(forms.ModelForm):
    """What the person may change: the phone, and the name others see as long as nobody relies on it."""

    phone = PhoneField(label=gettext_lazy("Phone"), required=False)

    class Meta:
        model = User
        fields = ["name", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if why := _why_the_name_stands(self.instance):
            self.fields["name"].disabled, self.fields["name"].help_text = True, why

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - as its base declares it
        """These alone: whatever an office or another session writes in the account at that moment stands."""
        self.instance.save(update_fields=[name for name, field in self.fields.items() if not field.disabled])
        return self.instance


def _why_the_name_stands(user: User) -> str:
    """Others act on the name of who was checked or holds a post: it is not the person's own to change."""
    if user.identity_verified and user.name:
        return _(
            "This name belongs to the identity that was checked. A wrong one is put right at the counter."
        )
    if user.held_posts:
        return _("Others rely on the name of who holds a post. The administrator changes it.")
    return ""


class ReachForm(forms.ModelForm):
    """How the person is told; steps of the law are told here whatever is chosen."""

    class Meta:
        model = Reach
        fields = ["by_mail", "talk"]

    def clean_by_mail(self) -> bool:
        """Only to an address whose owner confirmed it: nobody else is written to about a case."""
        wanted = bool(self.cleaned_data["by_mail"])
        if wanted and not news.address_of(self.instance.user):
            raise forms.ValidationError(_("E-mail: add an address first and confirm it."))
        return wanted


@require_GET
def help_page(request: HttpRequest) -> HttpResponse:
    shell = frame(request.user) if request.user.is_authenticated else "party.html"
    return render(request, "disputes/help.html", {"frame": shell, "glossary": GLOSSARY})


@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name and phone, what is stored, and who did something in the person's cases last."""
    user: Any = request.user
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    telling = "told" in request.POST
    if telling:
        form = ProfileForm(instance=User.objects.get(pk=user.pk))
    reach = ReachForm(request.POST if telling else None, instance=news.reach_of(user))
    sent = reach if telling else form
    if typed := given_back(request):
        form = ProfileForm(instance=User.objects.get(pk=user.pk), initial=typed.dict())
    if request.method == "POST" and sent.is_valid():
        sent.save()
        messages.success(request, _("Saved."))
        return redirect("account")
    cases = Seat.objects.filter(user=user).values("dispute").distinct()
    last = DocketEntry.objects.visible_to(user).filter(dispute__in=cases).exclude(by=user)
    context = {
        "frame": frame(user), "form": form, "reach": reach, "address": news.address_of(user), "stored": stored(user),
        "entries": last.select_related("by", "dispute").order_by("-pk")[:SHOWN],
    }  # fmt: skip
    return render(request, "disputes/account.html", context, status=422 if sent.errors else 200)


def stored(user: User) -> list[tuple[str, str]]:
    """What the house keeps about the person, in words."""
    seats = Seat.objects.filter(user=user).aggregate(cases=Count("dispute", distinct=True))
    drafts = Draft.objects.of(user).filter(sent_at=None).aggregate(many=Count("pk"), last=Max("saved_at"))
    identity = f"{user.identity[:3]}…{user.identity[-2:]}" if len(user.identity) > 6 else ""
    checked = f" · {_('checked')}" if user.identity_verified else ""
    return [
        (_("Login name"), user.username),
        (_("E-mail"), user.email or _("none")),
        (_("Identity number (encrypted)"), f"{identity or _('none')}{checked}"),
        (_("Cases in which you have a place"), str(seats["cases"])),
        (_("Applications begun and not filed"), str(drafts["many"])),
    ]
