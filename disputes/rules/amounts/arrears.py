"""Pay that was not paid: arrears by month or day, the minimum wage, what comes on top for paying late."""

from decimal import Decimal

from disputes.rules.amounts.sums import Step, Sum, between, step, total
from disputes.rules.money import plain, yuan
from disputes.rules.words import Line


def wage_arrears(*, monthly_wage: Decimal, months: Decimal, paid: Decimal | None = None) -> Sum:
    """Pay for months of work less what was paid for them; never below zero (LCL-30, LCL-85)."""
    earned = step(
        f"应付工资：{yuan(monthly_wage)} × {plain(months)} 个月",
        f"pay earned: {yuan(monthly_wage)} × {plain(months)} months",
        monthly_wage * months,
    )
    return _less(earned, paid)


def _less(earned: Step, paid: Decimal | None) -> Sum:
    if not paid:
        return total("LCL-30 LCL-85", earned)
    taken = min(paid, earned.amount)
    return total(
        "LCL-30 LCL-85",
        earned,
        step(f"减去已付：{yuan(taken)}", f"less what was paid: {yuan(taken)}", -taken),
    )


def day_wages(*, daily_wage: Decimal, days: Decimal, paid: Decimal | None = None) -> Sum:
    """Pay agreed by the day for days of work, less what was paid (LCL-30, LCL-85)."""
    earned = step(
        f"应付工资：{yuan(daily_wage)} × {plain(days)} 天",
        f"pay earned: {yuan(daily_wage)} × {plain(days)} days",
        daily_wage * days,
    )
    return _less(earned, paid)


def minimum_wage_gap(*, paid_monthly: Decimal, minimum_wage: Decimal, months: Decimal) -> Sum:
    """What is missing to the minimum wage, month by month alike; none when more was paid (LCL-85)."""
    line = step(
        f"最低工资差额：（{yuan(minimum_wage)} − {yuan(paid_monthly)}）× {plain(months)} 个月，不低于零",
        f"missing to the minimum wage: ({yuan(minimum_wage)} − {yuan(paid_monthly)}) × {plain(months)} months",
        max(minimum_wage - paid_monthly, Decimal(0)) * months,
    )
    return total("LCL-85 劳动法-48", line)


def arrears_damages(*, arrears: Decimal) -> Sum:
    """50 to 100 % on top, after an order of the labour authority was not obeyed (LCL-85)."""
    least = step("", "", arrears / 2)
    most = step("", "", arrears)
    text = Line(
        f"加付赔偿金：{yuan(arrears)} 的 50% 至 100%，以劳动行政部门责令限期支付而逾期不付为前提",
        f"extra damages: 50% to 100% of {yuan(arrears)}, after an order to pay was not obeyed",
    )
    return between("LCL-85 劳动保障监察条例-26 J1-1", least, most, text)


def late_payment_interest(*, principal: Decimal, days: Decimal) -> Sum:
    """The extra interest on an effective decision paid late: 0.0175 % a day (CPL-264, 法释〔2014〕8号)."""
    line = step(
        f"迟延履行加倍部分债务利息：{yuan(principal)} × 0.0175% × {plain(days)} 天",
        f"extra interest on late payment: {yuan(principal)} × 0.0175% × {plain(days)} days",
        principal * Decimal("0.000175") * days,
    )
    return total("CPL-264 法释〔2014〕8号-1", line)
