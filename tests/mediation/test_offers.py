"""Offers as a thread: one answers another, lasts until a day, is taken back; what changed is said."""

import datetime as dt

import pytest
import time_machine
from django.utils import translation

from disputes import steps
from disputes.acts import NotLawful, perform
from disputes.line import line
from disputes.models import DocketEntry, Seat
from disputes.wording import day_text
from mediation.guards.settling import offer_is_theirs_to_accept
from mediation.models import Offer
from mediation.terms import changes
from tests.conftest import person

from .conftest import TERMS, again

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied"),
]
LESS = {
    "items": TERMS["items"][:1],
    "total": "20000.00",
    "performance": [{**TERMS["performance"][0], "amount": "20000.00"}],
}


def today():
    from django.utils import timezone

    return timezone.localdate()


def test_an_offer_may_answer_another_and_says_what_it_changes(mediating, worker, employer, client):
    perform(mediating, "offer", by=employer, terms=TERMS)
    perform(again(mediating), "offer", by=worker, terms=LESS, answers=1)
    offer = Offer.objects.get(number=2)
    assert offer.answers.number == 1 and offer.changes.total == "20000.00" and offer.changes.total_changed
    client.force_login(worker)
    page = client.get(f"/cases/{mediating.dispute.reference}/").content.decode()
    assert "答复方案1" in page and "20,000.00" in page


def test_an_offer_answers_only_one_that_was_made(mediating, worker):
    with pytest.raises(NotLawful, match="没有可以答复的该方案"):
        perform(mediating, "offer", by=worker, terms=TERMS, answers=7)


def test_after_its_last_day_nobody_accepts_an_offer(mediating, worker, employer):
    until = today() + dt.timedelta(days=3)
    perform(mediating, "offer", by=employer, terms=TERMS, valid_until=until)
    with time_machine.travel(
        dt.datetime.combine(until + dt.timedelta(days=1), dt.time(2), dt.UTC), tick=False
    ):
        assert Offer.objects.get().is_over
        with pytest.raises(NotLawful, match="过期"):
            perform(again(mediating), "accept_offer", by=worker, offer=1)
    with time_machine.travel(dt.datetime.combine(until, dt.time(2), dt.UTC), tick=False):
        perform(again(mediating), "accept_offer", by=worker, offer=1)
    assert again(mediating).stage == "agreed" and not Offer.objects.get().is_over


def test_the_last_day_of_an_offer_lies_ahead(mediating, worker):
    with pytest.raises(NotLawful, match="有效期不能早于"):
        perform(mediating, "offer", by=worker, terms=TERMS, valid_until=today() - dt.timedelta(days=1))


def test_who_made_an_offer_takes_it_back_and_it_cannot_be_accepted(mediating, worker, employer, mediator):
    perform(mediating, "offer", by=employer, terms=TERMS)
    for other in (worker, mediator):
        with pytest.raises(NotLawful, match="MR-26"):
            perform(again(mediating), "withdraw_offer", by=other, offer=1)
    perform(again(mediating), "withdraw_offer", by=employer, offer=1)
    assert Offer.objects.get().withdrawn_on == today()
    with pytest.raises(NotLawful):
        perform(again(mediating), "accept_offer", by=worker, offer=1)


def test_an_accepted_offer_is_an_agreement_and_cannot_be_taken_back(agreed, employer):
    with pytest.raises(NotLawful):
        perform(agreed, "withdraw_offer", by=employer, offer=1)


def test_the_mediator_takes_back_what_the_mediator_proposed(mediating, mediator, worker):
    perform(mediating, "offer", by=mediator, terms=TERMS)
    perform(again(mediating), "withdraw_offer", by=mediator, offer=1)
    with pytest.raises(NotLawful):
        perform(again(mediating), "accept_offer", by=worker, offer=1)


def test_the_form_offers_to_answer_the_other_sides_offers_and_keeps_what_was_typed(
    mediating, worker, employer, client
):
    perform(mediating, "offer", by=employer, terms=TERMS)
    client.force_login(worker)
    address = f"/cases/{mediating.dispute.reference}/mediation/{mediating.pk}/offer/"
    assert '<option value="1">' in client.get(address).content.decode()
    asked = {
        "items": "支付工资",
        "total": "100",
        "way": "银行转账",
        "due_1": "2027-01-05",
        "amount_1": "100",
        "answers": "1",
        "valid_until": "2026-02-30",
    }
    refused = client.post(address, asked)
    assert refused.status_code == 422 and "支付工资" in refused.content.decode()
    asked["valid_until"] = (today() + dt.timedelta(days=5)).isoformat()
    assert client.post(address, asked).status_code == 302
    offer = Offer.objects.get(number=2)
    assert offer.answers.number == 1 and offer.valid_until == today() + dt.timedelta(days=5)


def test_a_stranger_sees_no_offer(mediating, employer):
    perform(mediating, "offer", by=employer, terms=TERMS)
    assert not Offer.objects.visible_to(person("stranger")).exists()


def test_what_changed_between_two_offers_is_every_point_and_the_sum():
    found = changes(TERMS, LESS)
    assert found.total_before == TERMS["total"] and found.total == "20000.00"
    assert set(found.dropped) and set(found.added) and not set(found.added) & set(found.dropped)
    assert not changes(TERMS, TERMS).added and not changes(TERMS, TERMS).total_changed


def test_beside_the_offers_stand_the_claims_sums_and_published_cases_like_them(mediating, worker, client):
    """A reality check, never advice: how each sum was worked out, and a way to the casebook by its address alone."""
    client.force_login(worker)
    page = client.get(f"/cases/{mediating.dispute.reference}/").content.decode()
    assert "不预示处理结果" in page and "/casebook/like/wages/" in page
    answer = client.get("/casebook/like/wages/")
    assert answer.status_code == 302 and answer["Location"] == "/casebook/?claim=wages"
    assert client.get("/casebook/like/no-such-kind/").status_code == 302


def test_an_acceptance_given_in_time_counts_though_it_is_noted_later(mediating, worker, employer):
    """The legal day decides, not the day of typing (trap: `on` is not `at`)."""
    until = today()
    perform(mediating, "offer", by=employer, terms=TERMS, valid_until=until)
    later = dt.datetime.combine(until + dt.timedelta(days=2), dt.time(2), dt.UTC)
    with time_machine.travel(later, tick=False):
        record = again(mediating)
        record.act = steps.Act(by=worker, on=until, facts={"offer": 1})
        assert offer_is_theirs_to_accept(record)
        record.act = steps.Act(by=worker, on=until + dt.timedelta(days=2), facts={"offer": 1})
        assert not offer_is_theirs_to_accept(record)


def test_a_side_takes_back_what_its_representative_offered_who_left_since(mediating, worker, employer):
    agent, party = person("agent"), mediating.dispute.parties.get(side="B")
    seat = Seat.objects.create(
        dispute=mediating.dispute,
        user=agent,
        role="representative",
        side="B",
        party=party,
        special_powers=True,
    )
    perform(again(mediating), "offer", by=agent, terms=TERMS)
    seat.leave(today())
    perform(again(mediating), "withdraw_offer", by=employer, offer=1)
    assert Offer.objects.get().withdrawn_on == today()


def test_an_offer_does_not_answer_ones_own_or_a_withdrawn_one(mediating, worker, employer):
    perform(mediating, "offer", by=employer, terms=TERMS)
    with pytest.raises(NotLawful, match="没有可以答复"):
        perform(again(mediating), "offer", by=employer, terms=LESS, answers=1)
    perform(again(mediating), "withdraw_offer", by=employer, offer=1)
    with pytest.raises(NotLawful, match="没有可以答复"):
        perform(again(mediating), "offer", by=worker, terms=LESS, answers=1)


def test_an_offer_is_declined_with_a_reason_and_is_at_an_end(mediating, worker, employer, client):
    """Civil Code art. 478."""
    perform(mediating, "offer", by=employer, terms=TERMS)
    client.force_login(worker)
    address = f"/cases/{mediating.dispute.reference}/mediation/{mediating.pk}/decline_offer/"
    sent = client.post(address, {"offer": "1", "reason": "期限太长"})
    assert sent.status_code == 302, sent.content.decode()
    assert mediating.offers.get().declined_on and not mediating.offers.open_to("A").exists()
    client.force_login(employer)
    page = client.get(f"/cases/{mediating.dispute.reference}/").content.decode()
    assert "已拒绝" in page
    with pytest.raises(NotLawful):
        perform(mediating, "accept_offer", by=worker, offer=1)
    perform(mediating, "offer", by=employer, terms=TERMS)
    perform(mediating, "accept_offer", by=worker, offer=2)


def test_nobody_declines_the_own_offer(mediating, employer):
    perform(mediating, "offer", by=employer, terms=TERMS)
    with pytest.raises(NotLawful):
        perform(mediating, "decline_offer", by=employer, offer=1)


def test_the_room_tells_the_figures_of_an_offer_and_the_day_asked_for(mediating, worker, employer):
    """Who reads the stream had to leave the room to learn what was offered; the entry itself stays theirs alone."""
    perform(mediating, "offer", by=employer, terms=TERMS)
    more = mediating.accepted_on + dt.timedelta(days=25)
    perform(again(mediating), "ask_extension", by=worker, until=more)
    made = DocketEntry.objects.get(step="mediation.offer")
    assert made.audience == "joint"
    assert "¥24,000.00 · 最后一项不晚于2026年12月31日" in line(made)
    asked = DocketEntry.objects.get(step="mediation.ask_extension")
    day = day_text(asked.facts["until"], "zh")
    assert f"至{day}" in line(asked)
    with translation.override("en"):
        assert "¥24,000.00 · the last by 31 December 2026" in line(made)
        assert f"until {day_text(asked.facts['until'], 'en')}" in line(asked)


def test_who_made_an_offer_is_not_said_to_have_accepted_it(mediating, worker, employer, mediator, client):
    perform(mediating, "offer", by=employer, terms=TERMS)
    client.force_login(worker)
    page = client.get(mediating.dispute.get_absolute_url()).content.decode()
    assert "等待答复" in page and "被申请人已接受" not in page
    perform(again(mediating), "offer", by=mediator, terms=TERMS)
    perform(again(mediating), "accept_offer", by=employer, offer=2)
    assert "被申请人已接受" in client.get(mediating.dispute.get_absolute_url()).content.decode()


def test_an_offer_whose_instalments_do_not_add_up_is_refused_with_both_sums(mediating, employer):
    with pytest.raises(NotLawful) as refused:
        perform(mediating, "offer", by=employer, terms={**TERMS, "total": "25000.00"})
    assert "¥24,000.00" in str(refused.value) and "¥25,000.00" in str(refused.value)
