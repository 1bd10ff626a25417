"""Hearings brought from another system: seen first, then all of them or none, through the one allocator."""

import datetime as dt
import io
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from arbitration import handover
from arbitration.models import Arbitration, Booking, Hearing, Room
from disputes.models import DocketEntry, Office, Paper
from tests.arbitration.test_hearing import another, ready, schedule
from tests.arbitration.test_planning import DAY, away
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]
PAGE = "/hearings/handover/"
HEAD = "案号\t日期\t开始\t结束\t仲裁庭\t仲裁员"


@pytest.fixture
def two(ready, clerk, client):
    cases = ready, another(ready)
    client.force_login(clerk)
    return cases


def row(walk, start="9:00", end="10:30", day="2026-03-30", room=None, who="Presiding"):
    return "\t".join([walk.case.number, day, start, end, room or walk.room.name, who])


def sheet(*rows):
    return "\n".join([HEAD, *rows])


def told(client, text, **more):
    answer = client.post(PAGE, {"hearings": text, **more})
    return answer.status_code, answer.content.decode()


def test_the_rows_are_seen_first_and_nothing_is_booked_before(two, client):
    assert "五个工作日" in client.get(PAGE).content.decode()
    before = DocketEntry.objects.count()
    text = sheet(row(two[0]), row(two[1], "14:00", "15:30"))
    status, page = told(client, text)
    assert status == 200 and "尚未排定" in page and page.count("可以排定") == 2 and "排定这 2 场庭审" in page
    assert (
        not Booking.objects.exists()
        and not Hearing.objects.exists()
        and not Paper.objects.filter(code="D19").exists()
    )
    assert DocketEntry.objects.count() == before


def test_confirmed_each_is_scheduled_by_its_own_step_with_its_notices(two, client):
    answer = client.post(PAGE, {"hearings": sheet(row(two[0]), row(two[1], "14:00", "15:30")), "book": "1"})
    assert answer.url == "/hearings/?week=2026-03-30"
    assert "已排定 2 场庭审" in client.get(answer.url).content.decode()
    assert sorted(Hearing.objects.filter(stands=True).values_list("start", "end")) == [(18, 21), (28, 31)]
    assert DocketEntry.objects.filter(step="arbitration.schedule").count() == 2
    assert Paper.objects.filter(code="D19").count() == 4, "a summons for each party"
    assert set(Arbitration.objects.values_list("stage", flat=True)) == {"scheduled"}


def test_the_same_list_once_more_books_nothing_twice(two, client):
    text = sheet(row(two[0]), row(two[1], "14:00", "15:30"))
    told(client, text, book="1")
    entries = DocketEntry.objects.count()
    status, page = told(client, text)
    assert status == 200 and page.count("已经排定") == 2 and 'name="book"' not in page
    told(client, text, book="1")
    assert DocketEntry.objects.count() == entries and Hearing.objects.count() == 2
    status, page = told(client, sheet(row(two[0], "15:30", "17:00")))
    assert status == 422 and "已排定于2026年3月30日 09:00–10:30开庭" in page


def test_rows_that_overlap_are_refused_by_row_and_none_is_booked(two, client):
    text = sheet(row(two[0]), row(two[1], "10:00", "11:00"))
    for more in ({}, {"book": "1"}):
        status, page = told(client, text, **more)
        assert status == 422 and "第3行" in page and "第2行" not in page
        assert "Presiding" in page and "已被占用" in page and two[0].case.number in page, (
            "the conflict is named"
        )
        assert not Hearing.objects.exists() and not Booking.objects.exists()
        assert not DocketEntry.objects.filter(step="arbitration.schedule").exists()


def test_what_was_booked_by_hand_and_who_is_away_stand_in_its_way(two, client):
    schedule(two[0], start="09:00", end="10:30")
    status, page = told(client, sheet(row(two[1], "10:00", "11:30")))
    assert status == 422 and "已被占用" in page
    away(two[0].cast.office, two[0].cast.clerk, room=two[0].room, since=DAY + dt.timedelta(days=1))
    status, page = told(client, sheet(row(two[1], day="2026-03-31")))
    assert status == 422 and "第2行" in page and two[0].room.name in page


FAULTS = {
    "day_past": (lambda w: row(w, day="2026-03-01"), "已经过去"),
    "day_too_soon": (lambda w: row(w, day="2026-03-10"), "五个工作日"),
    "no_day": (lambda w: row(w, day="2026-02-30"), "2026-02-30"),
    "no_case": (lambda w: row(w).replace(w.case.number, "穗劳人仲案字〔2026〕9999号"), "没有案号为"),
    "no_room": (lambda w: row(w, room="第九仲裁庭"), "没有名为第九仲裁庭"),
    "no_hour": (lambda w: row(w, start="上午"), "上午"),
    "off_the_half_hour": (lambda w: row(w, start="9:10"), "半"),
    "ends_before": (lambda w: row(w, start="11:00", end="9:00"), "第2行"),
    "others_sit": (lambda w: row(w, who="某某"), "仲裁庭组成人员是Presiding"),
    "columns": (lambda w: w.case.number + "\t2026-03-30", "请分列填写"),
}


@pytest.mark.parametrize("which", list(FAULTS))
def test_every_fault_is_named_by_its_row(two, client, which):
    make, words = FAULTS[which]
    status, page = told(client, sheet(make(two[0]), row(two[1], "14:00", "15:30")), book="1")
    assert status == 422 and "第2行" in page and words in page
    assert not Hearing.objects.exists()


def test_the_case_and_the_room_of_another_committee_are_as_if_they_were_missing(two, client):
    elsewhere = Office.objects.create(kind="committee", name="他处委员会", short="他", division="440105")
    Room.objects.create(office=elsewhere, name="他处仲裁庭")
    status, page = told(client, sheet(row(two[0], room="他处仲裁庭")))
    assert status == 422 and "没有名为他处仲裁庭" in page
    client.force_login(person("other-clerk", role="clerk", office=elsewhere))
    foreign = told(client, sheet(row(two[0], room="他处仲裁庭")))[1]
    assert f"没有案号为{two[0].case.number}" in foreign
    for who in (two[0].cast.worker, two[0].cast.presiding, two[0].cast.director):
        client.force_login(who)
        assert client.get(PAGE).status_code == client.post(PAGE, {"hearings": "x"}).status_code == 403


def test_a_case_twice_and_a_case_without_tribunal(two, client, clock):
    status, page = told(client, sheet(row(two[0]), row(two[0], "14:00", "15:30")))
    assert status == 422 and "与第2行是同一案件" in page
    Arbitration.objects.filter(pk=two[1].case.pk).update(formed_on=None, presiding=None)
    status, page = told(client, sheet(row(two[1])))
    assert status == 422 and "第2行" in page and "仲裁庭" in page


def test_as_a_spreadsheet_with_its_own_dates_and_hours(two, client):
    book = Workbook()
    book.active.append(HEAD.split("\t"))
    bracketed = two[0].case.number.replace("〔", "[").replace("〕", "]")
    book.active.append(
        [bracketed, dt.date(2026, 3, 30), dt.time(9), dt.time(10, 30), "第一仲裁庭", "Presiding"]
    )
    raw = io.BytesIO()
    book.save(raw)
    handed = SimpleUploadedFile("hearings.xlsx", raw.getvalue())
    answer = client.post(PAGE, {"hearings": "", "hearings_file": handed})
    assert answer.status_code == 200 and "可以排定" in answer.content.decode()
    lines = f"{HEAD}\n{row(two[1], '14时', '15时30分', '2026年3月30日', who='')}".replace("\t", ",")
    handed = SimpleUploadedFile("hearings.csv", lines.encode("gb18030"))
    answer = client.post(PAGE, {"hearings": "", "hearings_file": handed})
    assert answer.status_code == 200 and "14:00–15:30" in answer.content.decode()
    handed = SimpleUploadedFile("hearings.pdf", b"%PDF-1.4 nothing")
    answer = client.post(PAGE, {"hearings": "", "hearings_file": handed})
    assert answer.status_code == 422


def test_pasted_rows_may_stand_between_commas_and_name_three_arbitrators(two, client):
    a, b = (person(f"side{n}", role="arbitrator", office=two[0].cast.office) for n in (1, 2))
    Arbitration.objects.filter(pk=two[0].case.pk).update(bench=[a.pk, b.pk])
    names = f"{a}、Presiding、{b}"
    status, page = told(client, row(two[0], who=names).replace("\t", "，"))
    assert status == 200 and "可以排定" in page
    status, page = told(client, row(two[0], who=f"{a}、{b}").replace("\t", "，"))
    assert status == 422 and "组成人员是" in page


def test_the_list_can_be_changed_and_is_not_lost(two, client):
    text = sheet(row(two[0]))
    status, page = told(client, text, edit="1")
    assert (
        status == 200 and two[0].case.number in page and "Presiding" in page and "error-summary" not in page
    )
    assert client.post(PAGE, {"hearings": ""}).status_code == 422


def test_too_many_rows_are_refused_before_anything_is_asked(two, client):
    status, page = told(client, "\n".join([row(two[0])] * (handover.MOST + 1)))
    assert status == 422 and "200" in page


def test_a_page_in_english_says_so_too(two, client):
    client.cookies["django_language"] = "en"
    status, page = told(client, sheet(row(two[0], day="2026-03-01")))
    assert status == 422 and "Row 2:" in page and "is past" in page


def test_reading_asks_a_bounded_number_of_times(two, clerk, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        lines = handover.read(sheet(row(two[0]), row(two[1], "14:00", "15:30")), clerk)
    assert [line.row for line in lines] == [2, 3]
    began = time.thread_time()
    handover.rehearse(lines, clerk)
    assert time.thread_time() - began < 5
