from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

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
        rows = Dispute.objects.filter(reference__in=reference) if reference else Dispute.objects.all()
        found = verify(rows.iterator(chunk_size=500), seals_of(sealed))
        for one in found:
            self.stderr.write(f"{one.dispute} {one.number}: {one.words}")
        self.stdout.write(f"{rows.count()} chains, {len(found)} broken")
        if found:
            sys.exit(1)


def seals_of(kept: Path | None) -> dict[str, list[tuple[int, str]]]:
    return sealed(kept.read_text("utf-8").splitlines()) if kept else {}
