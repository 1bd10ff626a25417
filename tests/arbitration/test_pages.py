import datetime as dt

import pytest
from django.urls import reverse

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration
from disputes.models import Seat, User
from tests.arbitration.walk import walk_to

AT_ONCE = {Stage.ACCEPTED, Stage.DELIBERATING}
STAGES = [
    stage if stage in AT_ONCE else pytest.param(stage, marks=pytest.mark.long)
    for stage in Stage.values
    if stage != Stage.NEW
]


@pytest.fixture
def everybody(worker, employer, stranger, clerk, director, presiding, recorder):
    return [worker, employer, clerk, director, presiding, recorder]


@pytest.mark.parametrize("stage", STAGES)
def test_the_case_page_and_every_open_step_page_show_at_every_stage(
    stage, clock, dispute, cast, client, everybody
):
    case = walk_to(stage, dispute, cast, clock)
    for user in everybody:
        client.force_login(user)
        answer = client.get(reverse("disputes:case", args=[dispute.reference]))
        if answer.status_code == 404:
            continue
        assert answer.status_code == 200
        for panel in answer.context["panels"]:
            for choice in panel.choices:
                assert client.get(choice.url).status_code == 200, (user, choice.url)
        for choice in answer.context["beginnings"]:
            assert client.get(choice.url).status_code == 200, (user, choice.url)
    assert Arbitration.objects.get(pk=case.pk).stage == stage


def test_a_stranger_finds_nothing(clock, dispute, cast, client, stranger):
    case = walk_to(Stage.AWARDED, dispute, cast, clock)
    client.force_login(stranger)
    for path in (
        reverse("disputes:case", args=[dispute.reference]),
        reverse("disputes:step", args=[dispute.reference, "arbitration", case.pk, "close"]),
        reverse("disputes:step", args=[dispute.reference, "award", case.awards.get().pk, "correct"]),
    ):
        assert client.get(path).status_code == 404
    assert case.number not in client.get("/hearings/").content.decode()
    assert client.post(f"/arbitration/{case.pk}/make_award/finality/").status_code == 404


def test_the_opinion_of_the_side_volume_is_for_the_office_alone(clock, dispute, cast, client, worker, clerk):
    walk_to(Stage.ACCEPTED, dispute, cast, clock)
    page = reverse("disputes:case", args=[dispute.reference])
    client.force_login(clerk)
    assert "建议受理" in client.get(page).content.decode()
    client.force_login(worker)
    assert "建议受理" not in client.get(page).content.decode()


def test_the_award_is_written_claim_by_claim_rehearsed_and_made(clock, dispute, cast, client, presiding):
    case = walk_to(Stage.DELIBERATING, dispute, cast, clock)
    claim = dispute.claims.get()
    page = reverse("disputes:step", args=[dispute.reference, "arbitration", case.pk, "make_award"])
    said = {
        f"text_{claim.pk}": "支付工资", f"awarded_{claim.pk}": "24,000", f"articles_{claim.pk}": "劳动法第五十条", "facts_text": "未付工资", "reasons": "应付", "relation": "",
    }  # fmt: skip
    client.force_login(presiding)
    looked = client.post(f"/arbitration/{case.pk}/make_award/finality/", said, headers={"HX-Request": "true"})
    assert "终局" in looked.content.decode() and "30,000.00" in looked.content.decode()
    rehearsed = client.post(page, said)
    assert rehearsed.status_code == 200 and Arbitration.objects.get(pk=case.pk).stage == Stage.DELIBERATING
    assert "仲裁裁决书" in rehearsed.content.decode()
    assert client.post(page, said | {"confirmed": dispute.reference[-4:]}).status_code == 302
    award = Arbitration.objects.get(pk=case.pk).awards.get()
    assert award.final and award.items.get().awarded == 24000 and award.items.get().text == "支付工资"
    shown = client.get(reverse("disputes:case", args=[dispute.reference])).content.decode()
    assert award.number in shown and "¥24,000.00" in shown


def test_an_award_without_a_sum_names_the_field_and_keeps_what_was_typed(
    clock, dispute, cast, client, presiding
):
    case = walk_to(Stage.DELIBERATING, dispute, cast, clock)
    claim = dispute.claims.get()
    client.force_login(presiding)
    page = reverse("disputes:step", args=[dispute.reference, "arbitration", case.pk, "make_award"])
    refused = client.post(page, {f"text_{claim.pk}": "支付工资", "facts_text": "未付工资", "reasons": "应付"})
    assert refused.status_code == 422 and f"awarded_{claim.pk}" in refused.context["form"].errors
    assert "未付工资" in refused.content.decode()


def test_the_schedule_form_offers_what_is_free_and_takes_it(clock, dispute, cast, client, presiding, room):
    case = walk_to(Stage.ACCEPTED, dispute, cast, clock)
    from tests.arbitration.walk import Walk

    walk = Walk(dispute, cast, clock)
    walk.case = case
    walk.prepare()
    client.force_login(presiding)
    page = reverse("disputes:step", args=[dispute.reference, "arbitration", case.pk, "schedule"])
    shown = client.get(page)
    slot, _respected = shown.context["slots"][0]
    assert (slot.room, slot.start, slot.end) == (room, "09:00", "10:30")
    said = {"room": room.pk, "day": slot.day.isoformat(), "start": "09:00", "end": "11:00"}
    mistyped = client.post(page, said | {"day": "1926-12-10"})
    assert mistyped.status_code == 422 and "1926 年没有可用的工作日历" in mistyped.content.decode()
    assert "1926-12-10" in mistyped.content.decode()
    assert client.post(page, said).status_code == 302
    assert Arbitration.objects.get(pk=case.pk).hearing.hours == "09:00–11:00"


@pytest.mark.parametrize(
    "path", ["/hearings/", "/hearings/?by=person", "/hearings/?week=2026-03-20", "/hearings/?week=nonsense"]
)
def test_the_board_shows_the_week_in_few_queries(
    path, clock, dispute, cast, client, clerk, django_assert_max_num_queries
):
    case = walk_to(Stage.SCHEDULED, dispute, cast, clock)
    clock.move_to(dt.datetime.combine(case.hearing_on, dt.time(9)))
    client.force_login(clerk)
    with django_assert_max_num_queries(14):
        shown = client.get(path)
    assert shown.status_code == 200
    if "2026-03-20" not in path:
        assert case.number in shown.content.decode()


def test_a_party_sees_its_own_hearing_and_not_that_of_others(
    clock, dispute, cast, client, worker, arbitrator
):
    case = walk_to(Stage.SCHEDULED, dispute, cast, clock)
    week = f"/hearings/?week={case.hearing_on.isoformat()}"
    client.force_login(worker)
    assert case.number in client.get(week).content.decode()
    client.force_login(arbitrator)
    shown = client.get(week).content.decode()
    assert case.number not in shown and "已占用" in shown


def test_the_applicant_files_on_the_page_and_everything_is_carried_over(clock, dispute, cast, client, worker):
    Seat.objects.filter(user=worker).delete()
    client.force_login(User.objects.get(pk=worker.pk))
    page = reverse("disputes:begin", args=[dispute.reference, "arbitration", "file"])
    assert client.get(page).status_code == 200
    answer = client.post(page, {"office": cast.office.pk, "ended_on": "2024-1-5"})
    assert answer.status_code == 302
    case = Arbitration.objects.get()
    assert case.stage == Stage.RECEIVED and case.limitation[0].judgement.status == "late"
    assert Seat.objects.get(user=worker).side == "A"
