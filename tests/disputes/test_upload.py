import hashlib
import io
import os

import pytest
from PIL import Image

from disputes.acts import perform
from disputes.models import Paper

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
