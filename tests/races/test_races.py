"""docs/threats.md 9: of two who act at once one wins, the other is told in words, and nobody waits for ever."""

import pytest
from django.contrib import messages
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client

from disputes import checks, docket
from disputes.acts import NotLawful, begin, perform
from disputes.models import (
    CaseTask,
    Claim,
    Deadline,
    Dispute,
    DocketEntry,
    Engagement,
    Numbering,
    Paper,
    Party,
    Seat,
    Service,
    User,
)  # fmt: skip
from tests.conftest import person
from tests.races.meeting import meet, refusals, winners

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def service(engaged, worker, committee):
    perform(engaged, "open", by=worker)
    paper = Paper.objects.create(dispute=engaged, title="应诉通知书", sha256="0" * 64)
    party = engaged.parties.get(side="B")
    return begin(Service(dispute=engaged, paper=paper, party=party, office=committee), "order").record


def in_order(dispute):
    """The chain holds; no task, no run and no clock is left where it may not be."""
    assert docket.verify([Dispute.objects.get(pk=dispute.pk)]) == []
    for check in (
        checks.no_task_outlives_its_stage,
        checks.no_run_without_work,
        checks.no_clock_outlives_its_record,
    ):
        assert list(check()) == []


def test_threat_09_two_people_take_the_same_task_and_one_has_it(service, clerk, committee):
    task = CaseTask.objects.get()
    people = [clerk, person("second", role="clerk", office=committee)]

    def taking(user):
        client = Client()
        client.force_login(user)
        return lambda: [m.level for m in get_messages(client.post(f"/work/{task.pk}/take/").wsgi_request)]

    said = meet(*(taking(user) for user in people))
    task = CaseTask.objects.get()
    assert sorted(said) == [[messages.SUCCESS], [messages.ERROR]]
    assert task.owner == people[said.index([messages.SUCCESS])] and task.status == "ASSIGNED"


def test_threat_09_of_two_opposite_steps_on_one_record_one_is_taken(service, clerk, committee):
    second = person("second", role="clerk", office=committee)
    answers = meet(
        lambda: perform(service, "leave", by=clerk, witnesses="两名见证人", media="录像", why="refused"),
        lambda: perform(service, "announce", by=second, where="报纸", reason="下落不明"),
    )
    (refusal,) = refusals(answers)
    assert len(winners(answers)) == 1 and isinstance(refusal, NotLawful) and str(refusal.reasons[0])
    assert Deadline.objects.running().count() == 1 and not CaseTask.objects.open().exists()
    in_order(service.dispute)


def test_threat_09_a_form_sent_twice_takes_one_step(service, clerk):
    address = f"/cases/{service.dispute.reference}/service/{service.pk}/prove/"

    def sending():
        client = Client()
        client.force_login(clerk)
        return lambda: client.post(address, {"channel": "direct", "receipt": "本人签收"}).status_code

    codes = meet(*(sending() for _n in range(4)))
    assert (
        sorted(codes) == [302, 409, 409, 409]
        and DocketEntry.objects.filter(step="service.prove").count() == 1
    )
    in_order(service.dispute)


def test_threat_09_disputes_that_reserve_a_number_at_once_get_each_their_own_without_gaps(committee):
    def reserve():
        with transaction.atomic():
            return Numbering.next(committee, "案", 2026)

    given = meet(*[reserve] * 6) + meet(*[reserve] * 6)
    assert sorted(map(str, given)) == sorted(f"穗越劳人仲案字〔2026〕{n}号" for n in range(1, 13))


def test_threat_09_a_step_that_is_rolled_back_gives_its_number_back(committee):
    with transaction.atomic():
        Numbering.next(committee, "案", 2026)
        transaction.set_rollback(True)
    with transaction.atomic():
        assert Numbering.next(committee, "案", 2026).endswith("〕1号")


def test_threat_09_many_write_in_one_docket_and_it_has_no_gap(engaged, worker, employer, clerk):
    perform(engaged, "open", by=worker)
    people = [worker, employer, clerk, worker]

    def writing(user, name):
        who = User.objects.get(pk=user.pk)
        return lambda: [perform(engaged, "hand_in", by=who, paper=f"{name}{n}") for n in range(5)]

    assert refusals(meet(*(writing(user, n) for n, user in enumerate(people)))) == []
    numbers = list(DocketEntry.objects.order_by("number").values_list("number", "seq"))
    assert numbers == [(n, n) for n in range(1, 22)]
    in_order(engaged)


def test_threat_09_two_sweeps_at_once_let_a_deadline_lapse_once(service, clerk):
    from disputes.management.commands.tick import sweep

    perform(service, "leave", by=clerk, witnesses="两名见证人", media="录像", why="refused")
    Deadline.objects.update(due_on="2026-01-05", trigger_on="2026-01-01")
    assert sum(meet(sweep, sweep, sweep)) == 1
    assert DocketEntry.objects.filter(step="service.deem").count() == 1
    in_order(service.dispute)


def test_threat_09_steps_on_two_disputes_do_not_wait_for_each_other(worker, employer, dispute):
    other = Dispute.objects.create(opened_by=worker, facts_text="x")
    Party.objects.bulk_create(Party(dispute=other, side=side, name=side) for side in "AB")
    Claim.objects.create(dispute=other, kind="wages", text="支付工资")
    Seat.objects.create(dispute=other, user=worker, role="party", side="A")
    Engagement.objects.all().delete()
    answers = meet(lambda: perform(dispute, "open", by=worker), lambda: perform(other, "open", by=worker))
    assert refusals(answers) == [] and set(Dispute.objects.values_list("stage", flat=True)) == {"open"}
