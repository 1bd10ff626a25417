"""What the parties are told of a rule whose text nobody has checked: which text prevails, not how we know of it."""

from datetime import date

import pytest

from disputes.rules import periods
from disputes.rules.amounts import calculate
from disputes.rules.catalogue import RULES


@pytest.mark.parametrize(
    ("lang", "ours", "theirs"), [("zh", "凭记忆", "以原文为准"), ("en", "from memory", "prevails")]
)
def test_a_sum_and_a_day_tell_which_text_prevails(lang, ours, theirs):
    interest = " ".join(
        note.to(lang) for note in calculate("late_payment_interest", {"principal": "1000", "days": 3}).notes
    )
    code = next(code for code, rule in RULES.items() if rule.confidence == "RECALLED")
    day = " ".join(periods.due(code, date(2026, 3, 2)).explain(lang))
    for told in (interest, day):
        assert theirs in told and ours not in told
