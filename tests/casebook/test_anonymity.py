"""Few disputes that look like a published one are a danger to those in it: how many there are, and what helps (threat 14)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casebook.anonymity import FEWEST, Traits, band_of, crowd, fitting, traits
from casebook.models import TypicalCase
from disputes.acts import NotLawful, perform
from disputes.models import Claim, Dispute, Party

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 12)


def alike(worker, many, *, day=DAY, workplace="440106", total="24000", firm="广州市云岭物流有限公司"):
    for _n in range(many):
        dispute = Dispute.objects.create(
            opened_by=worker, workplace=workplace, opened_on=day, stage="open", facts_text="欠薪"
        )
        Claim.objects.create(dispute=dispute, kind="wages", text="工资", amount=total)
        Claim.objects.create(dispute=dispute, kind="wages", text="撤回的", amount="900000", dropped=True)
        Party.objects.create(dispute=dispute, side="B", name=firm)


@pytest.fixture
def told(released, worker):
    """A case that tells its district, its trade, its sum and its month."""
    source = released.source_dispute
    source.opened_on, source.workplace = DAY, "440106"
    source.save(update_fields=["opened_on", "workplace"])
    source.claims.all().delete()
    Claim.objects.create(dispute=source, kind="wages", text="工资", amount="24000")
    Party.everyone.filter(dispute=source, worker=False).update(name="广州市云岭物流有限公司")
    facts = "2026年3月，某物流公司在广州市天河区的员工申请仲裁，请求支付24000元。"
    TypicalCase.objects.filter(pk=released.pk).update(facts=facts, trade="logistics", region="")
    return TypicalCase.objects.get(pk=released.pk)


def test_what_a_text_tells_is_read_from_its_words(told):
    found = traits(told)
    assert found == Traits("440106", "logistics", 1, (dt.date(2026, 3, 1), dt.date(2026, 3, 31)))
    told.facts, told.claims, told.result, told.trade, told.year = "广州某公司欠薪。", "", "", "other", 2026
    assert traits(told) == Traits("4401", "", None, (dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
    told.facts, told.year = "某公司欠薪。", None
    assert traits(told) == Traits("4401")  # the office that publishes it tells its city


@pytest.mark.parametrize(
    ("total", "band"), [("0", 0), ("9999.99", 0), ("10000", 1), ("499999", 5), ("500000", 6)]
)
def test_sums_fall_into_bands(total, band):
    assert band_of(Decimal(total)) == band


def test_only_disputes_alike_in_every_trait_are_counted(told, worker):
    assert crowd(told).count == 1
    alike(worker, 1, day=dt.date(2026, 4, 1))
    alike(worker, 1, workplace="440104")
    alike(worker, 1, total="240000")
    alike(worker, 1, firm="广州市云岭建筑有限公司")
    assert crowd(told).count == 1
    alike(worker, FEWEST - 1)
    found = crowd(told)
    assert found.enough and found.proposals == ()


def test_proposals_are_those_that_help(told, worker):
    alike(worker, 3, workplace="440104")
    found = crowd(told)
    assert found.count == 1 and not found.enough
    assert "写大一级的地区，或不写地区。" in found.proposals
    assert not any("年份" in words for words in found.proposals)


def test_threat_14_what_can_be_said_less_exactly_is_no_matter_of_reasons(told, worker, director):
    alike(worker, FEWEST, workplace="440104")
    assert crowd(told).can_be_enough
    with pytest.raises(NotLawful, match="CC-1034"):
        perform(told, "publish", by=director, despite="同类案件较多")


def test_threat_14_few_alike_are_published_with_a_reason_or_not_at_all(told, worker, director):
    with pytest.raises(NotLawful, match="CC-1034"):
        perform(told, "publish", by=director, despite="")
    with pytest.raises(NotLawful):
        perform(told, "publish", by=director, despite="  ")
    alike(worker, FEWEST)
    perform(TypicalCase.objects.get(pk=told.pk), "publish", by=director, despite="")
    assert TypicalCase.objects.get(pk=told.pk).stage == "published"


def test_a_case_published_elsewhere_has_no_crowd_and_a_few_queries_are_enough(told, worker, record):
    assert crowd(TypicalCase(imported=True)) is None
    alike(worker, 30, firm="某某食品有限公司")
    with CaptureQueriesContext(connection) as queries:
        crowd(TypicalCase.objects.select_related("source_dispute").get(pk=told.pk))
    assert len(queries) <= 16
    assert fitting(Traits()) == FEWEST


@pytest.mark.parametrize(
    "sum_", ["24 000 元", "2.4万", "2万余元", "人民币贰万肆仟元", "两万四千元", "24000余元"]
)
@pytest.mark.parametrize("month", ["2026 年 3 月", "2026-03", "2026.3"])
def test_sum_and_month_are_told_however_they_are_written(told, sum_, month):
    told.claims = told.result = ""
    told.facts = f"{month}，某公司员工申请仲裁，请求支付{sum_}。"
    assert (traits(told).band, traits(told).opened) == (1, (dt.date(2026, 3, 1), dt.date(2026, 3, 31)))


def test_people_and_common_words_are_no_sum(told):
    told.facts, told.claims, told.result = "3万人的企业设多元化解中心，共2个单元。", "", ""
    assert traits(told).band is None
