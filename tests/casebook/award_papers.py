"""Numbers on papers, facts of a person, and what stays: dates, sums, courts, norms."""

from collections.abc import Callable
from random import Random

from tests.casebook import award_values as values

_DIGITS = "0123456789"
_HAN = "〇一二三四五六七八九"


def _some(rng: Random, letters: str, count: int) -> str:
    return "".join(rng.choice(letters) for _ in range(count))


def _month(n: int) -> str:
    return _HAN[n] if n < 10 else "十" + (_HAN[n - 10] if n > 10 else "")


def _day(n: int) -> str:
    return _month(n) if n < 20 else _HAN[n // 10] + "十" + (_HAN[n % 10] if n % 10 else "")


def birth(rng: Random) -> str:
    """A date of birth in figures, with marks, or in characters."""
    y, m, d = rng.randint(1958, 2004), rng.randint(1, 12), rng.randint(1, 28)
    han = "".join(_HAN[int(c)] for c in str(y))
    usual = f"{y}年{m}月{d}日"
    return rng.choice((usual, usual, usual, f"{y}年{m:02}月{d:02}日", f"{y}-{m:02}-{d:02}", f"{y}.{m}.{d}",
                       f"{han}年{_month(m)}月{_day(d)}日"))  # fmt: skip


def happened(rng: Random) -> str:
    """The day of an event, which stays."""
    y, m, d = rng.randint(2015, 2025), rng.randint(1, 12), rng.randint(1, 28)
    usual = f"{y}年{m}月{d}日"
    return rng.choice((usual, usual, usual, f"{y}年{m}月", f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}"))


def money(rng: Random) -> str:
    n = rng.randint(300, 320000)
    return rng.choice((f"{n}元", f"{n:,}.{rng.randint(0, 99):02}元", f"人民币{n}元", f"{n}.{rng.randint(1, 99):02}元",
                       f"{n / 10000:.1f}万元", f"{n:,}元"))  # fmt: skip


def _town(rng: Random) -> tuple[str, str]:
    _, city, district, _ = rng.choice(values.PLACES)
    return city, district


def tribunal(rng: Random) -> str:
    city, district = _town(rng)
    return rng.choice((city + district, city, district)) + rng.choice(
        ("劳动人事争议仲裁委员会", "劳动人事争议仲裁委员会", "劳动争议仲裁委员会", "劳动人事争议仲裁院")
    )


def court(rng: Random) -> str:
    city, district = _town(rng)
    return rng.choice(
        (f"{city}{district}人民法院", f"{city}中级人民法院", f"{district}人民法院", "广东省高级人民法院")
    )


def authority(rng: Random) -> str:
    city, district = _town(rng)
    return rng.choice((city, city + district)) + rng.choice(
        ("人力资源和社会保障局", "总工会", "劳动保障监察大队", "人力资源和社会保障局", "社会保险基金管理局")
    )


def case(rng: Random) -> str:
    y, n = rng.randint(2018, 2025), rng.randint(1, 19999)
    return rng.choice(
        (f"穗天劳人仲案〔{y}〕{n}号", f"（{y}）粤{rng.randint(1, 20):02}{rng.randint(1, 20):02}民初{n}号",
         f"深劳人仲（龙华）案〔{y}〕{n}号", f"({y})粤01民终{n}号", f"佛顺劳人仲案非终字〔{y}〕{n}号",
         f"穗人社工伤认〔{y}〕{n:06}号", f"东劳人仲院长安庭案字〔{y}〕{n}号", f"粤劳人仲案字[{y}]第{n}号")
    )  # fmt: skip


def law(rng: Random) -> str:
    n = rng.choice("二 十 三十 三十八 四十 四十七 八十二 八十七".split())
    return rng.choice(
        (f"《中华人民共和国劳动合同法》第{n}条", f"《中华人民共和国劳动争议调解仲裁法》第{n}条第一款", f"《劳动法》第{n}条",
         f"《工伤保险条例》第{n}条第（二）项", f"《职工带薪年休假条例》第{n}条", f"《广东省工资支付条例》第{n}条",
         f"法释〔2020〕26号第{n}条", f"《中华人民共和国民法典》第一千零{n}条")
    )  # fmt: skip


def _qq_or_phone(rng: Random) -> str:
    return rng.choice((values.email(rng), _plain_mobile(rng), _plain_mobile(rng)))


def _plain_mobile(rng: Random) -> str:
    return rng.choice(("138", "159", "186", "199", "135")) + _some(rng, _DIGITS, 8)


def plate(rng: Random) -> str:
    head = rng.choice("粤粤粤湘赣桂豫京") + rng.choice("ABCDESX")
    return (
        head
        + rng.choice(("", "", "·", " "))
        + rng.choice(
            (
                _some(rng, "0123456789ABCDEFGHJK", 5),
                "D" + _some(rng, _DIGITS, 5),
                _some(rng, _DIGITS, 4) + rng.choice("挂学"),
            )
        )
    )


def place(rng: Random) -> str:
    lat, lon = 22 + rng.random() * 3, 112 + rng.random() * 3
    return rng.choice((f"{lon:.6f},{lat:.6f}", f"北纬{lat:.4f}°，东经{lon:.4f}°", f"{lat:.5f}, {lon:.5f}",
                       f"东经{int(lon)}°{rng.randint(1, 59)}′{rng.randint(1, 59)}″，北纬{int(lat)}°{rng.randint(1, 59)}′{rng.randint(1, 59)}″",
                       f"经度{lon:.6f}，纬度{lat:.6f}"))  # fmt: skip


def staff(rng: Random) -> str:
    return rng.choice((_some(rng, _DIGITS, 4), _some(rng, _DIGITS, 6), f"GZ{_some(rng, _DIGITS, 5)}",
                       f"A-{_some(rng, _DIGITS, 4)}", f"HR_{_some(rng, _DIGITS, 3)}", f"SZ-2021-{_some(rng, _DIGITS, 4)}"))  # fmt: skip


def age(rng: Random) -> str:
    n = rng.randint(19, 66)
    return rng.choice((f"{n}岁", f"{n}周岁", f"{_day(n)}岁" if n < 60 else f"{n}岁"))


def pregnant(rng: Random) -> str:
    return rng.choice(
        (f"怀孕{rng.randint(6, 36)}周", f"孕{rng.randint(2, 8)}个月", f"妊娠{rng.randint(6, 36)}周")
    )


def signature(rng: Random) -> str:
    return rng.choice(
        (
            f"ESIGN{_some(rng, _DIGITS, 12)}",
            _some(rng, "0123456789ABCDEF", 20),
            f"FDD-{_some(rng, _DIGITS, 8)}-{_some(rng, 'ABCDEF', 4)}",
        )
    )


def social(rng: Random) -> str:
    return rng.choice((values.handle(rng), str(rng.randint(10**7, 10**10)), f"@{values.handle(rng)}"))


def licence(rng: Random) -> str:
    return rng.choice(("14401", "14403", "11101", "14419")) + "20" + _some(rng, _DIGITS, 10)


def wechat(rng: Random) -> str:
    return rng.choice(
        (values.handle(rng), f"wxid_{_some(rng, 'abcdefgh0123456789', 14)}", _plain_mobile(rng))
    )


Maker = Callable[[Random], str]
HIDDEN: dict[str, Maker] = {
    "id": values.identity, "phone": values.mobile, "tel": values.landline, "uscc": values.credit,
    "addr": values.address, "card": values.card, "account": values.account, "email": values.email,
    "org": values.firm, "shop": values.shop, "lawfirm": values.law_firm, "dob": birth, "age": age,
    "wechat": wechat, "qq": lambda r: str(r.randint(10**5, 4 * 10**9)), "alipay": _qq_or_phone,
    "social": social, "nick": lambda r: r.choice(values.NICKS), "snick": lambda r: r.choice(values.NICKS),
    "plate": plate, "geo": place, "staff": staff, "ill": lambda r: r.choice(values.ILLS), "preg": pregnant,
    "permit": lambda r: r.choice("HM") + _some(r, _DIGITS, r.choice((8, 10))),
    "permit2": lambda r: f"{r.randint(20200000, 20259999)}{_some(r, _DIGITS, 4)}", "twpermit": lambda r: _some(r, _DIGITS, 8),
    "permit3": lambda r: r.choice((f"4401{_some(r, _DIGITS, 8)}", f"粤劳派{_some(r, _DIGITS, 6)}号")),
    "licence": licence, "si": lambda r: _some(r, "123456789", 1) + _some(r, _DIGITS, r.choice((8, 9, 11))),
    "passport": lambda r: r.choice((f"E{r.choice('ABCDEFGH')}{_some(r, _DIGITS, 7)}", f"G{_some(r, _DIGITS, 8)}", f"P{_some(r, _DIGITS, 7)}A")),
    "esign": signature, "hash": lambda r: _some(r, "0123456789abcdef", r.choice((32, 40, 64))),
}  # fmt: skip
KEPT: dict[str, Maker] = {
    "date": happened, "money": money, "tribunal": tribunal, "court": court, "authority": authority,
    "case": case, "law": law, "division": values.division, "bank": lambda r: r.choice(values.BANKS),
    "period": lambda r: f"{r.randint(2, 24)}个月",
}  # fmt: skip
FREE: dict[str, Maker] = {
    "sex": lambda r: r.choice("男女"), "ethnic": lambda r: r.choice("汉族 汉族 汉族 壮族 瑶族 土家族 维吾尔族".split()),
    "site": lambda r: r.choice(values.SITES),
    "licpaper": lambda r: r.choice(("特种作业操作证，证号", "健康证编号", "叉车操作证号", "教师资格证编号", "医师执业证书编号")),
}  # fmt: skip
