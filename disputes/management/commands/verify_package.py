"""Check a package that an office handed to a court: every file, every digest, the chain of the docket extract."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from disputes.court.package import examine


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--sha256", default="", help="the digest the office named for the whole package")

    def handle(self, *args: Any, file: Path, sha256: str, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"{file}: no such file", returncode=2)
        verdict = examine(file, sha256)
        for problem in verdict.problems:
            self.stderr.write(problem)
        if not verdict.good:
            raise CommandError(f"{file}: {len(verdict.problems)} problems", returncode=1)
        self.stdout.write(
            f"{file}: {len(verdict.files)} papers, {verdict.entries} docket entries, all as sent"
        )
