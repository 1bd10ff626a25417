"""docs/threats.md 9: every pair of steps open at every stage, taken at once by several people: the outcome is that of one
order or the other, nothing twice, nothing half."""

import datetime as dt
import inspect
import os
import random
from itertools import combinations_with_replacement

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from arbitration.models import Room
from disputes import checks, docket, steps
from disputes.acts import NotLawful, begin, perform
from disputes.models import CaseTask, Dispute, DocketEntry, Numbering, User
from disputes.rehearse import rehearsal, rehearse
from mediation.models import Mediation
from tests.arbitration.walk import CHINA, PATHS, Cast, walk_to
from tests.conftest import person
from tests.mediation.conftest import TERMS
from tests.races.meeting import meet, winners

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
FULL = os.environ.get("SCALE") == "full"
PAIRS, PEOPLE = (
    (None, 8) if FULL else (2, 4)
)  # pairs tried at a stage (all of them in full), people who act at once
AFTER = dt.date(2026, 12, 1)
FACTS = {
    "text": "一致意见。", "reason": "理由充分。", "note": "电话告知。", "opinion": "建议受理。", "last_words": "坚持意见。",
    "minutes": "笔录。", "audience": "joint", "defects": ["未提交身份证明"], "due_on": AFTER, "until": AFTER, "terms": TERMS, "ground": "scope",
    "court_number": "（2026）粤0104民初1号", "to": "另一仲裁委", "result": [{"text": "支付工资", "amount": "20000.00"}],
}  # fmt: skip


def told(method):
    """The facts a step asks for, where one word serves as well as another."""
    asked = list(inspect.signature(method).parameters.values())[2:]
    return {one.name: FACTS[one.name] for one in asked if one.name in FACTS and one.default is one.empty}


def ready(record):
    """The steps somebody may lawfully take now, each with one who may and the facts."""
    found = []
    for one in steps.open_at(record):
        facts = told(one.method)
        for user in User.objects.order_by("pk"):
            try:
                rehearse(record, one.name, by=user, **facts)
            except (NotLawful, PermissionDenied, TypeError, ValueError, KeyError, AttributeError):
                continue
            found.append((one.name, user, facts))
            break
    return found


def takes(record, act):
    """Whether the step would be taken, after what was done in this savepoint."""
    name, user, facts = act
    try:
        perform(type(record).objects.get(pk=record.pk), name, by=user, **facts)
    except (NotLawful, PermissionDenied):
        return False
    return True


def in_turn(record, order):
    """How many of these acts, one after another, are taken; nothing of it stays."""
    with rehearsal():
        return sum(takes(record, act) for act in order)


def acting(record, act):
    name, user, facts = act
    kind, key, who = type(record), record.pk, user.pk

    def go():
        return perform(kind.objects.get(pk=key), name, by=User.objects.get(pk=who), **facts)

    return go


def whole(dispute):
    assert docket.verify([Dispute.objects.get(pk=dispute.pk)]) == []
    for check in (
        checks.no_task_outlives_its_stage,
        checks.no_run_without_work,
        checks.no_clock_outlives_its_record,
    ):
        assert list(check()) == []
    runs = CaseTask.objects.open().values_list("code", "record_type", "record_id")
    assert len(set(runs)) == len(runs), "a task twice"
    for row in Numbering.objects.all():
        assert row.last >= 0


@pytest.fixture
def clock():
    with time_machine.travel(dt.datetime(2026, 3, 2, 9, tzinfo=CHINA), tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(worker, employer, clerk, director, presiding, recorder, committee):
    person("second", role="clerk", office=committee)
    room = Room.objects.create(office=committee, name="第一仲裁庭", address="越秀区豪贤路1号")
    return Cast(worker, employer, clerk, director, presiding, recorder, committee, room=room)


def meet_over(record, first, second):
    """Several people take the two steps at once; as many are taken as in some order of the same acts."""
    acts = [first, second] * (PEOPLE // 2)
    grouped = sorted(acts, key=lambda act: act[0])  # the one as often as it is asked, then the other
    lawful = {in_turn(record, order) for order in (acts, acts[::-1], grouped, grouped[::-1])}
    before = DocketEntry.objects.filter(dispute=record.dispute).count()
    answers = meet(*(acting(record, act) for act in acts))
    odd = [
        one
        for one in answers
        if isinstance(one, Exception) and not isinstance(one, (NotLawful, PermissionDenied))
    ]
    assert odd == [], (first[0], second[0])
    assert min(lawful) <= len(winners(answers)) <= max(lawful), (first[0], second[0], answers, lawful)
    assert DocketEntry.objects.filter(dispute=record.dispute).count() >= before + len(winners(answers))
    whole(record.dispute)


@pytest.mark.parametrize("stage", sorted(PATHS))
@pytest.mark.parametrize("place", range(60) if FULL else range(2))
def test_threat_09_of_every_pair_of_steps_at_every_stage_one_order_wins(clock, stage, place, dispute, cast):
    meet_over_pair(walk_to(stage, dispute, cast, clock), place)


def meet_over_pair(record, place):
    """The pair at that place of all pairs of steps open to the record, if there are so many."""
    pairs = list(combinations_with_replacement(ready(record), 2))
    random.Random(record.stage).shuffle(pairs)
    if place < len(pairs):
        meet_over(record, *pairs[place])


TALKS = ("submitted", "accepted", "in_mediation", "agreed")


def mediated_to(stage, dispute, organisation, people):
    record = begin(Mediation(dispute=dispute, office=organisation), "apply", by=people["worker"]).record
    ways = [
        ("consent", "employer", {}), ("accept", "lead", {}), ("take", "mediator", {}),
        ("offer", "employer", {"terms": TERMS}), ("accept_offer", "worker", {"offer": 1}),
    ]  # fmt: skip
    for name, who, facts in ways[: {"submitted": 1, "accepted": 2, "in_mediation": 4, "agreed": 5}[stage]]:
        perform(record, name, by=people[who], **facts)
    return Mediation.objects.get(pk=record.pk)


@pytest.mark.parametrize("stage", TALKS)
@pytest.mark.parametrize("place", range(60) if FULL else range(2))
def test_threat_09_of_every_pair_of_steps_of_a_mediation_one_order_wins(
    clock, stage, place, dispute, organisation, worker, employer, lead, mediator
):
    people = {"worker": worker, "employer": employer, "lead": lead, "mediator": mediator}
    record = mediated_to(stage, dispute, organisation, people)
    assert record.stage == stage
    meet_over_pair(record, place)
