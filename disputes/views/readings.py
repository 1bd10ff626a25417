"""Readings of the law: what a committee follows where the law leaves a choice open, chosen by its head."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from disputes.intake.circumstances import spoken
from disputes.models import Office, Post, ReadingChoice, Role
from disputes.models.readings import choose
from disputes.rules.citations import cite_all
from disputes.rules.readings import READINGS, Reading
from disputes.rules.words import SURE

DECIDES = {
    "hearing_notice_days": gettext_lazy("By when the clerk must serve hearing notices, and which hearing days are proposed. What the law asks at least is always kept."),
    "award_rolls": gettext_lazy("When a case without an award counts as overdue."),
    "minimum_wage_date": gettext_lazy("Whether an award is final."),
    "minimum_wage_place": gettext_lazy("Whether an award is final."),
    "relation_at_issue": gettext_lazy("Whether an award is final."),
    "personnel_finality": gettext_lazy("Whether an award is final."),
    "second_wage_start": gettext_lazy("The second wage worked out at filing and for the award."),
    "second_wage_part_month": gettext_lazy("The second wage worked out at filing and for the award."),
    "average_wage_series": gettext_lazy("Whether the sum claimed allows simple handling."),
    "overtime_base": gettext_lazy("Overtime pay worked out at filing and for the award."),
    "returned_post": gettext_lazy("Whether the office may record what came back as served, and what the confirmation of an address (D05) warns of."),
    "retention_start": gettext_lazy("Until when a closed file is kept at least."),
    "insurance_payment": gettext_lazy("What applicants are told before they file, and whether the application may be accepted."),
}  # fmt: skip
SHOWN = 30  # changes in the list below the questions


class ReadingForm(forms.Form):
    """One open question, with the default marked, the articles it turns on and how sure they are."""

    option = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, reading: Reading, office: Office, data: Any = None) -> None:
        super().__init__(data, prefix=reading.code, initial={"option": followed(office, reading)})
        self.reading, field = reading, self.fields["option"]
        question = spoken(reading.question)
        field.label, field.help_text = question[0].upper() + question[1:], DECIDES[reading.code]
        field.choices = [(option, _named(reading, option)) for option in reading.options]  # type: ignore[attr-defined]
        refusal = _("%(question)s: choose one of the readings.") % {"question": field.label}
        field.error_messages = {"required": refusal, "invalid_choice": refusal}

    @property
    def basis(self) -> str:
        return cite_all(self.reading.law, get_language() or "zh")

    @property
    def sure(self) -> str:
        return spoken(SURE[self.reading.confidence])


def followed(office: Office, reading: Reading) -> str:
    return str(office.settings.get(reading.code, reading.default))


def _named(reading: Reading, option: str) -> str:
    words = spoken(reading.options[option])
    return (
        _("%(option)s (unless a committee chooses)") % {"option": words}
        if option == reading.default
        else words
    )


def choosable(user: Any) -> QuerySet[Office]:
    """The committees the user may choose for: as their director, and as administrator those without one."""
    committees = Office.objects.filter(kind=Office.Kind.COMMITTEE)
    own = committees.filter(pk__in=user.offices(Role.DIRECTOR))
    if not (user.is_superuser or Role.ADMINISTRATOR in user.roles()):
        return own
    headed = Post.objects.current().filter(role=Role.DIRECTOR, user__is_active=True).values("office")
    return own | committees.exclude(pk__in=headed)


@login_required
@require_GET
def readings(request: HttpRequest) -> HttpResponse:
    """The committees to choose for; where it is one, its readings at once."""
    user: Any = request.user
    if not (user.is_superuser or user.roles() & {Role.DIRECTOR, Role.ADMINISTRATOR}):
        raise PermissionDenied
    offices = list(choosable(user))
    if len(offices) == 1:
        return _shown(request, offices[0])
    return render(request, "disputes/readings.html", {"offices": offices})


@login_required
@require_http_methods(["GET", "POST"])
def readings_of(request: HttpRequest, pk: int) -> HttpResponse:
    """The readings of one committee. Each question is saved alone, so that two people undo nothing of each other's."""
    office = get_object_or_404(choosable(request.user), pk=pk)
    code = request.POST.get("reading", "")
    if request.method == "GET" or code not in DECIDES:
        return _shown(request, office, status=200 if request.method == "GET" else 422)
    form = ReadingForm(READINGS[code], office, request.POST)
    if not form.is_valid():
        return _shown(request, office, form, status=422)
    if choose(office, code, form.cleaned_data["option"], by=request.user):
        messages.success(
            request,
            _("Saved. What is counted from now on follows this reading; what was counted stays as it is."),
        )
    else:
        messages.info(request, _("This reading is followed already; nothing was changed."))
    return redirect("disputes:readings_of", pk)


def _shown(
    request: HttpRequest, office: Office, wrong: ReadingForm | None = None, status: int = 200
) -> HttpResponse:
    questions = [READINGS[code] for code in DECIDES]
    rows = [wrong if wrong and wrong.reading == one else ReadingForm(one, office) for one in questions]
    context = {
        "office": office, "rows": rows, "form": wrong, "changes": list(_changes(office)),
    }  # fmt: skip
    return render(request, "disputes/readings_of.html", context, status=status)


def _changes(office: Office) -> Iterator[dict[str, Any]]:
    for row in ReadingChoice.objects.filter(office=office).select_related("by")[:SHOWN]:
        reading = READINGS.get(row.reading)
        if reading:
            said = {name: spoken(line) for name, line in reading.options.items()}
            yield {
                "at": row.at, "by": row.by, "question": spoken(reading.question),
                "before": said.get(row.before, row.before), "option": said.get(row.option, row.option),
            }  # fmt: skip
