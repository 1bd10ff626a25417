"""One mediation with 27 workers: each answers for itself, the sums meet to the cent, two decline and go on alone (AL-7, CR-63)."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from disputes.acts import NotLawful, begin, perform
from disputes.models import Dispute, DocketEntry, Paper, Party, Seat
from disputes.papers.extract import text_of
from disputes.papers.render import render
from mediation.forms.shares import blank
from mediation.models import Mediation
from tests.conftest import person
from tests.mediation.conftest import again

pytestmark = pytest.mark.standing("joint")

MANY = 27
DAYS = ("2026-12-01", "2026-12-31")


@pytest.fixture
def colleague(dispute):
    """A second worker with an account of her own."""
    party = Party.objects.create(
        dispute=dispute, side="A", worker=True, name="工友02", address="广州市越秀区"
    )
    user = person("colleague")
    Seat.objects.create(dispute=dispute, user=user, role="party", side="A", party=party)
    return user


@pytest.fixture
def joint(dispute, colleague, organisation, worker, employer, lead, mediator):
    """27 workers before the mediator: two with accounts, 25 without."""
    for n in range(3, MANY + 1):
        Party.objects.create(
            dispute=dispute, side="A", worker=True, name=f"工友{n:02d}", address="广州市越秀区"
        )
    mediation = begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker).record
    perform(mediation, "consent", by=employer)
    perform(mediation, "accept", by=lead)
    perform(mediation, "take", by=mediator)
    return again(mediation)


def share(n):
    return [f"{1000 + n}.{n:02d}", f"{500 + 3 * n}.99"]


def terms(mediation, *, least=20):
    named = [
        {"party": str(party.pk), "name": party.name, "amounts": share(n)}
        for n, party in enumerate(mediation.together, 1)
    ]
    sums = [sum((Decimal(one["amounts"][k]) for one in named), Decimal(0)) for k in (0, 1)]
    performance = [
        {"text": f"第{k + 1}期付款", "due_on": DAYS[k], "amount": f"{sums[k]:.2f}", "way": "银行转账"}
        for k in (0, 1)
    ]
    return {
        "items": ["被申请人向各申请人支付拖欠工资"], "total": f"{sum(sums):.2f}", "performance": performance,
        "shares": named, "least": least,
    }  # fmt: skip


def offered(mediation, by, **facts):
    perform(mediation, "offer", by=by, terms=terms(mediation, **facts), valid_until=None)
    return again(mediation)


def silent(mediation):
    return [share.party for share in mediation.shares.all() if share.party.name not in ("陈嘉禾", "工友02")]


def refused(*args, **kwargs):
    with pytest.raises(NotLawful) as refusal:
        perform(*args, **kwargs)
    return str(refusal.value)


def answered(mediation, worker, colleague, mediator, *, declining=("工友05", "工友19")):
    perform(mediation, "answer_share", by=worker, offer=1, answer="accepts")
    perform(mediation, "answer_share", by=colleague, offer=1, answer="accepts")
    said = {str(p.pk): "declines" if p.name in declining else "accepts" for p in silent(mediation)}
    perform(mediation, "record_answers", by=mediator, offer=1, answers=said, note="逐人当面询问并签字")
    return again(mediation)


def test_of_27_workers_2_decline_and_go_on_alone(joint, worker, colleague, employer, mediator, lead, client):
    before = Dispute.objects.count()
    mediation = offered(joint, employer)
    assert mediation.stage == "in_mediation" and mediation.shares.count() == MANY
    mediation.dispute.parties.filter(name="工友05").update(speaks="hakka")
    mediation = answered(mediation, worker, colleague, mediator)
    assert mediation.stage == "agreed"
    agreed = mediation.settled.agreed
    expected = [sum(Decimal(share(n)[k]) for n in range(1, MANY + 1) if n not in (5, 19)) for k in (0, 1)]
    assert [Decimal(each["amount"]) for each in agreed["performance"]] == expected
    assert Decimal(agreed["total"]) == sum(expected) and len(agreed["shares"]) == 25
    paper = mediation.dispute.papers.filter(code="M05").latest("pk")
    printed = text_of(render("M05", paper.data))
    assert "工友05" not in printed and "工友19" not in printed and "工友27" in printed
    assert f"{sum(map(Decimal, share(27))):,.2f}元" in printed.replace("\n", "")
    for who in (worker, employer, mediator):
        perform(mediation, "sign", by=who)
    perform(mediation, "seal", by=lead)
    mediation = again(mediation)
    assert mediation.stage == "effective"
    assert [one.amount for one in mediation.instalments.all()] == expected
    fresh = Dispute.objects.exclude(pk=mediation.dispute_id).order_by("pk")
    assert fresh.count() == before + 2 - 1
    for dispute, name in zip(fresh, ("工友05", "工友19"), strict=True):
        assert [(p.side, p.name) for p in dispute.parties.all()] == [
            ("A", name),
            ("B", "广州市云岭物流有限公司"),
        ]
        assert dispute.parties.get(side="A").speaks == ("hakka" if name == "工友05" else "")
        own = dispute.mediations.get()
        assert (own.stage, own.ended_on, own.parted_from) == ("failed", mediation.agreed_on, mediation.number)
        assert not dispute.collective and dispute.stage == "open" and own.number != mediation.number
        assert DocketEntry.objects.filter(dispute=dispute, step="mediation.restart_limitation").exists(), (
            "MR-31"
        )
        notice = text_of(render("M07", Paper.objects.get(dispute=dispute, code="M07").data))
        assert name in notice and mediation.number in notice and "1005" not in notice and "515" not in notice
        assert Seat.objects.filter(dispute=dispute, user=employer).exists()


def test_the_offer_must_name_every_worker_and_meet_the_sum_to_the_cent(joint, employer):
    good = terms(joint)
    assert "MR-26" in refused(
        joint, "offer", by=employer, terms={k: v for k, v in good.items() if k != "shares"}
    )
    one_less = {**good, "shares": good["shares"][:-1]}
    twice = {**good, "shares": [*good["shares"][:-1], good["shares"][0]]}
    none_needed = {**good, "least": 0}
    a_part_of_a_cent = {
        **good,
        "shares": [good["shares"][0] | {"amounts": ["1001.011", "503.99"]}, *good["shares"][1:]],
    }
    a_word = {**good, "shares": [good["shares"][0] | {"amounts": ["much", "503.99"]}, *good["shares"][1:]]}
    for wrong in (one_less, twice, none_needed, a_part_of_a_cent, a_word):
        assert "CR-63" in refused(joint, "offer", by=employer, terms=wrong), wrong["least"]
    a_cent = {**good, "shares": [good["shares"][0] | {"amounts": ["1001.02", "503.99"]}, *good["shares"][1:]]}
    assert "精确到分" in refused(joint, "offer", by=employer, terms=a_cent)


def test_nobody_answers_for_another_worker(joint, worker, colleague, employer, mediator):
    mediation = offered(joint, employer)
    assert "AL-14" in refused(mediation, "accept_offer", by=worker, offer=1), "no acceptance for all"
    perform(mediation, "answer_share", by=colleague, offer=1, answer="declines")
    assert "CR-63" in refused(mediation, "answer_share", by=colleague, offer=1, answer="accepts"), "it stands"
    assert "CR-63" in refused(mediation, "answer_share", by=worker, offer=1, answer="perhaps")
    own = mediation.shares.get(party__name="陈嘉禾")
    said = {str(own.party_id): "accepts"}
    assert "CR-63" in refused(mediation, "record_answers", by=mediator, offer=1, answers=said, note="电话"), (
        "has an account"
    )
    perform(mediation, "answer_share", by=worker, offer=1, answer="accepts")
    assert mediation.shares.exclude(answer="").count() == 2


def test_too_few_take_the_offer_off_the_table(joint, worker, colleague, employer, mediator):
    mediation = offered(joint, employer, least=27)
    mediation = answered(mediation, worker, colleague, mediator)
    assert mediation.stage == "in_mediation" and mediation.offers.get().withdrawn_on
    entry = DocketEntry.objects.get(step="mediation.fall_short")
    assert (entry.facts["accepted"], entry.facts["least"], entry.audience) == (25, 27, "joint")
    assert Party.objects.filter(dispute=mediation.dispute, side="A").count() == MANY, "nobody parted"
    assert offered(mediation, employer, least=20).offers.count() == 2


def test_an_offer_of_the_workers_waits_for_both(joint, worker, colleague, employer, mediator):
    mediation = offered(joint, worker)
    assert not mediation.offers.get().accepted, "the representative's offer is no worker's answer"
    perform(mediation, "accept_offer", by=employer, offer=1)
    assert answered(mediation, worker, colleague, mediator).stage == "agreed"


def test_silence_is_no_consent(joint, worker, colleague, employer, mediator, clock):
    mediation = joint
    perform(
        mediation,
        "offer",
        by=employer,
        terms=terms(mediation, least=2),
        valid_until=Mediation.objects.get().received_on,
    )
    perform(mediation, "answer_share", by=worker, offer=1, answer="accepts")
    perform(mediation, "answer_share", by=colleague, offer=1, answer="accepts")
    assert "CR-63" in refused(mediation, "close_answers", by=mediator, offer=1), "the last day is not over"
    clock.go(2026, 4, 21)
    perform(mediation, "close_answers", by=mediator, offer=1)
    mediation = again(mediation)
    assert mediation.stage == "agreed" and len(mediation.settled.agreed["shares"]) == 2
    assert mediation.dispute.parties.filter(side="A").count() == 2


def test_who_declined_and_left_reads_no_more_and_finds_the_own_dispute(
    joint, worker, colleague, employer, mediator, client
):
    mediation = offered(joint, employer)
    perform(mediation, "answer_share", by=colleague, offer=1, answer="declines")
    perform(mediation, "answer_share", by=worker, offer=1, answer="accepts")
    said = {str(p.pk): "accepts" for p in silent(mediation)}
    perform(mediation, "record_answers", by=mediator, offer=1, answers=said, note="逐人当面询问并签字")
    client.force_login(colleague)
    assert client.get(f"/cases/{mediation.dispute.reference}/").status_code == 404
    fresh = Dispute.objects.visible_to(colleague).get()
    page = client.get(f"/cases/{fresh.reference}/").content.decode()
    assert "/new/arbitration/file/" in page and "1,002" not in page
    assert {seat.user for seat in fresh.current_seats} == {colleague, employer}


def post(mediation, **more):
    rows = {
        "items": "被申请人向各申请人支付拖欠工资",
        "way": "银行转账",
        "due_1": DAYS[0],
        "due_2": DAYS[1],
        "least": "20",
    }
    return {**rows, **more}


def listed(mediation, change=lambda n, row: row):
    lines = blank(mediation.together).splitlines()
    return [change(n, [line.strip(), *share(n)]) for n, line in enumerate(lines, 1)]


def test_the_employer_fills_the_list_in_a_spreadsheet(joint, employer, client):
    client.force_login(employer)
    address = f"/cases/{joint.dispute.reference}/mediation/{joint.pk}/offer/"
    assert "工友27" in client.get(address).content.decode()
    book, kept = Workbook(), io.BytesIO()
    book.active.append(["姓名", "第一期", "第二期"])
    for row in listed(joint):
        book.active.append([row[0], *map(float, row[1:])])
    book.save(kept)
    sent = client.post(
        address, post(joint, shares="", shares_file=SimpleUploadedFile("分配.xlsx", kept.getvalue()))
    )
    assert sent.status_code == 302, sent.content.decode()
    made = joint.offers.get()
    assert made.terms["total"] == terms(joint)["total"] and made.terms["least"] == 20
    assert [each["amount"] for each in made.terms["performance"]] == [
        e["amount"] for e in terms(joint)["performance"]
    ]


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        (lambda n, row: row[:-1] if n == 7 else row, "shares", "7"),
        (lambda n, row: ["张冠李戴", *row[1:]] if n == 9 else row, "shares", "张冠李戴"),
        (lambda n, row: [row[0], "12.345", row[2]] if n == 3 else row, "shares", "3"),
        (lambda n, row: ["工友02", *row[1:]] if n == 4 else row, "shares", "工友02"),
    ],
)
def test_a_fault_in_the_list_is_named_by_its_row(change, field, says, joint, employer, client):
    client.force_login(employer)
    address = f"/cases/{joint.dispute.reference}/mediation/{joint.pk}/offer/"
    typed = "\n".join("\t".join(row) for row in listed(joint, change))
    page = client.post(address, post(joint, shares=typed))
    assert page.status_code == 422 and not joint.offers.exists()
    assert says in str(page.context["form"].errors[field]) and page.context["form"]["shares"].value() == typed


def test_a_sum_that_does_not_meet_the_list_is_refused_with_both_sums(joint, employer, client):
    client.force_login(employer)
    typed = "\n".join("\t".join(row) for row in listed(joint))
    total = Decimal(terms(joint)["total"])
    page = client.post(
        f"/cases/{joint.dispute.reference}/mediation/{joint.pk}/offer/",
        post(joint, shares=typed, total=f"{total + 1}"),
    )
    told = str(page.context["form"].errors["total"])
    assert page.status_code == 422 and f"{total:,.2f}" in told and f"{total + 1:,.2f}" in told


def test_the_pages_of_many_workers_ask_the_database_a_bounded_number_of_times(
    joint, worker, mediator, employer, client, django_assert_max_num_queries
):
    mediation = offered(joint, employer)
    base = f"/cases/{mediation.dispute.reference}/"
    for user, address in ((worker, base), (mediator, base), (worker, f"{base}mediation/{mediation.pk}/answer_share/"),
                          (mediator, f"{base}mediation/{mediation.pk}/record_answers/"), (employer, f"{base}mediation/{mediation.pk}/offer/")):  # fmt: skip
        client.force_login(user)
        with django_assert_max_num_queries(80):
            assert client.get(address).status_code == 200, address


def test_one_worker_alone_is_asked_for_no_list(mediating, employer, client):
    client.force_login(employer)
    page = client.get(f"/cases/{mediating.dispute.reference}/mediation/{mediating.pk}/offer/")
    assert "shares" not in page.context["form"].fields
