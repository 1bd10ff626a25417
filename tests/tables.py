"""The tables of the suite on SQLite, kept from run to run: making them by all migrations takes ten seconds."""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

APPS = ("disputes", "mediation", "arbitration", "casebook")


def digest(*folders: str, pattern: str) -> str:
    """Of these files of the very code, and of its libraries: with any change another."""
    root = Path(settings.BASE_DIR)
    seen = hashlib.sha256((root / "requirements.lock").read_bytes())
    for source in sorted(found for folder in folders for found in (root / folder).rglob(pattern)):
        if source.is_file() and source.suffix not in {".pyc", ".mo"}:
            seen.update(f"{source.relative_to(root)}\0".encode() + source.read_bytes())
    return seen.hexdigest()


def kept() -> Path:
    """Where they lie for this very code."""
    return Path(settings.BASE_DIR) / "build" / "tables" / f"{digest(*APPS, pattern='*.py')}.sqlite3"


def own() -> Path:
    """The database of this process of the suite."""
    return Path(connection.settings_dict["TEST"]["NAME"])


def lay(file: Path) -> bool:
    """Begin with the tables of an earlier run, if there are some."""
    try:
        shutil.copy(kept(), file)
    except FileNotFoundError:
        return False
    return True


def drop() -> None:
    for file in own().parent.glob(f"{own().name}*"):
        file.unlink(missing_ok=True)


def keep(file: Path) -> None:
    """Keep what is empty yet for the next run, and nothing older."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    copy_to(draft)
    draft.replace(file)  # another process may look for it, or make it, right now
    for older in set(file.parent.glob("*.sqlite3")) - {file}:
        older.unlink(missing_ok=True)


def copy_to(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as copy:
        connection.connection.backup(copy)
