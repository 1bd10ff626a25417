"""What an address or a form says besides its form: any text at all, read without ever failing."""

from __future__ import annotations

LONGEST = 18  # digits: every key of the house has fewer


def number(text: str | None) -> int | None:
    """The whole number written there; None for anything else, however it looks like one."""
    plain = text or ""
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= LONGEST else None
