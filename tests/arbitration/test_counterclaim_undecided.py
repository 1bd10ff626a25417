"""A counterclaim that waits for a decision when the application falls, or the case is transferred (CR-9, CR-36)."""

import pytest

from arbitration.models import Arbitration
from disputes.acts import perform
from disputes.models import CaseTask, Deadline, HandOff, Paper
from tests.arbitration.test_counterclaim_withdrawn import TOOLS
from tests.arbitration.test_intake import refused
from tests.arbitration.transitions import laid, serve
from tests.arbitration.walk import other_committee
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("asked")]


@pytest.fixture
def asked(walk):
    walk.file()
    walk.accept()
    walk.serve("D12")
    walk.form()
    walk.step("file_counterclaim", walk.cast.employer, **TOOLS)
    return walk


def pointer(walk):
    return Paper.objects.get(dispute=walk.dispute, code="D11a")


def test_with_the_application_withdrawn_the_respondent_is_pointed_to_a_case_of_its_own(asked):
    asked.step("withdraw", asked.cast.worker, reason="已和解")
    told = pointer(asked)
    assert "返还工具" in told.data["reasons"] and "撤回仲裁申请" in told.data["reasons"]
    assert "已和解" not in told.data["reasons"]
    assert [row.party.side for row in asked.dispute.services.filter(paper=told)] == ["B"]


def test_with_the_application_given_up_by_absence_too(asked):
    asked.step("waive_answer", asked.cast.employer)
    asked.schedule()
    serve("D19")(asked)
    laid(asked)
    asked.step("applicant_absent", asked.cast.presiding, reason="未到庭")
    assert "按申请人撤回" in pointer(asked).data["reasons"]


def test_of_a_case_accepted_by_mistake_too(asked):
    asked.step("cancel", asked.cast.director, reason="受理有误")
    assert "返还工具" in pointer(asked).data["reasons"]


def test_where_none_waits_nothing_is_pointed_out(asked):
    asked.step("refuse_counterclaim", asked.cast.director, reason="另行申请", ground="scope")
    asked.step("withdraw", asked.cast.worker, reason="已和解")
    assert not Paper.objects.filter(code="D11a").exists()


def test_the_committee_that_takes_the_case_over_decides_what_waits(asked):
    """CR-9: nothing has to be filed again; the five working days run anew there (CR-36, CR-46(5))."""
    to = other_committee()
    clerk = person("theirclerk", role="clerk", office=to)
    director = person("theirhead", role="director", office=to)
    asked.step("transfer", asked.cast.director, to=to, reason="实际工作地点在佛山。")
    assert not Deadline.objects.open().filter(code="arbitration.counterclaim").exists()
    case = Arbitration.objects.get(office=to)
    assert case.counterclaim["text"] == "返还工具"
    file = HandOff.objects.get(dispute=asked.dispute)
    perform(file, "send", by=asked.cast.clerk)
    perform(HandOff.objects.get(pk=file.pk), "acknowledge", by=clerk, docket_number="8号")
    perform(Arbitration.objects.get(pk=case.pk), "receive_transfer", by=clerk)
    assert Deadline.objects.open().filter(code="arbitration.counterclaim", record_id=case.pk).exists()
    codes = CaseTask.objects.open().filter(record_id=case.pk).values_list("code", flat=True)
    assert any("Counterclaim" in code for code in codes), list(codes)
    perform(Arbitration.objects.get(pk=case.pk), "join_counterclaim", by=director)
    assert asked.dispute.claims.filter(side="B").exists()
    assert "CR-36" in refused(
        lambda **facts: perform(Arbitration.objects.get(pk=case.pk), "join_counterclaim", by=director)
    )


def test_what_was_said_of_limitation_holds_at_the_committee_that_takes_the_case_over(walk):
    """AL-27, CR-9: filed on the day the first committee got it; limitation raised there is raised."""
    walk.file()
    walk.accept()
    Arbitration.objects.filter(pk=walk.case.pk).update(
        known_on="2025-03-10", time_facts={"ended_on": "2025-03-10"}
    )
    walk.step("raise_limitation", walk.cast.employer, reason="已过一年")
    to = other_committee()
    person("theirclerk", role="clerk", office=to)
    walk.step("transfer", walk.cast.director, to=to, reason="实际工作地点在佛山。")
    case = Arbitration.objects.get(office=to)
    Arbitration.objects.filter(pk=case.pk).update(received_on="2026-09-01")
    case = Arbitration.objects.get(pk=case.pk)
    assert case.limitation_raised_on and case.time_facts["ended_on"] == "2025-03-10"
    own = [one.judgement for one in Arbitration.objects.get(pk=walk.case.pk).limitation]
    assert own and [one.judgement for one in case.limitation] == own
