"""Batches of typical cases: a cover, its cases in order, written by the desk that published in it."""

import re

import pytest
from django.test import Client

from casebook.importing import import_lines
from casebook.models import Batch, Edition, TypicalCase
from disputes.acts import perform
from tests.casebook.conftest import DATA

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(db, editor):
    list(import_lines(DATA.read_text("utf-8").splitlines(), publish=True))
    return Batch.objects.get(name__startswith="劳动人事争议典型案例(第二批)")


def test_a_batch_has_its_cover_and_its_cases_in_order(batch, client: Client):
    page = client.get(batch.get_absolute_url()).content.decode()
    shown = re.findall(r'<li><a href="/casebook/(C\d+)/">', page)
    order = (
        TypicalCase.objects.filter(batch=batch.name).order_by("batch_order").values_list("number", flat=True)
    )
    assert shown == list(order) and len(shown) > 3
    assert batch.get_absolute_url() in client.get("/").content.decode()
    assert batch.get_absolute_url() in client.get("/casebook/C001/").content.decode()


def test_the_desk_writes_the_cover_and_nobody_else(batch, editor, reader, worker, client: Client):
    address = f"/casebook/desk/batches/{batch.pk}/"
    assert client.get(address).status_code == 302
    for user in (reader, worker):
        client.force_login(user)
        assert client.get(address).status_code == 403
    client.force_login(editor)
    before = Edition.now()
    said = {"issuer": "省厅", "issued_on": "2026-05-01", "foreword": "本批案例涉及超时加班。"}
    assert client.post(address, said | {"foreword": "电话13800138000"}).status_code == 422
    assert client.post(address, said)["Location"] == batch.get_absolute_url()
    assert Edition.now() == before + 1
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "本批案例涉及超时加班" in page and "2026年5月1日" in page


def test_threat_14_a_cover_names_nobody_behind_its_cases(published, editor, client: Client):
    TypicalCase.objects.filter(pk=published.pk).update(batch="第一批")
    cover = Batch.objects.create(name="第一批")
    client.force_login(editor)
    page = client.post(f"/casebook/desk/batches/{cover.pk}/", {"foreword": "感谢陈师傅的配合。"})
    assert page.status_code == 422 and "陈师傅" in page.content.decode()
    assert client.post(f"/casebook/desk/batches/{cover.pk}/", {"foreword": "本批一件。"}).status_code == 302


def test_a_batch_with_nothing_published_is_not_there(batch, editor, client: Client):
    for case in TypicalCase.objects.filter(batch=batch.name):
        perform(case, "recall", by=editor, kind="outdated")
    assert client.get(batch.get_absolute_url()).status_code == 404
    assert batch.get_absolute_url() not in client.get("/").content.decode()
