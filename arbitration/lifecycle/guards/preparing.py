from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.equipment import SEATS, Equipment
from disputes.calendars import in_force
from disputes.lifecycle.grounds import TRANSFER
from disputes.models import Deadline, DocketEntry, HandOff
from disputes.rules import periods
from disputes.rules.calendar import WorkCalendar
from disputes.rules.counting import DAY
from disputes.rules.readings import chosen
from disputes.rules.wages import WageUnknown, simple_by_amount
from disputes.steps import guard

EVIDENCE_DAYS = 15  # the committee's own period (CR-15); an office may set another: `evidence_days`


def windows(arbitration: Any, code: str) -> Any:
    return Deadline.objects.filter(dispute=arbitration.dispute.pk, code=code, record_id=arbitration.pk)


def own_windows(arbitration: Any, code: str) -> Any:
    """The windows of the party who acts; all of them while nobody in particular does."""
    rows = windows(arbitration, code)
    acting = arbitration.act.by
    party = arbitration.dispute.party_of(acting) if acting is not None else None
    return rows.filter(party=party) if party else rows


def who_took(arbitration: Any, step: str) -> set[int]:
    """The parties that took this step: each of several respondents speaks for itself (AL-22)."""
    rows = DocketEntry.objects.filter(
        dispute=arbitration.dispute.pk, record_type="arbitration", record_id=arbitration.pk, step=f"arbitration.{step}"
    ).exclude(party=None)  # fmt: skip
    return set(rows.values_list("party", flat=True))


def who_gave_up(arbitration: Any) -> set[int]:
    """The parties that gave up the time to answer that runs now; one for a changed claim is given up anew (CR-44)."""
    rows = DocketEntry.objects.filter(
        dispute=arbitration.dispute.pk, record_type="arbitration", record_id=arbitration.pk
    )
    changed = rows.filter(step="arbitration.take_change").order_by("-pk").values_list("pk", flat=True).first()
    waived = rows.filter(step="arbitration.waive_answer", pk__gt=changed or 0).exclude(party=None)
    return set(waived.values_list("party", flat=True))


def gave_it_up(arbitration: Any) -> bool:
    """Whether the party that acts gave up its time to answer."""
    acting = arbitration.act.by
    party = arbitration.dispute.party_of(acting) if acting is not None else None
    return party is not None and party.pk in who_gave_up(arbitration)


def took_it_before(arbitration: Any, step: str) -> bool:
    """Whether the party that acts took this step before."""
    acting = arbitration.act.by
    party = arbitration.dispute.party_of(acting) if acting is not None else None
    return party is not None and party.pk in who_took(arbitration, step)


def respondents(arbitration: Any) -> set[int]:
    return {party.pk for party in arbitration.dispute.parties.all() if party.side == "B"}


@guard(
    _("Your time to answer does not run: the application was not served on you, or the time is over."),
    law="CR-33",
)
def answer_time_runs(arbitration: Any) -> bool:
    return own_windows(arbitration, "arbitration.answer").open().exists()


@guard(
    _("This party's time to answer did not run on that day, or it has answered already."),
    law="AL-30, CR-33",
)
def its_answer_came_in_time(arbitration: Any) -> bool:
    """Of what came on paper the day it came counts, also where the time has ended before it is entered."""
    facts = arbitration.act.facts
    if not facts:
        return bool(still_to_answer(arbitration))
    return facts.get("party") in still_to_answer(arbitration, arbitration.act.on)


ANSWERS = ("answer", "record_answer")


def _said(arbitration: Any, *names: str) -> Any:
    """The entries of these steps in this case."""
    return DocketEntry.objects.filter(
        dispute=arbitration.dispute.pk, record_type="arbitration", record_id=arbitration.pk,
        step__in=[f"arbitration.{name}" for name in names],
    )  # fmt: skip


def still_to_answer(arbitration: Any, on: date | None = None) -> set[int]:
    """The parties whose time to answer ran, on that day, and that have not answered in it."""
    rows = windows(arbitration, "arbitration.answer").exclude(status=Deadline.Status.STOPPED)
    if on:
        rows = rows.filter(trigger_on__lte=on, due_on__gte=on)
    answered = dict(_said(arbitration, *ANSWERS).order_by("pk").values_list("party", "on"))
    found = rows.values_list("party", "trigger_on")
    return {party for party, began in found if party not in answered or answered[party] < began}


@guard(
    _("No answer waits to be forwarded. One that came on paper is entered first."),
    law="AL-30, CR-33",
)
def answer_waits(arbitration: Any) -> bool:
    """An answer came since the last one was sent on."""
    last = (
        _said(arbitration, *ANSWERS, "forward_answer").order_by("-pk").values_list("step", flat=True).first()
    )
    return last not in {None, "arbitration.forward_answer"}


@guard(
    _("The time to answer is over, or was given up; a counterclaim or objection comes too late."),
    law="CR-10, CR-36",
)
def in_time_for_objection(arbitration: Any) -> bool:
    """Both end with the answer period, also when it was shortened (trap 31)."""
    if arbitration.answer_waived or gave_it_up(arbitration):
        return False
    return own_windows(arbitration, "arbitration.answer").filter(due_on__gte=arbitration.act.on).exists()


@guard(_("Limitation has been raised already."), law="J2-20")
def limitation_not_raised_yet(arbitration: Any) -> bool:
    if arbitration.limitation_raised_on is None:
        return True
    several = len(respondents(arbitration)) > 1
    return several and not took_it_before(arbitration, "raise_limitation")


@guard(_("You have given it up already."), law="CR-58")
def not_waived_yet(arbitration: Any) -> bool:
    return not arbitration.answer_waived and not gave_it_up(arbitration)


@guard(_("Nothing is left of your time to answer: it is over, or you have answered."), law="CR-58")
def time_to_answer_is_left(arbitration: Any) -> bool:
    """It runs, or begins once the application or a changed claim is served."""
    own = own_windows(arbitration, "arbitration.answer")
    copies = arbitration.dispute.services.filter(paper__code="D12", stage="due")
    return own.open().exists() or not own.exists() or copies.exists()


@guard(_("An earlier counterclaim waits for a decision; file this one separately."), law="CR-36")
def no_counterclaim_waits(arbitration: Any) -> bool:
    return not arbitration.counterclaim


@guard(_("An objection to jurisdiction waits for a decision already; it is decided for all."), law="CR-10")
def no_objection_waits(arbitration: Any) -> bool:
    return arbitration.objection != "raised"


@guard(_("No objection to jurisdiction waits for a decision."), law="CR-10")
def objection_pending(arbitration: Any) -> bool:
    return arbitration.objection == "raised"


@guard(_("No counterclaim waits for a decision."), law="CR-36")
def counterclaim_asked(arbitration: Any) -> bool:
    return bool(arbitration.counterclaim)


@guard(_("The period for evidence is over; file the claim separately."), law="CR-44")
def in_evidence_time(arbitration: Any) -> bool:
    end = arbitration.evidence_until
    return end is None or arbitration.act.on <= end


@guard(_("An earlier change waits for a decision."), law="CR-44")
def not_pending_change(arbitration: Any) -> bool:
    return not arbitration.change


@guard(_("The claim to be changed is not one of the applicant's that still waits for an award."), law="CR-44")
def changed_claim_stands(arbitration: Any) -> bool:
    instead = arbitration.act.facts.get("instead")
    if instead is None:
        return True
    ours = arbitration.dispute.claims.filter(pk=instead, side="A", dropped=False)
    return ours.exists() and instead not in arbitration.decided_claims


@guard(_("No change of claims waits for a decision."), law="CR-44")
def change_asked(arbitration: Any) -> bool:
    return bool(arbitration.change)


@guard(_("None of the conditions for simple handling is given."), law="CR-56")
def simple_is_possible(arbitration: Any) -> bool:
    ground = arbitration.act.facts.get("ground")
    return ground is None or ground in ("clear", "small", "agreed")


@guard(
    _(
        "The sum claimed is above the province's average wage of the year before, in the series this committee follows."
    ),
    law="CR-56",
)
def sum_is_small(arbitration: Any) -> bool:
    """Where no figure of that year is kept, the director answers for it."""
    if arbitration.act.facts.get("ground") != "small":
        return True
    claims = arbitration.dispute.claims.filter(dropped=False)
    asked = sum((claim.amount for claim in claims if claim.amount is not None), Decimal(0))
    series = chosen("average_wage_series", arbitration.office.settings)
    try:
        return simple_by_amount(asked, arbitration.received_on or arbitration.act.on, series)
    except WageUnknown:
        return True


@guard(_("A respondent cannot be found; simple handling is not allowed."), law="CR-57")
def simple_is_allowed(arbitration: Any) -> bool:
    announced = Deadline.objects.filter(dispute=arbitration.dispute.pk, code="service.announcement")
    lapsed = announced.exclude(status="stopped").values("record_id")  # stopped: the party came and signed
    return not arbitration.dispute.services.filter(paper__code="D12", pk__in=lapsed).exists()


@guard(_("The time for the award is over; the handling cannot be changed."), law="CR-61")
def within_the_time_of_the_case(arbitration: Any) -> bool:
    return arbitration.mode == "simple" and arbitration.overdue_on is None


@guard(
    _("The time to answer still runs, or the application is not served on every respondent."),
    law="AL-30, CR-33",
)
def answer_over(arbitration: Any) -> bool:
    """Of the newest copy each was sent, joined parties, changed claims and counterclaims included (CR-44, CR-46)."""
    waived = who_gave_up(arbitration)
    if windows(arbitration, "arbitration.answer").open().exclude(party__in=waived).exists():
        return False
    copies = arbitration.dispute.services.filter(
        paper__code="D12", paper__record_type="arbitration", paper__record_id=arbitration.pk
    ).exclude(stage="dropped")
    if not any(claim.side == "B" and not claim.dropped for claim in arbitration.dispute.claims.all()):
        copies = copies.exclude(
            paper__entry__step="arbitration.join_counterclaim"
        )  # taken back: nobody answers it
    newest = dict(copies.order_by("paper_id").values_list("party", "served_on"))
    if any(day is None and party not in waived for party, day in newest.items()):
        return False
    return arbitration.answer_waived or respondents(arbitration) <= {*newest} | waived


@guard(_("An objection to jurisdiction waits for a decision; it is decided first."), law="CR-10")
def objection_decided(arbitration: Any) -> bool:
    return arbitration.objection != "raised"


@guard(
    _("A counterclaim or a changed claim waits for a decision; it is decided before the award."),
    law="CR-36, CR-44",
)
def no_claim_waits(arbitration: Any) -> bool:
    return not arbitration.counterclaim and not arbitration.change


@guard(_("The hearing begins and ends on the same day, on the half hour, between 8:00 and 19:00."))
def proper_hours(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    if not facts:
        return True
    start, end = str(facts["start"]), str(facts["end"])
    return "08:00" <= start < end <= "19:00" and all(hour[-2:] in ("00", "30") for hour in (start, end))


@guard(_("Choose what the room must have from the list, and at most five hundred seats."), law="CR-38")
def needs_are_known(arbitration: Any) -> bool:
    facts = arbitration.act.facts
    return set(facts.get("needs") or ()) <= set(Equipment.values) and 0 <= (facts.get("seats") or 0) <= SEATS


@guard(
    _("The notice must be served five working days before the hearing; choose a later day."),
    law="AL-35, CR-38",
)
def notice_in_time(arbitration: Any) -> bool:
    day = arbitration.act.facts.get("day")
    return day is None or arbitration.act.on <= last_day_for_notice(day)


def last_day(code: str, day: date) -> date:
    """The last day of a period by the calendar in force."""
    return periods.due(code, day, calendar=in_force()).due


def last_day_for_notice(hearing: date) -> date:
    return last_day("hearing_notice", hearing)


def first_day_for_hearing(arbitration: Any, on: date) -> date:
    """The first working day that leaves the notice its five working days as the committee counts them (CR-38).

    Where it counts clear days, nearer ones that keep the least the text asks stay lawful: `notice_in_time`.
    """
    reading = chosen("hearing_notice_days", arbitration.office.settings)
    calendar, day = in_force(), on + DAY
    while calendar.is_rest(day) or _notice_by(day, reading, calendar) < on:
        day += DAY
    return day


def notice_by(arbitration: Any, hearing: date) -> date:
    """The last day for the notice as the committee counts."""
    return _notice_by(hearing, chosen("hearing_notice_days", arbitration.office.settings), in_force())


def _notice_by(hearing: date, reading: str, calendar: WorkCalendar) -> date:
    return periods.due("hearing_notice", hearing, calendar=calendar, reading=reading).due


@guard(
    _("The file has not come yet: register it first, or return it with the reason if something is missing."),
    law="CR-9, CR-46",
)
def its_file_is_here(arbitration: Any) -> bool:
    """The committee that transferred the case sends the file after it; cases of before have none."""
    files = HandOff.objects.filter(
        dispute=arbitration.dispute.pk, ground=TRANSFER, office=arbitration.office_id
    )
    last = files.order_by("-pk").first()
    return last is None or last.stage == "acknowledged"
