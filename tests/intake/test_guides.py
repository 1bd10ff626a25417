"""The guided questions: scope, jurisdiction and limitation, each ending in an answer with reasons; nobody is turned away."""

import pytest
import time_machine

from arbitration.models import Arbitration
from disputes.models import Dispute, Draft
from tests.intake.answers import TRIAGE, fill

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:30+08:00", tick=False):
        yield


def walk(client, guide, *answers, token=""):
    """Answer the open question with each of these in turn; the last page."""
    page = client.get(f"/claim/guide/{guide}/", {"g": token} if token else {})
    for answer in answers:
        assert page.context["step"].question is not None, page.content.decode()
        data = answer if isinstance(answer, dict) else {"answer": answer}
        page = client.get(
            f"/claim/guide/{guide}/",
            {"g": page.context["token"], "q": page.context["step"].question.code, **data},
        )
        assert page.status_code == 200, page.context["form"].errors
    return page


@pytest.mark.parametrize(
    ("answers", "forum", "law"),
    [
        (["none", "labour", "money"], "arbitration", "AL-2"),
        (["none", "labour", "social_insurance", "insurance_payment"], "social_insurance", "社会保险法-63"),
        (["none", "labour", "social_insurance", "insurance_loss"], "arbitration", "J1-1"),
        (["none", "labour", "work_injury", "disability_grade"], "injury_appraisal", "J1-2"),
        (["none", "labour", "housing_fund"], "housing_fund", "粤高法发〔2008〕13号-3"),
        (["none", "institution", "institution_discipline"], "personnel_appeal", "事业单位人事管理条例-38"),
        (["none", "institution", "institution_contract"], "arbitration", "CR-2"),
        (["none", "civil_servant", "civil_servant_contract"], "arbitration", "公务员法-105"),
        (["none", "domestic_work"], "court", "J1-2"),
        (["pensioner", "labour", "money"], "arbitration", "J1-32"),
        (["platform", "labour", "relation"], "arbitration", "粤人社规〔2022〕14号-1"),
    ],
)
def test_scope_ends_in_a_forum_with_reason_and_article(answers, forum, law, client):
    page = walk(client, "scope", *answers)
    step = page.context["step"]
    assert step.finding.result == forum and law in step.finding.law and step.reasons
    if forum != "arbitration":
        assert "您仍然可以申请" in page.content.decode()
    assert not Draft.objects.exists() and not Dispute.objects.exists() and "sessionid" not in client.cookies


PLACE = {"place_1": "440104"}


@pytest.mark.parametrize(
    ("answers", "result", "words"),
    [
        ([PLACE, "no", "440106", "440104"], "here", "劳动合同履行地"),
        ([PLACE, "no", "440106", "440305"], "elsewhere", "不是不予受理"),
        ([{**PLACE, "place_2": "440111"}, "no", "440106", "440111", {}], "here", "多个履行地"),
        ([{}, "no", "440106", "440106"], "here", "履行地不明确"),
        ([PLACE, "yes", "440305", "440106", "440106"], "here", "共同当事人"),
    ],
)
def test_jurisdiction_names_the_committee_in_words_and_no_codes(answers, result, words, client):
    page = walk(client, "jurisdiction", *answers)
    reasons = "".join(page.context["step"].reasons)
    assert page.context["step"].finding.result == result and words in reasons and "4401" not in reasons


def test_limitation_counts_interruptions_with_their_kind_and_tells_the_story(client):
    known = ["no", "no", "2025-1-6"]
    late = walk(client, "limitation", *known, {}, {})
    assert late.context["step"].finding.result == "late" and "仍可以申请" in late.content.decode()
    told = {"kind_1": "complaint", "day_1": "2025年12月1日"}
    page = walk(client, "limitation", *known, told, {})
    assert page.context["step"].finding.result == "in_time" and "CR-27" in page.context["step"].finding.law
    assert any("2025年12月1日" in line for line in page.context["step"].reasons)
    assert "向劳动保障监察等有关部门投诉、请求救济 2025年12月1日" in page.content.decode()


def test_a_row_half_filled_or_in_the_future_is_refused_in_words(client):
    page = walk(client, "limitation", "no", "no", "2025-1-6")
    for wrong in (
        {"kind_1": "complaint"},
        {"day_1": "2025-2-2"},
        {"kind_1": "complaint", "day_1": "2027-1-1"},
    ):
        answer = client.get(
            "/claim/guide/limitation/", {"g": page.context["token"], "q": "interrupted_on", **wrong}
        )
        assert answer.status_code == 422 and "有以下问题" in answer.content.decode()


def test_while_the_work_goes_on_no_limit_runs_for_pay(client):
    page = walk(client, "limitation", "no", "yes", "yes")
    assert page.context["step"].finding.result == "not_running"


def test_an_answer_can_be_changed_and_what_followed_is_asked_anew(client):
    page = walk(client, "scope", "none", "labour", "money")
    back = client.get(page.context["told"][1][2])
    assert back.context["step"].question.code == "sides"


def test_a_forged_or_foreign_token_is_as_none(client):
    page = client.get("/claim/guide/scope/", {"g": "forged"})
    assert page.status_code == 200 and page.context["step"].question.code == "person"
    assert client.get("/claim/guide/nothing/").status_code == 404


def test_the_answers_carry_into_the_draft_and_the_filing(client, worker, committee):
    """Triage, then the guides, then the application: nothing is asked again, the committee reads it."""
    result = client.get("/claim/for/dismissed/result/", TRIAGE | {"left_on": "2025-8-1"})
    assert result.context["found"].late
    address = {str(words): link for words, link in result.context["guides"]}
    page = client.get(address["还在时效之内吗？"])
    assert page.context["step"].question.code == "interrupted_on"  # the first pages told the rest
    page = walk(
        client, "limitation", {"kind_1": "complaint", "day_1": "2026-3-2"}, {}, token=page.context["token"]
    )
    assert page.context["step"].finding.result == "in_time"
    page = walk(
        client,
        "jurisdiction",
        {**PLACE, "place_2": "440111"},
        "no",
        "440106",
        "440104",
        {},
        token=page.context["token"],
    )
    page = walk(client, "scope", "none", "institution", "institution_contract", token=page.context["token"])
    result = client.get(page.context["onward"])
    assert not result.context["found"].late
    client.force_login(worker)
    reference = client.get(result.context["begin"])["Location"].split("/")[2]
    fill(client, reference, office=f"arbitration-{committee.pk}")
    assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    dispute, case = Dispute.objects.get(), Arbitration.objects.get()
    assert dispute.category == "institution" and dispute.workplaces == ["440104", "440111"]
    assert case.time_facts == {"ended_on": "2025-08-01", "interruptions": [["complaint", "2026-03-02"]]}
