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


def kept() -> Path:
    """Where they lie for this very code: any change of it, or of a library, has them made anew."""
    root = Path(settings.BASE_DIR)
    seen = hashlib.sha256((root / "requirements.lock").read_bytes())
    for source in sorted(found for app in APPS for found in (root / app).rglob("*.py")):
        seen.update(f"{source.relative_to(root)}\0".encode() + source.read_bytes())
    return root / "build" / "tables" / f"{seen.hexdigest()}.sqlite3"


def own() -> Path:
    """The database of this process of the suite."""
    return Path(connection.settings_dict["TEST"]["NAME"])


def use(file: Path) -> bool:
    """Begin with the tables of an earlier run, if there are some."""
    try:
        shutil.copy(file, own())
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
