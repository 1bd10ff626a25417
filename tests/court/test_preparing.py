"""A large file is prepared beside the case: with progress, by whoever has time, and the same bytes in the end."""

import datetime as dt

import pikepdf
import pytest
import time_machine

from disputes.acts import NotLawful, perform
from disputes.court import index, package, preparing
from disputes.models import DocketEntry, HandOff, PackageJob, Paper
from disputes.papers import shelf
from tests.court.test_package import payload
from tests.disputes.papers_sample import sample

pytestmark = pytest.mark.drawn


@pytest.fixture
def generated(case):
    """`generated(n)`: so many acceptance notices, none of them rendered yet."""

    def make(many: int, **fields) -> list[Paper]:
        shape = {"code": "D09", "title": "受理通知书", "media_type": "application/pdf", "data": sample("D09")}
        return [
            Paper.objects.create(dispute=case, name=f"D09-{n}.pdf", **{**shape, **fields})
            for n in range(many)
        ]

    return make


@pytest.fixture
def large(monkeypatch):
    """Whatever has more than two papers is large."""
    monkeypatch.setattr(preparing, "SMALL", (2, 1024 * 1024))


def send(client, clerk, handoff):
    client.force_login(clerk)
    return client.post(send_page(handoff), {})


def send_page(handoff):
    return f"/cases/{handoff.dispute.reference}/handoff/{handoff.pk}/send/"


def job_of(handoff) -> PackageJob:
    return PackageJob.objects.get(handoff=handoff.pk)


def test_a_small_file_is_prepared_and_ready_at_once(generated, handoff):
    generated(2)
    job = preparing.asked_for(handoff())
    assert job.ready and (job.done, job.total) == (3, 3)


def test_a_large_file_waits_for_tick_and_says_how_far_it_is(generated, handoff, large, monkeypatch):
    generated(3)
    one = handoff()
    job = preparing.asked_for(one)
    assert job.state == "queued" and not Paper.objects.exclude(sha256="").exists()
    assert preparing.asked_for(one).pk == job.pk and PackageJob.objects.count() == 1
    ticks = iter([0, 0, 0, 99, 99, 99])
    monkeypatch.setattr(preparing.time, "monotonic", lambda: next(ticks))
    assert preparing.work_off() == 0
    assert (job_of(one).state, job_of(one).done, job_of(one).total) == ("preparing", 1, 4)
    monkeypatch.undo()
    assert preparing.work_off() == 1 and job_of(one).ready
    assert (job_of(one).done, job_of(one).total) == (4, 4)


def test_the_clerk_is_told_how_far_it_is_and_nothing_is_sent_before_it_is_ready(
    generated, handoff, large, client, clerk
):
    generated(3)
    one = handoff()
    answer = send(client, clerk, one)
    assert answer.status_code == 422 and "尚未移送" in answer.content.decode()
    assert HandOff.objects.get(pk=one.pk).stage == "filed"
    PackageJob.objects.update(done=1)
    page = client.get(send_page(one)).content.decode()
    assert "共4项，已完成1项" in page and "<progress" in page
    preparing.work_off()
    assert HandOff.objects.get(pk=one.pk).stage == "sent"
    (entry,) = DocketEntry.objects.filter(step="handoff.send")
    assert entry.by == clerk and HandOff.objects.get(pk=one.pk).package_sha256
    assert client.get(one.get_absolute_url()).status_code == 200


def test_it_is_sent_once_however_many_rounds_and_workers_there_are(generated, handoff, large, client, clerk):
    generated(3)
    one = handoff()
    send(client, clerk, one)
    send(client, clerk, one)  # impatient
    preparing.work_off()
    for _round in range(3):
        preparing.work_off()
        preparing.send(job_of(one))
    assert DocketEntry.objects.filter(step="handoff.send").count() == 1 and job_of(one).asked_by is None


def test_one_killed_between_ready_and_sent_is_sent_in_the_next_round(
    generated, handoff, large, client, clerk, monkeypatch
):
    generated(3)
    one = handoff()
    send(client, clerk, one)
    with monkeypatch.context() as patch:
        patch.setattr(preparing, "send", lambda job: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            preparing.work_off()
    assert job_of(one).ready and HandOff.objects.get(pk=one.pk).stage == "filed"
    preparing.work_off()
    assert HandOff.objects.get(pk=one.pk).stage == "sent"


def test_what_came_back_is_not_sent_again_unasked(generated, handoff, large, client, clerk, court):
    generated(3)
    one = handoff()
    send(client, clerk, one)
    preparing.work_off()
    perform(HandOff.objects.get(pk=one.pk), "return_file", by=court, reason="材料不全")
    preparing.work_off()
    assert HandOff.objects.get(pk=one.pk).stage == "returned"
    assert DocketEntry.objects.filter(step="handoff.send").count() == 1


def test_a_paper_that_came_between_ready_and_sent_goes_along(
    generated, handoff, large, client, clerk, monkeypatch
):
    generated(3)
    one = handoff()
    send(client, clerk, one)
    with monkeypatch.context() as patch:
        patch.setattr(preparing, "send", lambda job: None)
        preparing.work_off()
    generated(1, title="出庭通知书")
    preparing.work_off()
    assert job_of(one).state == "queued" and HandOff.objects.get(pk=one.pk).stage == "filed"
    preparing.work_off()
    assert HandOff.objects.get(pk=one.pk).stage == "sent" and job_of(one).total == 5


@pytest.mark.parametrize("what", ["left the post", "locked out", "not lawful", "fault"])
def test_why_it_could_not_be_sent_is_told_the_clerk_and_it_is_not_tried_again(
    generated, handoff, large, client, clerk, director, what, monkeypatch, committee
):
    from tests.conftest import person

    generated(3)
    one = handoff()
    send(client, clerk, one)
    if what == "left the post":
        clerk.posts.update(until=dt.date(2020, 2, 1))
    elif what == "locked out":
        type(clerk).objects.filter(pk=clerk.pk).update(is_active=False)
    elif what == "not lawful":
        monkeypatch.setattr(preparing, "perform", _refusing)
    else:
        monkeypatch.setattr(preparing, "perform", lambda *args, **facts: 1 / 0)
    preparing.work_off()
    preparing.work_off()
    job = job_of(one)
    assert job.refused and job.asked_by is None and HandOff.objects.get(pk=one.pk).stage == "filed"
    client.force_login(person("another", role="clerk", office=committee))
    for address in (send_page(one), one.get_absolute_url()):
        assert job.refused in client.get(address).content.decode()
    monkeypatch.undo()
    assert send(client, person("another"), one).status_code == 302
    assert HandOff.objects.get(pk=one.pk).stage == "sent" and not HandOff.objects.get(pk=one.pk).unsent


def _refusing(*_args, **_facts):
    raise NotLawful("法院名册中没有这个法院。")


def test_a_paper_that_fails_is_told_on_the_page_of_the_hand_off(generated, handoff, large, client, clerk):
    generated(2)
    generated(1, title="坏的通知书", data={})
    one = handoff()
    send(client, clerk, one)
    preparing.work_off()
    page = client.get(one.get_absolute_url()).content.decode()
    assert "有一份材料无法制作" in page and HandOff.objects.get(pk=one.pk).stage == "filed"


def test_prepared_or_not_the_package_is_the_same_to_the_byte(generated, sent):
    generated(3)
    one = sent()
    made = HandOff.objects.get(pk=one.pk)
    entry = DocketEntry.objects.get(step="handoff.send")
    Paper.objects.filter(code="J03").delete()
    job = preparing.asked_for(made)
    assert job.ready and job_of(one).bound_sha256
    again = package.build(entry)
    assert (again.sha256, again.size) == (made.package_sha256, made.package_size)
    PackageJob.objects.all().delete()
    Paper.objects.filter(code="J03").delete()
    Paper.objects.update(sha512="", pages=0)
    again = package.build(entry)
    assert (again.sha256, again.size) == (made.package_sha256, made.package_size)


def test_what_is_ready_is_neither_rendered_nor_bound_again(generated, handoff, clerk, monkeypatch):
    generated(3)
    one = handoff()
    preparing.asked_for(one)
    monkeypatch.setattr(index, "_bind", None)
    monkeypatch.setattr(index, "_pages", lambda paper: 1 if paper.code == "J03" else 1 / 0)
    perform(one, "send", by=clerk)
    assert HandOff.objects.get(pk=one.pk).package_sha256


def test_a_paper_that_came_meanwhile_is_prepared_first(generated, handoff, large):
    generated(3)
    one = handoff()
    preparing.asked_for(one)
    preparing.work_off()
    assert preparing.asked_for(one).ready
    generated(1, title="出庭通知书")
    assert preparing.asked_for(one).state == "queued"
    preparing.work_off()
    assert preparing.asked_for(one).ready and job_of(one).total == 5


def test_a_paper_that_fails_is_named_and_can_be_tried_again(generated, handoff, large, client, clerk):
    generated(2)
    (broken,) = generated(1, title="坏的通知书", data={})
    one = handoff()
    preparing.asked_for(one)
    assert preparing.work_off() == 0
    job = job_of(one)
    assert job.state == "failed" and job.failed_on == broken and not job.ready and job.taken_at is None
    client.force_login(clerk)
    assert "有一份材料无法制作" in client.get(send_page(one)).content.decode()
    Paper.objects.filter(pk=broken.pk).update(data=sample("D09"))
    assert preparing.asked_for(one).state == "queued"
    assert preparing.work_off() == 1 and job_of(one).ready


def test_a_small_file_with_a_paper_that_fails_says_so_at_once(generated, handoff, client, clerk):
    generated(1, title="坏的通知书", data={})
    one = handoff()
    answer = send(client, clerk, one)
    assert answer.status_code == 422 and "坏的通知书”无法制作" in answer.content.decode()
    assert HandOff.objects.get(pk=one.pk).stage == "filed"


def test_of_two_workers_one_gets_it_and_a_dead_ones_place_is_taken_after_its_lease(generated, handoff, large):
    generated(3)
    one = handoff()
    job = preparing.asked_for(one)
    assert preparing._taken(job) and not preparing._taken(job)
    assert preparing.work_off() == 0  # somebody has it, who is dead
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=3)):
        assert preparing.work_off() == 1
    assert job_of(one).ready


def test_a_worker_killed_half_way_loses_at_most_the_paper_it_was_at(generated, handoff, large, monkeypatch):
    papers, kept, looked = generated(3), index.kept, []
    one = handoff()
    preparing.asked_for(one)

    def until_killed(paper):
        looked.append(paper.pk)
        if len(looked) == 3:
            raise KeyboardInterrupt
        return kept(paper)

    monkeypatch.setattr(index, "kept", until_killed)
    with pytest.raises(KeyboardInterrupt):
        preparing.work_off()
    monkeypatch.setattr(index, "kept", kept)
    job = job_of(one)
    assert (
        (job.state, job.done) == ("preparing", 2)
        and job.taken_at
        and HandOff.objects.get(pk=one.pk).stage == "filed"
    )
    assert [bool(paper.sha512) for paper in Paper.objects.order_by("pk")] == [True, True, False]
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=3)):
        assert preparing.work_off() == 1
    assert job_of(one).ready and Paper.objects.exclude(sha512="").count() == len(papers)


def test_the_volume_has_every_pdf_a_bookmark_for_each_and_the_pages_the_list_names(generated, paper, sent):
    generated(2)
    paper("工资条", "PAYSLIP")
    generated(1)
    files = payload(sent())
    import json

    lines = json.loads(files["data/handoff.json"])["files"]
    assert [line["page"] > 0 for line in lines] == [True, True, False, True]
    from io import BytesIO

    with pikepdf.open(BytesIO(files["data/volume.pdf"])) as book:
        assert len(book.pages) == sum(line["pages"] for line in lines if line["page"])
        with book.open_outline() as outline:
            marks = [(mark.title, book.pages.index(mark.destination[0]) + 1) for mark in outline.root]
    assert marks == [(line["name"].removesuffix(".pdf"), line["page"]) for line in lines if line["page"]]


def test_a_file_without_a_pdf_has_no_volume(paper, sent):
    paper("工资条", "PAYSLIP")
    assert "data/volume.pdf" not in payload(sent())


def test_a_draft_of_a_dead_process_is_swept(generated, handoff):
    draft = shelf.store().draft(".zip")
    assert draft.parent.name == "incoming"
    shelf.store().sweep(-5)
    assert not draft.exists()
