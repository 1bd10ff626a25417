"""An agreement followed up: reminders, payments to the cent, breach of each performance, acts besides money (MR-32, AL-15)."""

import datetime as dt
from decimal import Decimal

import pytest

from disputes import news
from disputes.acts import NotLawful, perform
from disputes.carriers import CarrierDown
from disputes.management.commands.tick import sweep
from disputes.models import DocketEntry, Paper, Party
from disputes.papers.extract import text_of
from disputes.papers.render import render
from mediation import keeping
from mediation.forms.shares import label_of
from mediation.models import PerformanceReminder, Receipt
from tests.mediation.conftest import TERMS, again
from tests.mediation.test_force import answered as answered_by_court
from tests.mediation.test_force import hand_off
from tests.mediation.test_many_workers import (  # noqa: F401
    DAYS,
    answered,
    colleague,
    joint,
    offered,
    share,
)

pytestmark = pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied")

ACTS = {
    **TERMS,
    "performance": [
        *TERMS["performance"],
        {"text": "被申请人出具解除或者终止劳动合同的证明", "due_on": "2026-11-20", "amount": "", "way": "书面交付",
         "act": "leaving_certificate", "by": "B"},
        {"text": "申请人返还财物：笔记本电脑一台", "due_on": "2026-11-25", "amount": "", "way": "当面交接",
         "act": "return", "by": "A"},
    ],
}  # fmt: skip


def refused(*args, **kwargs):
    with pytest.raises(NotLawful) as refusal:
        perform(*args, **kwargs)
    return str(refusal.value)


def in_effect(mediation, *who, lead):
    for one in who:
        perform(mediation, "sign", by=one)
    perform(mediation, "seal", by=lead)
    return again(mediation)


@pytest.fixture
def with_acts(mediating, worker, employer, mediator, lead):
    perform(mediating, "offer", by=employer, terms=ACTS)
    perform(mediating, "accept_offer", by=worker, offer=1)
    return in_effect(again(mediating), worker, employer, mediator, lead=lead)


@pytest.fixture
def of_27(joint, worker, colleague, employer, mediator, lead):  # noqa: F811
    """25 of 27 workers are bound by the agreement."""
    mediation = answered(offered(joint, employer), worker, colleague, mediator)
    return in_effect(mediation, worker, employer, mediator, lead=lead)


class Sent(list):
    down = False

    def send(self, key, phone, text):
        if self.down:
            raise CarrierDown
        self.append((key, phone, text))


@pytest.fixture
def sent(monkeypatch):
    made = Sent()
    monkeypatch.setattr(keeping, "texter", lambda: made)
    return made


# reminders


def test_both_sides_are_told_in_the_docket_three_days_before_each_due_day_once(
    effective, clock, worker, employer
):
    for day in (27, 28, 29, 30):
        clock.go(2026, 11, day)
        keeping.remind()
        keeping.remind()
    entries = DocketEntry.objects.filter(step="mediation.remind")
    assert [(one.on, one.facts["instalment"], one.audience) for one in entries] == [
        (dt.date(2026, 11, 28), 1, "agreement")
    ]
    for user in (worker, employer):
        assert news.of(user).filter(pk=entries.get().pk).exists()
    clock.go(2026, 12, 29)
    keeping.remind()
    assert DocketEntry.objects.filter(step="mediation.remind").count() == 2


def test_who_pays_and_who_gets_it_have_a_text_message_seven_three_and_one_day_before(effective, clock, sent):
    Party.objects.filter(side="A").update(phone="13800138000")
    Party.objects.filter(side="B").update(phone="02083330000")
    for day in (23, 24, 24, 28, 29, 30):
        clock.go(2026, 11, day)
        keeping.remind()
    assert [(key.rsplit("-", 1)[1], phone) for key, phone, _t in sent] == [
        ("7", "02083330000"), ("7", "13800138000"), ("3", "02083330000"), ("3", "13800138000"),
        ("1", "02083330000"), ("1", "13800138000"),
    ]  # fmt: skip
    owes, gets = (text for _k, _p, text in sent[:2])
    assert "请按约定履行" in owes and "对方应当" in gets and "不是送达" in owes
    assert not any(word in owes + gets for word in ("陈嘉禾", "云岭", "10,000", "10000"))


def test_what_is_done_or_broken_reminds_nobody_and_a_carrier_that_is_down_is_asked_again(
    effective, clock, sent, worker
):
    Party.objects.update(phone="13800138000")
    clock.go(2026, 11, 24)
    sent.down = True
    keeping.remind()
    assert not PerformanceReminder.objects.exists()
    sent.down = False
    keeping.remind()
    assert len(sent) == 2
    perform(effective, "record_instalment", by=worker, instalment=1)
    clock.go(2026, 11, 30)
    keeping.remind()
    assert len(sent) == 2 and not DocketEntry.objects.filter(step="mediation.remind").exists()


# payments


def test_a_part_is_paid_and_the_rest_stands_open_to_the_cent(effective, worker, employer, lead, client):
    perform(effective, "record_payment", by=worker, instalment=1, paid={"": "2500.55"})
    found = again(effective)
    assert found.followed[0].open == Decimal("7499.45") and found.still_open == Decimal("21499.45")
    assert found.followed[0].done_on is None and found.stage == "effective"
    client.force_login(employer)
    page = client.get(f"/cases/{found.dispute.reference}/").content.decode()
    assert "7,499.45" in page and "21,499.45" in page
    assert "MR-26" in refused(found, "record_payment", by=worker, instalment=1, paid={"": "7499.46"})
    for wrong in ("0", "-1", "1.005", "many"):
        assert "MR-26" in refused(found, "record_payment", by=worker, instalment=1, paid={"": wrong})
    perform(found, "record_payment", by=lead, instalment=1, paid={"": "7499.45"})
    found = again(effective)
    assert found.followed[0].done_on == dt.date(2026, 4, 20) and found.still_open == Decimal("14000.00")


def test_a_payment_is_recorded_on_the_page(effective, worker, client):
    client.force_login(worker)
    address = f"/cases/{effective.dispute.reference}/mediation/{effective.pk}/record_payment/"
    assert "14,000.00" in client.get(address).content.decode()
    assert client.post(address, {"instalment": "1"}).status_code == 422
    assert client.post(address, {"instalment": "1", "paid": "1,000"}).status_code == 302
    assert Receipt.objects.get().amount == Decimal("1000.00")


def test_who_owes_records_nothing_alone(with_acts, worker, employer, lead):
    certificate, laptop = (
        with_acts.instalments.get(act=act).number for act in ("leaving_certificate", "return")
    )
    assert "MR-32" in refused(with_acts, "record_instalment", by=employer, instalment=certificate)
    assert "MR-32" in refused(with_acts, "record_instalment", by=worker, instalment=laptop)
    perform(with_acts, "record_instalment", by=employer, instalment=laptop)
    perform(with_acts, "record_instalment", by=lead, instalment=certificate)
    assert [one.act for one in again(with_acts).followed if one.done_on] == ["leaving_certificate", "return"]


# 27 workers


def test_of_many_workers_it_is_kept_who_was_paid_what_and_the_open_sum_to_the_cent(
    of_27, lead, employer, client
):
    bound = {part.party.name: str(part.party.pk) for part in of_27.followed[0].of_workers}
    assert len(bound) == 25 and "工友05" not in bound
    due = {n: [Decimal(one) for one in share(n)] for n in range(1, 28) if n not in (5, 19)}
    total = sum(a + b for a, b in due.values())
    assert of_27.still_open == total
    paid = {bound["工友03"]: share(3)[0], bound["工友04"]: "500.01"}
    perform(of_27, "record_payment", by=lead, instalment=1, paid=paid, note="银行回单")
    found = again(of_27)
    assert found.still_open == total - due[3][0] - Decimal("500.01")
    left = {party.name: open_ for party, _parts, open_ in found.of_workers}
    assert left["工友03"] == due[3][1] and left["工友04"] == sum(due[4]) - Decimal("500.01")
    assert sum(left.values()) == found.still_open
    assert "MR-26" in refused(found, "record_payment", by=lead, instalment=1, paid={bound["工友03"]: "0.01"})
    client.force_login(employer)
    page = client.get(f"/cases/{found.dispute.reference}/").content.decode()
    assert f"{found.still_open:,.2f}" in page and "500.01" in page and f"{left['工友04']:,.2f}" in page


def test_what_many_workers_were_paid_is_pasted_as_a_list(of_27, lead, client):
    client.force_login(lead)
    address = f"/cases/{of_27.dispute.reference}/mediation/{of_27.pk}/record_payment/"
    assert "工友03\t" in client.get(address).context["form"]["paid"].initial
    wrong = client.post(address, {"instalment": "1", "paid": "工友03\t1,000\n工友3\t5\n工友04\tviel"})
    assert wrong.status_code == 422
    (told,) = wrong.context["form"].errors.values()
    assert told[0].startswith("第2行") and told[1].startswith("第3行") and len(told) == 2
    assert not Receipt.objects.exists()
    assert client.post(address, {"instalment": "1", "paid": "工友03\t\n工友04"}).status_code == 422
    given = {"instalment": "1", "paid": f"姓名\t金额\n工友03\t{share(3)[0]}\n工友04\t500.01\n工友06\t"}
    assert client.post(address, given).status_code == 302
    got = {one.party.name: one.amount for one in Receipt.objects.select_related("party")}
    assert got == {"工友03": Decimal(share(3)[0]), "工友04": Decimal("500.01")}


def test_a_worker_among_many_is_asked_for_the_own_sum_alone(of_27, colleague, client):  # noqa: F811
    client.force_login(colleague)
    page = client.get(f"/cases/{of_27.dispute.reference}/mediation/{of_27.pk}/record_payment/")
    assert page.context["form"]["paid"].initial == "工友02\t"


def test_a_worker_among_many_speaks_for_the_own_part_alone(of_27, worker, colleague, lead):  # noqa: F811
    keys = {part.party.name: str(part.party.pk) for part in of_27.followed[0].of_workers}
    assert "CR-63" in refused(of_27, "record_instalment", by=worker, instalment=1)
    other = {keys["工友03"]: "1.00"}
    assert "CR-63" in refused(of_27, "record_payment", by=colleague, instalment=1, paid=other)
    perform(of_27, "record_payment", by=colleague, instalment=1, paid={keys["工友02"]: share(2)[0]})
    perform(of_27, "record_instalment", by=lead, instalment=1)
    found = again(of_27)
    assert found.followed[0].done_on and Receipt.objects.count() == 25
    assert sum(one.amount for one in Receipt.objects.all()) == found.followed[0].amount


def test_the_record_of_the_follow_up_and_the_application_list_every_worker(of_27, clock, lead, worker):
    keys = {part.party.name: str(part.party.pk) for part in of_27.followed[0].of_workers}
    perform(of_27, "record_payment", by=lead, instalment=1, paid={keys["工友03"]: share(3)[0]})
    clock.go(2026, 12, 2)
    perform(again(of_27), "record_breach", by=lead)
    found = again(of_27)
    asked = found.owed
    assert len(asked) == 24 and not any("工友03" in each["text"] for each in asked)
    first = found.followed[0]
    assert sum(Decimal(each["amount"]) for each in asked) == first.open
    printed = text_of(render("M08", Paper.objects.filter(code="M08").latest("pk").data))
    assert f"已付{first.paid:,.2f}元，尚欠{first.open:,.2f}元" in printed and "工友27" in printed


# breach


def test_each_performance_is_recorded_as_broken_by_itself(effective, clock, worker, lead):
    clock.go(2026, 12, 2)
    assert "AL-15" in refused(effective, "record_breach", by=worker, instalments=[2])
    perform(effective, "record_breach", by=worker, instalments=[1])
    found = again(effective)
    assert found.stage == "breached" and [bool(one.broken_on) for one in found.followed] == [True, False]
    assert "AL-15" in refused(found, "record_breach", by=worker), "nothing else is overdue"
    clock.go(2027, 1, 4)
    perform(found, "record_breach", by=worker)
    found = again(effective)
    assert [one.broken_on for one in found.followed] == [dt.date(2026, 12, 2), dt.date(2027, 1, 4)]
    reasons = [paper.data["reasons"] for paper in Paper.objects.filter(code="M07").order_by("pk")]
    assert "第一期" in reasons[0] and "第二期" not in reasons[0] and "第二期" in reasons[1]
    perform(found, "record_instalment", by=worker, instalment=1)
    perform(found, "record_instalment", by=lead, instalment=2)
    assert again(effective).stage == "performed"


def test_the_breach_is_ticked_on_the_page(effective, clock, worker, client):
    clock.go(2026, 12, 2)
    client.force_login(worker)
    address = f"/cases/{effective.dispute.reference}/mediation/{effective.pk}/record_breach/"
    form = client.get(address).context["form"]
    assert form.fields["instalments"].initial == [1]
    sent = client.post(address, {"instalments": ["1"], "confirmed": "1"})
    assert sent.status_code == 302 and again(effective).instalments.get(number=1).broken_on


def test_one_that_is_late_does_not_keep_the_next_from_being_followed(effective, clock, worker):
    clock.go(2026, 12, 2)
    sweep()
    rows = again(effective).dispute.deadlines.open().filter(code="mediation.performance")
    assert [row.due_on for row in rows] == [dt.date(2026, 12, 31)]
    perform(again(effective), "record_instalment", by=worker, instalment=2)
    perform(again(effective), "record_instalment", by=worker, instalment=1)
    assert again(effective).stage == "performed"


@pytest.mark.usefixtures("committee")
def test_the_file_for_enforcement_lists_what_is_unpaid(effective, clock, worker, employer, court, lead):
    perform(effective, "record_payment", by=worker, instalment=1, paid={"": "4000.00"})
    one = hand_off(effective, "confirmation", worker)
    perform(one, "join", by=employer)
    answered_by_court(one, worker, lead, court, "confirmed")
    clock.go(2026, 12, 2)
    perform(again(effective), "record_breach", by=worker)
    hand_off(effective, "enforcement", worker)
    paper = Paper.objects.filter(code="J02").latest("pk")
    texts = [(each["text"], each.get("amount")) for each in paper.data["claims"]]
    assert texts[1] == ("第一期付款（应于2026-12-01前履行），已付4000.00元", "6000.00") and len(texts) == 2
    assert "6,000.00元" in text_of(render("J02", paper.data))


# acts besides money


def test_acts_are_offered_on_the_page_and_stand_in_the_agreement(
    mediating, employer, worker, mediator, lead, client
):
    client.force_login(employer)
    address = f"/cases/{mediating.dispute.reference}/mediation/{mediating.pk}/offer/"
    given = {
        "items": "双方劳动关系于2026年8月31日解除", "total": "24000", "way": "银行转账", "due_1": "2026-12-01",
        "amount_1": "24000", "act_1": "leaving_certificate", "who_1": "B", "until_1": "2026-11-20",
        "act_2": "return", "who_2": "A", "until_2": "2026-11-25", "detail_2": "笔记本电脑一台",
    }  # fmt: skip
    for wrong, field in (
        ({"until_1": ""}, "until_1"), ({"act_2": ""}, "act_2"), ({"act_2": "other", "detail_2": ""}, "detail_2"),
    ):  # fmt: skip
        page = client.post(address, given | wrong)
        assert page.status_code == 422 and field in page.context["form"].errors
    assert client.post(address, given).status_code == 302
    acts = [each for each in mediating.offers.get().terms["performance"] if each.get("act")]
    assert [(each["act"], each["by"], each["due_on"], each["text"]) for each in acts] == [
        ("leaving_certificate", "B", "2026-11-20", "被申请人出具解除或者终止劳动合同的证明"),
        ("return", "A", "2026-11-25", "申请人返还财物：笔记本电脑一台"),
    ]
    perform(again(mediating), "accept_offer", by=worker, offer=1)
    printed = text_of(render("M05", Paper.objects.get(code="M05").data))
    assert "申请人返还财物：笔记本电脑一台" in printed and "2026年11月20日前" in printed
    found = in_effect(again(mediating), worker, employer, mediator, lead=lead)
    assert [(one.act, one.by) for one in found.followed] == [
        ("leaving_certificate", "B"),
        ("return", "A"),
        ("", "B"),
    ]


def test_an_offer_may_be_of_acts_alone(mediating, employer, worker, mediator, lead, client):
    client.force_login(employer)
    address = f"/cases/{mediating.dispute.reference}/mediation/{mediating.pk}/offer/"
    given = {"items": "被申请人补办离职手续", "way": "银行转账"}
    page = client.post(address, given)
    assert page.status_code == 422 and list(page.context["form"].errors) == ["due_1"]
    given |= {"act_1": "leaving_certificate", "who_1": "B", "until_1": "2026-11-20"}
    assert client.post(address, given).status_code == 302
    perform(again(mediating), "accept_offer", by=worker, offer=1)
    found = in_effect(again(mediating), worker, employer, mediator, lead=lead)
    assert [(one.act, one.amount) for one in found.followed] == [("leaving_certificate", None)]
    assert "出具解除或者终止劳动合同的证明" in text_of(
        render("M05", Paper.objects.filter(code="M05").last().data)
    )


def test_many_workers_may_be_offered_acts_alone(joint, employer, client):  # noqa: F811
    client.force_login(employer)
    address = f"/cases/{joint.dispute.reference}/mediation/{joint.pk}/offer/"
    names = "\n".join(label_of(one, joint.together) for one in joint.together)
    given = {
        "items": "补缴社会保险费", "way": "银行转账", "shares": names, "least": len(joint.together),
        "act_1": "insurance", "who_1": "B", "until_1": DAYS[1],
    }  # fmt: skip
    sent = client.post(address, given)
    assert sent.status_code == 302, sent.context["form"].errors
    terms = joint.offers.get().terms
    assert terms["total"] == "" and {tuple(one["amounts"]) for one in terms["shares"]} == {("0.00",)}


def test_acts_are_followed_like_payments(with_acts, clock, worker, employer, sent):
    Party.objects.filter(side="A").update(phone="13800138000")
    clock.go(2026, 11, 24)
    keeping.remind()
    (text,) = [text for _k, phone, text in sent if phone == "13800138000" and "2026年11月25日" in text]
    assert "请按约定履行" in text, "the worker owes the laptop"
    clock.go(2026, 11, 26)
    perform(again(with_acts), "record_breach", by=worker)
    found = again(with_acts)
    assert [one.act for one in found.followed if one.broken_on] == ["leaving_certificate", "return"]
    assert [each["amount"] for each in found.owed] == [None, None]


def test_acts_go_with_the_shares_of_many_workers(joint, employer, client):  # noqa: F811
    from tests.mediation.test_many_workers import listed, post

    client.force_login(employer)
    typed = "\n".join("\t".join(row) for row in listed(joint))
    sent = client.post(
        f"/cases/{joint.dispute.reference}/mediation/{joint.pk}/offer/",
        post(joint, shares=typed, act_1="insurance", who_1="B", until_1=DAYS[1]),
    )
    assert sent.status_code == 302, sent.content.decode()
    terms = joint.offers.get().terms
    assert len(terms["performance"]) == 3 and all(len(one["amounts"]) == 3 for one in terms["shares"])
