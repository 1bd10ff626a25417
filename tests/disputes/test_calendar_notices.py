"""A holiday notice loaded into the running house: what it moves, what it keeps, whom it tells, and what it leaves alone."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from arbitration.models import Room
from disputes import calendars, checks
from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import Command as Tick
from disputes.models import CaseTask, Deadline, DocketEntry, HolidayNotice
from disputes.notices import recount
from disputes.notices.preview import preview
from disputes.notices.recount import finish, load
from disputes.rules.calendar import PUBLISHED
from disputes.rules.notices import Notice
from tests.arbitration.walk import CHINA, Cast, Walk
from tests.disputes.notice_sample import NUMBER, REST, WORK, notice

pytestmark = pytest.mark.django_db
D = dt.date


@pytest.fixture(autouse=True)
def only_the_package():
    """What a rolled back transaction loaded is known to the process still."""
    calendars.forget()
    yield
    calendars.forget()


@pytest.fixture
def clock():
    with time_machine.travel(dt.datetime(2026, 12, 28, 9, tzinfo=CHINA), tick=False) as traveller:
        yield traveller


@pytest.fixture
def walk(clock, dispute, worker, employer, clerk, director, presiding, recorder, committee):
    room = Room.objects.create(office=committee, name="第一仲裁庭")
    return Walk(
        dispute, Cast(worker, employer, clerk, director, presiding, recorder, committee, room=room), clock
    )


@pytest.fixture
def accepted(walk):
    """Accepted on 2026-12-29: the 45 days end on Friday 2027-02-12, which the notice makes a day off."""
    walk.file()
    walk.accept()
    return walk


@pytest.fixture
def prepared(accepted):
    accepted.prepare()
    return accepted


def award(walk):
    return Deadline.objects.get(code="arbitration.award", record_id=walk.case.pk)


def put_in_force(**facts):
    row = load(notice(**facts))
    assert finish(row)
    return HolidayNotice.objects.get(pk=row.pk)


def test_a_year_without_a_notice_is_provisional_and_a_loaded_one_is_not(accepted):
    before = award(accepted)
    assert (before.due_on, before.provisional, before.calendar) == (D(2027, 2, 12), True, PUBLISHED.version)
    row = put_in_force()
    after = award(accepted)
    assert (after.raw_due, after.due_on, after.provisional) == (D(2027, 2, 12), D(2027, 2, 15), False)
    assert after.calendar == f"{PUBLISHED.version}+{row.pk}" == calendars.in_force().version
    assert row.counted_at and row.moved >= 1 and row.over == PUBLISHED.version


def test_the_old_day_stays_with_the_number_of_the_notice_and_the_story_tells_it(accepted):
    put_in_force()
    row = award(accepted)
    assert row.history == [
        {"due": "2027-02-12", "step": "dispute.recount", "on": "2026-12-29", "calendar": PUBLISHED.version, "notice": NUMBER}
    ]  # fmt: skip
    zh, en = row.told("zh"), row.told("en")
    assert zh[-1] == f"原为2027年2月12日（周五），2026年12月29日因“期限重新计算 {NUMBER}”改变。"
    assert en[-1] == f"Earlier: Fri 2027-02-12, changed on 2026-12-29 (Time limits counted anew {NUMBER})."
    assert any(row.calendar in line for line in zh) and any(NUMBER in line for line in zh[:-1])


def test_the_dispute_is_told_once_by_law_and_the_task_has_the_new_day(prepared):
    tasks = CaseTask.objects.open().filter(dispute=prepared.dispute)
    assert tasks.filter(due_on=D(2027, 2, 12)).exists()
    put_in_force()
    entry = DocketEntry.objects.get(step="dispute.recount")
    assert (entry.by, entry.audience, entry.law) == (None, "open", "CR-80, CPL-85")
    assert entry.facts["notice"] == NUMBER
    assert {"limit": "arbitration.award", "was": "2027-02-12", "now": "2027-02-15"} in entry.facts["moved"]
    assert tasks.filter(due_on=D(2027, 2, 15)).exists() and not tasks.filter(due_on=D(2027, 2, 12)).exists()
    later = {checks.every_entry_is_told, checks.every_paper_is_rendered}  # the clock of the test stands still
    assert [found for check in checks.CHECKS if check not in later for found in check()] == []


def test_a_time_limit_of_one_side_is_told_to_its_own_readers_alone(accepted, stranger):
    Deadline.objects.filter(code="arbitration.award").update(audience="joint")
    put_in_force()
    assert {e.audience for e in DocketEntry.objects.filter(step="dispute.recount")} >= {"joint"}
    said = DocketEntry.objects.filter(step="dispute.recount", audience="open")
    assert all(one["limit"] != "arbitration.award" for e in said for one in e.facts["moved"])
    assert not DocketEntry.objects.visible_to(accepted.cast.presiding).filter(audience="joint").exists()


def test_the_second_loading_of_the_same_notice_changes_nothing(accepted):
    put_in_force()
    before = (Deadline.objects.order_by("pk").values_list(), DocketEntry.objects.count())
    before = (list(before[0]), before[1])
    assert load(notice()) is None and HolidayNotice.objects.count() == 1
    assert finish(HolidayNotice.objects.get())
    assert (list(Deadline.objects.order_by("pk").values_list()), DocketEntry.objects.count()) == before


def test_the_notice_of_a_year_the_package_knows_is_nothing_new(accepted):
    days = [D(2026, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    rest = tuple(d for d in days if PUBLISHED.is_rest(d))
    work = tuple(d for d in days if PUBLISHED.is_make_up(d))
    assert load(Notice(2026, "国办发明电〔2025〕7号", rest, work)) is None
    assert load(Notice(2026, "国办发明电〔2026〕1号", rest, work)).over == PUBLISHED.version


def test_a_correction_replaces_the_notice_and_keeps_both_old_days(accepted):
    first = put_in_force()
    second = put_in_force(
        rest=REST.replace("2月5日至2月12日", "2月5日至2月15日"), number="国办发明电〔2026〕100号"
    )
    assert second.replaces == first and second.over == f"{PUBLISHED.version}+{first.pk}"
    assert [old["due"] for old in award(accepted).history] == ["2027-02-12", "2027-02-15"]
    assert award(accepted).due_on == D(2027, 2, 16)


def test_a_day_that_was_set_and_a_paused_clock_are_left_and_counted(prepared):
    prepared.schedule()
    hearing = Deadline.objects.get(code="arbitration.hearing")
    prepared.step("suspend", prepared.cast.director, ground="other_case", reason="等待另案判决")
    put_in_force()
    assert Deadline.objects.get(pk=hearing.pk).due_on == hearing.due_on
    row = award(prepared)
    assert row.status == "paused" and row.due_on == D(2027, 2, 15)
    assert any("中止" in line for line in row.told("zh"))


def test_a_hearing_on_a_new_day_off_is_listed_and_not_moved(prepared):
    day = D(2027, 1, 22)
    prepared.step(
        "schedule", prepared.cast.presiding, room=prepared.room, day=day, start="09:00", end="11:00"
    )
    asked = notice(rest=REST.replace("2027-01-01~2027-01-03", "2027-01-01~2027-01-03、2027-01-22"))
    found = preview(asked)
    with override("zh-hans"):
        assert [(str(words), n) for words, _office, n in found.upset_lines] == [("开庭日为放假日", 1)]
    assert found.upset_lines[0][1] == prepared.cast.office.name
    finish(load(asked))
    assert type(prepared.case).objects.get(pk=prepared.case.pk).hearing_on == day
    entry = DocketEntry.objects.get(step="dispute.recount", audience="open")
    assert entry.facts["broken"] == [{"what": "hearing_on_day_off", "day": "2027-01-22"}]


def test_the_preview_counts_what_the_loading_then_changes_and_writes_nothing(prepared):
    before = list(Deadline.objects.order_by("pk").values_list())
    found = preview(notice())
    assert (
        list(Deadline.objects.order_by("pk").values_list()) == before and not HolidayNotice.objects.exists()
    )
    row = put_in_force()
    assert found.totals["earlier"] + found.totals["later"] == row.moved > 0
    assert found.totals["confirmed"] == row.confirmed
    assert {line.office for line in found.changed} == {prepared.cast.office.name}
    assert not any(name in str(found.changed) for name in ("陈嘉禾", "云岭", prepared.dispute.reference))


def test_what_was_cut_short_is_taken_up_by_the_ticker(accepted, monkeypatch):
    row = load(notice())
    assert not finish(row, batches=0) and award(accepted).due_on == D(2027, 2, 12)
    assert HolidayNotice.objects.get().counted_at is None
    Tick().once()
    assert HolidayNotice.objects.get().counted_at and award(accepted).due_on == D(2027, 2, 15)


def test_one_broken_case_holds_up_no_other(accepted, dispute, monkeypatch, caplog):
    def fails(*args, **facts):
        raise RuntimeError("broken")

    with monkeypatch.context() as patch:
        patch.setattr(recount, "perform", fails)
        row = load(notice())
        assert not finish(row)
    assert "was not counted anew" in caplog.text and HolidayNotice.objects.get().counted_at is None
    assert award(accepted).due_on == D(2027, 2, 12)
    assert finish(row) and award(accepted).due_on == D(2027, 2, 15)


def test_two_administrators_who_load_at_once_do_not_both_win(accepted, monkeypatch):
    put_in_force()
    stale = HolidayNotice.objects.none()
    monkeypatch.setattr(HolidayNotice.objects, "filter", lambda **facts: stale)
    with pytest.raises(NotLawful):
        load(notice(number="国办发明电〔2026〕101号"))


def test_the_calendar_in_force_costs_one_short_query_a_request_and_none_after(accepted):
    put_in_force()
    calendars.ask_again()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        versions = {calendars.in_force().version for _n in range(100)}
    assert len(asked) == 1 and versions != {PUBLISHED.version}


def test_another_process_sees_the_notice_at_its_next_request(accepted, client, monkeypatch):
    known = calendars._Known()
    put_in_force()
    monkeypatch.setattr(calendars, "_known", known)  # a process that loaded nothing itself
    known.asked = known.turn
    assert calendars.in_force().version == PUBLISHED.version
    client.get("/help/")
    assert calendars.in_force().version != PUBLISHED.version


def test_law_due_counts_by_the_calendar_in_force(accepted, capsys):
    question = json.dumps({"id": 1, "code": "award", "from": "2026-12-29"})
    put_in_force()
    call_command("law", "due", stdin=[question])
    answer = json.loads(capsys.readouterr().out)
    assert (answer["due"], answer["provisional"]) == ("2027-02-15", False)


def test_the_command_loads_a_file_and_says_what_is_wrong_with_another(accepted, tmp_path, capsys):
    file = tmp_path / "notice.json"
    asked = {"year": 2027, "number": NUMBER, "rest": REST.splitlines(), "work": WORK.splitlines()}
    file.write_text(json.dumps(asked), "utf-8")
    call_command("calendar", str(file), check=True)
    assert "later" in capsys.readouterr().out and not HolidayNotice.objects.exists()
    call_command("calendar", str(file))
    assert HolidayNotice.objects.get().loaded_by is None and award(accepted).due_on == D(2027, 2, 15)
    call_command("calendar", str(file))
    assert "nothing new" in capsys.readouterr().out
    file.write_text(json.dumps({**asked, "work": ["2027-02-22"]}), "utf-8")
    with pytest.raises(CommandError, match="1 notices refused"):
        call_command("calendar", str(file))
    assert "第 1 行" in capsys.readouterr().err


def test_threat_11_a_night_without_drift_and_every_way_to_move_a_date_is_found(prepared):
    put_in_force()
    assert list(checks.no_deadline_drifts()) == []
    row = award(prepared)
    for by_hand in (
        {"due_on": row.due_on + dt.timedelta(days=9)},
        {"raw_due": row.raw_due - dt.timedelta(days=1)},
        {"trigger_on": row.trigger_on + dt.timedelta(days=3)},
        {"pauses": [["2027-01-04", "2027-01-24"]]},
        {"extended": True},
    ):
        Deadline.objects.filter(pk=row.pk).update(**by_hand)
        assert len(list(checks.no_deadline_drifts())) == 1, by_hand
        Deadline.objects.filter(pk=row.pk).update(
            due_on=row.due_on, raw_due=row.raw_due, trigger_on=row.trigger_on, pauses=[], extended=False
        )
    assert list(checks.no_deadline_drifts()) == []


def test_threat_11_a_time_limit_the_notice_did_not_reach_is_drift_and_the_command_mends_it(accepted):
    load(notice())
    [found] = [f for f in checks.no_deadline_drifts() if "arbitration.award" in f.words]
    assert found.repair == "run manage.py calendar"
    call_command("calendar")
    assert list(checks.no_deadline_drifts()) == []


def test_a_release_with_a_new_calendar_is_caught_up_by_the_command(accepted):
    """As if the package had not known the day on which the row was counted."""
    Deadline.objects.filter(code="arbitration.award").update(due_on=D(2027, 2, 11), calendar="2025.1")
    [found] = [f for f in checks.no_deadline_drifts() if "arbitration.award" in f.words]
    assert found.repair == "run manage.py calendar"
    call_command("calendar")
    row = award(accepted)
    assert (row.due_on, row.calendar) == (D(2027, 2, 12), PUBLISHED.version)
    assert row.history[0]["due"] == "2027-02-11" and row.history[0]["calendar"] == "2025.1"
    assert list(checks.no_deadline_drifts()) == []


def test_threat_11_nobody_takes_the_recount_by_hand(accepted):
    for user in (accepted.cast.clerk, accepted.cast.director, accepted.cast.worker):
        with pytest.raises(Exception, match="recount") as refused:
            perform(accepted.dispute, "recount", by=user, notice="x", moved=[], broken=[])
        assert refused.type.__name__ == "PermissionDenied"
