"""What a hand in the database could do to a docket: seven kinds of change, each with the place where it must be found."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.management import call_command
from django.db import connection, transaction

from disputes.acts import perform
from disputes.docket import Break, sealed, verify
from disputes.models import Dispute, DocketEntry, triggers

TABLE = DocketEntry._meta.db_table
WORDS = (
    "audience",
    "step",
    "law",
    "record_type",
    "about",
    "source",
    "target",
    "salt",
    "content_digest",
    "digest",
    "facts",
)
NUMBERS = ("seq", "record_id", "by_id", "party_id")
DAYS = {"on": "2020-01-01", "at": "2020-01-01 00:00:00+00:00"}
LENGTH = 12


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def hand_in_the_database():
    """The triggers are gone, the keys are not looked at; afterwards everything is as it was."""
    sqlite = connection.vendor == "sqlite"
    with transaction.atomic():
        for statement in triggers.SQLITE_UNDO if sqlite else triggers.POSTGRESQL_UNDO:
            sql(statement)
        yield
        transaction.set_rollback(True)


@dataclass
class Chains:
    """Two dockets, their heads as they were printed yesterday, and as they were when they were half as long."""

    disputes: list[Dispute]
    seal: dict[str, list[tuple[int, str]]]
    backup: dict[int, dict[str, object]]

    def broken(self) -> dict[str, Break]:
        rows = Dispute.objects.filter(pk__in=[one.pk for one in self.disputes]).order_by("pk")
        return {found.dispute: found for found in verify(rows, self.seal)}


HEADS = ("chain_length", "chain_head", "streams")


def grown(disputes: list[Dispute], worker: object) -> Chains:
    backup: dict[int, dict[str, object]] = {}
    for dispute in disputes:
        perform(dispute, "open", by=worker)
        for n in range(1, LENGTH):
            if n == LENGTH // 2:
                row = Dispute.objects.get(pk=dispute.pk)
                backup[dispute.pk] = {name: getattr(row, name) for name in HEADS}
            perform(dispute, "hand_in", by=worker, paper=f"证据{n}", audience=("open", "caucus_a")[n % 2])
    printed = io.StringIO()
    call_command("seal", stdout=printed)
    return Chains(disputes, sealed(printed.getvalue().splitlines()), backup)


# Each does one thing to the first docket (or to both) and says at which entry it must be found.
Change = Callable[[Chains, random.Random], int]


def edit(chains: Chains, rng: random.Random) -> int:
    """One field of one entry: another word, another number, another day, or ciphertext that no key opens."""
    number, column = rng.randint(1, LENGTH), rng.choice([*WORDS, *NUMBERS, *DAYS])
    room = DocketEntry._meta.get_field(column).max_length
    value: object = DAYS.get(column, rng.choice(["x", "v1.AAAA", "0" * 64, ""])[:room])
    if column in ("by_id", "party_id"):
        value = None
    elif column in NUMBERS:
        value = rng.randint(100, 999)
    row = DocketEntry.objects.filter(dispute=chains.disputes[0], number=number)
    before = row.extra(select={"stored": f'"{column}"'}).values_list("stored", flat=True)[0]
    if before == value or (column == "facts" and not before and not value):
        return edit(chains, rng)
    sql(
        f'UPDATE {TABLE} SET "{column}" = %s WHERE dispute_id = %s AND number = %s',
        value,
        chains.disputes[0].pk,
        number,
    )
    return number


def delete(chains: Chains, rng: random.Random) -> int:
    number = rng.randint(1, LENGTH - 1)
    sql(f"DELETE FROM {TABLE} WHERE dispute_id = %s AND number = %s", chains.disputes[0].pk, number)
    return number


def copied(chains: Chains, source: int, number: int) -> None:
    entry = DocketEntry.objects.get(dispute=chains.disputes[0], number=source)
    entry.pk, entry.number, entry.seq = None, number, 1000
    entry.save(force_insert=True)


def shift(chains: Chains, first: int, by: int) -> None:
    where = f"WHERE dispute_id = {chains.disputes[0].pk} AND number >= {first}"
    sql(f"UPDATE {TABLE} SET number = number + 5000 {where}")
    sql(f"UPDATE {TABLE} SET number = number - 5000 + {by} {where}")


def insert(chains: Chains, rng: random.Random) -> int:
    """A copy of some entry between two others, which make room for it."""
    number = rng.randint(2, LENGTH)
    shift(chains, number, 1)
    copied(chains, rng.randint(1, number - 1), number)
    return number


def reorder(chains: Chains, rng: random.Random) -> int:
    first, second = sorted(rng.sample(range(1, LENGTH + 1), 2))
    for old, new in ((first, 9000), (second, first), (9000, second)):
        sql(
            f"UPDATE {TABLE} SET number = %s WHERE dispute_id = %s AND number = %s",
            new,
            chains.disputes[0].pk,
            old,
        )
    return first


def truncate(chains: Chains, rng: random.Random) -> int:
    """The last entries gone and the head of the dispute wound back: the chain itself is whole."""
    keep = rng.randint(1, LENGTH - 1)
    sql(f"DELETE FROM {TABLE} WHERE dispute_id = %s AND number > %s", chains.disputes[0].pk, keep)
    rows = list(DocketEntry.objects.filter(dispute=chains.disputes[0]).order_by("number"))
    streams = {row.audience: row.seq for row in rows}
    Dispute.objects.filter(pk=chains.disputes[0].pk).update(
        chain_length=keep, chain_head=rows[-1].digest, streams=streams
    )
    return keep + 1


def swap(chains: Chains, rng: random.Random) -> int:
    """The entries of one number change places between two cases."""
    number, (a, b) = rng.randint(1, LENGTH), (one.pk for one in chains.disputes)
    moves = ((a, a, number, 9000), (b, a, number, 9001), (a, b, 9000, number), (a, a, 9001, number))
    moved = f"UPDATE {TABLE} SET dispute_id = %s, number = %s, seq = %s WHERE dispute_id = %s AND number = %s"
    for place, (old, new, at, to) in enumerate(moves):
        sql(moved, new, to, 9000 + place, old, at)
    return number


def restore(chains: Chains, rng: random.Random) -> int:
    """Yesterday's chain replaced by an older backup of itself, heads and all."""
    dispute = rng.choice(chains.disputes)
    old = chains.backup[dispute.pk]
    sql(f"DELETE FROM {TABLE} WHERE dispute_id = %s AND number > %s", dispute.pk, old["chain_length"])
    Dispute.objects.filter(pk=dispute.pk).update(**old)
    return int(str(old["chain_length"])) + 1


def forge(chains: Chains, rng: random.Random) -> int:
    """An entry rewritten and every link after it computed anew: only the printed head knows better."""
    number, previous = rng.randint(1, LENGTH), ""
    for entry in DocketEntry.objects.filter(dispute=chains.disputes[0]).order_by("number"):
        if entry.number == number:
            entry.step = "dispute.forged"
        entry.seal(previous)
        previous = entry.digest
        sql(
            f"UPDATE {TABLE} SET step = %s, content_digest = %s, digest = %s WHERE id = %s",
            entry.step, entry.content_digest, entry.digest, entry.pk,
        )  # fmt: skip
    Dispute.objects.filter(pk=chains.disputes[0].pk).update(chain_head=previous)
    return LENGTH


CHANGES: list[Change] = [edit, delete, insert, reorder, truncate, swap, restore, forge]


def missed(chains: Chains, times: int, seed: int = 20261123) -> list[str]:
    """Every change that was not found, or not at its place."""
    rng, found = random.Random(seed), []
    for n in range(times):
        change = CHANGES[n % len(CHANGES)]
        with hand_in_the_database():
            place = change(chains, rng)
            broken = chains.broken()
            if place not in {one.number for one in broken.values()}:
                found.append(f"{n} {change.__name__} at {place}: {list(broken.values())}")
    return found
