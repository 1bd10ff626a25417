from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from arbitration import limitation
from arbitration.lifecycle import ArbitrationLifecycle
from arbitration.lifecycle.equipment import Equipment
from arbitration.lifecycle.guards.ending import own_claims
from arbitration.lifecycle.guards.preparing import EVIDENCE_DAYS
from arbitration.lifecycle.interim import LOST
from arbitration.lifecycle.outcomes import Outcome
from arbitration.lifecycle.stages import ENDS, PENDING, Stage
from disputes import access
from disputes.calendars import in_force
from disputes.models import DocketEntry, User
from disputes.rules import effects
from disputes.rules.counting import roll
from disputes.rules.readings import chosen
from disputes.service import served_on
from disputes.wording import listed

KEPT_AS: dict[str, str] = {Outcome.AWARD: "award", Outcome.STATEMENT: "mediation"}


@dataclass(frozen=True)
class Candidate:
    """A day named for the hearing, and who cannot come on it."""

    room: int
    day: date
    start: str
    end: str
    struck: list[str]


def standing(awards: Any) -> Any:
    return awards.exclude(stage__in=("supervised", "without_effect", "set_aside"))


class Arbitration(ArbitrationLifecycle):
    """One application before one committee, from receipt to the closed file."""

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="arbitrations")
    office = models.ForeignKey(
        "disputes.Office", models.PROTECT, related_name="arbitrations", verbose_name=_("Committee")
    )

    class Meta:
        verbose_name = _("Arbitration")
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="case_number_used_once"),
        ]
        indexes = [models.Index(fields=["office", "stage", "-id"], name="arbitrations_of_office")]

    def __str__(self) -> str:
        return self.number or self.intake_number or self.dispute.reference

    @property
    def asked_for(self) -> list[tuple[Any, str]]:
        """What each party needs of the room, in words: for the committee, and for the party itself."""
        parties = {str(one.pk): one for one in self.dispute.parties.all()} if self.needs_asked else {}
        return [
            (parties[key], listed(Equipment(one).label for one in asked))
            for key, asked in self.needs_asked.items()
            if key in parties
        ]

    @property
    def side_stream(self) -> str:
        """The stream of its committee's own side volume."""
        return access.stream(access.Audience.SIDE, self)

    @property
    def ended(self) -> bool:
        return self.stage in ENDS

    @property
    def concerns(self) -> Any:
        """The party whose window passed, or who speaks in this step."""
        late = getattr(self, "lapsing", None)
        return late.party if late is not None else getattr(self, "speaking", None)

    def can_be_served(self, code: str) -> bool:
        """Nobody is asked to answer once the case is over, nor to come to a hearing that was held."""
        waits = dict.fromkeys(("D09", "D12", "D14"), PENDING)
        waits |= {"D19": [Stage.SCHEDULED], "D37": [Stage.SETTLEMENT]}
        return code not in waits or self.stage in waits[code]

    @property
    def not_before(self) -> dict[str, Any]:
        """An answer on paper came while the case went on; when it did is told by its time to answer."""
        return {"record_answer": self.accepted_on}

    @property
    def collective(self) -> bool:
        return self.dispute.collective

    @property
    def priority(self) -> bool:
        """Ten or more workers with a common claim are filed and heard first (CR-5)."""
        return self.dispute.collective

    @property
    def arbitrators(self) -> list[Any]:
        """Those who sit beside the presiding arbitrator."""
        people = User.objects.in_bulk(self.bench)
        return [people[key] for key in self.bench]

    @property
    def challenged_people(self) -> str:
        people = User.objects.in_bulk(self.challenged)
        return listed(people[key] for key in self.challenged)

    @property
    def evidence_until(self) -> date | None:
        """The last day for evidence and changed claims (CR-15): the committee's period from the last receipt of its notice.

        The notice comes with D12, to the applicants with D09. Like every period it does not end on a rest day (CPL-85).
        """
        parties = list(self.dispute.parties.all())
        days = [served_on(self.dispute, "D12", party) for party in parties if party.side == "B"]
        if not days or None in days:
            return None
        days += [served_on(self.dispute, "D09", party) for party in parties if party.side == "A"]
        last = max(day for day in days if day)
        end = last + timedelta(days=self.office.settings.get("evidence_days", EVIDENCE_DAYS))
        end = roll(end, in_force())
        return max(end, self.evidence_extended_until or end)

    @cached_property
    def limitation(self) -> list[limitation.Count]:
        """Whether what is claimed was filed in time: a notice, never a filter (trap 26)."""
        return limitation.counts(self)  # type: ignore[arg-type]

    @property
    def limitation_events(self) -> list[tuple[str, str]]:
        return list(limitation.events(self.time_facts))

    @property
    def minutes(self) -> Any:
        """The records of its hearings, with who signed them."""
        return self.hearing_records.prefetch_related("signatures")

    @property
    def hearing(self) -> Any:
        """The hearing that stands now."""
        return self.hearings.filter(stands=True).select_related("room").last()

    def is_closed(self, facts: Mapping[str, Any]) -> bool:
        """Whether the hearing that is laid is not public: as was decided on request, else as it is said (CR-25)."""
        return self.in_private or bool(facts.get("closed", self.closed_before))

    @property
    def closed_before(self) -> bool:
        """Whether it was decided so, or its last hearing was not open to the public: the next is not either, unless it is said (CR-25)."""
        return self.in_private or bool(self.hearings.order_by("pk").values_list("closed", flat=True).last())

    @property
    def candidate_days(self) -> list[Candidate]:
        """The days the tribunal named, each with the parties that struck it; none once the hearing is laid."""
        if self.stage != Stage.ACCEPTED or not self.candidates:
            return []
        names = {str(party.pk): party.name for party in self.dispute.parties.all()}
        struck = self.candidates.get("struck", {})
        return [
            Candidate(
                room=slot["room"], day=date.fromisoformat(slot["day"]), start=slot["start"], end=slot["end"],
                struck=[names.get(key, "") for key, places in struck.items() if place in places],
            )
            for place, slot in enumerate(self.candidates["slots"])
        ]  # fmt: skip

    def is_struck(self, day: date, start: str, end: str) -> bool:
        """Whether a party struck that candidate day, and the hours lie in no candidate of it that is left (CR-38)."""
        if self.stage != Stage.ACCEPTED or not self.candidates:
            return False
        gone = {place for places in self.candidates.get("struck", {}).values() for place in places}
        same = [
            (place in gone, slot)
            for place, slot in enumerate(self.candidates["slots"])
            if slot["day"] == day.isoformat()
        ]
        left = any(slot["start"] <= start and end <= slot["end"] for struck, slot in same if not struck)
        return any(struck for struck, _slot in same) and not left

    @property
    def wholly_decided(self) -> bool:
        """The whole of it, and not being heard anew: what the tribunal thinks of the evidence is told with the award."""
        return self.outcome == Outcome.AWARD or self.stage == Stage.AWARDED

    @property
    def lost(self) -> bool:
        """Over without anything for the applicant: refused, withdrawn, or decided without giving it anything. What was
        settled, handed on or taken by a court is not lost: what is frozen still secures it. Its own claims may be lost
        while a counterclaim is heard (CR-36).
        """
        if self.stage in LOST:
            return self.stage != Stage.AWARDED or self.nothing_given
        left = own_claims(self) - getattr(self, "given_up", set())
        return not left and not self.change and self.gives_nothing([])

    def gives_nothing(self, items: Sequence[Mapping[str, Any]]) -> bool:
        """Whether these decisions, and awards made before, leave the applicant's claims with nothing."""
        ours = {claim.pk for claim in self.dispute.claims.all() if claim.side == "A"}
        now = [item for item in items if int(item["claim"]) in ours]
        if any(item.get("awarded") in (None, "") or Decimal(item["awarded"]) > 0 for item in now):
            return False
        given = Q(items__awarded__gt=0) | Q(items__awarded=None)
        return not self.standing_awards.filter(given, items__claim__in=ours).exists()

    @property
    def standing_awards(self) -> Any:
        """Those that are not being heard anew, nor fell."""
        return standing(self.awards.all())

    @property
    def decided_claims(self) -> set[int]:
        """Here, or in another case of the dispute (CR-9, CR-35)."""
        found = standing(self.awards.model.objects.filter(dispute=self.dispute.pk))
        return set(found.values_list("items__claim", flat=True)) - {None}

    @property
    def barred(self) -> bool:
        """Its decision says that a new application on the same is refused (CR-39)."""
        own = self.dispute.papers.filter(code="D33", record_type="arbitration", record_id=self.pk)
        return bool(own.exists())

    @property
    def absent_side(self) -> str:
        """Without which the case was heard: the respondent, or of a counterclaim the applicant (CR-36, CR-39)."""
        if not self.defaulted:
            return ""
        names = ("arbitration.applicant_defaults", "arbitration.respondent_absent")
        rows = DocketEntry.objects.filter(
            dispute=self.dispute_id, record_type="arbitration", record_id=self.pk
        )
        last = rows.filter(step__in=names).order_by("number").last()
        return "A" if last and last.step == names[0] else "B"

    @property
    def defects(self) -> list[str]:
        """What the applicant is to complete, told at once (CR-29)."""
        rows = DocketEntry.objects.filter(
            dispute=self.dispute_id, record_type="arbitration", record_id=self.pk
        )
        told = rows.filter(step="arbitration.return_for_correction").order_by("number").last()
        return told.facts["defects"] if told else []

    def deliberations(self) -> Any:
        """The records of what the arbitrators said among themselves; for them alone."""
        rows = DocketEntry.objects.filter(
            dispute=self.dispute_id, record_type="arbitration", record_id=self.pk
        )
        return rows.filter(step="arbitration.deliberate").order_by("pk")

    def days_away(self, side: str, *more: tuple[date, date]) -> int:
        """How many days from today on that side has said, or says with `more`, it cannot come; each once."""
        today = timezone.localdate().toordinal()
        rows = self.dispute.absences.filter(side=side).values_list("since", "until")
        spans = (
            range(max(since.toordinal(), today), until.toordinal() + 1) for since, until in [*rows, *more]
        )
        return len(set().union(*spans))

    @property
    def keep_until(self) -> date | None:
        """How long the closed file is kept at least (CR-24), from the day the committee's reading begins at."""
        if self.closed_on is None:
            return None
        by_archive = chosen("retention_start", self.office.settings) == "archiving"
        since = self.archived_on if by_archive else self.ended_on
        since = since or self.closed_on
        return effects.keep_until(since, KEPT_AS.get(self.outcome, "other"))

    def gives_to(self, party: Any) -> bool:
        """Who may have a mediation statement enforced: the side it gives something."""
        return bool(party.side == "A")

    @property
    def excuses(self) -> list[str]:
        """What of J1-12(1)-(5) the records show now: with it a late committee is not late in the law's sense.

        A paper that lies unsent excuses nothing; one that is on its way does.
        """
        today = timezone.localdate()
        shown = {
            "transfer": self.stage == Stage.TRANSFERRED,
            "service": self.dispute.services.filter(paper__record_type="arbitration", stage="sent").exists(),
            "waiting": self.suspended_for in ("other_case", "injury"),
            "inquiry": self.inquiries.out().exists(),  # experts, or evidence collected or entrusted
            "hearing": self.hearing_on is not None and self.hearing_on >= today and not self.ended,
        }
        return [excuse for excuse, holds in shown.items() if holds]
