"""From a closed dispute to a published case and back: who may do what, and what must be true first."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from casebook.models import TypicalCase
from disputes import docket
from disputes.acts import NotLawful, perform
from disputes.models import CaseTask, Claim, Dispute, DocketEntry
from tests.casebook.conftest import decide_all, edit, propose
from tests.conftest import person

pytestmark = pytest.mark.django_db


def now(case):
    return TypicalCase.objects.get(pk=case.pk)


def test_a_case_goes_from_proposal_to_publication_through_three_people(published):
    assert (
        published.stage == "published"
        and published.number == f"{published.published_on.year}-{published.pk:04}"
    )
    assert published.formal_number == f"穗越劳人仲典字〔{published.published_on.year}〕1号"
    assert "陈嘉禾" not in published.facts and "13800138000" not in published.facts
    steps = (
        DocketEntry.objects.filter(dispute=published.dispute)
        .order_by("number")
        .values_list("step", "by__username")
    )
    assert list(steps)[-3:] == [
        ("typicalcase.submit", "editor"),
        ("typicalcase.release", "reader"),
        ("typicalcase.publish", "director"),
    ]
    assert docket.verify([Dispute.objects.get(pk=published.dispute_id)]) == []


def test_who_has_edited_may_not_release(edited, committee, editor):
    both = person("both", role="editor", office=committee)
    both = person("both", role="reader", office=committee)
    perform(edited, "edit", by=both, words=edited.original)
    case = decide_all(now(edited), editor)
    perform(case, "submit", by=editor)
    with pytest.raises(NotLawful, match="CC-1034"):
        perform(now(case), "release", by=both)


def test_the_editor_is_no_second_reader_and_the_reader_no_editor(
    submitted, edited, editor, reader, director, worker
):
    for user in (editor, director, worker):
        with pytest.raises(PermissionDenied):
            perform(submitted, "release", by=user)
    perform(submitted, "return_to_editor", by=reader, reason="地名仍可识别")
    with pytest.raises(PermissionDenied):
        perform(now(submitted), "edit", by=reader, words={})


def test_the_director_publishes_or_sends_back_and_nobody_else_does(released, editor, reader, director):
    assert released.stage == "released" and not released.number
    for user in (editor, reader):
        with pytest.raises(PermissionDenied):
            perform(released, "publish", by=user, despite="x")
    (task,) = released.dispute.tasks.open()
    assert (task.flow_task.name, task.owner_permission) == ("decide", "disputes.act_as_director")
    perform(released, "return_to_editor", by=director, reason="请补充典型意义")
    assert now(released).stage == "editing"
    (task,) = released.dispute.tasks.open()
    assert task.flow_task.name == "redact"


def test_a_party_cannot_propose_and_an_unfinished_dispute_cannot_be_proposed(
    ended, dispute, worker, lead, editor
):
    with pytest.raises(PermissionDenied):
        propose(ended, worker)
    ended.mediations.all().delete()
    with pytest.raises(NotLawful, match="CR-21"):
        propose(Dispute.objects.get(pk=ended.pk), lead)


def test_a_dispute_is_proposed_once(proposed, ended, lead):
    with pytest.raises(NotLawful):
        propose(ended, lead)


def test_editorial_work_stands_in_an_envelope_nobody_enters(
    proposed, ended, worker, employer, editor, lead, client
):
    assert proposed.dispute_id != ended.pk
    assert not DocketEntry.objects.filter(dispute=ended, record_type="typicalcase").exists()
    for user in (worker, employer, editor, lead):
        assert not Dispute.objects.visible_to(user).filter(pk=proposed.dispute_id).exists()
        client.force_login(user)
        assert client.get(f"/cases/{proposed.dispute.reference}/").status_code == 404
    assert "典型案例" not in client.get("/my/").content.decode()


def test_drafts_are_seen_by_the_desk_the_director_and_the_proposer_alone(
    proposed, editor, reader, director, lead, worker, employer, clerk, arbitrator, stranger, court
):
    seen = {u.username for u in (editor, reader, director, lead, worker, employer, clerk, arbitrator, stranger, court)
            if TypicalCase.objects.visible_to(u).exists()}  # fmt: skip
    assert seen == {"editor", "reader", "director", "lead"}


def test_suspects_have_to_be_decided_and_keeping_needs_a_reason(proposed, editor):
    case = edit(proposed, editor, analysis="群里CJH说明了情况，小周在场。")
    if not case.undecided:
        pytest.fail("initials of a party are a suspect")
    with pytest.raises(NotLawful):
        perform(case, "submit", by=editor)
    span = case.undecided[0]["id"]
    with pytest.raises(NotLawful):
        perform(case, "decide", by=editor, spans=[span], decision="keep")
    perform(case, "decide", by=editor, spans=[span], decision="hide", replacement="陈某")
    assert span not in {s["id"] for s in now(case).undecided} and "CJH" not in now(case).analysis
    perform(now(case), "decide", by=editor, spans=[span], decision="open")
    assert span in {s["id"] for s in now(case).undecided}


def test_decisions_outlive_a_new_edit_of_the_text(edited, editor):
    kept = next(s for s in edited.spans if s["type"] == "ORG")
    perform(edited, "decide", by=editor, spans=[kept["id"]], decision="hide", replacement="某物流企业")
    case = edit(now(edited), editor, result="单位当庭支付24000元。")
    assert "某物流企业" in case.facts


def test_one_thing_has_one_replacement_wherever_it_is_named(proposed, editor):
    case = edit(proposed, editor, analysis="陈嘉禾的请求成立。")
    names = [s for s in case.spans if s["form"] == "陈嘉禾"]
    assert {s["field"] for s in names} == {"facts", "analysis"}
    perform(case, "decide", by=editor, spans=[names[0]["id"]], decision="hide", replacement="甲某")
    case = now(case)
    assert "甲某" in case.facts and "甲某" in case.analysis


def test_the_editor_hides_what_was_not_found(edited, editor):
    perform(edited, "hide", by=editor, text="24000元", kind="GEO", replacement="二万余元")
    case = now(edited)
    assert "24000元" not in case.claims + case.result and "二万余元" in case.result


def test_a_sum_that_a_claim_names_is_not_said_twice(ended, lead):
    ended.claims.all().delete()
    for text in ("支付加班工资46,800.00元", "支付加班工资", "确认劳动关系"):
        amount = None if "确认" in text else Decimal("46800.00")
        Claim.objects.create(dispute=ended, text=text, amount=amount)
    assert propose(ended, lead).claims.split("\n") == [
        "支付加班工资46,800.00元", "支付加班工资（46800.00元）", "确认劳动关系"
    ]  # fmt: skip


def test_tasks_follow_the_case(proposed, editor, reader, director):
    def open_tasks():
        return list(CaseTask.objects.open().filter(dispute=proposed.dispute_id).values_list("code", "role"))

    assert open_tasks() == [("RedactFlow.redact", "editor")]
    case = decide_all(edit(proposed, editor), editor)
    perform(case, "submit", by=editor)
    assert open_tasks() == [("ReadFlow.read", "reader")]
    perform(now(case), "return_to_editor", by=reader, reason="再改")
    assert open_tasks() == [("RedactFlow.redact", "editor")]
    perform(now(case), "decline", by=director, reason="不宜公开")
    assert open_tasks() == [] and now(case).stage == "declined"


def test_a_recall_is_for_editor_or_director_and_names_its_kind(published, reader, director):
    with pytest.raises(PermissionDenied):
        perform(published, "recall", by=reader, kind="privacy")
    perform(published, "recall", by=director, kind="privacy", reason="当事人提出")
    assert (now(published).stage, now(published).recall_reason) == ("recalled", "privacy")


def corrected(case, editor, reader, director, **words):
    """Taken back, edited, read and published again."""
    perform(now(case), "correct", by=editor, reason="金额写错")
    case = decide_all(edit(now(case), editor, **words), editor)
    perform(case, "submit", by=editor)
    perform(now(case), "release", by=reader)
    perform(now(case), "publish", by=director, despite="同类案件较多")
    return now(case)


def test_a_slip_in_a_published_case_is_corrected_by_three_people_under_its_number(
    published, editor, reader, director, client
):
    before = (published.number, published.formal_number, published.published_on, published.public_url)
    case = corrected(published, editor, reader, director, result="单位支付25000元。")
    assert (case.number, case.formal_number, case.published_on, case.public_url) == before
    assert case.corrected_on and "25000元" in case.result
    steps = [
        e.step.partition(".")[2] for e in DocketEntry.objects.filter(dispute=case.dispute).order_by("number")
    ]
    again = [step for step in steps[steps.index("correct") :] if step != "decide"]
    assert again == ["correct", "edit", "submit", "release", "publish"]
    entry = DocketEntry.objects.get(dispute=case.dispute, step="typicalcase.correct")
    assert entry.facts["reason"] == "金额写错"
    assert docket.verify([Dispute.objects.get(pk=case.dispute_id)]) == []


def test_while_it_is_corrected_nobody_reads_it_and_its_address_says_so(
    published, editor, reader, director, client
):
    addresses = (published.public_url, f"{published.public_url}print.pdf", f"/api/v1{published.public_url}")
    lists = (
        "/",
        "/casebook/",
        "/casebook/feed.atom",
        "/casebook/feed.json",
        "/casebook/export.jsonl",
        "/sitemap.xml",
    )
    assert {client.get(address).status_code for address in addresses} == {200}
    assert all(published.number in client.get(address).content.decode() for address in lists)
    perform(published, "correct", by=director, reason="金额写错")
    assert {client.get(address).status_code for address in addresses} == {404}
    page = client.get(published.public_url).content.decode()
    assert "正在更正" in page and published.title not in page and "金额写错" not in page and "noindex" in page
    assert not any(published.number in client.get(address).content.decode() for address in lists)
    (task,) = published.dispute.tasks.open()
    assert task.flow_task.name == "redact"
    client.force_login(editor)
    assert "公众看不到本案例" in client.get(published.get_absolute_url()).content.decode()


def test_the_corrected_page_says_when_it_was_corrected(published, editor, reader, director, client):
    assert "更正日期" not in client.get(published.public_url).content.decode()
    case = corrected(published, editor, reader, director)
    assert "更正日期" in client.get(case.public_url).content.decode()
    told = client.get(f"/api/v1{case.public_url}").json()
    assert told["corrected_on"] == str(case.corrected_on)


def test_a_correction_is_for_editor_or_director_of_the_desk(published, reader, worker, lead):
    for user in (reader, worker, lead):
        with pytest.raises(PermissionDenied):
            perform(published, "correct", by=user, reason="x")


def test_a_recalled_case_comes_back_corrected_and_without_its_recall(
    published, editor, reader, director, client
):
    perform(published, "recall", by=editor, kind="error", reason="写错")
    case = corrected(published, editor, reader, director)
    assert (case.stage, case.recalled_on, case.recall_reason) == ("published", None, "")
    assert client.get(case.public_url).status_code == 200


def test_a_correction_given_up_leaves_a_recalled_case_whose_address_says_why(
    published, editor, director, client
):
    perform(published, "correct", by=editor, reason="写错")
    perform(now(published), "decline", by=director, reason="无法更正")
    case = now(published)
    assert (case.stage, case.recall_reason) == ("recalled", "error") and case.recalled_on
    assert client.get(case.public_url).status_code == 410
    assert not case.dispute.tasks.open().exists()
