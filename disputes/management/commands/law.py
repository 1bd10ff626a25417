"""Ask the law: when a period ends, what a claim is worth, which items of an award are final."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection

from disputes.calendars import in_force
from disputes.management.lines import arriving
from disputes.rules.calendar import PUBLISHED, WorkCalendar
from disputes.rules.catalogue import RULES
from disputes.rules.jsonlines import QUESTIONS, answer_all
from disputes.rules.manual import describe
from disputes.rules.readings import READINGS

HELP = {
    "due": "when periods end",
    "calculate": "what claims are worth",
    "finality": "which items of an award are final",
    "guide": "scope, jurisdiction and limitation, question by question",
}


class Command(BaseCommand):
    """`law due|calculate|finality|guide` read and write JSON lines; `law explain CODE` is for people."""

    help = "Answers questions of law: due, calculate, finality and guide read JSON lines; explain CODE tells a period."
    requires_system_checks: list[str] = []
    stealth_options = ("stdin",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lang", choices=("zh", "en"), default="zh")
        whats = parser.add_subparsers(dest="what", required=True)
        for name in QUESTIONS:
            self._add_lang(whats.add_parser(name, help=f"{HELP[name]}, JSON lines from stdin to stdout"))
        explain = whats.add_parser(
            "explain", help="tell a period or an open reading in words; without a code, list them"
        )
        explain.add_argument("code", nargs="?", choices=sorted({*RULES, *READINGS}), metavar="CODE")
        self._add_lang(explain)

    def _add_lang(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS)

    def handle(self, *, what: str, lang: str, code: str | None = None, **options: Any) -> None:
        if what == "explain":
            self.stdout.write("\n".join(describe(code, lang)))
            return
        answers: list[str] = []  # written together: one by one costs a quarter of the whole

        def told() -> None:
            if answers:
                self.stdout.write("\n".join(answers))
                self.stdout.flush()
                answers.clear()

        asked = options.get("stdin") or arriving(told)
        refused = answer_all(what, asked, answers.append, lang=lang, calendar=_calendar())
        told()
        if refused:
            raise CommandError(f"{refused} line(s) refused", returncode=1)


def _calendar() -> WorkCalendar:
    """The calendar in force where the house has its tables; without them what the package knows."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(name).exists():
        return PUBLISHED  # connecting would make an empty file
    try:
        return in_force()
    except DatabaseError:
        return PUBLISHED
