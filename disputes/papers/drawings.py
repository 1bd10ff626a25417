"""A signature drawn on the screen: what counts as one, and how it is kept and printed."""

from __future__ import annotations

import base64
import io

from PIL import Image

from disputes.papers.refusal import Rejected
from disputes.papers.sniff import accept

MOST = 200_000  # bytes of one signature
WIDEST, HIGHEST = 1200, 600  # pixels; the page draws 600 by 200


def is_a_drawing(png: bytes) -> bool:
    """A small picture that opens, is nothing but a picture, and on which something was drawn."""
    if len(png) > MOST:
        return False
    try:
        if accept("signature.png", png).extension != "png":
            return False
    except Rejected:
        return False
    with Image.open(io.BytesIO(png)) as picture:
        if picture.width > WIDEST or picture.height > HIGHEST:
            return False
        bands = picture.convert("RGBA").split()
    return any(len(set(band.tobytes())) > 1 for band in bands)


def encoded(png: bytes) -> str:
    return base64.b64encode(png).decode()
