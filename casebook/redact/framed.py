"""Names that are also words (石头, 高兴), romanised names and nicknames: found by the frame they stand in."""

import re
from collections.abc import Iterator
from typing import Final

from casebook.redact.names import never, surnames
from casebook.redact.spans import LIKELY, STRONG, Finding
from casebook.redact.surroundings import ROLES, said_after
from casebook.words import adverbs, known, listed_names

_HAN: Final = r"[\u4e00-\u9fff]"
_NAME: Final = rf"(?P<name>{_HAN}{{2,3}})"
_PARTY: Final = r"(?:被?申请人|第三人|原告|被告|证人|代理人|代表人|负责人|经营者|当事人)"
_IS_ROLE: Final = re.compile(
    rf"(?:{ROLES})|本人|双方|公司|单位|工厂|企业|机关|院方|厂方|店方|资方|其中|后者|前者"
)
_FRAMES: Final = (
    # a party and the sex: 申请人石头,男
    re.compile(rf"(?:{_PARTY}[一二三四五\d]?:?|(?:^|[。;\n])\s?){_NAME}(?=\s?[,(、]?\s?(?:性别:?\s?)?[男女](?:[,)、。;\s]|$))"),
    # who speaks: 石头述称
    re.compile(rf"(?:^|[。;\n]|{_PARTY}){_NAME}(?=述称|诉称|辩称|答辩称|上诉称)"),
    # a heading: 户名,简单
    re.compile(
        r"(?:户名|姓名|名字|收款人|付款人|持卡人|开户人|签收人|签名|法定代表人|经营者|投资人|委托代理人|申请人|第三人|证人)\s?:\s{0,2}"
        rf"{_NAME}(?=[,。;、()\s”\"]|$)"
    ),
    # whom to reach, who runs it: 收件人凌晨
    re.compile(
        rf"(?:收件人|寄件人|联系人|经办人|签收人|见证人|户主|机主|经营者|投资人)(?:为|是|系)?{_NAME}(?=[,。;、()\s]|$)"
    ),
    # when somebody came: 申请人马上于2021年7月1日入职
    re.compile(rf"{_PARTY}{_NAME}(?=于(?:19|20)\d\d年\d{{1,2}}月(?:\d{{1,2}}日)?(?:入职|进入|到|签收|离职|出生))"),
    # the short form of a person: 高小梅, 以下简称高兴
    re.compile(rf"{_PARTY}:?{_HAN}{{2,4}}(?:,[男女])?\((?:以下|下)?简?称(?:为|作)?\s?:?[“\"「]?{_NAME}[”\"」]?\)"),
    # another name: 黄金宝, 曾用名黄金
    re.compile(rf"[,(](?:曾用名|又名|别名|原名|化名|小名|乳名|花名|绰号|外号)(?:为|叫|是|:)?\s?[“\"「]?{_NAME}[”\"」]?(?=[,)])"),
)  # fmt: skip
_ANY_WORD: Final = (_FRAMES[0], _FRAMES[-1])  # these frames need no surname
_LOOSE: Final = (_FRAMES[3], _FRAMES[4])  # these hold other words, too
_ROMANISED: Final = re.compile(
    rf"(?<![A-Za-z])(?P<latin>[A-Z][A-Za-z']{{1,14}}(?:[ ,\-]{{1,2}}[A-Z][A-Za-z']{{1,14}}){{0,3}})\s?\((?P<name>{_HAN}{{2,4}})\)"
)
_NICK: Final = re.compile(
    r"(?:包工头|工头|带班|老板娘?|班长|组长|队长|领班|拉长|管工|师傅|绰号|外号|花名|人称|诨名)(?:为|叫|是|:)?[“\"「]?"
    rf"(?P<name>[肥瘦高矮大细黑白光靓傻癫盲跛烂崩单四独老眼][仔佬婆妹头姑哥姐鬼眼牙镜](?P<last>{_HAN})?)"
)
_CLAUSE_ENDS: Final = frozenset({"", *",。;!?\n"})
_NOT_LAST: Final = frozenset("的了是在不也又均未将被把向对与和及于因让叫给说称签拒口由要会曾已做带派发付收")
_AS_WORD_BEFORE: Final = re.compile(
    r"(?:性格|性情|为人|脾气|态度|心情|表情|感到|觉得|更加|很|太|非常|十分|比较|较为|极其|相当|不够)$"
)
_AS_WORD_AFTER: Final = re.compile(r"地(?![区方址点])|[一二两三四五六七八九十百千数几\d]+(?:公里|千米|米|里)")
_ANYTHING: Final = re.compile(
    r"(?:未|没有?|不|无|拒绝)[^,。;:、]{0,8}任何(?:通知|证据|书面|手续|文件|材料|补偿|费用|工资|意见|形式|异议|理由|款项|联系|关系|责任)"
)


def find_framed(view: str) -> Iterator[Finding]:
    """Words the frame makes names; the same letters are names elsewhere in that text, too."""
    for frame in _FRAMES:
        for match in frame.finditer(view):
            if frame in _LOOSE and match["name"] in never():
                continue
            if _names_somebody(match["name"], any_word=frame in _ANY_WORD):
                yield Finding(*match.span("name"), "PERSON", "格式表明是姓名", STRONG)


def find_nicknamed(view: str) -> Iterator[Finding]:
    """Chan Tai Man(陈大文), 包工头肥仔明."""
    for match in _ROMANISED.finditer(view):
        if match["name"][0] in surnames() and (not known(match["name"]) or match["name"] in listed_names()):
            yield Finding(*match.span("latin"), "PERSON", "中文姓名之前的外文姓名", STRONG)
            yield Finding(*match.span("name"), "PERSON", "外文姓名之后的姓名", LIKELY)
    for match in _NICK.finditer(view):
        end, last = match.end("name"), match["last"]
        if last and (last in _NOT_LAST or known(view[end - 1 : end + 1])):
            end -= 1
        yield Finding(match.start("name"), end, "PERSON", "绰号", LIKELY, suspect=True)


def _names_somebody(name: str, *, any_word: bool) -> bool:
    """Only words: other names are read by `names`, which sees more of what stands around them."""
    return known(name) and (any_word or name[0] in surnames()) and not _IS_ROLE.search(name)


def stands_as_word(view: str, start: int, end: int) -> bool:
    """性格文静, 高兴地, 未收到任何通知: grammar leaves no doubt that nobody is meant; or a longer word has it inside."""
    if _AS_WORD_BEFORE.search(view[max(0, start - 4) : start]) or _AS_WORD_AFTER.match(view, end):
        return True
    opens = view[max(0, start - 1) : start] in _CLAUSE_ENDS
    if opens and view[start:end] in adverbs() and said_after(view[end : end + 16]) < 7:
        return True  # 马上到岗
    if any(
        m.start() <= start and end <= m.end() for m in _ANYTHING.finditer(view, max(0, start - 12), end + 4)
    ):
        return view[start:end] == "任何"
    return known(view[start : end + 1]) or (start > 0 and known(view[start - 1 : end]))
