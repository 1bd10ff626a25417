"""Invented workers and employers of the disputes: no real person, no password, identities with valid check signs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from stdnum.cn import ric, uscc

from disputes.guangdong import full_name
from disputes.models import User

PREFIX = "demo-"


@dataclass(frozen=True)
class Worker:
    name: str
    sex: str
    born_on: str
    division: str
    number: int

    @property
    def username(self) -> str:
        return f"{PREFIX}worker-{self.number:02d}"

    @property
    def identity(self) -> str:
        """Eighteen signs: home division, day of birth, a serial that is odd for men, the check sign."""
        serial = 200 + 2 * self.number + (self.sex == "男")
        body = f"{self.division}{self.born_on.replace('-', '')}{serial:03d}"
        return body + ric.calc_check_digit(body + "0")  # it looks at all but the last

    @property
    def phone(self) -> str:
        return f"1380013{self.number:04d}"

    @property
    def address(self) -> str:
        return f"{full_name(self.division)}荔景路{self.number + 10}号{self.number + 1}01房"


@dataclass(frozen=True)
class Employer:
    name: str
    head: str
    post: str
    division: str
    number: int

    @property
    def username(self) -> str:
        return f"{PREFIX}employer-{self.number:02d}"

    @property
    def identity(self) -> str:
        body = f"91{self.division}MA5D{self.number:03d}X7"
        return body + uscc.calc_check_digit(body)

    @property
    def phone(self) -> str:
        return f"020-8333{self.number:04d}"

    @property
    def address(self) -> str:
        return f"{full_name(self.division)}东濠涌路{self.number + 20}号"


SURNAMES = (
    "李王黄吴梁何罗谭冯邓曾潘杜蔡彭苏叶程丁范高郭韩江赖卢莫欧钱石汤温夏严余钟邹包岑方简柯黎聂"
    "庞秦阮沈唐万魏谢徐许杨姚易袁詹张赵郑周朱庄左卓祝甘关龚古侯胡贾蒋金康孔雷凌龙陆麦牛"
)
GIVEN = (
    "沐晨 子谦 婉仪 泽楷 思琪 俊贤 雨桐 志豪 晓彤 伟健 佩珊 浩然 雅静 文杰 慧敏 柏霖 芷晴 启航 若兰 家铭 诗韵 泽宇 美玲 永康 "
    "欣怡 耀辉 晓琳 俊峰 依诺 建业 可盈 浩贤 敏儿 志明 淑芬 嘉俊 雅文 振宇 丽华 锦泉 慧娴 明辉 婷婷 永强 惠芳 国栋 月娥 海涛"
).split()  # women and men in turn
HOMES = (
    "440104",
    "440105",
    "440106",
    "440111",
    "440103",
    "440112",
    "440113",
    "440114",
    "440115",
    "440305",
    "440604",
    "441302",
)

EMPLOYERS = """
广州市珠水源餐饮管理有限公司 谭伟雄 总经理 440104|广州市羊城快运服务有限公司 陆志斌 执行董事 440104
广州市榕荫物业服务有限公司 徐丽芳 总经理 440104|广州市云山智联科技有限公司 陈启恒 执行董事 440104
广州市岭南织造有限公司 梁国栋 厂长 440104|广州市五羊家政服务有限公司 何秀珍 总经理 440104
广州市越华文化传媒有限公司 罗子健 执行董事 440104|广州市海珠湾建筑劳务有限公司 吴大勇 总经理 440105
广州市东山医药科技有限公司 周明哲 董事长 440104|广州市荔湾商贸有限公司 黎小燕 总经理 440103
广州市天穗网络科技有限公司 王浩天 执行董事 440106|广州市白鹅潭酒店管理有限公司 冯淑仪 总经理 440104
广州市粤通混凝土有限公司 邓志强 总经理 440104|广州市麓湖教育咨询有限公司 许安琪 校长 440104
广州市流花货运代理有限公司 马建国 总经理 440104|广州市北秀电子有限公司 孙立新 厂长 440104
广州市同心劳务派遣有限公司 刘国安 总经理 440104|广州市二沙岛艺术培训有限公司 朱佩文 校长 440104
广州市海印制衣有限公司 赵锦华 厂长 440104|广州市环市东安防工程有限公司 林振邦 总经理 440104
"""


@cache
def workers() -> tuple[Worker, ...]:
    return tuple(_worker(number, surname) for number, surname in enumerate(SURNAMES * 3, 1))


def _worker(number: int, surname: str) -> Worker:
    given, sex = GIVEN[(number - 1 + 6 * (number // len(SURNAMES))) % len(GIVEN)], "女男"[(number - 1) % 2]
    born = f"{1972 + number * 7 % 27}-{number * 5 % 12 + 1:02d}-{number * 11 % 28 + 1:02d}"
    return Worker(surname + given, sex, born, HOMES[number % len(HOMES)], number)


@cache
def employers() -> tuple[Employer, ...]:
    rows = EMPLOYERS.strip().replace("\n", "|").split("|")
    return tuple(_employer(number, *row.split()) for number, row in enumerate(rows, 1))


def _employer(number: int, name: str, head: str, post: str, division: str) -> Employer:
    return Employer(name, head, post, division, number)


def account(one: Worker | Employer) -> User:
    """The party's account, without a usable password: nobody logs in with it."""
    user = User(
        username=one.username, name=one.name, identity=one.identity, identity_verified=True, phone=one.phone
    )
    user.set_unusable_password()
    user.save()
    return user
