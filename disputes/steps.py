"""How a lawful step is declared and found. The only module that knows django-fsm."""

from __future__ import annotations

import inspect
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="The 'django-fsm' package", category=UserWarning)
    from django_fsm import RETURN_VALUE, FSMField, FSMFieldDescriptor, Transition, transition

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

Guard = Callable[[Any], bool]  # record -> may it?
Tells = Callable[[dict[str, Any]], Iterable[str]]  # facts -> the main figures, in the language that is active
Actor = Callable[[Any, Any], bool]  # record, user -> is this theirs to do?

NEW = "new"  # the stage of a record before its first step
SAME = None  # a step that leaves the stage as it is


class Held(FSMFieldDescriptor):
    """The stage as the row holds it, which is asked several times a step: the library looks for it each time anew."""

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        try:
            return instance.__dict__[self.field.attname]
        except (AttributeError, KeyError):  # asked of the class, or not read yet
            return super().__get__(instance, owner)


class Stages(FSMField):
    """The stage of a record. It moves by steps and by nothing else."""

    descriptor_class = Held

    def __init__(self, stages: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        if stages is not None:
            kwargs |= {"choices": stages.choices, "default": stages.values[0]}
        super().__init__(**{"max_length": 24, "protected": True, "editable": False, **kwargs})

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        """The model of a migration takes no steps; a listener for each of thousands would slow down all migrations."""
        if cls.__module__ == "__fake__":
            models.CharField.contribute_to_class(self, cls, name, **kwargs)
        else:
            super().contribute_to_class(cls, name, **kwargs)

    def set_state(self, instance: models.Model, state: Any) -> None:
        _stand_at(instance, state)


def _stand_at(record: models.Model, stage: Any) -> None:
    vars(record)["stage"] = getattr(stage, "value", stage)  # a choice by its word, as a row gives it back


@dataclass(slots=True)
class Act:
    """What is being done to a record: by whom, on which legal day, with which facts.

    A guard reads it as `record.act`; outside a step (when a page asks what is open) `facts` is empty.
    """

    by: Any = None
    on: date | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    verdicts: dict[Guard, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Terms:
    """What a declaration says beside source, target, actor and guards."""

    law: str
    title: str | _StrPromise
    audience: str
    grave: bool  # cannot be undone: screens rehearse it first and ask to confirm
    meaning: str | _StrPromise  # what it means for the parties, in one plain sentence
    unwritten: frozenset[str]  # facts that no docket keeps: secrets that the step's sequels deal with
    tells: Tells | None  # which of the facts whoever reads the stream of the entry reads beside its title
    answers: bool  # it answers what others did or asked: screens show it before the steps one may take of one's own accord


def step(
    *,
    source: Any,
    target: Any,
    law: str,
    by: Actor,
    title: str | _StrPromise,
    when: Iterable[Guard] = (),
    audience: str = "open",
    grave: bool = False,
    meaning: str | _StrPromise = "",
    unwritten: Iterable[str] = (),
    tells: Tells | None = None,
    answers: bool = False,
) -> Any:
    """Declare one lawful step: from where, to where, under which article, by whom, on what terms.

    `target=SAME` keeps the stage; `target=returned(A, B)` lets the method choose.
    `audience` is who may read of it; a step may narrow it by the fact `audience`.
    `meaning` stands under the title wherever a party reads of the step. Facts named in `unwritten` reach the method
    and the sequels (`entry.record.act.facts`), never the docket.
    `tells` gives, of the facts in the docket, the few words that the room shows beside the title. `answers` marks what
    a person is asked for now, wherever its guards let it pass.
    """
    terms = Terms(law, title, audience, grave, meaning, frozenset(unwritten), tells, answers)
    return transition("stage", source, target, permission=by, conditions=list(when), custom={"terms": terms})


def returned(*stages: str) -> RETURN_VALUE:
    """The step's method returns the stage it leads to, one of these."""
    return RETURN_VALUE(*stages)


def guard(reason: str | _StrPromise | Callable[[Any], Any], law: str = "") -> Callable[[Guard], Guard]:
    """Say, in words a party can read, why a step is refused, and under which article.

    Where the words name what is wrong, `reason` works them out from the record. Each guard is asked once per act,
    however often the step's terms are looked at.
    """

    def named(test: Guard) -> Guard:
        def asked(record: Any) -> bool:
            act = getattr(record, "act", None)
            if act is None:
                return test(record)
            if asked not in act.verdicts:
                act.verdicts[asked] = test(record)
            return act.verdicts[asked]

        asked.reason, asked.law, asked.__name__ = reason, law, test.__name__  # type: ignore[attr-defined]
        return asked

    return named


def reason_of(test: Guard, record: Any) -> Any:
    """Why this guard refuses the record, without its article."""
    reason = test.reason  # type: ignore[attr-defined]
    return reason(record) if callable(reason) else reason


def find(record: models.Model, name: str) -> Transition | None:
    """The step of that name, if it is open to the record at its present stage."""
    return _found(type(record), name, record.stage)  # type: ignore[attr-defined]


@cache
def _found(model: type[models.Model], name: str, stage: str) -> Transition | None:
    meta = getattr(getattr(model, name, None), "_django_fsm", None)
    return meta.get_transition(stage) if meta and meta.has_transition(stage) else None


def terms(step: Transition) -> Terms:
    return step.custom["terms"]


def declared(model: type[models.Model], name: str) -> Terms | None:
    """What the declaration of that step says, whatever the stage; None if the model has no such step."""
    meta = getattr(getattr(model, name, None), "_django_fsm", None)
    return terms(next(iter(meta.transitions.values()))) if meta else None


OF_THE_DOCKET = frozenset(
    {"audience", "proof"}
)  # facts every step may carry; a method names them only if it needs them


@cache
def _named(method: Callable[..., Any]) -> frozenset[str]:
    return frozenset(inspect.signature(method).parameters)


def facts_for(step: Transition, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts the step's method takes. One it does not know is a bug and fails as such."""
    return facts and {
        name: value
        for name, value in facts.items()
        if name not in OF_THE_DOCKET or name in _named(step.method)
    }


def take(record: models.Model, found: Transition, on: date, facts: dict[str, Any]) -> None:
    """Take a step that the door found and whose guards it asked; the library would do both once more."""
    result, target = found.method(record, on, **facts), found.target
    if hasattr(target, "get_state"):
        target = target.get_state(record, found, result, [on], facts)
    if target is not SAME:
        _stand_at(record, target)


def refusals(record: models.Model, step: Transition) -> list[Guard]:
    """The guards that refuse the step now; each carries `reason` and `law`."""
    return [test for test in step.conditions if not test(record)]


def of(model: type[models.Model]) -> Iterator[Transition]:
    """Every declared step of a model, one per (name, source)."""
    stage: Any = model._meta.get_field("stage")
    yield from stage.get_all_transitions(model)


def open_at(record: models.Model) -> list[Transition]:
    """The steps declared from the record's present stage, allowed or not: those of this stage alone before the others."""
    return [found for name in _names(type(record)) if (found := find(record, name))]


@cache
def _names(model: type[models.Model]) -> list[str]:
    """What one stage alone knows is what it waits for; then the usual step is declared before the last resort."""
    sources = Counter(step.name for step in of(model))

    def place(name: str) -> tuple[bool, int, int]:
        at = next(n for n, base in enumerate(model.__mro__) if name in vars(base))
        return sources[name] > 1, at, inspect.unwrap(vars(model.__mro__[at])[name]).__code__.co_firstlineno

    return sorted(sources, key=place)


def name_of(model: type[models.Model], step: Transition) -> str:
    """`arbitration.accept`: how a step is cited in declarations, docket and tests."""
    return f"{model._meta.model_name}.{step.name}"


def models_with_steps() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if any(isinstance(f, Stages) for f in model._meta.fields)]


@cache
def model_named(model_name: str) -> type[models.Model]:
    """The record's class a step such as `award.serve` belongs to."""
    return next(m for m in models_with_steps() if m._meta.model_name == model_name)
