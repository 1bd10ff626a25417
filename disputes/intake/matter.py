"""The case itself: facts and reasons, evidence, how papers arrive, and before whom (AL-28)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes.intake import places
from disputes.intake.circumstances import spoken
from disputes.intake.questions import Question
from disputes.models import AT_COUNTER


class FactsAndReasons(Question):
    slug = "facts"
    title = _("What happened")
    hint = _(
        "Tell it in order: when, who, what was said or agreed, what you asked for and what was answered."
    )
    law = "AL-28"

    facts = forms.CharField(
        label=_("Facts and reasons"), widget=forms.Textarea(attrs={"rows": 9}), max_length=5000, min_length=10,
        help_text=_("Plain words are enough. Up to 5,000 characters."),
        error_messages={"min_length": _("Facts and reasons: write at least one full sentence.")},
    )  # fmt: skip


class Evidence(Question):
    """Files are papers of the case at once; here stands what they show (AL-28: evidence and its source, witnesses)."""

    slug = "evidence"
    title = _("Evidence")
    hint = _("Photos of a payslip, chat, attendance record or contract are enough. "
             "What only the employer has, the employer must show. You may add more later.")  # fmt: skip
    law = "AL-6, AL-28"
    template = "disputes/claim_evidence.html"

    file = forms.FileField(
        label=_("Add a file"),
        required=False,
        help_text=_("PDF, photo, Word, Excel or text; a photo up to 20 MB, anything else up to 50 MB."),
    )
    sources = forms.CharField(
        label=_("Where the evidence comes from and what it shows"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    witnesses = forms.CharField(
        label=_("Witnesses: name and address"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = reverse("disputes:uploads", args=[self.draft.dispute.reference])
        self.fields["file"].widget.attrs |= {"data-upload": where, "data-upload-list": "uploads"}


class ElectronicService(Question):
    """Asked by itself, and may be taken back at any time (CPL-90, CR-59)."""

    slug = "service"
    title = _("How papers reach you")
    hint = _("With your consent papers of the case are served in your account here; the day of arrival counts as the day of "
             "service. Without it they come by post or by hand. You may take the consent back at any time.")  # fmt: skip
    law = "CPL-90, CR-59"

    electronic = forms.ChoiceField(
        label=_("Do you agree to electronic service?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes, in my account")), ("no", _("No, on paper"))],
    )  # fmt: skip


class Before(Question):
    """Mediation comes first where it may work; it is never a condition of arbitration (AL-5)."""

    slug = "before"
    title = _("Who shall help")
    hint = _("Mediation is quicker and voluntary: if it brings nothing within 15 days, you go on to arbitration with one "
             "click, and nothing is lost. You may also go to arbitration at once. Both are free of charge.")  # fmt: skip
    law = "AL-5, AL-14, AL-21"

    office = forms.ChoiceField(label=_("Organisation or committee"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        district = self.draft.answer("circumstances", "district")
        mediation = places.organisations(district) if district else []
        seat = self.draft.answer("employer", "seat") or self.draft.answer("organisation", "seat")
        dispute = self.draft.dispute
        arbitration = (
            places.committees(district, seat, more=dispute.workplaces, user_firm=dispute.user_firm_seat)
            if district
            else []
        )
        if self.draft.at_counter:  # which takes applications for its own office alone
            own = self.user.offices(*AT_COUNTER)
            mediation, arbitration = (
                [one for one in each if one.office.pk in own] for each in (mediation, arbitration)
            )
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            (_("Mediation (recommended first)"), [offer("mediation", one) for one in mediation]),
            (_("Arbitration"), [offer("arbitration", one) for one in arbitration]),
        ]


def offer(kind: str, one: places.Suggestion) -> tuple[str, str]:
    return f"{kind}-{one.office.pk}", f"{one.office.name} · {spoken(one.reason)}"
