"""Every step a person may take has a form that asks for what the step needs."""

import inspect

import pytest

from arbitration.lifecycle import Stage
from arbitration.models import AgreementReview, Arbitration, Award
from disputes import steps
from disputes.forms import StepForm
from disputes.lifecycle import operation_of_law
from tests.arbitration.walk import walk_to

RENAMED = {"facts_text": "facts"}  # `facts` is a method of every form
BUILT = {
    "items",
    "result",
    "audience",
    "opinions",
    "rulings",
    "people",
    "attendance",
    "stages",
    "last_words",
    "absent",
}  # put together by the form from several fields


def needed(model, name):
    """The facts the step's method cannot do without."""
    method = inspect.unwrap(getattr(model, name))
    parameters = list(inspect.signature(method).parameters.values())[2:]
    return {p.name for p in parameters if p.default is p.empty} - BUILT


def of_people(model):
    names = {step.name for step in steps.of(model) if step.permission is not operation_of_law}
    return sorted(names - {"say"})


def asked(record, name, user):
    form = StepForm.all.get(f"{record._meta.model_name}.{name}", StepForm)(record=record, user=user)
    return {RENAMED.get(field, field) for field in form.fields}


@pytest.mark.parametrize("model", [Arbitration, Award, AgreementReview])
def test_the_form_asks_for_every_fact_the_step_needs(model, clock, dispute, cast):
    case = (
        walk_to(Stage.AWARDED, dispute, cast, clock)
        if model is Award
        else walk_to(Stage.RECEIVED, dispute, cast, clock)
    )
    record = {
        Arbitration: case,
        Award: case.awards.first(),
        AgreementReview: AgreementReview(dispute=dispute, office=cast.office),
    }[model]
    optional = {name: {"consent"} for name in ("withdraw", "delegate_mediation")}
    unasked = {
        name: needed(model, name) - optional.get(name, set()) - asked(record, name, cast.clerk)
        for name in of_people(model)
    }
    assert unasked and not any(unasked.values()), unasked
