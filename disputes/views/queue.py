"""The worklist as lanes: which tasks, narrowed by what the address asks, fifty a page, counted up to a thousand."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.fields.tuple_lookups import Tuple
from django.db.models.lookups import GreaterThan
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from disputes import access, steps
from disputes.models import CaseTask, Deadline, Party, Role, User
from disputes.models.worklist import ORDER
from disputes.views.asked import number

PAGE = 50
MANY = 1000  # counts stop here: "999+"
SOON = 3  # calendar days; as the badge of a due date says it
TABS = ("mine", "pool", "office", "held")
DUE = ("overdue", "soon", "later")
BRACKETS = str.maketrans("()[]【】", "〔〕〔〕〔〕")
NUMBERED = (
    ("arbitration", "intake_number"), ("arbitration", "number"), ("mediation", "number"),
    ("agreementreview", "number"), ("handoff", "docket_number"),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What the address asks of the worklist; what it does not know is left out. `owner` is a key or `nobody`."""

    tab: str = ""
    due: str = ""
    kind: str = ""
    role: str = ""
    owner: str = ""
    q: str = ""

    @classmethod
    def of(cls, said: Mapping[str, Any], tab: str = "") -> Asked:
        given = {
            one.name: str(said.get(one.name) or "").replace("\0", "").strip()[:60] for one in fields(cls)
        }
        given["tab"] = given["tab"] if given["tab"] in TABS else tab
        given["due"] = given["due"] if given["due"] in DUE else ""
        given["role"] = given["role"] if given["role"] in Role.values else ""
        if given["owner"] != "nobody" and number(given["owner"]) is None:
            given["owner"] = ""
        return cls(**given)

    @property
    def is_narrow(self) -> bool:
        return bool(self.due or self.kind or self.role or self.owner or self.q)

    @property
    def query(self) -> str:
        """The same as an address says it, shortest."""
        return urlencode({one.name: value for one in fields(self) if (value := getattr(self, one.name))})

    def narrow(self, lane: Any, user: User) -> Any:
        today = timezone.localdate()
        last = today + timedelta(days=SOON)
        lane = lane.filter(
            **{
                "overdue": {"due_on__lt": today},
                "soon": {"due_on__gte": today, "due_on__lte": last},
                "later": {"due_on__gt": last},
            }.get(self.due, {})
        )
        if self.kind:
            lane = lane.filter(record_type=self.kind)
        if self.role:
            lane = lane.filter(role=self.role)
        if self.owner:
            lane = lane.filter(owner=None if self.owner == "nobody" else int(self.owner))
        if self.q:
            typed = as_numbered(self.q)
            named = Q(dispute__reference__istartswith=as_reference(typed)) | Q(
                dispute__number__contains=typed
            )
            of_case = Party.objects.visible_to(user).filter(dispute=OuterRef("dispute"))
            party = Exists(of_case.filter(name__contains=self.q))
            cause = Q(dispute__cause__contains=self.q) & access.hears(user, access.Audience.OPEN)
            lane = lane.filter(named | cause | party | own_number(typed))
        return lane


def as_numbered(typed: str) -> str:
    """A number as the house writes it, `〔2026〕12号`, whatever brackets and widths it was typed in."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).translate(BRACKETS)


def as_reference(typed: str) -> str:
    return f"{typed[:4]}-{typed[4:]}" if re.fullmatch("[0-9A-Za-z]{5,8}", typed) else typed


def own_number(typed: str) -> Q:
    """Any number that the task's own office gave the case: of receipt, of an earlier leg, of the court's docket."""
    found = Q()
    for record, name in NUMBERED:
        rows = steps.model_named(record)._default_manager
        same = rows.filter(dispute=OuterRef("dispute"), office=OuterRef("office"))
        found |= Q(Exists(same.filter(**{f"{name}__contains": typed})))
    return found


def list_asked(request: HttpRequest) -> Asked | None:
    """The list a task was taken up from, to which its step leads back; None if it came from elsewhere."""
    said = request.GET.get("list", "")
    return Asked.of(QueryDict(said[:600])) if said else None


def list_url(asked: Asked | None) -> str:
    return reverse("disputes:work") + (f"?{asked.query}" if asked else "")


@dataclass(frozen=True)
class Page:
    rows: list[CaseTask]
    after: str  # the cursor of the next page, empty on the last


def lanes_of(user: User, tab: str) -> list[Any]:
    """The tab as parts that no task is in twice; each is one stretch of one partial index, in order of the worklist."""
    tasks = CaseTask.objects.at_hand()
    posts = Q(office=None) | Q(office__in={post.office_id for post in user.held_posts})
    if tab == "pool":
        others = tasks.of_others(user)
        return [others.filter(office=post.office_id, role=post.role, owner=None) for post in user.held_posts]
    led = sorted(set(user.offices(Role.LEAD, Role.DIRECTOR)))
    if tab == "office":
        return [tasks.of_others(user).filter(office=office) for office in led]
    if tab == "held":
        held = CaseTask.objects.held().of_others(user)
        return [held.filter((posts & Q(owner=user)) | Q(office__in=led))]
    return [tasks.filter(posts, owner=user)]


def asked_lanes(user: User, asked: Asked) -> list[Any]:
    return [asked.narrow(lane, user) for lane in lanes_of(user, asked.tab)]


def page_of(lanes: Sequence[Any], cursor: str) -> Page:
    """Fifty rows in the order of the worklist after the cursor: the same cost at any size, one query a lane."""
    shown = [task for lane in lanes for task in _read(after(lane, cursor))[: PAGE + 1]]
    shown.sort(key=_order)
    last = shown[PAGE - 1] if len(shown) > PAGE else None
    onward = f"{int(last.own_target)},{last.due_on.isoformat()},{last.pk}" if last else ""
    return Page(shown[:PAGE], onward)


def after(lane: Any, cursor: str) -> Any:
    """What follows the cursor in the index; all of it after one that says nothing."""
    own, _comma, rest = cursor.partition(",")
    day, _comma, key = rest.partition(",")
    pk, due = number(key), _day(day)
    if pk is None or due is None:
        return lane
    place = (Value(own == "1"), Value(due), Value(pk))
    return lane.filter(GreaterThan(Tuple(*map(F, ORDER)), Tuple(*place)))  # one stretch on both databases


def all_of(lanes: Sequence[Any], most: int) -> Iterator[CaseTask]:
    """The first `most` rows of all lanes in the order of the worklist: one query a lane, one row in memory at a time."""
    flowing = [_read(lane)[:most].iterator(chunk_size=500) for lane in lanes]
    for _n, task in zip(range(most), heapq.merge(*flowing, key=_order), strict=False):
        yield task


def _read(rows: Any) -> Any:
    return (
        rows.told_apart()
        .select_related("dispute", "owner", "office")
        .defer("dispute__facts_text")
        .order_by(*ORDER)
    )


def _order(task: CaseTask) -> tuple[bool, date, int]:
    return task.own_target, task.due_on, task.pk


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def dated(tasks: Sequence[Any]) -> None:
    """Give each task as `legal` the time limit of law that dates it, or None. One query."""
    codes = {task.pk: task.dues for task in tasks if task.dues}
    rows = Deadline.objects.open().filter(
        dispute__in={t.dispute_id for t in tasks if t.pk in codes},
        code__in={c for each in codes.values() for c in each},
    )
    found: dict[tuple[int, str, int | None], Any] = {}
    found |= {(row.dispute_id, row.code, row.record_id): row for row in rows.order_by("-pk")} if codes else {}
    found |= {(dispute, code, None): row for (dispute, code, _record), row in found.items()}
    for task in tasks:
        place = (
            None if task.record_type == "service" else task.record_id
        )  # it is the paper's record that is timed
        places = [(task.dispute_id, code, place) for code in codes.get(task.pk, ())]
        task.legal = next((found[place] for place in places if place in found), None)


def named(tasks: Sequence[Any], user: User) -> None:
    """Give each task as `between` who stands against whom, where the user reads the file itself. One query."""
    parties = Party.objects.filter(dispute__in={task.dispute_id for task in tasks})
    told = parties.visible_to(user).told()
    for task in tasks:
        task.between = told.get(task.dispute_id, "")


def counts_of(user: User, asked: Asked | None = None) -> dict[str, str]:
    """How many in each tab, how many of mine are overdue, and how many the address asks for; each up to `MANY`.

    One query.
    """
    lanes = {tab: lanes_of(user, tab) for tab in TABS}
    lanes["overdue"] = [Asked(due="overdue").narrow(lane, user) for lane in lanes["mine"]]
    if asked is not None and asked.is_narrow:
        lanes["found"] = asked_lanes(user, asked)
    parts = [(tab, up_to_many(lane).query.sql_with_params()) for tab in lanes for lane in lanes[tab]]
    sql = ", ".join(f"(SELECT COUNT(*) FROM ({one}) counted)" for _tab, (one, _params) in parts)  # noqa: S608
    found = dict.fromkeys(lanes, 0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [value for _tab, (_sql, params) in parts for value in params])
        for (tab, _query), counted in zip(parts, cursor.fetchone(), strict=True):
            found[tab] += counted
    return {name: f"{MANY - 1}+" if n >= MANY else str(n) for name, n in found.items()}


def up_to_many(lane: Any) -> Any:
    """In the order of the index: without one PostgreSQL gathers the whole office before it stops."""
    return lane.order_by(*ORDER).values("pk")[:MANY]
