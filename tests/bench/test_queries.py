"""What a step costs in statements, counted in the ordinary suite."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disputes.acts import perform
from disputes.models import HandOff, User
from tests.bench.steps_world import world_of_sent

pytestmark = pytest.mark.django_db


def test_a_step_that_ends_one_duty_and_opens_the_next_takes_ten_queries_at_most(
    committee, worker, employer, clerk, court, monkeypatch
):
    sent = world_of_sent(
        2, committee=committee, worker=worker, employer=employer, clerk=clerk, monkeypatch=monkeypatch
    )
    perform(HandOff.objects.get(pk=sent[0]), "acknowledge", by=court, docket_number="1")
    handoff = HandOff.objects.get(pk=sent[1])
    who = User.objects.get(pk=court.pk)
    with CaptureQueriesContext(connection) as told:
        perform(handoff, "acknowledge", by=who, docket_number="2")
    asked = [q["sql"] for q in told if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 10, "\n".join(asked)
