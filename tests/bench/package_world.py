"""A process of its own, as a worker is: it prepares, sends and checks one hand-off, and tells its memory.

    python -m tests.bench.package_world PAPERS_ROOT HANDOFF CLERK      (with DATABASE_URL)

Prints one JSON object a phase: seconds, and the most memory the process has had so far, in MB.
"""

import json
import sys
import time
from contextlib import contextmanager

import django

from tests import memory


@contextmanager
def phase(name):
    began = time.monotonic()
    yield
    print(json.dumps({"phase": name, "seconds": round(time.monotonic() - began, 2), "rss_mb": memory.most()}))


def main(root, handoff, clerk):
    with phase("started"):
        django.setup()
    from django.conf import settings

    from disputes.acts import perform
    from disputes.court import package, preparing
    from disputes.models import HandOff, User

    settings.PAPERS_ROOT = root
    one = HandOff.objects.get(pk=handoff)
    with phase("prepared"):
        preparing.SMALL = (0, 0)  # through the worker, however few papers there are
        job = preparing.asked_for(one)
        while job.under_way:
            preparing.work_off()
            job.refresh_from_db()
        assert job.ready
    with phase("sent"):
        perform(one, "send", by=User.objects.get(pk=clerk))
    with phase("verified"):
        assert package.verdict(HandOff.objects.get(pk=handoff)).good


if __name__ == "__main__":
    main(*sys.argv[1:])
