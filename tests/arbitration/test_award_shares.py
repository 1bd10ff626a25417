"""An award for several workers says what each gets, and each is tested alone for finality (CR-50, J1-17)."""

import datetime as dt
from decimal import Decimal

import pytest

from arbitration.forms.award import AwardForm
from disputes.acts import begin
from disputes.lifecycle.grounds import Ground
from disputes.management.commands.tick import sweep
from disputes.models import Claim, Deadline, DocketEntry, Paper, Party
from disputes.models.handoff import drawn
from tests.arbitration.test_awards import deliberated
from tests.arbitration.test_intake import refused

pytestmark = pytest.mark.standing("three")

SUMS = "陈嘉禾 20,000.00\n乙，20000 元\n丙：0"


@pytest.fixture
def three(dispute, cast, clock):
    """Three workers claim 60,000 yuan of wages together; twelve minimum wages are 32,160."""
    for name in ("乙", "丙"):
        Party.objects.create(dispute=dispute, side="A", name=name, worker=True, address="广州")
    Claim.objects.update(amount="60000.00")
    return deliberated(dispute, cast, clock, "2026-11-02")


def form(walk, shares, awarded="40000", **more):
    claim = walk.dispute.claims.get()
    said = {
        f"text_{claim.pk}": "被申请人支付工资", f"awarded_{claim.pk}": awarded, f"shares_{claim.pk}": shares,
        f"articles_{claim.pk}": "劳动合同法第三十条", "facts_text": "未付工资。", "reasons": "应当支付。", **more,
    }  # fmt: skip
    return AwardForm(said, record=walk.case, user=walk.cast.presiding), f"shares_{claim.pk}"


def test_each_worker_is_tested_alone_and_stands_in_the_decision(three):
    found, _name = form(three, SUMS)
    assert found.is_valid(), found.errors
    assert [row["final"] for row in found.extra()["rows"]] == ["final"], "shown before it is made"
    three.step("make_award", three.cast.presiding, **found.facts())
    award = three.case.awards.get()
    assert award.final and award.items.get().awarded == 40000
    assert (
        "其中：陈嘉禾20000.00元；乙20000.00元；丙0.00元。"
        in Paper.objects.filter(code="D38").first().data["result"][0]["text"]
    )
    kept = DocketEntry.objects.get(step="arbitration.make_award").facts["items"][0]["shares"]
    assert [one["amount"] for one in kept] == ["20000.00", "20000.00", "0.00"]


def test_some_workers_above_the_line_take_a_document_of_their_own(three):
    """CR-50(4): the small part is final at once, the large one is not; each document says whose part it decides."""
    found, _name = form(three, "陈嘉禾 32160.01\n乙 7839.99\n丙 0")
    assert found.is_valid(), found.errors
    shown = found.extra()
    assert [row["final"] for row in shown["rows"]] == ["mixed"] and len(shown["verdict"]["documents"]) == 2
    assert [(kind, why.partition("：")[0]) for _claim, kind, why in shown["verdict"]["lines"]] == [
        ("final", "乙、丙"), ("non_final", "陈嘉禾"),
    ]  # fmt: skip
    three.step("make_award", three.cast.presiding, **found.facts())
    final, open_ = three.case.awards.order_by("pk")
    assert (final.final, final.stage, open_.final, open_.stage) == (True, "effective", False, "made")
    assert [award.items.get().awarded for award in (final, open_)] == [
        Decimal("7839.99"),
        Decimal("32160.01"),
    ]
    assert (
        "乙7839.99元；丙0.00元，计7839.99元" in final.items.get().text
        and "陈嘉禾" not in final.items.get().text
    )
    assert "陈嘉禾32160.01元" in open_.items.get().text and "另作裁决书" in open_.items.get().text
    assert final.number.endswith("-1号") and final.companion == open_.number


def test_where_the_relation_is_at_issue_no_part_is_final(three):
    found, _name = form(three, "陈嘉禾 32160.01\n乙 7839.99\n丙 0")
    assert found.is_valid(), found.errors
    three.step("make_award", three.cast.presiding, **(found.facts() | {"relation": True}))
    assert not three.case.awards.get().final


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ("", "请写明每位劳动者的数额"), ("陈嘉禾 \n乙 \n丙 ", "请写明每位劳动者的数额"), ("陈嘉禾 20000\n乙 20000", "丙"),
        ("陈嘉禾 20000\n乙 20000\n丙 1", "其和"), ("陈嘉禾 40000\n陈嘉禾 0\n乙 0\n丙 0", "重复"), ("陈嘉禾 40000\n乙\n丙 0", "缺少数额"),
        ("陈嘉禾 40000\n丁 0", "不是本案劳动者"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(three, shares, words):
    found, name = form(three, shares)
    assert not found.is_valid() and words in str(found.errors[name])


def test_nothing_is_shared_where_the_claim_is_dismissed_or_one_worker_asks(three):
    found, name = form(three, "陈嘉禾 \n乙 \n丙 ", awarded="0")
    assert found.is_valid(), found.errors
    assert "shares" not in found.items()[0]
    Party.objects.filter(name__in="乙丙").update(left_on=dt.date(2026, 10, 1))
    assert name not in form(three, "")[0].fields


def test_parts_that_do_not_add_up_are_refused_at_the_door(three):
    found, _name = form(three, SUMS)
    assert found.is_valid()
    facts = found.facts()
    facts["items"][0]["awarded"] = "60000.00"
    assert "CR-50" in refused(three.step, "make_award", three.cast.presiding, **facts)


@pytest.fixture
def split_in_two(three):
    """陈嘉禾's part is not final, the others' parts are; everybody has received both documents."""
    found, _name = form(three, "陈嘉禾 32160.01\n乙 7839.99\n丙 0")
    assert found.is_valid(), found.errors
    three.step("make_award", three.cast.presiding, **found.facts())
    three.serve("D38")
    return three


def test_only_whose_part_it_decides_may_sue_on_a_document(split_in_two):
    """J1-17: the other workers' parts stand in the other document, with the remedies of that one."""
    final, open_ = split_in_two.case.awards.order_by("pk")
    rows = Deadline.objects.open().filter(code="award.suit", record_type="award")

    def told(award):
        return set(rows.filter(record_id=award.pk).values_list("party__name", flat=True))

    assert told(final) == {"乙", "丙"}
    assert told(open_) == {"陈嘉禾", "广州市云岭物流有限公司"}


def test_a_document_on_one_worker_s_part_does_not_bind_once_that_worker_sues(split_in_two):
    """J1-16, J1-17: nobody else's part is in it, so nothing of it is left to take effect."""
    _final, open_ = split_in_two.case.awards.order_by("pk")
    sue(split_in_two, open_, split_in_two.dispute.parties.get(name="陈嘉禾"))
    split_in_two.after(40)
    sweep()
    final, open_ = split_in_two.case.awards.order_by("pk")
    assert (open_.stage, final.stage) == ("contested", "effective")
    assert not Paper.objects.filter(code="D42", record_id=open_.pk).exists()


def sue(walk, award, party):
    suit = drawn(walk.dispute, Ground.all["suit"], award, party)
    begin(suit, "file", by=walk.cast.worker, reason="不服裁决")
