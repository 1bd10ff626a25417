"""The worklist: filters in the address, kept views, many at once with what became of each, put aside, as a spreadsheet."""

import datetime as dt
import io
import zipfile

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from arbitration.models import Arbitration
from disputes.acts import perform
from disputes.models import CaseTask, Dispute, Engagement, Office, Party, SavedView
from disputes.models.worklist import ORDER
from disputes.views.exporting import MOST
from disputes.views.queue import Asked
from tests.bench.worklist_world import fill, people_and_offices
from tests.conftest import person

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 9, 10)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(dt.datetime(2026, 9, 10, 2, tzinfo=dt.UTC), tick=False):
        yield


@pytest.fixture
def house(dispute, worker):
    """Three hundred open tasks at each of ten offices; clerk0 is clerk and director of the first."""
    entry = perform(dispute, "open", by=worker)
    offices, people, whole = people_and_offices(worker)
    fill(0, 3000, offices=offices, people=people, dispute=whole, entry=entry)
    return {"offices": offices, "people": people, "dispute": whole}


@pytest.fixture
def clerk0(house, client):
    user = house["people"][0]
    client.force_login(user)
    return user


def tasks_of(house, **narrow):
    return CaseTask.objects.filter(office=house["offices"][0], **narrow).order_by(*ORDER)


def hand(client, action, tasks, **more):
    chosen = {"action": action, "task": [task.pk for task in tasks], "confirmed": "1"}
    return client.post("/work/hand/", chosen | more, follow=True)


def rows_of(answer):
    book = load_workbook(io.BytesIO(answer.content))
    return list(book.worksheets[0].iter_rows(values_only=True)), book.worksheets[1]


@pytest.mark.parametrize(
    ("asked", "narrow"),
    [
        ("tab=office&due=overdue", {"due_on__lt": TODAY}),
        ("tab=office&due=soon", {"due_on__range": (TODAY, TODAY + dt.timedelta(days=3))}),
        ("tab=office&due=later", {"due_on__gt": TODAY + dt.timedelta(days=3)}),
        ("tab=office&owner=nobody", {"owner": None}),
        ("tab=office&due=overdue&owner=nobody", {"due_on__lt": TODAY, "owner": None}),
        ("tab=office&kind=service", {"record_type": "service"}),
        ("tab=office&kind=award", {"record_type": "award"}),
    ],
)
def test_ux_27_a_filter_stands_in_the_address_and_list_count_and_export_agree(
    asked, narrow, house, clerk0, client
):
    count = tasks_of(house, **narrow).count()
    page = client.get(f"/work/?{asked}")
    seen, after = [task.pk for task in page.context["page"].rows], page.context["page"].after
    while after:
        following = client.get(f"/work/?{asked}&after={after}").context["page"]
        seen, after = seen + [task.pk for task in following.rows], following.after
    assert seen == list(tasks_of(house, **narrow).values_list("pk", flat=True))
    assert page.context["counts"]["found"] == str(count)
    rows, _about = rows_of(client.get(f"/work/export/?{asked}"))
    assert len(rows) - 1 == count


def test_ux_27_what_is_overdue_has_one_number_in_tab_list_and_export(house, clerk0, client):
    CaseTask.objects.filter(owner=clerk0).update(due_on=TODAY + dt.timedelta(days=9))
    late = list(tasks_of(house, owner=clerk0)[:7])
    CaseTask.objects.filter(pk__in=[task.pk for task in late]).update(due_on=TODAY - dt.timedelta(days=1))
    page = client.get("/work/?tab=mine&due=overdue")
    assert page.context["counts"]["overdue"] == page.context["counts"]["found"] == "7"
    assert page.content.decode().count("due--overdue") == 7
    rows, _about = rows_of(client.get("/work/export/?tab=mine"))
    assert [row[1] for row in rows[1:]].count("是") == 7


def test_ux_27_the_overview_counts_the_overdue_tasks_as_the_list_it_leads_to(house, clerk0, client):
    late = tasks_of(house, due_on__lt=TODAY).count()
    figures = client.get("/overview/").context["figures"]
    listed = client.get("/work/?tab=office&due=overdue").context["counts"]["found"]
    rows, _about = rows_of(client.get("/work/export/?tab=office&due=overdue"))
    assert figures["tasks"] == listed == str(late) and len(rows) - 1 == late > 0


def test_an_address_that_asks_for_nonsense_shows_the_whole_list(house, clerk0, client):
    for asked in ("due=x", "role=king", "owner=-1", "owner=99999999999999999999", "tab=mine%00", "kind=%00"):
        answer = client.get(f"/work/?tab=office&{asked}" if "tab" not in asked else f"/work/?{asked}")
        assert answer.status_code == 200 and answer.context["page"].rows


def test_a_spreadsheet_holds_words_and_never_a_formula(house, clerk0, client):
    """Threat: a cause typed as `=HYPERLINK(…)` would run on the clerk's machine."""
    typed = ['=HYPERLINK("http://example.org")', "+1+1", "-2", "@SUM(A1)", "a\x07b", "普通"]
    dispute = house["dispute"]
    for cause in typed:
        type(dispute).objects.filter(pk=dispute.pk).update(cause=cause)
        answer = client.get("/work/export/?tab=mine")
        rows, _about = rows_of(answer)
        assert rows[1][6] == cause.replace("\x07", "")
        sheet = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet


def test_the_spreadsheet_says_what_was_asked_and_how_many_rows_it_has(house, clerk0, client):
    answer = client.get("/work/export/?tab=office&due=overdue&q=%E8%BF%BD%E7%B4%A2")
    assert answer["Content-Disposition"] == 'attachment; filename="worklist-office.xlsx"'
    rows, about = rows_of(answer)
    told = {row[0]: row[1] for row in about.iter_rows(values_only=True)}
    assert told["搜索内容"] == "追索" and told["行数"] == len(rows) - 1 and told["期限"] == "已逾期"


def test_the_spreadsheet_costs_the_same_queries_at_any_size_and_stops_at_its_limit(house, clerk0, client):
    with CaptureQueriesContext(connection) as few:
        client.get("/work/export/?tab=mine")
    with CaptureQueriesContext(connection) as many:
        client.get("/work/export/?tab=office")
    assert len(many) == len(few) <= 8 and MOST == 10_000


def test_ux_24_the_page_takes_twelve_queries_at_most(house, clerk0, client):
    SavedView.keep(clerk0, "我的逾期", "tab=mine&due=overdue")
    for asked in (
        "tab=mine",
        "tab=pool",
        "tab=office",
        "tab=held",
        "tab=office&due=overdue&q=1&owner=nobody",
    ):
        with CaptureQueriesContext(connection) as told:
            client.get(f"/work/?{asked}")
        assert len(told) <= 12, (asked, len(told))


def test_many_are_given_to_a_colleague_and_each_refusal_has_its_reason(house, clerk0, client):
    clerk = person("second", role="clerk", office=house["offices"][0])
    recorder = person("writer", role="recorder", office=house["offices"][0])
    mine = list(tasks_of(house, role="clerk")[:3])
    foreign = CaseTask.objects.filter(office=house["offices"][1])[0]
    page = hand(client, "assign", [*mine, foreign], to=clerk.pk)
    assert {task.owner for task in CaseTask.objects.filter(pk__in=[t.pk for t in mine])} == {clerk}
    assert CaseTask.objects.get(pk=foreign.pk).owner == foreign.owner
    assert len(page.context["done"]) == 3 and page.context["gone"] == 1
    page = hand(client, "assign", mine, to=recorder.pk)
    assert [one["refused"] for one in page.context["refused"]] == ["Writer 没有办理该待办的岗位。"] * 3
    assert "Writer 没有办理该待办的岗位" in page.content.decode()


def test_nothing_is_done_before_it_is_confirmed_and_what_was_typed_stays(house, clerk0, client):
    task = tasks_of(house, owner=clerk0)[0]
    page = client.post("/work/hand/", {"action": "hold", "task": [task.pk]})
    assert page.status_code == 200 and CaseTask.objects.get(pk=task.pk).held_until is None
    page = hand(client, "hold", [task], until="2026-02-30", why="等身份证明")
    assert page.status_code == 422 and "等身份证明" in page.content.decode()
    page = hand(client, "hold", [task], until="2026-09-09", why="等身份证明")
    assert page.status_code == 422 and "今天之后" in page.content.decode()
    assert CaseTask.objects.get(pk=task.pk).held_until is None


def test_what_is_put_aside_leaves_the_lists_and_comes_back_on_its_day(house, clerk0, client):
    task = tasks_of(house, owner=clerk0, due_on__gt=TODAY + dt.timedelta(days=20))[0]
    hand(client, "hold", [task], until="2026-09-20", why="等待身份证明")
    counts = client.get("/work/?tab=mine").context["counts"]
    assert (counts["mine"], counts["held"]) == ("74", "1")
    held = client.get("/work/?tab=held")
    assert [row.pk for row in held.context["page"].rows] == [
        task.pk
    ] and "等待身份证明" in held.content.decode()
    with time_machine.travel(dt.datetime(2026, 9, 20, 2, tzinfo=dt.UTC), tick=False):
        call_command("tick")
        client.force_login(clerk0)
        counts = client.get("/work/?tab=mine").context["counts"]
    assert (counts["mine"], counts["held"]) == ("75", "0")


def test_a_hold_never_goes_past_the_last_day(house, clerk0, client):
    task = tasks_of(house, owner=clerk0, due_on__gt=TODAY)[0]
    page = hand(client, "hold", [task], until=task.due_on.isoformat(), why="等待")
    (refused,) = page.context["refused"]
    assert "搁置不能超过期限" in refused["refused"] and CaseTask.objects.get(pk=task.pk).held_until is None


def test_who_neither_has_a_task_nor_leads_the_office_moves_nothing(house, client):
    other = person("second", role="clerk", office=house["offices"][0])
    client.force_login(other)
    task = tasks_of(house, role="clerk", owner=house["people"][0])[0]
    for action, more in (
        ("take", {}),
        ("release", {}),
        ("assign", {"to": other.pk}),
        ("hold", {"until": "2026-09-12", "why": "x"}),
        ("wake", {}),
    ):
        hand(client, action, [task], **more)
        now = CaseTask.objects.get(pk=task.pk)
        assert (now.owner, now.held_until) == (task.owner, None), action


def test_all_of_a_list_are_taken_at_once_as_it_is_narrowed(house, clerk0, client):
    lane = Asked(tab="pool", due="overdue").narrow(tasks_of(house, role="clerk", owner=None), clerk0)
    keys = set(lane.values_list("pk", flat=True))
    page = client.post("/work/hand/", {"action": "take", "all": "1", "tab": "pool", "due": "overdue"})
    assert page.status_code == 200 and len(page.context["tasks"]) == len(keys) > 0
    client.post("/work/hand/", {"action": "take", "task": sorted(keys), "confirmed": "1"})
    assert set(CaseTask.objects.filter(pk__in=keys, owner=clerk0).values_list("pk", flat=True)) == keys


def test_a_view_is_kept_replaced_listed_removed_and_nobody_elses(house, clerk0, client):
    client.post("/work/views/", {"name": "逾期", "query": "tab=mine&due=overdue&evil=<b>"})
    view = SavedView.objects.get()
    assert view.query == "tab=mine&due=overdue"
    client.post("/work/views/", {"name": "逾期", "query": "tab=office&due=soon"})
    assert SavedView.objects.get().query == "tab=office&due=soon"
    assert "?tab=office&amp;due=soon" in client.get("/work/").content.decode()
    client.post("/work/views/", {"name": " ", "query": "tab=mine"})
    assert SavedView.objects.count() == 1
    client.force_login(person("second", role="clerk", office=house["offices"][0]))
    assert client.post(f"/work/views/{view.pk}/forget/").status_code == 404
    client.force_login(clerk0)
    client.post(f"/work/views/{view.pk}/forget/")
    assert not SavedView.objects.exists()


def test_nobody_keeps_more_than_twenty_views(house, clerk0):
    kept = [SavedView.keep(clerk0, f"视图{n}", "tab=mine") for n in range(22)]
    assert kept == [True] * 20 + [False] * 2 and SavedView.keep(clerk0, "视图3", "tab=pool")


def test_the_counts_renew_themselves_without_the_rest_of_the_page(house, clerk0, client):
    part = client.get("/work/?tab=mine&part=tabs").content.decode()
    assert part.strip().startswith("<nav") and "tab-pool" in part and "<table" not in part


def test_a_row_names_who_stands_against_whom_to_those_who_read_the_file(dispute, committee, worker, client):
    clerk, lead = (
        person("filer", role="clerk", office=committee),
        person("head", role="lead", office=committee),
    )
    entry = perform(dispute, "open", by=worker)
    Engagement.objects.create(dispute=dispute, office=committee, capacity="arbitration")
    Party.objects.create(dispute=dispute, side="A", name="李二", worker=True)
    fill(0, 1, offices=[committee] * 10, people=[clerk] * 10, dispute=dispute, entry=entry)
    names = "陈嘉禾等2人与广州市云岭物流有限公司"
    client.force_login(clerk)
    assert names in client.get("/work/?tab=mine").content.decode()
    task = CaseTask.objects.get()
    assert names in client.post("/work/hand/", {"action": "hold", "task": [task.pk]}).content.decode()
    for asked, found in (("云岭", 1), ("陈嘉禾", 1), ("无此人", 0)):
        page = client.get(f"/work/?tab=mine&q={asked}").content.decode()
        assert page.count("data-row") == found, asked
    client.force_login(lead)
    page = client.get("/work/?tab=office").content.decode()
    assert page.count("data-row") == 1 and "陈嘉禾" not in page
    assert client.get("/work/?tab=office&q=陈嘉禾").content.decode().count("data-row") == 0, (
        "nor lets be found"
    )


def test_a_case_is_found_by_every_number_its_office_gave_it_however_it_is_typed(
    dispute, committee, worker, client
):
    """The number of receipt, too, once the case has another; never by what another office calls it."""
    clerk = person("filer", role="clerk", office=committee)
    entry = perform(dispute, "open", by=worker)
    Engagement.objects.create(dispute=dispute, office=committee, capacity="arbitration")
    fill(0, 1, offices=[committee] * 10, people=[clerk] * 10, dispute=dispute, entry=entry)
    Arbitration.objects.create(
        dispute=dispute,
        office=committee,
        intake_number="穗劳人仲收字〔2026〕7号",
        number="穗劳人仲案字〔2026〕12号",
    )
    Dispute.objects.filter(pk=dispute.pk).update(number="穗劳人仲裁字〔2026〕3号")
    client.force_login(clerk)
    reference = dispute.reference
    typed = ["穗劳人仲收字〔2026〕7号", "收字（2026）7号", "收字 [2026] 7 号", "案字〔2026〕１２号", "裁字(2026)3", reference,
             reference.lower(), reference.replace("-", ""), reference[:6]]  # fmt: skip
    for one in typed:
        assert client.get("/work/", {"tab": "mine", "q": one}).content.decode().count("data-row") == 1, one
    assert "data-row" not in client.get("/work/", {"tab": "mine", "q": "收字〔2026〕8号"}).content.decode()
    other = Office.objects.create(kind="committee", name="别处", short="别", division="440105")
    Arbitration.objects.update(office=other)
    assert "data-row" not in client.get("/work/", {"tab": "mine", "q": "收字〔2026〕7号"}).content.decode()


def test_what_the_law_dates_stands_above_the_houses_own_targets_however_late_those_are(house, clerk0, client):
    late, due, *_rest = tasks = list(tasks_of(house, owner=clerk0))
    CaseTask.objects.exclude(pk__in=[one.pk for one in tasks[:2]]).update(is_open=False)
    CaseTask.objects.filter(pk=late.pk).update(own_target=True, due_on=TODAY - dt.timedelta(days=40))
    CaseTask.objects.filter(pk=due.pk).update(own_target=False, due_on=TODAY + dt.timedelta(days=4))
    page = client.get("/work/?tab=mine")
    assert [one.pk for one in page.context["page"].rows] == [due.pk, late.pk]
