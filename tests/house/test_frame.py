"""The repository and its settings: what may be run, and what no file may say."""

import os
import re
import secrets
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from django.urls import reverse
from packaging.version import Version

ROOT = Path(settings.BASE_DIR)
LOCK = (ROOT / "requirements.lock").read_text()
SEALED = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": secrets.token_hex(40),
    "FIELD_KEYS": secrets.token_hex(40),
    "SEAL_KEY": secrets.token_hex(40),
    "ALLOWED_HOSTS": "example.org",
    "EMAIL_URL": "smtp://localhost:25",
}


def manage(*arguments: str, without: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    outside = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL", *SEALED}}
    environment = {**outside, **SEALED, **variables}
    environment.pop(without, None)
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "least"),
    [("daphne", "4.2.3"), ("django-viewflow", "2.4.0"), ("django", "5.2.19"), ("channels", "4.3.2")],
)
def test_threat_28_no_library_falls_below_its_safe_version(name, least):
    assert Version(version(name)) >= Version(least)
    locked = re.search(rf"^{name}==(\S+)", LOCK, re.MULTILINE)
    assert locked
    assert Version(locked[1]) >= Version(least)


def test_threat_28_django_is_the_long_term_one():
    assert version("django").startswith("5.2.")


def test_the_lock_serves_the_oldest_python_the_readme_names():
    """Debian's 3.11.2 wants what 3.11.3 brought; a lock made on a newer one alone leaves it out."""
    assert re.search(r"^async-timeout==\S+ ; python_full_version < '3.11.3'", LOCK, re.MULTILINE)


def test_threat_28_every_library_is_locked_with_a_hash():
    entries = re.split(r"\n(?=[a-z])", LOCK.strip())
    assert len(entries) > 90
    assert "://" not in LOCK
    assert [entry.split(" ")[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_production_passes_the_deployment_check():
    checked = manage("check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("secret", ["SECRET_KEY", "FIELD_KEYS", "SEAL_KEY", "ALLOWED_HOSTS", "EMAIL_URL"])
def test_production_does_not_start_without(secret):
    started = manage("check", without=secret)
    assert started.returncode != 0
    assert secret in started.stderr


def test_production_has_no_demo_no_local_carriers_and_asks_staff_for_a_second_factor():
    """Local carriers report what nobody delivered; a house in service names its own."""
    asked = "from django.conf import settings as s; print(s.DEMO_ALLOWED, s.CARRIERS, s.STAFF_MFA_REQUIRED)"
    assert manage("shell", "-v0", "-c", asked).stdout.split() == ["False", "{}", "True"]


def test_requests_are_not_wrapped_in_one_transaction():
    assert not settings.DATABASES["default"].get("ATOMIC_REQUESTS")


def test_the_engines_own_middleware_stays_out():
    assert not [name for name in settings.MIDDLEWARE if name.startswith("viewflow")]


def test_the_engines_screens_are_not_among_the_static_files():
    assert find("viewflow/js/viewflow.min.js") is None
    names = [name for finder in get_finders() for name, _storage in finder.list([])]
    assert not [name for name in names if name.startswith("viewflow")]
    assert "js/page.js" in names


def test_modules_are_served_as_javascript(client):
    answer = client.get("/static/js/page.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")


def test_the_front_doors_have_their_addresses():
    assert reverse("account_login") == "/login/"
    assert reverse("account_logout") == "/logout/"
    assert reverse("account_request_login_code") == "/login/code/"
    assert reverse("account_signup") == "/account/signup/"
    assert reverse("mfa_index") == "/account/2fa/"
    assert reverse("admin:index") == "/admin/"


# Written in pieces, so that this file does not say them either.
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted",
    "registry.np" + "mjs",
    "deb.deb" + "ian",
    "jsde" + "livr",
    "unp" + "kg.com",
]
MACHINE = [r"/work/" + r"(?:main|shared|\.)", r"(?<![\w.])/" + "root/", r"(?<![\w.])/" + "farm/"]


def test_no_file_names_a_registry_or_a_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    unwanted = re.compile("|".join([*map(re.escape, HOSTS), *MACHINE]))
    said = []
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if not name or path.suffix in {".png", ".pdf", ".jpg", ".jsonl", ".svg"} or not path.is_file():
            continue
        said += [f"{name}: {found.group()}" for found in unwanted.finditer(path.read_text(errors="replace"))]
    assert said == []


TARGETS = ["run", "setup", "test", "test-services", "test-browser", "test-long", "check", "bench"]


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_what_the_contract_promises(target):
    asked = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr


def test_the_pipeline_calls_every_target_that_checks():
    pipeline = (ROOT / ".ci" / "run").read_text()
    for target in TARGETS[2:]:
        assert re.search(rf"make {target}\b", pipeline), target
    assert pipeline.count("SCALE=small") == 2


def test_the_services_are_spared_only_modules_that_ask_neither_database_nor_layer():
    asking = {
        "law/test_law_command.py",
        "casebook/test_kept.py",
        "house/test_serve.py",
    }  # by mark, layer, fixture
    chosen = [f"tests/{name}" for name in ("law/test_pauses.py", *asking)]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", *chosen]
    told = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "ASKING": "services"}, capture_output=True, text=True
    )
    assert set(re.findall(r"^tests/([\w/]+\.py)", told.stdout, re.MULTILINE)) == asking, told.stdout[-2000:]


def test_the_licence_is_the_affero_one():
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in (ROOT / "LICENSE").read_text().splitlines()[0]


def test_the_proxy_may_read_every_static_file(tmp_path):
    """It runs as another user; uploads, in the same process, are closed to it."""
    folder = tmp_path / "var"
    done = manage("collectstatic", "--noinput", "-v0", VAR_DIR=str(folder))
    assert done.returncode == 0, done.stderr
    found = list((folder / "static").rglob("*"))
    closed = [str(path) for path in found if not path.stat().st_mode & (0o001 if path.is_dir() else 0o004)]
    assert len(found) > 20 and closed == []
    assert settings.FILE_UPLOAD_PERMISSIONS & 0o077 == 0
