from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.management.commands.compile_po import catalogues
from config.words import Key, catalogue, faults, other_words, said_by, translated

APPS = ("config", "disputes", "mediation", "arbitration", "casebook")


class Command(BaseCommand):
    help = "Fail on words that are said and not translated or translated twice, and on fuzzy, empty or broken translations."

    def handle(self, *args: object, **options: Any) -> None:
        known: dict[Key, str] = {}
        found: list[str] = []
        for path in (one for one in catalogues() if one.parent.parent.name != "en"):
            words = catalogue(path)
            again = other_words(words, known)
            found += [f"{path.relative_to(settings.BASE_DIR)}: {fault}" for fault in (*faults(words), *again)]
            known |= translated(words)
        for app in APPS:
            missing = {
                said.key: said.where for said in said_by(settings.BASE_DIR / app) if said.key not in known
            }
            found += [
                f"{where.relative_to(settings.BASE_DIR)}: not in any catalogue: {msgid!r}"
                for (_, msgid), where in missing.items()
            ]
        for line in found:
            self.stderr.write(line)
        if found:
            raise CommandError(f"{len(found)} words need their translation", returncode=1)
        self.stdout.write(f"{len(known)} words, all translated")
