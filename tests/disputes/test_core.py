import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from disputes import access, docket
from disputes.acts import NotLawful, perform
from disputes.models import Claim, Dispute, DocketEntry, Engagement, Seat, User


def test_a_draft_opens_by_its_opener_and_is_written_in_the_docket(dispute, worker):
    entry = perform(dispute, "open", by=worker)
    dispute = type(dispute).objects.get()
    assert dispute.stage == "open" and entry.step == "dispute.open" and entry.law == "AL-28"
    assert (entry.number, entry.seq, entry.audience) == (1, 1, "open")
    assert docket.verify([dispute]) == []


def test_a_refusal_says_why_and_cites_the_article(dispute, worker):
    Claim.objects.all().delete()
    with pytest.raises(NotLawful) as refused:
        perform(dispute, "open", by=worker)
    assert "[AL-28]" in str(refused.value.reasons[0]) and not DocketEntry.objects.exists()


def test_the_docket_cannot_be_changed_or_deleted_in_the_database(dispute, worker):
    perform(dispute, "open", by=worker)
    for change in (lambda: DocketEntry.objects.update(law="X"), lambda: DocketEntry.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    DocketEntry.objects.update(told_at="2026-01-01T00:00:00Z")


def test_a_mediator_whose_post_ended_reads_nothing_more(dispute, mediator):
    Seat.objects.create(dispute=dispute, user=mediator, role="mediator")
    assert Dispute.objects.visible_to(mediator).exists()
    mediator.posts.update(until=timezone.localdate() - dt.timedelta(days=1))
    assert not Dispute.objects.visible_to(User.objects.get(pk=mediator.pk)).exists()


def test_who_may_enter_is_asked_in_fewer_questions_with_the_same_answer(
    dispute, worker, employer, mediator, presiding, clerk, lead, stranger, organisation, committee
):
    perform(dispute, "open", by=worker)
    Seat.objects.create(dispute=dispute, user=mediator, role="mediator")
    Seat.objects.create(dispute=dispute, user=presiding, role="presiding")
    away = Dispute.objects.create(opened_by=stranger, stage="open")  # of offices and people elsewhere
    Seat.objects.create(dispute=away, user=employer, role="party", side="A", left=True)
    for office, capacity in ((organisation, "mediation"), (committee, "arbitration")):
        Engagement.objects.create(dispute=dispute, office=office, capacity=capacity)
    for user in (worker, employer, mediator, presiding, clerk, lead, stranger):
        readers = access.READERS[access.Audience.SUMMARY]
        one_by_one = {row["dispute"] for reader in readers for row in reader.disputes(user)}
        entered = Dispute.objects.visible_to(user)
        assert {found.pk for found in entered} == one_by_one == (set() if user == stranger else {dispute.pk})
        asked = str(entered.query)
        outweighed = asked.count("IN (A, B, T)")  # where a place for a side is asked about
        assert asked.count('FROM "disputes_seat"') - outweighed == 1
