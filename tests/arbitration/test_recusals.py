"""Several recusals at once, and while the case is suspended (AL-33, CR-11, CR-12)."""

import datetime as dt

import pytest
from django.utils import timezone

from disputes.acts import NotLawful
from disputes.models import CaseTask, Deadline, Paper
from tests.arbitration.test_intake import refused
from tests.arbitration.walk import TO_ACCEPTED, Walk
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("three")]


@pytest.fixture
def three(walk):
    walk.cast.arbitrators = tuple(
        person(f"beside{n}", role="arbitrator", office=walk.cast.office) for n in (1, 2)
    )
    for part in (*TO_ACCEPTED, Walk.prepare):
        part(walk)
    return walk


def challenge(walk, by, who, reason="系对方近亲属"):
    walk.step("ask_recusal", by, person=who, reason=reason)


def running():
    return list(Deadline.objects.open().filter(code="arbitration.recusal").order_by("pk"))


def tasks():
    return CaseTask.objects.open().filter(code="RecusalFlow.decide")


def test_both_sides_each_challenge_one_and_each_is_decided_for_itself(three):
    cast, (first, _second) = three.cast, three.cast.arbitrators
    challenge(three, cast.worker, first, "系被申请人近亲属")
    due = running()[0].due_on
    three.after(3)  # from Friday to Monday
    challenge(three, cast.employer, cast.recorder, "系申请人近亲属")
    assert three.case.challenged == [first.pk, cast.recorder.pk]
    assert tasks().count() == 1 and [row.due_on for row in running()] == [due]
    assert [paper.data["person"] for paper in Paper.objects.filter(code="D18a").order_by("pk")] == [str(first), str(cast.recorder)]  # fmt: skip
    three.step("decide_recusal", cast.director, person=first, decision="rejected", reason="不属实")
    paper = Paper.objects.filter(code="D18").first().data
    assert (paper["person"], paper["grounds"]) == (str(first), "系被申请人近亲属")
    assert three.case.challenged == [cast.recorder.pk] and [row.due_on for row in running()] == [
        due + dt.timedelta(days=1)
    ]
    assert tasks().count() == 1
    with pytest.raises(NotLawful, match="CR-12"):
        three.schedule()  # the recorder still stands back
    fresh = person("fresh", role="recorder", office=cast.office)
    three.step("decide_recusal", cast.director, decision="upheld", reason="属实", substitute=fresh)
    assert (
        three.case.recorder == fresh
        and three.case.challenged == []
        and not running()
        and not tasks().exists()
    )
    three.schedule()


def test_who_is_challenged_already_is_not_challenged_again_before_the_decision(three):
    challenge(three, three.cast.worker, three.cast.presiding)
    assert "CR-11" in refused(
        three.step, "ask_recusal", three.cast.employer, person=three.cast.presiding, reason="私下会见"
    )


def test_of_two_it_is_said_whose_recusal_is_decided(three):
    first, second = three.cast.arbitrators
    challenge(three, three.cast.worker, first)
    challenge(three, three.cast.worker, second)
    said = {"decision": "rejected", "reason": "不属实"}
    assert "CR-12" in refused(three.step, "decide_recusal", three.cast.director, **said)
    assert "CR-12" in refused(
        three.step, "decide_recusal", three.cast.director, person=three.cast.presiding, **said
    )


def test_each_of_two_who_left_sits_in_no_new_tribunal_of_the_dispute(three):
    first, second = three.cast.arbitrators
    challenge(three, three.cast.worker, second)
    challenge(three, three.cast.worker, first)
    others = [person(f"other{n}", role="arbitrator", office=three.cast.office) for n in (1, 2)]
    for who, instead in zip((second, first), others, strict=True):
        three.step("decide_recusal", three.cast.director, person=who, decision="upheld", reason="属实", substitute=instead)  # fmt: skip
    three.step("dissolve_tribunal", three.cast.director, reason="组成不合法")
    for gone in (first, second):
        three.cast.arbitrators = (gone, others[0])
        assert "OR-15" in refused(three.form)


def test_a_recusal_is_decided_while_the_case_is_suspended(three):
    challenge(three, three.cast.worker, three.cast.presiding)
    three.step("suspend", three.cast.director, ground="injury", reason="等待工伤认定")
    assert tasks().count() == 1
    fresh = person("fresh", role="presiding", office=three.cast.office)
    three.step("decide_recusal", three.cast.director, decision="upheld", reason="属实", substitute=fresh)
    assert three.case.stage == "suspended" and three.case.presiding == fresh and not tasks().exists()


def test_with_the_tribunal_dissolved_nobody_has_to_decide_on_its_members(three):
    challenge(three, three.cast.worker, three.cast.presiding)
    three.step("dissolve_tribunal", three.cast.director, reason="组成不合法")
    assert three.case.challenged == [] and not tasks().exists() and not running()


def test_the_forms_ask_of_whom_only_where_there_are_several(three, client):
    first, second = three.cast.arbitrators
    base = f"/cases/{three.dispute.reference}/arbitration/{three.case.pk}/"
    challenge(three, three.cast.worker, first)
    client.force_login(three.cast.employer)
    page = client.get(base + "ask_recusal/").content.decode()
    assert f'value="{first.pk}"' not in page and f'value="{second.pk}"' in page
    client.force_login(three.cast.director)
    assert 'name="person"' not in client.get(base + "decide_recusal/").content.decode()
    challenge(three, three.cast.employer, three.cast.recorder)
    said = {"decision": "rejected", "reason": "不属实", "confirmed": three.dispute.reference[-4:]}
    assert client.post(base + "decide_recusal/", said).status_code == 422
    assert client.post(base + "decide_recusal/", said | {"person": three.cast.recorder.pk}).status_code == 302
    three._fresh(None)
    assert three.case.challenged == [first.pk]


def test_two_requests_to_postpone_are_one_task(three):
    three.schedule()
    three.day(timezone.localdate() + dt.timedelta(days=1))
    for who in (three.cast.worker, three.cast.employer):
        three.step("ask_postponement", who, reason="当日另案开庭")
    assert CaseTask.objects.open().filter(code="PostponementFlow.decide").count() == 1
