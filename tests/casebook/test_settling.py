"""Findings that overlap: which keeps its ground, and what settling many of them costs."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.redact.spans import LIKELY, STRONG, Finding, settle

FINDINGS = st.lists(
    st.builds(
        lambda start, length, kind, rank: Finding(start, start + length, kind, "", rank),
        st.integers(0, 60),
        st.integers(1, 12),
        st.sampled_from(["PERSON", "ORG", "PHONE", "CASE_NO", "ADDRESS"]),
        st.sampled_from([LIKELY, STRONG]),
    ),
    max_size=30,
)


@given(FINDINGS)
def test_each_place_belongs_to_the_strongest_finding_that_holds_it(findings: list[Finding]) -> None:
    """Place by place: names are taken whole or not at all, of others what a stronger one left."""
    held: dict[int, Finding] = {}
    for finding in sorted(findings, key=lambda f: (-f.rank, f.start - f.end, f.start)):
        places = range(finding.start, finding.end)
        cut = any(at in held and held[at].type != "CASE_NO" for at in places)
        if not (cut and finding.type in {"PERSON", "ORG"}):
            held |= {at: finding for at in places if at not in held}
    settled = settle(findings)
    assert {at: (f.type, f.rank) for f in settled for at in range(f.start, f.end)} == {
        at: (f.type, f.rank) for at, f in held.items()
    }
    assert all(one.end <= following.start for one, following in pairwise(settled))


def test_twice_as_many_findings_are_twice_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long list of names is settled by looking at what stands near, not at all that was found."""
    looked = [0]
    overlaps = Finding.overlaps

    def counted(finding: Finding, start: int, end: int) -> bool:
        looked[0] += 1
        return overlaps(finding, start, end)

    monkeypatch.setattr(Finding, "overlaps", counted)

    def work(number: int) -> int:
        looked[0] = 0
        assert len(settle(Finding(5 * n, 5 * n + 2, "PERSON", "") for n in range(number))) == number
        return looked[0]

    assert work(800) <= 2.5 * work(400) + 10
