"""The real server on a demo world of its own, and what the tests ask its database directly."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from django.utils import timezone

from tests import tables

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "demo-Labour-2026"
MANAGE = [sys.executable, "manage.py"]


def kept_demo() -> Path:
    """Everything that stands in these folders may show in the demo."""
    made = tables.digest(*tables.APPS, "config", pattern="*")[:16]
    return ROOT / "build" / "demo" / f"{made}-{timezone.localdate()}"


def keep(demo: Path, kept: Path) -> None:
    """For the next house, and nothing older."""
    shutil.rmtree(kept.parent, ignore_errors=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    shutil.copytree(demo, draft)
    draft.rename(kept)  # whole, or not there


class House:
    """Built once for all journeys: `prepare` makes tables, offices, static files and the demo.

    The demo is of its day: built once for this very code and day, it is copied for the next house.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "server.log"
        outside = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
        self.environment = {
            **outside,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "VAR_DIR": str(folder),
        }
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.tables = folder / "db.sqlite3"

    def build(self) -> None:
        kept, new = kept_demo(), not self.tables.exists()
        if new and kept.exists():
            shutil.copytree(kept, self.folder, dirs_exist_ok=True)
        elif new:
            tables.lay(self.tables)
        subprocess.run(
            [*MANAGE, "prepare"], cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL
        )
        if new and not kept.exists():
            keep(self.folder, kept)

    def start(self) -> None:
        command = [*MANAGE, "serve", "--skip-checks", "--port", str(self.port), "--tick", "5"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        for _n in range(240):
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.25)
        raise AssertionError(self.log.read_text())

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)

    def ask(self, sql: str, *values: object) -> list[tuple]:
        """A look into the tables, for references and counts that no page gives at once."""
        with sqlite3.connect(self.tables, timeout=30) as connection:
            return connection.execute(sql, values).fetchall()

    def name_of(self, login: str) -> str:
        """The name by which this person signs."""
        return self.ask("SELECT name FROM disputes_user WHERE username = ?", login)[0][0]

    def seated(
        self, stage: str, *usernames: str, record: str = "mediation_mediation", more: str = ""
    ) -> tuple[str, int]:
        """Reference and key of the newest record at that stage in whose case these people have a seat now."""
        seats = "".join(
            " AND EXISTS (SELECT 1 FROM disputes_seat s JOIN disputes_user u ON u.id = s.user_id"
            f" WHERE s.dispute_id = d.id AND NOT s.left AND u.username = '{name}')"
            for name in usernames
        )
        if record == "mediation_mediation":  # where several workers apply together, each is asked alone
            more += " AND NOT EXISTS (SELECT 1 FROM mediation_share h WHERE h.mediation_id = r.id)"
        rows = self.ask(
            f"SELECT d.reference, r.id FROM {record} r JOIN disputes_dispute d ON d.id = r.dispute_id"
            f" WHERE r.stage = ? {seats} {more} ORDER BY r.id DESC LIMIT 1", stage,
        )  # fmt: skip
        assert rows, f"no {record} at {stage} with {usernames}"
        return rows[0]
