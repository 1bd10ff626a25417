"""The published JSON Schemas (2020-12) of what a package says in data: at `/court/schemas/` and in every package.

A change that a reader could notice gets a new number in `format` and a new file; the old file stays.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "published"


@cache
def published() -> dict[str, bytes]:
    """File name -> JSON Schema."""
    return {each.name: each.read_bytes() for each in sorted(FOLDER.glob("*.json"))}


def in_package() -> dict[str, bytes]:
    """As they lie beside the payload."""
    return {f"schemas/{name}": content for name, content in published().items()}
