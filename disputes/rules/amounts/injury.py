"""Money for a work injury that the employer owes: pay while treated, and the one-off grants by grade."""

from decimal import Decimal

from disputes.rules.amounts.sums import Sum, step, total
from disputes.rules.money import plain, yuan
from disputes.rules.words import RuleError

TREATED, LONGEST = Decimal(12), Decimal(24)
DISABILITY = (27, 25, 23, 21, 18, 16, 13, 11, 9, 7)  # months of own pay, grades 1 to 10
MEDICAL = {5: 10, 6: 8, 7: 6, 8: 4, 9: 2, 10: 1}  # Guangdong, on leaving
EMPLOYMENT = {5: 50, 6: 40, 7: 25, 8: 15, 9: 8, 10: 4}


def injury_leave_pay(*, monthly_wage: Decimal, months: Decimal, longer_confirmed: bool = False) -> Sum:
    """Pay unchanged while treated, twelve months at most and twelve more when confirmed (工伤保险条例 33)."""
    most = LONGEST if longer_confirmed else TREATED
    if months > most:
        raise RuleError(
            f"停工留薪期最长 {most} 个月（延长须经确认，合计不超过 {LONGEST} 个月）",
            f"pay while treated lasts {most} months at most (confirmed: {LONGEST} in all)",
            field="months",
        )
    line = step(
        f"停工留薪期工资：{yuan(monthly_wage)} × {plain(months)} 个月",
        f"pay while treated for the injury: {yuan(monthly_wage)} × {plain(months)} months",
        monthly_wage * months,
    )
    return total("工伤保险条例-33", line)


def disability_grant(*, grade: int, monthly_wage: Decimal) -> Sum:
    """The one-off disability grant; the fund pays it, an employer that did not insure owes it (K30)."""
    if not 1 <= grade <= len(DISABILITY):
        raise RuleError("伤残等级为一至十级", "the grade is 1 to 10", field="grade")
    months = DISABILITY[grade - 1]
    line = step(
        f"一次性伤残补助金（{grade} 级）：本人工资 {yuan(monthly_wage)} × {months} 个月",
        f"one-off disability grant, grade {grade}: own pay {yuan(monthly_wage)} × {months} months",
        monthly_wage * months,
    )
    return total("工伤保险条例-35 工伤保险条例-36 工伤保险条例-37", line)


def injury_leaving_grants(*, grade: int, monthly_wage: Decimal) -> Sum:
    """Guangdong's medical and employment grants when a worker of grade 5 to 10 leaves (K31, recalled)."""
    if grade not in MEDICAL:
        raise RuleError(
            "一次性医疗、就业补助金适用于五至十级", "the grants are for grades 5 to 10", field="grade"
        )
    medical, employment = MEDICAL[grade], EMPLOYMENT[grade]
    return total(
        "广东省工伤保险条例-32 广东省工伤保险条例-34",
        step(
            f"一次性工伤医疗补助金（{grade} 级）：{yuan(monthly_wage)} × {medical} 个月",
            f"one-off medical grant, grade {grade}: {yuan(monthly_wage)} × {medical} months",
            monthly_wage * medical,
        ),
        step(
            f"一次性伤残就业补助金（{grade} 级）：{yuan(monthly_wage)} × {employment} 个月",
            f"one-off employment grant, grade {grade}: {yuan(monthly_wage)} × {employment} months",
            monthly_wage * employment,
        ),
    )
