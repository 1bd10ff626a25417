"""Before the award: preservation through the committee, and payment in advance (AL-44, CR-51; 财产保全规定 3, 23)."""

import datetime as dt

import pytest

from disputes.acts import NotLawful, PermissionDenied
from disputes.models import CaseTask, Claim, Deadline, DocketEntry, Paper, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.test_hearing import ready
from tests.arbitration.test_intake import refused
from tests.arbitration.transitions import joined_counterclaim
from tests.arbitration.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]
WHAT = "被申请人在建设银行某支行的存款"


def ask(walk, **facts):
    asked = {"what": WHAT, "amount": "24000.00", "reason": "正在转移设备", "audience": "side", **facts}
    walk.step("ask_preservation", walk.cast.worker, **asked)


def granted(walk):
    ask(walk)
    walk.step("forward_preservation", walk.cast.clerk, court="广州市越秀区人民法院", audience="side")
    walk.step(
        "note_preservation",
        walk.cast.clerk,
        ruling="granted",
        number="（2026）粤0104财保1号",
        audience="side",
    )
    return walk


def waits(role, words):
    return [task for task in CaseTask.objects.open().filter(role=role) if words in str(task.label)]


def test_the_other_side_learns_nothing_of_it_by_any_page(ready, client):
    granted(ready)
    address = f"/cases/{ready.dispute.reference}/"
    for user, sees in (
        (ready.cast.worker, True), (ready.cast.clerk, True), (ready.cast.presiding, True), (ready.cast.employer, False),
    ):  # fmt: skip
        client.force_login(user)
        pages = "".join(
            client.get(path).content.decode()
            for path in (address, f"{address}room/", "/news/", f"{address}feed/")
        )
        assert (WHAT in pages) == sees, user
        if not sees:
            assert "保全" not in pages
    client.force_login(ready.cast.employer)
    for step in ("ask_preservation", "forward_preservation", "note_preservation", "note_lifted"):
        assert client.get(f"{address}arbitration/{ready.case.pk}/{step}/").status_code == 403
    assert (
        not DocketEntry.objects.visible_to(ready.cast.employer).filter(step__contains="preservation").exists()
    )
    assert not Paper.objects.visible_to(ready.cast.employer).filter(code="D35").exists()


def test_it_goes_to_the_court_with_its_letter_and_the_clerk_is_told_at_once(ready):
    ask(ready, urgent="yes")
    assert len(waits("clerk", "财产保全")) == 1
    ready.step("forward_preservation", ready.cast.clerk, court="广州市越秀区人民法院", audience="side")
    assert waits("clerk", "财产保全") == []
    paper = Paper.objects.get(code="D35")
    said = text_of(render(paper.code, paper.data)).replace("\n", "")
    assert paper.volume == "side" and WHAT in said and "情况紧急" in said and "广州市越秀区人民法院" in said


def test_one_at_a_time_and_again_after_a_refusal(ready):
    ask(ready)
    with pytest.raises(NotLawful):
        ask(ready)
    with pytest.raises(NotLawful):
        ready.step("note_preservation", ready.cast.clerk, ruling="granted", number="x", audience="side")
    ready.step("forward_preservation", ready.cast.clerk, court="某法院", audience="side")
    ready.step("note_preservation", ready.cast.clerk, ruling="refused", number="x", audience="side")
    ask(ready)


@pytest.mark.parametrize("how", ["withdraw", "absent", "dismissed", "won"])
def test_who_loses_or_gives_up_is_reminded_to_have_it_lifted(ready, how):
    """财产保全规定 23: refused, withdrawn, treated as withdrawn, or lost; not who wins."""
    granted(ready)
    if how == "withdraw":
        ready.step("withdraw", ready.cast.worker, reason="已和解")
    elif how == "absent":
        ready.schedule()
        ready.serve("D19")
        ready.day(ready.case.hearing_on)
        ready.step("applicant_absent", ready.cast.presiding, reason="未到庭")
    else:
        for part in (Walk.schedule, Walk.hold, Walk.deliberate):
            part(ready)
        ready.award(sums={ready.dispute.claims.get().pk: "0" if how == "dismissed" else "24000.00"})
    assert len(waits("clerk", "解除保全")) == (0 if how == "won" else 1)
    if how == "won":
        return
    ready.step("remind_to_lift", ready.cast.clerk)
    assert waits("clerk", "解除保全") == []
    assert (
        DocketEntry.objects.visible_to(ready.cast.worker).filter(step="arbitration.remind_to_lift").exists()
    )
    ready.step("note_lifted", ready.cast.clerk, audience="side")
    assert ready.case.preservation["state"] == "lifted"


def test_who_has_won_is_not_told_to_give_up_the_preservation(ready):
    """It is what the award will be enforced from."""
    granted(ready)
    for part in (Walk.schedule, Walk.hold, Walk.deliberate, Walk.award):
        part(ready)
    with pytest.raises(NotLawful):
        ready.step("remind_to_lift", ready.cast.clerk)


def test_a_file_is_not_closed_over_property_that_is_still_frozen(ready):
    granted(ready)
    ready.step("withdraw", ready.cast.worker, reason="已和解")
    for code in Service.objects.filter(stage="due").values_list("paper__code", flat=True):
        ready.serve(code)
    with pytest.raises(NotLawful) as refused:
        ready.step("close", ready.cast.director)
    assert "解除保全" in " ".join(map(str, refused.value.reasons))
    ready.step("remind_to_lift", ready.cast.clerk)
    ready.step("close", ready.cast.director)


def order(walk, **facts):
    said = {
        "claim": walk.dispute.claims.first().pk, "amount": "8000.00",
        "clear": "双方对欠付工资没有争议", "hardship": "申请人没有其他收入，子女住院", **facts,
    }  # fmt: skip
    walk.step("order_advance", walk.cast.presiding, **said)


def ask_advance(walk, **facts):
    said = {"claim": walk.dispute.claims.first().pk, "amount": "8000.00", "reason": "生活困难", **facts}
    walk.step("ask_advance", walk.cast.worker, **said)


def test_an_advance_is_ordered_served_and_referred_to_the_court(ready):
    ask_advance(ready)
    assert len(waits("presiding", "先予执行")) == 1
    order(ready)
    assert waits("presiding", "先予执行") == []
    with pytest.raises(NotLawful) as refused:
        ready.step("transfer_advance", ready.cast.clerk, court="广州市越秀区人民法院")
    assert "送达" in " ".join(map(str, refused.value.reasons))
    ready.serve("D36")
    ready.step("transfer_advance", ready.cast.clerk, court="广州市越秀区人民法院")
    decision, letter = (
        Paper.objects.filter(code="D36").order_by("pk")[0],
        Paper.objects.filter(code="D36").last(),
    )
    said = text_of(render(decision.code, decision.data)).replace("\n", "")
    assert "8,000.00" in said and "子女住院" in said and "没有争议" in said
    assert letter.title == "移送执行函" and "广州市越秀区人民法院" in text_of(
        render(letter.code, letter.data)
    )
    assert Service.objects.filter(paper__code="D36").count() == 2


@pytest.mark.parametrize(
    "wrong", [{"amount": "24000.01"}, {"amount": "0"}, {"claim": 999}, {"claim": "insurance"}]
)
def test_only_on_a_claim_the_law_names_and_no_more_than_is_claimed(ready, wrong):
    if wrong.get("claim") == "insurance":
        other = Claim.objects.create(
            dispute=ready.dispute, kind="social_insurance", text="补缴社会保险", amount="100.00"
        )
        wrong = {"claim": other.pk, "amount": "50.00"}
    with pytest.raises(NotLawful):
        ask_advance(ready, **wrong)


@pytest.mark.parametrize("missing", ["clear", "hardship"])
def test_both_conditions_are_said(ready, missing):
    ask_advance(ready)
    with pytest.raises(NotLawful):
        order(ready, **{missing: " "})


def test_nobody_orders_what_was_not_asked_and_only_the_presiding_does(ready):
    with pytest.raises(NotLawful):
        order(ready)
    ask_advance(ready)
    with pytest.raises(NotLawful):
        ask_advance(ready)
    with pytest.raises(PermissionDenied):
        ready.step("order_advance", ready.cast.clerk, claim=1, amount="1", clear="x", hardship="x")
    with pytest.raises(NotLawful, match="AL-44"):  # within what was asked for
        order(ready, amount="8000.01")
    ready.step("refuse_advance", ready.cast.presiding, reason="生活未受严重影响")
    ask_advance(ready)


def test_the_forms_keep_the_secret_and_carry_the_sums(ready, client):
    base = f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/"
    client.force_login(ready.cast.worker)
    wrong = client.post(base + "ask_preservation/", {"what": WHAT, "amount": "abc", "reason": "x"})
    assert wrong.status_code == 422 and WHAT in wrong.content.decode()
    said = {"what": WHAT, "amount": "24,000", "reason": "转移财产", "urgent": "yes"}
    assert client.post(base + "ask_preservation/", said).status_code == 302
    assert DocketEntry.objects.get(step="arbitration.ask_preservation").audience == ready.case.side_stream
    claim = ready.dispute.claims.get().pk
    asked = client.post(base + "ask_advance/", {"claim": claim, "amount": "8000", "reason": "急需"})
    assert asked.status_code == 302
    client.force_login(ready.cast.presiding)
    page = client.get(base + "order_advance/").content.decode()
    assert 'value="8000.00"' in page


@pytest.mark.parametrize(("urgent", "code", "days"), [("", "", 5), ("yes", "_urgent", 2)])
def test_the_court_has_five_days_or_two_and_only_our_side_sees_them(ready, urgent, code, days):
    """财产保全规定 4: five days, 48 hours if it is urgent; the other side must not learn of it."""
    ask(ready, urgent=urgent)
    ready.step("forward_preservation", ready.cast.clerk, court="广州市越秀区人民法院", audience="side")
    limit = Deadline.objects.get(code=f"arbitration.preservation_ruling{code}")
    assert limit.raw_due == limit.trigger_on + dt.timedelta(days=days) and str(limit.otherwise)
    mine = Deadline.objects.visible_to(ready.cast.clerk).open()
    theirs = Deadline.objects.visible_to(ready.cast.employer).open()
    assert mine.filter(pk=limit.pk).exists() and not theirs.filter(pk=limit.pk).exists()
    ready.step("note_preservation", ready.cast.clerk, ruling="refused", number="1", audience="side")
    assert Deadline.objects.get(pk=limit.pk).status == "stopped"


def test_the_letter_lists_what_goes_along_and_asks_for_a_receipt(ready):
    ask(ready)
    ready.step("forward_preservation", ready.cast.clerk, court="广州市越秀区人民法院", audience="side")
    paper = Paper.objects.get(code="D35")
    names = [each["name"] for each in paper.data["files"]]
    assert names[0] == "财产保全申请" and "受理通知书" in names
    said = text_of(render(paper.code, paper.data))
    assert "请出具收件回执" in said and "受理通知书，" in said


def test_a_case_that_was_settled_is_closed_with_its_property_still_frozen(ready):
    """财产保全规定 23: nothing was lost; the statement is enforced from what is frozen."""
    granted(ready)
    for part in (Walk.schedule, Walk.hold, Walk.settle):
        part(ready)
    ready.serve("D37")
    assert not ready.case.lost
    ready.step("close", ready.cast.director)
    assert ready.case.stage == "closed"


def given_up(walk):
    """What is frozen secures the applicant's claims alone, and these are withdrawn beside a counterclaim."""
    granted(walk)
    joined_counterclaim(walk)
    walk.step("withdraw_claims", walk.cast.worker, reason="不再请求")
    return walk


def test_who_withdraws_its_own_claims_is_reminded_at_once_although_the_case_goes_on(ready):
    """财产保全规定 23: withdrawn is withdrawn, also where a counterclaim is still heard (CR-36)."""
    given_up(ready)
    assert waits("clerk", "解除保全")
    ready.step("remind_to_lift", ready.cast.clerk)
    assert not waits("clerk", "解除保全")
    ready.schedule()
    ready.hold()
    ready.deliberate()
    ready.award()
    assert not waits("clerk", "解除保全")  # once is enough


def test_who_defaults_on_its_own_claims_is_reminded_too(ready):
    granted(ready)
    joined_counterclaim(ready)
    ready.schedule()
    ready.serve("D19")
    ready.day(ready.case.hearing_on)
    ready.step("applicant_defaults", ready.cast.presiding, reason="无正当理由未到庭")
    assert waits("clerk", "解除保全")


def test_nobody_is_reminded_while_what_is_frozen_secures_something(ready):
    granted(ready)
    joined_counterclaim(ready)
    assert "CPL-104" in refused(ready.step, "remind_to_lift", ready.cast.clerk)
    ready.step("withdraw_counterclaim", ready.cast.employer, reason="不再请求")
    assert not waits("clerk", "解除保全")
    assert "CPL-104" in refused(ready.step, "remind_to_lift", ready.cast.clerk)


def test_an_award_in_part_that_gave_something_is_still_secured(ready):
    granted(ready)
    joined_counterclaim(ready)
    ready.step("ask_change", ready.cast.worker, kind="overtime", text="支付加班费", amount="3000.00")
    ready.step("take_change", ready.cast.director)
    ready.serve("D12")
    ready.step("waive_answer", ready.cast.employer)
    ready.schedule()
    ready.hold()
    ready.deliberate()
    first = ready.dispute.claims.filter(side="A").first()
    item = {"claim": first.pk, "text": "支付", "awarded": "1.00"}
    ready.step("award_in_part", ready.cast.presiding, items=[item], facts="x", reasons="x")
    ready.step("withdraw_claims", ready.cast.worker, reason="其余不再请求")
    assert not waits("clerk", "解除保全")


def test_after_a_settlement_of_the_counterclaim_alone_the_reminder_still_waits(ready):
    given_up(ready)
    ready.step("settle", ready.cast.presiding, result=[{"text": "返还工具", "amount": None}])
    ready.serve("D37")
    ready.serve("D32")
    assert ready.case.stage == "mediated" and waits("clerk", "解除保全")
    assert "CPL-104" in refused(ready.step, "close", ready.cast.director)
    ready.step("remind_to_lift", ready.cast.clerk)
    ready.step("close", ready.cast.director)


def test_a_claim_added_after_all_is_secured_again(ready):
    given_up(ready)
    ready.step("ask_change", ready.cast.worker, kind="overtime", text="支付加班费", amount="3000.00")
    ready.step("take_change", ready.cast.director)
    assert not waits("clerk", "解除保全")
