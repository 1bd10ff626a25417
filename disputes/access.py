"""Who reads what. One declaration per audience gives the queryset, the yes or no, and the listeners of a room.

The table is docs/audiences.md. Everything not granted here is denied; every page, export, search, socket and
document asks `visible_to`, which asks this module.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from disputes.models import Dispute, User

_NAMED = "the disputes that are named"  # stands in a composed question where their keys will


class Audience(models.TextChoices):
    """Fixed when an entry, message or paper is written."""

    OPEN = "open", _("Everybody in the case")
    CAUCUS_A = "caucus_a", _("Caucus with the applicant")
    CAUCUS_B = "caucus_b", _("Caucus with the respondent")
    JOINT = "joint", _("Joint mediation")
    NOTES = "notes", _("Mediator's notes")
    AGREEMENT = "agreement", _("Agreement and outcome of mediation")
    SIDE = "side", _("Side volume")
    DELIBERATION = "deliberation", _("Deliberation")
    SUMMARY = "summary", _("Number, stage and dates")
    DRAFT = "draft", _("Typical-case drafts")


OUTSIDERS = frozenset({"party", "representative"})  # they sit without a post
DATED = frozenset({Audience.OPEN, Audience.AGREEMENT, Audience.SUMMARY})  # their days stand in every overview
HOUSE = frozenset({Audience.SIDE, Audience.DELIBERATION})  # kept by each committee for itself (CR-22, CR-25)


def stream(audience: str, record: Any) -> str:
    """The stream in which what is written about a record stands: of the side volume, that of the record's office.

    A case that was transferred has two committees, and each its own side volume: `side.12`, `side.57`.
    """
    if audience not in HOUSE:
        return audience
    office = getattr(record, "from_office_id", None) or getattr(record, "office_id", None)
    return f"{audience}.{office}" if office else audience


def audience_of(stream: str) -> str:
    """What a stream is one of: `side` of `side.12`. Written before each office had its own, it bears no number."""
    return stream.partition(".")[0]


def keeps_side_volume(heard: Iterable[str]) -> bool:
    """Whether who hears these streams belongs to a committee of the case."""
    return any(audience_of(one) == Audience.SIDE for one in heard)


def label(stream: str) -> Any:
    return Audience(audience_of(stream)).label


def streams(names: Iterable[str], offices: Iterable[int]) -> list[str]:
    """These audiences as the people of these offices meet them."""
    found = list(names)
    return found + [f"{name}.{office}" for name in found if name in HOUSE for office in offices]


def listed(heard: Iterable[str]) -> list[tuple[str, Any]]:
    """Streams with their labels, in the order of the audiences, to choose one."""
    order = Audience.values
    return [(one, label(one)) for one in sorted(heard, key=lambda one: (order.index(audience_of(one)), one))]


def own_cases(user: Any) -> Any:
    """The disputes in which the person has or had a place for a side: a post there gives nothing in them (AL-33)."""
    return apps.get_model("disputes", "Seat").objects.for_sides().filter(user=user).values("dispute")


def of_others(rows: Any, user: Any) -> Any:
    """Of rows of disputes those of others' disputes; for most who hold a post that is all of them."""
    return rows.exclude(dispute__in=own_cases(user)) if user.may_have_own_cases else rows


@dataclass(frozen=True)
class Seats:
    """People with a current seat in the dispute."""

    roles: tuple[str, ...]
    place: str = ""  # the side they sit on, if it matters

    def disputes(self, user: User) -> Any:
        return self._rows().filter(user=user).values("dispute")

    def _rows(self) -> Any:
        seats = apps.get_model("disputes", "Seat").objects
        rows = seats.in_time() if OUTSIDERS.issuperset(self.roles) else seats.current()
        side = {"side": self.place} if self.place else {}
        return rows.filter(role__in=self.roles, **side)

    def offices(self, user: User) -> set[int]:
        """Whose side volumes: the tribunal sits by a post at its committee."""
        return {post.office_id for post in user.held_posts}

    def concerns(self, user: User) -> bool:
        """Who holds no post sits by none."""
        return not OUTSIDERS.isdisjoint(self.roles) or bool(user.held_posts)


@dataclass(frozen=True)
class Posts:
    """Staff of an office that handles the dispute in this capacity."""

    roles: tuple[str, ...]
    place: str  # the capacity in which the office is engaged

    def disputes(self, user: User) -> Any:
        rows = self._engaged().filter(office__in=user.offices(*self.roles))
        return of_others(rows, user).values("dispute")

    def _engaged(self) -> Any:
        return apps.get_model("disputes", "Engagement").objects.filter(capacity=self.place, until=None)

    def offices(self, user: User) -> set[int]:
        """Whose side volumes."""
        return set(user.offices(*self.roles))

    def concerns(self, user: User) -> bool:
        return bool(user.offices(*self.roles))


SIDE_A = Seats(("party", "representative"), "A")
SIDE_B = Seats(("party", "representative"), "B")
PARTIES = Seats(("party", "representative"))
MEDIATOR = Seats(("mediator",))
TRIBUNAL = Seats(("presiding", "arbitrator", "recorder"))
PANEL = Seats(("presiding", "arbitrator"))
LEAD = Posts(("lead",), "mediation")
POOL = Posts(("mediator",), "mediation")
COMMITTEE = Posts(("clerk", "director"), "arbitration")

READERS: dict[str, tuple[Seats | Posts, ...]] = {
    Audience.OPEN: (PARTIES, MEDIATOR, TRIBUNAL, COMMITTEE),
    Audience.CAUCUS_A: (SIDE_A, MEDIATOR),
    Audience.CAUCUS_B: (SIDE_B, MEDIATOR),
    Audience.JOINT: (SIDE_A, SIDE_B, MEDIATOR),
    Audience.NOTES: (),  # the author alone
    Audience.AGREEMENT: (PARTIES, MEDIATOR, LEAD, TRIBUNAL, COMMITTEE),
    Audience.SIDE: (TRIBUNAL, COMMITTEE),
    Audience.DELIBERATION: (PANEL,),
    Audience.SUMMARY: (PARTIES, MEDIATOR, TRIBUNAL, COMMITTEE, LEAD, POOL),
    Audience.DRAFT: (),
}


def _heard_by(reader: Seats | Posts) -> list[str]:
    return [name for name, readers in READERS.items() if reader in readers]


def may_read(user: Any, field: str = "dispute", author: str = "by") -> Q:
    """The rows with an `audience` that the user may read; `field` leads to the dispute, `author` to the writer."""
    nobody = Q(pk__in=[])
    if not getattr(user, "is_authenticated", False):
        return nobody
    allowed = Q(**{"audience": Audience.NOTES, author: user}) if author else nobody
    for reader in dict.fromkeys(r for readers in READERS.values() for r in readers):
        if reader.concerns(user):
            names = streams(_heard_by(reader), reader.offices(user))
            allowed |= Q(**{"audience__in": names, f"{field}__in": reader.disputes(user)})
    return allowed


def written_by(user: Any, field: str = "") -> Q:
    """Whose application the user writes: the own, and what was told at a counter as long as the user works at one."""
    lead = f"{field}__" if field else ""
    written = Q(**{f"{lead}opened_by": user})
    if user.stands_at_counter:
        return written
    once = apps.get_model("disputes", "Post").objects.at_counter().filter(user=user)
    return written & (~Q(Exists(once)) | Q(**{f"{lead}pk__in": own_cases(user)}))


def may_enter(user: Any) -> Q:
    """The disputes of which the user may read anything at all, the own drafts among them."""
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=[])
    return written_by(user) & Q(stage="draft") | hears(user, Audience.SUMMARY, "pk")


def hears(user: Any, audience: str, field: str = "dispute") -> Q:
    """The rows of disputes whose stream of that audience the user reads; `field` leads to the dispute."""
    allowed = Q(pk__in=[])
    if getattr(user, "is_authenticated", False):
        for reader in _joined(one for one in READERS[audience] if one.concerns(user)):
            allowed |= Q(**{f"{field}__in": reader.disputes(user)})
    return allowed


def _joined(readers: Iterable[Seats | Posts]) -> Iterable[Seats | Posts]:
    """The same people in fewer questions: readers of one kind and place are one, with the roles of all."""
    found: dict[tuple[type, str], Seats | Posts] = {}
    for one in readers:
        known = found.get(key := (type(one), one.place))
        found[key] = replace(known, roles=known.roles + one.roles) if known else one
    return found.values()


def audiences(dispute: Dispute, user: Any) -> set[str]:
    """The streams of this dispute the user reads now: one query, from the same declarations."""
    if not getattr(user, "is_authenticated", False):
        return set()
    readers = [r for r in dict.fromkeys(r for rs in READERS.values() for r in rs) if r.concerns(user)]
    asked = {f"r{n}": Exists(r.disputes(user).filter(dispute=OuterRef("pk"))) for n, r in enumerate(readers)}
    row = type(dispute)._default_manager.filter(pk=dispute.pk).values(**asked).first() or {}
    held = {reader for n, reader in enumerate(readers) if row.get(f"r{n}")}
    found = {str(name) for r in held for name in streams(_heard_by(r), r.offices(user))}
    return found | ({str(Audience.NOTES)} if MEDIATOR in held else set())


@dataclass(frozen=True)
class Ears:
    """Who sits in some disputes now and who holds a post at their offices: asked once, for many entries."""

    seats: dict[int, list[tuple[int, str, str]]]  # by dispute: user, role, side
    posts: dict[
        int, list[tuple[int, str, str, int]]
    ]  # by dispute: user, role, capacity of the office, office

    @classmethod
    def of(cls, dispute_ids: Iterable[int]) -> Ears:
        """Two queries, however many disputes."""
        keys = json.dumps(list(dispute_ids))
        sitting, posted = _questions(timezone.localdate())
        return cls(_by_dispute(sitting(keys)), _by_dispute(posted(keys)))

    def listeners(self, dispute_id: int, audience: str, author_id: int | None = None) -> set[int]:
        """Who may read an entry of that audience, or of one office's stream of it, now."""
        if audience == Audience.NOTES:
            return {author_id} if author_id else set()
        name, _dot, office = audience.partition(".")
        sitting, posted = self.seats.get(dispute_id, ()), self.posts.get(dispute_id, ())
        if office:
            posted = [post for post in posted if str(post[3]) == office]
            own = {post[0] for post in posted}
            sitting = [seat for seat in sitting if seat[0] in own]
        allowed: set[int] = set()
        for reader in READERS[Audience(name)]:
            rows: Iterable[tuple[Any, ...]] = sitting if isinstance(reader, Seats) else posted
            allowed |= {one[0] for one in rows if one[1] in reader.roles and reader.place in ("", one[2])}
        return allowed


@lru_cache(2)
def _questions(today: dt.date) -> tuple[Callable[[str], list[Any]], Callable[[str], list[Any]]]:
    """Who sits in some disputes and who holds a post at their offices on this day: composed once a day, because the
    ORM takes ten times longer to compose them than the database to answer, and every word said in a room asks.
    """
    listed = {"postgresql": "SELECT value::bigint FROM json_array_elements_text(%s)"}
    named = RawSQL(listed.get(connection.vendor, "SELECT value FROM json_each(%s)"), [_NAMED])  # noqa: S611
    sitting = apps.get_model("disputes", "Seat").objects.current().filter(dispute__in=named)
    handling = {"office__engagements__dispute__in": named, "office__engagements__until": None}
    own = apps.get_model("disputes", "Seat").objects.for_sides()
    own = own.filter(user=OuterRef("user"), dispute=OuterRef("office__engagements__dispute"))
    posted = apps.get_model("disputes", "Post").objects.current().filter(~Exists(own), **handling)
    engaged = "office__engagements__dispute", "user", "role", "office__engagements__capacity", "office"
    return (
        _asked(sitting.values_list("dispute", "user", "role", "side")),
        _asked(posted.values_list(*engaged)),
    )


def _asked(found: QuerySet[Any]) -> Callable[[str], list[Any]]:
    sql, given = found.query.sql_with_params()

    def ask(keys: str) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, [keys if one == _NAMED else one for one in given])
            return cursor.fetchall()

    return ask


def _by_dispute(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for dispute, *one in rows:
        found.setdefault(dispute, []).append(tuple(one))
    return found


def listeners(dispute_id: int, audience: str, users: Iterable[int], author_id: int | None = None) -> set[int]:
    """Which of these people may read an entry of that audience now: for the hub of the live rooms."""
    return Ears.of([dispute_id]).listeners(dispute_id, audience, author_id) & set(users)


class PostBackend:
    """`user.has_perm("disputes.act_as_clerk", task)`: flow nodes ask by post, not by stored permission."""

    PREFIX = "disputes.act_as_"

    def authenticate(self, request: Any, **credentials: Any) -> None:
        return None

    def has_perm(self, user: Any, perm: str, obj: Any = None) -> bool:
        if not perm.startswith(self.PREFIX) or not user.is_active:
            return False
        role = perm.removeprefix(self.PREFIX)
        offices = user.offices(role)
        if obj is None:
            return bool(offices)
        return obj.office_id in offices and not own_cases(user).filter(dispute=obj.dispute_id).exists()
