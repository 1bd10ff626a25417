"""`walk_to(stage, dispute, cast, clock)`: an arbitration brought to a stage by the lawful steps that lead there.

The clock is anything with `move_to(moment)` (a `time_machine` traveller). The walk begins on the day the clock shows
and moves it forward; every step is taken on the day it would be taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from django.utils import timezone

from arbitration.deeds.minutes import attendance
from arbitration.lifecycle import Stage
from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Arbitration, Room
from arbitration.volumes import missing
from disputes.acts import begin, perform
from disputes.models import Deadline, Dispute, Office, Service, User
from disputes.papers.shelf import render_waiting
from tests.conftest import person

CHINA = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    def move_to(self, moment: Any) -> None: ...


@dataclass
class Cast:
    """The people of one case. `arbitrators` are two, or none where one sits alone."""

    worker: User
    employer: User
    clerk: User
    director: User
    presiding: User
    recorder: User
    office: Office
    arbitrators: tuple[User, ...] = ()
    room: Room | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Mapping[str, Any]) -> Cast:
        return cls(**{one.name: people[one.name] for one in fields(cls) if one.name in people})


class Walk:
    """One case on its way. `step` moves the record, `day` the clock; the named parts are the main path."""

    def __init__(self, dispute: Dispute, cast: Cast, clock: Clock) -> None:
        self.dispute, self.cast, self.clock = dispute, cast, clock
        self.case = Arbitration(dispute=dispute, office=cast.office)

    def step(self, name: str, by: User | None, **facts: Any) -> Any:
        entry = perform(self.case, name, by=by, **facts)
        return self._fresh(entry)

    def _fresh(self, entry: Any) -> Any:
        self.case = Arbitration.objects.get(pk=self.case.pk)
        return entry

    def day(self, when: dt.date) -> None:
        """The clock to nine in the morning of that day, never backwards."""
        if when > timezone.localdate():
            self.clock.move_to(dt.datetime.combine(when, dt.time(9), CHINA))

    def after(self, days: int) -> None:
        self.day(timezone.localdate() + dt.timedelta(days=days))

    @property
    def room(self) -> Room:
        if self.cast.room is None:
            self.cast.room, _made = Room.objects.get_or_create(office=self.cast.office, name="第一仲裁庭")
        return self.cast.room

    def file(self) -> None:
        entry = begin(self.case, "file", by=self.cast.worker)
        self.case = Arbitration(pk=entry.record_id)
        self._fresh(entry)

    def accept(self) -> None:
        self.step("propose_acceptance", self.cast.clerk, opinion="符合受理条件，建议受理。")
        self.after(1)
        self.step("accept", self.cast.director)

    def serve(self, code: str, *, channel: str = "direct") -> None:
        """Every copy of that paper that is still to be served, on the day it is."""
        due = Service.objects.filter(dispute=self.dispute, paper__code=code, stage="due").order_by("pk")
        for service in due:
            perform(service, "prove", by=self.cast.clerk, channel=channel, receipt="收件人签收")
        self.case = Arbitration.objects.get(pk=self.case.pk)

    def form(self) -> None:
        self.step(
            "form_tribunal", self.cast.director, presiding=self.cast.presiding, recorder=self.cast.recorder,
            arbitrators=self.cast.arbitrators,
        )  # fmt: skip

    def prepare(self) -> None:
        self.serve("D12")
        self.form()
        self.serve("D14")
        self.after(3)
        self.step("answer", self.cast.employer, text="已足额支付工资。")
        self.step("forward_answer", self.cast.clerk)

    def schedule(self, start: str = "09:00", end: str = "11:00") -> None:
        day = first_day_for_hearing(self.case, timezone.localdate())
        self.step("schedule", self.cast.presiding, room=self.room, day=day, start=start, end=end)

    def hold(self) -> None:
        self.serve("D19")
        self.day(self.case.hearing_on)
        self.step("open_hearing", self.cast.presiding)

    def write_down(self) -> None:
        """The record of the sitting, at which everybody was."""
        came = {party.pk: (True, "") for party in self.dispute.parties.all()}
        self.step(
            "write_record", self.cast.recorder, start="09:00", end="11:00", place="第一仲裁庭", mediation="未达成一致。",
            attendance=attendance(self.case, came), stages=[{"title": "庭审调查", "text": "双方陈述。"}], last_words=[],
        )  # fmt: skip

    def deliberate(self) -> None:
        self.step("close_debate", self.cast.presiding, last_words="双方坚持各自意见。")
        self.vote()

    def vote(
        self, *places: int, opinions: Sequence[str] = ("支持请求。", "驳回请求。", "部分支持。")
    ) -> None:
        """The deliberation; of three arbitrators with their votes, the presiding first (all for the first opinion)."""
        bench = [self.case.presiding_id, *self.case.bench] if self.case.bench else []
        facts: dict[str, Any] = {}
        if bench:
            chosen = places or (0,) * len(bench)
            facts = {"opinions": opinions, "votes": dict(zip(map(str, bench), chosen, strict=True))}
        self.step("deliberate", self.cast.presiding, text="一致意见。", audience="deliberation", **facts)

    def award(
        self, *, day: dt.date | None = None, sums: Mapping[int, str | None] | None = None, relation: str = ""
    ) -> None:
        """Every claim granted as asked, or with the sums given by the claim's key."""
        if day:
            self.day(day)
        items = [
            {
                "claim": claim.pk,
                "text": f"支持：{claim.text}",
                "awarded": (sums or {}).get(claim.pk, _asked(claim)),
            }
            for claim in self.dispute.claims.filter(dropped=False)
        ]
        self.step(
            "make_award",
            self.cast.presiding,
            items=items,
            facts="被申请人未付工资。",
            reasons="应当支付。",
            relation=relation,
        )

    def archive(self, **explained: str) -> None:
        """With everything served and printed; why a paper is missing is said for each that is."""
        for code in Service.objects.filter(dispute=self.dispute, stage="due").values_list(
            "paper__code", flat=True
        ):
            self.serve(code)
        render_waiting(limit=1000)
        absent = {gap.key: "纸质原件在卷。" for gap in missing(self.case)} | explained
        self.step("archive", self.cast.clerk, absent=absent)

    def settle(self) -> None:
        self.step("settle", self.cast.presiding, result=[{"text": "被申请人支付工资", "amount": "20000.00"}])


def _asked(claim: Any) -> str | None:
    return f"{claim.amount:.2f}" if claim.amount is not None else None


def _correction(walk: Walk) -> None:
    due = timezone.localdate() + dt.timedelta(days=14)
    walk.step("return_for_correction", walk.cast.clerk, defects=["未提交身份证明"], due_on=due)


def _not_accepted(walk: Walk) -> None:
    walk.step("refuse", walk.cast.director, ground="scope", reason="不属于受理范围。")


def _redirected(walk: Walk) -> None:
    walk.step(
        "redirect", walk.cast.clerk, to="深圳市南山区劳动人事争议仲裁委员会", reason="工作地点在南山区。"
    )


def _transferred(walk: Walk) -> None:
    walk.step("transfer", walk.cast.director, to=other_committee(), reason="实际工作地点在佛山。")


def other_committee() -> Office:
    found, _made = Office.objects.get_or_create(
        kind="committee", name="佛山市劳动人事争议仲裁委员会", short="佛", division="440600"
    )
    return found


def _suggested(walk: Walk) -> None:
    walk.step("suggest_mediation", walk.cast.clerk)


def _deferred(walk: Walk) -> None:
    walk.step("agree_to_mediation", walk.cast.worker)


def _overdue(walk: Walk) -> None:
    """The award comes too late, and a court has filed the suit over it."""
    from disputes.management.commands.tick import sweep

    walk.day(
        Deadline.objects.get(code="arbitration.award", record_id=walk.case.pk).due_on + dt.timedelta(days=1)
    )
    sweep()
    walk.case = Arbitration.objects.get(pk=walk.case.pk)
    walk.step("terminate", walk.cast.director, court_number="（2026）粤0104民初1号")


def _withdraw(walk: Walk) -> None:
    walk.step("withdraw", walk.cast.worker, reason="双方已自行和解。")


def _absent(walk: Walk) -> None:
    walk.serve("D19")
    walk.day(walk.case.hearing_on)
    walk.step("applicant_absent", walk.cast.presiding, reason="申请人无正当理由未到庭")


def _close(walk: Walk) -> None:
    walk.serve("D38")
    walk.step("close", walk.cast.director)


Part = Callable[[Walk], Any]
TO_RECEIVED: list[Part] = [Walk.file]
TO_ACCEPTED: list[Part] = [*TO_RECEIVED, Walk.accept]
TO_SCHEDULED: list[Part] = [*TO_ACCEPTED, Walk.prepare, Walk.schedule]
TO_HEARING: list[Part] = [*TO_SCHEDULED, Walk.hold]
TO_AWARDED: list[Part] = [*TO_HEARING, Walk.deliberate, Walk.award]

PATHS: dict[str, list[Part]] = {
    Stage.RECEIVED: TO_RECEIVED,
    Stage.CORRECTION: [*TO_RECEIVED, _correction],
    Stage.SUGGESTED: [*TO_RECEIVED, _suggested],
    Stage.DEFERRED: [*TO_RECEIVED, _suggested, _deferred],
    Stage.SETTLED_BEFORE: [
        *TO_RECEIVED, _suggested, _deferred, lambda walk: walk.step("settle_before_acceptance", walk.cast.clerk)
    ],
    Stage.NOT_ACCEPTED: [*TO_RECEIVED, _not_accepted],
    Stage.REDIRECTED: [*TO_RECEIVED, _redirected],
    Stage.ACCEPTED: TO_ACCEPTED,
    Stage.TRANSFERRED: [*TO_ACCEPTED, _transferred],
    Stage.SCHEDULED: TO_SCHEDULED,
    Stage.IN_HEARING: TO_HEARING,
    Stage.DELIBERATING: [*TO_HEARING, Walk.deliberate],
    Stage.SUSPENDED: [
        *TO_ACCEPTED, lambda walk: walk.step("suspend", walk.cast.director, ground="injury", reason="等待工伤认定。")
    ],
    Stage.SETTLEMENT: [*TO_HEARING, Walk.settle],
    Stage.MEDIATED: [*TO_HEARING, Walk.settle, lambda walk: walk.serve("D37")],
    Stage.WITHDRAWN: [*TO_SCHEDULED, _withdraw],
    Stage.DEEMED_WITHDRAWN: [*TO_SCHEDULED, _absent],
    Stage.CANCELLED: [*TO_ACCEPTED, lambda walk: walk.step("cancel", walk.cast.director, reason="受理有误。")],
    Stage.TERMINATED: [*TO_ACCEPTED, _overdue],
    Stage.AWARDED: TO_AWARDED,
    Stage.CLOSED: [*TO_AWARDED, _close],
    Stage.ARCHIVED: [*TO_AWARDED, _close, Walk.archive],
}  # fmt: skip


def walk_to(stage: str, dispute: Dispute, cast: Cast, clock: Clock) -> Arbitration:
    """An arbitration of the dispute at that stage. `Stage.ARRIVING` is reached at the other committee."""
    walk = Walk(dispute, cast, clock)
    if stage == Stage.ARRIVING:  # only where somebody of that committee works here
        person(f"far{dispute.pk}", role="clerk", office=other_committee())
        walk_to(Stage.TRANSFERRED, dispute, cast, clock)
        return Arbitration.objects.get(dispute=dispute, stage=Stage.ARRIVING)
    for part in PATHS[stage]:
        part(walk)
    return Arbitration.objects.get(pk=walk.case.pk)
