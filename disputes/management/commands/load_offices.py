from typing import Any

from django.core.management.base import BaseCommand

from disputes import guangdong


class Command(BaseCommand):
    help = "Load the offices of Guangdong: committees, mediation organisations, courts. Safe to run twice."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"{guangdong.load()} offices")
