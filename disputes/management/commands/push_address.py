"""Where packages are pushed to: an address per court (or authority) whose system does not fetch. The secret is printed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from disputes.delivery import wire
from disputes.models import Endpoint, Office
from disputes.models.handoff import COURTS


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        whats = parser.add_subparsers(dest="what", required=True)
        put = whats.add_parser("set", help="from now on packages for this office go there")
        put.add_argument("office", help="name of the court, as the register has it")
        put.add_argument("url")
        stop = whats.add_parser(
            "stop", help="nothing is pushed there any more; the court fetches, or gets paper"
        )
        stop.add_argument("office")
        whats.add_parser("list")

    def handle(self, *, what: str, **options: Any) -> None:
        doing: dict[str, Callable[..., None]] = {"set": self.put, "stop": self.stop, "list": self.show}
        doing[what](**options)

    def put(self, *, office: str, url: str, **options: Any) -> None:
        kinds = [*COURTS, Office.Kind.INSPECTION, Office.Kind.POLICE, Office.Kind.REVIEW]
        found = Office.objects.filter(name=office, kind__in=kinds).first()
        if found is None:
            raise CommandError(f"the register has no court or authority “{office}”", returncode=1)
        try:
            wire.check(url)
        except wire.Forbidden as refused:
            raise CommandError(f"not an https address of the outside: {url}", returncode=1) from refused
        with transaction.atomic():
            Endpoint.objects.filter(office=found, key=None, stopped_at=None).update(stopped_at=timezone.now())
            endpoint = Endpoint.objects.create(office=found, url=url)
        self.stdout.write(f"key endpoint-{endpoint.pk}\nsecret {endpoint.secret}")

    def stop(self, *, office: str, **options: Any) -> None:
        rows = Endpoint.objects.filter(office__name=office, key=None, stopped_at=None)
        if not rows.update(stopped_at=timezone.now()):
            raise CommandError(f"nothing is pushed to “{office}”", returncode=1)
        self.stdout.write("stopped")

    def show(self, **options: Any) -> None:
        for one in Endpoint.objects.filter(key=None).select_related("office").order_by("pk"):
            state = "stopped" if one.stopped_at else "failing" if one.failing_since else "in use"
            self.stdout.write(f"endpoint-{one.pk} {state} {one.office.name} {one.url}")
