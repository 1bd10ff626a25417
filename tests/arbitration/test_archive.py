"""Into the archive (CR-21, CR-22, CR-24): the file holds what its case had occasion for, or says why not."""

import pytest
from django.urls import reverse

from arbitration.lifecycle import Stage
from arbitration.lifecycle.award import its_case_is_over
from arbitration.models import Arbitration
from arbitration.volumes import missing
from disputes.acts import NotLawful, perform
from disputes.models import Dispute, Paper, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from disputes.papers.shelf import render_waiting
from tests.arbitration.walk import PATHS, TO_ACCEPTED, TO_RECEIVED, TO_SCHEDULED, Walk

pytestmark = pytest.mark.django_db


def ended(walk, *parts):
    """Brought to its end, closed, everything served and printed."""
    for part in parts:
        part(walk)
    for code in ("D09", "D12", "D14", "D19", "D32", "D33", "D34", "D38", "D17"):
        walk.serve(code)
    walk.step("close", walk.cast.director)
    render_waiting(limit=1000)
    return walk


def keys(walk):
    return [gap.key for gap in missing(walk.case)]


def refusal(walk, **facts):
    with pytest.raises(NotLawful) as refused:
        walk.step("archive", walk.cast.clerk, **({"absent": {}} | facts))
    return str(refused.value)


def test_the_refusal_names_every_paper_that_is_missing(walk):
    ended(walk, *TO_SCHEDULED, Walk.hold, Walk.deliberate, Walk.award)
    assert keys(walk) == ["D26"]
    assert "《庭审笔录》" in refusal(walk) and "CR-22" in refusal(walk)
    walk.step("archive", walk.cast.clerk, absent={"D26": "庭后签名，纸质原件在卷。"})
    assert walk.case.stage == Stage.ARCHIVED and walk.case.ended


def test_an_uploaded_paper_does_not_stand_for_the_application(walk):
    ended(walk, *TO_ACCEPTED, lambda w: w.step("withdraw", w.cast.worker, reason="已和解。"))
    Paper.objects.filter(dispute=walk.dispute, code="D01").update(code="")
    assert keys(walk) == ["D01"] and "仲裁申请书" in refusal(walk)
    assert "《仲裁申请书》" in refusal(walk, absent={"D01": "  "})


@pytest.mark.parametrize(
    ("codes", "parts"),
    [
        (["D32a"], [*TO_ACCEPTED, lambda w: w.step("withdraw", w.cast.worker, reason="已和解。")]),
        (["D32"], [*TO_SCHEDULED, lambda w: w.step("withdraw", w.cast.worker, reason="已和解。")]),
        (
            ["D34", "D43", "D09"],
            [*TO_ACCEPTED, lambda w: w.step("cancel", w.cast.director, reason="受理有误。")],
        ),
        (["D38", "D27", "D15"], [*TO_SCHEDULED, Walk.hold, Walk.deliberate, Walk.award]),
    ],
)
def test_each_way_to_end_wants_its_own_papers(walk, codes, parts):
    ended(walk, *parts)
    before = keys(walk)
    for code in codes:
        assert code not in before
        Paper.objects.filter(dispute=walk.dispute, code=code).update(code="X")
        assert set(keys(walk)) - set(before) == {code}
        Paper.objects.filter(dispute=walk.dispute, code="X").update(code=code)


def test_a_case_that_was_never_heard_needs_no_record_of_a_hearing(walk):
    ended(walk, *TO_ACCEPTED, lambda w: w.step("cancel", w.cast.director, reason="受理有误。"))
    assert keys(walk) == []


def test_a_service_without_its_proof_is_missing_by_paper_and_party(walk):
    for part in (*TO_RECEIVED, Walk.accept):
        part(walk)
    walk.step("withdraw", walk.cast.worker, reason="已和解。")
    walk.step("close", walk.cast.director)
    render_waiting(limit=1000)
    said = refusal(walk)
    assert "送达回证（受理通知书" in said and "CR-20" in said
    assert "送达回证（应诉通知书" not in said, "nobody is asked to answer what was taken back"


@pytest.mark.parametrize("code", ["D38", "D27"])
def test_no_reason_stands_for_what_the_result_stands_on(walk, client, code):
    """CR-22, CR-52: the award and the deliberation it was decided in."""
    ended(walk, *TO_SCHEDULED, Walk.hold, Walk.deliberate, Walk.award)
    Paper.objects.filter(dispute=walk.dispute, code=code).update(code="X")
    said = refusal(walk, absent=dict.fromkeys(keys(walk), "纸质原件在卷，另行归档。"))
    title = {"D38": "仲裁裁决书", "D27": "评议笔录"}[code]
    assert f"《{title}》" in said and "不能以说明代替" in said and "庭审笔录" not in said


def test_no_reason_stands_for_a_result_that_was_not_served(walk):
    """CR-20: a decision to end the case that reached nobody; other papers may be explained."""
    for part in (*TO_ACCEPTED, lambda w: w.step("cancel", w.cast.director, reason="受理有误。")):
        part(walk)
    walk.serve("D34")
    walk.step("close", walk.cast.director)
    Service.objects.filter(paper__code="D34").update(
        stage="due", served_on=None
    )  # closed before that was asked
    render_waiting(limit=1000)
    reasons = dict.fromkeys(keys(walk), "纸质原件在卷，另行归档。")
    assert "送达回证（撤销案件决定书" in refusal(walk, absent=reasons)
    walk.serve("D34")
    render_waiting(limit=1000)
    walk.step("archive", walk.cast.clerk, absent={key: reasons[key] for key in keys(walk)})
    assert walk.case.stage == Stage.ARCHIVED


def test_a_word_is_no_reason(walk):
    ended(walk, *TO_SCHEDULED, Walk.hold, Walk.deliberate, Walk.award)
    assert "《庭审笔录》" in refusal(walk, absent={"D26": "无。"})


def test_papers_that_are_still_being_printed_hold_it_up(walk):
    for part in (*TO_ACCEPTED, lambda w: w.step("cancel", w.cast.director, reason="受理有误。")):
        part(walk)
    walk.serve("D34")
    walk.step("close", walk.cast.director)
    assert "尚有文书正在生成" in refusal(walk)


def test_the_archive_makes_cover_list_and_note_of_both_volumes(walk):
    ended(walk, *TO_SCHEDULED, Walk.hold, Walk.deliberate, Walk.award)
    walk.step(
        "archive",
        walk.cast.clerk,
        absent={"D26": "纸质原件在卷。"},
        remarks="封面有折痕。",
        shelfmark="3柜12盒",
    )
    made = {
        (paper.code, paper.volume): paper
        for paper in Paper.objects.filter(code__startswith="D43", dispute=walk.dispute)
    }
    assert set(made) == {
        (code, volume) for code in ("D43a", "D43b", "D43c") for volume in ("main", "side")
    } | {("D43", "side")}
    assert {paper.audience for paper in made.values()} == {walk.case.side_stream}
    cover, listed, note = (made[code, "main"].data for code in ("D43a", "D43b", "D43c"))
    assert (cover["archived_on"], cover["shelfmark"], cover["outcome"]) == (
        str(walk.case.archived_on),
        "3柜12盒",
        "裁决",
    )
    assert cover["due_on"] == str(walk.case.keep_until)
    names = [one["name"] for one in listed["listed"]]
    assert (
        names[0] == "仲裁申请书"
        and "仲裁裁决书" in names
        and "评议笔录" not in names
        and "结案审批表" not in names
    )
    pages, begins = [one["pages"] for one in listed["listed"]], [one["page"] for one in listed["listed"]]
    assert all(pages) and begins == [1 + sum(pages[:n]) for n in range(len(pages))]
    assert cover["pages"] == str(sum(pages)) and cover["sheets"] == str(len(names))
    assert note["remarks"] == "缺《庭审笔录》：纸质原件在卷。\n封面有折痕。"
    side = [one["name"] for one in made["D43b", "side"].data["listed"]]
    assert {"立案审批表", "评议笔录", "结案审批表"} <= set(side) and "仲裁裁决书" not in side
    assert "3柜12盒" in text_of(render("D43a", cover))


def test_the_page_asks_why_each_missing_paper_is_not_there(walk, client):
    ended(walk, *TO_SCHEDULED, Walk.hold, Walk.deliberate, Walk.award)
    client.force_login(walk.cast.clerk)
    address = reverse("disputes:step", args=[walk.dispute.reference, "arbitration", walk.case.pk, "archive"])
    page = client.get(address)
    assert page.status_code == 200 and "absent_D26" in page.content.decode()
    today = walk.case.closed_on.isoformat()
    assert client.post(address, {"on": today}).status_code == 422
    assert client.post(address, {"on": today, "absent_D26": "纸质原件在卷。"}).status_code == 302
    assert Arbitration.objects.get(pk=walk.case.pk).stage == "archived"


def test_an_application_completed_later_becomes_the_paper_of_the_file(walk, client):
    facts = Dispute.objects.get(pk=walk.dispute.pk).facts_text
    Dispute.objects.filter(pk=walk.dispute.pk).update(facts_text="")
    walk.dispute.refresh_from_db(fields=["facts_text"])
    walk.file()
    assert not Paper.objects.filter(code="D01").exists()
    walk.step(
        "return_for_correction",
        walk.cast.clerk,
        defects=["未写事实和理由"],
        due_on=walk.case.received_on.replace(day=12),
    )
    Dispute.objects.filter(pk=walk.dispute.pk).update(facts_text=facts)
    walk.case = Arbitration.objects.get(pk=walk.case.pk)
    walk.step("complete_correction", walk.cast.worker)
    assert Paper.objects.get(code="D01").data["facts"] == facts


def test_what_is_archived_is_heard_anew_like_what_is_closed(walk):
    for part in PATHS[Stage.ARCHIVED]:
        part(walk)
    assert its_case_is_over(walk.case.awards.get())
    perform(walk.case, "reopen")
    case = Arbitration.objects.get(pk=walk.case.pk)
    assert case.stage == Stage.ACCEPTED and case.archived_on is None and case.closed_on is None
