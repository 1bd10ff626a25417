"""What a committee reads its own way is counted its own way, and each answer says so."""

import datetime as dt

import pytest
from django.urls import reverse

from arbitration.finality import followed, ground, split
from arbitration.forms.intake import OpinionForm
from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, AwardItem
from disputes.models import Claim, Office
from disputes.rules.amounts import calculate
from disputes.rules.readings import told
from tests.arbitration.test_intake import refused
from tests.arbitration.walk import PATHS, walk_to

HIRED = {"start": "2024-03-15", "monthly_wage": "8000", "claimed_until": "2025-01-20"}


def follows(**settings):
    Office.objects.update(settings=settings)


@pytest.fixture
def page(clock, dispute, cast, client, presiding):
    """The award page of a case on the second wage, worked out at filing by the usual readings."""
    Claim.objects.all().delete()
    kept = {
        "way": "second_wage",
        "inputs": {**HIRED, "method": "working_days", "starts": "corresponding_day"},
    }
    Claim.objects.create(dispute=dispute, kind="second_wage", text="支付二倍工资差额", amount=1, working=kept)
    case = walk_to(Stage.DELIBERATING, dispute, cast, clock)
    client.force_login(presiding)
    return reverse("disputes:step", args=[dispute.reference, "arbitration", case.pk, "make_award"])


def worked(client, page, claim, **typed):
    inputs = {f"worked_{claim.pk}_{name}": value for name, value in {**HIRED, **typed}.items()}
    return client.post(page, {**inputs, f"text_{claim.pk}": "支付", "work_out": str(claim.pk)})


def test_the_calculator_of_the_award_counts_by_the_committees_readings_and_names_them(client, page, dispute):
    follows(second_wage_start="day_after", second_wage_part_month="days_21_75")
    claim, mine = dispute.claims.get(), {"method": "days_21_75", "starts": "day_after"}
    offered = client.get(page).context["form"]
    assert {name: offered[f"worked_{claim.pk}_{name}"].value() for name in mine} == mine
    answer = worked(client, page, claim)  # nothing chosen by hand
    expected = calculate("second_wage", {**HIRED, **mine}).amount
    assert expected != calculate("second_wage", HIRED).amount
    assert answer.context["form"][f"awarded_{claim.pk}"].value() == f"{expected}"
    text = answer.content.decode()
    assert told("second_wage_start", "day_after").zh in text
    assert told("second_wage_part_month", "days_21_75").zh in text


def test_another_reading_chosen_for_one_sum_is_told_as_such(client, page, dispute):
    answer = worked(client, page, dispute.claims.get(), starts="day_after")
    text = answer.content.decode()
    assert "这一次按“对应日的次日" in text and "本仲裁委员会采用的理解是“入职一个月后的对应日" in text


def test_the_finality_of_an_award_names_the_readings_it_turns_on(client, page, dispute):
    claim = dispute.claims.get()
    where = reverse("arbitration:finality", args=[Arbitration.objects.get().pk, "make_award"])
    typed = {
        f"text_{claim.pk}": "支付", f"awarded_{claim.pk}": "100", f"articles_{claim.pk}": "LCL-82", "relation": "yes",
    }  # fmt: skip
    text = client.post(where, typed, headers={"HX-Request": "true"}).content.decode()
    assert (
        told("minimum_wage_date", "award").zh in text and told("minimum_wage_place", "committee").zh in text
    )
    assert told("relation_at_issue", "whole_non_final").zh in text
    done = {
        f"articles_{claim.pk}": "LCL-30",
        "facts_text": "查明",
        "reasons": "应付",
        "confirmed": claim.dispute.reference[-4:],
    }
    assert client.post(page, typed | done).status_code == 302
    assert "全案非终局（本仲裁委员会采用的理解）" in AwardItem.objects.get().reason["zh"]


def test_a_choice_changes_the_next_award_and_none_that_is_made(client, page, dispute):
    item = {"claim": dispute.claims.get().pk, "awarded": "100"}
    case, on = Arbitration.objects.get(), dt.date(2026, 4, 1)
    assert split(case, [item], on=on, relation=True).documents[0].type == "non_final"
    follows(relation_at_issue="each_item")
    case = Arbitration.objects.get()
    verdict = split(case, [item], on=on, relation=True)
    assert verdict.documents[0].type == "final" and told("relation_at_issue", "each_item") in verdict.readings


def test_without_the_fact_a_reading_asks_for_the_usual_one_is_followed_and_told(walk):
    follows(minimum_wage_date="leaving", minimum_wage_place="performance")
    for part in PATHS[Stage.ACCEPTED]:
        part(walk)
    case, on = Arbitration.objects.get(), dt.date(2026, 4, 1)
    case.dispute.workplace = ""
    assert ground(case, on) == ("440100", on)
    assert followed(case) == {"minimum_wage_date": "award", "minimum_wage_place": "committee"}


def test_a_claim_to_pay_up_insurance_is_accepted_only_where_the_committee_reads_it_so(walk):
    walk.file()
    Claim.objects.create(dispute=walk.dispute, kind="social_insurance", text="补缴社会保险费")
    form = OpinionForm(record=walk.case, user=walk.cast.clerk)
    assert form["matter"].help_text == told("insurance_payment", "refer").zh
    assert "insurance_payment" in dict(form.fields["matter"].choices)
    walk.step("propose_acceptance", walk.cast.clerk, opinion="补缴社保", matter="insurance_payment")
    assert "CR-30" in refused(walk.step, "accept", walk.cast.director)
    follows(insurance_payment="hear")
    walk.case = Arbitration.objects.get()
    form = OpinionForm(record=walk.case, user=walk.cast.clerk)
    assert "insurance_payment" not in dict(form.fields["matter"].choices)
    walk.step("accept", walk.cast.director)
    assert walk.case.stage == Stage.ACCEPTED


@pytest.mark.parametrize(("outcome", "years"), [("award", 10), ("statement", 5), ("withdrawn", 5)])
def test_a_closed_file_is_kept_from_the_day_the_committee_reads_it(outcome, years, dispute, committee):
    """CR-24: ten years where an award closed it, else five; from which day is a reading."""
    case = Arbitration(dispute=dispute, office=committee, outcome=outcome)
    assert case.keep_until is None
    case.ended_on, case.closed_on = dt.date(2026, 5, 13), dt.date(2026, 6, 8)
    assert case.keep_until == dt.date(2026 + years, 5, 13)
    committee.settings = {"retention_start": "archiving"}
    assert case.keep_until == dt.date(2026 + years, 6, 8)
