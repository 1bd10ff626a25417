"""Two people at once: one wins, the other is told why. On real transactions and real threads."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection

from disputes import docket
from disputes.acts import NotLawful, perform
from disputes.models import CaseTask, Dispute, Seat
from tests.conftest import person

from .conftest import again

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Start them together; each gives what it returned or raised."""
    found, gate = [None] * len(acts), threading.Barrier(len(acts))

    def run(place, act):
        gate.wait()
        try:
            found[place] = act()
        except (NotLawful, PermissionDenied, OperationalError) as refusal:
            found[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return found


def test_threat_09_two_mediators_take_the_same_case_and_one_is_told_that_it_is_taken(
    accepted, mediator, organisation
):
    other = person("other", role="mediator", office=organisation)
    found = at_once(
        lambda: perform(accepted, "take", by=mediator), lambda: perform(accepted, "take", by=other)
    )
    (lost,) = [one for one in found if isinstance(one, Exception)]
    assert isinstance(lost, NotLawful) and "MR-25" in str(lost)
    winner = again(accepted).mediator
    assert [seat.user for seat in Seat.objects.current().filter(role="mediator")] == [winner]
    assert [task.owner for task in CaseTask.objects.open()] == [winner]
    assert docket.verify([Dispute.objects.get()]) == []


def test_threat_09_accepting_and_withdrawing_at_once_leaves_one_truth(applied, employer, lead, worker):
    perform(applied, "consent", by=employer)
    found = at_once(
        lambda: perform(applied, "accept", by=lead), lambda: perform(applied, "withdraw", by=worker)
    )
    assert not any(isinstance(one, OperationalError) for one in found)
    assert again(applied).stage == "withdrawn" or isinstance(found[1], NotLawful)
    assert docket.verify([Dispute.objects.get()]) == []


def test_threat_09_the_last_two_signatures_at_once_make_one_effect(agreed, worker, employer, mediator, lead):
    for who in (worker, mediator):
        perform(agreed, "sign", by=who)
    found = at_once(lambda: perform(agreed, "sign", by=employer), lambda: perform(agreed, "seal", by=lead))
    assert not any(isinstance(one, Exception) for one in found)
    assert again(agreed).stage == "effective"
    assert Dispute.objects.get().docket.filter(step="mediation.take_effect").count() == 1


def test_threat_09_signing_and_giving_up_at_once_never_does_both(agreed, worker, employer, mediator, lead):
    for who in (worker, mediator):
        perform(agreed, "sign", by=who)
    perform(agreed, "seal", by=lead)
    found = at_once(
        lambda: perform(agreed, "sign", by=employer), lambda: perform(agreed, "give_up", by=worker)
    )
    assert len([one for one in found if isinstance(one, NotLawful)]) == 1
    assert again(agreed).stage in ("effective", "failed")
