"""The laws, rules and interpretations the periods and sums stand in: name, version and time in force.

An article is stored with its instrument's version, because old article numbers are everywhere: 民事诉讼法 205 was
201 before 2024. The old texts are not kept; a day before the beginning is answered by today's text, and said so.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache

from disputes.rules.words import Confidence, Line


@dataclass(frozen=True, slots=True)
class Instrument:
    """`since` and `until` are the first and last day this text is in force; `confidence` is about those days."""

    key: str
    name: Line
    version: str
    since: date
    until: date | None = None
    confidence: Confidence = "VERIFIED"

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


def _row(
    key: str, zh: str, en: str, version: str, since: str, confidence: Confidence = "RECALLED"
) -> Instrument:
    return Instrument(key, Line(zh, en), version, date.fromisoformat(since), confidence=confidence)


INSTRUMENTS: dict[str, Instrument] = {
    row.key: row
    for row in (
        _row("AL", "劳动争议调解仲裁法", "Labour Dispute Mediation and Arbitration Law",
             "2007", "2008-05-01", "VERIFIED"),
        _row("CR", "劳动人事争议仲裁办案规则", "Arbitration Case Rules", "人社部令第33号", "2017-07-01", "VERIFIED"),
        _row("OR", "劳动人事争议仲裁组织规则", "Arbitration Organisation Rules", "人社部令第34号", "2017-07-01"),
        _row("MR", "企业劳动争议协商调解规定", "Enterprise Negotiation and Mediation Provisions",
             "人社部令第17号", "2012-01-01", "VERIFIED"),
        _row("J1", "审理劳动争议案件司法解释（一）", "SPC Labour Interpretation (I)", "法释〔2020〕26号", "2021-01-01"),
        _row("J2", "审理劳动争议案件司法解释（二）", "SPC Labour Interpretation (II)",
             "法释〔2025〕12号", "2025-09-01", "VERIFIED"),
        _row("B9", "人社部发〔2022〕9号", "MOHRSS and SPC Document 2022 No. 9",
             "人社部发〔2022〕9号", "2022-02-21", "VERIFIED"),
        _row("CPL", "民事诉讼法", "Civil Procedure Law", "2023", "2024-01-01", "VERIFIED"),
        _row("CPLI", "民事诉讼法司法解释", "SPC interpretation of the Civil Procedure Law", "2022", "2022-04-10"),
        _row("司法确认规定", "人民调解协议司法确认程序的若干规定", "SPC provisions on confirming people's mediation agreements",
             "法释〔2011〕5号", "2011-03-30"),
        _row("财产保全规定", "人民法院办理财产保全案件若干问题的规定", "SPC provisions on preserving property",
             "2020", "2021-01-01"),
        _row("CC", "民法典", "Civil Code", "2020", "2021-01-01"),
        _row("LCL", "劳动合同法", "Labour Contract Law", "2012", "2008-01-01"),
        _row("LCR", "劳动合同法实施条例", "Regulation on the Labour Contract Law", "2008", "2008-09-18"),
        _row("劳动法", "劳动法", "Labour Law", "2018", "1995-01-01"),
        _row("公务员法", "公务员法", "Civil Servants Law", "2018", "2019-06-01"),
        _row("行政复议法", "行政复议法", "Administrative Review Law", "2023", "2024-01-01"),
        _row("社会保险法", "社会保险法", "Social Insurance Law", "2018", "2011-07-01"),
        _row("社会保险经办条例", "社会保险经办条例", "Regulation on Social Insurance Agencies", "2023", "2023-12-01"),
        _row("工伤保险条例", "工伤保险条例", "Regulation on Work-Injury Insurance", "2010", "2011-01-01"),
        _row("广东省工伤保险条例", "广东省工伤保险条例", "Guangdong Regulation on Work-Injury Insurance",
             "2019", "2019-07-01"),
        _row("劳动保障监察条例", "劳动保障监察条例", "Regulation on Labour Inspection", "2004", "2004-12-01"),
        _row("事业单位人事管理条例", "事业单位人事管理条例", "Regulation on Personnel of Public Institutions",
             "2014", "2014-07-01"),
        _row("年休假条例", "职工带薪年休假条例", "Regulation on Paid Annual Leave", "2007", "2008-01-01"),
        _row("年休假实施办法", "企业职工带薪年休假实施办法", "Measures on Paid Annual Leave", "2008", "2008-09-18"),
        _row("广东省工资支付条例", "广东省工资支付条例", "Guangdong Regulation on Wage Payment", "2016", "2005-05-01"),
        _row("深圳市员工工资支付条例", "深圳市员工工资支付条例", "Shenzhen Regulation on Wage Payment",
             "2019", "2004-12-01"),
        _row("粤高法发〔2008〕13号", "粤高法发〔2008〕13号", "Guangdong High Court Guidance 2008 No. 13",
             "粤高法发〔2008〕13号", "2008-06-23"),
        _row("法释〔2004〕13号", "法释〔2004〕13号", "SPC Interpretation 2004 No. 13", "法释〔2004〕13号", "2005-01-01"),
        _row("法释〔2013〕3号", "法释〔2013〕3号", "SPC Interpretation 2013 No. 3", "法释〔2013〕3号", "2013-01-23"),
        _row("法释〔2014〕8号", "法释〔2014〕8号", "SPC Interpretation 2014 No. 8", "法释〔2014〕8号", "2014-08-01"),
        _row("人社部发〔2025〕2号", "人社部发〔2025〕2号", "MOHRSS Document 2025 No. 2",
             "人社部发〔2025〕2号", "2025-01-01", "VERIFIED"),
        _row("最低工资规定", "最低工资规定", "Provisions on Minimum Wages", "2003", "2004-03-01"),
    )
}  # fmt: skip


@cache
def instruments_of(law: tuple[str, ...]) -> tuple[Instrument, ...]:
    """The instruments that articles such as `AL-30` stand in, each once."""
    sources = dict.fromkeys(article.rpartition("-")[0] for article in law)
    return tuple(INSTRUMENTS[source] for source in sources if source in INSTRUMENTS)


@cache
def in_force_since(law: tuple[str, ...]) -> date:
    """The first day on which all these articles stood as they are cited."""
    return max(instrument.since for instrument in instruments_of(law))


def not_in_force(law: tuple[str, ...], on: date) -> list[Instrument]:
    """Those of the instruments that were not in force on that day."""
    return [instrument for instrument in instruments_of(law) if not instrument.in_force(on)]
