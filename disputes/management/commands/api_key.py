"""Keys of partner systems: made, listed, revoked. The secret is printed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from disputes.models import Office, PartnerKey, Post, User

OF_A_RECEIVER = ("handoff.read", "handoff.answer")
OF_A_PLATFORM = ("application.file", "application.read")
RECEIVES: dict[str, str] = {
    Office.Kind.BASIC_COURT: "court", Office.Kind.INTERMEDIATE_COURT: "court", Office.Kind.INSPECTION: "receiver",
    Office.Kind.POLICE: "receiver", Office.Kind.REVIEW: "receiver",
}  # fmt: skip
SCOPES = OF_A_RECEIVER + OF_A_PLATFORM


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        whats = parser.add_subparsers(dest="what", required=True)
        make = whats.add_parser(
            "make", help="a key for a system of this office: a court, or one that runs a platform"
        )
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
        found = Office.objects.filter(name=office).first()
        if found is None:
            raise CommandError(f"the register has no office “{office}”", returncode=1)
        role = RECEIVES.get(found.kind, "")
        lawful = OF_A_RECEIVER if role else OF_A_PLATFORM
        if wrong := set(scope or ()) - set(lawful):
            raise CommandError(f"not for a system of this office: {', '.join(sorted(wrong))}", returncode=1)
        with transaction.atomic():
            key = PartnerKey(office=found, name=name, scopes=scope or list(lawful))
            key.user = User.objects.create(username=key.key, name=f"{found.name}（{name}）"[:60])
            key.user.set_unusable_password()
            key.user.save(update_fields=["password"])
            if role:
                Post.objects.create(user=key.user, office=found, role=role)
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
