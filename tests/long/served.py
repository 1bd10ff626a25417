"""A served house of its own with many people in it, spoken to over the wire; and how much memory it takes."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import threading
import time
from pathlib import Path

from tests import tables
from tests.browser.house import MANAGE, ROOT, House

PEOPLE = """
import json
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from importlib import import_module
from django.conf import settings
from disputes.models import Dispute, Seat, User
engine = import_module(settings.SESSION_ENGINE)
found = []
for n in range({many}):
    user = User.objects.create(username=f"client{{n}}")
    dispute = Dispute.objects.create(opened_by=user, facts_text="x")
    Seat.objects.create(dispute=dispute, user=user, role="party", side="A")
    session = engine.SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    found.append([dispute.reference, session.session_key])
print(json.dumps(found))
"""


class Served(House):
    """Empty but for people who each have a draft and a session; no demo."""

    def build(self) -> None:
        embedded = "DATABASE_URL" not in self.environment
        ready = embedded and tables.lay(self.tables)
        for command in ([] if ready else [["migrate", "-v0"]]) + [["collectstatic", "--noinput", "-v0"]]:
            subprocess.run([*MANAGE, *command], cwd=ROOT, env=self.environment, check=True)

    def people(self, many: int) -> list[tuple[str, str]]:
        """(reference of the draft, key of the session) of each."""
        command = [*MANAGE, "shell", "-v0", "-c", PEOPLE.format(many=many)]
        told = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        )
        return [tuple(pair) for pair in json.loads(told.stdout)]


class Client:
    """One person's browser: a session, a token, one connection at a time."""

    TOKEN = "a" * 32

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={self.TOKEN}", "X-CSRFToken": self.TOKEN,
            "Origin": f"http://127.0.0.1:{port}",
        }  # fmt: skip

    def send(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body, {**self.headers, **named})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()


class Scales:
    """The most memory a process held while it was watched, in bytes."""

    def __init__(self, pid: int) -> None:
        self.pid, self.most, self.over = pid, 0, threading.Event()
        self.watching = threading.Thread(target=self.watch, daemon=True)

    def watch(self) -> None:
        status = Path(f"/proc/{self.pid}/statm")
        while not self.over.is_set() and status.exists():
            self.most = max(self.most, int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
            time.sleep(0.02)

    def __enter__(self) -> Scales:
        self.watching.start()
        return self

    def __exit__(self, *gone: object) -> None:
        self.over.set()
        self.watching.join()
