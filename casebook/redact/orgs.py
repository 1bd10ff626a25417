"""Employers' names: from the division or the word that introduces them to 有限公司, 厂, 店, 事务所."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from casebook.redact.divisions import anchor, leading
from casebook.redact.firms import short_forms
from casebook.redact.spans import LIKELY, STRONG, WEAK, Finding
from casebook.words import known, tokenizer

_FULL: Final = r"(?:集团(?:股份)?有限(?:责任)?公司|\(集团\)(?:股份)?有限(?:责任)?公司|股份有限公司|有限责任公司|有限公司|集团公司|集团)"
_OTHER: Final = (
    r"(?:公司|律师事务所|会计师事务所|事务所|法律服务所|合伙企业|经营部|服务部|门市部|营业部|加工厂|厂(?![规房区长内门里家方服牌址外])|商行|商店|专卖店|旗舰店|便利店|大排档|美食城|美食广场|美食街|美食坊|海鲜城|火锅城|食街|歌舞厅|歌厅|娱乐城|夜总会|影城|购物广场|烧烤档|粥粉面档|药店|大药房|药房|饭店|酒店|分店|店(?![长员铺内里面训主规服门])|"
    r"(?<![店商门床卧上下旺地网临每金药当])铺(?![位面设垫路盖底床租开货贴张就砖满陈摊上下里内外头平])|超市|餐厅|酒楼|酒家|茶餐厅|茶楼|食府|工作室|幼儿园|学校|诊所|美容院|合作社|俱乐部|会所|商场|工程队|施工队|养殖场|农场|加工场|酒吧|网吧|(?:养生|烧烤|火锅|健身|理发|武|照相|图文|洗浴|茶|面|饭|菜|宾|旅|展|生活|摄影)馆|发廊|影楼|客栈|民宿|山庄|农庄|招待所|(?:托育|早教|月嫂|足浴|康复|按摩|汽修|检测|婚庆)中心|门诊部|商会|协会|基金会|"
    r"(?:培训|美容|健身|护理|养老|体检|教育|月子|家政|物流|维修|服务|托管)中心)"
)
_SUFFIX: Final = re.compile(
    rf"(?:{_FULL}|{_OTHER}(?![^与和及、在由向对,。;]{{0,12}}?(?:有限|股份|集团|公司|事务所)))(?:\((?:普通合伙|有限合伙|特殊普通合伙|个体工商户|[\u4e00-\u9fff]{{2,4}})\))?(?:[\u4e00-\u9fff]{{2,8}}?(?:分公司|分店|分厂|分部|分所|办事处|项目部|营业部))?"
)
_LABEL: Final = re.compile(r"(?:申请人|第三人|单位|名称|雇主|商户|店名|字号)[一二三\d]?(?:\(.{0,8}\))?:\s?$")
_CLAUSE: Final = re.compile(r"[^,。;、:!?“”\"《》\n\s]+")
_INTRODUCES: Final = re.compile(
    r"被申请人|申请人|第三人|(?<![一-龥])[甲乙丙丁]方|原告|被告|案外人|案涉|涉案|用人单位|用工单位|派遣单位|单位名称|名称|加盖|盖有|入职|任职于|供职于|就职于|要求确认|请求确认|确认|主张|承包|变更为|更名为|转至|调至|派至|派往|派遣至|"
    r"委托|起诉|投诉|开办|经营|设立|投资|注册|法定代表人|经营者|股东|老板|员工|签订|隶属|用工主体|关联企业|关联公司|总公司|母公司|户名|付款方|收款方|负责|以及|其中|实际|陈述|辩称|述称|系|称|(?<![草中太高平])原"
)
_STOPS: Final = frozenset(
    "与和及在由到向给从对将被因经是即受至为于系称原把让就该其以或等所同跟对的了后前前往借是我号喺做话距去"
)
_DATED: Final = frozenset("0123456789日月年")
_NOT_PART: Final = re.compile(
    r"担任|遵守|违反|从事|属于|变成|成为|负责|进入|离开|该厂|开办|劳动关系|工作(?!室)|上班|工资"
)
_GENERIC: Final = frozenset(
    "该 某 本 其 原 我 总 分 子 母 各 两 两家 一家 这家 那家 几家 多家 哪家 关联 关联企业 用人 用工 物业 快递 外卖 平台 科技 劳务 派遣 劳务派遣 人力 资源 人力资源 网络 物流 运输 建筑 建设 工程 装修 装饰 "
    "保险 保安 保洁 家政 餐饮 服装 制衣 电子 贸易 商贸 销售 承包 分包 总包 发包 外包 服务 管理 投资 控股 全资 集团 股份 有限 责任 有限责任 母子 经纪 传媒 文化 信息 软件 互联网 民营 国有 外资 合资 "
    "上市 大型 小型 新 老 旧 前 第三方 其他 另 另外 任何 同一 不同 加工 代工 食品 电商 第三 工 出 进 回 本地 当地 个体 分支 连锁 直营 加盟 医药 医疗 美容 教育 培训 房地产 地产 汽车 五金 塑胶 家具 鞋 玩具 纺织 化工 机械 "
    "印刷 包装 便利 饭 酒 药 商 门 网 工厂 公司 企业 单位 店 厂 他 她 你 您 咱 进 离 全 整 开 关 在 新旧 甲 乙 丙 丁 同 对方 目标 客户 供应 合作 竞争 项目 施工 开发 生产 制造 实业 国际 百货 零售 批发 旅游 咨询 广告 设计 技术 发展 "
    "货运 货代 代理 劳动 事务 会计 会计师 律师 法律 社会 公益 慈善 省 市 区 县 镇 村 我们 公办 民办 私立 公立 普通 高等 职业 技工 中等 驻 知名 头部 龙头 跨国 配送 网约车 安装 监控 音响 冰箱 混凝土 报刊 城建 空调 住 同住".split()
)
_AUTHORITY: Final = re.compile(
    r"法院|仲裁|银行|工会|政府|社会保险|就业|人才服务|公共|行政服务|政务|法律援助|劳动保障|人力资源和|信访|调解|某|执法|检察|职业病|基金管理|鉴定|工商联|党|监察"
)
_LONGEST: Final = 28
_PARTY_ENDS: Final = re.compile(r"(?:申请人|第三人|入职|受雇于|受聘于)$")
_WORKED: Final = re.compile(r"工作|上班|打工|任职|就职|担任|从事|做(?!出)")
_LATIN: Final = re.compile(r"[\-&]?[A-Za-z]")  # 7-ELEVEN
_LATIN_END: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9&\-]*)?$")  # OPPO before 广东
_SHORT: Final = re.compile(
    r"\((?:以下|下)?简?称(?:为|作)?\s?:?\s?[“\"「]?(?P<short>[\u4e00-\u9fff]{2,10})[”\"」]?\)"
)
_PLACE_IN_CASE: Final = re.compile(
    r"申请人|第三人|原告|被告|[单双]位|[甲乙丙丁]方|[该本某我]|(?:^|用[人工])公司$"
)


def find_orgs(view: str) -> Iterator[Finding]:
    """Names of employers and firms; authorities, banks and generic words stay."""
    for clause in _CLAUSE.finditer(view):
        floor = clause.start()
        for match in _SUFFIX.finditer(view, clause.start(), clause.end()):
            start = _start(view, floor, match.start())
            whole = view[start : match.end()]
            floor = match.end()
            labelled = _LABEL.search(view, max(0, start - 12), start)
            told = _is_given_short(view, match.end(), whole)
            named = told or _is_workplace(view, start, match.end(), len(match[0]))
            if _is_name(whole, match[0], told=named) or (labelled and len(whole) > len(match[0])):
                certain = told or bool(re.match(_FULL, match[0])) or "事务所" in match[0]
                yield Finding(
                    start, match.end(), "ORG", "单位名称", STRONG if certain else LIKELY, not certain
                )


def find_short_names(view: str, firms: list[Finding]) -> Iterator[tuple[Finding, str]]:
    """(place, firm): a firm's own word with its trade or 公司 behind it, and the name it is given in brackets."""
    for firm in firms:
        whole = view[firm.start : firm.end]
        placed = leading().match(whole)
        for regex, bare in short_forms(whole):
            if firm.suspect and (bare or not (placed and placed[0])):
                continue  # 阳光店 may be anybody's
            for match in regex.finditer(view):
                yield Finding(*match.span(), "ORG", "单位简称", WEAK if bare else LIKELY), whole
        given = _SHORT.match(view, firm.end)
        if given and _is_short(given["short"]):
            for match in re.finditer(re.escape(given["short"]), view):
                yield Finding(*match.span(), "ORG", "单位简称", LIKELY + 1), whole


def _is_workplace(view: str, start: int, end: int, suffix: int) -> bool:
    """在丝路烤肉店工作, 被申请人向阳五金厂: everyday words, but two of them, where somebody's shop stands."""
    if not (_PARTY_ENDS.search(view, max(0, start - 6), start) or _WORKED.match(view, end)):
        return False
    placed = leading().match(view, start, end - suffix)
    words = tokenizer().cut(view[placed.end() if placed else start : end - suffix], HMM=False)
    return len(_own(words)) > 1


def _is_short(word: str) -> bool:
    return not _PLACE_IN_CASE.search(word) and word not in _GENERIC


def _is_given_short(view: str, end: int, whole: str) -> bool:
    """阳光公司(以下简称阳光公司): who is given a short form of its own name is somebody."""
    given = _SHORT.match(view, end)
    return given is not None and _is_short(given["short"]) and given["short"] in whole


def _start(view: str, floor: int, end: int) -> int:
    """Where the name that ends in the suffix at `end` begins."""
    low = max(floor, end - _LONGEST)
    opened = view.rfind("(", low, end) + 1
    if opened and ")" not in view[opened:end]:
        low = opened  # 邱瑞峰(广东华商律师事务所
    for match in _INTRODUCES.finditer(view, low, end):
        if end - match.end() >= 2:
            low = match.end()
    for match in anchor().finditer(view, low, end):
        at = match.start()
        told = at - low <= 12 or view[at - 1] in _STOPS
        if view[at - 1 : at] != "(" and told and _plausible(view[at:end]):
            latin = _LATIN_END.search(view[low:at])
            return low if 0 < at - low <= 2 and _opens(view, low) else at - len(latin[0] if latin else "")
    at, start, fresh = low, low, _opens(view, low)
    for word in tokenizer().cut(view[low:end], HMM=False):
        at += len(word)
        stop = word in _STOPS and not fresh and not (word == "同" and start == at - 1)
        fresh = False
        date = word in {"日", "月", "年", "号", "进", "起"} and at - 1 > low and view[at - 2] in _DATED
        number = word.isdigit() and not _LATIN.match(view, at)
        if stop or date or number or (word[-1] in "到在给往向由" and known(word)):
            start = at
    return start


def _opens(view: str, low: int) -> bool:
    """A name begins here, and 福建 of 同福建筑 is no province."""
    return view[max(0, low - 1) : low] in {"", ":", "、", "(", "\n"} and view[low] not in _STOPS - {
        "同",
        "于",
    }


def _own(words: Iterable[str]) -> list[str]:
    """The words that are not just anybody's: no 大型, no 三家."""
    return [
        word
        for word in words
        if word not in _GENERIC and not re.fullmatch(r"[一二两三四五六七八九十几多数\d]*[家个间名]?", word)
    ]


def _plausible(name: str) -> bool:
    if _AUTHORITY.search(name):
        return False
    return len(name) <= 24 and not re.search(r"[的了由]|工作(?!室)|上班|成立|承租|租赁|\d号|委派", name)


def _is_name(whole: str, suffix: str, *, told: bool = False) -> bool:
    if (
        _AUTHORITY.search(whole)
        or _NOT_PART.search(whole)
        or re.search(r"[该本其某我两涉]$|涉案$|[是话们]", whole[: len(whole) - len(suffix)])
    ):
        return False
    body = whole[: len(whole) - len(suffix)]
    trade = body[leading().match(body).end() :] if leading().match(body) else body  # type: ignore[union-attr]
    words = [word for word in tokenizer().cut(trade or body, HMM=False) if word.strip("()")]
    if re.match(_FULL, suffix) and (not suffix.startswith("集团") or "有限" in suffix):
        return len(body) >= 2
    placed = len(trade) < len(body) or bool(
        re.match(r"(?![本全各该同跨外])[\u4e00-\u9fff]{2,3}[市县区镇]", body)
    )
    own = _own(words)
    if not own or len(body) > 20 or re.fullmatch(r"[A-Za-z]", body):
        return False
    return (
        placed or told or suffix.endswith("事务所") or not all(known(word) and len(word) > 1 for word in own)
    )
