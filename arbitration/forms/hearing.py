from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from arbitration.allocation import DAY, conflicts
from arbitration.forms.fields import WithConsent, said_as, words
from arbitration.lifecycle.equipment import SEATS, Equipment
from arbitration.lifecycle.guards.dates import day_is_left_or_reasoned, was_struck
from arbitration.lifecycle.guards.ending import AGAINST, SUSPENSION, counterclaims, own_claims, several_apply
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Room
from arbitration.models.bookings import clock, half_hour
from arbitration.respects import Respected, Respects, respects
from arbitration.slots import Slot, next_slots, spans
from disputes.acts import cite
from disputes.form_fields import DayField, MoneyField
from disputes.forms import DatedForm, ReasonForm, StepForm
from disputes.intake.circumstances import spoken
from disputes.rules.readings import chosen, told
from disputes.wording import listed

HOURS = [(clock(half), clock(half)) for half in range(DAY[0], DAY[1] + 1)]
LINES = 4  # what a mediation statement's form has room for


def iso_day(text: Any) -> date | None:
    """The day an address names, if it names one at which hearings are held."""
    try:
        day = date.fromisoformat(str(text))
    except ValueError:
        return None
    return day if abs(day.year - timezone.localdate().year) < 10 else None


class NeedsForm(StepForm):
    """What the hearing needs of its room: said once, then asked of every room it may be laid in."""

    steps = ("arbitration.say_needs",)
    needs = forms.MultipleChoiceField(
        label=_("What the room must have"), choices=Equipment.choices, required=False, widget=forms.CheckboxSelectMultiple
    )  # fmt: skip
    seats = forms.IntegerField(
        label=_("Seats needed"), min_value=1, max_value=SEATS, required=False,
        help_text=_("Empty: as many as must come. More where the public or many workers come."),
        error_messages={
            "min_value": _("Enter a number between 1 and 500."), "max_value": _("Enter a number between 1 and 500."),
        },
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].initial = self.record.needs
        if asked := self.record.asked_for:
            said = "；".join(f"{party}：{what}" for party, what in asked)
            self.fields["needs"].help_text = _("Asked for by the parties: %(what)s") % {"what": said}
        self.fields["seats"].initial = self.record.seats_needed


class AskNeedsForm(StepForm):
    """What one party needs of the room; it stays between that party and the committee."""

    steps = ("arbitration.ask_needs",)
    needs = forms.MultipleChoiceField(
        label=_("What you need"), choices=[*Equipment.choices], required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("The committee sees it, the other side does not. Tick nothing to take back what you asked for."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asking = self.record.dispute.party_of(self.user)
        self.fields["needs"].initial = self.record.needs_asked.get(str(asking.pk), []) if asking else []


class ScheduleForm(NeedsForm):
    """Room, day and hours; the free ones of the first lawful days are offered to pick."""

    steps = ("arbitration.schedule",)
    template = "arbitration/schedule.html"
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none())
    day = DayField(label=_("Day"))
    start = forms.ChoiceField(label=_("Begins at"), choices=HOURS[:-1])
    end = forms.ChoiceField(label=_("Ends at"), choices=HOURS[1:])

    closed = forms.BooleanField(
        label=_("Not open to the public"), required=False,
        help_text=_("Asked for in writing and agreed, or for a trade secret or privacy. [CR-25]"),
    )  # fmt: skip
    field_order = ("room", "day", "start", "end", "needs", "seats", "closed", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = Room.objects.filter(office=self.record.office_id)
        self.first = first_day_for_hearing(self.record, timezone.localdate())
        self.long = self.record.collective or bool(self.record.bench)
        if any(one.struck for one in self.record.candidate_days):
            self.fields["reason"] = words(
                _("Reasons"),
                rows=3,
                required=False,
                help_text=_("Needed where a party struck the day. [CR-38]"),
            )
        self.fields["closed"].initial = bool(self.record.pk) and self.record.closed_before
        self.fields["closed"].disabled = self.record.in_private
        span = spans(self.record.office, long=self.long)[0]
        self.fields["day"].initial = self.first
        self.fields["start"].initial, self.fields["end"].initial = clock(span.start), clock(span.stop)
        if not self.is_bound and not self._named and self._slots:
            self._propose(self._slots[0])

    def _propose(self, slot: Slot) -> None:
        """The first time at which everybody and a room are free, where the address names none."""
        for name, value in (
            ("room", slot.room.pk),
            ("day", slot.day),
            ("start", slot.start),
            ("end", slot.end),
        ):
            self.fields[name].initial = value

    @property
    def _named(self) -> bool:
        return any(self.initial.get(name) for name in ("room", "day", "start", "end"))

    @property
    def _since(self) -> date:
        return max(self.first, iso_day(self.initial.get("from")) or self.first)

    @property
    def _half_days(self) -> bool:
        return bool(self.initial.get("long", "1" if self.long else "") == "1")

    @cached_property
    def _slots(self) -> list[Slot]:
        return next_slots(self.record, self._since, long=self._half_days)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("start") and found.get("end") and found["end"] <= found["start"]:
            self.add_error("end", _("The hearing must end after it begins."))
        if (
            {"day", "start", "end"} <= found.keys()
            and not found.get("reason")
            and was_struck(self.record, found)
        ):
            self.add_error("reason", cite(day_is_left_or_reasoned.reason, day_is_left_or_reasoned.law))
        return found

    def extra(self) -> dict[str, Any]:
        since, long, slots = self._since, self._half_days, self._slots
        after = slots[-1].day if slots else since
        respected = respects([self.record])[self.record.pk]
        return {
            "slots": [(slot, respected.of(slot.day, slot.room)) for slot in slots], "always": respected.always,
            "since": since, "after": after, "long": long, "first_day": self.first,
            "reading": self._reading(), "candidates": self.record.candidate_days, "picked": self._picked(respected),
        }  # fmt: skip

    def _picked(self, respected: Respects) -> dict[str, Any]:
        """The time the address names: what it respects, or what stands against it."""
        day = iso_day(self.initial.get("day"))
        rooms = {str(one.pk): one for one in self.fields["room"].queryset}  # type: ignore[attr-defined]
        room = rooms.get(str(self.initial.get("room")))
        start, end = (str(self.initial.get(name, "")) for name in ("start", "end"))
        hours = [hour for hour, _label in HOURS]
        if day is None or room is None or start not in hours or end not in hours or start >= end:
            return {}
        against = conflicts(self.record, room, day, range(half_hour(start), half_hour(end)), self.user)
        said = [Respected(str(one), "", kept=False) for one in against]
        kept = [*respected.of(day, room), *respected.always]
        if against:
            kept = [one for one in kept if one.law != "CR-38"]
        return {"day": day, "start": start, "end": end, "room": room, "respected": [*said, *kept]}

    def _reading(self) -> str:
        option = chosen("hearing_notice_days", self.record.office.settings)
        return spoken(told("hearing_notice_days", option))


class PostponeForm(ScheduleForm):
    steps = ("arbitration.postpone",)
    reason = words(_("Reasons"), rows=3, required=False, help_text=_("Needed where no party has asked."))


class PutOffForm(StepForm):
    steps = ("arbitration.put_off",)
    reason = words(_("Reasons"), rows=3, required=False, help_text=_("Needed where no party has asked."))


class AwayForm(StepForm):
    steps = ("arbitration.say_away",)
    since = DayField(label=_("From"))
    until = DayField(label=_("To"))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            self.add_error("until", _("Choose a day on or after the first one."))
        return found


class GivenReasonsForm(ReasonForm):
    steps = (
        "arbitration.end_delegation",
        "arbitration.go_back", "arbitration.resume", "arbitration.extend", "arbitration.cancel", "arbitration.uphold_award",
        "arbitration.refuse_statement_supervision", "arbitration.uphold_statement",
    )  # fmt: skip


class StatementSupervisionForm(ReasonForm):
    steps = ("arbitration.ask_statement_supervision", "arbitration.reopen_statement")
    ground = forms.ChoiceField(label=_("Ground"), choices=list(AGAINST.items()), widget=forms.RadioSelect)
    field_order = ("ground", "reason")


class DelegateForm(WithConsent):
    """Where both sides agreed here to the same organisation, no paper is asked for."""

    steps = ("arbitration.delegate_mediation",)
    body = forms.CharField(label=_("Mediation organisation"), max_length=80)
    field_order = ("body", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = self.record.delegation_agreed
        if said.get("A") and said.get("A") == said.get("B"):
            self.fields["body"].initial, self.fields["body"].disabled = said["A"], True
            del self.fields["consent"]


class OpenForm(DatedForm):
    """Of several respondents some may have stayed away; the hearing goes on without them."""

    steps = ("arbitration.open_hearing",)
    stayed_away = forms.TypedMultipleChoiceField(
        label=_("Respondents who stayed away"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Notified in time and away without good reason: the hearing goes on without them, and the award says so. [AL-36]"),
    )  # fmt: skip
    field_order = ("stayed_away", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(one.pk, one.name) for one in self.record.dispute.parties.all() if one.side == "B"]
        self.fields["stayed_away"].choices = found  # type: ignore[attr-defined]
        if len(found) == 1:
            del self.fields["stayed_away"]

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in super().facts().items() if value != []}


class AbsentForm(ReasonForm, DatedForm):
    steps: ClassVar[tuple[str, ...]] = ("arbitration.respondent_absent",)
    field_order: tuple[str, ...] = ("reason", "on", "proof")


class ApplicantAbsentForm(AbsentForm):
    """Of several applicants all have to have stayed away (CR-39)."""

    steps: ClassVar[tuple[str, ...]] = ("arbitration.applicant_absent",)
    none_came = forms.BooleanField(
        label=_("None of the applicants came or stayed, nor a representative of any"),
        error_messages={"required": _("If one of them came and stays, hold the hearing instead. [CR-39]")},
    )
    field_order = ("none_came", "reason", "on", "proof")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = self.record.dispute.parties.filter(side="A").values_list("name", flat=True)
        self.fields["none_came"].help_text = listed(names)
        if not several_apply(self.record):
            del self.fields["none_came"]


class CounterclaimAlone(StepForm):
    """What falls away and what is heard all the same (CR-36)."""

    def at_stake(self) -> list[tuple[Any, list[str]]]:
        claims = self.record.dispute.claims.all()
        return [
            (label, [said_as(one.text, one.amount) for one in claims if one.pk in found])
            for label, found in (
                (_("Claims that fall away"), own_claims(self.record)),
                (_("Counterclaim that is heard"), counterclaims(self.record)),
            ) if found
        ]  # fmt: skip


class ApplicantDefaultsForm(CounterclaimAlone, ApplicantAbsentForm):
    steps = ("arbitration.applicant_defaults",)


class CloseDebateForm(DatedForm):
    steps = ("arbitration.close_debate",)
    last_words = words(_("Last words of both sides"), required=False)
    field_order = ("last_words", "on", "proof")


class DeliberateForm(StepForm):
    steps = ("arbitration.deliberate",)
    text = words(
        _("Opinions"), help_text=_("Kept in the side volume; the arbitrators alone can read it. [CR-22]")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Of three arbitrators: up to three opinions, and for which each of them votes."""
        super().__init__(*args, **kwargs)
        self.bench = [self.record.presiding, *self.record.arbitrators] if self.record.bench else []
        places = range(1, len(self.bench) + 1)
        for n in places:
            self.fields[f"opinion_{n}"] = words(_("Opinion %(n)d") % {"n": n}, rows=3, required=n == 1)
        for person in self.bench:
            self.fields[f"vote_{person.pk}"] = forms.TypedChoiceField(
                label=_("%(who)s votes for") % {"who": person}, coerce=int,
                choices=[("", _("Choose")), *((n - 1, _("Opinion %(n)d") % {"n": n}) for n in places)],
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for person in self.bench:
            place = found.get(f"vote_{person.pk}")
            if isinstance(place, int) and not found.get(f"opinion_{place + 1}"):
                self.add_error(
                    f"opinion_{place + 1}",
                    _("Write down opinion %(n)d: %(who)s votes for it.") % {"n": place + 1, "who": person},
                )
        return found

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not self.bench:
            return {"text": said["text"]}
        opinions = [said.get(f"opinion_{n}", "").strip() for n in range(1, len(self.bench) + 1)]
        written = [place for place, opinion in enumerate(opinions) if opinion]
        votes = {str(person.pk): written.index(said[f"vote_{person.pk}"]) for person in self.bench}
        return {"text": said["text"], "opinions": [opinions[place] for place in written], "votes": votes}


class SettleForm(StepForm):
    """The result in lines; a sum where one is paid."""

    steps = ("arbitration.settle",)
    facts_text = words(_("Facts"), required=False, help_text=_("Empty: as in the application."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, LINES + 1):
            self.fields[f"text_{n}"] = words(_("What was agreed, %(n)d") % {"n": n}, rows=2, required=n == 1)
            self.fields[f"amount_{n}"] = MoneyField(label=_("Sum (yuan), %(n)d") % {"n": n}, required=False)

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        lines = [(said.get(f"text_{n}"), said.get(f"amount_{n}")) for n in range(1, LINES + 1)]
        result = [
            {"text": text, "amount": str(sum_) if sum_ is not None else None} for text, sum_ in lines if text
        ]
        return {"result": result, "facts": said.get("facts_text", "")}


class SuspendForm(ReasonForm):
    steps = ("arbitration.suspend",)
    ground = forms.ChoiceField(label=_("Ground"), choices=list(SUSPENSION.items()), widget=forms.RadioSelect)
    field_order = ("ground", "reason")


class WithdrawForm(ReasonForm, WithConsent):
    steps: ClassVar[tuple[str, ...]] = ("arbitration.withdraw",)
    field_order = ("reason", "consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not several_apply(self.record):
            del self.fields["consent"]


class WithdrawClaimsForm(CounterclaimAlone, WithdrawForm):
    steps = ("arbitration.withdraw_claims",)


class WithdrawCounterclaimForm(ReasonForm):
    steps = ("arbitration.withdraw_counterclaim", "arbitration.withdraw_last_counterclaim")


class TerminateForm(StepForm):
    steps = ("arbitration.terminate",)
    court_number = forms.CharField(label=_("Number under which the court filed the suit"), max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court_number"].initial = self.record.court_number
