"""An employer files against a worker, itself or through an agent, on both ways."""

import pytest
import time_machine

from disputes.intake.events import EVENTS
from disputes.models import Deadline, Dispute, DocketEntry, Draft, Party, Seat, User
from tests.conftest import person
from tests.intake.answers import AN_EMPLOYERS as ANSWERS
from tests.intake.answers import answer, begin, hidden

pytestmark = pytest.mark.django_db
CODE, IDENTITY = ANSWERS["organisation"]["organisation_code"], ANSWERS["worker"]["worker_identity"]
KNOWN = {"known_on": "2026-10-1"}


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:30+08:00", tick=False):
        yield


def fill(client, reference, office, **changed):
    """Every question of an employer's application; the addresses the server led to."""
    led = []
    for question, data in {**ANSWERS, "before": {"office": office}}.items():
        sent = answer(client, reference, question, data | changed.get(question, {}))
        assert sent.status_code == 302, (question, sent.content.decode())
        led.append(sent["Location"])
    return led


def filed(client, user, office, *, event="non_compete", **triage):
    reference = begin(client, user, event=event, **KNOWN, **triage)
    if triage.get("who") == "agent":
        answer(client, reference, "agent", {"powers": "special", "mandate_until": "2027-6-30"})
    led = fill(client, reference, office)
    sent = client.post(f"/claim/{reference}/check/", {"declared": "on"})
    assert sent.status_code == 302, sent.content.decode()
    return Dispute.objects.get(reference=reference), led


def test_the_first_page_leads_employers_to_their_own_cards(client):
    text = client.get("/claim/").content.decode()
    ours = [event for event in EVENTS.values() if event.employer]
    assert len(ours) == 5 and all(f"/claim/for/{event.code}/" in text for event in ours)
    assert text.index('id="employers"') < text.index(f"/claim/for/{ours[0].code}/")


@pytest.mark.parametrize("event", [event.code for event in EVENTS.values() if event.employer])
def test_triage_asks_an_employer_in_its_own_words_and_names_who_can_help(
    event, client, committee, organisation
):
    asked = client.get(f"/claim/for/{event}/").content.decode()
    assert "劳动者在哪个市、区（县）工作" in asked and "十名以上" not in asked and "授权委托书" in asked
    page = client.get(
        f"/claim/for/{event}/result/", {"district": "440104", "employed": "no", "left_on": "2026-8-31", "who": "self"} | KNOWN
    )  # fmt: skip
    text = page.content.decode()
    assert page.status_code == 200 and committee.name in text and organisation.name in text


@pytest.mark.parametrize(("way", "step"), [("mediation", "apply"), ("arbitration", "file")])
def test_an_employer_files_against_a_worker(way, step, client, employer, committee, organisation):
    office = organisation if way == "mediation" else committee
    dispute, led = filed(client, employer, f"{way}-{office.pk}")
    assert len(["cards", "questions", "result", "login", *led, "receipt"]) <= 14
    a, b = dispute.parties.all()
    assert (a.side, a.kind, a.worker, a.name, a.identity) == (
        "A",
        "organisation",
        False,
        "广州市云岭物流有限公司",
        CODE,
    )
    assert (a.head, a.head_post, a.electronic_service) == ("任晓峰", "执行董事", True)
    assert (b.side, b.kind, b.worker, b.name, b.identity) == ("B", "person", True, "陈嘉禾", IDENTITY)
    assert (b.sex, b.born_on, b.electronic_service) == ("女", "1988-03-12", False)
    assert (dispute.workplace, dispute.employer_seat, dispute.cause) == ("440104", "440106", "竞业限制纠纷")
    assert dispute.claims.get().text == "支付违反竞业限制约定的违约金60000.00元"
    assert "被申请人陈嘉禾于2024年3月1日入职" in dispute.facts_text
    entry = DocketEntry.objects.get(dispute=dispute, step=f"{way}.{step}")
    assert entry.record.office == office and entry.by == employer
    assert Seat.objects.get(dispute=dispute).party == a
    receipt = client.get(f"/claim/{dispute.reference}/receipt/").content.decode()
    assert dispute.reference in receipt and office.name in receipt


def test_the_application_names_the_employer_as_applicant(client, employer, committee):
    dispute, _led = filed(client, employer, f"arbitration-{committee.pk}")
    paper = dispute.papers.get(code="D01")
    assert [(party["role"], party["kind"]) for party in paper.data["parties"]] == [
        ("applicant", "organisation"), ("respondent", "person"),
    ]  # fmt: skip
    assert paper.data["copies"] == 1 and paper.data["claims"][0]["amount"] == "60000.00"
    assert Deadline.objects.filter(dispute=dispute, code="arbitration.acceptance").exists()


def test_only_a_verified_identity_brings_the_worker_into_the_case(client, employer, worker, organisation):
    """Anybody may type a number into his account: it opens nothing (mediation seats the known at once)."""
    User.objects.filter(pk=worker.pk).update(identity_verified=False)
    worker.identity = IDENTITY
    worker.save()
    dispute, _led = filed(client, employer, f"mediation-{organisation.pk}")
    assert not Seat.objects.filter(dispute=dispute, user=worker).exists()
    verified = person("verified")
    verified.identity, verified.identity_verified = IDENTITY, True
    verified.save()
    other, _led = filed(client, employer, f"mediation-{organisation.pk}", event="loss")
    seat = Seat.objects.get(dispute=other, user=verified)
    assert (seat.side, seat.party.name) == ("B", "陈嘉禾")


def test_an_agent_files_for_the_employer_within_the_mandate(client, stranger, employer, committee):
    """AL-24; and what the agent typed makes nobody's account."""
    reference = begin(client, stranger, event="loss", who="agent", **KNOWN)
    assert client.get(f"/claim/{reference}/")["Location"] == f"/claim/{reference}/agent/"
    page = client.get(f"/claim/{reference}/agent/").content.decode()
    assert "单位授权您做什么" in page and "盖章" in page
    assert answer(client, reference, "agent", {}).status_code == 422
    answer(client, reference, "agent", {"powers": "general", "mandate_until": "2027-6-30"})
    fill(client, reference, f"arbitration-{committee.pk}")
    check = client.get(f"/claim/{reference}/check/").content.decode()
    assert "尚未上传授权委托书" in check
    assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    seat = Seat.objects.get(user=stranger)
    assert (seat.role, seat.side, seat.special_powers, str(seat.until)) == (
        "representative",
        "A",
        False,
        "2027-06-30",
    )
    assert seat.party.name == "广州市云岭物流有限公司" and User.objects.get(pk=stranger.pk).identity == ""


def test_the_represented_organisation_is_seated_beside_its_agent(client, stranger, employer, organisation):
    employer.identity, employer.identity_verified = CODE, True
    employer.save()
    dispute, _led = filed(client, stranger, f"mediation-{organisation.pk}", who="agent")
    seat = Seat.objects.get(dispute=dispute, user=employer)
    assert (seat.role, seat.side) == ("party", "A")


def test_what_an_organisations_account_knows_is_filled_in(client, employer, committee):
    filed(client, employer, f"arbitration-{committee.pk}")
    known = User.objects.get(pk=employer.pk)
    assert known.identity == CODE and not known.identity_verified
    second = begin(client, known, event="return", **KNOWN)
    page = client.get(f"/claim/{second}/organisation/").content.decode()
    assert CODE in page and "020-83330000" in page
    own = begin(client, known, event="wages")
    assert CODE not in client.get(f"/claim/{own}/you/").content.decode()


@pytest.mark.parametrize(
    ("question", "wrong", "field"),
    [
        ("organisation", {"organisation_code": "91440101MA5CK7Q270"}, "organisation_code"),
        ("organisation", {"organisation_code": ""}, "organisation_code"),
        ("organisation", {"head": ""}, "head"), ("organisation", {"head_post": ""}, "head_post"),
        ("organisation", {"seat": ""}, "seat"), ("organisation", {"organisation_phone": "12"}, "organisation_phone"),
        ("worker", {"worker_name": ""}, "worker_name"), ("worker", {"worker_identity": "440106198803122240"}, "worker_identity"),
        ("worker", {"worker_identity": "", "worker_address": ""}, "worker_address"),
        ("work", {"since": "2026-9-1"}, "since"), ("claims", {"text": ""}, "text"), ("claims", {"kind": "wages"}, "kind"),
        ("claims", {"kind": "other_damages", "amount": ""}, "amount"),
    ],
)  # fmt: skip
def test_mistakes_are_named_and_what_was_typed_stays(question, wrong, field, client, employer, committee):
    reference = begin(client, employer, event="non_compete", **KNOWN)
    typed = ANSWERS[question] | wrong
    sent = answer(client, reference, question, typed)
    text = sent.content.decode()
    assert sent.status_code == 422 and field in sent.context["form"].errors and 'id="error-summary"' in text
    for line in sent.context["form"].errors[field]:
        assert text.count(str(line)) >= 2
    for name, value in typed.items():
        assert sent.context["form"][name].value() == value
        assert Draft.objects.get().answers["claim" if question == "claims" else question][name] == value


def test_the_first_claim_begins_with_the_usual_sentence_and_another_with_none(client, employer, committee):
    reference = begin(client, employer, event="non_compete", **KNOWN)
    first = client.get(f"/claim/{reference}/claims/")
    assert 'name="work_out"' not in first.content.decode(), "the calculators are about what an employer owes"
    assert first.context["form"].initial["text"] == "支付违反竞业限制约定的违约金"
    assert [kind for kind, _label in first.context["form"].fields["kind"].choices] == [
        "other_damages",
        "other",
    ]
    answer(client, reference, "claims", ANSWERS["claims"], add="1")
    again = client.get(f"/claim/{reference}/claims/")
    assert not again.context["form"].initial.get("text")
    sent = client.post(
        f"/claim/{reference}/claims/", {**hidden(again), "kind": "other", "text": "", "amount": ""}
    )
    assert sent["Location"] == f"/claim/{reference}/facts/"


def test_the_other_sides_questions_are_not_there(client, employer, worker, committee):
    reference = begin(client, employer, event="loss", **KNOWN)
    for question in ("you", "employer", "others", "respondents", "group"):
        assert client.get(f"/claim/{reference}/{question}/").status_code == 404, question
    own = begin(client, worker)
    for question in ("organisation", "worker"):
        assert client.get(f"/claim/{own}/{question}/").status_code == 404, question


def test_every_page_has_one_heading_one_way_back_and_one_primary_button(client, employer, committee):
    reference = begin(client, employer, event="loss", **KNOWN)
    fill(client, reference, f"arbitration-{committee.pk}")
    for question in [*ANSWERS, "before", "check"]:
        text = client.get(f"/claim/{reference}/{question}/").content.decode()
        main = text[text.index("<main") : text.index("</main>")]
        assert text.count("<h1") == 1 and text.count('class="back-link"') == 1, question
        assert main.count("<form") == 1 and main.count('<button class="button" ') == 1, question


def test_a_worker_who_cannot_be_identified_is_still_a_party(client, employer, committee):
    """CR-30 wants the respondent to be known; an address does."""
    reference = begin(client, employer, event="loss", **KNOWN)
    fill(client, reference, f"arbitration-{committee.pk}", worker={"worker_identity": ""})
    assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    party = Party.objects.get(side="B")
    assert (party.identity, party.sex, party.born_on) == ("", "", "")
