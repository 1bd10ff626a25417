from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.reloader import translation_file_changed


def catalogues() -> list[Path]:
    """The source catalogues of our own apps."""
    return sorted(settings.BASE_DIR.glob("*/locale/*/LC_MESSAGES/django.po"))


class Command(BaseCommand):
    help = "Compile the translations with Babel; catalogues that did not change are left alone."

    def handle(self, *args: object, **options: object) -> None:
        for source in catalogues():
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                continue
            with source.open("rb") as lines:
                catalogue = read_po(lines, locale=source.parent.parent.name)
            with target.open("wb") as compiled:
                write_mo(compiled, catalogue)
            translation_file_changed(None, target)  # whatever this process said before, it speaks them now
            self.stdout.write(f"compiled {source.relative_to(settings.BASE_DIR)}")
