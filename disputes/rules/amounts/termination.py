"""Money owed when employment ends: severance N, unlawful-termination damages 2N, pay in lieu of notice."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from disputes.rules.amounts.sums import Sum, step, total
from disputes.rules.counting import DAY, full_months_after
from disputes.rules.money import fen, plain, yuan
from disputes.rules.words import Line, RuleError, day_en, day_zh

CAP_FACTOR = 3
CAP_YEARS = Decimal(12)
NEW_LAW = date(2008, 1, 1)
HALF = Decimal("0.5")
OLD_YEARS = Line(
    "；2008 年以前的年限仅在当时规定应付时计入，请核对",
    "; years before 2008 count only if the rules of the time gave them: check (LCL-97)",
)


@dataclass(frozen=True, slots=True)
class Base:
    """The monthly pay and the number of months that severance is made of (LCL-47)."""

    monthly: Decimal
    months: Decimal
    note: Line


def service_months(start: date, end: date) -> Decimal:
    """Months of pay for service from `start` to `end`, the last day of work (LCL-47(1)).

    One for each full year, one for a rest of six months or more, half for a shorter rest.
    """
    if end < start:
        raise RuleError(
            f"最后工作日 {day_zh(end)} 早于入职日 {day_zh(start)}",
            f"the last day of work, {day_en(end)}, is before the first, {day_en(start)}",
            field="end",
        )
    left = end + DAY
    months = (left.year - start.year) * 12 + left.month - start.month
    while full_months_after(start, months) > left:
        months -= 1
    years, rest = divmod(months, 12)
    if rest >= 6:
        return Decimal(years + 1)
    return years + (HALF if full_months_after(start, years * 12) < left else Decimal(0))


def severance_base(
    start: date,
    end: date,
    monthly_wage: Decimal,
    city_average_wage: Decimal | None,
    minimum_wage: Decimal | None,
) -> Base:
    """Raised to the minimum wage; above three city averages cut to them and to twelve years (K2, K3)."""
    months = service_months(start, end)
    if city_average_wage is not None and monthly_wage > CAP_FACTOR * city_average_wage:
        note = Line(
            "月工资高于当地职工月平均工资三倍，按三倍计算，年限最高十二年",
            "pay above three times the city average: three times, twelve years at most",
        )
        return Base(CAP_FACTOR * city_average_wage, min(months, CAP_YEARS), note)
    if minimum_wage is not None and monthly_wage < minimum_wage:
        return Base(
            minimum_wage, months, Line("月工资低于最低工资，按最低工资计算", "raised to the minimum wage")
        )
    return Base(
        monthly_wage, months, Line("解除或者终止前十二个月平均工资", "average of the last twelve months")
    )


def severance(
    *,
    start: date,
    end: date,
    monthly_wage: Decimal,
    city_average_wage: Decimal | None = None,
    minimum_wage: Decimal | None = None,
) -> Sum:
    """Economic compensation (经济补偿, N)."""
    base = severance_base(start, end, monthly_wage, city_average_wage, minimum_wage)
    old = OLD_YEARS if start < NEW_LAW else Line("", "")
    line = step(
        f"经济补偿：{yuan(base.monthly)} × {plain(base.months)} 个月（{base.note.zh}{old.zh}）",
        f"severance: {yuan(base.monthly)} × {plain(base.months)} months ({base.note.en}{old.en})",
        base.monthly * base.months,
    )
    return total("LCL-46 LCL-47 LCR-27", line)


def unlawful_termination(
    *,
    start: date,
    end: date,
    monthly_wage: Decimal,
    city_average_wage: Decimal | None = None,
    minimum_wage: Decimal | None = None,
) -> Sum:
    """Damages for unlawful termination (赔偿金, 2N), which replace N (LCL-87, LCR-25)."""
    base = severance_base(start, end, monthly_wage, city_average_wage, minimum_wage)
    line = step(
        f"违法解除赔偿金：2 × {yuan(base.monthly)} × {plain(base.months)} 个月（{base.note.zh}），不再另付经济补偿",
        f"unlawful termination: 2 × {yuan(base.monthly)} × {plain(base.months)} months ({base.note.en});"
        " severance is not added",
        2 * base.monthly * base.months,
    )
    return total("LCL-47 LCL-48 LCL-87 LCR-25", line)


def notice_pay(*, last_month_wage: Decimal) -> Sum:
    """One month's pay in lieu of notice, at the previous month's pay; only for LCL-40 (LCR-20)."""
    line = step(
        f"代通知金：上个月工资 {yuan(fen(last_month_wage))}",
        f"in lieu of notice: last month's pay {yuan(fen(last_month_wage))}",
        last_month_wage,
    )
    return total("LCL-40 LCR-20", line)
