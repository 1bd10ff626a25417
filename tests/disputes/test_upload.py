import datetime as dt
import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
import time_machine
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils import timezone
from PIL import Image

from disputes.acts import perform
from disputes.models import Paper, Upload
from disputes.papers import sniff
from disputes.papers.shelf import assembly
from disputes.views.papers import MOST_AT_ONCE

pytestmark = pytest.mark.django_db


def photo(size=1200):
    picture = io.BytesIO()
    Image.frombytes("RGB", (size, size), os.urandom(3 * size * size)).save(picture, "PNG")
    return picture.getvalue()


@pytest.fixture
def opened(dispute, worker):
    perform(dispute, "open", by=worker)
    return dispute


def test_ux_15_a_photo_comes_in_chunks_resumes_and_keeps_its_hash(opened, worker, client):
    data = photo()
    assert len(data) > 4 * 1024 * 1024
    client.force_login(worker)
    begun = client.post(
        f"/cases/{opened.reference}/uploads/", {"name": "工资条.png", "size": len(data), "title": "工资条"}
    ).json()
    chunk = 2 * 1024 * 1024

    def send(at):
        part = data[at : at + chunk]
        address = begun["url"]
        return client.patch(
            address, part, content_type="application/octet-stream", headers={"Upload-Offset": at}
        )

    assert send(0).json()["offset"] == chunk
    assert client.head(begun["url"])["Upload-Offset"] == str(chunk)
    assert send(2 * chunk).status_code == 409
    answer, at = None, chunk
    while at < len(data):
        answer = send(at)
        at = answer.json()["offset"]
    assert answer.json()["sha256"] == hashlib.sha256(data).hexdigest()
    shown = client.get(answer.json()["paper"])
    assert shown.content == data and shown["X-Content-Type-Options"] == "nosniff"
    assert opened.docket.filter(step="dispute.hand_in").exists()


def test_ux_17_what_is_not_what_it_says_is_refused_in_words_and_nothing_is_kept(opened, worker, client):
    client.force_login(worker)
    file = io.BytesIO(b"<html><script>alert(1)</script></html>")
    file.name = "工资.pdf"
    page = client.post(
        f"/cases/{opened.reference}/papers/", {"title": "工资", "audience": "open", "file": file}
    )
    assert page.status_code == 422 and not Paper.objects.exists()


def test_a_stranger_reads_no_paper_and_uploads_none(opened, worker, stranger, client):
    client.force_login(worker)
    file = io.BytesIO("打卡记录".encode())
    file.name = "打卡.txt"
    assert (
        client.post(
            f"/cases/{opened.reference}/papers/", {"title": "打卡", "audience": "open", "file": file}
        ).status_code
        == 302
    )
    paper = Paper.objects.get()
    client.force_login(stranger)
    assert client.get(paper.get_absolute_url()).status_code == 404
    assert client.post(f"/cases/{opened.reference}/uploads/", {"name": "x.txt", "size": 3}).status_code == 404


TEXT = "打卡记录，逐日。\n".encode() * 1000


def announced(client, dispute):
    said = {"name": "打卡.txt", "size": len(TEXT), "title": "打卡"}
    return client.post(f"/cases/{dispute.reference}/uploads/", said).json()["url"]


def send(client, url, at=0, part=TEXT):
    return client.patch(
        url, part, content_type="application/octet-stream", headers={"Upload-Offset": str(at)}
    )


def test_who_lost_the_last_answer_asks_again_and_the_paper_is_in_the_case_once(opened, worker, client):
    client.force_login(worker)
    url = announced(client, opened)
    first = send(client, url).json()
    for again in (client.get(url), send(client, url), send(client, url, len(TEXT) - 1, TEXT[-1:])):
        assert (again.status_code, again.json()) == (201, first)
    assert Paper.objects.count() == 1 and opened.docket.filter(step="dispute.hand_in").count() == 1


def test_a_file_that_is_all_here_but_no_paper_yet_is_asked_for_its_end_again(opened, worker, client):
    """The server was stopped between the last piece and the paper."""
    client.force_login(worker)
    url = announced(client, opened)
    assembly().append(Upload.objects.get().key, 0, TEXT)
    at = client.get(url).json()["offset"]
    assert at == len(TEXT) - 1
    assert send(client, url, at, TEXT[at:]).json()["paper"] and Paper.objects.count() == 1


def test_an_upload_whose_pieces_are_gone_is_begun_anew(opened, worker, client):
    client.force_login(worker)
    url = announced(client, opened)
    assembly().discard(Upload.objects.get().key)
    assert client.get(url).status_code == 404
    assert send(client, url).status_code == 404


def test_uploads_nobody_finished_are_forgotten_and_shut_nobody_out(opened, worker, client):
    """Twenty broken lines, and a person could never add a paper again."""
    client.force_login(worker)
    for _time in range(MOST_AT_ONCE):
        announced(client, opened)
    asked = f"/cases/{opened.reference}/uploads/", {"name": "打卡.txt", "size": len(TEXT)}
    assert client.post(*asked).status_code == 422
    with time_machine.travel(timezone.now() + dt.timedelta(days=4)):
        call_command("tick")
        client.force_login(worker)
        assert client.post(*asked).status_code == 201
    assert Upload.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_end_of_a_file_sent_twice_at_once_makes_one_paper(opened, worker, client, monkeypatch):
    """A phone gives up waiting and sends the last piece again while the first is still looked at."""
    client.force_login(worker)
    url, looked = announced(client, opened), Barrier(2)
    accept = sniff.accept

    def slowly(*given):
        with suppress(BrokenBarrierError):
            looked.wait(1)
        return accept(*given)

    monkeypatch.setattr(sniff, "accept", slowly)
    clients = [Client(), Client()]
    for each in clients:
        each.force_login(worker)

    def sent(each):
        try:
            return send(each, url)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(sent, clients))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Paper.objects.count() == 1
