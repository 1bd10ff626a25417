"""The panel and the step pages of a mediation, through the generic views, as each of the cast meets them."""

import datetime as dt

import pytest

from arbitration.models import Arbitration
from disputes.acts import begin, perform
from disputes.management.commands.tick import sweep
from disputes.models import Dispute, Seat
from disputes.papers.render import render
from disputes.views.cases import beginnings, choices
from mediation.models import Mediation

from .conftest import TERMS, again

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied"),
]


def step(record, name):
    return f"/cases/{record.dispute.reference}/mediation/{record.pk}/{name}/"


def case(record):
    return f"/cases/{record.dispute.reference}/"


def test_an_applicant_applies_on_the_page(dispute, organisation, worker, client):
    client.force_login(worker)
    address = f"/cases/{dispute.reference}/new/mediation/apply/"
    assert organisation.name in client.get(address).content.decode()
    assert client.post(address, {"office": ""}).status_code == 422
    assert client.post(address, {"office": organisation.pk}).status_code == 302
    assert Mediation.objects.get().stage == "submitted"
    assert Mediation.objects.get().number in client.get(f"/cases/{dispute.reference}/").content.decode()


def test_the_lead_reads_the_application_and_decides_and_grave_steps_are_shown_first(applied, lead, client):
    client.force_login(lead)
    page = client.get(case(applied)).content.decode()
    assert "陈嘉禾" in page and "支付2026年6月至8月工资" in page and step(applied, "record_consent") in page
    assert client.post(step(applied, "record_consent"), {"note": "电话"}).status_code == 302
    assert client.post(step(applied, "accept")).status_code == 302
    assert again(applied).stage == "accepted"


def test_declining_is_rehearsed_before_it_is_done(applied, lead, client):
    client.force_login(lead)
    shown = client.post(step(applied, "decline"), {"ground": "out_of_scope"})
    assert shown.status_code == 200 and "调解不予受理通知书" in shown.content.decode()
    assert again(applied).stage == "submitted"
    client.post(
        step(applied, "decline"), {"ground": "out_of_scope", "confirmed": applied.dispute.reference[-4:]}
    )
    assert again(applied).stage == "not_accepted"


def test_a_mediator_of_the_pool_finds_the_case_and_takes_it(accepted, mediator, client):
    client.force_login(mediator)
    assert accepted.dispute.reference in client.get("/work/?tab=pool").content.decode()
    assert "陈嘉禾" in client.get(case(accepted)).content.decode()
    assert client.post(step(accepted, "take")).status_code == 302
    assert again(accepted).mediator == mediator
    assert client.get(case(accepted)).status_code == 200


def test_the_lead_names_a_mediator_on_the_page(accepted, lead, mediator, clerk, client):
    client.force_login(lead)
    page = client.get(step(accepted, "name_mediator")).content.decode()
    assert "Mediator" in page and f'value="{clerk.pk}"' not in page
    assert client.post(step(accepted, "name_mediator"), {"mediator": mediator.pk}).status_code == 302
    assert again(accepted).mediator == mediator


OFFER = {
    "items": "支付工资24000元\n\n解除劳动关系", "total": "24,000", "way": "银行转账",
    "due_1": "2026-12-1", "amount_1": "10000", "due_2": "2026年12月31日", "amount_2": "14000元",
}  # fmt: skip


def test_an_offer_is_made_and_accepted_on_the_page(mediating, employer, worker, client):
    client.force_login(employer)
    assert client.post(step(mediating, "offer"), OFFER).status_code == 302
    offer = mediating.offers.get()
    assert offer.terms["items"] == ["支付工资24000元", "解除劳动关系"] and offer.side == "B"
    assert [each["due_on"] for each in offer.terms["performance"]] == ["2026-12-01", "2026-12-31"]
    client.force_login(worker)
    page = client.get(step(mediating, "accept_offer")).content.decode()
    assert "解除劳动关系" in page and "银行转账" in page
    shown = client.post(step(mediating, "accept_offer"), {"offer": "1"})
    assert shown.status_code == 200 and again(mediating).stage == "in_mediation"
    assert client.post(step(mediating, "accept_offer"), {"offer": "1", "confirmed": "1"}).status_code == 302
    assert again(mediating).stage == "agreed"
    assert "解除劳动关系" in client.get(case(mediating)).content.decode()


@pytest.mark.parametrize(("change", "field"), [
    ({"items": ""}, "items"), ({"due_1": ""}, "due_1"), ({"due_2": ""}, "due_2"), ({"amount_2": ""}, "amount_2"),
    ({"due_2": "2026-02-30"}, "due_2"), ({"amount_1": "-1"}, "amount_1"), ({"total": "五万"}, "total"),
    ({"total": "23999"}, None), ({"due_1": "2026-04-01"}, None),
])  # fmt: skip
def test_a_wrong_offer_names_the_field_and_keeps_what_was_typed(mediating, worker, client, change, field):
    client.force_login(worker)
    answer = client.post(step(mediating, "offer"), {**OFFER, **change})
    assert answer.status_code == 422 and not mediating.offers.exists()
    form = answer.context["form"]
    assert form.errors.get(field or "__all__"), form.errors
    assert "解除劳动关系" in answer.content.decode() or field == "items"


def test_an_oral_side_is_noted_on_the_page(mediating, worker, mediator, client):
    perform(mediating, "offer", by=worker, terms=TERMS)
    Seat.objects.filter(side="B").delete()
    client.force_login(mediator)
    assert client.get(step(mediating, "record_acceptance")).status_code == 200
    data = {"offer": "1", "side": "B", "note": "当面同意"}
    assert client.post(step(mediating, "record_acceptance"), data).status_code == 302
    assert again(mediating).stage == "agreed"
    assert client.get(step(mediating, "record_signature")).status_code == 200
    assert client.post(step(mediating, "record_signature"), {"side": "B"}).status_code == 422


def test_the_room_offers_each_voice_to_whom_it_belongs(mediating, mediator, worker, client):
    room = f"/cases/{mediating.dispute.reference}/room/"
    client.force_login(worker)
    page = client.get(room).content.decode()
    assert f"mediation.{mediating.pk}.caucus_a" in page and f"mediation.{mediating.pk}.caucus_b" not in page
    client.force_login(mediator)
    assert f"mediation.{mediating.pk}.notes" in client.get(room).content.decode()
    say = f"/cases/{mediating.dispute.reference}/say/"
    client.post(say, {"voice": f"mediation.{mediating.pk}.notes", "text": "只给自己"})
    assert Dispute.objects.get().docket.filter(audience="notes", by=mediator).exists()


def test_a_stranger_is_not_led_to_a_room_that_is_not_his(mediating, worker, stranger, client):
    """A foreign and a missing case answer alike (docs/threats.md 1)."""
    say = f"/cases/{mediating.dispute.reference}/say/"
    client.force_login(worker)
    assert client.get(say).status_code == 302
    client.force_login(stranger)
    assert client.get(say).status_code == 404


def test_without_a_script_a_refused_message_comes_back_with_its_words(mediating, mediator, worker, client):
    room, say = (f"/cases/{mediating.dispute.reference}/{part}/" for part in ("room", "say"))
    client.force_login(worker)
    assert "<h2 hidden>已读情况</h2>" in client.get(room).content.decode(), "nobody has read anything yet"
    voice = f"mediation.{mediating.pk}.joint"
    for said in (
        {"voice": "mediation.1.notes", "text": "写了很久的话"},
        {"voice": voice, "text": "长" * 4001},
    ):
        answer = client.post(say, said)
        page = answer.content.decode()
        assert answer.status_code == 422 and said["text"] in page and "error-summary" in page
    empty = client.post(say, {"voice": voice, "text": " "})
    assert empty.status_code == 422 and "请填写内容" in empty.content.decode()
    steps = client.post(say, {"voice": voice, "text": "x"}, headers={"accept": "application/json"})
    assert steps.status_code == 201
    client.force_login(mediator)
    perform(mediating, "give_up", by=worker)
    client.force_login(worker)
    late = client.post(say, {"voice": voice, "text": "还想说的话"})
    assert late.status_code == 422 and "还想说的话" in late.content.decode()


@pytest.mark.parametrize(
    "stage",
    [
        pytest.param("applied", marks=pytest.mark.long),
        pytest.param("accepted", marks=pytest.mark.long),
        "mediating",
        pytest.param("agreed", marks=pytest.mark.long),
        "effective",
    ],
)
def test_every_page_of_every_stage_opens_for_whom_it_concerns(
    stage, worker, employer, mediator, lead, request, client
):
    record = request.getfixturevalue(stage)
    for user, language in ((worker, "zh-hans"), (employer, "zh-hans"), (mediator, "zh-hans"), (lead, "en")):
        client.force_login(user)
        page = client.get(case(record), headers={"accept-language": language})
        assert page.status_code == 200, user
        for panel in page.context["panels"]:
            for one in panel.choices:
                assert client.get(one.url).status_code == 200, (user, one.url)


def test_the_lead_reads_what_both_signed_before_sealing_it(agreed, worker, employer, lead, client):
    client.force_login(lead)
    assert "双方劳动关系" not in client.get(case(agreed)).content.decode()
    perform(agreed, "sign", by=worker)
    perform(agreed, "sign", by=employer)
    assert "双方劳动关系" in client.get(case(agreed)).content.decode()


def failed(record, worker, clock):
    perform(record, "give_up", by=worker)


def withdrawn(record, worker, clock):
    perform(record, "withdraw", by=worker)


def fifteen_days_passed(record, worker, clock):
    clock.go(2026, 5, 7)
    sweep()


@pytest.mark.parametrize("end", [failed, withdrawn, fifteen_days_passed])
def test_nothing_keeps_the_applicant_from_arbitration_afterwards(mediating, worker, clock, end):
    end(mediating, worker, clock)
    dispute = Dispute.objects.get()
    assert dispute.stage == "open" and dispute.claims.exists()
    begun = {f"{one.record._meta.model_name}.{one.name}" for one in beginnings(dispute, worker)}
    assert "arbitration.file" in begun


@pytest.mark.parametrize("end", [failed, withdrawn, fifteen_days_passed])
def test_the_card_of_what_comes_next_leads_the_applicant_to_arbitration(
    mediating, worker, clock, client, end
):
    end(mediating, worker, clock)
    client.force_login(worker)
    page = client.get(case(mediating)).content.decode()
    card = page[page.index('class="next-step"') :].split("</section>")[0]
    assert f"{case(mediating)}new/arbitration/file/" in card and "没有人在等待" not in page
    assert "目前没有法定期限在计算" not in page


def test_where_the_applicant_went_there_the_card_leads_on_no_more(
    mediating, worker, committee, client, clock
):
    failed(mediating, worker, clock)
    begin(Arbitration(dispute=Dispute.objects.get(), office=committee), "file", by=worker)
    client.force_login(worker)
    page = client.get(case(mediating)).content.decode()
    assert f"{case(mediating)}new/arbitration/file/" not in page[: page.index("</section>")]


def test_a_party_reads_first_what_it_is_asked_for_and_opens_the_rest(
    mediating, worker, employer, mediator, client
):
    """Ten buttons on a telephone are no question: what answers the other side stands, the rest is folded."""
    perform(mediating, "offer", by=employer, terms=TERMS)
    client.force_login(worker)
    page = client.get(case(mediating)).content.decode()
    asked, _fold, free = page.partition("还可以办理的")
    assert step(mediating, "accept_offer") in asked and step(mediating, "decline_offer") in asked
    assert step(mediating, "give_up") in free and step(mediating, "give_up") not in asked
    client.force_login(mediator)
    assert "还可以办理的" not in client.get(case(mediating)).content.decode()


def test_performance_is_recorded_on_the_page(effective, lead, client):
    client.force_login(lead)
    page = client.get(step(effective, "record_instalment")).content.decode()
    assert "第一期付款" in page
    assert (
        client.post(step(effective, "record_instalment"), {"instalment": "1", "note": "到账"}).status_code
        == 302
    )
    assert effective.instalments.get(number=1).done_on is not None


def test_every_paper_of_a_mediation_is_printed(effective, dispute):
    from disputes.models import Paper

    for paper in Paper.objects.filter(dispute=effective.dispute):
        assert render(paper.code, paper.data).startswith(b"%PDF"), paper.code


def test_the_administrator_sees_number_and_stage_and_changes_nothing(effective, admin_client):
    page = admin_client.get("/admin/mediation/mediation/")
    if page.status_code == 200:
        assert effective.number in page.content.decode()
        found = admin_client.get(f"/admin/mediation/mediation/{effective.pk}/change/").content.decode()
        assert "第一期付款" not in found and 'name="_save"' not in found


def test_an_offer_asks_for_one_payment_and_folds_the_rest_until_something_stands_in_it(
    mediating, worker, client
):
    client.force_login(worker)
    page = client.get(step(mediating, "offer")).content.decode()
    always, _fold, folded = page.partition('<details class="explain"')
    assert 'name="due_1"' in always and 'name="due_2"' not in always and 'name="act_1"' not in always
    assert 'name="due_2"' in folded and '<details class="explain" open' not in page
    said = {
        "items": "支付工资",
        "way": "银行转账",
        "due_1": "2026-12-1",
        "amount_1": "1",
        "act_2": "transfer",
    }
    refused = client.post(step(mediating, "offer"), said)
    page = refused.content.decode()
    assert refused.status_code == 422 and page.count('<details class="explain" open') == 1
    assert 'name="act_1"' in page.partition('<details class="explain" open')[2]


def test_a_time_limit_of_the_mediation_stands_once_among_the_time_limits(mediating, worker, client):
    client.force_login(worker)
    page = client.get(case(mediating)).content.decode()
    assert page.count("<strong>调解期限届满</strong>") == 1 and "<dt>调解期限届满</dt>" not in page


def test_the_respondent_reads_that_its_answer_is_waited_for(applied, employer, client):
    client.force_login(employer)
    assert "正在征询被申请人是否同意调解" in client.get(case(applied)).content.decode()
    perform(applied, "consent", by=employer)
    assert "正在征询被申请人" not in client.get(case(applied)).content.decode()


def test_who_agrees_to_an_extension_reads_until_when(mediating, worker, employer, client):
    perform(mediating, "ask_extension", by=worker, until=dt.date(2026, 5, 20))
    client.force_login(employer)
    page = client.get(step(mediating, "agree_extension")).content.decode()
    assert "2026年5月20日" in page and "2026年5月6日" in page
    assert "2026年5月6日" in client.get(step(mediating, "ask_extension")).content.decode()


def test_what_the_stage_waits_for_stands_first_among_the_steps_of_a_party(agreed, worker):
    """Signing stood behind giving up the mediation, which every stage of it allows."""
    offered = [one.name for one in choices(agreed, worker)]
    assert offered[0] == "sign" and "give_up" in offered
