"""Of several respondents some stay away (AL-36, CR-39): the hearing goes on without them, and the award says of each."""

import datetime as dt

import pytest

from arbitration.lifecycle.stages import Stage
from disputes.management.commands.tick import sweep
from disputes.models import Paper, Party, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.test_intake import refused
from tests.arbitration.walk import PATHS

pytestmark = [pytest.mark.django_db, pytest.mark.standing("laid")]
FIRM, AGENCY = "广州市云岭物流有限公司", "广州市同心劳务派遣有限公司"
AWAY = (
    "经依法通知无正当理由未到庭，本委依照《中华人民共和国劳动争议调解仲裁法》第三十六条的规定对其缺席审理。"
)


@pytest.fixture
def laid(walk):
    """Two respondents, notified of a hearing; the second has no account and did not answer."""
    walk.agency = Party.objects.create(
        dispute=walk.dispute, side="B", kind="organisation", name=AGENCY, identity="91440101MA59UP0A6L", address="广州市越秀区东风路3号", head="何敏"
    )  # fmt: skip
    for part in PATHS[Stage.ACCEPTED]:
        part(walk)
    walk.prepare()
    walk.after(30)
    sweep()
    walk.schedule()
    walk.serve("D19")
    return walk


def procedure(walk):
    walk.deliberate()
    walk.award()
    return Paper.objects.filter(code="D38").first().data["procedure"]


def test_the_award_names_who_stayed_away_and_cites_the_article(laid, client):
    laid.day(laid.case.hearing_on)
    client.force_login(laid.cast.presiding)
    where = f"/cases/{laid.dispute.reference}/arbitration/{laid.case.pk}/open_hearing/"
    firm = Party.objects.get(name=FIRM)
    assert [name for _key, name in client.get(where).context["form"].fields["stayed_away"].choices] == [FIRM, AGENCY]  # fmt: skip
    assert client.post(where, {"stayed_away": [firm.pk, laid.agency.pk]}).status_code == 422
    assert client.post(where, {"stayed_away": [laid.agency.pk]}).status_code == 302
    laid._fresh(None)
    told = procedure(laid)
    assert f"被申请人{AGENCY}{AWAY}" in told and f"本委对被申请人{AGENCY}缺席裁决。" in told
    assert f"{FIRM}经依法" not in told


def test_who_was_told_too_late_is_not_held_to_have_stayed_away(laid):
    laid.day(laid.case.hearing_on)
    served = Service.objects.get(paper__code="D19", party=laid.agency)
    Service.objects.filter(pk=served.pk).update(served_on=laid.case.hearing_on - dt.timedelta(days=1))
    assert "AL-36" in str(
        refused(laid.step, "open_hearing", laid.cast.presiding, stayed_away=[laid.agency.pk])
    )
    laid.step("open_hearing", laid.cast.presiding)
    assert "未到庭" not in procedure(laid)


def test_where_none_came_each_is_named(laid):
    laid.day(laid.case.hearing_on)
    laid.step("respondent_absent", laid.cast.presiding, reason="未到庭")
    told = procedure(laid)
    assert f"被申请人{FIRM}、{AGENCY}{AWAY}" in told and f"本委对被申请人{FIRM}、{AGENCY}缺席裁决。" in told


def leave(walk, *gone):
    walk.step("respondent_leaves", walk.cast.presiding, reason="未经许可离开", gone=[one.pk for one in gone])


LEFT = AWAY.replace("经依法通知无正当理由未到庭", "未经仲裁庭许可中途退庭")


def test_who_leaves_without_leave_is_decided_on_in_default_and_the_award_says_so(laid, client):
    """AL-36: to leave is to stay away. Who is not there cannot leave, nor leave twice."""
    firm = Party.objects.get(name=FIRM)
    laid.day(laid.case.hearing_on)
    laid.step("open_hearing", laid.cast.presiding, stayed_away=[laid.agency.pk])
    client.force_login(laid.cast.presiding)
    where = f"/cases/{laid.dispute.reference}/arbitration/{laid.case.pk}/respondent_leaves/"
    assert [name for _key, name in client.get(where).context["form"].fields["gone"].choices] == [FIRM]
    assert "AL-36" in str(refused(leave, laid, laid.agency)) and "AL-36" in str(refused(leave, laid))
    said = {"gone": [firm.pk], "reason": "拒不服从指挥离庭", "confirmed": laid.dispute.reference[-4:]}
    assert client.post(where, said).status_code == 302
    assert "AL-36" in str(refused(leave, laid, firm))
    laid._fresh(None)
    told = procedure(laid)
    assert f"被申请人{FIRM}{LEFT}" in told and f"被申请人{AGENCY}{AWAY}" in told
    assert f"本委对被申请人{AGENCY}、{FIRM}缺席裁决。" in told


def test_who_left_one_sitting_and_sat_through_the_next_is_not_decided_on_in_default(laid):
    firm = Party.objects.get(name=FIRM)
    laid.day(laid.case.hearing_on)
    laid.step("open_hearing", laid.cast.presiding)
    leave(laid, firm)
    laid.write_down()
    laid.step("adjourn", laid.cast.presiding, reason="需要补充证据")
    laid.schedule()
    laid.hold()
    told = procedure(laid)
    assert f"的庭审，被申请人{FIRM}{LEFT}" in told and "缺席裁决" not in told


def test_nobody_leaves_a_sitting_whose_record_is_finished(laid):
    laid.day(laid.case.hearing_on)
    laid.step("open_hearing", laid.cast.presiding)
    laid.write_down()
    laid.case.hearing_records.update(finished_on=laid.case.hearing_on)
    assert "AL-40" in str(refused(leave, laid, laid.agency))


def test_a_hearing_off_of_the_committees_own_motion_was_asked_for_by_nobody(laid):
    laid.step("dissolve_tribunal", laid.cast.director, reason="组成人员应当回避")
    said = text_of(render("D20", Paper.objects.filter(code="D20").latest("pk").data)).replace("\n", "")
    assert "因下列事由，不能如期开庭：" in said and "请求延期开庭" not in said
