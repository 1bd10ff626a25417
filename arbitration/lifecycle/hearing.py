"""The hearing: notice, postponement, presence, mediation by the tribunal, deliberation (AL-35 to AL-42)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arbitration.lifecycle.guards import (
    answer_over,
    applicant_notified,
    asked_before_three_days,
    asked_or_reasoned,
    both_sides_agree,
    consent_still_counts,
    counterclaim_to_hear,
    day_is_left_or_reasoned,
    every_arbitrator_voted,
    few_days_away,
    hearing_day_has_come,
    identities_checked,
    identity_of_the_applicant_checked,
    identity_of_the_respondent_checked,
    mediation_is_delegated,
    needs_are_known,
    no_applicant_came,
    no_counterclaim_to_hear_in_default,
    no_postponement_waits,
    no_recusal_pending,
    nobody_challenged_acts,
    nobody_delegated_yet,
    not_signed_yet,
    nothing_heard_yet,
    notice_in_time,
    notices_proved,
    objection_decided,
    one_respondent_came,
    own_claims,
    postponement_asked,
    proper_hours,
    put_off_by_nobody_challenged,
    respondent_notified,
    says_in_deliberation,
    statement_served_on_all,
    tribunal_formed,
    tribunal_still_lawful,
    who_stayed_away_was_told,
)
from arbitration.lifecycle.stages import HEARD, PREPARING, Stage
from disputes.lifecycle import clerk, director, either, operation_of_law, party, presiding, tribunal
from disputes.models.fields import EncryptedJSONField, EncryptedTextField
from disputes.steps import SAME, returned, step

host = either(presiding, clerk)
LONGEST = 80  # characters of `asked_by`


class HearingSteps(models.Model):
    hearing_on = models.DateField(_("Hearing on"), null=True, editable=False)
    needs = models.JSONField(default=list, blank=True, editable=False)  # of the room: `Equipment`
    needs_asked = EncryptedJSONField(default=dict, blank=True, editable=False)  # by the key of the party
    seats_needed = models.PositiveSmallIntegerField(null=True, editable=False)  # where the public comes too
    asked_on = models.DateField(null=True, editable=False)  # a postponement that waits for a decision
    asked_by = models.CharField(max_length=LONGEST, blank=True, editable=False)
    asked_reason = EncryptedTextField(blank=True, editable=False)
    delegated_on = models.DateField(_("Mediation delegated on"), null=True, editable=False)
    defaulted = models.BooleanField(
        _("Respondent absent"), default=False, editable=False
    )  # or the applicant: `absent_side`
    given_up: set[int]  # the claims that this step ends, by their keys
    decided: tuple[date | None, str, str]  # the request to postpone that this step answers: day, who, why
    effective_on = models.DateField(_("In effect since"), null=True, editable=False)

    class Meta:
        abstract = True

    @step(
        source=Stage.ACCEPTED, target=Stage.SCHEDULED, law="AL-35, CR-38", by=host,
        when=[tribunal_formed, no_recusal_pending, objection_decided, answer_over, proper_hours, notice_in_time, day_is_left_or_reasoned, needs_are_known],
        title=_("Schedule the hearing"),
        meaning=_("The day, time and place of the hearing are set; each party is notified at least five working days before."),
    )  # fmt: skip
    def schedule(
        self, on: date, room: Any, day: date, start: str, end: str, *, closed: bool = False,
        needs: Sequence[str] | None = None, seats: int | None = None, reason: str = "",
    ) -> None:  # fmt: skip
        """Written notice of day and place five working days before (counted back; trap 1).

        `reason` says why it is laid on a candidate day that a party struck.

        Without `needs` the room must have what was said before that it needs.
        """
        if needs is not None:
            self.say_what_it_needs(needs, seats)
        self.hearing_on = day
        self.candidates = {}  # type: ignore[var-annotated]
        self.asked_on, self.asked_by, self.asked_reason = None, "", ""  # that was about another day

    @step(
        source=[*PREPARING], target=SAME, law="AL-35, CR-38", by=host, when=[needs_are_known],
        title=_("Say what the hearing room must have"),
        meaning=_("It is known what the room of the hearing must have; the hearing is laid in one that has it."),
    )  # fmt: skip
    def say_needs(self, on: date, needs: Sequence[str], seats: int | None = None) -> None:
        """Equipment, and seats where more come than take part. What was said before is replaced."""
        self.say_what_it_needs(needs, seats)

    @step(
        source=[*PREPARING], target=SAME, law="CR-38", by=party, when=[needs_are_known], audience="side",
        title=_("Say what you need in the hearing room"),
        meaning=_("A party needs this of the hearing room. The committee lays the hearing in a room that has it; the other side is not told."),
    )  # fmt: skip
    def ask_needs(self, on: date, needs: Sequence[str] = ()) -> None:
        """It counts at once, until whoever lays the hearing says otherwise. What the party asked before is replaced.

        Step-free access tells of somebody's health: kept encrypted, and read by the committee alone.
        """
        asking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]
        others = {key: found for key, found in self.needs_asked.items() if key != str(asking.pk)}
        dropped = {*self.needs_asked.get(str(asking.pk), ())}.difference(*others.values())
        self.needs = sorted({*self.needs} - dropped | {*needs})
        self.needs_asked = others | ({str(asking.pk): list(needs)} if needs else {})
        self.speaking = asking

    def say_what_it_needs(self, needs: Sequence[str], seats: int | None) -> None:
        self.needs, self.seats_needed = list(needs), seats

    @step(
        source=Stage.SCHEDULED, target=SAME, law="AL-35, CR-38", by=party, when=[asked_before_three_days],
        title=_("Ask to postpone the hearing"),
        meaning=_("A party asks for another day, with its reason; until it is granted the day stands."),
    )  # fmt: skip
    def ask_postponement(self, on: date, reason: str) -> None:
        """Where another request waits already, one decision answers both: who asked and why is told of each."""
        who = str(self.dispute.party_of(self.act.by) or "")  # type: ignore[attr-defined]
        if self.asked_on is None:
            self.asked_on, self.asked_by, self.asked_reason = on, who, reason
            return
        self.asked_reason = f"{self.asked_reason}；{who}：{reason}"
        if who not in self.asked_by.split("、"):
            both = f"{self.asked_by}、{who}"
            self.asked_by = both if len(both) <= LONGEST else "多方当事人"

    @step(
        source=Stage.SCHEDULED, target=SAME, law="AL-35, CR-38", by=either(presiding, director),
        when=[asked_or_reasoned, no_recusal_pending, proper_hours, notice_in_time, needs_are_known],
        title=_("Postpone the hearing"),
        meaning=_("The hearing is put off; a new day is notified."),
    )  # fmt: skip
    def postpone(
        self, on: date, room: Any, day: date, start: str, end: str, reason: str = "", *, closed: bool = False,
        needs: Sequence[str] | None = None, seats: int | None = None,
    ) -> None:  # fmt: skip
        """The old day is replaced, the new one notified again; the 45 days run on (trap 7)."""
        if needs is not None:
            self.say_what_it_needs(needs, seats)
        self.decided = (self.asked_on or on, self.asked_by or "本委", self.asked_reason or reason)
        self.asked_on, self.asked_by, self.asked_reason = None, "", ""
        self.hearing_on = day

    @step(
        source=Stage.SCHEDULED, target=Stage.ACCEPTED, law="AL-35, CR-38", by=either(presiding, director),
        when=[asked_or_reasoned, put_off_by_nobody_challenged], title=_("Put the hearing off, its new day to be told"),
        meaning=_("The hearing is not held on its day; the new day will be notified as the first was."),
    )  # fmt: skip
    def put_off(self, on: date, reason: str = "") -> None:
        """Room and people are given back; the 45 days run on (trap 7)."""
        self.decided = (self.asked_on or on, self.asked_by or "本委", self.asked_reason or reason)
        self.asked_on, self.asked_by, self.asked_reason = None, "", ""
        self.hearing_on = None

    @step(
        source=[*PREPARING], target=SAME, law="CR-38", by=party, when=[few_days_away],
        title=_("Say on which days you cannot come"),
        meaning=_("A party cannot come on these days; hearings are not laid on them, one that is fixed already stands."),
    )  # fmt: skip
    def say_away(self, on: date, since: date, until: date) -> None:
        """For the next hearing to be laid; whoever wants a fixed one moved asks to postpone."""
        self.speaking = self.dispute.party_of(self.act.by)  # type: ignore[attr-defined]

    @step(
        source=Stage.SCHEDULED, target=SAME, law="AL-35, CR-38", by=either(presiding, director), when=[nobody_challenged_acts, postponement_asked],
        title=_("Refuse to postpone the hearing"),
        meaning=_("The hearing stays on its day."),
    )  # fmt: skip
    def refuse_postponement(self, on: date, reason: str) -> None:
        self.decided = (self.asked_on, self.asked_by, self.asked_reason)
        self.asked_on, self.asked_by, self.asked_reason = None, "", ""

    @step(
        source=[*PREPARING], target=SAME, law="CR-70", by=presiding, when=[nobody_challenged_acts, both_sides_agree, consent_still_counts, nobody_delegated_yet, nothing_heard_yet],
        title=_("Delegate mediation, both sides agreeing"),
        meaning=_("Both sides agreed that somebody else mediates; the time for the award runs on."),
    )  # fmt: skip
    def delegate_mediation(self, on: date, body: str, consent: str = "") -> None:
        """Ten working days from consent; the 45 days run on (trap 7). `consent` names the paper, if they agreed on one."""
        self.delegated_on = on
        case: Any = self
        case.delegation_agreed = {}

    @step(
        source=[*PREPARING, *HEARD, Stage.SUSPENDED], target=SAME, law="CR-70", by=either(presiding, operation_of_law),
        when=[mediation_is_delegated], title=_("Delegated mediation ended without result"),
        meaning=_("The delegated mediation brought nothing; the case goes on here."),
    )  # fmt: skip
    def end_delegation(self, on: date, reason: str = "") -> None:
        self.delegated_on = None

    @step(
        source=Stage.SCHEDULED, target=Stage.IN_HEARING, law="AL-35, CR-41", by=presiding,
        when=[hearing_day_has_come, notices_proved, tribunal_still_lawful, no_recusal_pending, no_postponement_waits,
             objection_decided, answer_over,
            identities_checked, one_respondent_came, who_stayed_away_was_told],
        title=_("Open the hearing"),
        meaning=_("The hearing has begun: both sides are heard and show their evidence."),
    )  # fmt: skip
    def open_hearing(self, on: date, proof: str = "", stayed_away: Sequence[int] = ()) -> None:
        """Notice proved on both sides, the tribunal complete and as notified. Who stayed away before has come now.

        `stayed_away` are, of several respondents, those without which the hearing goes on (AL-36, CR-39).
        """
        self.defaulted = False

    @step(
        source=[Stage.SCHEDULED, Stage.IN_HEARING], target=Stage.DEEMED_WITHDRAWN, law="AL-36, CR-39", by=presiding,
        when=[hearing_day_has_come, applicant_notified, no_recusal_pending, no_postponement_waits, objection_decided,
            no_applicant_came, no_counterclaim_to_hear_in_default],
        title=_("The applicant stayed away or left: treat as withdrawn"), grave=True,
        meaning=_("The applicant was properly notified and did not come, or left without leave; the application counts as withdrawn."),
    )  # fmt: skip
    def applicant_absent(self, on: date, reason: str, proof: str = "", *, none_came: bool = False) -> None:
        """Only on proved notice (trap 10); a new application on the same is refused (trap 9).

        `none_came` is confirmed where several apply.
        """
        self.ended_on = on  # type: ignore[assignment]

    @step(
        source=[Stage.SCHEDULED, Stage.IN_HEARING], target=Stage.IN_HEARING, law="AL-36, CR-36, CR-39", by=presiding,
        when=[hearing_day_has_come, applicant_notified, tribunal_still_lawful, no_recusal_pending, no_postponement_waits,
             objection_decided, answer_over, identity_of_the_respondent_checked, no_applicant_came, counterclaim_to_hear],
        title=_("The applicant stayed away or left: hear the counterclaim in default"), grave=True,
        meaning=_("The applicant, properly notified, stayed away or left; its own claims count as withdrawn and the counterclaim is heard."),
    )  # fmt: skip
    def applicant_defaults(self, on: date, reason: str, proof: str = "", *, none_came: bool = False) -> None:
        """Of its own claims a new application is refused (trap 9); of the counterclaim it is the respondent."""
        self.given_up = own_claims(self)
        self.defaulted = True

    @step(
        source=Stage.SCHEDULED, target=Stage.IN_HEARING, law="AL-36, CR-39", by=presiding,
        when=[hearing_day_has_come, respondent_notified, tribunal_still_lawful, no_recusal_pending, no_postponement_waits,
             objection_decided, answer_over, identity_of_the_applicant_checked],
        title=_("The respondent stayed away: hear the case in default"),
        meaning=_("The respondent was properly notified and did not come; the case is heard without it."),
    )  # fmt: skip
    def respondent_absent(self, on: date, reason: str, proof: str = "") -> None:
        self.defaulted = True

    @step(
        source=Stage.IN_HEARING,
        target=Stage.DELIBERATING,
        law="AL-38, CR-52",
        by=presiding,
        when=[no_recusal_pending],
        title=_("Close the debate"),
        meaning=_("Everybody had the last word; the tribunal now deliberates."),
    )
    def close_debate(self, on: date, last_words: str = "", proof: str = "") -> None:
        """After the last words of both sides; no recusal can be asked from here (CR-11)."""

    @step(
        source=[*HEARD], target=SAME, law="AL-45, CR-22, CR-52", by=tribunal,
        when=[says_in_deliberation, every_arbitrator_voted, no_recusal_pending],
        audience="deliberation", title=_("Record the deliberation"),
        meaning=_("The tribunal deliberated in private."),
    )  # fmt: skip
    def deliberate(
        self, on: date, text: str, opinions: Sequence[str] = (), votes: Mapping[str, int] | None = None
    ) -> None:
        """Opinions and votes stay in the side volume, with the arbitrators alone (trap 33).

        Of three arbitrators each votes for one of the `opinions`: `votes` is key -> place in them.
        """

    @step(
        source=[*PREPARING, *HEARD], target=Stage.SETTLEMENT, law="AL-42, CR-72", by=presiding,
        when=[tribunal_formed, no_recusal_pending],
        title=_("The tribunal's mediation worked: make the statement"), grave=True,
        meaning=_("The sides settled before the tribunal; the statement takes effect when both have received it."),
    )  # fmt: skip
    def settle(self, on: date, result: list[dict[str, Any]], facts: str = "") -> None:
        """Binding once both have signed for it; until then each side may go back on it (trap 14).

        Before the hearing too: the parties settled, or those to whom the tribunal delegated the mediation brought them to
        it (AL-41, CR-70). A hearing that was laid is given back.
        """
        if self.stage in PREPARING:  # type: ignore[attr-defined]
            self.hearing_on = self.delegated_on = None  # type: ignore[assignment]
            self.asked_on, self.asked_by, self.asked_reason = None, "", ""  # type: ignore[assignment]

    @step(
        source=Stage.SETTLEMENT, target=returned(Stage.IN_HEARING, Stage.ACCEPTED), law="AL-42", by=party, when=[not_signed_yet],
        title=_("Go back on the settlement"), grave=True,
        meaning=_("A side changed its mind before receiving the statement; the tribunal goes on and decides."),
    )  # fmt: skip
    def go_back(self, on: date, reason: str = "") -> str:
        """Before signing for the statement; the 45 days have run on. What was not heard yet is heard."""
        return str(Stage.IN_HEARING if self.hearing_on else Stage.ACCEPTED)

    @step(
        source=Stage.SETTLEMENT, target=Stage.MEDIATED, law="AL-42, CR-72", by=operation_of_law,
        when=[statement_served_on_all], title=_("The mediation statement takes effect"),
        meaning=_("The mediation statement binds both sides and can be enforced like an award."),
    )  # fmt: skip
    def conclude(self, on: date) -> None:
        """On the day the second party signed (trap 22)."""
        self.effective_on = self.ended_on = on
        self.statement_since = None  # one that was heard anew has given way
