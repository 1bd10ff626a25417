"""The decisions on the way of a case leave their documents: who gets them, and who may read them (docs/law.md 8.2)."""

import datetime as dt

import pytest
from django.utils.translation import override

from disputes.acts import begin, perform
from disputes.models import Paper, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.test_hearing import ready, schedule
from tests.arbitration.walk import PATHS, walk_to
from tests.conftest import person
from tests.disputes.papers_sample import sample

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]


def papers(code):
    return Paper.objects.filter(code=code).order_by("pk")


def to(code):
    return sorted(Service.objects.filter(paper__code=code).values_list("party__side", flat=True))


def test_the_approval_of_acceptance_is_for_the_office_alone(walk, worker, clerk):
    walk_to("accepted", walk.dispute, walk.cast, walk.clock)
    paper = papers("D08").get()
    assert (paper.audience, paper.volume, to("D08")) == (f"side.{walk.case.office_id}", "side", [])
    assert paper.data["opinion"].startswith("符合受理条件") and paper.data["approved_by"] == "Director"
    assert not Paper.objects.visible_to(worker).filter(code="D08").exists()
    assert Paper.objects.visible_to(clerk).filter(code="D08").exists()


def test_a_rejected_objection_is_decided_in_writing_to_both(walk):
    for part in PATHS["accepted"]:
        part(walk)
    walk.serve("D12")
    walk.step("object_to_jurisdiction", walk.cast.employer, reason="合同履行地在外省")
    walk.step("reject_objection", walk.cast.director, reason="履行地就在本区")
    paper = papers("D17").first()
    assert paper.title == "驳回管辖异议决定书" and to("D17") == ["A", "B"]
    assert (paper.data["grounds"], paper.data["reasons"]) == ("合同履行地在外省", "履行地就在本区")


@pytest.mark.parametrize("decision", ["upheld", "rejected"])
def test_a_recusal_is_decided_in_writing(ready, committee, decision):
    ready.step("ask_recusal", ready.cast.worker, person=ready.cast.presiding, reason="系对方亲属")
    facts = (
        {"substitute": person("presiding2", role="presiding", office=committee)}
        if decision == "upheld"
        else {}
    )
    ready.step("decide_recusal", ready.cast.director, decision=decision, reason="经核实", **facts)
    paper = papers("D18").first()
    assert paper.data["variant"] == decision and paper.data["person"] == "Presiding"
    assert paper.data["asked_by"] == "Worker" or paper.data["asked_by"]
    assert to("D18") == ["A", "B"] and (paper.data.get("substitute") == "Presiding2") == (
        decision == "upheld"
    )


def test_who_is_joined_who_mediates_and_how_the_case_is_handled(ready):
    ready.step("delegate_mediation", ready.cast.presiding, body="区调解中心", consent="ref")
    assert papers("D30").first().data["body"] == "区调解中心" and to("D30") == ["A", "B"]
    ready.step(
        "join_party", ready.cast.director, called="某派遣公司", side="B", kind="organisation", address="广州"
    )
    paper = papers("D23").first()
    assert (
        paper.data["joined"] == "某派遣公司" and paper.data["capacity"] == "被申请人" and paper.data["due_on"]
    )
    assert to("D23") == ["A", "B"], "the new party gets the application with its own notice to respond"


def test_simple_handling_is_told_and_so_is_the_way_back(walk):
    for part in PATHS["accepted"]:
        part(walk)
    walk.step("handle_simply", walk.cast.director, ground="agreed")
    walk.step("to_ordinary", walk.cast.director, reason="案情复杂")
    assert [paper.title for paper in papers("D31")] == ["简易处理告知书"] * 2 + ["转一般程序决定书"] * 2


def test_the_deliberation_record_is_read_by_the_arbitrators_alone(
    ready, clerk, recorder, worker, presiding, director
):
    schedule(ready)
    ready.hold()
    ready.deliberate()
    paper = papers("D27").get()
    assert paper.volume == "side" and paper.data["opinions"] == "一致意见。"
    assert Paper.objects.visible_to(presiding).filter(pk=paper.pk).exists()
    for user in (clerk, recorder, worker, director):
        assert not Paper.objects.visible_to(user).filter(pk=paper.pk).exists(), user


def test_a_case_withdrawn_by_the_committee_says_why(ready):
    ready.step("cancel", ready.cast.director, reason="受理后发现已经起诉")
    assert papers("D34").first().title == "撤销案件决定书" and to("D34") == ["A", "B"]


def test_a_slip_is_put_right_by_a_decision_that_moves_no_window(ready):
    schedule(ready)
    ready.hold()
    ready.award()
    award = ready.case.awards.get()
    perform(award, "correct", by=ready.cast.presiding, wrong="二〇二五年", right="二〇二六年")
    paper = papers("D39").first()
    assert paper.data["instrument"]["number"] == award.number and to("D39") == ["A", "B"]


def test_an_announcement_says_what_is_served_and_until_when(walk, clerk):
    walk_to("accepted", walk.dispute, walk.cast, walk.clock)
    service = Service.objects.get(paper__code="D12", stage="due")
    perform(service, "announce", by=clerk, where="本委公告栏", reason="下落不明")
    paper = papers("D41").get()
    assert paper.data["document"] == "应诉通知书" and paper.data["media"] == "本委公告栏"
    assert paper.data["due_on"] == (service_day(service) + dt.timedelta(days=30)).isoformat()


def service_day(service):
    from disputes.models import DocketEntry

    return DocketEntry.objects.get(step="service.announce", record_id=service.pk).on


def test_the_closing_form_counts_the_papers_of_both_volumes(walk, worker):
    case = walk_to("closed", walk.dispute, walk.cast, walk.clock)
    paper = papers("D43").get()
    assert (
        paper.volume == "side" and paper.audience == case.side_stream and int(paper.data["main_papers"]) > 3
    )
    assert paper.data["due_on"] == case.keep_until.isoformat()
    assert begin and not Paper.objects.visible_to(worker).filter(pk=paper.pk).exists()


def test_the_closing_form_is_chinese_whatever_language_the_director_reads(ready):
    """The applicant stayed away: an outcome whose word on the screen follows the reader."""
    schedule(ready)
    ready.serve("D19")
    ready.day(ready.case.hearing_on)
    ready.step("applicant_absent", ready.cast.presiding, reason="未到庭")
    for code in ("D14", "D33"):
        ready.serve(code)
    for service in Service.objects.filter(stage="due"):
        perform(service, "prove", by=ready.cast.clerk, channel="direct", receipt="本人签收")
    with override("en"):
        ready.step("close", ready.cast.director)
    assert papers("D43").get().data["outcome"] == "按撤回申请处理"


def test_an_announcement_names_its_addressee_once():
    words = text_of(render("D41", sample("D41")))
    assert words.count("广州云帆电子科技有限公司：") == 1
