"""The statements of `rows`, composed once per model and shape, and how a column's values go in and come out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import count as count_from
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection, models
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


@cache
def fields_of(model: type[models.Model]) -> list[Any]:
    """The columns of a model beside its key."""
    return [field for field in model._meta.concrete_fields if not field.primary_key]


Alike = tuple[bool, ...]  # of each column, whether all rows have the same value there


class Reader:
    """Makes an object of a model from its columns of a row, beginning at `offset`, as the ORM would make it."""

    def __init__(
        self, model: type[models.Model], alias: str, offset: int, without: tuple[str, ...] = ()
    ) -> None:
        self.model = model
        self.fields: list[Any] = [f for f in model._meta.concrete_fields if f.name not in without]
        self.names = [*(field.attname for field in self.fields), "_state"]
        self.part = slice(offset, offset + len(self.fields))
        columns = [Col(alias, field) for field in self.fields]
        self.converters = [(at, c, col) for at, col in enumerate(columns) for c in _converters(col)]
        self.sql = ", ".join(f"{alias}.{quoted(field.column)}" for field in self.fields)

    def read(self, found: Sequence[Sequence[Any]], database: Any) -> list[Any]:
        """Column by column: of many rows most hold the same day, or none."""
        if not found:
            return []
        columns = list[Sequence[Any]](zip(*found, strict=True))[self.part]
        for at, convert, column in self.converters:
            columns[at] = _converted(columns[at], convert, column, database)
        rows = [self.model.__new__(self.model) for _row in found]
        for row, values in zip(rows, zip(*columns, [Kept() for _row in found], strict=True), strict=True):
            vars(row).update(zip(self.names, values))  # noqa: B905
        return rows


class Kept(ModelState):
    """The state of a row that the database holds."""

    adding = False
    db = DEFAULT_DB_ALIAS


def _converters(column: Col) -> list[Any]:
    if type(column.target) is models.JSONField and column.target.decoder is None:
        return [_from_json]
    return [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]


DECODER = json.JSONDecoder()


def _from_json(value: str | None, column: Col, database: Any) -> Any:
    """What the field's converter gives, with a third of its calls: the database holds JSON and nothing around it."""
    return None if value is None else DECODER.raw_decode(value)[0]


def _converted(values: Sequence[Any], convert: Any, column: Any, database: Any) -> Sequence[Any]:
    if type(column.target) not in AS_THEY_ARE:  # what may be changed in place is each row's own
        return [convert(value, column, database) for value in values]
    known = {value: convert(value, column, database) for value in set(values)}
    return [known[value] for value in values]


class Slot(NamedTuple):
    """A column to be written: where the row keeps its value, and the types that go in as they are."""

    name: str
    plain: frozenset[type]
    field: Any

    @property
    def is_json(self) -> bool:
        return type(self.field) is models.JSONField

    def prepared(self, row: models.Model, database: Any, *, add: bool) -> Any:
        value = self.field.pre_save(row, add)
        if type(value) is dict and self.is_json:
            return database.ops.adapt_json_value(value, self.field.encoder)
        return self.field.get_db_prep_save(value, database)


def slots(fields: Iterable[Any]) -> list[Slot]:
    return [Slot(field.attname, _plain(field), field) for field in fields]


def _plain(field: Any) -> frozenset[type]:
    if isinstance(field, models.JSONField):
        return frozenset()  # its None may be JSON's own null
    return frozenset({type(None), AS_THEY_ARE.get(type(field), type(None))})


def quoted(name: Any) -> str:
    return connection.ops.quote_name(name)


def key_of(model: type[models.Model]) -> str:
    return quoted(model._meta.pk.column)


def table(model: type[models.Model]) -> str:
    return quoted(model._meta.db_table)


Along = tuple[
    tuple[str, tuple[str, ...]], ...
]  # foreign keys, none of them ever empty, and the fields left out


@cache
def reading(model: type[models.Model], without: tuple[str, ...], along: Along) -> tuple[str, list[Reader]]:
    """The beginning of a statement that reads rows, and what those of these foreign keys lead to, with its readers."""
    readers, tables = [Reader(model, "own", 0, without)], f"{table(model)} own"
    for name, left_out in along:
        key: Any = model._meta.get_field(name)
        other = Reader(key.related_model, quoted(name), readers[-1].part.stop, left_out)
        meets = f"{quoted(name)}.{key_of(other.model)} = own.{quoted(key.column)}"
        readers, tables = [*readers, other], f"{tables} JOIN {table(other.model)} {quoted(name)} ON {meets}"
    return f"SELECT {', '.join(reader.sql for reader in readers)} FROM {tables}", readers  # noqa: S608


@cache
def insertion(model: type[models.Model]) -> tuple[str, list[Slot]]:
    fields = fields_of(model)
    columns = ", ".join(quoted(field.column) for field in fields)
    sql = f"INSERT INTO {table(model)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    if connection.vendor == "sqlite":
        return sql, slots(fields)
    return f"{sql} RETURNING {key_of(model)}", slots(fields)


@cache
def change(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[Slot]]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    sets = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    sql = f"UPDATE {table(model)} SET {sets} WHERE {key_of(model)} = %s"  # noqa: S608
    return sql, slots([*fields, model._meta.pk])


@lru_cache(maxsize=512)
def grouped_insertion(model: type[models.Model], alike: Alike, count: int) -> str:
    """One statement for many rows: what they have alike, then the rest of each."""
    head = insertion(model)[0].partition(" VALUES ")[0]
    chosen, given = _given(alike, count)
    return f"{head} SELECT {', '.join(chosen)} FROM {given} RETURNING {key_of(model)}"  # noqa: S608


@lru_cache(maxsize=512)
def grouped_change(model: type[models.Model], names: tuple[str, ...], alike: Alike, count: int) -> str:
    """One statement for many rows, their keys last: what is set alike, then the rest of each."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    (*chosen, key), given = _given(alike, count)
    sets = ", ".join(f"{quoted(f.column)} = {value}" for f, value in zip(fields, chosen, strict=True))
    return f"UPDATE {table(model)} AS own SET {sets} FROM {given} WHERE own.{key_of(model)} = {key}"  # noqa: S608


def _given(alike: Alike, count: int) -> tuple[list[str], str]:
    """Where each column's value comes from, and the list of those that differ: SQLite calls its columns column1 …"""
    own, nth = alike.count(False), count_from(1)
    group = f"({', '.join(['%s'] * own)})"
    chosen = ["%s" if same else f"given.column{next(nth)}" for same in alike]
    return chosen, f"(VALUES {', '.join([group] * count)}) given"


@cache
def listed_insertion(model: type[models.Model]) -> str:
    """One statement for many rows, from one list a column."""
    fields = fields_of(model)
    columns = ", ".join(quoted(field.column) for field in fields)
    return (
        f"INSERT INTO {table(model)} ({columns}) SELECT {columns} FROM unnest({_lists(fields)}) "  # noqa: S608
        f"WITH ORDINALITY given({columns}, nth) ORDER BY nth RETURNING {key_of(model)}"
    )


@cache
def listed_change(model: type[models.Model], names: tuple[str, ...]) -> str:
    """One statement for many rows, from one list a column and the list of their keys."""
    fields: list[Any] = [*map(model._meta.get_field, names), model._meta.pk]
    columns = [quoted(field.column) for field in fields]
    sets = ", ".join(f"{column} = given.{column}" for column in columns[:-1])
    return (
        f"UPDATE {table(model)} own SET {sets} FROM unnest({_lists(fields)}) given({', '.join(columns)}) "  # noqa: S608
        f"WHERE own.{columns[-1]} = given.{columns[-1]}"
    )


def _lists(fields: Iterable[Any]) -> str:
    # Without its length: a cast to varchar(64) would cut the value, an assignment refuses it.
    return ", ".join(f"%s::{field.db_type(connection).partition('(')[0]}[]" for field in fields)


@cache
def bulk_change(
    model: type[models.Model], names: tuple[str, ...], shape: tuple[tuple[str, int | None], ...]
) -> tuple[str, list[Any], list[Any]]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    asked: list[Any] = [model._meta.get_field(name) for name, _size in shape]
    tests = [_test(field.column, size) for field, (_name, size) in zip(asked, shape, strict=True)]
    sets = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    return f"UPDATE {table(model)} SET {sets} WHERE {' AND '.join(tests)}", fields, asked  # noqa: S608


def _test(column: str, size: int | None) -> str:
    if size is None:
        return f"{quoted(column)} IS NULL"
    return f"{quoted(column)} IN ({', '.join(['%s'] * size)})"
