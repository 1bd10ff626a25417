"""From the first card to the receipt, on both ways, in at most fourteen pages."""

from decimal import Decimal

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from disputes.intake.order import A_WORKER_APPLIES, AN_EMPLOYER_APPLIES
from disputes.models import Dispute, DocketEntry, Draft, Party, Seat, User
from disputes.rules.amounts import arrears
from tests.intake.answers import GOOD, answer, begin, fill, hidden
from tests.intake.test_roll import pasted, workers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:30+08:00", tick=False):
        yield


def filed(client, worker, office, **triage):
    reference = begin(client, worker, **triage)
    led = fill(client, reference, office=office)
    check = client.get(f"/claim/{reference}/check/")
    assert not check.context["missing"], check.context["missing"]
    sent = client.post(f"/claim/{reference}/check/", {"declared": "on"})
    assert sent.status_code == 302, sent.content.decode()
    return reference, led


@pytest.mark.parametrize(
    ("way", "step", "stage"), [("mediation", "apply", "submitted"), ("arbitration", "file", "received")]
)
def test_ux_01_a_worker_files_a_wage_claim(way, step, stage, client, worker, committee, organisation):
    office = organisation if way == "mediation" else committee
    reference, led = filed(client, worker, f"{way}-{office.pk}")
    pages = ["cards", "questions", "result", "login", *led, "receipt"]
    assert len(pages) <= 14 and led[-1].endswith("/check/")
    dispute = Dispute.objects.get(reference=reference)
    entry = DocketEntry.objects.get(dispute=dispute, step=f"{way}.{step}")
    assert (
        dispute.stage == "open"
        and entry.record.stage == stage
        and entry.record.office == office
        and entry.by == worker
    )
    a, b = dispute.parties.all()
    assert (a.side, a.name, a.sex, a.born_on, a.electronic_service) == (
        "A",
        "陈嘉禾",
        "女",
        "1988-03-12",
        True,
    )
    assert (b.kind, b.name, b.head, b.phone) == (
        "organisation",
        "广州市云岭物流有限公司",
        "任晓峰",
        "020-83330000",
    )
    claim = dispute.claims.get()
    assert (
        claim.amount
        == arrears.wage_arrears(monthly_wage=Decimal(8000), months=Decimal(3), paid=Decimal(2000)).amount
    )
    assert claim.amount == Decimal("22000.00") and claim.text == "支付拖欠的3个月工资22000.00元"
    assert "2024年3月1日入职" in dispute.facts_text and "证人姓名和住所：李四，同事" in dispute.facts_text
    assert (dispute.workplace, dispute.employer_seat) == ("440104", "440106")
    assert Seat.objects.get(dispute=dispute, user=worker).party == a


def test_ux_10_the_receipt_shows_number_time_and_the_next_day_with_its_reason(client, worker, committee):
    reference, _led = filed(client, worker, f"arbitration-{committee.pk}")
    page = client.get(f"/claim/{reference}/receipt/")
    text = page.content.decode()
    assert (
        reference in text
        and "2026年11月23日 09:30" in text
        and committee.name in text
        and "data-print" in text
    )
    assert "2026年11月30日" in text and page.context["deadlines"][0].story


def test_ux_10_the_receipt_says_who_claims_what_against_whom(client, worker, committee):
    reference, _led = filed(client, worker, f"arbitration-{committee.pk}")
    dispute = Dispute.objects.get(reference=reference)
    dispute.papers.create(title="工资条", side="A", audience="open", uploaded_by=worker)
    page = client.get(f"/claim/{reference}/receipt/").content.decode()
    told = page[page.index('class="summary-list"') :].split("</dl>")[0]
    a, b = dispute.parties.all()
    assert all(words in told for words in (a.name, b.name, "支付拖欠的3个月工资22000.00元", "工资条"))


def test_ux_09_filing_twice_makes_one_case_and_back_shows_the_receipt(client, worker, committee):
    reference, _led = filed(client, worker, f"arbitration-{committee.pk}")
    again = client.post(f"/claim/{reference}/check/", {"declared": "on"})
    assert again["Location"] == f"/claim/{reference}/receipt/"
    for address in ("check/", "you/", "", "claims/"):
        assert client.get(f"/claim/{reference}/{address}")["Location"] == f"/claim/{reference}/receipt/"
    assert Dispute.objects.count() == 1 and DocketEntry.objects.filter(step="arbitration.file").count() == 1


@pytest.mark.parametrize(("order", "event"), [(A_WORKER_APPLIES, "insurance"), (AN_EMPLOYER_APPLIES, "loss")])
def test_ux_14_no_question_is_asked_twice(order, event, worker, committee):
    asked = []
    draft = Draft(answers={"event": event}, dispute=Dispute())
    for question in order:
        asked += list(question(draft=draft, user=worker).fields)
    assert len(asked) == len(set(asked))


def test_what_the_account_knows_is_filled_in(client, worker, committee):
    filed(client, worker, f"arbitration-{committee.pk}")
    known = User.objects.get(pk=worker.pk)
    assert (known.identity, known.phone) == (GOOD["you"]["identity"], GOOD["you"]["phone"])
    second = begin(client, known, event="overtime")
    page = client.get(f"/claim/{second}/you/").content.decode()
    assert GOOD["you"]["identity"] in page and GOOD["you"]["phone"] in page


def test_ux_08_the_check_page_lists_every_answer_with_a_way_to_change_it(client, worker, committee):
    reference = begin(client, worker)
    fill(client, reference, office=f"arbitration-{committee.pk}")
    text = client.get(f"/claim/{reference}/check/").content.decode()
    for data in GOOD.values():
        for name, value in data.items():
            if name not in ("since", "pay", "kind", "months", "paid", "electronic", "seat", "joint"):
                assert value in text, name
    assert all(
        words in text
        for words in ("2024年3月1日", "¥8,000.00", "¥22,000.00", "天河区", "同意，在我的账户中送达")
    )
    assert text.count("?back=check") >= 20
    changed = answer(client, reference, "you", GOOD["you"] | {"phone": "13900139000"}, back="check")
    assert changed["Location"] == f"/claim/{reference}/check/"
    assert "13900139000" in client.get(f"/claim/{reference}/check/").content.decode()


def test_ux_04_another_device_goes_on_at_the_same_page_with_all_answers(
    client, worker, committee, organisation
):
    reference = begin(client, worker)
    for question in [*GOOD, "before"]:
        client.get(f"/claim/{reference}/{question}/")
        other = Client()
        other.force_login(worker)
        assert other.get(f"/claim/{reference}/")["Location"] == f"/claim/{reference}/{question}/"
        data = {"office": f"mediation-{organisation.pk}"} if question == "before" else GOOD[question]
        assert answer(other, reference, question, data).status_code == 302
    check = other.get(f"/claim/{reference}/check/")
    assert not check.context["missing"] and "陈嘉禾" in check.content.decode()


def test_nobody_else_finds_a_draft(client, worker, stranger, committee):
    reference = begin(client, worker)
    client.force_login(stranger)
    for address in ("", "you/", "you/save/", "claims/", "evidence/", "check/", "receipt/"):
        foreign, missing = (
            client.get(f"/claim/{reference}/{address}"),
            client.get(f"/claim/2222-2222/{address}"),
        )
        assert foreign.status_code == missing.status_code == 404
    assert client.post(f"/claim/{reference}/you/", GOOD["you"]).status_code == 404
    assert Draft.objects.get().answers.get("you") is None
    client.logout()
    assert client.get(f"/claim/{reference}/you/")["Location"].startswith(reverse("account_login"))


def test_an_incomplete_application_is_refused_with_the_questions_named(client, worker, committee):
    reference = begin(client, worker)
    fill(client, reference, office=f"arbitration-{committee.pk}", skip=["facts", "service"])
    sent = client.post(f"/claim/{reference}/check/", {"declared": "on"})
    text = sent.content.decode()
    assert sent.status_code == 422 and "发生了什么" in text and "文书如何送达您" in text
    assert Dispute.objects.get().stage == "draft" and not Party.objects.exists()
    assert client.post(f"/claim/{reference}/check/", {}).status_code == 422


def test_a_representative_files_within_the_mandate(client, stranger, committee):
    reference = begin(client, stranger, who="agent")
    assert client.get(f"/claim/{reference}/")["Location"] == f"/claim/{reference}/agent/"
    sent = answer(client, reference, "agent", {"powers": "special", "mandate_until": "2027-6-30"})
    assert sent["Location"] == f"/claim/{reference}/you/"
    fill(client, reference, office=f"arbitration-{committee.pk}")
    assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    seat = Seat.objects.get(user=stranger)
    assert (seat.role, seat.side, str(seat.until), seat.special_powers) == (
        "representative",
        "A",
        "2027-06-30",
        True,
    )
    assert seat.party.name == "陈嘉禾" and User.objects.get(pk=stranger.pk).identity == ""


def test_ten_workers_name_who_speaks_for_them(client, worker, committee):
    reference = begin(client, worker, who="group")
    for wrong in ({"number": "9", "speakers": "甲\n乙\n丙"}, {"number": "12", "speakers": "甲\n乙"}, {}):
        assert answer(client, reference, "group", wrong).status_code == 422
    assert (
        answer(client, reference, "group", {"number": "12", "speakers": "陈嘉禾\n李四\n王五"}).status_code
        == 302
    )
    answer(client, reference, "you")
    assert answer(client, reference, "roll", pasted(workers())).status_code == 302
    fill(client, reference, office=f"arbitration-{committee.pk}", skip=("you",))
    assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    dispute = Dispute.objects.get()
    assert dispute.collective and "陈嘉禾、李四、王五" in dispute.facts_text


def test_pages_ask_the_database_a_bounded_number_of_times(
    client, worker, committee, django_assert_max_num_queries
):
    reference = begin(client, worker)
    fill(client, reference, office=f"arbitration-{committee.pk}")
    for question in [*GOOD, "before", "check"]:
        with django_assert_max_num_queries(15):
            page = client.get(f"/claim/{reference}/{question}/")
        text = page.content.decode()
        assert text.count("<h1") == 1 and text.count('class="back-link"') == 1, question
        main = text[text.index("<main") : text.index("</main>")]
        assert main.count("<form") == 1 and main.count('<button class="button" ') == 1, question
        if question in GOOD:
            with django_assert_max_num_queries(15):
                client.post(f"/claim/{reference}/{question}/save/", {**hidden(page), **GOOD[question]})
    client.post(f"/claim/{reference}/check/", {"declared": "on"})
    for address in (f"/claim/{reference}/receipt/", "/claim/", "/account/", "/help/"):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200
