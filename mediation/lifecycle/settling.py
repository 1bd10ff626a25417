"""Offers, the agreement and its signatures (AL-14, MR-26)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from disputes.lifecycle import either, operation_of_law
from disputes.steps import SAME, step
from mediation.guards.actors import may_settle, named_mediator, sealer, sides, voice
from mediation.guards.agreement import nothing_is_missing, nothing_is_void
from mediation.guards.settling import (
    all_four_present,
    an_offer_stands,
    an_own_offer_stands,
    answers_an_offer,
    drawn_by_hand,
    instalments_add_up,
    not_sealed_yet,
    not_signed_yet,
    offer_is_theirs_to_accept,
    offer_is_theirs_to_withdraw,
    offer_lies_ahead,
    open_until_lies_ahead,
    side_has_no_account,
    side_not_signed_yet,
    terms_are_complete,
    terms_lie_ahead,
)
from mediation.guards.shares import lists_every_worker, shares_add_up
from mediation.lifecycle.stages import Stage
from mediation.terms import main_figures


class SettlingSteps(models.Model):
    agreed_on = models.DateField(_("Agreed on"), null=True, editable=False)
    signatures = models.JSONField(default=dict, blank=True, editable=False)
    effective_on = models.DateField(_("In effect since"), null=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="MR-26", by=either(sides, named_mediator),
        when=[
            may_settle, terms_are_complete, terms_lie_ahead, instalments_add_up, lists_every_worker, shares_add_up,
            nothing_is_void, open_until_lies_ahead, answers_an_offer,
        ],
        title=_("Make an offer"), audience="joint", tells=main_figures,
        meaning=_("A proposal is on the table; it binds nobody until all have accepted and signed."),
    )  # fmt: skip
    def offer(
        self, on: date, terms: dict[str, Any], valid_until: date | None = None, answers: int | None = None
    ) -> None:
        """A side's offer is its own acceptance and replaces its earlier one; the mediator's needs both sides'.

        After `valid_until` nobody can accept it. `answers` is the number of the offer it replies to.
        """

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-3, MR-26", by=either(sides, named_mediator),
        when=[may_settle, an_own_offer_stands, offer_is_theirs_to_withdraw], title=_("Withdraw an offer"), audience="joint",
        meaning=_("The proposal is off the table; nobody can accept it any more."),
    )  # fmt: skip
    def withdraw_offer(self, on: date, offer: int) -> None:
        """`offer` is its number in this mediation. Until all have accepted it binds nobody."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-3, MR-26", by=sides,
        when=[an_offer_stands, may_settle, offer_is_theirs_to_accept], title=_("Decline an offer"), answers=True, audience="joint",
        meaning=_("This side does not accept the proposal; it is off the table, the talks go on."),
    )  # fmt: skip
    def decline_offer(self, on: date, offer: int, reason: str = "") -> None:
        """`reason` is read by both sides. An offer that was declined is at an end (Civil Code art. 478)."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-14", by=sides,
        when=[an_offer_stands, may_settle, offer_is_theirs_to_accept, offer_lies_ahead, nothing_is_void],
        title=_("Accept an offer"), answers=True, audience="joint", grave=True,
        meaning=_("This side accepts the proposal; it becomes an agreement when all have accepted."),
    )  # fmt: skip
    def accept_offer(self, on: date, offer: int) -> None:
        """`offer` is its number in this mediation."""

    @step(
        source=Stage.IN_MEDIATION, target=SAME, law="AL-14", by=named_mediator,
        when=[
            an_offer_stands, side_has_no_account, offer_is_theirs_to_accept,
            offer_lies_ahead, nothing_is_void,
        ],
        title=_("Note that a side without an account accepts"), audience="joint",
        meaning=_("A side without an account told the mediator that it accepts the proposal."),
    )  # fmt: skip
    def record_acceptance(self, on: date, offer: int, side: str, note: str, proof: str = "") -> None:
        """Told orally or on paper; `note` says how."""

    @step(
        source=Stage.IN_MEDIATION, target=Stage.AGREED, law="AL-14, MR-26", by=operation_of_law,
        title=_("The sides agree"), audience="joint",
        meaning=_("All accepted the same proposal; the agreement is drafted for signature."),
    )  # fmt: skip
    def agree(self, on: date, offer: int) -> None:
        self.agreed_on = on

    @step(
        source=Stage.AGREED, target=SAME, law="AL-14", by=either(sides, named_mediator),
        when=[not_signed_yet, may_settle, drawn_by_hand, nothing_is_missing, nothing_is_void],
        title=_("Sign the agreement"), answers=True, audience="agreement", grave=True, unwritten={"drawn"},
        meaning=_("One signature is on the agreement; it takes effect with the last one and the seal."),
    )  # fmt: skip
    def sign(self, on: date, typed: str = "", drawn: bytes = b"") -> None:
        """`drawn` is the signature as PNG, which no docket keeps; else the full name is typed."""
        self._put(voice(self) or "mediator", on)

    @step(
        source=Stage.AGREED, target=SAME, law="AL-14", by=named_mediator,
        when=[side_has_no_account, side_not_signed_yet, nothing_is_missing, nothing_is_void],
        title=_("Note a signature on paper"), audience="agreement",
        meaning=_("A signature given on paper was added to the agreement."),
    )  # fmt: skip
    def record_signature(self, on: date, side: str, proof: str) -> None:
        """A side without an account signed on paper: `proof` names the scanned sheet."""
        self._put(side, on)

    @step(
        source=Stage.AGREED, target=SAME, law="AL-14", by=sealer, when=[not_sealed_yet, nothing_is_missing, nothing_is_void],
        title=_("Seal the agreement"), audience="agreement", grave=True,
        meaning=_("The organisation put its seal on the agreement."),
    )  # fmt: skip
    def seal(self, on: date) -> None:
        self._put("seal", on)

    def _put(self, whose: str, on: date) -> None:
        self.signatures = {**self.signatures, whose: on.isoformat()}

    @step(
        source=Stage.AGREED, target=Stage.EFFECTIVE, law="AL-14", by=operation_of_law, when=[all_four_present],
        title=_("The agreement takes effect"), audience="agreement",
        meaning=_("The agreement binds both sides like a contract; the ways to make it enforceable are open now."),
    )  # fmt: skip
    def take_effect(self, on: date) -> None:
        """On the last of the four signatures and seals (trap 22)."""
        self.effective_on = self.ended_on = max(date.fromisoformat(day) for day in self.signatures.values())
