"""Arbitration supervision: from the motion to the new result, by another tribunal, unless a court has the case (B9-18)."""

import datetime as dt

import pytest

from arbitration.models import Award
from disputes.acts import NotLawful, PermissionDenied, perform
from disputes.management.commands.tick import sweep
from disputes.models import Claim, Deadline, Paper
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.walk import TO_HEARING, Walk
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("binding", "settled")]


@pytest.fixture
def binding(walk):
    """A non-final award that nobody sued on: in effect, the file closed."""
    Claim.objects.filter(dispute=walk.dispute).update(amount="90000.00")
    for part in (*TO_HEARING, Walk.deliberate, Walk.award):
        part(walk)
    walk.serve("D38")
    walk.after(30)
    sweep()
    walk.step("close", walk.cast.director)
    assert award().stage == "effective"
    return walk


def award():
    return Award.objects.order_by("pk").first()


def again(walk, committee, name="fresh"):
    """Another tribunal, heard to the end."""
    walk.cast.presiding = person(name, role="presiding", office=committee)
    walk.form()
    walk.serve("D14")
    walk.schedule()
    walk.hold()
    walk.deliberate()


def opened(walk):
    perform(award(), "open_supervision", by=walk.cast.director, reason="漏算加班基数")
    walk.case = type(walk.case).objects.get(pk=walk.case.pk)
    return walk


def test_from_the_motion_to_another_result(binding, committee, worker, employer):
    perform(award(), "ask_supervision", by=worker, reason="漏算加班基数")
    with pytest.raises(NotLawful):
        perform(award(), "ask_supervision", by=worker, reason="再次申请")
    opened(binding)
    assert award().stage == "supervised" and binding.case.stage == "accepted"
    assert type(binding.dispute).objects.get(pk=binding.dispute.pk).stage == "open"
    due = Deadline.objects.open().get(code="arbitration.award")
    assert due.trigger_on == binding.case.reopened_on
    again(binding, committee)
    binding.award(sums={binding.dispute.claims.get().pk: "50000.00"})
    old, new = Award.objects.order_by("pk")
    assert (old.stage, old.effective_on, new.stage) == ("without_effect", None, "made")
    assert new.number != old.number
    binding.serve("D38")
    assert Deadline.objects.open().filter(code="award.suit", record_id=new.pk).count() == 2
    binding.after(30)
    sweep()
    assert Award.objects.get(pk=new.pk).stage == "effective"
    binding.step("close", binding.cast.director)
    assert type(binding.dispute).objects.get(pk=binding.dispute.pk).stage == "closed"


def test_heard_anew_the_award_may_prove_right(binding, committee):
    since = award().effective_on
    opened(binding)
    assert Deadline.objects.get(code="award.enforcement").status == "paused"
    again(binding, committee)
    binding.step("uphold_award", binding.cast.presiding, reason="原裁决计算无误")
    assert (award().stage, award().effective_on) == ("effective", since)
    assert Deadline.objects.get(code="award.enforcement").status == "running"
    assert not Deadline.objects.open().filter(code="arbitration.award").exists()
    assert binding.case.stage == "awarded" and Award.objects.count() == 1


def test_who_made_the_award_does_not_sit_again(binding):
    opened(binding)
    with pytest.raises(NotLawful) as refused:
        binding.form()
    assert "未参加原裁决或者原调解的仲裁员" in " ".join(map(str, refused.value.reasons))


def test_it_may_be_refused_with_reasons_and_asked_again(binding, worker, director):
    with pytest.raises(NotLawful):
        perform(award(), "refuse_supervision", by=director, reason="没有申请")
    perform(award(), "ask_supervision", by=worker, reason="漏算")
    perform(award(), "refuse_supervision", by=director, reason="计算无误")
    assert award().stage == "effective" and award().supervision_asked_on is None
    perform(award(), "ask_supervision", by=worker, reason="新的证据")


def test_the_director_alone_opens_it(binding, worker):
    for user in (worker, binding.cast.presiding, binding.cast.clerk):
        with pytest.raises(PermissionDenied):
            perform(award(), "open_supervision", by=user, reason="x")


def test_not_while_a_party_may_sue_or_a_court_has_it(walk):
    """A final award binds at once, but the worker's fifteen days still run."""
    for part in (*TO_HEARING, Walk.deliberate):
        part(walk)
    walk.award(sums={walk.dispute.claims.get().pk: "20000.00"})
    assert award().final and award().stage == "effective"
    with pytest.raises(NotLawful):  # nobody has it yet: no window has begun, and none is over
        perform(award(), "open_supervision", by=walk.cast.director, reason="漏算")
    walk.serve("D38")
    with pytest.raises(NotLawful) as refused:
        perform(award(), "open_supervision", by=walk.cast.director, reason="漏算")
    assert "法院" in " ".join(map(str, refused.value.reasons))
    walk.after(40)
    sweep()
    perform(award(), "open_supervision", by=walk.cast.director, reason="漏算")
    assert award().stage == "supervised"


def test_each_decision_goes_to_both_sides_in_writing(binding, committee, worker):
    perform(award(), "ask_supervision", by=worker, reason="漏算")
    perform(award(), "refuse_supervision", by=binding.cast.director, reason="计算无误")
    opened(binding)
    again(binding, committee)
    binding.step("uphold_award", binding.cast.presiding, reason="原裁决计算无误")
    papers = Paper.objects.filter(code="D45").order_by("pk")
    assert [paper.title for paper in papers] == [
        title for title in ("不予启动仲裁监督决定书", "启动仲裁监督决定书", "维持原裁决决定书") for _side in "AB"
    ]  # fmt: skip
    said = [text_of(render(paper.code, paper.data)).replace("\n", "") for paper in papers]
    assert "不予重新处理" in said[0] and "中止执行" in said[2] and "恢复执行" in said[4]
    assert all(award().number in one for one in said)


def test_the_director_has_a_task_until_it_is_decided(binding, worker, director):
    from disputes.models import CaseTask

    perform(award(), "ask_supervision", by=worker, reason="漏算")
    task = CaseTask.objects.open().get(role="director")
    assert "启动仲裁监督" in str(task.label)
    perform(award(), "refuse_supervision", by=director, reason="计算无误")
    assert not CaseTask.objects.open().filter(pk=task.pk).exists()


def test_heard_anew_and_lost_what_the_first_award_gave_counts_no_longer(binding, committee):
    opened(binding)
    again(binding, committee)
    binding.award(sums={binding.dispute.claims.get().pk: "0"})
    assert binding.case.nothing_given and binding.case.lost


def test_of_two_documents_only_the_one_heard_anew_is_decided_again(walk, committee):
    Claim.objects.create(dispute=walk.dispute, kind="severance", text="经济补偿", amount="90000.00")
    for part in (*TO_HEARING, Walk.deliberate, Walk.award):
        part(walk)
    walk.serve("D38")
    walk.after(40)
    sweep()
    big = Award.objects.get(kind="non_final")
    perform(big, "open_supervision", by=walk.cast.director, reason="漏算工作年限")
    walk.case = type(walk.case).objects.get(pk=walk.case.pk)
    again(walk, committee)
    claim = big.items.get().claim
    walk.step(
        "make_award", walk.cast.presiding, facts="重新查明。", reasons="应当支付。",
        items=[{"claim": claim.pk, "text": "支付经济补偿", "awarded": "60000.00"}],
    )  # fmt: skip
    assert [a.stage for a in Award.objects.order_by("pk")] == ["effective", "without_effect", "made"]
    assert dt.date.today() >= walk.case.reopened_on


# --- a mediation statement


@pytest.fixture
def settled(walk):
    """Settled before the tribunal, the statement signed for by both, the file closed."""
    for part in (*TO_HEARING, Walk.settle):
        part(walk)
    walk.serve("D37")
    walk.step("close", walk.cast.director)
    assert (walk.case.stage, walk.case.outcome) == ("closed", "statement")
    return walk


def reopened(walk, ground="will"):
    walk.step("reopen_statement", walk.cast.director, ground=ground, reason="签字时受到胁迫")
    return walk


def enforcement():
    return Deadline.objects.get(code="award.enforcement")


def test_a_statement_against_the_will_of_a_party_is_heard_anew_and_an_award_takes_its_place(
    settled, committee, worker
):
    settled.step("ask_statement_supervision", worker, ground="will", reason="签字时受到胁迫")
    with pytest.raises(NotLawful):
        settled.step("ask_statement_supervision", worker, ground="law", reason="再次申请")
    reopened(settled)
    assert settled.case.stage == "accepted" and settled.case.effective_on is None
    assert type(settled.dispute).objects.get(pk=settled.dispute.pk).stage == "open"
    assert enforcement().status == "paused"
    assert Deadline.objects.open().get(code="arbitration.award").trigger_on == settled.case.reopened_on
    again(settled, committee)
    settled.award(sums={settled.dispute.claims.get().pk: "50000.00"})
    assert settled.case.stage == "awarded" and settled.case.statement_since is None
    assert enforcement().status == "stopped"
    settled.serve("D38")
    assert Deadline.objects.open().filter(code="award.suit").exists(), "the new result is open to suit"


def test_heard_anew_the_statement_may_prove_free_and_lawful(settled, committee):
    since = settled.case.effective_on
    reopened(settled)
    again(settled, committee)
    with pytest.raises(NotLawful) as refused:
        settled.step("uphold_award", settled.cast.presiding, reason="没有原裁决")
    assert "原裁决" in " ".join(map(str, refused.value.reasons))
    settled.step("uphold_statement", settled.cast.presiding, reason="双方自愿，内容合法")
    assert (settled.case.stage, settled.case.effective_on, settled.case.statement_since) == (
        "mediated", since, None,
    )  # fmt: skip
    assert enforcement().status == "running"
    assert not Deadline.objects.open().filter(code="arbitration.award").exists()
    settled.step("close", settled.cast.director)
    assert settled.case.outcome == "statement"


def test_heard_anew_the_sides_may_settle_again(settled, committee):
    since = settled.case.effective_on
    reopened(settled, ground="law")
    again(settled, committee)
    settled.settle()
    settled.after(2)
    settled.serve("D37")
    assert settled.case.stage == "mediated" and settled.case.effective_on > since
    assert settled.case.statement_since is None
    assert sorted(Deadline.objects.filter(code="award.enforcement").values_list("status", flat=True)) == [
        "running", "stopped",
    ]  # fmt: skip


def test_who_settled_it_does_not_sit_again(settled):
    reopened(settled)
    with pytest.raises(NotLawful) as refused:
        settled.form()
    assert "未参加原裁决或者原调解的仲裁员" in " ".join(map(str, refused.value.reasons))


def test_only_want_of_will_or_lawfulness_opens_it_and_the_director_alone(settled, worker, employer, director):
    with pytest.raises(NotLawful) as refused:
        settled.step("reopen_statement", director, ground="regret", reason="后悔")
    assert "自愿" in " ".join(map(str, refused.value.reasons))
    for user in (worker, settled.cast.presiding, settled.cast.clerk):
        with pytest.raises(PermissionDenied):
            settled.step("reopen_statement", user, ground="will", reason="x")
    with pytest.raises(NotLawful):
        settled.step("refuse_statement_supervision", director, reason="没有申请")
    settled.step("ask_statement_supervision", employer, ground="law", reason="内容违法")
    settled.step("refuse_statement_supervision", director, reason="内容合法")
    assert settled.case.supervision_asked_on is None and settled.case.stage == "closed"
    settled.step("ask_statement_supervision", employer, ground="law", reason="新的证据")


def test_a_case_that_ended_otherwise_is_not_opened_by_this_door(binding, director, worker):
    """An award has its own; the statement's is open where a statement is in effect alone."""
    for step, user in (("ask_statement_supervision", worker), ("reopen_statement", director)):
        with pytest.raises(NotLawful) as refused:
            binding.step(step, user, ground="will", reason="x")
        assert "仲裁调解书" in " ".join(map(str, refused.value.reasons))


def test_each_decision_on_a_statement_goes_to_both_sides(settled, committee, worker):
    number = settled.case.number
    settled.step("ask_statement_supervision", worker, ground="law", reason="内容违法")
    settled.step("refuse_statement_supervision", settled.cast.director, reason="内容合法")
    reopened(settled)
    again(settled, committee)
    settled.step("uphold_statement", settled.cast.presiding, reason="双方自愿")
    papers = Paper.objects.filter(code="D45").order_by("pk")
    assert [paper.title for paper in papers] == [
        title for title in ("不予启动仲裁监督决定书", "启动仲裁监督决定书", "维持原调解书决定书") for _side in "AB"
    ]  # fmt: skip
    said = [text_of(render(paper.code, paper.data)).replace("\n", "") for paper in papers]
    assert "原调解书继续有效" in said[0] and "违反自愿原则" in said[2] and "中止执行" in said[2]
    assert "恢复执行" in said[4] and all(number in one and "仲裁调解书" in one for one in said)


def test_the_director_has_a_task_until_it_is_decided_of_a_statement_too(settled, worker, director):
    from disputes.models import CaseTask

    settled.step("ask_statement_supervision", worker, ground="will", reason="受胁迫")
    task = CaseTask.objects.open().get(role="director")
    settled.step("refuse_statement_supervision", director, reason="没有证据")
    assert not CaseTask.objects.open().filter(pk=task.pk).exists()


def test_a_partial_award_s_own_enforcement_runs_on(walk, committee):
    """The rest was settled; that settlement is heard anew, what was awarded before is enforced as ever."""
    Claim.objects.filter(dispute=walk.dispute).update(amount="20000.00")
    rest = Claim.objects.create(dispute=walk.dispute, kind="severance", text="经济补偿", amount="90000.00")
    for part in TO_HEARING:
        part(walk)
    walk.deliberate()
    first = walk.dispute.claims.exclude(pk=rest.pk).get()
    walk.step(
        "award_in_part", walk.cast.presiding, facts="查明。", reasons="应付。",
        items=[{"claim": first.pk, "text": "支付工资", "awarded": "20000.00"}],
    )  # fmt: skip
    walk.settle()
    walk.serve("D37")
    walk.serve("D38")
    reopened(walk)
    rows = dict(Deadline.objects.filter(code="award.enforcement").values_list("record_type", "status"))
    assert rows == {"award": "running", "arbitration": "paused"}
