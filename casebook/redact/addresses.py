"""Street addresses: from the first division, or the road, to the last house number."""

import re
from collections.abc import Iterator
from typing import Final

from casebook.redact.divisions import anchor
from casebook.redact.spans import LIKELY, STRONG, Finding

_NUM: Final = r"(?<!月)(?<![\d月])(?:自编|第)?(?:[A-Za-z]?\d+[A-Za-z]?(?:[-–之]\d+)*|[一二三四五六七八九十百]+|[A-Za-z]|[东西南北中甲乙丙丁])"
_ROOM: Final = r"(?:(?:\d{1,3}(?:-\d{1,4}){1,3}|[A-Z]?\d{2,4})(?:室|房|号|铺|单元)?(?:之[一二三四五六七八九\d]+)?(?![\d年月元人名栋幢座楼层组号室房单铺队巷弄]))?"
_UNIT: Final = rf"{_NUM}(?:号院|号楼|号铺|号房|号(?!线)|栋|幢|座|楼|层|室|房|单元|铺|档|卡|队|组|村民小组|社|街|巷|横巷|弄|门|户|床|车间|仓)(?:(?:地下|首层|负一层|[一二三四五六七八九]层)?之[一二三四五六七八九\d]+(?:首层|地下|[一二三四五六七八九]楼)?|地下室?|首层|[一二三四五六七八九]?层?(?:整层|全层|整栋|整幢))?{_ROOM}"
_PLACE: Final = (
    r"(?:宿舍|公寓|花园|小区|家园|新村|新城|苑|大厦|广场|工业区|工业园|工业城|产业园|科技园|创意园|园区|厂房|楼盘|"
    r"大院|商铺|商业城|批发市场|物流园|大楼|中心|府|湾|城|邨|庭|轩|阁|居|里|坊)"
)
_TAIL: Final = re.compile(
    rf"{_UNIT}|(?:路|街|大道)(?:与|和|、)[\u4e00-\u9fff]{{1,8}}(?:路|街|大道)(?:交叉口|交汇处|路口)|{_PLACE}\s?(?:[A-Z]?\d+(?:-\d+)*[A-Z]?(?:号|栋|幢|座|楼|层|室|房|单元|铺)?{_ROOM}(?!\d|年|月|元|%|％|人|名))"
)
_SOFT: Final = re.compile(
    rf"(?:宿舍|公寓|花园|小区|家园|新村|苑|大厦|工业区|工业园|产业园|科技园|村|屯|社区|居委会|路|大道|街|巷){_UNIT}?$"
)
_ROAD: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{1,7}?(?:大道|马路|大街|路|街|巷|道|里|坊|弄|胡同|公路|横路|村|小区|花园|苑|新村|工业区|工业园))"
    r"(?:[东西南北中]|[一二三四五六七八九十]+[路街巷横]+)?[\u4e00-\u9fff]{0,6}?(?:自编)?\d+(?:[-之]\d+)*(?:号|栋|幢|座)"
)
_AT: Final = re.compile(
    r"(?:住所地|住所|住址|户籍所在地|户籍地址|户籍地|户籍登记地|户籍|户口所在地|居住地址|居住地|现居住|居住于|居住在|居住|经常居住地|送达地址|通讯地址|联系地址|邮寄地址|"
    r"办公地址|经营场所|经营地址|注册地址|实际经营地址|实际经营地|注册地|工作地点|收件地址|地址|门牌|暂住|常住|现住|家住|家在|租住|同住|身份证地址|住|位于|坐落于|搬至|迁至|寄往)"
    r"(?:登记)?(?:位于|为|是|:|于|在)?\s?"
)
_CLAUSE: Final = re.compile(r"[^,。;、:!?()〈〉《》“”\"\n\[\]【】]+")
_BODY: Final = re.compile(
    r"法院|仲裁|人力资源|劳动保障|社会保[险障]|公安|工会|人民政府|街道办事处|派出所|检察院|司法[局所]|委员会|大队|税务|"
    r"监察|有限公司|股份|银行|出庭|出具|受理|作出|开庭|工作|上班|入职|从事|任职|打卡|经营(?!部)"
)
_NOT_HERE: Final = re.compile(r"第[一二三四五六七八九十百\d]+[条项款号页]|最低工资|平均工资")


def find_addresses(view: str) -> Iterator[Finding]:
    """Addresses with a detail below the division; a division alone stays."""
    for clause in _CLAUSE.finditer(view):
        yield from _told(view, clause)
        yield from _from_division(view, clause)
        yield from _from_road(view, clause)


def _told(view: str, clause: re.Match[str]) -> Iterator[Finding]:
    """After 住, 住所地, 地址: also a village or a building without a number."""
    before = view[max(0, clause.start() - 8) : clause.start()]
    opened = _AT.search(before)
    starts = [match.end() for match in _AT.finditer(view, clause.start(), clause.end())]
    if opened and opened.end() == len(before) and before.endswith(":"):
        starts.insert(0, clause.start())
    for start in starts:
        end = _address_end(view[start : clause.end()], told=True)
        if end >= 3:
            yield Finding(start, start + end, "ADDRESS", "住址、地址字样之后", STRONG)


def _from_division(view: str, clause: re.Match[str]) -> Iterator[Finding]:
    for match in anchor().finditer(view, clause.start(), clause.end()):
        end = _address_end(view[match.start() : clause.end()], told=False)
        if end > match.end() - match.start():
            yield Finding(match.start(), match.start() + end, "ADDRESS", "行政区划起首的详细地址", STRONG + 1)


def _from_road(view: str, clause: re.Match[str]) -> Iterator[Finding]:
    for match in _ROAD.finditer(view, clause.start(), clause.end()):
        skip = re.match(r".*(?:位于|地点[在为]|工作地|住在|住于|[住在到于至从往的是和与])", match[0][:-3])
        start = match.start() + (skip.end() if skip else 0)
        end = _address_end(view[start : clause.end()], told=False)
        if end >= 4 and not _NOT_HERE.search(view[start : start + end]):
            yield Finding(start, start + end, "ADDRESS", "道路与门牌", LIKELY)


def _address_end(rest: str, *, told: bool) -> int:
    """Length of the address at the start of `rest`, 0 if it names no place below a division."""
    body = _BODY.search(rest)
    limit = body.start() if body else len(rest)
    tails = [m.end() for m in _TAIL.finditer(rest, 0, limit) if m.end() <= 60]
    if told and (soft := _SOFT.search(rest[: min(limit, 40)])):
        tails.append(soft.end())
    if not tails or _NOT_HERE.search(rest[: tails[-1]]):
        return 0
    return max(tails)
