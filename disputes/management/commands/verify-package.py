"""Check a package that an office handed to a court: every file, every digest, the chain of the docket extract, the office's seal, the authority's time stamp."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from disputes.court.package import examine
from disputes.court.stamps import problems
from disputes.papers.store import digest_of


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--seal", type=Path, help="the seal beside the package; FILE.seal.json is found by itself"
        )
        parser.add_argument("--key", default="", help="the office's public key, as it publishes it")
        parser.add_argument("--stamp", type=Path, help="the time stamp; FILE.tst is found by itself")
        parser.add_argument("--sha256", default="", help="the digest the office named for the whole package")

    def handle(
        self,
        *args: Any,
        file: Path,
        sha256: str,
        seal: Path | None,
        stamp: Path | None,
        key: str,
        **options: Any,
    ) -> None:
        beside, stamped = seal or file.with_suffix(".seal.json"), stamp or file.with_suffix(".tst")
        for one in (file, *(named for named in (seal, stamp) if named)):
            if not one.is_file():
                raise CommandError(f"{one}: no such file", returncode=2)
        verdict = examine(file, sha256, seal=read_seal(beside) if beside.is_file() else None, key=key)
        if stamped.is_file():
            verdict.problems.extend(problems(stamped.read_bytes(), digest_of(file)))
        for problem in verdict.problems:
            self.stderr.write(problem)
        if not verdict.good:
            raise CommandError(f"{file}: {len(verdict.problems)} problems", returncode=1)
        self.stdout.write(
            f"{file}: {len(verdict.files)} papers, {verdict.entries} docket entries, all as sent"
        )


def read_seal(file: Path) -> dict[str, Any]:
    """Exit status 1 when it is no seal."""
    try:
        said = json.loads(file.read_text("utf-8"))
        if not {"key", "sha256", "signature"} <= set(said):
            raise ValueError
    except (ValueError, TypeError) as wrong:
        raise CommandError(f"{file}: this is no seal", returncode=1) from wrong
    return dict(said)
