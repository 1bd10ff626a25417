"""A worker names more than one employer: agency and user firm, connected firms, who lent a licence, who put up the money."""

import pytest
import time_machine

from disputes.intake.joint import REASONS
from disputes.models import Dispute, Draft, Party, Seat
from tests.conftest import person
from tests.intake.answers import FIRM, GOOD, INVESTOR, answer, begin, fill, hidden

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:30+08:00", tick=False):
        yield


@pytest.fixture
def reference(client, worker, committee, organisation):
    return begin(client, worker)


def filed(client, reference, office, reason="dispatch", *further):
    fill(client, reference, office=office)
    answer(client, reference, "others", {"joint": reason})
    for one in further or (FIRM,):
        assert answer(client, reference, "respondents", one, add="1").status_code == 302
    sent = client.post(f"/claim/{reference}/check/", {"declared": "on"})
    assert sent.status_code == 302, sent.content.decode()
    return Dispute.objects.get(reference=reference)


def test_nobody_else_is_the_answer_that_is_chosen_already(client, reference):
    page = client.get(f"/claim/{reference}/others/")
    assert page.context["form"]["joint"].value() == "none"
    assert answer(client, reference, "others", {"joint": "none"})["Location"] == f"/claim/{reference}/work/"
    assert client.get(f"/claim/{reference}/respondents/").status_code == 404


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_asked_in_plain_words_and_says_whom_to_name(reason, client, reference):
    assert str(REASONS[reason].asked) in client.get(f"/claim/{reference}/others/").content.decode()
    assert (
        answer(client, reference, "others", {"joint": reason})["Location"]
        == f"/claim/{reference}/respondents/"
    )
    assert str(REASONS[reason].whom) in client.get(f"/claim/{reference}/respondents/").content.decode()


def test_agency_and_user_firm_are_joint_respondents(client, reference, committee):
    """AL-22; the application says so and is handed in with a copy for each (AL-28)."""
    dispute = filed(client, reference, f"arbitration-{committee.pk}")
    b = list(dispute.parties.filter(side="B"))
    assert [one.name for one in b] == ["广州市云岭物流有限公司", "广州市同心劳务派遣有限公司"]
    assert (b[1].kind, b[1].identity, b[1].head, b[1].phone) == (
        "organisation", FIRM["respondent_number"], "刘国安", "020-83330001",
    )  # fmt: skip
    assert "为共同被申请人：申请人系劳务派遣用工" in dispute.facts_text
    paper = dispute.papers.get(code="D01")
    assert paper.data["copies"] == 2 and [p["role"] for p in paper.data["parties"]].count("respondent") == 2


def test_investors_may_be_persons(client, reference, committee):
    """CR-6."""
    dispute = filed(client, reference, f"arbitration-{committee.pk}", "closed", INVESTOR, FIRM)
    person_ = Party.objects.get(dispute=dispute, name="任晓峰")
    assert (person_.kind, person_.sex, person_.born_on, person_.worker) == (
        "person",
        "女",
        "1988-03-12",
        False,
    )
    assert dispute.parties.filter(side="B").count() == 3 and "出资人" in dispute.facts_text


def test_respondents_are_added_changed_and_removed_without_script(client, reference):
    answer(client, reference, "others", {"joint": "affiliated"})
    assert (
        answer(client, reference, "respondents", FIRM, add="1")["Location"]
        == f"/claim/{reference}/respondents/"
    )
    answer(client, reference, "respondents", INVESTOR, add="1")
    page = client.get(f"/claim/{reference}/respondents/?change=0")
    assert hidden(page)["changing"] == "0" and "data-autosave" not in page.content.decode()
    client.post(f"/claim/{reference}/respondents/", {**hidden(page), **FIRM, "respondent_head": "刘国平"})
    page = client.get(f"/claim/{reference}/respondents/?change=1")
    client.post(f"/claim/{reference}/respondents/", {**hidden(page), "remove": "1"})
    assert [row["respondent_head"] for row in Draft.objects.get().answers["joined"]] == ["刘国平"]
    left_alone = answer(client, reference, "respondents", {"respondent_kind": "organisation"})
    assert left_alone["Location"] == f"/claim/{reference}/work/"


def test_what_is_typed_is_saved_at_once(client, reference):
    answer(client, reference, "others", {"joint": "lent"})
    page = client.get(f"/claim/{reference}/respondents/")
    saved = client.post(f"/claim/{reference}/respondents/save/", {**hidden(page), "respondent_name": "某公"})
    assert saved.status_code == 204
    assert 'value="某公"' in client.get(f"/claim/{reference}/respondents/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"respondent_name": ""}, "respondent_name"), ({"respondent_name": "广州市云岭物流有限公司"}, "respondent_name"),
        ({"respondent_number": "91440101MA5CK7Q270"}, "respondent_number"), ({"respondent_address": ""}, "respondent_address"),
        ({"respondent_kind": "person", "respondent_number": "440106198803122240"}, "respondent_number"),
        ({"respondent_kind": ""}, "respondent_kind"), ({"respondent_phone": "1"}, "respondent_phone"),
    ],
)  # fmt: skip
def test_mistakes_are_named_and_what_was_typed_stays(wrong, field, client, reference):
    answer(client, reference, "employer")
    answer(client, reference, "others", {"joint": "dispatch"})
    sent = answer(client, reference, "respondents", FIRM | wrong)
    text = sent.content.decode()
    assert sent.status_code == 422 and field in sent.context["form"].errors and "错误：" in text
    for line in sent.context["form"].errors[field]:
        assert text.count(str(line)) >= 2
    assert Draft.objects.get().answers["respondent"] == FIRM | wrong


def test_a_reason_without_a_name_is_not_complete(client, reference, committee):
    fill(client, reference, office=f"arbitration-{committee.pk}")
    answer(client, reference, "others", {"joint": "dispatch"})
    sent = client.post(f"/claim/{reference}/check/", {"declared": "on"})
    assert sent.status_code == 422 and not Party.objects.exists()
    answer(client, reference, "others", {"joint": "none"})
    assert client.post(f"/claim/{reference}/check/", {"declared": "on"}).status_code == 302
    assert Party.objects.filter(side="B").count() == 1


def test_the_check_page_lists_each_with_its_own_way_to_change_it(client, reference, committee):
    fill(client, reference, office=f"arbitration-{committee.pk}")
    answer(client, reference, "others", {"joint": "closed"})
    for one in (FIRM, INVESTOR):
        answer(client, reference, "respondents", one, add="1")
    text = client.get(f"/claim/{reference}/check/").content.decode()
    for n, one in enumerate((FIRM, INVESTOR)):
        assert one["respondent_name"] in text and one["respondent_number"] in text
        assert f"/claim/{reference}/respondents/?back=check&amp;change={n}" in text
    page = client.get(f"/claim/{reference}/respondents/?back=check&change=1")
    sent = client.post(f"/claim/{reference}/respondents/", {**hidden(page), **INVESTOR})
    assert (
        sent["Location"] == f"/claim/{reference}/check/" and len(Draft.objects.get().answers["joined"]) == 2
    )


def test_each_respondent_with_a_checked_account_has_a_seat_of_its_own(client, reference, organisation):
    accounts = []
    for name, number in (
        ("logistics", GOOD["employer"]["credit_code"]),
        ("agency", FIRM["respondent_number"]),
    ):
        user = person(name)
        user.identity, user.identity_verified = number, True
        user.save()
        accounts.append(user)
    dispute = filed(client, reference, f"mediation-{organisation.pk}")
    seats = [Seat.objects.get(dispute=dispute, user=user) for user in accounts]
    assert [seat.party.identity for seat in seats] == [user.identity for user in accounts]
    assert {seat.side for seat in seats} == {"B"}
