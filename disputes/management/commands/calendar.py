"""Load a holiday notice, or look at the calendar in force."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from disputes import calendars
from disputes.acts import NotLawful
from disputes.notices.preview import preview
from disputes.notices.recount import catch_up, load
from disputes.rules.fields import text, year
from disputes.rules.notices import Notice, faults_of_rest, faults_of_work, read
from disputes.rules.words import RuleError


class Command(BaseCommand):
    """The file holds one object or a list of them: `{"year", "number", "rest": ["2027-02-05~2027-02-12"], "work": []}`."""

    help = "Load holiday notices from a JSON file; without one, count anew what no notice reached yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--check", action="store_true", help="only say what it would change")

    def handle(self, *, file: Path | None, check: bool, **options: Any) -> None:
        refused = 0
        for asked in _notices(file) if file else ():
            try:
                notice = _read(asked)
                self._check(notice) if check else self._load(notice)
            except (RuleError, NotLawful) as error:
                refused += 1
                self.stderr.write(f"{asked.get('year')}: {error}")
        counted = check or catch_up()
        self.stdout.write(f"calendar {calendars.in_force().version}")
        if refused or not counted:
            left = "" if counted else "; some time limits could not be counted, the log says why"
            raise CommandError(f"{refused} notices refused{left}", returncode=1)

    def _check(self, notice: Notice) -> None:
        found = preview(notice)
        for line in found.changed:
            words = f"earlier {line.earlier}, later {line.later}, confirmed {line.confirmed}"
            self.stdout.write(f"{line.office} · {line.title}: {words}")
        for words, office, n in found.upset_lines:
            self.stdout.write(f"{office} · {words}: {n}")
        self.stdout.write(f"{notice.year} {notice.number}: {found.touched} time limits touched")

    def _load(self, notice: Notice) -> None:
        row = load(notice)
        self.stdout.write(f"{notice.year}: nothing new" if row is None else f"{row}: loaded")


def _notices(file: Path) -> list[dict[str, Any]]:
    try:
        asked = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{file}: {error}", returncode=2) from None
    rows = asked if isinstance(asked, list) else [asked]
    if not all(isinstance(row, dict) for row in rows):
        raise CommandError(f"{file}: an object or a list of objects is needed", returncode=2)
    return rows


def _read(asked: dict[str, Any]) -> Notice:
    """The notice of that object; raises `RuleError` with everything that is wrong with it."""
    which, number = year("year", asked.get("year")), text("number", asked.get("number"))
    rest, faults = read(_lines("rest", asked), which)
    work, more = read(_lines("work", asked), which)
    faults += more or [*faults_of_rest(rest, which, calendars.in_force()), *faults_of_work(work, rest)]
    if faults:
        raise RuleError(" ".join(f.zh for f in faults), " ".join(f.en for f in faults))
    return Notice(which, number.strip(), tuple(t.day for t in rest), tuple(t.day for t in work))


def _lines(name: str, asked: dict[str, Any]) -> str:
    value = asked.get(name)
    if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
        raise RuleError(f"{name} 应为文字的列表", f"{name} must be a list of texts")
    return "\n".join(value)
