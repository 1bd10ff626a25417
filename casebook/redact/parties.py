"""Every form in which a party of the case is written: in full, in pinyin, by initials, as 小陈 or 陈师傅."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from casebook.redact.firms import short_forms
from casebook.redact.names import surnames, whole_name
from casebook.redact.spans import CERTAIN, STRONG, Finding
from casebook.redact.surroundings import said_after, said_before
from casebook.words import frequency, known

_TITLES: Final = (
    "师傅|经理|总经理|女士|先生|小姐|主管|主任|厂长|店长|班长|组长|总监|老板|老师|医生|会计|工程师|律师|队长|站长|阿姨|"
    "总|工|生|姐|哥|叔|姨|伯|嫂|董|sir|Sir"
)
_FIRM: Final = re.compile(
    r"(?:公司|厂|店|铺|档|部|所|社|中心|学校|院|行|集团|超市|餐厅|酒店|室|园|大排档|美食[城坊街]|美食广场|海鲜城|火锅城|食街|歌舞?厅|娱乐城|夜总会|影城|购物广场|茶楼|酒楼|酒家|饭馆|食府|合伙企业|个体工商户|队)(?:\([^()]*\))?$"
)
EVERYDAY: Final = 300  # how often a word of the language is one that a text cannot do without
PARTICLES: Final = frozenset("于向和同经从由与及将对为被给让而因在以常应时")  # surnames that mostly are none
_COMMON_LATIN: Final = frozenset(
    "QQ ID HR AI OA PC VX IT PDF APP GPS CEO CFO WPS KPI SOP ERP MD SM NO OK TV HIV".split()
)


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a party: a regular expression and why it is this party."""

    regex: re.Pattern[str]
    reason: str
    suspect: bool = False
    is_word: bool = False


def is_firm(name: str) -> bool:
    """Whether a party's name is that of an employer rather than of a person; 田园 is too short for one."""
    return len(name.strip()) > 2 and bool(_FIRM.search(name.strip()))


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name; a dotted name has its first part as given name."""
    if "·" in name:
        first, _, rest = name.partition("·")
        return rest, first
    width = 2 if name[:2] in surnames() and len(name) > 2 else 1
    return name[:width], name[width:]


def find_parties(view: str, parties: Iterable[str]) -> Iterator[tuple[Finding, str]]:
    """Findings with the party each belongs to; longer names first."""
    for name in sorted({p.strip() for p in parties if len(p.strip()) > 1}, key=len, reverse=True):
        kind = "ORG" if is_firm(name) else "PERSON"
        for form in _forms(name):
            for match in form.regex.finditer(view):
                titled = form.reason == "当事人称呼" and match[0][0] == name[0] and len(match[0]) == 2
                if (form.is_word or (titled and known(match[0]))) and not _stands_as_name(
                    view, *match.span()
                ):
                    continue
                if form.reason == "当事人名字" and (other := _namesake(view, match.start(), name)):
                    whole = Finding(match.start() - 1, match.end(), kind, "与当事人同名的人", STRONG + 1)
                    yield whole, other + match[0]
                    continue
                if form.reason == "当事人姓名" and (end := whole_name(view, *match.span())) > match.end():
                    longer = Finding(match.start(), end, kind, "姓名以当事人姓名开头的人", CERTAIN + 10)
                    yield longer, view[match.start() : end]
                    continue
                short = STRONG - 1 if kind == "ORG" else STRONG + 1
                rank = CERTAIN + 10 if form.reason == "当事人姓名" else short
                yield Finding(*match.span(), kind, form.reason, rank, form.suspect), name


def _stands_as_name(view: str, start: int, end: int) -> bool:
    """嘉禾 is also a county, 和平 also peace: only where a person could be meant."""
    return said_before(view[max(0, start - 20) : start]) >= 3 and said_after(view[end : end + 16]) >= 2.5


def _namesake(view: str, start: int, name: str) -> str:
    """董 before 嘉杰 where the party is 陈嘉杰: somebody else of that given name, hidden whole."""
    before = view[start - 1 : start]
    return before if before and before != name[0] and before not in PARTICLES and before in surnames() else ""


def _forms(name: str) -> Iterator[Form]:
    if is_firm(name):
        yield from _firm_forms(name)
        return
    spaced = r"[ ]{0,3}".join(re.escape(c) for c in name)
    everyday = len(name) == 2 and frequency(name) > EVERYDAY
    yield Form(re.compile(spaced), "当事人姓名", is_word=everyday)
    yield from _spoken_forms(name)
    yield from _latin_forms(name)


def _firm_forms(name: str) -> Iterator[Form]:
    yield Form(re.compile(re.escape(name).replace(r"\(", "[(]").replace(r"\)", "[)]")), "当事人姓名")
    yield from (Form(regex, "单位简称") for regex, _ in short_forms(name))


def _spoken_forms(name: str) -> Iterator[Form]:
    surname, given = split_name(name)
    if "·" in name:
        if len(given) > 1:
            yield Form(re.compile(re.escape(given)), "当事人名字")
        return
    yield Form(
        re.compile(
            rf"[小老阿]{re.escape(surname)}(?!某)|(?<![\u4e00-\u9fff]){re.escape(surname)}(?:{_TITLES})"
        ),
        "当事人称呼",
    )
    yield Form(
        re.compile(
            rf"{re.escape(surname)}(?:师傅|经理|女士|先生|小姐|总经理|主管|厂长|店长|律师|老师|sir|Sir|工程师)"
        ),
        "当事人称呼",
    )
    if given:
        yield Form(re.compile(rf"[小阿]{re.escape(given[-1])}(?![\u4e00-\u9fff]{{0,1}}时)"), "当事人称呼")
    if len(given) == 2:
        yield Form(re.compile(re.escape(given)), "当事人名字", is_word=known(given))


def _latin_forms(name: str) -> Iterator[Form]:
    from pypinyin import lazy_pinyin

    surname, given = split_name(name)
    family, own = lazy_pinyin(surname), lazy_pinyin(given)
    if not all(s.isascii() for s in family + own):
        return
    gap = r"[ \-_.,']{0,2}"
    orders = [family + own, own + family]
    both = "|".join(gap.join(map(re.escape, part)) for part in orders)
    yield Form(re.compile(rf"(?<![A-Za-z])(?:{both})(?![a-z])", re.IGNORECASE), "当事人拼音")
    initials = "".join(s[0] for s in family + own).upper()
    if initials.isalpha() and initials not in _COMMON_LATIN and len(initials) > 1:
        dotted = r"\.?".join(initials)
        yield Form(re.compile(rf"(?<![A-Za-z0-9]){dotted}(?![A-Za-z])"), "当事人姓名首字母", suspect=True)
