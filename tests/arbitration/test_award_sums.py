"""The award page: what was claimed and worked out, a calculator that fills in the sum, finality live with its reason."""

import pytest
from django.urls import reverse

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, AwardItem
from disputes.calendars import in_force
from disputes.models import Claim, Paper
from disputes.papers.extract import text_of
from disputes.papers.render import render
from disputes.rules.amounts import calculate
from tests.arbitration.walk import walk_to

GIVEN = {"start": "2022-07-01", "end": "2025-11-30", "monthly_wage": "10000.00", "minimum_wage": "2500.00"}


@pytest.fixture
def page(clock, dispute, cast, client, presiding):
    Claim.objects.all().delete()
    kept = {
        "way": "severance", "inputs": GIVEN, "amount": "35000.00", "law": ["LCL-47"], "sources": [], "notes": [],
        "steps": [{"zh": "经济补偿：十个月", "en": "severance", "amount": "35000.00"}], "place": "440104", "calendar": "1",
    }  # fmt: skip
    Claim.objects.create(
        dispute=dispute, kind="severance", text="支付经济补偿", amount="40000.00", working=kept
    )
    case = walk_to(Stage.DELIBERATING, dispute, cast, clock)
    client.force_login(presiding)
    return reverse("disputes:step", args=[dispute.reference, "arbitration", case.pk, "make_award"])


@pytest.fixture
def claim(page, dispute):
    return dispute.claims.get()


def typed(claim, **more):
    inputs = {f"worked_{claim.pk}_{name}": value for name, value in GIVEN.items()}
    own = {f"text_{claim.pk}": "支付经济补偿", f"articles_{claim.pk}": "LCL-47"}
    return {**own, "facts_text": "查明", "reasons": "应付", **inputs, **more}


def test_ux_11_the_award_page_shows_what_was_claimed_and_how_it_was_worked_out(client, page, claim):
    text = client.get(page).content.decode()
    assert "¥40,000.00" in text and "计算所得：¥35,000.00；请求：¥40,000.00" in text
    for name, value in GIVEN.items():  # filled in from what was kept at filing
        assert f'name="worked_{claim.pk}_{name}" value="{value}"' in text, name


def test_ux_11_the_calculator_fills_in_the_sum_and_keeps_everything_typed(client, page, claim):
    key = f"worked_{claim.pk}_monthly_wage"
    answer = client.post(
        page, typed(claim, work_out=str(claim.pk), **{key: "9000", f"text_{claim.pk}": "部分支持"})
    )
    expected = calculate("severance", GIVEN | {"monthly_wage": "9000"}).amount
    text = answer.content.decode()
    assert (
        answer.status_code == 200 and answer.context["form"][f"awarded_{claim.pk}"].value() == f"{expected}"
    )
    assert "部分支持" in text and expected == 31500 and "¥31,500.00" in text
    assert "超过 30000" in text  # finality beside it: not final above twelve minimum wages
    assert Arbitration.objects.get().stage == Stage.DELIBERATING


def test_a_sum_that_cannot_be_worked_out_says_what_is_wrong(client, page, claim):
    wrong = client.post(page, typed(claim, work_out=str(claim.pk), **{f"worked_{claim.pk}_end": "2021-1-1"}))
    assert "早于入职日" in wrong.content.decode() and not wrong.context["form"][f"awarded_{claim.pk}"].value()
    nonsense = client.post(
        page, typed(claim, work_out=str(claim.pk), **{f"worked_{claim.pk}_monthly_wage": "很多"})
    )
    assert "只用数字填写" in nonsense.content.decode() or "数字" in nonsense.content.decode()
    missing = client.post(page, typed(claim, work_out=str(claim.pk), **{f"worked_{claim.pk}_start": ""}))
    assert "数据不全" in missing.content.decode()


def test_the_tribunals_own_sum_is_kept_beside_the_one_it_worked_out(client, page, claim, dispute):
    said = typed(claim, **{f"awarded_{claim.pk}": "20000", f"worked_{claim.pk}_done": "1"})
    assert client.post(page, said | {"confirmed": dispute.reference[-4:]}).status_code == 302
    item = AwardItem.objects.get()
    assert item.awarded == 20000 and item.worked_out.amount == 35000 and item.worked_out.differs(item.awarded)
    assert item.worked_out.calendar == in_force().version
    case = client.get(dispute.get_absolute_url()).content.decode()
    assert "计算所得：¥35,000.00；裁决：¥20,000.00" in case
    assert "计算方式" not in text_of(render("D38", Paper.objects.filter(code="D38").first().data))


def test_the_working_is_printed_where_the_tribunal_awards_that_very_sum(client, page, claim, dispute):
    said = typed(
        claim,
        **{
            f"awarded_{claim.pk}": "35000",
            f"worked_{claim.pk}_done": "1",
            "confirmed": dispute.reference[-4:],
        },
    )
    assert client.post(page, said).status_code == 302
    assert "计算方式" in text_of(render("D38", Paper.objects.filter(code="D38").first().data))


def test_a_claim_dismissed_without_the_calculator_keeps_no_working(client, page, claim, dispute):
    client.post(page, typed(claim, **{f"awarded_{claim.pk}": "0", "confirmed": dispute.reference[-4:]}))
    assert AwardItem.objects.get().working == {}


def test_the_application_document_tells_how_the_sum_was_worked_out(page):
    text = text_of(render("D01", Paper.objects.get(code="D01").data))
    assert "计算方式" in text and "经济补偿：十个月" in text


def test_finality_is_told_with_threshold_minimum_wage_city_and_day(client, page, claim):
    where = reverse("arbitration:finality", args=[Arbitration.objects.get().pk, "make_award"])
    told = client.post(
        where, typed(claim, **{f"awarded_{claim.pk}": "30000"}), headers={"HX-Request": "true"}
    )
    text = told.content.decode()
    assert all(words in text for words in ("¥30,000.00", "¥2,500.00", "广州市", "粤府函〔2025〕23号", "终局"))


def test_the_committees_settings_choose_whose_and_which_days_minimum_wage(
    client, page, claim, committee, dispute
):
    """docs/law.md 5.3: the reading is the committee's."""
    from arbitration.finality import ground

    case = Arbitration.objects.get()
    dispute.workplace = "440305"
    dispute.save()
    case = Arbitration.objects.get()
    on = case.received_on.replace(month=12)
    assert ground(case, on) == ("440100", on)
    case.office.settings = {"minimum_wage_place": "performance", "minimum_wage_date": "filing"}
    assert ground(case, on) == ("440305", case.received_on)


def test_unused_leave_pay_has_a_sum_on_the_award_page_too(client, page, claim, dispute):
    Claim.objects.create(dispute=dispute, kind="rest_leave", text="支付未休年休假工资", amount="3000")
    other = dispute.claims.get(kind="rest_leave")
    assert f"awarded_{other.pk}" in client.get(page).context["form"].fields
