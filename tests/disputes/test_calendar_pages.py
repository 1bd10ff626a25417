"""The administrator's calendar: the year at a glance, the notice typed, seen, confirmed; and nobody else's business."""

import datetime as dt
import re

import pytest
import time_machine
from django.core.cache import cache
from django.utils.translation import override

from disputes import calendars
from disputes.models import Deadline, HolidayNotice, User
from disputes.rules.calendar import PUBLISHED
from tests.arbitration.walk import CHINA, Cast, Walk
from tests.disputes.notice_sample import NUMBER, REST, WORK

pytestmark = pytest.mark.django_db
TYPED = {"year": "2027", "number": NUMBER, "rest": REST, "work": WORK}


@pytest.fixture(autouse=True)
def only_the_package():
    calendars.forget()
    cache.clear()
    yield
    calendars.forget()


@pytest.fixture
def admin(client):
    user = User.objects.create_superuser("root", password="x", name="管理员")
    client.force_login(user)
    return user


@pytest.fixture
def accepted(dispute, worker, employer, clerk, director, presiding, recorder, committee):
    """Its 45 days end on 2027-02-12, a day off by the notice."""
    with time_machine.travel(dt.datetime(2026, 12, 28, 9, tzinfo=CHINA), tick=False) as clock:
        walk = Walk(dispute, Cast(worker, employer, clerk, director, presiding, recorder, committee), clock)
        walk.file()
        walk.accept()
        yield walk


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_year_at_a_glance_says_every_day_by_word_shape_and_colour(client, admin):
    page = client.get("/calendar/2026/").content.decode()
    assert page.count('<table class="cal__month">') == 12
    assert '<td class="cal__day cal__day--statutory" title="春节">17<b>节</b></td>' in page
    assert '<td class="cal__day cal__day--rest">20<b>休</b></td>' in page
    assert '<td class="cal__day cal__day--work">14<b>班</b></td>' in page
    assert (
        page.count("cal__day--statutory") == 13 + 1 and "国办发明电〔2025〕7号" in page
    )  # one in the legend
    assert '<td class="cal__day cal__day--rest">21<b>休</b></td>' in page  # a Saturday of the Spring Festival
    assert page.count("cal__day--work") == 6 + 1 and "全年工作日" in page


def test_a_year_without_its_notice_says_that_it_is_provisional(client, admin):
    assert "暂定" in text(client.get("/calendar/2027/"))
    assert client.get("/calendar/2003/").status_code == client.get("/calendar/2100/").status_code == 404


def test_a_notice_is_typed_seen_and_confirmed(client, accepted, admin):
    seen = client.post("/calendar/load/", TYPED)
    assert seen.status_code == 200 and not HolidayNotice.objects.exists()
    assert "制作裁决" in text(seen) or "作出裁决" in text(seen)
    assert accepted.cast.office.name in text(seen)
    for secret in ("陈嘉禾", "云岭", accepted.dispute.reference, accepted.case.number or "穗越劳人仲案"):
        assert secret not in text(seen)
    done = client.post("/calendar/load/", {**TYPED, "confirmed": PUBLISHED.version}, follow=True)
    row = HolidayNotice.objects.get()
    assert done.redirect_chain[-1][0] == "/calendar/2027/" and row.loaded_by == admin and row.moved
    assert f"{row.moved} 个期限已改变" in text(done) and NUMBER in text(done) and "施行中" in text(done)
    assert Deadline.objects.get(code="arbitration.award").due_on == dt.date(2027, 2, 15)


def test_confirming_twice_or_over_a_changed_calendar_changes_nothing(client, accepted, admin):
    sure = {**TYPED, "confirmed": PUBLISHED.version}
    client.post("/calendar/load/", sure)
    again = client.post("/calendar/load/", sure)  # the back button, or a second administrator
    assert again.status_code == 200 and "在此期间工作日历已经变更" in text(again)
    assert "这份通知已经施行" in text(again) and "确认载入" not in text(again)
    version = calendars.in_force().version
    client.post("/calendar/load/", {**TYPED, "confirmed": version})
    assert HolidayNotice.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("rest", REST.replace("2027-01-03", "2027-01-32"), "第 1 行：没有"),
        ("rest", REST.replace("端午节：2027-06-09\n", ""), "缺少法定节假日 2027年6月9日（周三）"),
        ("work", WORK + "\n2027-02-22", "第 4 行：2027年2月22日（周一）本来就是工作日"),
        ("rest", REST.replace("2027-01-03", "2027-01-32") + "\n5月32日", "第 8 行：没有"),
        ("year", "2003", "2004"),
        ("number", "", "必填"),
    ],
)
def test_a_fault_names_its_line_and_what_was_typed_stays(client, admin, field, typed, words):
    page = client.post("/calendar/load/", {**TYPED, field: typed})
    assert (
        page.status_code == 422 and "错误：" in page.content.decode() and not HolidayNotice.objects.exists()
    )
    kept = page.context["form"]
    assert kept[field].value() == typed and kept["number"].value() == {**TYPED, field: typed}["number"]
    assert words in text(page) or field in ("number", "year")


def test_what_was_typed_can_be_changed_after_it_was_seen(client, admin):
    page = client.post("/calendar/load/", {**TYPED, "edit": "1"})
    assert page.status_code == 200 and page.context["form"]["rest"].value() == REST


@pytest.mark.parametrize("address", ["/calendar/", "/calendar/2026/", "/calendar/load/"])
def test_the_calendar_is_for_administrators_alone(client, clerk, director, worker, address):
    assert client.get(address).status_code == 302
    for user in (clerk, director, worker):
        client.force_login(user)
        assert client.get(address).status_code == 403
        assert client.post("/calendar/load/", TYPED).status_code == 403
    assert not HolidayNotice.objects.exists()


def test_the_case_tells_its_people_what_the_notice_moved_and_every_date_opens_into_its_story(
    client, accepted, admin
):
    client.post("/calendar/load/", {**TYPED, "confirmed": PUBLISHED.version})
    client.force_login(accepted.cast.worker)
    page = text(client.get(accepted.dispute.get_absolute_url()))
    assert "期限重新计算" in page and NUMBER in page and "2027年2月12日 → 2027年2月15日" in page
    assert "原为2027年2月12日（周五）" in page and "工作日历版本" in page and "这个日期怎么来的" in page
    assert "工作日历版本" in text(client.get("/my/"))
    client.force_login(accepted.cast.director)
    assert "工作日历版本" in text(client.get("/overview/"))
    assert "工作日历版本" in text(client.get("/work/?tab=office"))
    client.cookies["django_language"] = "en"
    with override("en"):
        english = text(client.get(accepted.dispute.get_absolute_url()))
    assert "Time limits counted anew" in english and "Earlier: Fri 2027-02-12" in english
