"""Which document each step makes, from what, for whom (docs/law.md 8.2, 10.2, 10.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arbitration.deeds import (
    agreeing,
    decisions,
    inquiries,
    interim,
    letters,
    minutes,
    notices,
    rulings,
    services,
    volume,
)
from arbitration.deeds.application import application, completed, is_complete, is_told, record
from arbitration.lifecycle.award import served_on_everybody
from disputes.access import Audience
from disputes.deadlines import on_steps
from disputes.models import Deadline, User
from disputes.papers.issue import Issue, everybody, side

if TYPE_CHECKING:
    from disputes.models import DocketEntry, Party


def steps(*names: str) -> frozenset[str]:
    return on_steps(*(f"arbitration.{name}" for name in names))


def tribunal_known(entry: DocketEntry) -> bool:
    return entry.record.accepted_on is not None and entry.record.presiding_id is not None


def counterclaim_permitted(entry: DocketEntry) -> bool:
    """Of one that was joined; of one that nobody decided on the request is all there is."""
    return tribunal_known(entry) and notices.gives_claims_up(entry)


def tribunal_changed(entry: DocketEntry) -> bool:
    return entry.step == "arbitration.form_tribunal" or entry.facts.get("decision") == "upheld"


def certified(entry: DocketEntry) -> bool:
    """A final award once all have it and no window is open any more, another on the day it takes effect; each when it
    binds again after a court.
    """
    award = entry.record
    if entry.step == "award.take_effect":
        return not award.final
    open_windows = Deadline.objects.open().filter(
        record_type="award", record_id=award.pk, code__in=["award.suit", "award.set_aside"]
    )
    if open_windows.exists() or not served_on_everybody(award):
        return False
    binds = award.stage == "effective" and not award.stayed
    return binds and (award.final or entry.step == "award.stand")


def employers(entry: DocketEntry) -> list[Party]:
    """Whoever is advised: the employers of the case."""
    rows = entry.dispute.parties.all()
    return [one for one in rows if not one.worker and one.kind == one.Kind.ORGANISATION and one.side in "AB"]


Issue(code="D01", on=steps("file"), data=application, when=is_complete)
Issue(code="D01", on=steps("complete_correction"), data=application, when=completed)
Issue(code="D02", on=steps("file"), data=record, when=is_told)
Issue(code="D03", on=steps("file"), data=notices.receipt)
Issue(code="D04", on=steps("return_for_correction"), data=notices.correction, to=side("A"))
Issue(code="D09", on=steps("accept", "receive_transfer"), data=notices.acceptance, to=side("A"))
Issue(code="D10", on=steps("refuse", "not_corrected"), data=notices.refusal, to=side("A"))
Issue(
    code="D10",
    on=steps("refuse_counterclaim"),
    data=rulings.counterclaim,
    to=rulings.counterclaimant,
    when=rulings.is_out_of_scope,
)
Issue(
    code="D11a",
    on=steps("refuse_counterclaim"),
    data=rulings.counterclaim,
    to=rulings.counterclaimant,
    when=rulings.is_a_case_of_its_own,
)
Issue(
    code="D11a",
    on=steps("withdraw", "applicant_absent", "cancel"),
    data=rulings.fallen_counterclaim,
    to=rulings.counterclaimant,
    when=rulings.counterclaim_waits,
)
Issue(code="D11", on=steps("redirect"), data=notices.pointer, to=side("A"))
Issue(code="D12", on=steps("accept", "receive_transfer"), data=notices.respond, to=side("B"))
Issue(code="D12", on=steps("take_change"), data=notices.respond, to=side("B"))
Issue(code="D12", on=steps("join_counterclaim"), data=notices.respond, to=side("A"))
Issue(code="D13", on=steps("accept"), data=notices.proving)
Issue(
    code="D14",
    on=steps("form_tribunal", "decide_recusal"),
    data=notices.formed,
    to=everybody,
    when=tribunal_changed,
)
Issue(code="D07", on=steps("suggest_mediation"), data=rulings.suggestion, to=side("A"))
Issue(code="D08", on=steps("accept"), data=rulings.approval, audience="side", volume="side")
Issue(code="D17", on=steps("reject_objection"), data=rulings.objection, to=everybody)
Issue(code="D18", on=steps("decide_recusal"), data=rulings.recusal, to=everybody)
Issue(code="D23", on=steps("join_party"), data=rulings.joining, to=everybody)
Issue(code="D27", on=steps("deliberate"), data=rulings.deliberation, audience="deliberation", volume="side")
Issue(code="D30", on=steps("delegate_mediation"), data=rulings.delegation, to=everybody)
Issue(code="D31", on=steps("handle_simply", "to_ordinary"), data=rulings.handling, to=everybody)
Issue(code="D34", on=steps("cancel", "terminate"), data=rulings.ending, to=everybody)
Issue(code="D39", on=on_steps("award.correct"), data=rulings.slip, to=everybody)
Issue(
    code="D40",
    on=on_steps("service.prove", "service.leave", "service.deem_returned"),
    data=services.receipt,
    when=services.proved,
)
Issue(code="D41", on=on_steps("service.announce"), data=rulings.announcement, when=rulings.by_a_committee)
Issue(
    code="D45",
    on=on_steps("award.open_supervision", "award.refuse_supervision"),
    data=rulings.supervision,
    to=everybody,
)
Issue(code="D45", on=steps("uphold_award"), data=rulings.supervision, to=everybody)
Issue(
    code="D45",
    on=steps("reopen_statement", "refuse_statement_supervision", "uphold_statement"),
    data=rulings.statement_supervision,
    to=everybody,
)
Issue(code="D35", on=steps("forward_preservation"), data=interim.preservation, audience="side", volume="side")
Issue(code="D36", on=steps("order_advance"), data=interim.advance, to=everybody)
Issue(code="D36", on=steps("transfer_advance"), data=interim.advance)
Issue(code="D43", on=steps("close"), data=rulings.closing, audience="side", volume="side")
for _volume in ("main", "side"):
    for _code, _deed in (("D43a", volume.cover), ("D43b", volume.contents), ("D43c", volume.note)):
        Issue(
            code=_code, on=steps("archive"), data=_deed(_volume), audience="side", volume=_volume, when=volume.has(_volume)
        )  # fmt: skip
Issue(code="D17", on=steps("transfer"), data=notices.transfer)
Issue(code="D19", on=steps("schedule", "postpone"), data=notices.summons, to=everybody)
Issue(
    code="D20",
    on=steps("postpone", "put_off", "refuse_postponement", "dissolve_tribunal"),
    data=notices.postponed,
    to=everybody,
    when=notices.hearing_stood,
)
Issue(code="D21", on=steps("schedule"), data=notices.all_at_once, when=notices.is_first_of_many)
Issue(code="D28", on=steps("suspend", "resume"), data=notices.suspension, to=everybody)
Issue(code="D29", on=steps("extend"), data=notices.extension, to=everybody)
Issue(
    code="D32",
    on=steps("withdraw", "withdraw_claims"),
    data=notices.withdrawal,
    to=everybody,
    when=tribunal_known,
)
Issue(
    code="D32c",
    on=steps("withdraw_counterclaim", "withdraw_last_counterclaim"),
    data=notices.counterclaim_withdrawal,
    to=everybody,
    when=counterclaim_permitted,
)
Issue(code="D33", on=steps("applicant_absent"), data=notices.absence, to=everybody)
Issue(
    code="D33", on=steps("applicant_defaults"), data=notices.absence, to=everybody, when=notices.gives_claims_up
)  # fmt: skip
Issue(code="D37", on=steps("settle"), data=decisions.statement, to=everybody)
Issue(code="D38", on=on_steps("award.make"), data=decisions.award, to=everybody)
Issue(
    code="D42",
    on=on_steps("award.take_effect", "award.pass_window", "award.stand"),
    data=decisions.certificate,
    when=certified,
)
Issue(
    code="V01",
    on=on_steps("agreementreview.join"),
    data=decisions.review_application,
    audience=Audience.AGREEMENT,
    when=decisions.can_be_written_to,
)
Issue(
    code="V02",
    on=on_steps("agreementreview.accept", "agreementreview.refuse"),
    data=decisions.review_answer,
    to=everybody,
)
Issue(
    code="D37", on=on_steps("agreementreview.make_statement"), data=decisions.reviewed_statement, to=everybody
)
Issue(code="V03", on=on_steps("agreementreview.refuse_statement"), data=decisions.review_answer, to=everybody)
Issue(
    code="V03",
    on=on_steps("agreementreview.withdraw"),
    data=decisions.review_ended,
    to=everybody,
    when=decisions.was_accepted,
)

# What the parties write.
Issue(code="D05", on=on_steps("dispute.confirm_address"), data=letters.address, when=letters.has_office)
Issue(code="D06", on=steps("file"), data=letters.power, when=letters.has_agent)
Issue(code="D06", on=steps("file"), data=letters.head, when=letters.has_head)
Issue(code="D15", on=steps("answer"), data=letters.answer)
Issue(code="D15", on=steps("file_counterclaim"), data=letters.counterclaim)
Issue(code="D16", on=steps("ask_change"), data=letters.change)
Issue(code="D17a", on=steps("object_to_jurisdiction"), data=letters.request())
Issue(
    code="D18a",
    on=steps("ask_recusal"),
    data=letters.request(person=lambda entry: str(User.objects.get(pk=entry.facts["person"]))),
)
Issue(
    code="D20a",
    on=steps("ask_postponement"),
    data=letters.request(old_at=lambda entry: entry.record.hearing.starts_at.isoformat()),
)
Issue(code="D22", on=steps("file"), data=letters.speakers, when=letters.has_speakers)
Issue(code="D32a", on=steps("withdraw", "withdraw_claims"), data=letters.request())
Issue(code="D32b", on=steps("withdraw_counterclaim", "withdraw_last_counterclaim"), data=letters.request())
Issue(code="D30a", on=steps("agree_to_delegation"), data=agreeing.delegation)
Issue(code="M09", on=steps("agree_settlement"), data=agreeing.settlement)

# What the committee asks of others, and advises.
Issue(code="D24a", on=steps("ask_inquiry"), data=inquiries.request, when=inquiries.is_collection)
Issue(code="D25a", on=steps("ask_inquiry"), data=inquiries.request, when=inquiries.is_appraisal)
Issue(code="D24", on=steps("collect_evidence"), data=inquiries.letter_of_introduction)
Issue(code="D24", on=steps("record_inquiry"), data=inquiries.record, when=inquiries.is_collection)
Issue(code="D25", on=steps("commission_appraisal"), data=inquiries.order)
Issue(code="D25", on=steps("commission_appraisal"), data=inquiries.fee, when=inquiries.costs)
Issue(code="D44", on=steps("advise_employer"), data=inquiries.advice, to=employers)
Issue(code="D26", on=steps("finish_record"), data=minutes.record)
