"""One dispute of the demo on its way: who takes part, and the real steps by which it moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from config.demo import cast, people, typical
from config.demo.script import working_day
from disputes.acts import begin, perform
from disputes.models import Claim, Dispute, Office, Party, Seat, User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from config.demo.script import Clock, Scene

YUEXIU = "440104"


@dataclass
class House:
    """Everybody and every office of the demo; hands out invented parties one after the other."""

    users: dict[str, User]
    today: date
    workers: Iterator[people.Worker] = field(default_factory=lambda: iter(people.workers()))
    employers: Iterator[int] = field(default_factory=count)
    accounts: dict[str, User] = field(default_factory=dict)

    def office(self, name: str) -> Office:
        return Office.objects.get(name=name)

    def worker(self) -> people.Worker:
        return next(self.workers)

    def employer(self) -> people.Employer:
        """There are fewer employers than cases: some are met again."""
        every = people.employers()
        return every[next(self.employers) % len(every)]

    def account(self, one: people.Worker | people.Employer) -> User:
        if one.username not in self.accounts:
            self.accounts[one.username] = people.account(one)
        return self.accounts[one.username]

    def stage(self, scene: Scene, clock: Clock) -> Case:
        return Case(self, clock, **scene.facts)


class Case:
    """`worker` and `employer` may be the cast's own; `agent` gives the worker the cast's representative."""

    def __init__(
        self, house: House, clock: Clock, *, typical: str = "", worker: str = "", employer: str = "", agent: str = "",
        workers: int = 1, employers: int = 1, **facts: Any,
    ) -> None:  # fmt: skip
        self.house, self.clock, self.code, self.facts = house, clock, typical, facts
        self.worker_login, self.employer_login, self.agent, self.many = worker, employer, agent, workers
        self.firms = employers
        self.dispute: Dispute
        self.logins: dict[str, User] = {}

    @property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def begun(self) -> bool:
        """Whether there is a dispute already; another leg of it carries everything over."""
        return "dispute" in vars(self)

    def later(self, n: int) -> date:
        """The n-th working day from the day the story has come to."""
        return working_day(self.today, n)

    def who(self, name: str) -> User | None:
        """`A` and `B` are the sides' accounts, `worker` … the cast's, nothing is the law."""
        return self.logins.get(name) or (self.house.users[name] if name else None)

    def do(self, record: Any, name: str, by: str = "", **facts: Any) -> Any:
        """Take one step and answer the record as it stands after it."""
        record = perform(record, name, by=self.who(by), **facts).record
        self.clock.step()
        return record

    def begin(self, record: Any, name: str, by: str = "A", **facts: Any) -> Any:
        record = begin(record, name, by=self.who(by), **facts).record
        self.clock.step()
        return record

    def draft(self) -> Dispute:
        """The envelope as the form leaves it before the first step: parties, claims, facts."""
        worker_side, employer_side = ("B", "A") if typical.employer_applies(self.code) else ("A", "B")
        employer = self._employer()
        workers = [self._worker() for _n in range(self.many)]
        self.logins = {worker_side: workers[0][0], employer_side: employer[0]}
        claims = typical.claims_of(self.code)
        self.dispute = Dispute.objects.create(
            opened_by=self.logins["A"], cause=typical.CAUSES[claims[0][0]], workplace=YUEXIU, employer_seat=YUEXIU,
            workplace_address=employer[1]["address"], collective=self.many >= 10,
            speakers=self._speakers([row["name"] for _user, row in workers]),
            facts_text=typical.facts_of(self.code, workers[0][1]["name"]),
        )  # fmt: skip
        for _user, row in workers:
            Party.objects.create(dispute=self.dispute, side=worker_side, worker=True, **row)
        Party.objects.create(
            dispute=self.dispute, side=employer_side, kind=Party.Kind.ORGANISATION, **employer[1]
        )
        for _n in range(1, self.firms):
            firm = self.house.employer()
            self.house.account(firm)
            Party.objects.create(
                dispute=self.dispute, side=employer_side, kind=Party.Kind.ORGANISATION, **_row(firm)
            )
        for kind, text, amount in claims:
            Claim.objects.create(dispute=self.dispute, kind=kind, text=text, amount=amount)
        return self.dispute

    def _speakers(self, names: list[str]) -> dict[str, Any]:
        """Three of ten or more speak for all of them (CR-62, CR-63)."""
        return {"names": names[:3], "workers": self.many} if self.many >= 10 else {}

    def _worker(self) -> tuple[User, dict[str, Any]]:
        if self.worker_login:
            user, login = self.house.users[self.worker_login], self.worker_login
            own = {
                "sex": "女",
                "born_on": "1988-03-12",
                "phone": "13800138000",
                "address": "广州市越秀区北京路1号302房",
            }
            self.worker_login = ""
            return user, {
                "name": user.name,
                "identity": user.identity,
                "electronic_service": True,
                **own,
            } if login else {}
        one = self.house.worker()
        row = {
            name: getattr(one, name) for name in ("name", "identity", "sex", "born_on", "phone", "address")
        }
        return self.house.account(one), row

    def _employer(self) -> tuple[User, dict[str, Any]]:
        if self.employer_login:
            user = self.house.users[self.employer_login]
            own = {
                "head": "任晓峰",
                "head_post": "执行董事",
                "phone": "020-83330000",
                "address": "广州市越秀区中山五路2号",
            }
            return user, {"name": user.name, "identity": user.identity, "electronic_service": True, **own}
        one = self.house.employer()
        return self.house.account(one), _row(one)

    def seat_everybody(self) -> None:
        """Each side's account gets its seat, and the representative the mandate of the side named by `agent`."""
        for side, user in self.logins.items():
            party = self.party(side)
            known = self.dispute.seats.filter(user=user, left=False).exists()
            if not known:
                Seat.objects.create(dispute=self.dispute, user=user, role="party", side=side, party=party)
        if self.agent and not self.dispute.seats.filter(user=self.house.users["agent"]).exists():
            Seat.objects.create(
                dispute=self.dispute, user=self.house.users["agent"], role="representative", side=self.agent,
                party=self.party(self.agent), powers="特别授权：代为和解、撤回申请，承认、放弃、变更仲裁请求",
                special_powers=True, until=working_day(self.house.today, 250),
            )  # fmt: skip

    def party(self, side: str) -> Party:
        return self.dispute.parties.filter(side=side).order_by("pk")[0]

    def office(self, name: str = cast.ORGANISATION) -> Office:
        return self.house.office(name)

    @property
    def total(self) -> Decimal:
        return sum((claim.amount or Decimal(0) for claim in self.dispute.claims.all()), Decimal(0))


def _row(firm: people.Employer) -> dict[str, Any]:
    """What a party says of an invented employer."""
    row = {name: getattr(firm, name) for name in ("name", "identity", "phone", "address", "head")}
    return row | {"head_post": firm.post}
