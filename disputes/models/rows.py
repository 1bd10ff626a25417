"""Rows of the core written and read by statements composed once.

A step writes the same few rows every time; the ORM would spend ten times longer on composing the statements than the
database on running them. Values go through the fields as ever (encryption, JSON, time zones). No signal is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.base import ModelState

from disputes.models import statements
from disputes.models.statements import Alike, Slot, fields_of


def fresh(model: type[models.Model], **given: Any) -> Any:
    """A row to be written, of what is given (foreign keys by object or by key) and the defaults of the rest."""
    row = model.__new__(model)
    held = vars(row)
    constant, made, keys = _blank(model)
    held.update(constant, _state=ModelState())
    for name, make in made:
        if name not in given:
            held[name] = make()
    for name, attname in keys:
        if name in given:
            row._state.fields_cache[name] = other = given.pop(name)
            held[attname] = other and other.pk
    if not given.keys() <= held.keys():
        raise TypeError(f"{model._meta.label} has no {', '.join(given.keys() - held.keys())}")
    held.update(given)
    return row


def like(row: Any, links: dict[str, models.Model], **given: Any) -> Any:
    """Another row to be written, which has these values instead, and leads to these rows (by the name of the key):
    what many have in common is made once.
    """
    model: type[models.Model] = type(row)
    made = model.__new__(model)
    made.__dict__ = held = row.__dict__.copy()
    known, state = len(held), ModelState()
    state.fields_cache = row._state.fields_cache | links
    held.update(given, _state=state)
    for name, other in links.items():
        held[f"{name}_id"] = other.pk
    if len(held) != known:
        raise TypeError(f"{model._meta.label} has no {', '.join(held.keys() - vars(row).keys())}")
    return made


def insert(row: models.Model) -> None:
    """Write a fresh row and give it its key."""
    sql, slots = statements.insertion(type(row))
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(sql, _values(row, slots, database, add=True))
        key = cursor.lastrowid if database.vendor == "sqlite" else cursor.fetchone()[0]
    _written(row, key)


def insert_all(rows: Sequence[models.Model], size: int = 500) -> None:
    """Write fresh rows of one model in statements of `size`, and give them their keys in order."""
    if len(rows) < 2 or not connection.features.can_return_rows_from_bulk_insert:
        for row in rows:
            insert(row)
        return
    database, model = connections[DEFAULT_DB_ALIAS], type(rows[0])
    slots = statements.insertion(model)[1]
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        columns, same = _columns(part, slots, database, add=True)
        with database.cursor() as cursor:
            if database.vendor == "sqlite":
                alike = (False, *same[1:])
                cursor.execute(statements.grouped_insertion(model, alike, len(part)), _parted(columns, alike))
            else:
                cursor.execute(statements.listed_insertion(model), columns)
            for row, (pk,) in zip(part, cursor.fetchall(), strict=True):
                _written(row, pk)


def update(rows: Sequence[models.Model], names: Iterable[str], size: int = 500) -> None:
    """Write these fields of rows of one model in statements of `size`: each opens a journal of its own on SQLite."""
    names = tuple(names)
    database = connections[DEFAULT_DB_ALIAS]
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        model = type(part[0])
        sql, slots = statements.change(model, names)
        with database.cursor() as cursor:
            if len(part) == 1:
                cursor.execute(sql, _values(part[0], slots, database, add=False))
                continue
            columns, same = _columns(part, slots, database, add=False)
            if database.vendor == "sqlite":
                alike = (*same[:-1], False)
                cursor.execute(
                    statements.grouped_change(model, names, alike, len(part)), _parted(columns, alike)
                )
            else:
                cursor.execute(statements.listed_change(model, names), columns)


def change(model: type[models.Model], where: dict[str, Any], **values: Any) -> int:
    """Set these columns of every row that fits: a list fits any of its members, None what is empty. How many."""
    shape = tuple(
        (name, len(v) if isinstance(v, list) else None if v is None else 1) for name, v in where.items()
    )
    sql, fields, asked = statements.bulk_change(model, tuple(values), shape)
    database = connections[DEFAULT_DB_ALIAS]
    given = [f.get_db_prep_save(v, database) for f, v in zip(fields, values.values(), strict=True)]
    for field, value in zip(asked, where.values(), strict=True):
        for one in value if isinstance(value, list) else [] if value is None else [value]:
            given.append(field.get_db_prep_value(one, database))
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.rowcount


def locked(model: type[models.Model], pk: Any, via: str = "") -> Any:
    """The row of that key, locked; with `via` the row that foreign key leads to is read too and locked first.

    Raises `DoesNotExist`. Call inside a transaction.
    """
    lock = f" FOR UPDATE OF {statements.quoted(via)}, own" if via else " FOR UPDATE"
    rest = f"WHERE own.{statements.key_of(model)} = %s" + (lock if _locks() else "")
    found = select(model, rest, [pk], along=((via, ()),) if via else ())
    if not found:
        raise model.DoesNotExist(f"{model._meta.label} {pk}")  # type: ignore[attr-defined]
    return found[0]


def by_key(
    model: type[models.Model],
    keys: Sequence[int],
    *,
    only: Sequence[str] = (),
    along: Mapping[str, Sequence[str]] | None = None,
) -> dict[int, Any]:
    """The rows of these keys; `only` these fields are read at once, if any are named. `along` with them what these
    foreign keys lead to, and of it these fields.
    """
    if not keys:
        return {}
    others = tuple(
        (name, beside(model._meta.get_field(name).related_model, fields))  # type: ignore[arg-type]
        for name, fields in (along or {}).items()
    )
    where = f"WHERE {among(statements.key_of(model), keys)}"
    return _keyed(model, select(model, where, values(keys), without=beside(model, only), along=others))


def _locks() -> bool:
    return connection.features.has_select_for_update


def locked_all(model: type[models.Model], keys: Sequence[int], *, only: Sequence[str] = ()) -> dict[int, Any]:
    """The rows of these keys, locked in the order of the keys; `only` as above. Call inside a transaction."""
    lock = " FOR UPDATE" if _locks() else ""
    rest = f"WHERE {among(statements.key_of(model), keys)} ORDER BY own.{statements.key_of(model)}{lock}"
    return _keyed(model, select(model, rest, values(keys), without=beside(model, only)))


def _keyed(model: type[models.Model], found: list[Any]) -> dict[int, Any]:
    key = model._meta.pk.attname
    return {vars(row)[key]: row for row in found}


def attach(rows: Sequence[models.Model], name: str, *, only: Sequence[str] = ()) -> None:
    """Read what this foreign key of the rows leads to, for all at once; `only` these fields, if any are named."""
    if not rows:
        return
    key: Any = type(rows[0])._meta.get_field(name)
    keys = {vars(row)[key.attname] for row in rows} - {None}
    others = {None: None, **by_key(key.related_model, list(keys), only=only)}
    link(rows, name, others)


def link(rows: Iterable[models.Model], name: str, others: Mapping[Any, Any]) -> None:
    """Say what this foreign key of the rows leads to, where that was read already: `others` by their keys."""
    key: Any = None
    for row in rows:
        key = key or type(row)._meta.get_field(name)
        row._state.fields_cache[name] = others[vars(row)[key.attname]]


def select(
    model: type[models.Model],
    rest: str,
    given: Sequence[Any] = (),
    *,
    without: tuple[str, ...] = (),
    along: statements.Along = (),
) -> list[Any]:
    """The rows that `rest` chooses: `WHERE own.… ORDER BY …`. Fields left out are read when they are asked for."""
    sql, readers = statements.reading(model, without, along)
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(f"{sql} {rest}", given)
        found = cursor.fetchall()
    chosen, *others = (reader.read(found, database) for reader in readers)
    for (name, _left_out), led_to in zip(along, others, strict=True):
        for row, other in zip(chosen, led_to, strict=True):
            row._state.fields_cache[name] = other
    return chosen


def tuples(
    model: type[models.Model], names: Sequence[str], rest: str, given: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """The same without objects: of the rows that `rest` chooses, these columns as the database gives them."""
    columns = ", ".join(f"own.{statements.quoted(model._meta.get_field(name).column)}" for name in names)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {statements.table(model)} own {rest}", given)  # noqa: S608
        return cursor.fetchall()


def beside(model: type[models.Model], only: Sequence[str]) -> tuple[str, ...]:
    """The fields beside these, which a reader leaves out; none if none are named."""
    return tuple(field.name for field in fields_of(model) if field.name not in only) if only else ()


def among(column: str, keys: Sequence[Any]) -> str:
    """A test in SQL, that the column of `own` is one of these; `values` gives what goes into its places."""
    if connection.vendor == "postgresql":
        return f"own.{column} = ANY(%s)"
    return f"own.{column} IN ({', '.join(['%s'] * len(keys))})"


def values(keys: Sequence[Any]) -> list[Any]:
    """What `among` wants in its places."""
    return [list(keys)] if connection.vendor == "postgresql" else list(keys)


def _values(row: models.Model, slots: list[Slot], database: Any, *, add: bool) -> list[Any]:
    held, values = vars(row), []
    for slot in slots:
        value = held.get(slot.name, held)  # what was not read is in no row
        values.append(value if type(value) in slot.plain else slot.prepared(row, database, add=add))
    return values


def _columns(
    rows: Sequence[models.Model], slots: list[Slot], database: Any, *, add: bool
) -> tuple[list[list[Any]], list[bool]]:
    """One list a column, as PostgreSQL's driver takes it, and whether all rows have the same there.

    Most hold nothing that must be prepared; what several rows hold is put into JSON once.
    """
    columns, same, names = [], [], [slot.name for slot in slots]
    try:
        found = zip(*map(itemgetter(*names), map(vars, rows)), strict=True)
    except KeyError:  # what was not read is in no row
        found = zip(*([held.get(name, held) for name in names] for held in map(vars, rows)), strict=True)
    for slot, column in zip(slots, map(list, found), strict=True):
        alike = column.count(column[0]) == len(column)
        if not slot.plain.issuperset(map(type, column[:1] if alike else column)):
            if all(value is column[0] for value in column):
                column = [slot.prepared(rows[0], database, add=add)] * len(rows)
            elif slot.is_json:
                words = list(map(repr, column))
                said = {
                    word: slot.prepared(row, database, add=add)
                    for word, row in dict(zip(words, rows, strict=True)).items()
                }
                column = [said[word] for word in words]
            else:
                column = [slot.prepared(row, database, add=add) for row in rows]
            alike = column.count(column[0]) == len(column)
        columns.append(column)
        same.append(alike)
    return columns, same


def _parted(columns: list[list[Any]], alike: Alike) -> list[Any]:
    """What every row has alike, once, then the rest row by row: SQLite binds each value it is given."""
    once = [column[0] for column, same in zip(columns, alike, strict=True) if same]
    rest = [column for column, same in zip(columns, alike, strict=True) if not same]
    return [*once, *chain.from_iterable(zip(*rest, strict=True))]


def _written(row: models.Model, key: int) -> None:
    state, vars(row)[row._meta.pk.attname] = row._state, key
    state.adding, state.db = False, DEFAULT_DB_ALIAS


@cache
def names_of(model: type[models.Model]) -> dict[str, str]:
    """The fields of a model beside its key, by where its rows hold them."""
    return {field.attname: field.name for field in fields_of(model)}


@cache
def _blank(
    model: type[models.Model],
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], list[tuple[str, str]]]:
    """A row of which nothing is given: its constant defaults, those to be made, its foreign keys and where they are."""
    fields = fields_of(model)
    made = [(f.attname, f.default) for f in fields if f.has_default() and callable(f.default)]
    constant = {f.attname: f.get_default() for f in fields} | dict.fromkeys(dict(made))
    return (
        {model._meta.pk.attname: None, **constant},
        made,
        [(f.name, f.attname) for f in fields if f.is_relation],
    )
