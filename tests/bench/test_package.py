"""A package of 500 papers of 300 MB is prepared, sent and checked in less memory than it has bytes."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from disputes.court import package
from disputes.models import HandOff, Paper
from disputes.papers import shelf
from tests.bench import scans
from tests.bench.measure import SMALL, report
from tests.court.conftest import case, handoff  # noqa: F401 - fixtures

PAPERS = 50 if SMALL else 500
MOST = 300  # MB, of the process that builds it, with the whole house loaded
ROOT = Path(__file__).parent.parent.parent
CHECKER = """
import re, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit as end:
    assert not end.code
print(int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024)
"""


@pytest.mark.bench
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")
@pytest.mark.django_db(transaction=True)
def test_a_package_of_300_megabytes_is_made_in_less_memory(case, handoff, clerk, settings, tmp_path):  # noqa: F811
    """The figures are the kernel's: the most memory the process ever had by the end of each phase."""
    if connection.vendor != "sqlite":
        pytest.skip("memory of the building process is the same on every database")
    settings.PAPERS_ROOT = tmp_path / "papers"
    store = shelf.store()
    drafts = [store.draft(".pdf") for _number in range(PAPERS)]
    scans.make(drafts)
    for number, draft in enumerate(drafts):
        size = draft.stat().st_size
        Paper.objects.create(
            dispute=case, title=f"证据{number}", name=f"证据{number}.pdf", media_type="application/pdf",
            sha256=store.take(draft), size=size,
        )  # fmt: skip
    phases = built(handoff(), clerk, tmp_path)
    for name in ("prepared", "sent", "verified", "checker"):
        most = phases[name]["rss_mb"]
        report(f"package_{name}_memory", value=most, unit="MB", limit=MOST, ratio=most / MOST, n=PAPERS)
    report(
        "package_sent",
        value=phases["sent"]["seconds"],
        unit="s",
        limit=10,
        ratio=phases["sent"]["seconds"] / 10,
        n=PAPERS,
    )
    assert max(each["rss_mb"] for each in phases.values()) < MOST


def built(one, clerk, tmp_path):
    """What the worker tells of each phase, and what the checker inside the package needs."""
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as copy:
        connection.connection.backup(copy)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.package_world", str(tmp_path / "papers"), str(one.pk), str(clerk.pk)],
        capture_output=True, text=True, cwd=ROOT,
        env={
            **os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    phases = {line.pop("phase"): line for line in map(json.loads, done.stdout.splitlines())}
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as copy:
        ((sha256, size),) = copy.execute(f"select package_sha256, package_size from {HandOff._meta.db_table}")
    assert size > PAPERS * scans.SIZE
    checked = subprocess.run(
        [sys.executable, "-I", "-c", CHECKER, str(package.CHECKER), str(shelf.store().path(sha256))],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return phases | {"checker": {"rss_mb": int(checked.stdout.split()[-1])}}
