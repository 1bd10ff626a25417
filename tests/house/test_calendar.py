"""One calendar: whoever counts days in the house counts them by the calendar in force (docs/adr/0008)."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("disputes", "mediation", "arbitration", "casebook", "config")
KNOW_THE_PACKAGE = {"disputes/calendars.py", "disputes/management/commands/law.py"}
COUNTS = {"due", "judge"}  # of `periods` and `limitation`
MODULES = {"periods", "limitation"}


def sources():
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            place = path.relative_to(ROOT).as_posix()
            if not place.startswith("disputes/rules/") and "/migrations/" not in place:
                yield place, ast.parse(path.read_text("utf-8"))


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "disputes.rules.calendar":
            yield from (name.name for name in node.names)


def test_nobody_but_the_provider_knows_the_calendar_of_the_package():
    assert {place for place, tree in sources() if "PUBLISHED" in imported(tree)} == KNOW_THE_PACKAGE


def test_every_day_of_the_house_is_counted_by_a_calendar_that_is_named():
    silent = [
        f"{place}:{node.lineno}"
        for place, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in COUNTS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in MODULES
        and "calendar" not in {keyword.arg for keyword in node.keywords}
    ]
    assert silent == []
