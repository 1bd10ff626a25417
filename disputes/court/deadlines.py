"""Windows that a court's answer opens; each party's from its own receipt of the ruling (docs/law.md 4.5, trap 21)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from disputes.access import Audience
from disputes.deadlines import TimeLimit, on_steps
from disputes.lifecycle.handoff import FAILED, Stage
from disputes.models import Party

if TYPE_CHECKING:
    from disputes.models import DocketEntry


LOOKED_AT = ("acknowledge", "return_file", "give_way")
HANDED = "hand_over"  # on paper the court has it from the day it signed for it


def suits(*names: str) -> frozenset[str]:
    return on_steps(
        *(f"handoff.{n}:{ground}" for n in names for ground in ("suit", "direct_suit", "agreement_suit"))
    )


def orders(*names: str) -> frozenset[str]:
    return on_steps(*(f"handoff.{n}:{ground}" for n in names for ground in ("payment_order", "wage_order")))


def confirmations(*names: str) -> frozenset[str]:
    return on_steps(*(f"handoff.{name}:confirmation" for name in names))


def was_set_aside(entry: DocketEntry) -> bool:
    return entry.target == Stage.SET_ASIDE


def employer_may_ask(entry: DocketEntry) -> bool:
    """A suit on a final award failed: the worker's (J1-21), or the employer's own, sent away by the court (J1-18)."""
    failed = entry.target in FAILED and entry.record.rests_on_final_award
    return failed and entry.party is not None and not entry.party.worker


def was_refused(entry: DocketEntry) -> bool:
    """Of an award or a statement (J1-24); what a court itself ruled or ordered on an agreement opens no suit."""
    refused = entry.target == Stage.REFUSED and entry.record.record_type != "mediation"
    return refused and met_there(entry)


def met_there(entry: DocketEntry) -> bool:
    """What a court says to one of several workers is nothing to the others, whoever wrote down that they have it (J1-17)."""
    return entry.party_id in {party.pk for party in entry.record.before_court}


def was_judged(entry: DocketEntry) -> bool:
    return entry.target == Stage.JUDGED and met_there(entry)


def was_turned_away(entry: DocketEntry) -> bool:
    """A suit not taken or dismissed without judgment may be appealed (CPL-157); one taken back may not."""
    turned_away = (Stage.REFUSED, Stage.DISMISSED_LATE, Stage.DISMISSED_SCOPE)
    return entry.target in turned_away and entry.party_id == entry.record.filed_by_id


def debtor_received_order(entry: DocketEntry) -> bool:
    """Each debtor has its 15 days from its own receipt (CPL-227), another worker or a third person has none."""
    no_debtor = (Party.Side.THIRD, entry.record.filed_by.side)
    ordered = entry.target in (Stage.ORDERED, Stage.ENFORCEABLE)
    return ordered and entry.party is not None and entry.party.side not in no_debtor


def binds_by_now(entry: DocketEntry) -> bool:
    return entry.target in (Stage.CONFIRMED, Stage.ENFORCEABLE)


def last_day_to_perform(entry: DocketEntry) -> date:
    """From when the time to enforce what was agreed in mediation runs: the last day the signed agreement sets for
    performance, of several the last of all; not before it can be enforced (CPL-250).
    """
    signed = entry.dispute.papers.filter(code="M05", audience=Audience.AGREEMENT).order_by("-pk").first()
    parts = signed.data.get("performance") or [] if signed else []
    return max([entry.on, *(date.fromisoformat(one["due_on"]) for one in parts if one.get("due_on"))])


def enforceable_from(entry: DocketEntry) -> date:
    """An order to pay that stands is due at once: its fifteen days are over (CPL-227)."""
    return last_day_to_perform(entry) if entry.about == "confirmation" else entry.on


SUIT_AFTER_SET_ASIDE = TimeLimit(
    code="handoff.suit_after_set_aside", rule="suit_after_set_aside", title=_("Sue after the award was set aside"),
    binds="party", starts_on=on_steps("handoff.serve_result:set_aside"), lapses_into="handoff.let_pass",
    per_party=True, applies=was_set_aside, otherwise=_("This party can no longer sue over the award that was set aside."),
)  # fmt: skip
SET_ASIDE_AFTER_SUIT = TimeLimit(
    code="handoff.set_aside_after_suit", rule="set_aside_after_suit_fails",
    title=_("Ask for the award to be set aside after the suit failed"), binds="employer",
    starts_on=on_steps("handoff.serve_result:suit"), lapses_into="handoff.let_pass", per_party=True,
    applies=employer_may_ask,
)  # fmt: skip
SUIT_AFTER_REFUSAL = TimeLimit(
    code="handoff.suit_after_refusal", rule="refusal_to_enforce_suit", title=_("Sue after enforcement was refused"),
    binds="party", starts_on=on_steps("handoff.serve_result:enforcement"), lapses_into="handoff.let_pass",
    per_party=True, applies=was_refused,
)  # fmt: skip
APPEAL = TimeLimit(
    code="handoff.appeal", rule="appeal_judgment", title=_("Appeal against the judgment"), binds="party",
    starts_on=suits("serve_result"), stops_on=on_steps("handoff.note_appeal"), lapses_into="handoff.let_pass", per_party=True, applies=was_judged,
    otherwise=_("For this party the judgment can no longer be appealed; once nobody can, it takes effect."),
)  # fmt: skip
APPEAL_RULING = TimeLimit(
    code="handoff.appeal_ruling", rule="appeal_ruling", title=_("Appeal against the ruling"), binds="party",
    starts_on=suits("serve_result"), stops_on=on_steps("handoff.note_appeal"), lapses_into="handoff.let_pass", per_party=True, applies=was_turned_away,
    otherwise=_("The ruling can no longer be appealed and takes effect."),
)  # fmt: skip
OBJECTION = TimeLimit(
    code="handoff.objection", rule="payment_order_objection", title=_("Pay or object to the payment order"),
    binds="employer", starts_on=orders("serve_result"), stops_on=on_steps("handoff.end_order"),
    lapses_into="handoff.let_pass", per_party=True, applies=debtor_received_order,
    otherwise=_("The time to object is over: the payment order can be enforced."),
)  # fmt: skip
ENFORCEMENT = TimeLimit(
    code="handoff.enforcement", rule="enforcement", title=_("Apply for enforcement"), binds="creditor",
    starts_on=on_steps("handoff.record_result:confirmation") | orders("stand"),
    stops_on=on_steps("mediation.record_performance") | orders("end_order"),
    lapses_into="handoff.let_pass", applies=binds_by_now, trigger=enforceable_from,
    otherwise=_("The debtor may object that the time to enforce has run out."),
)  # fmt: skip

# The court's own days. When they pass nothing happens by itself: the parties are told what they may do.
FILING = TimeLimit(
    code="handoff.court_filing", rule="court_filing", title=_("The court decides on filing the suit"), binds="court",
    starts_on=suits("send"), restarts_on=suits(HANDED), stops_on=suits(*LOOKED_AT),
    otherwise=_("The suit counts as brought on its day; nothing is lost. Ask the court for its decision in writing, and complain to the court itself or the next one up. A ruling not to file can be appealed within ten days."),
)  # fmt: skip
ORDINARY_WAY = _(
    "Ask the court for its answer. The application may be taken back, and the ordinary way stays open: arbitration, or a suit on an agreement to pay that was broken."
)
ORDER_ACCEPTANCE = TimeLimit(
    code="handoff.order_acceptance", rule="payment_order_acceptance",
    title=_("The court says whether it takes the application for a payment order"), binds="court",
    starts_on=orders("send"), restarts_on=orders(HANDED), stops_on=orders(*LOOKED_AT),
    otherwise=ORDINARY_WAY,
)  # fmt: skip
ORDER_ISSUE = TimeLimit(
    code="handoff.order_issue", rule="payment_order_issue",
    title=_("The court issues the payment order or dismisses the application"), binds="court",
    starts_on=orders("acknowledge"), stops_on=orders("record_result"),
    otherwise=ORDINARY_WAY,
)  # fmt: skip
CONFIRMATION_ACCEPTANCE = TimeLimit(
    code="handoff.confirmation_acceptance", rule="confirmation_acceptance",
    title=_("The court decides whether it takes the application to confirm"), binds="court",
    starts_on=confirmations("send"), restarts_on=confirmations(HANDED), stops_on=confirmations(*LOOKED_AT),
    otherwise=_("Ask the court for its answer. The agreement binds all the same; it may be performed, or sued on where the law allows that."),
)  # fmt: skip
CONFIRMATION_DECISION = TimeLimit(
    code="handoff.confirmation_decision", rule="confirmation_decision", title=_("The court rules on the confirmation"),
    binds="court", starts_on=confirmations("acknowledge"), stops_on=confirmations("record_result"),
    otherwise=_("The court may take ten days more. Ask it for its answer; the agreement binds all the same."),
)  # fmt: skip
