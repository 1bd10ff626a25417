"""Where the law leaves a choice open: the readings a committee may follow, and the one it follows unless it says so.

Pure data. A setting is a mapping of code to option; `chosen` reads it and refuses what is no option.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from disputes.rules.words import SURE, Confidence, Line, RuleError


@dataclass(frozen=True, slots=True)
class Reading:
    """One open question of law. Its confidence is never VERIFIED: a text that answers it would close it."""

    code: str
    question: Line
    options: Mapping[str, Line]
    default: str
    law: tuple[str, ...]
    confidence: Confidence


def _reading(
    code: str, confidence: Confidence, law: str, question: tuple[str, str], **options: tuple[str, str]
) -> Reading:
    """The first option is the default."""
    lines = {option: Line(*words) for option, words in options.items()}
    return Reading(code, Line(*question), lines, next(iter(lines)), tuple(law.split()), confidence)


READINGS: dict[str, Reading] = {
    reading.code: reading
    for reading in (
        _reading(
            "hearing_notice_days", "DERIVED", "AL-35 CR-38 CR-80",
            ("“开庭五日前”怎样计算", "how “five days before the hearing” is counted"),
            clear_days=("开庭与送达之间足有五个完整工作日", "five full working days between service and hearing"),
            count_back=("自开庭日倒数第五个工作日", "the fifth working day counted back from the hearing"),
        ),
        _reading(
            "award_rolls", "DERIVED", "AL-43 CR-45 CR-19",
            ("四十五日届满遇休息日是否顺延", "whether 45 days that end on a rest day run on to the next workday"),
            rolled=("顺延后才认为逾期", "overdue only after the roll"),
            raw=("不顺延", "no roll"),
        ),
        _reading(
            "minimum_wage_date", "DERIVED", "AL-47 CR-50",
            ("终局裁决按哪一天的最低工资标准", "which day's minimum wage the final-award test takes"),
            award=("裁决之日", "the day of the award"),
            filing=("申请仲裁之日", "the day of filing"),
            leaving=("劳动关系解除或者终止之日", "the day the employment ended"),
        ),
        _reading(
            "minimum_wage_place", "DERIVED", "AL-47 CR-50",
            ("终局裁决按哪一地的最低工资标准", "which place's minimum wage the final-award test takes"),
            committee=("仲裁委员会所在市", "the committee's city"),
            performance=("劳动合同履行地", "the place of performance"),
        ),
        _reading(
            "relation_at_issue", "RECALLED", "B9-11",
            ("裁决涉及确认劳动关系时", "an award that touches the employment relationship"),
            whole_non_final=("全案为非终局裁决", "is non-final as a whole"),
            each_item=("逐项判断", "is tested item by item"),
        ),
        _reading(
            "personnel_finality", "RECALLED", "AL-47 AL-52 CR-2",
            ("人事争议是否适用终局裁决", "whether personnel disputes may have final awards"),
            applies=("适用", "they may"),
            excluded=("不适用，一律非终局", "they may not: always non-final"),
        ),
        _reading(
            "second_wage_start", "DERIVED", "LCL-82 LCR-6 LCR-7",
            ("二倍工资从哪一天起算", "the first day of the second wage"),
            corresponding_day=("入职一个月后的对应日（1日入职，次月1日起）", "hired on the 1st: from the next 1st"),
            day_after=("对应日的次日（从入职次日计满一个月）", "one day later: the month runs from the day after hiring"),
        ),
        _reading(
            "second_wage_part_month", "DERIVED", "J2-6",
            ("二倍工资不满一个月怎样折算", "how a part month of the second wage is counted"),
            working_days=("按当月实际工作日", "by the month's own working days"),
            days_21_75=("按21.75天", "by 21.75 days"),
        ),
        _reading(
            "average_wage_series", "DERIVED", "CR-56",
            ("简易处理按哪一口径的全省上年度平均工资", "which series of the province's average wage allows simple handling"),
            full_scope=("全口径城镇单位就业人员", "all urban unit employees"),
            non_private=("城镇非私营单位就业人员", "urban non-private unit employees"),
        ),
        _reading(
            "overtime_base", "RECALLED", "劳动法-44",
            ("加班工资以什么为基数", "the base of overtime pay"),
            normal_hours=("约定的正常工作时间工资，不低于最低工资", "agreed pay for normal hours, at least the minimum wage"),
            all_pay=("全部应得工资", "all pay earned"),
        ),
        _reading(
            "insurance_payment", "RECALLED", "社会保险法-63 社会保险法-83",
            ("要求补缴社会保险费是否受理", "whether a claim that the employer pay up insurance is heard"),
            refer=("不受理，告知向征缴机构投诉", "no: pointed to the collecting agency"),
            hear=("作为劳动争议受理", "yes, as a labour dispute"),
        ),
        _reading(
            "retention_start", "DERIVED", "CR-24",
            ("案卷保存期从哪一天起算", "from which day files are kept"),
            closing=("结案之日", "the day of closing"),
            archiving=("归档之日", "the day of archiving"),
        ),
        _reading(
            "returned_post", "RECALLED", "CR-20 法释〔2004〕13号-11",
            ("寄往当事人确认的地址而被退回的文书", "what comes back by mail from the address a party confirmed"),
            served=("地址不准确、变更未告知或者拒绝签收的，退回之日视为送达之日", "is served on the day it came back, if the address was wrong, changed without word, or the party refused"),
            nothing=("不视为送达，另行送达", "is not served, and goes another way"),
        ),
    )
}  # fmt: skip


def chosen(code: str, settings: Mapping[str, str] | None = None) -> str:
    """The option a committee's settings choose, else the default. Raises `RuleError`."""
    reading = READINGS[code]
    option = (settings or {}).get(code, reading.default)
    if option not in reading.options:
        known = "、".join(reading.options)
        raise RuleError(
            f"{code} 只能是：{known}", f"{code} must be one of: {', '.join(reading.options)}", field=code
        )
    return option


def told(code: str, option: str) -> Line:
    """The reading an answer rests on, how sure it is, and that the committee chose it."""
    reading, answer = READINGS[code], READINGS[code].options[option]
    sure, question = SURE[reading.confidence], reading.question.en
    return Line(
        f"{reading.question.zh}：{answer.zh}。对此有不同理解，这是本仲裁委员会采用的理解（{sure.zh}）。",
        f"{question[0].upper()}{question[1:]}: {answer.en}. Readings differ; this is the one this committee follows"
        f" ({sure.en}).",
    )
