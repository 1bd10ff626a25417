"""Pay for time: overtime, unused annual leave, sick pay."""

from datetime import date
from decimal import ROUND_FLOOR, Decimal

from disputes.rules.amounts.sums import Step, Sum, step, total
from disputes.rules.money import plain, yuan
from disputes.rules.readings import READINGS
from disputes.rules.words import Line, RuleError

PAID_DAYS = Decimal("21.75")
DAY_HOURS = 8
MONTH_HOURS = PAID_DAYS * DAY_HOURS
YEAR_DAYS = 365
LEAVE_SINCE = 2008
BASES = tuple(READINGS["overtime_base"].options)
RATES = (
    (Decimal("1.5"), Line("工作日延时加班", "weekday overtime")),
    (Decimal(2), Line("休息日加班（已扣除补休）", "rest-day overtime without time off in lieu")),
    (Decimal(3), Line("法定节假日加班", "public-holiday overtime")),
)


def overtime(
    *,
    monthly_base: Decimal,
    weekday_hours: Decimal,
    rest_day_hours: Decimal,
    holiday_hours: Decimal,
    rest_day_hours_compensated: Decimal | None = None,
    base: str = "normal_hours",
    minimum_wage: Decimal | None = None,
) -> Sum:
    """Overtime at 150, 200 and 300 % of the hour's pay, a month being 21.75 days of 8 hours (K11, K12).

    `base` is the reading `overtime_base`: pay agreed for normal hours is at least the minimum wage (K33).
    """
    compensated = rest_day_hours_compensated or Decimal(0)
    if compensated > rest_day_hours:
        raise RuleError(
            "补休小时数多于休息日加班小时数",
            "more hours compensated than worked on rest days",
            field="rest_day_hours_compensated",
        )
    floor = minimum_wage if base == "normal_hours" and minimum_wage else Decimal(0)
    monthly = max(monthly_base, floor)
    by = (
        Line(f"（以最低工资 {yuan(floor)} 元为基数）", f" (on the minimum wage of {yuan(floor)})")
        if floor > monthly_base
        else Line("", "")
    )
    hours = (weekday_hours, rest_day_hours - compensated, holiday_hours)
    lines = [
        _overtime(monthly, rate, Line(name.zh + by.zh, name.en + by.en), worked)
        for (rate, name), worked in zip(RATES, hours, strict=True)
    ]
    return total("劳动法-44 人社部发〔2025〕2号-1", *lines)


def _overtime(monthly: Decimal, rate: Decimal, name: Line, hours: Decimal) -> Step:
    """Told from the month's pay: the hour's, rounded to show it, would not give the sum.

    Divided last: an hour's pay cut at 28 digits makes of an exact half less than one.
    """
    shown = f"{yuan(monthly)} ÷ {PAID_DAYS} ÷ {DAY_HOURS} × {plain(hours)} h × {plain(rate * 100)}%"
    worked_out = monthly * hours * rate / MONTH_HOURS
    return step(f"{name.zh}：{shown.replace(' h', ' 小时')}", f"{name.en}: {shown}", worked_out)


def leave_days(cumulative_service_years: Decimal) -> int:
    """Days of annual leave for the whole working life, across employers (K15)."""
    if cumulative_service_years < 1:
        return 0
    return 5 if cumulative_service_years < 10 else 10 if cumulative_service_years < 20 else 15


def unused_leave(
    *,
    year: int,
    average_wage_without_overtime: Decimal,
    cumulative_service_years: Decimal,
    days_taken: Decimal,
    joined_on: date | None = None,
    left_on: date | None = None,
    continuous_12_months: bool = True,
) -> Sum:
    """The extra 200 % for leave not taken (K16); days of a part year are floored, none is clawed back."""
    if year < LEAVE_SINCE:
        raise RuleError(
            f"带薪年休假自 {LEAVE_SINCE} 年起实行",
            f"paid annual leave exists since {LEAVE_SINCE}",
            field="year",
        )
    full = leave_days(cumulative_service_years) if continuous_12_months else 0
    employed = _days_employed(year, joined_on, left_on)
    due = full if employed is None else _floor(Decimal(employed * full) / YEAR_DAYS)
    unused = max(due - days_taken, Decimal(0))
    share = str(full) if employed is None else f"{employed} ÷ {YEAR_DAYS} × {full} → {due}"
    of_the_month = f"{yuan(average_wage_without_overtime)} ÷ {PAID_DAYS}"
    line = step(
        f"{year} 年未休年休假：应休 {share} 天，已休 {plain(days_taken)} 天，"
        f"未休 {plain(unused)} 天 × 日工资 {of_the_month} × 200%",
        f"unused leave of {year}: due {share} days, taken {plain(days_taken)}, "
        f"left {plain(unused)} × daily pay {of_the_month} × 200%",
        average_wage_without_overtime * unused * 2 / PAID_DAYS,
    )
    return total(
        "年休假条例-3 年休假条例-5 年休假实施办法-5 年休假实施办法-10 年休假实施办法-11 年休假实施办法-12",
        line,
    )


def _floor(days: Decimal) -> int:
    return int(days.to_integral_value(ROUND_FLOOR))


def _days_employed(year: int, joined_on: date | None, left_on: date | None) -> int | None:
    """Calendar days employed in the year, both ends counted; None when it is the whole year."""
    if joined_on and left_on and left_on < joined_on:
        raise RuleError("离职日早于入职日", "left before joining", field="left_on")
    for field, away in (
        ("joined_on", joined_on and joined_on.year > year),
        ("left_on", left_on and left_on.year < year),
    ):
        if away:
            raise RuleError(f"{year} 年不在职", f"not employed in {year}", field=field)
    joined = joined_on if joined_on and joined_on.year == year else None
    left = left_on if left_on and left_on.year == year else None
    if joined is None and left is None:
        return None
    return ((left or date(year, 12, 31)) - (joined or date(year, 1, 1))).days + 1


def sick_pay(*, normal_wage: Decimal, minimum_wage: Decimal, shenzhen: bool) -> Sum:
    """The lowest lawful monthly sick pay: 80 % of the minimum wage; in Shenzhen also 60 % of normal pay."""
    floor = minimum_wage * Decimal("0.8")
    if not shenzhen:
        line = step(
            f"病假工资不低于最低工资 {yuan(minimum_wage)} × 80%",
            f"sick pay at least 80% of the minimum wage {yuan(minimum_wage)}",
            floor,
        )
        return total("广东省工资支付条例-24", line)
    line = step(
        f"病假工资不低于正常工资 {yuan(normal_wage)} × 60%，且不低于最低工资 {yuan(minimum_wage)} × 80%",
        f"sick pay at least 60% of {yuan(normal_wage)} and 80% of the minimum wage {yuan(minimum_wage)}",
        max(normal_wage * Decimal("0.6"), floor),
    )
    return total("深圳市员工工资支付条例-23", line)
