"""Guided questions: one at a time until the law can answer, then the answer with its reasons and articles."""

from collections.abc import Mapping

from disputes.rules.calendar import PUBLISHED, WorkCalendar
from disputes.rules.guides.asking import Answers, Asked, Finding, Guide, Question
from disputes.rules.guides.jurisdiction import jurisdiction
from disputes.rules.guides.limitation import limitation
from disputes.rules.guides.scope import scope

__all__ = ["GUIDES", "Finding", "Question", "ask"]

GUIDES: dict[str, Guide] = {"scope": scope, "jurisdiction": jurisdiction, "limitation": limitation}


def ask(
    guide: str, answers: Mapping[str, object], *, calendar: WorkCalendar = PUBLISHED
) -> Question | Finding:
    """The next question these answers leave open, or what the law says. Raises `RuleError` on a bad answer."""
    try:
        return GUIDES[guide](Answers(answers, calendar))
    except Asked as asked:
        return asked.question
