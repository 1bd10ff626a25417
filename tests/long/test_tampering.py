"""docs/threats.md 15 at full size: a thousand changes, each found at its entry."""

import os

import pytest

from tests.disputes.tampering import missed
from tests.disputes.test_tampering import chains

__all__ = ["chains"]
pytestmark = [pytest.mark.long, pytest.mark.django_db]
CHANGES = 1000 if os.environ.get("SCALE") == "full" else 200


def test_threat_15_a_thousand_changes_are_found_each_at_its_entry(chains):
    assert missed(chains, CHANGES) == []
