"""A partner platform files, follows and receives by signed requests; it reads what came in by its own key alone."""

import copy
import json

import pytest
from django.core.management import CommandError, call_command

from disputes.acts import perform
from disputes.models import Dispute, Draft, Paper, PartnerKey, User
from tests.court.test_api import Court
from tests.intake.answers import GOOD

pytestmark = pytest.mark.django_db
HERE = "/api/v1/partner/applications/"


def make(office, name="粤省事", *options):
    call_command("api_key", "make", office.name, name, *options)
    return Court(PartnerKey.objects.select_related("user", "office").order_by("-pk").first())


@pytest.fixture
def platform(committee):
    return make(committee)


def body(office, kind="arbitration", **changes):
    answers = {slug: copy.deepcopy(said) for slug, said in GOOD.items() if slug != "claims"}
    answers |= {
        "circumstances": {"matter": "", "district": "440104", "employed": "no", "left_on": "2026-8-31", "who": "self"},
        "claims": [GOOD["claims"]], "before": {"office": f"{kind}-{office.pk}"}, **changes,
    }  # fmt: skip
    answers["circumstances"].pop("matter")
    return {"event": "wages", "answers": answers}


def put(platform, name, said):
    return platform.request("PUT", f"{HERE}{name}/", said)


def test_it_files_for_a_person_and_the_person_is_in_the_case(platform, committee, worker):
    answer = put(platform, "yss-1", body(committee))
    assert answer.status_code == 201, answer.content.decode()
    told = answer.json()
    dispute = Dispute.objects.get(reference=told["reference"])
    assert (told["name"], told["stage"], dispute.stage) == ("yss-1", "open", "open")
    assert [(r["kind"], r["stage"]["code"]) for r in told["records"]] == [("arbitration", "received")]
    assert any(day["code"] == "arbitration.acceptance" for day in told["days"]) or told["days"]
    assert dispute.opened_by.identity == GOOD["you"]["identity"] and dispute.opened_by.identity_verified
    assert dispute.claims.get().amount == 22000


def test_to_a_mediation_organisation_as_well(platform, organisation):
    answer = put(platform, "yss-2", body(organisation, "mediation"))
    assert answer.status_code == 201 and answer.json()["records"][0]["kind"] == "mediation"


def test_the_same_person_is_the_same_account(platform, committee, worker):
    User.objects.filter(pk=worker.pk).update(identity_verified=True)
    worker.identity = GOOD["you"]["identity"]
    worker.identity_verified = True
    worker.save()
    put(platform, "yss-1", body(committee))
    assert Dispute.objects.get(draft__external="yss-1").opened_by == worker
    assert User.objects.filter(username__startswith="p-").count() == 0


def test_an_identity_nobody_verified_is_no_account_to_be_taken_over(platform, committee, worker):
    worker.identity = GOOD["you"]["identity"]
    worker.identity_verified = False
    worker.save()
    put(platform, "yss-1", body(committee))
    assert Dispute.objects.get(draft__external="yss-1").opened_by != worker


def test_sent_again_it_is_the_same_application_and_another_one_is_refused(platform, committee):
    first = put(platform, "yss-1", body(committee))
    again = put(platform, "yss-1", body(committee))
    assert (first.status_code, again.status_code) == (201, 200) and first.json()["reference"] == again.json()[
        "reference"
    ]
    other = put(platform, "yss-1", body(committee, facts={"facts": "另一个案件的事实，完全不同。"}))
    assert other.status_code == 409 and other.json()["status"] == 409
    assert Dispute.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"you": GOOD["you"] | {"identity": "440106198803122241"}}, "you.identity"),
        ({"employer": {**GOOD["employer"], "credit_code": "9"}}, "employer.credit_code"),
        ({"facts": {"facts": "短"}}, "facts.facts"),
        ({"claims": []}, "claims"),
        ({"claims": [{"kind": "wages", "months": "many"}]}, "claims.0.months"),
        ({"before": {"office": "arbitration-999999"}}, "before.office"),
        ({"you": {}}, "you.identity"),
        ({"you": ["x"]}, "you"),
        ({"work": {"pay": 3}}, "work"),
        ({"guides": {"x": "y"}}, "guides"),
        ({"circumstances": {"who": "agent"}}, "circumstances.who"),
    ],
)
def test_what_does_not_stand_is_named_and_nothing_is_kept(platform, committee, changes, field):
    answer = put(platform, "yss-1", body(committee, **copy.deepcopy({k: v for k, v in changes.items() if k != "circumstances"})) if "circumstances" not in changes else {
        **body(committee), "answers": {**body(committee)["answers"], **changes}})  # fmt: skip
    assert answer.status_code == 422, answer.content.decode()
    assert field in {error["field"] for error in answer.json()["errors"]}, answer.content.decode()
    assert (
        not Dispute.objects.exists()
        and not Draft.objects.exists()
        and not User.objects.filter(username__startswith="p-")
    )


def test_every_fault_is_told_at_once(platform, committee):
    wrong = body(committee, facts={"facts": ""}, service={"electronic": "maybe"})
    fields = {error["field"] for error in put(platform, "yss-1", wrong).json()["errors"]}
    assert {"facts.facts", "service.electronic"} <= fields


def test_each_key_reads_its_own_alone(platform, committee, organisation):
    put(platform, "yss-1", body(committee))
    other = make(organisation, "another")
    assert other.request("GET", HERE).json()["results"] == []
    assert other.request("GET", f"{HERE}yss-1/").status_code == 404
    assert [one["name"] for one in platform.request("GET", HERE).json()["results"]] == ["yss-1"]
    assert put(other, "yss-1", body(committee)).status_code == 201  # its own name for another one


def test_it_follows_and_receives_what_the_applicant_may_read_in_the_open(
    platform, committee, clerk, director, organisation
):
    put(platform, "yss-1", body(committee))
    record = Dispute.objects.get().arbitrations.get()
    perform(record, "propose_acceptance", by=clerk, opinion="符合受理条件。")
    perform(record, "accept", by=director)
    told = platform.request("GET", f"{HERE}yss-1/").json()
    assert [one["stage"]["code"] for one in told["records"]] == ["accepted"] and told["records"][0]["number"]
    papers = platform.request("GET", f"{HERE}yss-1/papers/").json()
    titles = {paper["title"] for paper in papers}
    assert "受理通知书" in titles and "立案审批表" not in titles
    one = next(paper for paper in papers if paper["title"] == "受理通知书")
    file = platform.request("GET", f"{HERE}yss-1/papers/{one['id']}/")
    assert file.status_code == 200 and b"".join(file.streaming_content).startswith(b"%PDF")
    side = Paper.objects.get(title="立案审批表")
    assert platform.request("GET", f"{HERE}yss-1/papers/{side.ref}/").status_code == 404


def test_nothing_said_in_mediation_is_received(platform, organisation, lead, mediator, employer):
    put(platform, "yss-1", body(organisation, "mediation"))
    dispute = Dispute.objects.get()
    Paper.objects.create(dispute=dispute, title="调解中的材料", audience="joint", media_type="text/plain")
    assert "调解中的材料" not in platform.request("GET", f"{HERE}yss-1/papers/").content.decode()


def test_the_questions_are_told_as_far_as_the_answers_lead(platform, committee):
    first = platform.request("POST", "/api/v1/partner/questions/", {"event": "wages", "answers": {}}).json()
    assert [one["question"] for one in first["questions"]] == ["circumstances"]
    said = {"circumstances": {"district": "440104", "employed": "no", "left_on": "2026-8-31", "who": "self"}}
    told = platform.request("POST", "/api/v1/partner/questions/", {"event": "wages", "answers": said}).json()
    by = {one["question"]: one for one in told["questions"]}
    assert {"you", "employer", "work", "claims", "facts", "service", "before"} <= set(by)
    offices = next(field for field in by["before"]["fields"] if field["name"] == "office")["choices"]
    assert f"arbitration-{committee.pk}" in {choice["value"] for choice in offices}
    assert by["claims"]["listed"] and by["you"]["fields"][0]["label"] == "姓名"


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_key_without_the_scope_is_refused(committee, method):
    scope = "application.file" if method == "GET" else "application.read"
    half = make(committee, "half", "--scope", scope)
    assert (
        half.request(method, f"{HERE}yss-1/", body(committee) if method == "PUT" else None).status_code == 403
    )


def test_a_court_gets_no_key_to_file_and_a_committee_none_to_answer(court, committee):
    office = court.posts.get().office
    for one, scope in ((office, "application.file"), (committee, "handoff.answer")):
        with pytest.raises(CommandError):
            make(one, "x", "--scope", scope)


def test_a_platforms_account_enters_no_case_itself(platform, committee):
    put(platform, "yss-1", body(committee))
    user = platform.key.user
    assert (
        not Dispute.objects.visible_to(user).exists() and not user.has_usable_password() and not user.roles()
    )


def test_filing_costs_a_bounded_number_of_queries(platform, committee, django_assert_max_num_queries):
    put(platform, "yss-0", body(committee))
    with django_assert_max_num_queries(20):
        platform.request("GET", f"{HERE}yss-0/")
    assert json.loads(platform.request("GET", HERE).content)["next"] is None
