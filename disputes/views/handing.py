"""Who does a task: taking it, giving it back, to a colleague, or putting it aside until a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from viewflow.workflow.status import STATUS

from disputes.acts import NotLawful, perform
from disputes.form_fields import DayField
from disputes.models import CaseTask, Role, User
from disputes.steps import model_named
from disputes.wording import one_after_another
from disputes.worklist import CaseFlow, Handover

LONGEST_HOLD = 90  # days
AWAKE: dict[str, Any] = {"held_until": None, "held_why": ""}


@dataclass(frozen=True)
class Outcome:
    """What became of one of the chosen tasks; `refused` says why not, empty when it was done."""

    label: str
    reference: str
    refused: str


class Handing(forms.Form):
    """What is done with the chosen tasks. A subclass registers itself for its word."""

    word: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    moves: ClassVar[bool] = False  # whether it puts the task into other hands
    all: ClassVar[dict[str, type[Handing]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Handing.all[cls.word] = cls

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def refusal(self, task: CaseTask) -> str:
        """Why it cannot be done with this task, in words; empty if it can."""
        return ""

    def changes(self) -> dict[str, Any]:
        return dict(AWAKE)

    def do(self, task: CaseTask) -> str:
        """Do it, if the task still is as it was read. Returns the refusal."""
        refusal = self.refusal(task)
        still = CaseTask.objects.open().filter(pk=task.pk, owner=task.owner_id)
        if refusal:
            return refusal
        duty = task.duty
        handover = duty.handing.get(self.word) if duty else None
        if handover and still.exists():
            return self.step(task, handover)
        if self.moves and not handover and (named := named_by_the_case(task)):
            return _("The case itself names who does this: %(who)s. Name somebody else there.") % {
                "who": named
            }
        if not handover and still.update(**self.changes()):
            return ""
        return _("Somebody else has taken this task, or it is done.")

    def step(self, task: CaseTask, handover: Handover) -> str:
        """Take the step that this change of hands is in law; the worklist follows it. Returns the refusal."""
        record = record_of(task)
        facts = {handover.whom: self.cleaned_data["to"]} if handover.whom else {}
        try:
            perform(record, handover.step, by=self.user, **facts)
        except NotLawful as refused:
            return one_after_another(refused.reasons)
        except PermissionDenied:
            return _("This is not yours to do: open the task and see who may.")
        return ""

    def leads(self, task: CaseTask) -> bool:
        return task.office_id in self.user.offices(Role.LEAD, Role.DIRECTOR)


class Take(Handing):
    word, title = "take", gettext_lazy("Take")

    def refusal(self, task: CaseTask) -> str:
        if task.owner_id:
            return _("%(who)s has it already.") % {"who": task.owner}
        if not self.user.has_perm(f"disputes.act_as_{task.role}", task):
            return _("You do not hold the post this task is for.")
        return ""

    def changes(self) -> dict[str, Any]:
        return {"owner": self.user, "status": STATUS.ASSIGNED, "assigned": timezone.now(), **AWAKE}


class GiveBack(Handing):
    word, title, moves = "release", gettext_lazy("Give back"), True

    def refusal(self, task: CaseTask) -> str:
        if task.owner_id == self.user.pk or (task.owner_id and self.leads(task)):
            return ""
        return _("It is not with you.")

    def changes(self) -> dict[str, Any]:
        return {"owner": None, "status": STATUS.NEW, "assigned": None, **AWAKE}


class Assign(Handing):
    """A lead or director gives the work of the office to a colleague who holds the post."""

    word, title, moves = "assign", gettext_lazy("Assign"), True
    to = forms.ModelChoiceField(label=gettext_lazy("Give the chosen tasks to"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(self.user)  # type: ignore[attr-defined]

    def refusal(self, task: CaseTask) -> str:
        if not self.leads(task):
            return _("Only the lead or the director of its office gives it to somebody.")
        if not self.cleaned_data["to"].has_perm(f"disputes.act_as_{task.role}", task):
            return _("%(who)s does not hold the post this task is for.") % {"who": self.cleaned_data["to"]}
        return ""

    def changes(self) -> dict[str, Any]:
        whom = self.cleaned_data["to"]
        return {"owner": whom, "status": STATUS.ASSIGNED, "assigned": timezone.now(), **AWAKE}


class Hold(Handing):
    """Put aside until a day, with the reason. The due date does not move: it comes back before its last day."""

    word, title = "hold", gettext_lazy("Put aside")
    until = DayField(label=gettext_lazy("Put aside until"))
    why = forms.CharField(label=gettext_lazy("What it waits for"), max_length=200)

    def clean_until(self) -> Any:
        until, today = self.cleaned_data["until"], timezone.localdate()
        if not today < until <= today + timedelta(days=LONGEST_HOLD):
            raise forms.ValidationError(
                _("Write a day after today, at most %(days)d days ahead.") % {"days": LONGEST_HOLD}
            )
        return until

    def refusal(self, task: CaseTask) -> str:
        if task.owner_id != self.user.pk and not self.leads(task):
            return _("It is not with you.")
        if self.cleaned_data["until"] >= task.due_on:
            return _("It is due on %(day)s; it has to come back before that day.") % {
                "day": date_format(task.due_on, "DATE_FORMAT")
            }
        return ""

    def changes(self) -> dict[str, Any]:
        return {"held_until": self.cleaned_data["until"], "held_why": self.cleaned_data["why"]}


class Wake(Handing):
    word, title = "wake", gettext_lazy("Go on with it now")

    def refusal(self, task: CaseTask) -> str:
        if task.owner_id != self.user.pk and not self.leads(task):
            return _("It is not with you.")
        return "" if task.held_until else _("It is not put aside.")


def record_of(task: CaseTask) -> Any:
    return model_named(task.record_type)._default_manager.get(pk=task.record_id)


def named_by_the_case(task: CaseTask) -> User | None:
    """Who does it because the record says so: the mediator, the presiding arbitrator, the recorder."""
    flow = task.duty.flow_class if task.duty else CaseFlow
    if flow.assignee.__func__ is CaseFlow.assignee.__func__:  # it names nobody
        return None
    found: User | None = flow.assignee(record_of(task))
    return found


def colleagues(user: User) -> Any:
    """Whom a lead or director may give work to."""
    offices = user.offices(Role.LEAD, Role.DIRECTOR)
    if not offices:
        return User.objects.none()
    return User.objects.filter(posts__office__in=offices).distinct().order_by("name", "pk")
