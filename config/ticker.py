"""`tick` beside the pages, for the house that runs in one process."""

import logging
import threading

from django.core.management import call_command
from django.db import close_old_connections, connections

log = logging.getLogger(__name__)


class Ticker(threading.Thread):
    """Runs `manage.py tick` every ``every`` seconds until told to stop. A failing run is logged; the next one comes."""

    def __init__(self, *, every: float, stop: threading.Event) -> None:
        super().__init__(name="tick", daemon=True)
        self.every = every
        self.stopping = stop

    def run(self) -> None:
        while not self.stopping.wait(self.every):
            close_old_connections()
            try:
                call_command("tick", verbosity=0)
            except Exception:
                log.exception("tick failed")
            finally:
                connections.close_all()

    def finish(self) -> None:
        """Ask the thread to stop and give a run under way ten seconds to end."""
        self.stopping.set()
        if self.is_alive():
            self.join(timeout=10)
