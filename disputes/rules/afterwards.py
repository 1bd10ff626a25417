"""What happened to a date after it was counted, in the words of its explanation."""

from collections.abc import Sequence
from datetime import date

from disputes.rules.citations import cite_all
from disputes.rules.words import Line, date_zh, day_en, day_zh


def fixed(day: date, law: Sequence[str]) -> Line:
    """The office set the day; nobody counted it and it does not roll."""
    return Line(
        f"{day_zh(day)}，由办案机构指定（{cite_all(tuple(law))}）。",
        f"{day_en(day)}, set by the office ({cite_all(tuple(law), 'en')}).",
    )


def agreed(day: date) -> Line:
    return Line(
        f"双方当事人约定延长至{date_zh(day)}。",
        f"Extended by agreement of both parties until {day.isoformat()}.",
    )


def standing_still(since: date) -> Line:
    return Line(
        f"自{day_zh(since)}起中止，恢复后按中止的日数顺延。",
        f"The clock stands still since {day_en(since)}; when it runs again the days of the pause are added.",
    )


def counted_by(version: str) -> Line:
    return Line(f"工作日历版本：{version}。", f"Version of the working-day calendar: {version}.")


def earlier(day: date, changed_on: date, why: Line) -> Line:
    """A value that no longer holds, and what changed it."""
    return Line(
        f"原为{day_zh(day)}，{date_zh(changed_on)}因{why.zh}改变。",
        f"Earlier: {day_en(day)}, changed on {changed_on.isoformat()} ({why.en}).",
    )
