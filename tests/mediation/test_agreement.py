"""What stands against an agreement before it is signed (MR-26, J2-19, CR-75, CR-78)."""

import pytest

from disputes.acts import perform
from disputes.rules import clauses
from mediation import agreement
from mediation.models import Offer

from .conftest import TERMS, again
from .looking import refused

WAGES = agreement.Matter(sides={"A", "B"}, claims=["wages"])


def with_item(text):
    return {**TERMS, "items": [*TERMS["items"], text]}


def found(terms, matter=WAGES):
    return {(one.law, one.refuses) for one in agreement.check(terms, matter)}


def test_ordinary_terms_are_free_of_findings():
    assert agreement.check(TERMS, WAGES) == []


VOID = [
    "申请人自愿放弃社会保险",
    "被申请人无需为申请人缴纳社保",
    "双方同意不再补缴2024年养老保险",
    "社会保险费以现金形式支付给申请人",
    "以现金代替社保支付",
    "申请人不再要求被申请人补缴社会保险",
]
LAWFUL = [
    "被申请人为申请人补缴社会保险",
    "申请人不得放弃社会保险",
    "被申请人补缴社保后，申请人放弃其他请求",
    "被申请人以现金支付申请人工资",
    "被申请人没有免除社保缴纳义务",
    "被申请人支付未缴纳社会保险造成的损失3000元",
]


@pytest.mark.parametrize("text", VOID)
def test_a_waiver_of_social_insurance_is_refused_with_its_clause(text):
    (one,) = agreement.refusals(with_item(text), WAGES)
    assert (one.law, one.refuses, one.clause) == ("J2-19", True, text)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_speaks_of_insurance_and_gives_nothing_up_may_be_signed(text):
    assert found(with_item(text)) == set()


def test_a_void_clause_in_a_performance_is_found_as_well():
    terms = {
        **TERMS,
        "performance": [
            TERMS["performance"][0],
            {**TERMS["performance"][1], "text": "社保折现发放"},
        ],
    }
    assert ("J2-19", True) in found(terms)


RELATION = [
    "双方确认自2024年3月1日起存在劳动关系",
    "双方劳动关系自2024年起成立",
    "双方不存在劳动关系",
    "确认申请人系被申请人的员工",
]
NO_RELATION = [
    "双方劳动关系于2026年8月31日解除",
    "双方就劳动关系存续期间的权利义务不存在其他争议",
    "双方不存在任何劳动关系方面的争议",
    "被申请人支付劳动关系存续期间的工资",
    "双方确认劳动关系于2026年8月31日终止",
]


@pytest.mark.parametrize("text", RELATION)
def test_a_clause_on_the_relation_is_warned_of_and_may_be_signed(text):
    assert found(with_item(text)) == {("CR-75", False)}


@pytest.mark.parametrize("text", NO_RELATION)
def test_what_only_names_the_relation_is_no_clause_on_it(text):
    assert found(with_item(text)) == set()


def test_a_claim_for_the_relation_is_warned_of_whatever_the_terms_say():
    assert ("CR-75", False) in found(TERMS, agreement.Matter({"A", "B"}, ["confirm_relation", "wages"]))


def test_vague_terms_a_ban_on_competing_and_terms_without_money_are_warned_of():
    assert found(with_item("其余款项尽快支付")) == {("CR-78", False)}
    assert found(with_item("申请人离职后遵守竞业限制约定")) == {("J2-13", False)}
    free = {
        "items": ["被申请人为申请人开具离职证明"],
        "total": "",
        "performance": [{"text": "开具离职证明", "due_on": "2026-12-01", "way": "当面交付"}],
    }
    assert found(free) == {("AL-16", False)}


@pytest.mark.parametrize(
    ("terms", "matter"),
    [
        ({**TERMS, "items": []}, WAGES),
        ({**TERMS, "performance": []}, WAGES),
        (TERMS, agreement.Matter({"A"}, ["wages"])),
        (TERMS, agreement.Matter({"A", "B"}, [])),
    ],
)
def test_what_mr_26_asks_for_and_is_missing_is_refused(terms, matter):
    assert [(one.law, one.refuses) for one in agreement.refusals(terms, matter)] == [("MR-26", True)]


def test_sums_that_do_not_add_up_are_refused():
    assert ("MR-26", True) in found({**TERMS, "total": "1.00"})


@pytest.mark.parametrize("text", ["，，。", "", "；"])
def test_marks_alone_make_no_clause(text):
    assert clauses.clauses([text]) == []


# in the case


pytestmark = [pytest.mark.django_db, pytest.mark.standing("agreed", "mediating")]


def test_void_terms_can_be_neither_offered_nor_accepted_nor_signed(mediating, worker, employer):
    refused(mediating, "offer", by=employer, terms=with_item(VOID[0]), article="J2-19")
    perform(mediating, "offer", by=employer, terms=TERMS)
    Offer.objects.update(terms=with_item(VOID[0]))  # as an offer from before this check would stand
    refused(mediating, "accept_offer", by=worker, offer=1, article="J2-19")
    Offer.objects.update(terms=TERMS)
    perform(mediating, "accept_offer", by=worker, offer=1)
    Offer.objects.update(terms=with_item(VOID[0]))
    refused(again(mediating), "sign", by=worker, article="J2-19")
    Offer.objects.update(terms=TERMS)
    perform(again(mediating), "sign", by=worker)


def test_an_agreement_whose_claims_were_dropped_meanwhile_is_not_signed(agreed, worker, lead):
    agreed.dispute.claims.update(dropped=True)
    refused(again(agreed), "sign", by=worker, article="MR-26")
    refused(again(agreed), "seal", by=lead, article="MR-26")


@pytest.mark.parametrize("who", ["worker", "employer", "mediator"])
def test_both_sides_and_the_mediator_read_the_findings_before_they_sign(mediating, who, request, client):
    worker, employer = (request.getfixturevalue(name) for name in ("worker", "employer"))
    perform(mediating, "offer", by=employer, terms=with_item(RELATION[0]))
    perform(mediating, "accept_offer", by=worker, offer=1)
    client.force_login(request.getfixturevalue(who))
    case = client.get(mediating.dispute.get_absolute_url()).content.decode()
    page = client.get(f"/cases/{mediating.dispute.reference}/mediation/{mediating.pk}/sign/").content.decode()
    for text in (case, page):
        assert RELATION[0] in text and "第75条" in text


def test_terms_free_of_findings_are_said_to_be_checked(agreed, worker, client):
    client.force_login(worker)
    page = client.get(agreed.dispute.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert "banner--success" in page and "banner--error" not in page
