"""What stands in the place of what was removed: the same person, the same word; never a character of a number."""

import re
from collections.abc import Callable
from typing import Final

from casebook.redact.listed import listed

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
    *("合作社", "中心", "公司", "集团", "厂", "店", "铺"),
)
_COUNT: Final = "二三四五六七八九十"


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
    trade = next((word for word in listed("trades") if word in name[2:]), "")
    ending = next((word for word in _ENDINGS if word in name), "单位")
    return f"某{'' if trade in ending else trade}{ending}"
