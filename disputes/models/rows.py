"""Rows of the core written and read by statements composed once.

A step writes the same few rows every time; the ORM would spend ten times longer on composing the statements than the
database on running them. Values go through the fields as ever (encryption, JSON, time zones). No signal is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.base import ModelState
from django.db.models.expressions import Col

from disputes.steps import Stages

# Values of exactly this type go into a column of exactly this field as they are; all others are the field's business.
AS_THEY_ARE: dict[type, type] = {
    models.BigAutoField: int,
    models.BigIntegerField: int,
    models.BooleanField: bool,
    models.CharField: str,
    models.DateField: date,
    models.ForeignKey: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    Stages: str,
    models.TextField: str,
}


def fresh(model: type[models.Model], **given: Any) -> Any:
    """A row to be written, of what is given (foreign keys by object or by key) and the defaults of the rest."""
    row = model.__new__(model)
    held = vars(row)
    constant, made, keys = _blank(model)
    held.update(constant, _state=ModelState())
    for name, make in made:
        if name not in given:
            held[name] = make()
    for name, value in given.items():
        if key := keys.get(name):
            held[key.attname] = value and value.pk
            key.set_cached_value(row, value)
        elif name in constant:
            held[name] = value
        else:
            raise TypeError(f"{model._meta.label} has no {name}")
    return row


def insert(row: models.Model) -> None:
    """Write a fresh row and give it its key."""
    sql, slots = _insertion(type(row))
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
    slots = _insertion(model)[1]
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        columns = _columns(part, slots, database, add=True)
        with database.cursor() as cursor:
            if database.vendor == "sqlite":
                cursor.execute(_grouped_insertion(model, len(part)), _row_by_row(columns))
            else:
                cursor.execute(_listed_insertion(model), columns)
            for row, (pk,) in zip(part, cursor.fetchall(), strict=True):
                _written(row, pk)


def update(rows: Sequence[models.Model], names: Iterable[str], size: int = 500) -> None:
    """Write these fields of rows of one model in statements of `size`: each opens a journal of its own on SQLite."""
    names = tuple(names)
    database = connections[DEFAULT_DB_ALIAS]
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        model = type(part[0])
        sql, slots = _change(model, names)
        with database.cursor() as cursor:
            if len(part) == 1:
                cursor.execute(sql, _values(part[0], slots, database, add=False))
                continue
            columns = _columns(part, slots, database, add=False)
            if database.vendor == "sqlite":
                cursor.execute(_grouped_change(model, names, len(part)), _row_by_row(columns))
            else:
                cursor.execute(_listed_change(model, names), columns)


def change(model: type[models.Model], where: dict[str, Any], **values: Any) -> int:
    """Set these columns of every row that fits: a list fits any of its members, None what is empty. How many."""
    shape = tuple(
        (name, len(v) if isinstance(v, list) else None if v is None else 1) for name, v in where.items()
    )
    sql, fields, asked = _bulk_change(model, tuple(values), shape)
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
    sql, readers = _locking(model, via)
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk])
        found = cursor.fetchone()
    if found is None:
        raise model.DoesNotExist(f"{model._meta.label} {pk}")  # type: ignore[attr-defined]
    row = readers[0].read(found, connections[DEFAULT_DB_ALIAS])
    if via:
        setattr(row, via, readers[1].read(found, connections[DEFAULT_DB_ALIAS]))
    return row


def by_key(model: type[models.Model], keys: Sequence[int], *, only: Sequence[str] = ()) -> dict[int, Any]:
    """The rows of these keys; `only` these fields are read at once, if any are named."""
    if not keys:
        return {}
    found = select(model, f"WHERE {among(_key(model), keys)}", values(keys), without=beside(model, only))
    return {row.pk: row for row in found}


def locked_all(model: type[models.Model], keys: Sequence[int], *, only: Sequence[str] = ()) -> dict[int, Any]:
    """The rows of these keys, locked in the order of the keys; `only` as above. Call inside a transaction."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    rest = f"WHERE {among(_key(model), keys)} ORDER BY own.{_key(model)}{lock}"
    return {row.pk: row for row in select(model, rest, values(keys), without=beside(model, only))}


def attach(rows: Sequence[models.Model], name: str, *, only: Sequence[str] = ()) -> None:
    """Read what this foreign key of the rows leads to, for all at once; `only` these fields, if any are named."""
    if not rows:
        return
    key: Any = type(rows[0])._meta.get_field(name)
    keys = {vars(row)[key.attname] for row in rows} - {None}
    others = {None: None, **by_key(key.related_model, list(keys), only=only)}
    for row in rows:
        key.set_cached_value(row, others[vars(row)[key.attname]])


def select(
    model: type[models.Model], rest: str, given: Sequence[Any] = (), *, without: tuple[str, ...] = ()
) -> list[Any]:
    """The rows that `rest` chooses: `WHERE own.… ORDER BY …`. Fields left out are read when they are asked for."""
    reader = _reading(model, without)
    sql = f"SELECT {reader.sql} FROM {_table(model)} own {rest}"  # noqa: S608
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(sql, given)
        return [reader.read(found, database) for found in cursor.fetchall()]


def tuples(
    model: type[models.Model], names: Sequence[str], rest: str, given: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """The same without objects: of the rows that `rest` chooses, these columns as the database gives them."""
    columns = ", ".join(f"own.{_quoted(model._meta.get_field(name).column)}" for name in names)  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {_table(model)} own {rest}", given)  # noqa: S608
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


class Reader:
    """Makes an object of a model from its columns of a row, beginning at `offset`, as the ORM would make it."""

    def __init__(
        self, model: type[models.Model], alias: str, offset: int, without: tuple[str, ...] = ()
    ) -> None:
        self.model = model
        self.fields: list[Any] = [f for f in model._meta.concrete_fields if f.name not in without]
        self.names = [field.attname for field in self.fields]
        self.part = slice(offset, offset + len(self.fields))
        columns = [Col(alias, field) for field in self.fields]
        found = [connection.ops.get_db_converters(c) + c.get_db_converters(connection) for c in columns]
        self.converters = [
            (n, c, col) for n, col, each in zip(self.names, columns, found, strict=True) for c in each
        ]
        self.sql = ", ".join(f"{alias}.{_quoted(field.column)}" for field in self.fields)

    def read(self, row: Sequence[Any], database: Any) -> Any:
        made = self.model.__new__(self.model)
        held = vars(made)
        held.update(zip(self.names, row[self.part], strict=True))
        for name, convert, column in self.converters:
            held[name] = convert(held[name], column, database)
        held["_state"] = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        return made


class Slot(NamedTuple):
    """A column to be written: where the row keeps its value, and the types that go in as they are."""

    name: str
    plain: frozenset[type]
    field: Any

    def prepared(self, row: models.Model, database: Any, *, add: bool) -> Any:
        return self.field.get_db_prep_save(self.field.pre_save(row, add), database)


def _slots(fields: Iterable[Any]) -> list[Slot]:
    return [Slot(field.attname, _plain(field), field) for field in fields]


def _plain(field: Any) -> frozenset[type]:
    if isinstance(field, models.JSONField):
        return frozenset()  # its None may be JSON's own null
    return frozenset({type(None), AS_THEY_ARE.get(type(field), type(None))})


def _values(row: models.Model, slots: list[Slot], database: Any, *, add: bool) -> list[Any]:
    held, values = vars(row), []
    for slot in slots:
        value = held.get(slot.name, held)  # what was not read is in no row
        values.append(value if type(value) in slot.plain else slot.prepared(row, database, add=add))
    return values


def _columns(rows: Sequence[models.Model], slots: list[Slot], database: Any, *, add: bool) -> list[list[Any]]:
    """One list a column: most hold nothing that must be prepared, and PostgreSQL's driver takes a list as it is."""
    columns, all_held = [], [vars(row) for row in rows]
    for slot in slots:
        column = [held.get(slot.name, held) for held in all_held]
        if not slot.plain.issuperset(map(type, column)):
            if all(value is column[0] for value in column):
                column = [slot.prepared(rows[0], database, add=add)] * len(rows)
            else:
                column = [slot.prepared(row, database, add=add) for row in rows]
        columns.append(column)
    return columns


def _row_by_row(columns: list[list[Any]]) -> list[Any]:
    return list(chain.from_iterable(zip(*columns, strict=True)))


def _written(row: models.Model, key: int) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _quoted(name: Any) -> str:
    return connection.ops.quote_name(name)


def _key(model: type[models.Model]) -> str:
    return _quoted(model._meta.pk.column)


@cache
def fields_of(model: type[models.Model]) -> list[Any]:
    """The columns of a model beside its key."""
    return [field for field in model._meta.concrete_fields if not field.primary_key]


@cache
def _blank(
    model: type[models.Model],
) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], dict[str, Any]]:
    """A row of which nothing is given: its constant defaults, those to be made, and its foreign keys by name."""
    fields = fields_of(model)
    made = [(f.attname, f.default) for f in fields if f.has_default() and callable(f.default)]
    constant = {f.attname: f.get_default() for f in fields} | dict.fromkeys(dict(made))
    return {model._meta.pk.attname: None, **constant}, made, {f.name: f for f in fields if f.is_relation}


def _table(model: type[models.Model]) -> str:
    return _quoted(model._meta.db_table)


@cache
def _reading(model: type[models.Model], without: tuple[str, ...]) -> Reader:
    return Reader(model, "own", 0, without)


@cache
def _insertion(model: type[models.Model]) -> tuple[str, list[Slot]]:
    fields = fields_of(model)
    columns = ", ".join(_quoted(field.column) for field in fields)
    sql = f"INSERT INTO {_table(model)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    if connection.vendor == "sqlite":
        return sql, _slots(fields)
    return f"{sql} RETURNING {_key(model)}", _slots(fields)


@cache
def _change(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[Slot]]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    sets = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    sql = f"UPDATE {_table(model)} SET {sets} WHERE {_key(model)} = %s"  # noqa: S608
    return sql, _slots([*fields, model._meta.pk])


@cache
def _grouped_insertion(model: type[models.Model], count: int) -> str:
    head, values, group = _insertion(model)[0].partition(" VALUES ")
    return f"{head}{values}{', '.join([group] * count)} RETURNING {_key(model)}"


@cache
def _grouped_change(model: type[models.Model], names: tuple[str, ...], count: int) -> str:
    """One statement for many rows, their keys last; SQLite calls the columns of a list column1, column2 …"""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    columns = [_quoted(field.column) for field in fields]
    sets = ", ".join(f"{column} = given.column{n}" for n, column in enumerate(columns, 1))
    group = f"({', '.join(['%s'] * (len(columns) + 1))})"
    return (
        f"UPDATE {_table(model)} AS own SET {sets} FROM (VALUES {', '.join([group] * count)}) given "  # noqa: S608
        f"WHERE own.{_key(model)} = given.column{len(columns) + 1}"
    )


@cache
def _listed_insertion(model: type[models.Model]) -> str:
    """One statement for many rows, from one list a column."""
    fields = fields_of(model)
    columns = ", ".join(_quoted(field.column) for field in fields)
    return (
        f"INSERT INTO {_table(model)} ({columns}) SELECT {columns} FROM unnest({_lists(fields)}) "  # noqa: S608
        f"WITH ORDINALITY given({columns}, nth) ORDER BY nth RETURNING {_key(model)}"
    )


@cache
def _listed_change(model: type[models.Model], names: tuple[str, ...]) -> str:
    """One statement for many rows, from one list a column and the list of their keys."""
    fields: list[Any] = [*map(model._meta.get_field, names), model._meta.pk]
    columns = [_quoted(field.column) for field in fields]
    sets = ", ".join(f"{column} = given.{column}" for column in columns[:-1])
    return (
        f"UPDATE {_table(model)} own SET {sets} FROM unnest({_lists(fields)}) given({', '.join(columns)}) "  # noqa: S608
        f"WHERE own.{columns[-1]} = given.{columns[-1]}"
    )


def _lists(fields: Iterable[Any]) -> str:
    # Without its length: a cast to varchar(64) would cut the value, an assignment refuses it.
    return ", ".join(f"%s::{field.db_type(connection).partition('(')[0]}[]" for field in fields)


@cache
def _bulk_change(
    model: type[models.Model], names: tuple[str, ...], shape: tuple[tuple[str, int | None], ...]
) -> tuple[str, list[Any], list[Any]]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    asked: list[Any] = [model._meta.get_field(name) for name, _size in shape]
    tests = [_test(field.column, size) for field, (_name, size) in zip(asked, shape, strict=True)]
    sets = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    return f"UPDATE {_table(model)} SET {sets} WHERE {' AND '.join(tests)}", fields, asked  # noqa: S608


def _test(column: str, size: int | None) -> str:
    if size is None:
        return f"{_quoted(column)} IS NULL"
    return f"{_quoted(column)} IN ({', '.join(['%s'] * size)})"


@cache
def _locking(model: type[models.Model], via: str) -> tuple[str, list[Reader]]:
    own, pk = Reader(model, "own", 0), _key(model)
    readers, tables, order = [own], f"{_table(model)} own", "own"
    if via:
        key: Any = model._meta.get_field(via)
        other = Reader(key.related_model, "other", len(own.fields))
        meets = f"other.{_key(other.model)} = own.{_quoted(key.column)}"
        readers, tables, order = (
            [own, other],
            f"{tables} JOIN {_table(other.model)} other ON {meets}",
            "other, own",
        )
    lock = f" FOR UPDATE OF {order}" if connection.features.has_select_for_update else ""
    columns = ", ".join(reader.sql for reader in readers)
    return f"SELECT {columns} FROM {tables} WHERE own.{pk} = %s{lock}", readers  # noqa: S608
