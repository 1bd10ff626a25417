from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from disputes.checks import CHECKS


class Command(BaseCommand):
    """What the nightly job runs: exit status 1 if anything was found."""

    help = "Look for what no lawful course of steps leaves behind; each finding names its repair."

    def handle(self, **options: Any) -> None:
        found = 0
        for check in CHECKS:
            for finding in check():
                found += 1
                self.stderr.write(f"{check.__name__}: {finding.where}: {finding.words} → {finding.repair}")
        self.stdout.write(f"{len(CHECKS)} checks, {found} findings")
        if found:
            sys.exit(1)
