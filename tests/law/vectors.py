"""A line of the deadline tables: what was asked of the law, and the last day it must give."""

import datetime as dt
from dataclasses import dataclass, field

from disputes.rules.periods import due
from disputes.rules.words import date_zh

LONGER = {"extended": True}


def on(text):
    return dt.date.fromisoformat(text)


@dataclass
class Vector:
    """`raw` is the day before the roll, where it differs from `due`."""

    id: str
    code: str
    start: str
    due: str
    raw: str = ""
    more: dict = field(default_factory=dict)
    provisional: bool = False

    def __str__(self):
        return self.id


def restarted(day):
    return {"restarts": [on(day)]}


def paused(first, last):
    return {"pauses": [(on(first), on(last))]}


def holds(vector):
    """The period ends where the fact sheet says, told in both languages and with its articles."""
    found = due(vector.code, on(vector.start), **vector.more)
    assert found.due == on(vector.due)
    assert found.raw_due == on(vector.raw or vector.due)
    assert found.provisional is vector.provisional
    assert found.law
    assert date_zh(on(vector.due)) in " ".join(found.explain("zh"))
    assert vector.due in " ".join(found.explain("en"))
