from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from disputes.models import Dispute


class Command(BaseCommand):
    """Electronic Signature Law art. 5; what is printed holds no word of a case."""

    help = "Print the head of every chain, one JSON object a line, to be kept outside this database for `verify --sealed`."

    def handle(self, **options: Any) -> None:
        now = timezone.now().isoformat(timespec="seconds")
        chains = Dispute.objects.filter(chain_length__gt=0).order_by("pk")
        rows = chains.values_list("reference", "chain_length", "chain_head")
        for reference, length, head in rows.iterator(chunk_size=500):
            line = {"at": now, "dispute": reference, "length": length, "head": head}
            self.stdout.write(json.dumps(line))
