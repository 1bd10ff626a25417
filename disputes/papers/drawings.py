"""Signatures drawn on a screen: small pictures, kept with who signed and when."""

from __future__ import annotations

import base64

from disputes.papers.refusal import Rejected
from disputes.papers.sniff import accept

MOST_DRAWN = 200_000  # bytes of one signature


def is_a_drawing(png: bytes) -> bool:
    """A small picture that opens and is nothing but a picture."""
    if len(png) > MOST_DRAWN:
        return False
    try:
        return accept("signature.png", png).extension == "png"
    except Rejected:
        return False


def encoded(png: bytes) -> str:
    return base64.b64encode(png).decode()


def decoded(given: str) -> bytes:
    """What a page sent: base64, with or without the head of a data address. ValueError if it is none."""
    return base64.b64decode(given.removeprefix("data:image/png;base64,"), validate=True)


def shown(kept: str) -> str:
    """The drawn signature as an address of its own data; empty when the name was typed."""
    return f"data:image/png;base64,{kept}" if kept else ""
