"""Every trap the practitioners named has at least one test that names it."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"def test_trap_(\d\d)_")


def test_every_one_of_the_fifty_traps_is_named_by_a_test():
    found = {
        int(n) for path in TESTS.rglob("test_*.py") for n in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert sorted(set(range(1, 51)) - found) == []
