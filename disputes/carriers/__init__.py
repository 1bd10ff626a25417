"""Who carries papers and messages for the house: a courier and a sender of text messages, each behind one interface.

`settings.CARRIERS` names the class of each; without one, papers are served by hand and nobody is reminded. The local
ones are for a demo: they report what nobody delivered, so production never has them unless it names them itself.
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


def courier() -> Courier | None:
    """None where the house has not been given one."""
    return _made(settings.CARRIERS["courier"]) if "courier" in settings.CARRIERS else None


def texter() -> Texter | None:
    return _made(settings.CARRIERS["sms"]) if "sms" in settings.CARRIERS else None
