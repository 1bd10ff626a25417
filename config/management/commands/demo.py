from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demo import cast, world
from disputes import guangdong
from disputes.models import Office


class Command(BaseCommand):
    """Exit 2 where a demo does not belong: in production settings, or beside disputes of real people."""

    help = "Build the demo world: offices, one person per role, disputes at every stage. Safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", action="store_true", help="only the offices and the people")

    def handle(self, *, people: bool, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError("These settings allow no demo: nothing was changed.", returncode=2)
        if not world.is_built() and world.has_foreign_disputes():
            raise CommandError(
                "This database holds disputes that are not from the demo: nothing was changed.", returncode=2
            )
        if not Office.objects.exists():
            guangdong.load()
        users = cast.load()
        if people:
            self.stdout.write(f"{len(users)} people of the demo")
        elif not world.is_built():
            self.stdout.write("Building the demo world …")
            self.stdout.write(world.build(users))
