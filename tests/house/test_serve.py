"""One process: it says where it is, serves, survives a failing `tick` and stops when asked."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from config import ticker
from config.management.commands.serve import MOST
from disputes.views.papers import LARGEST_AT_ONCE
from tests import tables

ROOT = Path(settings.BASE_DIR)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def house(tmp_path_factory, django_db_setup, django_db_blocker):
    """A served house of its own, on an empty migrated SQLite file."""
    tmp_path = tmp_path_factory.mktemp("var")
    embedded = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    environment = {**embedded, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "VAR_DIR": str(tmp_path)}
    manage = [sys.executable, "manage.py"]
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            tables.copy_to(tmp_path / "db.sqlite3")
    else:
        subprocess.run([*manage, "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    subprocess.run([*manage, "collectstatic", "--noinput", "-v0"], cwd=ROOT, env=environment, check=True)
    port = free_port()
    process = subprocess.Popen(
        [*manage, "serve", "--port", str(port)], cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a suite in the background ignores it
    )  # fmt: skip
    assert process.stdout.readline() == "\n"
    yield process, f"http://127.0.0.1:{port}", process.stdout.readline()
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("length_is_told", [True, False])
def test_threat_13_a_body_larger_than_any_of_ours_is_refused_before_it_is_kept(house, length_is_told):
    line = http.client.HTTPConnection(house[1].removeprefix("http://"), timeout=30)
    body = bytes(8 * 1024 * 1024)
    line.request(
        "POST", "/login/", body if length_is_told else iter([body]), encode_chunked=not length_is_told
    )
    assert line.getresponse().status == 413
    line.close()


def test_threat_13_the_proxy_lets_through_no_more_than_the_server():
    (limit,) = re.findall(r"client_max_body_size (\d+)m;", (ROOT / "deploy" / "nginx.conf").read_text())
    assert int(limit) * 1024 * 1024 == MOST > LARGEST_AT_ONCE


def test_it_prints_its_address_serves_and_stops_when_asked(house):
    process, address, greeting = house
    assert f"{address}/" in greeting
    with urllib.request.urlopen(f"{address}/readyz") as answer:
        assert answer.status == 200
    with urllib.request.urlopen(f"{address}/login/") as page:
        assert page.headers["Server"] == "disputes"
        assert '<script type="module" src="/static/js/page.' in page.read().decode()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0  # a round of the ticker under way has ten seconds, open answers five


def test_a_taken_port_is_named():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match=f"127.0.0.1:{other.getsockname()[1]} cannot be used"):
            call_command("serve", port=other.getsockname()[1])


def test_a_failing_tick_is_logged_and_the_next_one_comes(monkeypatch, caplog):
    runs, twice = [], threading.Event()

    def fail(*args, **kwargs):
        runs.append(args)
        if len(runs) == 2:
            twice.set()
        raise RuntimeError("nothing works today")

    monkeypatch.setattr(ticker, "call_command", fail)
    monkeypatch.setattr(ticker.log, "propagate", True)
    beside = ticker.Ticker(every=0.01, stop=threading.Event())
    beside.start()
    assert twice.wait(10)
    beside.finish()
    assert not beside.is_alive()
    assert "nothing works today" in caplog.text
    assert runs[0] == ("tick",)
