"""What stands in the place of what was removed: the same person, the same word; never a character of a number."""

import re
from collections.abc import Callable
from typing import Final

from casebook.redact.divisions import leading

FIXED: Final = {
    "ADDRESS": "某市某区",
    "ID_CARD": "〔身份证号码〕",
    "PHONE": "〔手机号码〕",
    "LANDLINE": "〔固定电话〕",
    "CASE_NO": "〔文号〕",
    "DOB": "某年某月某日",
    "EMAIL": "〔电子邮箱〕",
    "BANK_CARD": "〔银行卡号〕",
    "BANK_ACCOUNT": "〔银行账号〕",
    "WECHAT": "〔微信号〕",
    "QQ": "〔QQ号〕",
    "ALIPAY": "〔支付宝账号〕",
    "SOCIAL": "〔平台账号〕",
    "USCC": "〔信用代码〕",
    "AGE": "某岁",
    "PLATE": "〔车牌号码〕",
    "HEALTH": "〔健康信息〕",
    "PERMIT": "〔证件号码〕",
    "LICENSE_NO": "〔证书号码〕",
    "SI_NO": "〔社保号码〕",
    "PASSPORT": "〔护照号码〕",
    "EMPLOYEE_NO": "〔工号〕",
    "E_SIGN": "〔签名值〕",
    "GEO": "〔坐标〕",
}
_TRADES: Final = (
    "科技 物流 餐饮 装饰 建筑 工程 人力资源 医疗 电子 服装 制衣 贸易 商贸 传媒 文化 教育 培训 物业 家政 保安 运输 快递 网络 信息 软件 食品 酒店 汽车 五金 塑胶 家具 纺织 化工 机械 印刷 包装 投资 "
    "医药 生物 房地产 置业 环保 能源 旅游 咨询 广告 设计 美容 健身 百货 实业 供应链 清洁 园林 水产 农业 玩具 鞋业 皮具 珠宝 金融 保险 劳务 律师 会计师 法律服务"
).split()
_ENDINGS: Final = (
    *(
        "律师事务所",
        "会计师事务所",
        "法律服务所",
        "事务所",
        "经营部",
        "服务部",
        "工作室",
        "幼儿园",
        "学校",
        "商行",
        "酒店",
        "餐厅",
        "大排档",
        "美食城",
        "美食广场",
        "茶楼",
        "酒楼",
        "酒家",
        "饭馆",
        "超市",
        "诊所",
    ),
    *("合作社", "中心", "公司", "集团", "厂", "店"),
)
_LEGAL: Final = re.compile(
    r"(?:股份)?有限(?:责任)?公司.*|集团.*|公司.*|律师事务所|会计师事务所|(?:加工)?厂|店|经营部|服务部|\(.*?\)"
)
_COUNT: Final = "二三四五六七八九十"


def trade_word(name: str) -> str:
    """The proper part of a firm's name: 云岭 of 广州市云岭物流有限公司."""
    head = leading().match(name)
    rest = _LEGAL.sub("", name[head.end() if head else 0 :])
    for trade in sorted(_TRADES, key=len, reverse=True):
        at = rest.find(trade)
        if at >= 2:
            rest = rest[:at]
    return rest[:6]


class Replacements:
    """Hands out replacements in the order of first appearance; labels already in the text are not used again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._labels: dict[tuple[str, str], str] = {}

    def of(self, type_: str, key: str) -> str:
        """The replacement of one person, firm or number; `key` is the full name, or the form read."""
        if type_ == "PERSON":
            return self._named(type_, key, _person)
        if type_ == "ORG":
            return self._named(type_, key, _firm)
        return FIXED[type_]

    def _named(self, type_: str, key: str, make: Callable[[str], str]) -> str:
        if (type_, key) not in self._labels:
            used = set(self._labels.values())
            label = make(key)
            options = [label, *(label + count for count in _COUNT)]
            free = (option for option in options if option not in used and not self._stands(option))
            self._labels[type_, key] = next(free, label + "等")
        return self._labels[type_, key]

    def _stands(self, label: str) -> bool:
        return label in self._text


def _person(name: str) -> str:
    from casebook.redact.names import surnames

    if re.match(r"[A-Za-z]", name):
        return "某人"
    name = name[1:] if name[0] in "小老" and len(name) == 2 else name
    width = 2 if name[:2] in surnames() and "·" not in name and len(name) > 2 else 1
    return name[:width] + "某"


def _firm(name: str) -> str:
    trade = next((word for word in _TRADES if word in name), "")
    ending = next((word for word in _ENDINGS if word in name), "单位")
    return f"某{'' if trade in ending else trade}{ending}"
