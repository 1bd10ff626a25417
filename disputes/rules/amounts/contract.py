"""Money that follows from the contract itself: second wage, illegal probation, non-compete."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from disputes.rules.amounts.pay import PAID_DAYS
from disputes.rules.amounts.sums import Step, Sum, step, total
from disputes.rules.calendar import PUBLISHED, WorkCalendar
from disputes.rules.counting import DAY, Span, full_months_after
from disputes.rules.money import plain, yuan
from disputes.rules.readings import READINGS
from disputes.rules.words import RuleError

METHODS = tuple(READINGS["second_wage_part_month"].options)
STARTS = tuple(READINGS["second_wage_start"].options)


def second_wage_span(
    start: date,
    contract_signed: date | None = None,
    claimed_until: date | None = None,
    *,
    starts: str = "corresponding_day",
) -> Span | None:
    """First and last day that earn the second wage, eleven months at most (LCR-6, LCR-7); None if there is none.

    `starts` is the reading `second_wage_start`.
    """
    first = full_months_after(start, 1) + (DAY if starts == "day_after" else timedelta(0))
    last = full_months_after(start, 12) - DAY
    if contract_signed is not None:
        if contract_signed < start:
            return None
        last = min(last, contract_signed - DAY)
    if claimed_until is not None:
        last = min(last, claimed_until)
    return (first, last) if first <= last else None


def second_wage(
    *,
    start: date,
    monthly_wage: Decimal,
    contract_signed: date | None = None,
    claimed_until: date | None = None,
    method: str = "working_days",
    starts: str = "corresponding_day",
    calendar: WorkCalendar = PUBLISHED,
) -> Sum:
    """The second wage for want of a written contract, month by month (LCL-82, J2-6, J2-9).

    A part month is paid by its working days: out of the month's own, or out of 21.75.
    """
    if method not in METHODS:
        raise RuleError(f"没有这种折算方法：{method}", f"no such method: {method}", field="method")
    span = second_wage_span(start, contract_signed, claimed_until, starts=starts)
    lines = [_month(part, monthly_wage, method, calendar) for part in _by_month(span)] if span else []
    return total("LCL-82 LCR-6 LCR-7 J2-6 J2-9", *lines)


def _by_month(span: Span) -> Iterator[Span]:
    first, last = span
    while first <= last:
        end = min(last, first.replace(day=monthrange(first.year, first.month)[1]))
        yield first, end
        first = end + DAY


def _month(part: Span, wage: Decimal, method: str, calendar: WorkCalendar) -> Step:
    first, last = part
    month = f"{first:%Y-%m}"
    begin, end = first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])
    if part == (begin, end):
        return step(f"{month} 整月：{yuan(wage)}", f"{month}, full month: {yuan(wage)}", wage)
    worked = calendar.workdays(first, last)
    whole = Decimal(calendar.workdays(begin, end)) if method == "working_days" else PAID_DAYS
    waits = calendar.is_provisional(first)
    return step(
        f"{month}（{first:%d} 日至 {last:%d} 日）：{yuan(wage)} ÷ {plain(whole)} × {worked} 个工作日"
        + ("（放假通知未公布，暂定）" if waits else ""),
        f"{month} (day {first:%d} to {last:%d}): {yuan(wage)} ÷ {plain(whole)} × {worked} working days"
        + (" (provisional: holiday notice not published)" if waits else ""),
        wage * worked / whole,
    )


def probation_limit(contract_months: Decimal | None) -> int:
    """The longest lawful probation in months; None is an open-ended contract (LCL-19)."""
    if contract_months is None or contract_months >= 36:
        return 6
    if contract_months < 3:
        return 0
    return 1 if contract_months < 12 else 2


def illegal_probation(
    *, contract_months: Decimal | None, probation_months_served: Decimal, wage_after_probation: Decimal
) -> Sum:
    """The full later wage for each month of probation served over the limit (LCL-83)."""
    limit = probation_limit(contract_months)
    over = max(probation_months_served - limit, Decimal(0))
    line = step(
        f"违法约定试用期赔偿金：超出法定 {limit} 个月的 {plain(over)} 个月 × {yuan(wage_after_probation)}",
        f"illegal probation: {plain(over)} months over the limit of {limit} × {yuan(wage_after_probation)}",
        over * wage_after_probation,
    )
    return total("LCL-19 LCL-83", line)


def non_compete(*, average_wage: Decimal, minimum_wage: Decimal) -> Sum:
    """Monthly compensation where none was agreed: 30 % of the average, at least the minimum wage (J1-36)."""
    share = average_wage * Decimal("0.3")
    line = step(
        f"竞业限制补偿（每月）：{yuan(average_wage)} × 30%，不低于最低工资 {yuan(minimum_wage)}",
        f"non-compete compensation a month: 30% of {yuan(average_wage)}, at least {yuan(minimum_wage)}",
        max(share, minimum_wage),
    )
    return total("J1-36", line)


def non_compete_early_end(*, monthly_compensation: Decimal) -> Sum:
    """Three more months for a worker whose employer ends the non-compete term early (J1-39)."""
    line = step(
        f"用人单位提前解除竞业限制：{yuan(monthly_compensation)} × 3 个月",
        f"non-compete ended early by the employer: {yuan(monthly_compensation)} × 3 months",
        monthly_compensation * 3,
    )
    return total("J1-39", line)
