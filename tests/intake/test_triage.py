"""The first pages: nobody is known, nothing is kept, everybody is told where to go."""

import pytest
import time_machine

from disputes.guangdong import divisions
from disputes.intake.events import EVENTS
from disputes.intake.places import committees, district_choices, organisations
from disputes.models import Dispute, Draft, Office, Seat
from disputes.rules.readings import told
from tests.intake.answers import TRIAGE, begin

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:30+08:00", tick=False):
        yield


@pytest.mark.parametrize("event", EVENTS)
def test_ux_02_triage_needs_no_login_and_stores_nothing(event, client, committee, organisation):
    known = {"known_on": "2026-10-1"}
    matter = {"matter": EVENTS[event].matters[0]} if EVENTS[event].matters else {}
    for address, data in (
        ("/claim/", {}), (f"/claim/for/{event}/", {}), (f"/claim/for/{event}/result/", TRIAGE | known | matter),
    ):  # fmt: skip
        page = client.get(address, data)
        assert page.status_code == 200, address
        assert "sessionid" not in client.cookies and page.content.count(b"<h1>") == 1
    assert not Draft.objects.exists() and not Dispute.objects.exists()


def test_the_result_names_offices_with_reason_and_the_last_day(client, committee, organisation):
    page = client.get("/claim/for/wages/result/", TRIAGE)
    text = page.content.decode()
    assert committee.name in text and organisation.name in text and "由劳动合同履行地管辖" in text
    assert page.context["found"].limitation.last_day.isoformat() == "2027-08-31" and "2027年8月31日" in text


def test_unpaid_wages_know_no_limit_while_the_work_goes_on(client, committee):
    page = client.get("/claim/for/wages/result/", {"district": "440104", "employed": "yes", "who": "self"})
    assert page.context["found"].limitation.status == "not_running"


def test_a_late_claim_is_warned_and_never_turned_away(client, committee, worker):
    late = {"left_on": "2025-1-10"}
    page = client.get("/claim/for/dismissed/result/", TRIAGE | late)
    assert page.context["found"].late and "/claim/begin/" in page.context["begin"]
    assert begin(client, worker, event="dismissed", **late)


@pytest.mark.parametrize(
    ("event", "matter", "forum"),
    [
        ("insurance", "insurance_payment", "社会保险征缴、经办机构"),
        ("insurance", "housing_fund", "住房公积金管理中心"),
        ("injury", "injury_recognition", "行政复议或者行政诉讼"),
    ],
)
def test_what_arbitration_does_not_hear_is_pointed_to_its_place(event, matter, forum, client, committee):
    page = client.get(f"/claim/for/{event}/result/", TRIAGE | {"matter": matter, "known_on": "2026-10-1"})
    text = page.content.decode()
    assert forum in text and "/claim/begin/" not in text


def test_paying_up_insurance_leads_where_the_committee_at_the_workplace_reads_the_law_to(client, committee):
    asked = TRIAGE | {"matter": "insurance_payment", "known_on": "2026-10-1"}
    text = client.get("/claim/for/insurance/result/", asked).content.decode()
    assert "/claim/begin/" not in text and told("insurance_payment", "refer").zh in text
    committee.settings = {"insurance_payment": "hear"}
    committee.save()
    text = client.get("/claim/for/insurance/result/", asked).content.decode()
    assert "/claim/begin/" in text and told("insurance_payment", "hear").zh in text


def test_none_of_these_fits_leads_on(client):
    assert "/claim/elsewhere/" in client.get("/claim/").content.decode()
    assert "12333" in client.get("/claim/elsewhere/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"district": ""}, "district"), ({"left_on": "2026-02-30"}, "left_on"), ({"left_on": "2027-1-1"}, "left_on"),
        ({"left_on": ""}, "left_on"), ({"employed": "?"}, "employed"), ({"who": ""}, "who"),
    ],
)  # fmt: skip
def test_ux_06_a_wrong_answer_is_named_and_what_was_typed_stays(wrong, field, client):
    page = client.get("/claim/for/wages/result/", TRIAGE | wrong)
    assert page.status_code == 422 and field in page.context["form"].errors
    text = page.content.decode()
    assert "error-summary" in text and "<title>错误：" in text
    assert all(str(page.context["form"][name].value()) == value for name, value in (TRIAGE | wrong).items())


def test_an_unknown_event_is_not_there(client):
    assert client.get("/claim/for/nothing/").status_code == 404


def test_the_answers_come_along_through_the_login(client, committee, worker):
    page = client.get("/claim/for/wages/result/", TRIAGE)
    to_login = client.get(page.context["begin"])
    assert to_login.status_code == 302 and to_login["Location"].startswith("/login/?next=/claim/begin/")
    reference = begin(client, worker)
    draft = Draft.objects.get()
    assert draft.dispute.reference == reference and draft.dispute.workplace == "440104"
    assert draft.answers["circumstances"]["left_on"] == "2026-8-31" and draft.dispute.cause == "追索劳动报酬"
    assert Seat.objects.filter(user=worker, dispute=draft.dispute, side="A").exists()


def test_after_signing_up_one_lands_in_the_draft(client, committee):
    page = client.get("/claim/for/wages/result/", TRIAGE)
    new = {
        "username": "xiaochen",
        "password1": "laodong-2026-x",
        "password2": "laodong-2026-x",
        "next": page.context["begin"],
    }
    sent = client.post(page.context["register"], new, follow=True)
    assert sent.redirect_chain[-1][0] == f"/claim/{Dispute.objects.get().reference}/you/"


def test_one_ticket_makes_one_draft_and_a_forged_one_makes_none(client, committee, worker):
    client.force_login(worker)
    address = client.get("/claim/for/wages/result/", TRIAGE).context["begin"]
    assert client.get(address)["Location"] == client.get(address)["Location"]
    assert Draft.objects.count() == 1
    assert client.get("/claim/begin/?t=forged")["Location"] == "/claim/"
    assert Draft.objects.count() == 1


def test_every_division_may_be_chosen_once():
    codes = [code for _city, group in district_choices() for code, _name in group]
    districts = [code for code in divisions() if not code.endswith("00")] + ["441900", "442000"]
    assert sorted(codes) == sorted(districts) and len(codes) == 124


def test_the_workplace_comes_before_the_seat_and_the_city_stands_in(committee, organisation):
    other = Office.objects.create(kind="committee", name="天河区仲裁委", short="穗天", division="440106")
    city = Office.objects.create(kind="committee", name="广州市仲裁委", short="穗", division="440100")
    assert [one.office for one in committees("440104", "440106")] == [committee, other]
    assert [one.office for one in committees("440111")] == [city]
    centre = Office.objects.create(
        kind="mediation", organisation="centre", name="市调解中心", division="440100"
    )
    assert [one.office for one in organisations("440104")] == [organisation, centre]
