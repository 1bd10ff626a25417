"""A step broken off at any statement leaves nothing; what ends it normally leaves all of it (docs/threats.md 8).

The kill test ends whole processes at random moments; here every moment of one step is tried in order.
"""

import hashlib

import pytest
from django.apps import apps
from django.db import OperationalError, connection

from disputes import docket
from disputes.acts import begin, perform
from disputes.models import Dispute, DocketEntry
from mediation.models import Mediation

pytestmark = pytest.mark.django_db
OURS = ("disputes", "mediation", "arbitration", "casebook")


class BrokenOffAt:
    """Lets `wanted` statements through and breaks the next one. `broke` tells whether it came to that."""

    def __init__(self, wanted):
        self.left, self.broke = wanted, False

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == -1:
            self.broke = True
            raise OperationalError("the line is cut")
        return execute(sql, params, many, context)


def everything():
    """All rows of all tables of the house, as one digest."""
    found = hashlib.sha256()
    tables = [model._meta.db_table for app in OURS for model in apps.get_app_config(app).get_models()]
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found.update(repr((table, cursor.fetchall())).encode())
    return found.hexdigest()


def tried_at_every_statement(act):
    before, statements = everything(), 0
    while True:
        cut = BrokenOffAt(statements)
        try:
            with connection.execute_wrapper(cut):
                act()
        except OperationalError:
            assert cut.broke and everything() == before, f"something is left of statement {statements}"
        if not cut.broke:
            return statements
        statements += 1


def test_threat_08_a_step_broken_off_at_any_statement_leaves_nothing(
    dispute, worker, employer, lead, organisation
):
    perform(dispute, "open", by=worker)
    mediation = begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker).record
    perform(mediation, "consent", by=employer)
    length = DocketEntry.objects.count()
    assert tried_at_every_statement(lambda: perform(mediation, "accept", by=lead)) > 10
    assert (
        DocketEntry.objects.filter(step="mediation.accept").count() == 1
        and DocketEntry.objects.count() > length
    )
    assert docket.verify(Dispute.objects.all()) == []


def test_threat_08_the_first_step_of_a_record_leaves_no_record_behind(dispute, worker, organisation):
    perform(dispute, "open", by=worker)
    act = lambda: begin(Mediation(dispute=dispute, office=organisation), "apply", by=worker)  # noqa: E731
    assert tried_at_every_statement(act) > 10
    assert Mediation.objects.count() == 1 and docket.verify(Dispute.objects.all()) == []
