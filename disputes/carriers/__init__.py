"""Who carries papers and messages for the house: a courier and a sender of text messages, each behind one interface.

`settings.CARRIERS` names the class of each; the local ones need nothing and carry nothing out of the house.
A carrier is asked between transactions, by `tick`, with a key that stays the same when it is asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from datetime import date


class CarrierDown(Exception):
    """The carrier could not be reached or did not take it: nothing is lost, the next round asks again."""


@dataclass(frozen=True)
class Parcel:
    """One paper to one addressee. `key` is the same when the same parcel is handed over again."""

    key: str
    code: str
    title: str
    addressee: str
    address: str
    phone: str


@dataclass(frozen=True)
class Progress:
    """How it ended: handed over on that day, with who signed; or brought back, with the reason."""

    delivered: bool
    on: date
    words: str


class Courier(Protocol):
    def hand_over(self, parcel: Parcel) -> str:
        """The tracking number. Raises CarrierDown."""

    def track(self, number: str) -> Progress | None:
        """None while it is under way. Raises CarrierDown."""


class Texter(Protocol):
    def send(self, key: str, phone: str, text: str) -> None:
        """One text message; the same key twice sends it once. Raises CarrierDown."""


@cache
def _made(path: str) -> Any:
    return import_string(path)()


def courier() -> Courier:
    return _made(settings.CARRIERS["courier"])  # type: ignore[no-any-return]


def texter() -> Texter:
    return _made(settings.CARRIERS["sms"])  # type: ignore[no-any-return]
