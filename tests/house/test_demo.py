"""The demo world: built by real steps, at every stage, once, and never where real people's disputes are."""

import datetime as dt
import io
import logging
import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from stdnum.cn import uscc

from arbitration.models import AgreementReview, Arbitration, Award
from casebook.models import TypicalCase
from config.demo import cast, people, typical, world
from config.demo.script import working_day
from config.management.commands.serve import CAST
from disputes import checks, docket, steps
from disputes.form_fields import IdCardField
from disputes.models import (
    CaseTask,
    Deadline,
    Dispute,
    DocketEntry,
    HandOff,
    Office,
    Paper,
    Party,
    Seat,
    User,
)
from disputes.papers.extract import text_of
from disputes.papers.render import render
from mediation.models import Mediation

pytestmark = pytest.mark.long  # a minute to build; the browser journeys live in it too
LANDING = {
    "court": "/court/", "admin": "/admin/", **dict.fromkeys(("worker", "employer", "agent", "stranger"), "/my/"),
}  # fmt: skip


class Complaints(logging.Handler):
    """What was logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """One world for all tests here; what the build printed and complained of."""
    out, complaints = io.StringIO(), Complaints()
    logging.getLogger().addHandler(complaints)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=out)
        logging.getLogger().removeHandler(complaints)
        yield out.getvalue(), complaints.said
        transaction.set_rollback(True)


def stages(model):
    return set(model._default_manager.values_list("stage", flat=True))


def test_it_says_little_and_complains_of_nothing(demo):
    said, complaints = demo
    assert len(said.splitlines()) == 2 and "disputes" in said
    assert complaints == []


@pytest.mark.parametrize("model", [Mediation, Arbitration, Award, AgreementReview, HandOff, TypicalCase])
def test_every_stage_of_every_record_is_shown(demo, model):
    declared = {value for value, _label in model._meta.get_field("stage").choices} - {steps.NEW}
    assert declared - stages(model) == set()


def test_at_least_thirty_disputes_and_all_typical_cases_are_there(demo):
    assert Dispute.objects.exclude(opened_by__username="casebook").count() >= 30
    imported = TypicalCase.objects.filter(imported=True, stage="published").values_list("number", flat=True)
    assert set(imported) == set(typical.published()) - {"D001", "D002"} and len(imported) == 38


def test_no_two_published_cases_tell_the_same_story(demo):
    rows = TypicalCase.objects.once_published()
    for field in ("title", "facts", "issue"):
        told = list(rows.values_list(field, flat=True))
        assert len(told) == len(set(told)) > 38, field


def test_two_time_limits_lapse_tomorrow(demo):
    due = Deadline.objects.running().filter(lapses=True, due_on=timezone.localdate(), code="mediation.period")
    assert due.count() >= 2


def test_what_a_real_house_has_too(demo):
    collective = Dispute.objects.get(collective=True, arbitrations__isnull=False)
    assert collective.parties.filter(worker=True).count() == 12
    award = Award.objects.exclude(companion="").first()
    assert {one.kind for one in award.arbitration.awards.all()} == {"final", "non_final"}
    assert (
        Arbitration.objects.filter(mode="simple").exists()
        and Arbitration.objects.exclude(extended_on=None).exists()
    )
    assert {"joint", "caucus_a", "caucus_b", "notes"} <= set(
        DocketEntry.objects.values_list("audience", flat=True)
    )
    mediation = Mediation.objects.filter(stage="effective").first()
    assert mediation.instalments.exists()


def test_a_hearing_of_two_sittings_is_laid_again_and_its_first_record_is_signed(demo):
    case = Arbitration.objects.exclude(sat=[]).get()
    assert case.stage == "scheduled" and case.hearing_on > timezone.localdate()
    assert case.hearing_records.get().finished_on
    assert Seat.objects.filter(dispute=case.dispute, user__username="worker", side="A").exists()


def test_one_hearing_is_closed_on_request_and_one_request_waits(demo):
    assert Arbitration.objects.filter(in_private=True).get().hearing.closed
    waiting = CaseTask.objects.open().get(code="ClosedHearingFlow.decide")
    assert waiting.owner.username == "presiding" and Arbitration.objects.get(pk=waiting.record_id).closing


def test_one_lawyer_speaks_for_two_respondents_and_answered_for_one(demo):
    lawyer = User.objects.get(username="agent")
    seats = Seat.objects.current().filter(user=lawyer, dispute__in=joint(), dispute__stage="open")
    assert seats.count() == 2 and {seat.special_powers for seat in seats} == {True, False}
    answer = DocketEntry.objects.get(dispute=seats[0].dispute, step="arbitration.answer")
    assert answer.by == lawyer and answer.party == seats.get(special_powers=True).party


def test_a_joined_counterclaim_was_taken_back_and_the_claims_go_on(demo):
    case = Arbitration.objects.get(dispute__docket__step="arbitration.withdraw_counterclaim")
    assert case.stage == "accepted" and not case.counterclaim
    assert {claim.side for claim in case.dispute.claims.all() if not claim.dropped} == {"A"}
    assert Paper.objects.filter(dispute=case.dispute, code="D32c").exists()
    assert not case.dispute.services.filter(paper__code="D32c", stage="due").exists()


def test_what_was_done_on_a_struck_answer_waits_for_the_clerk(demo):
    request = HandOff.objects.get(ground="set_aside", dispute__docket__step="handoff.strike_result")
    assert request.stage == "acknowledged"
    assert [(one.step, one.facts.get("reason", "")[:4]) for one in request.left_entries] == [
        ("handoff.file", "仲裁裁决")
    ]
    assert CaseTask.objects.open().get(code="LeftFlow.settle").role == "clerk"


def test_every_award_cites_the_law_its_items_rest_on(demo):
    papers = list(Paper.objects.filter(code="D38", record_type="award"))
    assert len(papers) >= 8
    for paper in papers:
        said = re.sub("—[0-9]+—", "", text_of(render("D38", paper.data)))
        assert paper.data["law"] and "有关法律、法规" not in said
        assert all(row["found"] and "、".join(row["law"]) in said for row in paper.data["result"])


def test_either_side_applies_and_some_workers_have_two_employers(demo):
    draft = Dispute.objects.get(stage="draft", opened_by__username="employer")
    assert draft.cause == "竞业限制纠纷" and "organisation" in draft.draft.answers
    assert Party.objects.filter(side="A", kind="organisation").exclude(dispute__stage="draft").exists()
    dispatch = Dispute.objects.exclude(seats__user__username="agent").get(pk__in=joint())
    services = dispatch.services.filter(paper__code="D12")
    assert sorted(service.stage for service in services) == ["due", "served"]
    assert dispatch.seats.filter(side="B").count() == 2
    assert Deadline.objects.running().filter(dispute=dispatch, code="arbitration.serve_application").exists()


def joint():
    """The disputes with two organisations on the other side."""
    rows = Party.objects.filter(side="B", kind="organisation").values_list("dispute", flat=True)
    return {pk for pk in rows if list(rows).count(pk) == 2}


def test_every_chain_holds_and_no_step_lies_ahead(demo):
    assert docket.verify(Dispute.objects.iterator(chunk_size=500)) == []
    assert not DocketEntry.objects.filter(at__gt=timezone.now()).exists()
    assert not DocketEntry.objects.filter(told_at=None).exists()
    assert not Deadline.objects.lapsing(timezone.localdate()).exists()
    assert list(checks.no_deadline_drifts()) == []


def test_numbers_are_given_in_the_order_of_the_days(demo):
    office = Office.objects.get(name=cast.COMMITTEE)
    cases = Arbitration.objects.filter(office=office, accepted_on__year=timezone.localdate().year).exclude(
        number=""
    )
    cases = sorted(
        cases.exclude(accepted_on=None), key=lambda case: int(case.number.rpartition("〕")[2].rstrip("号"))
    )
    assert [case.accepted_on for case in cases] == sorted(case.accepted_on for case in cases)


def test_offices_act_on_working_days_only(demo):
    days = set(DocketEntry.objects.exclude(by=None).values_list("on", flat=True))
    assert all(day == working_day(day, 0) for day in days)


def test_the_identities_are_invented_and_valid(demo):
    for party in Party.objects.all():
        if party.worker:
            IdCardField().clean(party.identity)
        else:
            assert uscc.is_valid(party.identity), party
    assert not User.objects.get(username=people.workers()[0].username).has_usable_password()


@pytest.mark.parametrize("login", CAST)
def test_every_login_lands_on_a_page_with_something_on_it(demo, login):
    client = Client()
    client.force_login(User.objects.get(username=login))
    page = client.get(LANDING.get(login, "/work/"))
    assert page.status_code == 200
    if "cases" in page.context:
        assert page.context["cases"] or login == "stranger"
    if "page" in page.context and login not in ("supervisor", "arbitrator", "recorder"):
        assert page.context["page"].rows


def count(role, **more):
    return CaseTask.objects.open().filter(role=role, **more).count()


def test_the_printed_logins_have_work(demo):
    who = {name: User.objects.get(username=name) for name in CAST}
    assert (
        count("mediator", owner=who["mediator"]) >= 5 and count("lead") >= 3 and count("mediator", owner=None)
    )
    assert count("clerk", owner=None) >= 6 and count("director", owner=None) >= 3
    assert count("editor") >= 2 and count("reader") >= 1
    assert count("arbitrator", owner=who["arbitrator"]) >= 1
    court = Office.objects.get(name=cast.COURT)
    assert HandOff.objects.filter(office=court, stage__in=["sent", "acknowledged"]).count() >= 3
    assert Seat.objects.filter(user=who["recorder"], role="recorder", left=False).exists()
    assert Seat.objects.filter(user=who["agent"], role="representative", left=False).count() >= 3
    assert Dispute.objects.filter(opened_by=who["worker"], stage="draft").exists()
    assert Seat.objects.filter(user=who["worker"], side="A").count() >= 3
    assert Seat.objects.filter(user=who["employer"], side="B").count() >= 3


def test_the_presiding_arbitrator_sits_this_week_and_next_and_owes_an_award(demo):
    who, today = User.objects.get(username="presiding"), timezone.localdate()
    sittings = Arbitration.objects.filter(presiding=who, stage="scheduled").values_list(
        "hearing_on", flat=True
    )
    assert any(day <= today + dt.timedelta(days=7) for day in sittings) and max(sittings) > working_day(
        today, 5
    )
    assert Arbitration.objects.filter(presiding=who, stage="deliberating").exists()
    assert count("presiding", owner=who, code__startswith="AwardFlow") >= 1


def test_papers_of_the_demo_can_be_printed(demo):
    for code in ("M05", "D38", "D19", "J03", "D42"):
        paper = Paper.objects.filter(code=code).first()
        assert render(code, paper.data).startswith(b"%PDF")


def test_a_second_run_changes_nothing(demo):
    before = (
        Dispute.objects.count(),
        DocketEntry.objects.count(),
        User.objects.count(),
        Office.objects.count(),
    )
    out = io.StringIO()
    call_command("demo", stdout=out)
    assert out.getvalue() == ""
    assert (
        Dispute.objects.count(),
        DocketEntry.objects.count(),
        User.objects.count(),
        Office.objects.count(),
    ) == before


def test_what_visitors_of_the_demo_file_does_not_stop_it(demo):
    with transaction.atomic():
        visitor = User.objects.create(username="visitor")
        Dispute.objects.create(opened_by=visitor)
        call_command("demo", stdout=io.StringIO())
        transaction.set_rollback(True)


def test_it_refuses_where_the_settings_allow_none(db, settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError) as refused:
        call_command("demo")
    assert refused.value.returncode == 2 and not User.objects.exists()


def test_it_refuses_beside_disputes_of_real_people(db):
    Dispute.objects.create(opened_by=User.objects.create(username="somebody"))
    for options in ([], ["--people"]):
        with pytest.raises(CommandError) as refused:
            call_command("demo", *options)
        assert refused.value.returncode == 2
    assert User.objects.count() == 1 and not world.is_built()


def test_the_people_alone(db):
    for _time in range(2):
        call_command("demo", "--people", stdout=io.StringIO())
    assert (
        {person.username for person in cast.CAST}
        == set(CAST)
        <= set(User.objects.values_list("username", flat=True))
    )
    assert not Dispute.objects.exists() and Office.objects.count() > 100
    assert User.objects.get(username="worker").check_password(settings.DEMO_PASSWORD)
