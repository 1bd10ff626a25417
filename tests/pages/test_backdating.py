"""Threat 11: whoever takes whichever step through its form, the day in law is today or proved, never chosen."""

import datetime as dt
from itertools import cycle, islice

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from disputes import steps
from disputes.acts import NotLawful, perform
from disputes.form_fields import DayField, MoneyField
from disputes.forms import DatedForm, StepForm
from disputes.models import Deadline, DocketEntry, Paper
from disputes.views.cases import ELSEWHERE

pytestmark = pytest.mark.django_db


def takers(world, record, name):
    declared = [one for one in steps.of(type(record)) if one.name == name]
    people = [user for who, user in world.users.items() if who.endswith("_a")]
    return [user for user in people if any(one.has_perm(record, user) for one in declared)][:1]


def answer(field):
    """Something each field takes."""
    if isinstance(field, forms.ModelChoiceField):
        first = field.queryset.first()
        key = getattr(first, field.to_field_name or "pk", "") if first else ""
        return [key] if isinstance(field, forms.ModelMultipleChoiceField) else key
    if isinstance(field, forms.ChoiceField):
        values = [value for value, _label in field.choices if value]
        return values[0] if values else ""
    if isinstance(field, DayField):
        return timezone.localdate().isoformat()
    return "1.00" if isinstance(field, MoneyField) else "甲乙丙丁"


def attempts(world):
    """Every form of every step a record of the case has, with somebody who may ever take it."""
    case = world.cases["a"]
    for record in (case.dispute, *case.dispute.services.all()[:2], *case.records.values()):
        kind = record._meta.model_name
        for name in sorted({one.name for one in steps.of(type(record))} - ELSEWHERE):
            for user in takers(world, record, name):
                form = StepForm.all.get(f"{kind}.{name}", StepForm)(record=record, user=user)
                said = {field: answer(one) for field, one in form.fields.items()}
                yield record, name, user, {k: v for k, v in said.items() if k not in ("on", "proof")}


def written(record, name, user, said):
    """The entries and time limits that the step leaves, taken as its page takes it; all of it is undone again."""
    with transaction.atomic():
        before = DocketEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        form = StepForm.all.get(f"{record._meta.model_name}.{name}", StepForm)(said, record=record, user=user)
        try:
            if form.is_valid():
                perform(record, name, by=user, **form.facts())
        except (NotLawful, PermissionDenied):
            pass
        entries = list(DocketEntry.objects.filter(pk__gt=before))
        triggers = list(Deadline.objects.filter(started_by__in=entries).values_list("trigger_on", flat=True))
        transaction.set_rollback(True)
    return entries, triggers


@pytest.mark.parametrize("ways", [2, pytest.param(5, marks=pytest.mark.long)], ids=["in turn", "all"])
def test_threat_11_no_form_of_any_step_takes_a_day_that_is_chosen(world, ways):
    """Every form is tried with two of the days in turn; in the long run with each."""
    today = timezone.localdate()
    proof = str(Paper.objects.filter(dispute=world.cases["a"].dispute, audience="open").first().ref)
    chosen = {
        "long ago": {"on": "2020-01-02"},
        "long ago, with a paper": {"on": "2020-01-02", "proof": proof},
        "yesterday": {"on": (today - dt.timedelta(days=1)).isoformat()},
        "tomorrow": {"on": (today + dt.timedelta(days=1)).isoformat()},
        "tomorrow, with a paper": {"on": (today + dt.timedelta(days=1)).isoformat(), "proof": proof},
    }
    accepted, tried, taken, turn = [], 0, set(), cycle(chosen.items())
    for record, name, user, said in attempts(world):
        entries, _triggers = written(record, name, user, said)
        taken |= {entry.step for entry in entries}
        for how, day in islice(turn, ways):
            tried += 1
            entries, triggers = written(record, name, user, {**said, **day})
            if any(entry.on != today for entry in entries) or any(one < today for one in triggers):
                accepted.append(f"{name} {how}: {[str(entry.on) for entry in entries]} {triggers}")
    assert accepted == []
    assert tried >= 60 * ways and len(taken) >= 15, (tried, sorted(taken))


def test_a_party_is_not_asked_for_a_day_that_would_be_refused(world):
    """What a party does is done today (threat 11): neither the day nor its proof is asked."""
    dated, asked = set(), set()
    for record, name, user, _said in attempts(world):
        kind = StepForm.all.get(f"{record._meta.model_name}.{name}", StepForm)
        if issubclass(kind, DatedForm):
            (dated if "on" in kind(record=record, user=user).fields else asked).add(user.username)
    assert asked == {"worker_a", "employer_a"} & asked and asked, asked
    assert not dated & {"worker_a", "employer_a", "agent_a"}, dated
