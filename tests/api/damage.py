"""A good body with a few places changed, taken away or doubled: what gets past the description into the house."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

NASTY = (
    "", "\0", "\ud800", "a\0b", "２０２６", "²", "-1", "1e400", "9" * 70, "0001-01-01", "9999-12-31", "2026-W01-1",
    "2026-02-30", "=1+1", "' OR 1=1 --", "../..", "%00", "{{1}}", "x" * 3000, "open:1,joint:-1", "open:²",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=()), max_size=12))
WHOLE = st.one_of(
    st.integers(-3, 9), st.sampled_from((2**31, 2**63, -(2**63) - 1, 2**64, 10**70)), st.integers()
)
PLAIN = st.one_of(
    st.none(), st.booleans(), WHOLE, st.floats(), TEXTS, st.dates().map(str), st.uuids().map(str)
)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def damaged(draw: Any, good: Any) -> Any:
    """The same with one to three places changed, taken away or doubled."""
    whole = [copy.deepcopy(good)]
    for _n in range(draw(st.integers(1, 3))):
        holder, place = draw(st.sampled_from(list(places(whole))))
        what = draw(st.sampled_from(("change", "change", "drop", "more")))
        if what == "drop" and holder is not whole:
            del holder[place]
        elif what == "more" and isinstance(holder[place], list):
            holder[place] += [*copy.deepcopy(holder[place]), draw(PLAIN)]
        elif what == "more" and isinstance(holder[place], dict):
            holder[place][draw(st.sampled_from(("x", "on", "id", "served", "party")))] = draw(ANYTHING)
        else:
            holder[place] = draw(ANYTHING)
    return whole[0]


def places(holder: Any) -> Any:
    """Every (holder, key) in it."""
    for place, value in enumerate(holder) if isinstance(holder, list) else holder.items():
        yield holder, place
        if isinstance(value, (list, dict)):
            yield from places(value)
