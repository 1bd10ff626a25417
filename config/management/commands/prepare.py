import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from casebook import indexing
from disputes.models import Office


class Command(BaseCommand):
    help = "Make this machine ready to serve: words, tables, offices, static files, demo. What is done is not redone."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--tables", action="store_true", help="only words, tables and offices: what commands need"
        )

    def handle(self, *args: object, tables: bool, **options: Any) -> None:
        call_command("compile_po", stdout=self.stdout)
        self.tables()
        if tables:
            return
        self.static_files()
        if settings.DEMO_ALLOWED:
            call_command("demo", stdout=self.stdout)

    def tables(self) -> None:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Creating or changing tables …")
            call_command("migrate", interactive=False, verbosity=0, stdout=self.stdout)
        if not Office.objects.exists():
            call_command("load_offices", stdout=self.stdout)
        if written := indexing.rebuild_if_stale():
            self.stdout.write(f"{written} published cases in a new search index")

    def static_files(self) -> None:
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        now = fingerprint()
        if stamp.exists() and stamp.read_text() == now:
            return
        self.stdout.write("Collecting static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(now)


def fingerprint() -> str:
    """A digest of the names, sizes and times of every static file that the finders know."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            seen.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()
