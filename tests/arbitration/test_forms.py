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


def of_people():
    for model in (Arbitration, Award, AgreementReview):
        for name in sorted(
            {step.name for step in steps.of(model) if step.permission is not operation_of_law}
        ):
            if name != "say":
                yield model, name


@pytest.mark.parametrize(
    ("model", "name"), list(of_people()), ids=lambda part: getattr(part, "__name__", part)
)
def test_the_form_asks_for_every_fact_the_step_needs(model, name, clock, dispute, cast):
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
    form = StepForm.all.get(f"{model._meta.model_name}.{name}", StepForm)(record=record, user=cast.clerk)
    asked = {RENAMED.get(field, field) for field in form.fields}
    optional = {"consent"} if name in ("withdraw", "delegate_mediation") else set()
    assert needed(model, name) - optional <= asked
