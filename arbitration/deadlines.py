"""The time limits of an arbitration, an award and a review (docs/law.md 10.2, 10.3, 11)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.award import AwardStage
from arbitration.lifecycle.guards import counterclaims
from arbitration.lifecycle.guards.hearing import agreed_on
from arbitration.lifecycle.guards.minutes import entries
from arbitration.lifecycle.stages import PENDING
from disputes.calendars import in_force
from disputes.court.deadlines import last_day_to_perform
from disputes.deadlines import TimeLimit, on_steps, served, served_anew
from disputes.lifecycle.handoff import Stage as Result
from disputes.models import Deadline, HandOff
from disputes.rules import periods
from disputes.rules.readings import chosen
from disputes.service import served_on_all

if TYPE_CHECKING:
    from disputes.models import DocketEntry


def steps(*names: str) -> frozenset[str]:
    return on_steps(*(f"arbitration.{name}" for name in names))


ENDED = steps(
    "make_award",
    "uphold_award",
    "uphold_statement",
    "conclude",
    "withdraw",
    "withdraw_last_counterclaim",
    "applicant_absent",
    "cancel",
    "terminate",
    "transfer",
)
ANSWERED_BY = {"take_change": "B", "join_counterclaim": "A", "withdraw_counterclaim": "A"}
DECIDED_ON = steps("accept", "refuse", "redirect", "return_for_correction", "agree_to_mediation", "withdraw")


def of_the_paper(entry: DocketEntry) -> Any:
    """The record whose paper was served."""
    return entry.record.paper.record


def every_copy(entry: DocketEntry) -> bool:
    """A step that is no service ends it; a service does once nobody's newest copy is left."""
    return entry.record_type != "service" or served_on_all(entry.record.paper)


def of_a_case(entry: DocketEntry) -> bool:
    """Of one that goes on: a copy proved after its case has ended, or was transferred, opens nothing."""
    paper = entry.record.paper
    return bool(paper.record_type == "arbitration") and paper.record.stage in PENDING


def no_counterclaim_is_left(entry: DocketEntry) -> bool:
    """After this step; claims are dropped by a sequel of it."""
    return not counterclaims(entry.record) - getattr(entry.record, "given_up", set())


def has_to_be_answered(entry: DocketEntry) -> bool:
    """A counterclaim as long as it stands (CR-36)."""
    if not of_a_case(entry):
        return False
    paper = entry.record.paper
    own = paper.entry is not None and paper.entry.step == "arbitration.join_counterclaim"
    return not own or bool(counterclaims(paper.record))


def is_answered_anew_or_no_more(row: Deadline, entry: DocketEntry) -> bool:
    """A changed claim is answered by the respondents anew, a counterclaim by the applicants; one that was taken back by
    nobody (CR-36, CR-44). The other side's time goes on.
    """
    side = ANSWERED_BY.get(entry.step.removeprefix("arbitration."))
    if side is None or row.party is None:
        return True
    taken_back = entry.step == "arbitration.withdraw_counterclaim"
    return row.party.side == side and (not taken_back or no_counterclaim_is_left(entry))


def runs_for_the_first(entry: DocketEntry) -> bool:
    """Of several challenged the clock is that of who was challenged first and waits still (CR-11)."""
    waiting = len(entry.record.challenged)
    return waiting == 1 if entry.step == "arbitration.ask_recusal" else waiting > 0


def asked_first(entry: DocketEntry) -> date:
    rows = entries(entry.record, "arbitration.ask_recusal").reverse()
    return next(row.on for row in rows if row.facts["person"] == entry.record.challenged[0])


def of_the_case(entry: DocketEntry) -> Any:
    """The arbitration, of an award as well."""
    return getattr(entry.record, "arbitration", entry.record)


def of_many(entry: DocketEntry) -> bool:
    """Ten or more workers with one claim (AL-7, CR-62)."""
    return bool(entry.record.collective)


def something_is_frozen(entry: DocketEntry) -> bool:
    return of_the_case(entry).preservation.get("state") == "granted"


def a_freeze_has_no_clock(entry: DocketEntry) -> bool:
    """Of several awards the later one restarts the clock of the first: what is frozen secures them all."""
    rows = Deadline.objects.open().filter(code="arbitration.preserved", dispute=entry.dispute_id)
    free = not rows.filter(record_id=of_the_case(entry).pk).exists()
    return free and something_is_frozen(entry) and binds_or_binds_again(entry)


def binds_or_binds_again(entry: DocketEntry) -> bool:
    """It takes effect; or the suit that kept it from having effect fell, and it binds again (法释〔2000〕18号 1, 2)."""
    if entry.step != "award.stand":
        return True
    return entry.source == AwardStage.CONTESTED and entry.target == AwardStage.EFFECTIVE


def binds_one_more(entry: DocketEntry) -> bool:
    """It had effect for other workers; the ruling on this one's own suit was served only now (J1-17, 法释〔2000〕18号 1)."""
    if (
        not entry.source == entry.target == AwardStage.EFFECTIVE
        or entry.party is None
        or not entry.party.worker
    ):
        return False
    suits = HandOff.objects.filter(record_type="award", record_id=entry.record_id, ground="suit")
    return suits.filter(filed_by=entry.party_id).exclude(ruling="").exists()


def enforced_for_it(entry: DocketEntry) -> bool:
    """What this party asked for was enforced; what takes the award away takes it from everybody."""
    return entry.step != "handoff.record_result" or entry.target == Result.ENFORCED


def enforceable_from(entry: DocketEntry) -> date:
    """A statement made of an agreement in mediation has its days to perform; an award is performed at once (CPL-250)."""
    return last_day_to_perform(entry) if entry.record_type == "agreementreview" else entry.on


def falls(entry: DocketEntry) -> bool:
    """A suit of some of several workers leaves the award to the others (J1-17); a new award ends the clock of the
    statement that was heard anew (B9-18), not that of another award of the case.
    """
    if entry.step == "award.contest":
        return entry.target == AwardStage.CONTESTED
    if entry.step == "handoff.record_result":
        return wholly_enforced(entry)
    return entry.step != "arbitration.make_award" or entry.record.reopened_on is not None


def wholly_enforced(entry: DocketEntry) -> bool:
    """For all who have this time, each on its own application (CPL-250), and not one instalment of an agreement. Whom it
    gives nothing, whom a suit keeps it from and who has a time of its own are not waited for (J1-17).
    """
    handoff, award = entry.record, entry.record.subject
    if entry.target != Result.ENFORCED or handoff.record_type == "agreementreview":
        return False
    same: Any = {"record_type": handoff.record_type, "record_id": handoff.record_id}
    done = HandOff.objects.filter(ground="enforcement", stage=Result.ENFORCED, **same)
    apart = Deadline.objects.open().filter(code=ENFORCEMENT_AFTER_SUIT.code, **same)
    settled = {*done.values_list("filed_by", flat=True), *apart.values_list("party", flat=True)}
    waiting = [party.pk for party in entry.dispute.parties.all() if award.gives_to(party)]
    return set(waiting) <= settled | set(getattr(award, "sued_by", ()))


def hearing_day(entry: DocketEntry) -> date:
    return date.fromisoformat(entry.facts["day"])


def both_agreed(entry: DocketEntry) -> date:
    """To have somebody else mediate: the days run from the consent, not from the tribunal's letter (CR-70)."""
    return agreed_on(entry.record, entry.facts) or entry.on


def rolls(entry: DocketEntry) -> str:
    """Whether the committee's 45 days roll over rest days before anybody calls them over (T15)."""
    return chosen("award_rolls", entry.record.office.settings)


def notice_days(entry: DocketEntry) -> str:
    """How the committee counts its notice; a hearing too close for clear days has the least the text asks (T14)."""
    reading = chosen("hearing_notice_days", entry.record.office.settings)
    found = periods.due("hearing_notice", hearing_day(entry), calendar=in_force(), reading=reading)
    return reading if found.due >= entry.on else ""


def may_sue(entry: DocketEntry) -> bool:
    """Against a final award the worker alone; against another everybody (trap 18); a worker whose part it decides (J1-17)."""
    award, party = entry.record.paper.record, entry.party
    if party is not None and party.worker:
        return bool(award.concerns_worker(party))
    return not award.final


def may_ask_to_set_aside(entry: DocketEntry) -> bool:
    award = entry.record.paper.record
    return award.final and entry.party is not None and not entry.party.worker and entry.party.side in "AB"


ACCEPTANCE = TimeLimit(
    code="arbitration.acceptance", rule="acceptance", title=_("Decide on acceptance"), binds="director",
    starts_on=steps("file", "complete_correction", "resume_after_mediation"), stops_on=DECIDED_ON,
    lapses_into="arbitration.fall_silent",
)  # fmt: skip
CORRECTION_NOTICE = TimeLimit(
    code="arbitration.correction_notice", rule="correction_notice", title=_("Tell all defects at once"), binds="clerk",
    starts_on=steps("file"), stops_on=DECIDED_ON | steps("propose_acceptance"),
)  # fmt: skip
CORRECTION = TimeLimit(
    code="arbitration.correction", rule="correction_notice", title=_("Complete the application"), binds="A",
    starts_on=steps("return_for_correction"), stops_on=steps("complete_correction", "not_corrected", "withdraw"),
    fixed=lambda entry: date.fromisoformat(entry.facts["due_on"]),
)  # fmt: skip
DEFERRED = TimeLimit(
    code="arbitration.deferred", rule="mediation_opens_arbitration",
    title=_("Agree in the mediation for which acceptance was put off"), binds="both", starts_on=steps("agree_to_mediation"),
    stops_on=steps("settle_before_acceptance", "withdraw"), lapses_into="arbitration.resume_after_mediation",
)  # fmt: skip
SERVE_APPLICATION = TimeLimit(
    code="arbitration.serve_application", rule="serve_application", title=_("Serve the application on the respondent"),
    binds="clerk", starts_on=steps("accept", "receive_transfer"), stops_on=served("D12") | ENDED, whole=every_copy,
)  # fmt: skip
ANSWER = TimeLimit(
    code="arbitration.answer", rule="answer", title=_("Answer; object to jurisdiction; file a counterclaim"), binds="B",
    starts_on=served("D12"),
    stops_on=steps("answer", "record_answer", "waive_answer", "take_change", "join_counterclaim", "withdraw_counterclaim")
    | served_anew("D12") | ENDED,
    lapses_into="arbitration.close_answer", per_party=True, of=of_the_paper, applies=has_to_be_answered,
    touches=is_answered_anew_or_no_more,
)  # fmt: skip
FORWARD_ANSWER = TimeLimit(
    code="arbitration.forward_answer", rule="forward_answer", title=_("Forward the answer"), binds="clerk",
    starts_on=steps("answer", "record_answer"), stops_on=steps("forward_answer") | ENDED, per_party=True,
)  # fmt: skip
TRIBUNAL = TimeLimit(
    code="arbitration.tribunal_notice", rule="tribunal_notice", title=_("Form the tribunal and give notice"),
    binds="director", starts_on=steps("accept", "receive_transfer", "reopen", "reopen_statement"),
    stops_on=steps("form_tribunal") | ENDED,
)  # fmt: skip
ALL_AT_ONCE = TimeLimit(
    code="arbitration.collective_notice", rule="collective_notice", title=_("Tell ten or more workers everything at once"),
    binds="clerk", starts_on=steps("accept", "receive_transfer"), stops_on=steps("schedule") | ENDED, applies=of_many,
)  # fmt: skip
COUNTERCLAIM = TimeLimit(
    code="arbitration.counterclaim", rule="counterclaim_decision", title=_("Decide on the counterclaim"),
    binds="director", starts_on=steps("file_counterclaim", "receive_transfer"),
    applies=lambda entry: bool(entry.record.counterclaim),
    stops_on=steps("join_counterclaim", "refuse_counterclaim", "withdraw_counterclaim") | ENDED,
)  # fmt: skip
RECUSAL = TimeLimit(
    code="arbitration.recusal", rule="recusal_decision", title=_("Decide on the recusal"), binds="director",
    starts_on=steps("ask_recusal", "decide_recusal"), applies=runs_for_the_first, trigger=asked_first,
    stops_on=steps("decide_recusal", "dissolve_tribunal") | ENDED,
)  # fmt: skip
HEARING_NOTICE = TimeLimit(
    code="arbitration.hearing_notice", rule="hearing_notice", title=_("Serve the hearing notice"), binds="clerk",
    starts_on=steps("schedule", "postpone"), trigger=hearing_day,
    stops_on=served("D19") | steps("postpone", "put_off", "suspend", "settle", "open_hearing", "respondent_absent", "applicant_defaults", "dissolve_tribunal") | ENDED,
    whole=every_copy, read_as=notice_days,
)  # fmt: skip
HEARING = TimeLimit(
    code="arbitration.hearing", rule="hearing_notice", title=_("Hearing"), binds="tribunal",
    starts_on=steps("schedule", "postpone"), fixed=hearing_day,
    stops_on=steps("postpone", "put_off", "suspend", "settle", "open_hearing", "respondent_absent", "applicant_defaults", "dissolve_tribunal") | ENDED,
)  # fmt: skip
DELEGATED = TimeLimit(
    code="arbitration.delegated_mediation", rule="delegated_mediation", title=_("Agree in delegated mediation"),
    binds="both", starts_on=steps("delegate_mediation"), trigger=both_agreed, stops_on=steps("end_delegation", "settle") | ENDED,
    lapses_into="arbitration.end_delegation",
)  # fmt: skip
AWARD = TimeLimit(
    code="arbitration.award", rule="award", title=_("Make the award"), binds="tribunal",
    starts_on=steps("accept", "receive_transfer", "reopen", "reopen_statement"), stops_on=ENDED,
    pauses_on=steps("suspend"), resumes_on=steps("resume"),
    restarts_on=steps("join_party", "take_change", "join_counterclaim"), extends_on=steps("extend"),
    lapses_into="arbitration.run_overdue", read_as=rolls,
)  # fmt: skip
CANCELLED = TimeLimit(
    code="arbitration.case_withdrawal_notice", rule="case_withdrawal_notice",
    title=_("Tell the parties that the case was accepted by mistake"), binds="clerk", starts_on=steps("cancel"),
    stops_on=served("D34"), whole=every_copy,
)  # fmt: skip
SUIT = TimeLimit(
    code="award.suit", rule="suit", title=_("Sue in court"), binds="party", starts_on=served("D38"),
    stops_on=on_steps("handoff.file:suit", "award.set_aside", "award.lose_effect") | served_anew("D38"),
    lapses_into="award.pass_window", per_party=True, of=of_the_paper, applies=may_sue,
    otherwise=_("This party can no longer sue. Once no window is open, an award that is not final takes effect and can be enforced."),
)  # fmt: skip
SET_ASIDE = TimeLimit(
    code="award.set_aside", rule="set_aside", title=_("Ask the intermediate court to set the final award aside"),
    binds="employer", starts_on=served("D38"),
    stops_on=on_steps("handoff.file:set_aside", "award.contest", "award.set_aside", "award.lose_effect") | served_anew("D38"),
    whole=falls, lapses_into="award.pass_window", per_party=True, of=of_the_paper, applies=may_ask_to_set_aside,
    otherwise=_("The employer can no longer ask the court to set the award aside; the award stands."),
)  # fmt: skip
ENFORCEMENT = TimeLimit(
    code="award.enforcement", rule="enforcement", title=_("Apply for enforcement"), binds="creditor",
    starts_on=on_steps("award.take_effect", "arbitration.conclude", "agreementreview.take_effect", "award.stand"),
    applies=binds_or_binds_again, whole=falls, trigger=enforceable_from,
    stops_on=on_steps("award.contest", "award.set_aside", "award.lose_effect", "award.be_replaced", "handoff.record_result:enforcement")
    | steps("make_award", "conclude"),  # of the statement that was heard anew
    pauses_on=on_steps("award.stay", "award.open_supervision") | steps("reopen_statement"),
    resumes_on=on_steps("award.stand", "award.be_upheld") | steps("uphold_statement"), own=True,
    otherwise=_("The debtor may object that the time to enforce has run out."),
)  # fmt: skip
ENFORCEMENT_AFTER_SUIT = TimeLimit(
    code="award.enforcement_after_suit", rule="enforcement", title=_("Apply for enforcement after one's own suit fell"),
    binds="worker", starts_on=on_steps("award.stand"), applies=binds_one_more, whole=enforced_for_it, per_party=True,
    stops_on=on_steps("award.set_aside", "award.lose_effect", "award.be_replaced", "handoff.record_result:enforcement"),
    pauses_on=on_steps("award.stay", "award.open_supervision"), resumes_on=on_steps("award.stand", "award.be_upheld"),
    own=True, otherwise=_("The debtor may object that the time to enforce has run out."), instead="award.enforcement",
)  # fmt: skip
PRESERVED = TimeLimit(
    code="arbitration.preserved", rule="enforcement_after_preservation", title=_("Have it enforced while property is frozen"),
    binds="A", starts_on=on_steps("award.take_effect", "arbitration.conclude", "award.stand"), of=of_the_case,
    stops_on=on_steps("handoff.file:enforcement", "award.contest", "award.set_aside", "award.be_replaced")
    | steps("note_lifted", "make_award", "conclude"), whole=falls,
    restarts_on=on_steps("award.take_effect"),
    pauses_on=on_steps("award.stay", "award.open_supervision") | steps("reopen_statement"),  # nothing can be enforced meanwhile
    resumes_on=on_steps("award.stand", "award.be_upheld") | steps("uphold_statement"),
    lapses_into="arbitration.let_preservation_go", applies=a_freeze_has_no_clock,
)  # fmt: skip
NOT_RULED = _("Ask the court for its ruling; the committee can ask as well. Nothing is frozen before it.")
PRESERVATION = TimeLimit(
    code="arbitration.preservation_ruling", rule="preservation_ruling", title=_("The court rules on the preservation"),
    binds="court", starts_on=steps("forward_preservation"), stops_on=steps("note_preservation", "transfer"), audience="side",
    applies=lambda entry: not entry.record.preservation.get("urgent"), otherwise=NOT_RULED,
)  # fmt: skip
PRESERVATION_URGENT = TimeLimit(
    code="arbitration.preservation_ruling_urgent", rule="preservation_ruling_urgent",
    title=_("The court rules on the urgent preservation"), binds="court", starts_on=steps("forward_preservation"),
    stops_on=steps("note_preservation", "transfer"), audience="side",
    applies=lambda entry: bool(entry.record.preservation.get("urgent")), otherwise=NOT_RULED,
)  # fmt: skip
REVIEW = TimeLimit(
    code="agreementreview.review", rule="agreement_review", title=_("Review the agreement"), binds="office",
    starts_on=on_steps("agreementreview.accept"), extends_on=on_steps("agreementreview.extend"),
    stops_on=on_steps("agreementreview.make_statement", "agreementreview.refuse_statement", "agreementreview.withdraw"),
)  # fmt: skip
