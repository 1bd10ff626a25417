"""Ways to reach a person: telephones, mail, chat and payment accounts."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from casebook.redact.spans import LIKELY, STRONG, Finding


class Pattern(NamedTuple):
    """A regular expression over the plain view; group `hide`, or everything, is what is hidden."""

    type: str
    reason: str
    regex: re.Pattern[str]
    rank: int = STRONG
    suspect: bool = False


def compiled(type_: str, reason: str, regex: str, rank: int = STRONG) -> Pattern:
    return Pattern(type_, reason, re.compile(regex), rank, rank < LIKELY)


_IS: Final = (
    r"(?:号码|号|账号|帐号|账户|帐户|ID|Id|id|昵称|名|名称)?\s?(?:分别)?(?:为|是|:|系)?\s?[“\"'‘「(]?\s?"
)
_HANDLE: Final = r"(?P<hide>@?[A-Za-z0-9_][A-Za-z0-9_.\-]{3,30})"
_SITES: Final = (
    "抖音|快手|小红书|微博|B站|哔哩哔哩|视频号|公众号|知乎|陌陌|钉钉|飞书|企业微信|领英|LinkedIn|脉脉|闲鱼|淘宝|"
    "拼多多|美团|饿了么|滴滴|YY|虎牙|斗鱼|TikTok|WhatsApp|Telegram|Skype|Facebook|Line|直聘|探探|Soul|Instagram"
)
_NEXT: Final = re.compile(r"\s?(?:[、,/]|和|及|与|以及)\s?([A-Za-z0-9][A-Za-z0-9_\-]*)(?![A-Za-z0-9])")

PATTERNS: Final = (
    compiled(
        "PHONE",
        "手机号码",
        r"(?<!\d)(?<!\d\.)(?:(?:\(\s?(?:\+|00)?\s?86\s?\)|(?:\+|00)\s?86|86)[ \-]{0,2})?"
        r"1[ \-.]?[3-9](?:[ \-·.]{0,2}\d){9}(?!\d)(?!\.\d{1,2}元|元|万元)",
        STRONG + 10,
    ),
    compiled(
        "PHONE",
        "汉字书写的手机号码",
        r"[一幺壹][三四五六七八九3-9](?:[一幺二两三四五六七八九零〇○]){9}",
        LIKELY + 5,
    ),
    compiled(
        "PHONE",
        "境外手机号码",
        r"(?<!\d)(?:\(?(?:\+|00)\s?(?:852|853|886)\)?|\((?:852|853|886)\))[ \-]?\d{3,4}[ \-]?\d{4,6}(?!\d)",
    ),
    compiled(
        "LANDLINE",
        "固定电话",
        r"(?<![\dA-Za-z.第])(?:(?:\+|00)?86[ \-]?)?(?:\(0(?:10|2\d|[3-9]\d{2})\)|0(?:10|2\d|[3-9]\d{2}))[ \-]{0,2}[2-9]\d{2,3}[ \-]?\d{4}(?!\d)"
        r"(?:\s?(?:转|-|分机:?)\s?\d{1,6})?",
        STRONG + 2,
    ),
    compiled(
        "LANDLINE",
        "从境外拨打的固定电话",
        r"(?<!\d)\(?(?:\+|00)\s?86\)?[ \-]{0,2}(?:10|2\d|[3-9]\d{2})[ \-]{0,2}[2-9]\d{2,3}[ \-]?\d{4}(?!\d)"
        r"(?:\s?(?:转|-|分机:?)\s?\d{1,6})?",
        STRONG + 2,
    ),
    compiled("LANDLINE", "服务热线", r"(?<!\d)[48]00[ \-]\d{3,4}[ \-]?\d{3,4}(?!\d)"),
    compiled("LANDLINE", "服务热线", r"(?<!\d)[48]00\d{7}(?!\d)(?=[,。;、)]|$)"),
    compiled(
        "LANDLINE",
        "“电话”字样之后的号码",
        r"(?:电话|致电|拨打|拨通|或拨|来电|座机|传真|固话|热线|联系方式|Tel|TEL|tel)(?:号码)?\s?(?:为|是|:)?\s?(?P<hide>[2-9]\d{2,3}[ \-]?\d{4})(?![\d-])",
    ),
    compiled(
        "ALIPAY",
        "支付宝账号",
        r"支付宝(?:的)?(?:收款|付款)?"
        + _IS
        + r"(?P<hide>[A-Za-z0-9][A-Za-z0-9_.+\-]{3,40}(?:@[A-Za-z0-9.\-]+[A-Za-z])?)",
        STRONG + 20,
    ),
    compiled(
        "EMAIL",
        "电子邮箱",
        r"[A-Za-z0-9_][A-Za-z0-9_.·+\-]{0,60}\s?@\s?[A-Za-z0-9](?:[A-Za-z0-9\-]*[.·])+[A-Za-z]{2,12}",
        STRONG + 15,
    ),
    compiled("WECHAT", "微信号", r"\bwxid_[A-Za-z0-9_\-]{4,30}", STRONG + 6),
    compiled(
        "WECHAT",
        "微信号",
        r"(?<!企业)(?:微信|WeChat|wechat|VX|vx|Vx|加V|V信|薇信)" + _IS + _HANDLE,
        STRONG + 5,
    ),
    compiled(
        "WECHAT",
        "微信号",
        r"微信[^,。;A-Za-z0-9]{0,8}(?P<hide>[A-Za-z][A-Za-z0-9_\-]{5,19})(?![A-Za-z0-9@])",
        LIKELY,
    ),
    compiled(
        "WECHAT", "微信号", _HANDLE + r"(?:为|系|是)(?:其|本人|申请人|对方)?(?:常用|的|本人)*微信", STRONG + 4
    ),
    compiled(
        "WECHAT",
        "微信昵称",
        r"(?:微信|群)?(?:昵称|网名|备注名|微信名)(?:为|是|:)?\s?[“\"「](?P<hide>[^”\"」]{1,16})[”\"」]",
        LIKELY,
    ),
    compiled(
        "WECHAT",
        "微信昵称",
        r"(?:微信|群)(?:昵称|网名|备注名|名)(?:为|是|:)?(?!不详|略|未|一致|相同|为|是|:)"
        r"(?P<hide>[^\s,。;、“”\"「」()]{2,10}?)(?=向|与|于|在|发|的|系|给|转|[,。;()]|$)",
        LIKELY - 1,
    ),
    compiled(
        "WECHAT",
        "引号中的微信昵称",
        r"[“\"「](?P<hide>[^“”\"「」,。?!:\[\]]{1,16})[”\"」](?:\([^()]{1,24}\))?(?:之间)?的?(?:微信|聊天|对话)",
        LIKELY - 1,
    ),
    compiled(
        "QQ", "QQ号", r"(?:QQ|qq|Qq|扣扣)(?:群)?" + _IS + r"(?P<hide>[1-9]\d{4,11})(?!\d|@)", STRONG + 6
    ),
    compiled("QQ", "QQ号", r"(?<!\d)(?P<hide>[1-9]\d{4,10})(?:为|系|是)[^,。;]{0,6}(?:QQ|qq)", STRONG + 6),
    compiled(
        "SOCIAL",
        "平台账号",
        rf"(?:{_SITES})(?:平台|主播|用户)?(?:上|中)?(?:以|用|使用|通过|的)?" + _IS + _HANDLE,
        STRONG + 3,
    ),
    compiled(
        "SOCIAL",
        "平台昵称",
        rf"(?:{_SITES})(?:平台)?(?:账号|帐号|昵称|用户名|主页|直播间|ID)\s?(?:为|是|:|名)?\s?[“\"「@](?P<hide>[^”\"」,。;]{{1,20}})[”\"」]?",
        LIKELY + 2,
    ),
    compiled(
        "SOCIAL",
        "平台账号",
        r"(?<![A-Za-z0-9.])@(?:[A-Za-z0-9_.\-]{2,24}|[\u4e00-\u9fff]{2,10}?)(?=转发|发布|评论|回复|私信|发文|称|[,。;、”\s]|$)",
        LIKELY,
    ),
    compiled(
        "SOCIAL",
        "账号",
        r"(?:账号|帐号|用户名|登录名|昵称)\s?(?:为|是|:)?\s?[“\"]?(?P<hide>@?[A-Za-z][A-Za-z0-9_.\-]{3,30})(?!@)",
        LIKELY + 1,
    ),
)


def matches(view: str, patterns: tuple[Pattern, ...]) -> Iterator[Finding]:
    """Every match of every pattern as a finding."""
    for pattern in patterns:
        group = "hide" if "hide" in pattern.regex.groupindex else 0
        for match in pattern.regex.finditer(view):
            start, end = match.span(group)
            yield Finding(start, end, pattern.type, pattern.reason, pattern.rank, pattern.suspect)
            if group:
                yield from _listed(view, pattern, start, end)


def _listed(view: str, pattern: Pattern, start: int, end: int) -> Iterator[Finding]:
    """Further values of the same shape after the first: 证号分别为A1234、A1235."""
    shape = _shape(view[start:end])
    if len(shape) < 4 or "d" not in shape:
        return
    while (more := _NEXT.match(view, end)) and _shape(more[1]) == shape:
        yield Finding(*more.span(1), pattern.type, pattern.reason + "(并列)", pattern.rank, pattern.suspect)
        end = more.end()


def _shape(value: str) -> str:
    return "".join("d" if c.isdigit() else "a" if c.isascii() and c.isalpha() else c for c in value)
