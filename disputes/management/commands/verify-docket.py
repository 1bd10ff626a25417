from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from disputes.docket import sealed, verify
from disputes.models import Dispute


class Command(BaseCommand):
    help = "Walk the hash chain of every dispute (or of those named) and say where one does not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", nargs="*")
        parser.add_argument(
            "--sealed",
            type=Path,
            help="what `seal` printed earlier: a chain cut or forged since then is found too",
        )

    def handle(self, *, reference: list[str], sealed: Path | None, **options: Any) -> None:
        kept = seals_of(sealed)
        rows = Dispute.objects.filter(reference__in=reference) if reference else Dispute.objects.all()
        found = verify(rows.iterator(chunk_size=500), kept)
        for one in found:
            self.stderr.write(f"{one.dispute} {one.number}: {one.words}")
        there = set(rows.values_list("reference", flat=True))
        gone = sorted(set(reference or kept) - there, key=str)
        for name in gone:
            self.stderr.write(f"{name}: no such dispute")
        self.stdout.write(f"{len(there)} chains, {len(found)} broken")
        if found or gone:
            sys.exit(1)


def seals_of(kept: Path | None) -> dict[str, list[tuple[int, str]]]:
    """Exit status 2 when there is no such file, 1 when it holds something else than seals."""
    if not kept:
        return {}
    if not kept.is_file():
        raise CommandError(f"{kept}: no such file", returncode=2)
    try:
        return sealed(kept.read_text("utf-8").splitlines())
    except (ValueError, TypeError, KeyError) as wrong:
        raise CommandError(f"{kept}: not what `seal` printed", returncode=1) from wrong
