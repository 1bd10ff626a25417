"""The expectations (ux) and the threats that have a number have a test that says so in its name."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
NAMED = re.compile(r"def test_(ux|threat)((?:_\d\d)+)_")
# Of the thirty threats, those an issue names; 23, 25, 26 and 29 are tested under other names or not yet.
UX = {*range(3, 11), *range(12, 18), *range(19, 32), *range(32, 41)} - {5, 18}
THREATS = {*range(1, 23), 24, 27, 28, 30}


def numbered() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {"ux": set(), "threat": set()}
    for path in TESTS.rglob("test_*.py"):
        for series, numbers in NAMED.findall(path.read_text("utf-8")):
            found[series] |= {int(number) for number in numbers.strip("_").split("_")}
    return found


def test_every_number_has_a_test_of_its_name():
    found = numbered()
    assert sorted(UX - found["ux"]) == []
    assert sorted(THREATS - found["threat"]) == []


def test_no_name_leaves_open_of_which_series_its_number_is():
    bare = re.compile(r"def test_\d+_|def test_(?:ux|threat)_\d_")
    assert [path.name for path in TESTS.rglob("test_*.py") if bare.search(path.read_text("utf-8"))] == []


def test_no_number_is_beyond_its_series():
    found = numbered()
    assert found["ux"] <= set(range(1, 41)) and found["threat"] <= set(range(1, 31))


def test_the_tables_of_the_documents_name_files_that_hold_such_tests():
    for series, page in (("ux", "ux.md"), ("threat", "threats.md")):
        said = (
            (TESTS.parent / "docs" / page).read_text("utf-8").partition("## Where each number is tested")[2]
        )
        rows = re.findall(r"^\| (\d+) \| (.+) \|$", said, re.MULTILINE)
        assert [int(number) for number, _where in rows] == list(range(1, len(rows) + 1)) and len(rows) in (
            30,
            40,
        )
        for number, where in rows:
            for name in re.findall(r"[\w/]+\.py", where):
                held = NAMED.findall((TESTS / name).read_text("utf-8"))
                numbers = {n for one, many in held if one == series for n in many.strip("_").split("_")}
                assert f"{int(number):02}" in numbers, (page, number, name)
