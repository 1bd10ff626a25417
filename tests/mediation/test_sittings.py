"""Sittings called, held and minuted; minutes signed on the screen; questions answered in writing (MR-24, MR-25, MR-32)."""

import base64
import datetime as dt
import io

import pytest
from django.db import connection
from django.utils import timezone
from PIL import Image, ImageDraw

from disputes.acts import NotLawful, perform
from disputes.models import DocketEntry
from disputes.papers.drawings import encoded
from disputes.papers.extract import text_of
from disputes.papers.render import render
from mediation.forms.sittings import TimeField
from mediation.models import Confirmation, QuestionRound
from tests.mediation.conftest import CHINA, again

pytestmark = pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied")

MINUTES = "双方核对了工资台账。\n数额基本一致。"


def picture():
    """A line on an empty field, as the page draws it."""
    image, kept = Image.new("RGBA", (600, 200), (0, 0, 0, 0)), io.BytesIO()
    ImageDraw.Draw(image).line((20, 150, 500, 40), fill=(0, 0, 0, 255), width=4)
    image.save(kept, "PNG")
    return kept.getvalue()


def refused(*args, **kwargs):
    with pytest.raises(NotLawful) as refusal:
        perform(*args, **kwargs)
    return str(refusal.value)


def step(mediation, name):
    return f"/cases/{mediation.dispute.reference}/mediation/{mediation.pk}/{name}/"


def called(mediation, mediator, day=22):
    at = dt.datetime(2026, 4, day, 9, 30, tzinfo=CHINA)
    perform(
        mediation, "call_sitting", by=mediator, kind="online", at=at, place="https://meet.example.gov.cn/8312"
    )
    return again(mediation)


def test_a_sitting_is_called_held_and_minuted(mediating, mediator, worker, employer, client, clock):
    mediation = called(mediating, mediator)
    for user in (worker, employer):
        client.force_login(user)
        for page in (f"/cases/{mediation.dispute.reference}/", f"/cases/{mediation.dispute.reference}/room/"):
            assert "2026年4月22日" in client.get(page).content.decode(), page
    clock.go(2026, 4, 22, 11)
    perform(mediation, "sit", by=mediator, sitting=1, minutes=MINUTES, present=["A", "B"])
    held = again(mediation).sittings.get()
    assert (held.held_on, held.text, held.present) == (dt.date(2026, 4, 22), MINUTES, ["A", "B"])
    assert "MR-32" in refused(mediation, "sit", by=mediator, sitting=1, minutes="再记"), "held already"


def test_a_sitting_is_called_for_a_time_to_come_and_can_be_called_off(mediating, mediator, employer):
    assert "MR-25" in refused(mediating, "call_sitting", by=mediator, kind="online", at=timezone.now())
    mediation = called(mediating, mediator)
    perform(mediation, "call_off_sitting", by=mediator, sitting=1, reason="被申请人出差")
    assert again(mediation).sittings.get().called_off_on and not again(mediation).ahead
    assert "MR-25" in refused(mediation, "call_off_sitting", by=mediator, sitting=1, reason="再次")


def test_minutes_are_signed_by_hand_on_the_screen(mediating, mediator, worker, employer, client):
    perform(mediating, "sit", by=mediator, minutes=MINUTES, place="第一调解室")
    client.force_login(worker)
    address = step(mediating, "confirm_minutes")
    page = client.get(address).content.decode()
    assert "双方核对了工资台账。" in page and "data-sign" in page and "js/sign.js" in page
    drawn = "data:image/png;base64," + base64.b64encode(picture()).decode()
    sent = client.post(address, {"sitting": "1", "drawn": drawn, "typed": "", "remark": "第二句不完整"})
    assert sent.status_code == 302, sent.content.decode()
    kept = Confirmation.objects.get()
    assert (kept.voice, kept.by, kept.remark) == ("A", worker, "第二句不完整")
    client.force_login(employer)
    shown = client.get(f"/cases/{mediating.dispute.reference}/").content.decode()
    assert kept.image in shown and "第二句不完整" in shown


def test_the_drawing_stands_in_no_docket_and_in_the_database_only_encrypted(mediating, mediator, worker):
    perform(mediating, "sit", by=mediator, minutes=MINUTES)
    perform(mediating, "confirm_minutes", by=worker, sitting=1, drawn=picture())
    assert "drawn" not in DocketEntry.objects.get(step="mediation.confirm_minutes").facts
    with connection.cursor() as rows:
        rows.execute("select drawn from mediation_confirmation")
        (raw,) = rows.fetchone()
    assert raw.startswith("v1.") and encoded(picture())[:40] not in raw


@pytest.mark.parametrize(
    "drawn",
    [
        "data:image/png;base64,AAAA",
        "not base64 §",
        "data:image/png;base64," + base64.b64encode(b"<svg onload=1>").decode(),
    ],
)
def test_what_is_no_drawing_is_refused_and_what_was_typed_stays(drawn, mediating, mediator, worker, client):
    perform(mediating, "sit", by=mediator, minutes=MINUTES)
    client.force_login(worker)
    page = client.post(
        step(mediating, "confirm_minutes"), {"sitting": "1", "drawn": drawn, "remark": "我的意见"}
    )
    assert (
        page.status_code == 422 and "我的意见" in page.content.decode() and not Confirmation.objects.exists()
    )


def test_the_full_name_counts_where_nothing_can_be_drawn_and_one_of_them_is_needed(
    mediating, mediator, worker, client
):
    perform(mediating, "sit", by=mediator, minutes=MINUTES)
    client.force_login(worker)
    assert client.post(step(mediating, "confirm_minutes"), {"sitting": "1"}).status_code == 422
    assert "MR-32" in refused(mediating, "confirm_minutes", by=worker, sitting=1, typed=" ")
    assert (
        client.post(step(mediating, "confirm_minutes"), {"sitting": "1", "typed": str(worker)}).status_code
        == 302
    )
    assert "MR-32" in refused(mediating, "confirm_minutes", by=worker, sitting=1, typed="陈嘉禾"), "once"


def test_only_who_was_present_confirms(mediating, mediator, worker, employer):
    perform(mediating, "sit", by=mediator, minutes=MINUTES, present=["A"])
    assert "MR-32" in refused(mediating, "confirm_minutes", by=employer, sitting=1, typed="某公司")
    perform(mediating, "confirm_minutes", by=worker, sitting=1, typed="陈嘉禾")
    assert [bool(given) for _who, given in again(mediating).called[0].awaited] == [True]


def test_the_record_of_a_sitting_is_a_paper_for_those_who_were_there(mediating, mediator):
    perform(mediating, "sit", by=mediator, minutes=MINUTES, place="第一调解室", present=["A", "B"])
    paper = mediating.dispute.papers.get(code="M04")
    printed = text_of(render("M04", paper.data))
    assert (paper.audience, paper.volume) == ("joint", "none")
    assert "双方核对了工资台账" in printed and "第一调解室" in printed and "陈嘉禾" in printed


def asked(mediation, mediator, audience="joint", until=dt.date(2026, 4, 23)):
    perform(
        mediation,
        "ask_questions",
        by=mediator,
        text="拖欠从哪个月开始？\n有无考勤记录？",
        until=until,
        audience=audience,
    )
    return again(mediation)


def test_both_sides_answer_in_writing_until_the_day(mediating, mediator, worker, employer, clock, client):
    mediation = asked(mediating, mediator)
    client.force_login(worker)
    assert "拖欠从哪个月开始" in client.get(step(mediation, "answer_questions")).content.decode()
    sent = client.post(step(mediation, "answer_questions"), {"questions": "1", "text": "从2026年6月开始。"})
    assert sent.status_code == 302, sent.content.decode()
    assert "MR-25" in refused(
        mediation, "answer_questions", by=worker, questions=1, text="再说", audience="joint"
    )
    assert again(mediation).question_rounds.get().is_open, "the other side has not answered"
    clock.go(2026, 4, 24)
    late = again(mediation)
    assert not late.question_rounds.get().is_open
    assert "MR-25" in refused(
        late, "answer_questions", by=employer, questions=1, text="太晚", audience="joint"
    )
    assert asked(late, mediator, until=dt.date(2026, 4, 25)).question_rounds.count() == 2, (
        "an earlier round is over"
    )


def test_threat_03_what_one_side_is_asked_alone_the_other_never_learns(
    mediating, mediator, worker, employer, client
):
    mediation = asked(mediating, mediator, audience="caucus_a")
    assert "MR-24" in refused(
        mediation, "answer_questions", by=worker, questions=1, text="暗语甲", audience="joint"
    )
    perform(mediation, "answer_questions", by=worker, questions=1, text="暗语甲", audience="caucus_a")
    client.force_login(employer)
    base = f"/cases/{mediation.dispute.reference}/"
    for page in (
        base,
        f"{base}room/",
        f"{base}feed/?after=joint:0,caucus_a:0,open:0,notes:0",
        step(mediation, "answer_questions"),
    ):
        said = client.get(page).content.decode()
        assert "暗语甲" not in said and "拖欠从哪个月开始" not in said, page
    assert "MR-25" in refused(
        mediation, "answer_questions", by=employer, questions=1, text="…", audience="caucus_a"
    )
    assert (
        not QuestionRound.objects.visible_to(employer).exists()
        and QuestionRound.objects.visible_to(worker).exists()
    )
    perform(mediation, "close_questions", by=mediator, questions=1, audience="caucus_a")
    assert not DocketEntry.objects.visible_to(employer).filter(step__contains="question").exists()


def test_a_round_is_closed_in_the_stream_in_which_it_was_asked(mediating, mediator):
    mediation = asked(mediating, mediator, audience="caucus_b")
    assert "MR-25" in refused(mediation, "close_questions", by=mediator, questions=1, audience="joint")
    assert "MR-25" in refused(
        mediation, "ask_questions", by=mediator, text="再问", until=dt.date(2026, 4, 23), audience="caucus_b"
    )
    assert "MR-24" in refused(
        mediation, "ask_questions", by=mediator, text="问", until=dt.date(2026, 4, 23), audience="open"
    )


@pytest.mark.parametrize(
    ("typed", "read"), [("9:30", (9, 30)), ("0930", (9, 30)), ("９：３０", (9, 30)), ("14点", (14, 0)), ("9点30分", (9, 30)), ("8", (8, 0))]
)  # fmt: skip
def test_a_time_is_read_as_people_type_it(typed, read):
    assert TimeField().clean(typed) == dt.time(*read)


@pytest.mark.parametrize("typed", ["25:00", "9:75", "morning", "930:00"])
def test_a_time_no_clock_shows_is_refused(typed):
    with pytest.raises(Exception, match="9:30"):
        TimeField().clean(typed)


def test_the_mediator_calls_a_sitting_on_the_page(mediating, mediator, client):
    client.force_login(mediator)
    address = step(mediating, "call_sitting")
    sent = client.post(
        address, {"kind": "on_site", "day": "2026-4-23", "time": "9点30分", "place": "第一调解室"}
    )
    assert sent.status_code == 302, sent.content.decode()
    assert mediating.sittings.get().at == dt.datetime(2026, 4, 23, 9, 30, tzinfo=CHINA)
    past = client.post(address, {"kind": "on_site", "day": "2026-4-19", "time": "9:30"})
    assert past.status_code == 422 and "2026-4-19" in past.content.decode()
