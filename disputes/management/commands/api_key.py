"""Keys of partner systems: made, listed, revoked. The secret is printed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from disputes.models import Office, PartnerKey, Post, User

SCOPES = ("handoff.read", "handoff.answer")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        whats = parser.add_subparsers(dest="what", required=True)
        make = whats.add_parser("make", help="a key for a system of this office (a court)")
        make.add_argument("office", help="name of the office, as the register has it")
        make.add_argument("name", help="name of the system")
        make.add_argument("--scope", action="append", choices=SCOPES, help="default: both")
        revoke = whats.add_parser("revoke", help="from now on it opens nothing")
        revoke.add_argument("key")
        whats.add_parser("list")

    def handle(self, *, what: str, **options: Any) -> None:
        doing: dict[str, Callable[..., None]] = {"make": self.make, "revoke": self.revoke, "list": self.show}
        doing[what](**options)

    def make(self, *, office: str, name: str, scope: list[str] | None, **options: Any) -> None:
        court = Office.objects.filter(name=office, kind__endswith="_court").first()
        if court is None:
            raise CommandError(f"the register has no court “{office}”", returncode=1)
        with transaction.atomic():
            key = PartnerKey(office=court, name=name, scopes=scope or list(SCOPES))
            key.user = User.objects.create(username=key.key, name=f"{court.name}（{name}）"[:60])
            key.user.set_unusable_password()
            key.user.save(update_fields=["password"])
            Post.objects.create(user=key.user, office=court, role="court")
            key.save()
        self.stdout.write(f"key {key.key}\nsecret {key.secret}")

    def revoke(self, *, key: str, **options: Any) -> None:
        found = PartnerKey.objects.filter(key=key, revoked_at=None).first()
        if found is None:
            raise CommandError(f"no such key in use: {key}", returncode=1)
        with transaction.atomic():
            PartnerKey.objects.filter(pk=found.pk).update(revoked_at=timezone.now())
            User.objects.filter(pk=found.user_id).update(is_active=False)
        self.stdout.write(f"{key} is revoked")

    def show(self, **options: Any) -> None:
        for key in PartnerKey.objects.select_related("office").order_by("pk"):
            state = "revoked" if key.revoked_at else "in use"
            self.stdout.write(f"{key.key} {state} {key.office.name} {key.name} {','.join(key.scopes)}")
