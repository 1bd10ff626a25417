"""The questions of an application, in the order in which they come."""

from __future__ import annotations

from disputes.intake.circumstances import Circumstances
from disputes.intake.claims import Claims
from disputes.intake.employers import EmployersAgent, Organisation, Post, TheirEvidence, Worker
from disputes.intake.events import by_employer
from disputes.intake.joint import Others, Respondents
from disputes.intake.matter import Before, ElectronicService, Evidence, FactsAndReasons
from disputes.intake.people import Agent, Employer, Group, Work, You
from disputes.intake.questions import Question
from disputes.intake.roll import Roll
from disputes.models import Draft, User

Order = tuple[type[Question], ...]
A_WORKER_APPLIES: Order = (
    Circumstances, Agent, Group, You, Roll, Employer, Others, Respondents, Work, Claims, FactsAndReasons, Evidence,
    ElectronicService, Before,
)  # fmt: skip
AN_EMPLOYER_APPLIES: Order = (
    Circumstances, EmployersAgent, Organisation, Worker, Post, Claims, FactsAndReasons, TheirEvidence,
    ElectronicService, Before,
)  # fmt: skip


def path(draft: Draft) -> list[type[Question]]:
    """The questions this application asks."""
    order = AN_EMPLOYER_APPLIES if by_employer(draft) else A_WORKER_APPLIES
    return [question for question in order if question.asked(draft)]


def named(slug: str, draft: Draft) -> type[Question] | None:
    """The question of that name, if this application asks it."""
    return next((question for question in path(draft) if question.slug == slug), None)


def complete(question: type[Question], draft: Draft, user: User) -> bool:
    """Whether the answer can be filed as it stands; of a list there must be one at least."""
    if question.listed:
        rows = question.rows(draft, user)
        return bool(rows) and all(not row.errors for _n, row in rows)
    return question.slug in draft.answers and question.judged(draft, user).is_valid()


def following(question: type[Question], draft: Draft, user: User) -> str:
    """Where to go from here: the next question of the path, at the end the check page."""
    asked = path(draft)
    after = asked[asked.index(question) + 1 :] if question in asked else asked
    return after[0].slug if after else "check"


def before(question: type[Question], draft: Draft) -> str:
    """The question before, to go back to; empty on the first one (triage was answered already)."""
    asked = [one for one in path(draft) if one is not Circumstances]
    place = asked.index(question) if question in asked else 0
    return asked[place - 1].slug if place else ""
