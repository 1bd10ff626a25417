"""docs/threats.md 8: the process is killed at random points; nothing is half done, nothing lost, nothing twice."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from disputes import checks
from disputes.models import DocketEntry, Numbering
from tests.bench.measure import SMALL

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
STEPS = 200 if SMALL or not os.environ.get("SCALE") else 1000
LATER = [checks.every_entry_is_told, checks.every_paper_is_rendered]


def child(seed):
    """The labourer, on this test's own database."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        place = connection.settings_dict
        url = f"postgres://{place['USER']}@{place['HOST']}:{place['PORT'] or 5432}/{name}"
    shelf = str(settings.PAPERS_ROOT)  # what the child renders is looked for here
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.long.settings", "SHELF": shelf}
    command = [sys.executable, "-m", "tests.long.labour", str(seed)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_threat_08_a_process_killed_at_any_point_leaves_whole_steps(db):
    rng, taken, kills = random.Random(20261123), 0, 0
    while taken < STEPS:
        process = child(rng.randrange(10**6))
        try:
            assert process.stdout.readline() == "ready\n", process.stderr.read()
            wanted = rng.randint(5, 60)
            for _n in range(wanted):
                assert process.stdout.readline() == "step\n", process.stderr.read()
            time.sleep(rng.random() * 0.03)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            process.stdout.close()
            process.stderr.close()
        taken, kills = taken + wanted, kills + 1
        nothing_is_half_done()
    call_command("tick")
    assert DocketEntry.objects.untold().count() == 0
    assert DocketEntry.objects.count() >= taken and kills >= 3


def nothing_is_half_done():
    found = [finding for check in checks.CHECKS if check not in LATER for finding in check()]
    assert found == []
    assert not Numbering.objects.exclude(last__gte=0).exists()
