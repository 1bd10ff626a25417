"""One dispute through every leg, by real steps on real days: from the application to the case a stranger reads."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from arbitration.models import Arbitration, Award
from casebook.models import TypicalCase
from config.demo import agreements, cast, world
from config.demo.awards import answered, registered, to_court
from config.demo.case import House
from config.demo.hearings import settled
from config.demo.mediations import agreed, applied, conversation, signed, taken, talk
from config.demo.proceedings import serve, served
from config.demo.publications import edited, proposed, submitted
from config.demo.script import Scene, play
from disputes import docket, guangdong
from disputes.models import CaseTask, Deadline, Dispute, DocketEntry, HandOff, Paper
from mediation.models import Mediation

TODAY = dt.date(2026, 11, 23)
SECRET = "八成以下都可以接受"


@pytest.fixture
def tell(db, settings):
    """`tell(story, ago=…)`: play one story up to the day before TODAY; the dispute it is about."""
    settings.LIVE_RING = False
    with time_machine.travel(
        dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.timezone(dt.timedelta(hours=8))), tick=False
    ):
        guangdong.load()
        house = House(cast.load(), TODAY)
        world.open_rooms()

        def told(story, *, ago, **facts):
            facts = {"typical": "C009", "worker": "worker", "employer": "employer", **facts}
            assert play(TODAY, house.stage, [Scene(story, ago, facts)]) == 1
            assert docket.verify(Dispute.objects.all()) == []
            return Dispute.objects.exclude(opened_by__username="casebook").get()

        yield told


def page(login, address):
    client = Client()
    client.force_login(cast.load()[login], backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address)


def steps_of(dispute):
    return set(DocketEntry.objects.filter(dispute=dispute).values_list("step", flat=True))


def the_whole_way(case):
    """Mediation fails; the committee awards; the employer sues and withdraws; the desk makes a case of it."""
    mediation = applied(case)
    yield 1
    mediation = yield from taken(case, mediation)
    conversation(case, mediation)
    talk(case, mediation, ("B", "caucus_b", SECRET))
    yield 2
    case.do(mediation, "give_up", "A")
    yield 1
    arbitration = yield from served(case, "1")
    yield 3
    handoff = to_court(case, "suit", "B", "裁决认定的加班时间与考勤记录不符。")
    handoff = yield from registered(case, handoff)
    yield 20
    answered(case, handoff, "withdrawn")
    yield 1
    case.do(arbitration, "close", "director")
    yield 1
    draft = edited(
        case,
        proposed(case, "director"),
        "仲裁庭要求用人单位提供考勤记录。",
        "裁决支付加班工资，已发生法律效力。",
    )
    draft = submitted(case, draft)
    yield 1
    draft = case.do(draft, "release", "reader")
    case.do(draft, "publish", "director", despite="同类案件较多")


def test_from_the_application_to_the_published_case(tell):
    dispute = tell(the_whole_way, ago=75, presiding="presiding", bench="arbitrator arbitrator2")
    assert (Mediation.objects.get().stage, Arbitration.objects.get().stage) == ("failed", "closed")
    assert Award.objects.get().stage == "effective" and HandOff.objects.get().stage == "withdrawn"
    assert dispute.stage == "closed"
    assert [task.code for task in CaseTask.objects.open().filter(dispute=dispute)] == ["ArchiveFlow.archive"]
    assert {"D09", "D12", "D14", "D19", "D38", "D42", "J03", "M07"} <= set(
        dispute.papers.values_list("code", flat=True)
    )
    assert not dispute.services.exclude(stage="served").exists()
    case = TypicalCase.objects.get()
    public = Client().get(f"/casebook/{case.number}/")
    text = public.content.decode()
    assert public.status_code == 200 and case.title in text
    assert not any(name in text for name in ("陈嘉禾", "云岭", "任晓峰", SECRET))


def test_what_was_said_in_mediation_stays_there(tell):
    dispute = tell(the_whole_way, ago=75)
    said = [entry for entry in DocketEntry.objects.filter(dispute=dispute) if SECRET in str(entry.facts)]
    assert [entry.audience for entry in said] == ["caucus_b"]
    for login in ("clerk", "director", "presiding", "recorder", "worker", "court"):
        for address in (
            dispute.get_absolute_url(),
            f"/cases/{dispute.reference}/room/",
            f"/cases/{dispute.reference}/feed/?after=caucus_b:0",
        ):
            answer = page(login, address)
            assert answer.status_code in (200, 404) and SECRET not in answer.content.decode()
    assert not any(SECRET in str(paper.data) for paper in Paper.objects.all())


def an_agreement_kept(case):
    mediation = yield from agreed(case, 3, 10)
    yield 1
    signed(case, mediation)
    yield 2
    case.do(mediation, "record_instalment", "A", instalment=1, note="已到账。")
    yield 7
    case.do(mediation, "record_instalment", "A", instalment=2, note="已到账。")


def test_an_agreement_is_made_signed_sealed_and_kept(tell):
    dispute = tell(an_agreement_kept, ago=20)
    mediation = Mediation.objects.get()
    assert mediation.stage == "performed" and set(mediation.signatures) == {"A", "B", "mediator", "seal"}
    assert (
        dispute.stage == "closed"
        and not Deadline.objects.open().exists()
        and not CaseTask.objects.open().exists()
    )
    assert page("worker", dispute.get_absolute_url()).status_code == 200


def the_court_confirms(case):
    handoff = yield from agreements.confirmation(case)
    yield 1
    handoff = case.do(handoff, "acknowledge", "court", docket_number="（2026）粤0104诉前调确1号")
    yield 5
    answered(case, handoff, "confirmed")


def test_a_court_confirms_the_agreement(tell):
    dispute = tell(the_court_confirms, ago=25)
    assert HandOff.objects.get().stage == "confirmed" and HandOff.objects.get().package_sha256
    assert "handoff.join" in steps_of(dispute)
    assert Deadline.objects.filter(code="handoff.enforcement", status="running").exists()


def nobody_answers(case):
    yield from served(case, "1")


def test_an_award_nobody_contests_takes_effect_by_itself(tell):
    """The sweep lets both windows pass and then the award is in effect: nobody presses anything."""
    tell(nobody_answers, ago=45)
    award = Award.objects.get()
    assert award.stage == "effective" and not award.final
    windows = Deadline.objects.filter(code="award.suit", record_id=award.pk)
    assert {row.status for row in windows} == {"lapsed"} and windows.count() == 2
    assert award.effective_on == max(row.due_on for row in windows) + dt.timedelta(days=1)
    assert DocketEntry.objects.get(step="award.take_effect").by is None


def statement_signed_by_one(case):
    yield from settled(case)
    yield 1
    serve(case, "D37", "A")


def test_a_mediation_statement_waits_for_the_second_signature(tell):
    tell(statement_signed_by_one, ago=24)
    assert Arbitration.objects.get().stage == "settlement_draft"
    assert Deadline.objects.running().filter(code="arbitration.award").exists()
