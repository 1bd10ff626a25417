"""From which day a result binds, and how long its file is kept."""

from collections.abc import Iterable
from datetime import date

from disputes.rules.counting import DAY, add_months
from disputes.rules.words import RuleError

YEARS_KEPT = {"award": 10, "mediation": 5, "other": 5}


def final_award(award_date: date) -> date:
    """A final award takes effect on the day it is made, not on service (AL-47)."""
    return award_date


def non_final_award(windows_end: Iterable[date]) -> date:
    """The day after the last party's window to sue, when nobody sued (AL-50); windows are per party."""
    return _last(windows_end, "起诉期限", "windows to sue") + DAY


def mediation_statement(signed: Iterable[date]) -> date:
    """The day the second party signed for it (AL-42)."""
    return _last(signed, "签收日期", "signing dates", least=2)


def mediation_agreement(signed_or_sealed: Iterable[date]) -> date:
    """The last of both parties', the mediator's and the body's signatures or seals (AL-14)."""
    return _last(signed_or_sealed, "签名或者盖章日期", "signatures or seals", least=4)


def keep_until(closed_on: date, how: str) -> date:
    """The file is kept at least until then (CR-24): `how` is award, mediation or other."""
    try:
        return add_months(closed_on, 12 * YEARS_KEPT[how])
    except KeyError:
        raise RuleError(f"没有这种结案方式：{how}", f"no such way of closing: {how}") from None


def _last(days: Iterable[date], zh: str, en: str, *, least: int = 1) -> date:
    known = list(days)
    if len(known) < least:
        raise RuleError(f"至少需要 {least} 个{zh}", f"at least {least} {en} are needed")
    return max(known)
