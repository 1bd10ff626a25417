"""What a clause of an agreement says, as far as the law treats it apart: found by its words, one clause at a time.

Pure text: no clause is judged by what stands in the next one. A clause ends at a comma, a semicolon or a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

INSURANCE = (
    r"(?:社会保险|社保|五险|参保|养老保险|基本养老|医疗保险|工伤保险|失业保险|生育保险|"
    r"养老、|医疗、失业|社会统筹)"
)
NOT_PAID = (
    r"(?:放弃|免除|免缴|不缴|不参加|不购买|不办理|"
    r"(?:无需|无须|不用|不需|不必|不再|不予|不要求|不主张|不追究)[^，,。；;\n]{0,12}(?:缴|参加|购买|办理))"
)
IN_CASH = r"(?:折现|折算为?现金|折算成现金|以现金|用现金|现金形式|以补贴|作为补贴|计入工资|包含在工资|随工资)"
GAP = r"[^，,。；;\n]{0,24}"
KEPT = re.compile(
    r"(?:不得|不能|不应|不可|未|没有|并不|不)(?:以任何理由|要求[^，,。；;]{0,6})?(?:自愿)?(?:放弃|免除|折现|以现金)"
)
WAIVED = re.compile(f"{NOT_PAID}{GAP}{INSURANCE}|{INSURANCE}{GAP}{NOT_PAID}")
PAID_OUT = re.compile(
    f"{IN_CASH}{GAP}{INSURANCE}{GAP}(?:发放|支付|给付|代替|替代|折抵)|"
    f"{INSURANCE}{GAP}{IN_CASH}{GAP}(?:发放|支付|给付|代替|替代|折抵)?"
)
RELATION = r"(?:劳动|人事|聘用|劳动合同|事实劳动)关系"
EXISTS = re.compile(
    f"存在{GAP}{RELATION}(?![^，,。；;\n]{{0,12}}(?:争议|纠纷|权利义务))|"
    f"{RELATION}{GAP}(?:(?<!不)存在(?!{GAP}(?:争议|纠纷|权利义务))|成立|建立于)|"
    f"(?:认定|确认|承认){GAP}(?:系|为|是|属于){GAP}(?:职工|员工|劳动者|{RELATION})"
)
COMPETE = re.compile(r"竞业(?:限制|禁止)|不得[^，,。；;\n]{0,12}(?:同类|竞争|同业)")
VAGUE = re.compile(
    r"尽快|尽早|适时|适当|酌情|视情况|看情况|有能力时|条件允许|另行协商|再行协商|另议|待定|择期|力争|争取在|大约|左右"
)
BREAKS = re.compile(r"[，,。；;\n]+")


def clauses(texts: Iterable[str]) -> list[str]:
    return [part.strip() for text in texts for part in BREAKS.split(text) if part.strip()]


def waives_insurance(clause: str) -> bool:
    """Gives up the social insurance of law, or pays it out instead: void whoever signs it (J2-19)."""
    if KEPT.search(clause):
        return False
    return bool(WAIVED.search(clause) or PAID_OUT.search(clause))


def confirms_relation(clause: str) -> bool:
    """Says that an employment relationship exists or does not; that one existed is no matter where only its end is said."""
    return bool(EXISTS.search(clause))


def restrains_competition(clause: str) -> bool:
    return bool(COMPETE.search(clause))


def is_vague(clause: str) -> bool:
    """Leaves open what is owed, or when: nobody could enforce it (CR-78)."""
    return bool(VAGUE.search(clause))
