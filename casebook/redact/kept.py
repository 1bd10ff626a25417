"""What stays whatever a detector says: tribunal, courts, authorities, banks, norms, sums, names already hidden."""

import re
from collections.abc import Iterator
from typing import Final

from casebook.redact.divisions import anchor

_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_OFFICIALS: Final = (
    r"(?:首\s?席\s?仲\s?裁\s?员|独任仲裁员|仲\s?裁\s?员|书\s?记\s?员|记\s?录\s?员|人民调解员|特邀调解员|主持调解员|调\s?解\s?员|记录人|审\s?判\s?长|代理审判员|审\s?判\s?员|"
    r"人民陪审员|陪审员|法官助理|法官|执行员|仲裁秘书)"
)
_ROLE: Final = re.compile(
    rf"{_OFFICIALS}\s?(?:为|是|:|\(签名\):?)?\s?(?P<names>(?:[\u4e00-\u9fff·]{{2,4}}|[\u4e00-\u9fff](?: {{1,3}}[\u4e00-\u9fff]){{1,2}}(?![\u4e00-\u9fff]))"
    rf"(?:[、和](?!{_OFFICIALS})[\u4e00-\u9fff·]{{2,4}}){{0,5}})"
)
_NAME: Final = r"[\u4e00-\u9fff·]{2,4}?"
_NAMED_FIRST: Final = re.compile(
    rf"(?:由|指派|指定|[,;、与和])(?P<names>{_NAME}(?:[、和]{_NAME}){{0,4}})"
    rf"(?:共同)?(?:担任|任|作为)(?:本案)?(?:的)?(?:{_OFFICIALS}|记录)"
    rf"|(?:由|[,;])(?P<court>{_NAME}(?:[、和]{_NAME}){{1,4}})(?:共同)?(?:依法)?组成(?:合议庭|仲裁庭)"
)
_BODIES: Final = (
    rf"(?:(?:{anchor().pattern})[\u4e00-\u9fff]{{0,14}}?|[\u4e00-\u9fff]{{2}}[省市区县镇])?(?:最高)?"
    r"(?:人民法院|互联网法院|仲裁委员会|仲裁委|仲裁院|人社局|人社厅|社会保障[局厅]|总工会|监察[大支]队|派出所|公安局|法律援助[处中]心?|鉴定委员会|"
    r"街道办事处|人民政府)"
)
_PATTERNS: Final = tuple(
    re.compile(text)
    for text in (
        _BODIES,
        rf"(?<![\d-]){_NUMBER}\s?(?:万|亿|余)?(?:元|圆|块钱|港币|美元)",
        r"(?:人民币|¥|￥|RMB)\s?" + _NUMBER,
        r"法(?:释|发|办)?[(〔\[]\d{4}[)〕\]]\d+号|[\u4e00-\u9fff]{1,6}发[(〔\[]\d{4}[)〕\]]\d+号",
        r"https?://[A-Za-z0-9./_\-]+",
        r"第[一二三四五六七八九十百零\d]+(?:条|款|项|页|次|季度)(?:至第[一二三四五六七八九十百零\d]+[条款项页])?",
        r"(?<=尾号)(?:为|是)?\s?[\d*]{4}(?!\d)|\*{2,}[\dXx]{0,6}",
        r"中国(?:工商|农业|建设|邮政储蓄|民生|光大)?银行|[\u4e00-\u9fff]{2}银行",
        r"(?<![A-Za-z])[×xX*某]{2,}(?![A-Za-z_])",
        r"(?:退休年龄|就业年龄|最低年龄|法定年龄|年龄要求)[^,。;]{0,6}\d{2}周?岁",
        r"\d{1,2}(?:周?岁)?(?:至|到|-|~)\d{1,2}周?岁|(?:已满|年满|未满|不满)\d{1,2}周?岁的(?!申请人|被申请人)",
    )
)
_ALREADY: Final = re.compile(
    r"(?:欧阳|司徒|上官|诸葛|[\u4e00-\u9fff])某{1,2}(?:[甲乙丙丁\d一二三四五六七八九]|[\u4e00-\u9fff](?=[,。;、与和及于]))?"
)


def kept_zones(view: str) -> Iterator[tuple[int, int]]:
    """Ranges in which pattern detectors and the search for names find nothing."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(view):
            yield match.span()
    for match in _ALREADY.finditer(view):
        yield match.span()


def official_names(view: str) -> dict[str, list[tuple[int, int]]]:
    """Names in tribunal signatures, with where they were read: they stay by the rules of publication."""
    found: dict[str, list[tuple[int, int]]] = {}
    for pattern in (_ROLE, _NAMED_FIRST):
        for match in pattern.finditer(view):
            group = match.lastgroup or "names"
            at = match.start(group)
            for name in re.split(r"[、和]", match[group]):
                solid = name.replace(" ", "")
                for size in {2, 3, len(solid)}:
                    found.setdefault(solid[:size], []).append((at, at + len(name)))
                at += len(name) + 1
    return found
