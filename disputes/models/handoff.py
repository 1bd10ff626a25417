from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from disputes import access, steps
from disputes.lifecycle.grounds import REFUSAL_GROUNDS, SET_ASIDE_GROUNDS, TRANSFER, Ground
from disputes.lifecycle.handoff import FAILED, LIVE, HandOffLifecycle, Stage
from disputes.models.deadlines import Deadline
from disputes.models.offices import Office
from disputes.models.venue import WHY, Courts, Venue, courts_of, venues

COURTS = (Office.Kind.BASIC_COURT, Office.Kind.INTERMEDIATE_COURT)
RECEIVERS = ("court", "receiver")  # posts that are handed files
APPEALS = ("handoff.appeal", "handoff.appeal_ruling")  # time limits
SUPERVISED = {
    "opened": _("The committee hears the case anew; what is being enforced has no effect meanwhile."),
    "upheld": _("Heard anew, it stands; it can be enforced as before."),
    "replaced": _("Heard anew, another result took its place; this one is not enforced any more."),
}
OVER = (
    *FAILED,
    Stage.STANDS,
    Stage.GAVE_WAY,
    Stage.OBJECTED,
    Stage.ACTED,
    Stage.POINTED_BACK,
    Stage.NO_CASE,
    Stage.REVIEWED,
    Stage.DECLINED,
)  # these leave the way open, if its window runs


class HandOffQuerySet(models.QuerySet["HandOff"]):
    def visible_to(self, user: Any) -> HandOffQuerySet:
        """Those of the disputes whose open stream the user reads, those the office sends, those the court was sent."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        seen = Q(from_office__in=user.offices("clerk", "lead", "receiver"))
        seen |= Q(office__in=user.offices(*RECEIVERS), sent_on__isnull=False)
        seen |= Q(office__in=user.offices("clerk"), ground=TRANSFER, sent_on__isnull=False)
        seen &= ~Q(dispute__in=access.own_cases(user))
        return self.filter(seen | access.hears(user, access.Audience.OPEN))

    def sent_to(self, user: Any) -> HandOffQuerySet:
        """The inbox of the user's courts and authorities."""
        rows = self.filter(office__in=user.offices(*RECEIVERS), sent_on__isnull=False)
        found: HandOffQuerySet = access.of_others(rows, user)
        return found


class HandOff(HandOffLifecycle):
    """One matter on its way to a court, on one ground, resting on one record (an award, an agreement, a case)."""

    dispute = models.ForeignKey("disputes.Dispute", models.PROTECT, related_name="handoffs")
    ground = models.CharField(_("Ground"), max_length=20)
    record_type = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    filed_by = models.ForeignKey("disputes.Party", models.PROTECT, related_name="handoffs")
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="received_handoffs", verbose_name=_("Court")
    )
    from_office = models.ForeignKey(
        Office, models.PROTECT, related_name="sent_handoffs", verbose_name=_("Office")
    )
    package_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    package_seal = models.JSONField(default=dict, editable=False)  # `disputes.court.seal`
    package_size = models.PositiveBigIntegerField(default=0, editable=False)
    venues: list[Venue]  # of a fresh one
    objects = HandOffQuerySet.as_manager()

    class Meta:
        verbose_name = _("Hand-off")
        constraints = [
            models.UniqueConstraint(
                fields=["ground", "record_type", "record_id", "filed_by"],
                condition=Q(stage__in=[Stage.PROPOSED, *LIVE]),
                name="one_live_handoff_per_ground_and_party",
            )
        ]
        indexes = [
            models.Index(fields=["office", "sent_on", "id"], name="handoffs_of_court"),
            models.Index(fields=["record_type", "record_id"], name="handoffs_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.dispute_id}"

    def get_absolute_url(self) -> str:
        return reverse("disputes:court_handoff", args=[self.pk])

    @property
    def about(self) -> str:
        return self.ground

    @property
    def concerns(self) -> Any:
        """Whom the step is about: who goes to court, who received the ruling, whose window passed."""
        if (late := getattr(self, "lapsing", None)) is not None and late.party_id:
            return late.party_id
        if "concerned" not in vars(self):
            return self.filed_by_id
        key = vars(self)["concerned"]
        return None if key is None else self.dispute.parties.get(pk=key)

    @property
    def ended(self) -> bool:
        """The file of a transferred case is where it belongs once the other committee has registered it."""
        return self.stage not in LIVE or (self.ground == TRANSFER and self.stage == Stage.ACKNOWLEDGED)

    @property
    def to_court(self) -> bool:
        """Or to another authority, whose answer opens no window of ours."""
        return self.rule.court in COURTS

    @property
    def rule(self) -> Ground:
        return Ground.all[self.ground]

    @property
    def title(self) -> Any:
        return self.rule.title if self.ground else self._meta.verbose_name

    @cached_property
    def subject(self) -> Any:
        """The record it rests on; None where there is none."""
        if not self.record_type:
            return None
        return steps.model_named(self.record_type)._default_manager.filter(pk=self.record_id).first()

    @property
    def rests_on(self) -> tuple[str, int]:
        """The record whose time limits its steps move; others of the same kind are left alone."""
        return self.record_type, self.record_id

    @property
    def why_there(self) -> tuple[Any, str] | None:
        """Why this court and the article, where it was said at filing."""
        return WHY.get(self.venue)

    @property
    def other_venues(self) -> list[Venue]:
        """Where a file that came back may go instead of the same court (J1-3, AL-49)."""
        if self.stage != Stage.RETURNED or self.subject is None:
            return []
        found = venues(self.rule, self.subject, courts_of(self.dispute, [self.subject.office]))
        return [venue for venue in found if venue.court.pk != self.office_id]

    @property
    def rests_on_final_award(self) -> bool:
        return bool(getattr(self.subject, "final", False))

    def windows(self) -> list[Deadline]:
        """The running time limits of the ground for this party, on this record."""
        codes = self.rule.windows
        earlier = set(self.siblings_of_any_ground().values_list("pk", flat=True))
        places = {self.rests_on} | {("handoff", pk) for pk in earlier}
        rows = Deadline.objects.running().filter(dispute=self.dispute_id, code__in=codes)
        return [
            row for row in rows
            if (row.record_type, row.record_id) in places and row.party_id in (None, self.filed_by_id)
        ]  # fmt: skip

    def in_time(self) -> bool:
        """Whether one of the windows runs and the day of the act lies within it."""
        return any(row.trigger_on <= self.day_of_act <= row.due_on for row in self.windows())

    def is_late(self) -> bool:
        """Whether no window is open any more on the day of the act."""
        return all(row.due_on < self.day_of_act for row in self.windows())

    @property
    def day_of_act(self) -> date:
        act = getattr(self, "act", None)
        return (act and act.on) or timezone.localdate()

    def siblings_of_any_ground(self) -> HandOffQuerySet:
        """Other hand-offs that rest on the same record."""
        return HandOff.objects.filter(record_type=self.record_type, record_id=self.record_id).exclude(
            pk=self.pk
        )

    def siblings(self, ground: str) -> HandOffQuerySet:
        """Those of one ground that are on their way, before a court, or were granted."""
        return self.siblings_of_any_ground().filter(ground=ground).exclude(stage__in=[Stage.NEW, *OVER])

    @property
    def every_worker_sues(self) -> bool:
        """Whether each worker whom the record concerns has sued on it (J1-17, J1-21)."""
        every = [party for party in self.dispute.parties.all() if party.worker]
        workers = {party.pk for party in getattr(self.subject, "workers", every)}
        return bool(workers) and workers <= set(self.siblings("suit").values_list("filed_by", flat=True))

    @property
    def took_the_employers_time(self) -> bool:
        """Whether the workers' suits ended the employer's time to have the award set aside, or its request (J1-21). It
        may have been over before, not have begun, or run on beside the suit of one of several workers.
        """
        ended = Deadline.objects.filter(
            dispute=self.dispute_id, code="award.set_aside", record_type=self.record_type, record_id=self.record_id,
            status=Deadline.Status.STOPPED, ended_by__step="award.contest",
        )  # fmt: skip
        gave_way = self.siblings_of_any_ground().filter(ground="set_aside", stage=Stage.GAVE_WAY)
        return ended.exists() or gave_way.exists()

    def dismissed_grounds(self) -> set[str]:
        """On which grounds the other side asked to have the award set aside and was dismissed (J1-25)."""
        dismissed = self.siblings_of_any_ground().filter(ground="set_aside", stage=Stage.STANDS)
        asked = self.dispute.docket.filter(
            step="handoff.file",
            record_type="handoff",
            record_id__in=dismissed.exclude(filed_by=self.filed_by_id).values("pk"),
        )
        return {ground for entry in asked for ground in entry.facts.get("grounds") or ()}

    @property
    def unsent(self) -> str:
        """Why it was not sent though the clerk asked for it; empty where nothing went wrong."""
        if self.stage not in (Stage.FILED, Stage.RETURNED):
            return ""
        job = getattr(self, "package_job", None)
        return job.trouble if job else ""

    @property
    def asked(self) -> tuple[list[Any], str]:
        """On which grounds of AL-49, in words, and what is asked and why, as who filed it wrote."""
        filed = self.dispute.docket.filter(step="handoff.file", record_type="handoff", record_id=self.pk)
        facts = filed.order_by("number").values_list("facts", flat=True).first() or {}
        words = dict(SET_ASIDE_GROUNDS)
        return [words[code] for code in facts.get("grounds") or ()], facts.get("reason", "")

    @property
    def objections(self) -> list[tuple[date, list[Any], str]]:
        """What the other side says against the enforcement of an award: day, grounds in words, reasons."""
        if self.ground != "enforcement":
            return []
        words = dict(REFUSAL_GROUNDS)
        said = self.dispute.docket.filter(step="handoff.resist", record_type="handoff", record_id=self.pk)
        return [
            (entry.on, [words[code] for code in entry.facts["grounds"]], entry.facts["reason"])
            for entry in said.order_by("number")
        ]

    @property
    def supervision(self) -> tuple[date, str] | None:
        """Since when and how what is being enforced is under the committee's supervision, as the court was told last."""
        if self.ground != "enforcement":
            return None
        rows = self.dispute.docket.filter(
            step="handoff.tell_of_supervision", record_type="handoff", record_id=self.pk
        )
        told = rows.order_by("-number").first()
        return (told.on, str(SUPERVISED[told.facts["what"]])) if told else None

    def reviewed(self) -> bool:
        """Whether the agreement is under arbitration review, or the review made a mediation statement of it."""
        reviews = _of("agreementreview", self.dispute)
        return any(one.stage == "effective" or not (one.ended or one.stage == "proposed") for one in reviews)

    @property
    def not_before(self) -> dict[str, date | None]:
        """A party's receipt, and its appeal, follow the ruling: what the other side did may be later (trap 21). The right
        answer may be older than the day the wrong one was struck.
        """
        days: dict[str, date | None] = dict.fromkeys(("serve_result", "note_appeal"), self.answered_on)
        if self.stage == Stage.ACKNOWLEDGED:
            days["record_result"] = self.before_court_since
        return days

    @property
    def before_court_since(self) -> date | None:
        """The day of the last step before any answer; None if it has no number there yet."""
        rows = self.dispute.docket.filter(record_type="handoff", record_id=self.pk, target=Stage.ACKNOWLEDGED)
        asked = rows.exclude(step__in=["handoff.strike_result", "handoff.leave_to_the_office"])
        return asked.order_by("-number").values_list("on", flat=True).first()

    @property
    def struck(self) -> Any:
        """The docket entry that struck an answer of this hand-off last; None if none was."""
        rows = self.dispute.docket.filter(
            step="handoff.strike_result", record_type="handoff", record_id=self.pk
        )
        return rows.order_by("-number").first()

    @property
    def left_entries(self) -> Any:
        """What people did on the struck answer and nobody has seen to yet."""
        if not self.left:
            return []
        return (
            self.dispute.docket.filter(audience=access.Audience.OPEN, seq__in=self.left)
            .select_related("party")
            .order_by("number")
        )

    def received_on(self, party: Any) -> date | None:
        day = self.served.get(str(party.pk))
        return date.fromisoformat(day) if day else None

    def appeals_open(self) -> list[Deadline]:
        """The times to appeal that nobody used; one that ran out may have been used without our hearing of it."""
        unused = (Deadline.Status.RUNNING, Deadline.Status.LAPSED)
        rows = Deadline.objects.filter(dispute=self.dispute_id, record_type="handoff", record_id=self.pk)
        return list(rows.filter(code__in=APPEALS, status__in=unused))

    @property
    def before_court(self) -> list[Any]:
        """Who meets there: who filed, and the other side. Another worker or employer of the own side goes for itself."""
        asks = self.filed_by
        return [
            asks,
            *(one for one in self.dispute.parties.all() if one.side in "AB" and one.side != asks.side),
        ]

    @property
    def received_by_all(self) -> date | None:
        """The day the last of those whom the ruling concerns received it: who filed, and the other side."""
        days = [self.received_on(party) for party in self.before_court]
        return None if None in days else max(day for day in days if day)


def candidates(dispute: Any, user: Any) -> list[HandOff]:
    """A fresh hand-off for every ground and every record of the dispute that it may rest on."""
    party = dispute.party_of(user)
    if party is None:
        return []
    kinds = dict.fromkeys(kind for ground in Ground.all.values() for kind in ground.subjects)
    subjects = {kind: list(_of(kind, dispute)) for kind in kinds}
    courts = courts_of(dispute, [one.office for found in subjects.values() for one in found])
    return [
        drawn(dispute, ground, subject, party, courts)
        for ground in Ground.all.values() for kind in ground.subjects for subject in subjects[kind]
    ]  # fmt: skip


def _of(kind: str, dispute: Any) -> Any:
    return (
        steps.model_named(kind)
        ._default_manager.filter(dispute=dispute.pk)
        .select_related("office__court__court")
    )


def drawn(dispute: Any, ground: Ground, subject: Any, party: Any, courts: Courts | None = None) -> HandOff:
    """`venues` are the competent courts; it goes to the first until another of them is named."""
    subject.dispute = dispute
    found = venues(ground, subject, courts or courts_of(dispute, [subject.office]))
    handoff = HandOff(
        dispute=dispute, ground=ground.code, record_type=subject._meta.model_name, record_id=subject.pk,
        filed_by=party, from_office=subject.office,
    )  # fmt: skip
    if found:
        handoff.office, handoff.venue = found[0].court, found[0].code
    handoff.venues = found
    handoff.subject = subject
    return handoff


def openings(dispute: Any, user: Any) -> list[HandOff]:
    """The ways to court open to this user today, by the very guards that judge the filing."""
    found = []
    for handoff in candidates(dispute, user):
        vars(handoff)["act"] = steps.Act(by=user, on=timezone.localdate())
        file = steps.find(handoff, "file")
        if file is not None and all(test(handoff) for test in file.conditions):
            found.append(handoff)
    return found
