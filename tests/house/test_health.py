"""Is it up, may it be sent work: and what each check is worth when something is broken."""

import datetime as dt

import pytest
from django.utils import timezone

from config import health
from disputes.models import DocketEntry


@pytest.fixture(autouse=True)
def _papers(settings, tmp_path):
    settings.PAPERS_ROOT = tmp_path / "papers"


def test_the_process_answers_without_a_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_well_house_is_ready(client, db):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert set(answer.json()["checks"]) == {"database", "channel_layer", "storage", "queue_age", "migrations"}
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_full_or_missing_disk_is_seen(client, db, settings, tmp_path):
    (tmp_path / "papers").write_text("a file where the folder should be")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert [name for name, check in answer.json()["checks"].items() if not check["ok"]] == ["storage"]


def test_an_answer_tells_a_stranger_nothing_but_the_name_of_the_check(client, db, monkeypatch):
    def broken():
        raise OSError("password=secret host=10.0.0.1")

    monkeypatch.setattr(health, "CHECKS", (broken,))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "secret" not in answer.content.decode()


def test_an_entry_nobody_told_for_minutes_is_seen(dispute):
    moment = timezone.now() - health.STALE - dt.timedelta(seconds=1)
    DocketEntry.objects.create(
        dispute=dispute, number=900, audience="open", seq=900, step="dispute.open", law="AL-28", record_type="dispute",
        record_id=dispute.pk, on=timezone.localdate(), at=moment,
    )  # fmt: skip
    with pytest.raises(health.NotReady):
        health.queue_age()


def test_waiting_migrations_are_seen(db, monkeypatch):
    monkeypatch.setattr(
        health.MigrationExecutor, "migration_plan", lambda self, targets: [("disputes", "9999_next")]
    )
    with pytest.raises(health.NotReady):
        health.migrations()
