"""The casebook from the command line: redact, import, search, index, audit."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from casebook import indexing
from casebook.auditing import Stranger, all_hits
from casebook.importing import import_records
from casebook.models import TypicalCase
from casebook.redact.jsonlines import redact_lines
from casebook.word import NoWordFile, records_of
from disputes.management.lines import arriving

MOST_SHOWN = 1000


class Command(BaseCommand):
    """Exit status 1 when a line or a record was refused, 2 on wrong use."""

    help = (
        "Redacts texts (JSON lines), imports published cases, searches them, rebuilds the index, hunts leaks."
    )
    requires_system_checks: list[str] = []
    stealth_options = ("stdin",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="of what is said of bad input")
        whats = parser.add_subparsers(dest="what", required=True)
        hide = whats.add_parser("redact", help="JSON lines from stdin to stdout: id, text, parties")
        take = whats.add_parser(
            "import", help="take over cases published elsewhere: one JSON object a line, or a Word file"
        )
        for reader in (hide, take):  # as `law` has it: before the word or behind it
            reader.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS)
        take.add_argument("file", type=Path)
        take.add_argument("--publish", action="store_true", help="publish them: no second reader is needed")
        find = whats.add_parser("search", help="what a reader finds")
        find.add_argument("query")
        find.add_argument("--limit", type=_shown, default=20)
        find.add_argument("--json", action="store_true")
        whats.add_parser("index", aliases=["reindex"], help="write the search index anew from the database")
        whats.add_parser(
            "audit", help="hunt the identifiers behind every published case through all that is sent of it"
        )

    def handle(self, *, what: str, lang: str, **options: Any) -> None:
        doing: dict[str, Callable[..., None]] = {
            "redact": self.redact, "import": self.take, "search": self.search, "audit": self.audit,
        }  # fmt: skip
        with translation.override("en" if lang == "en" else "zh-hans"):
            doing.get(what, self.index)(lang=lang, **options)

    def redact(self, *, lang: str, **options: Any) -> None:
        refused = 0
        for answer in redact_lines(options.get("stdin") or arriving(self.stdout.flush), lang=lang):
            self.stdout.write(answer.line)
            refused += not answer.good
        if refused:
            raise CommandError(f"{refused} line(s) refused", returncode=1)

    def take(self, *, file: Path, publish: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(_("No such file: %(file)s") % {"file": file}, returncode=2)
        seen: dict[str, int] = {}
        word = file.suffix.lower() == ".docx"
        try:
            with file.open("rb") as lines:
                records = records_of(file) if word else enumerate(lines, 1)
                for outcome in import_records(records, publish=publish):
                    seen[outcome.what] = seen.get(outcome.what, 0) + 1
                    if outcome.what == "refused":
                        place = (_("paragraph %(n)d") if word else _("line %(n)d")) % {"n": outcome.line}
                        self.stderr.write(f"{place}: {outcome.number or '?'}: {outcome.reason}")
        except NoWordFile as refused:
            raise CommandError(f"{file}: {refused}", returncode=1) from refused
        self.stdout.write(
            ", ".join(f"{number} {what}" for what, number in seen.items()) or "nothing to import"
        )
        if seen.get("refused"):
            raise CommandError(f"{seen['refused']} record(s) refused", returncode=1)

    def search(self, *, query: str, limit: int, json: bool, **options: Any) -> None:
        hits = indexing.find(query, limit=limit)
        found = [{"id": h.id, "title": h.title, "score": h.score, "snippet": h.snippet.text} for h in hits]
        if json:
            self.stdout.write(_dump(found))
            return
        for one in found:
            self.stdout.write(f"{one['id']}  {one['title']}\n    {one['snippet']}")

    def index(self, **options: Any) -> None:
        total = TypicalCase.objects.published().count()

        def bar(n: int) -> None:
            if self.stderr.isatty() and (n % 200 == 0 or n == total):
                done = "█" * (40 * n // total)
                self.stderr.write(f"\r{done:<40} {n}/{total}", ending="\n" if n == total else "")

        self.stdout.write(f"{indexing.rebuild(bar)} cases in the index")

    def audit(self, **options: Any) -> None:
        found, stranger = 0, Stranger()
        for case in (
            TypicalCase.objects.published().select_related("source_dispute").order_by("pk").iterator()
        ):
            for hit in all_hits(case, stranger):
                found += 1
                self.stderr.write(f"{case.number}: {hit.where}: {hit.reason}")
        if found:
            raise CommandError(f"{found} leak(s): recall these cases", returncode=1)
        self.stdout.write("no leak")


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shown(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= (number := int(text)) <= MOST_SHOWN:
        raise argparse.ArgumentTypeError(f"1 to {MOST_SHOWN}")
    return number
