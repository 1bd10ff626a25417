"""docs/threats.md 16: a document swapped or altered after it was made is found, by whoever looks."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from disputes import checks
from disputes.access import audience_of
from disputes.models import Paper
from disputes.papers import shelf
from disputes.papers.render import render
from disputes.papers.store import Damaged
from tests.arbitration.conftest import cast, clock, room, walk
from tests.arbitration.walk import walk_to
from tests.disputes.papers_sample import sample

pytestmark = pytest.mark.django_db
__all__ = ["cast", "clock", "room", "walk"]


@pytest.fixture
def notice(walk):
    """The notice of acceptance, printed."""
    walk_to("accepted", walk.dispute, walk.cast, walk.clock)
    paper = Paper.objects.get(code="D09")
    shelf.bytes_of(paper)
    return Paper.objects.get(pk=paper.pk)


def swap(paper, content=b"%PDF-1.7 another"):
    """As somebody with the disk would."""
    path = shelf.store().path(paper.sha256)
    path.chmod(0o600)
    path.write_bytes(content)


def test_threat_16_a_swapped_file_is_not_handed_out_and_the_scrub_names_it(notice, walk, client):
    client.force_login(walk.cast.worker)
    assert client.get(notice.get_absolute_url()).status_code == 200
    assert list(checks.every_paper_is_as_it_was_kept()) == []
    swap(notice)
    with pytest.raises(Damaged):
        shelf.bytes_of(notice)
    answer = client.get(notice.get_absolute_url())
    assert answer.status_code == 500 and "文件已损坏" in answer.content.decode()
    (finding,) = checks.every_paper_is_as_it_was_kept()
    assert walk.dispute.reference in finding.where and "backup" in finding.repair
    shelf.store().path(notice.sha256).unlink()
    assert client.get(notice.get_absolute_url()).status_code == 500
    assert len(list(checks.every_paper_is_as_it_was_kept())) == 1


def test_threat_16_every_single_byte_of_a_file_counts(notice):
    good = shelf.bytes_of(notice)
    for at in range(0, len(good), max(1, len(good) // 60)):
        swap(notice, good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        with pytest.raises(Damaged):
            shelf.bytes_of(notice)


def test_threat_16_the_document_carries_a_code_that_leads_to_its_check(notice, client):
    code = notice.check_code
    assert len(code) == 12 and notice.data["check"].endswith(f"/verify/{code}/")
    page = client.get(f"/verify/{code}/").content.decode()
    assert "受理通知书" in page and notice.number in page and notice.sha256 in page
    for party in notice.dispute.parties.all():
        assert party.name not in page
    assert notice.dispute.reference not in page
    swap(notice)
    assert "本平台保存的文件已损坏" in client.get(f"/verify/{code}/").content.decode()


def test_threat_16_the_file_itself_is_compared_to_the_byte_and_not_kept(notice, client):
    good = shelf.bytes_of(notice)
    before = sorted(shelf.store().hashes())
    same = client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", good)}).content.decode()
    assert "完全一致" in same and notice.number in same
    other = client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", good[:-1] + b" ")}).content.decode()
    assert "已被改动" in other and notice.number not in other
    assert sorted(shelf.store().hashes()) == before


def test_a_code_is_typed_in_any_case_or_as_the_whole_address(notice, client):
    for typed in (notice.check_code, notice.check_code.upper(), notice.data["check"]):
        answer = client.post("/verify/", {"code": typed}, follow=True)
        assert answer.status_code == 200 and notice.number in answer.content.decode(), typed
    for wrong in ("222222222222", "核验", "../../etc", "x"):
        answer = client.post("/verify/", {"code": wrong}, follow=True)
        assert answer.status_code == 404 and "没有使用该核验码" in answer.content.decode(), wrong
    assert client.post("/verify/", {}).status_code == 422


@pytest.mark.parametrize("code", ["222222222222", "2222-2222"])
def test_ux_06_a_code_that_no_document_has_stands_in_its_field_to_be_put_right(code, client):
    wrong = client.post("/verify/", {"code": code}, follow=True)
    assert wrong.status_code == 404 and f'value="{code}"' in wrong.content.decode()


def test_what_nobody_outside_may_know_of_has_no_code(notice, client):
    hidden = Paper.objects.get(code="D08")
    assert audience_of(hidden.audience) == "side" and not hidden.check_code and "check" not in hidden.data
    made = SimpleUploadedFile("a.pdf", shelf.bytes_of(hidden))
    assert "已被改动" in client.post("/verify/", {"file": made}).content.decode()


def test_the_code_is_drawn_on_the_page_and_the_same_data_give_the_same_bytes():
    data = sample("D09") | {"check": "https://example.org/verify/abcdefgh2345/"}
    made = render("D09", data)
    assert made == render("D09", data) and len(made) > len(render("D09", sample("D09")))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) >= 1


def test_a_copy_that_can_be_edited_carries_no_code(notice):
    """Else changed words would stand above a code that says they were made here."""
    from disputes.papers.render import hypertext

    assert notice.check_code not in hypertext(notice.code, notice.data)
