"""Awards made up by a seed, with 25 kinds of identifiers planted in sentences as awards have them (docs/threats.md 14).

Frames use the markup of `marked_texts`: `{TYPE:what must go}` and `[[what must stay]]`.
"""

import random
from dataclasses import dataclass, field

from stdnum import luhn

from tests.casebook.marked_texts import Marked, _written, credit_code, id_card

SURNAMES = [
    *list(
        "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万覃武钱戚莫孔向汤温庄古占詹岑麦区冼招简"
    ),
    "欧阳",
    "司徒",
    "上官",
    "诸葛",
    "端木",
]
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂兰英华玉萍红建国志文辉建华玲婷宇浩轩梓涵雨欣嘉怡俊子豪诗琪思远晓东海燕春梅金凤永康德胜炳坤耀祖丽珍佩仪凯琳"
MINORITY = [
    "阿不都热合曼·艾山",
    "古丽娜尔·吐尔逊",
    "次仁旺堆",
    "买买提江·肉孜",
    "帕提古丽·阿卜杜拉",
    "扎西尼玛",
]
BRANDS = "云岭 星桥 顺驰 鼎盛 恒基 博雅 海纳 丰源 天泽 腾跃 锦程 华信 瑞丰 安捷 万邦 东方红 金河 蓝海 众诚 美域 优联 铭泰".split()
TRADES = "物流 科技 餐饮管理 建筑工程 服装 电子 物业管理 教育咨询 医疗科技 文化传媒 人力资源 食品 汽车服务 家政服务 网络技术 机械制造".split()
FORMS = ["有限公司", "股份有限公司", "有限责任公司"]
CITIES = ["广州市", "深圳市", "佛山市", "东莞市", "惠州市", "珠海市", "中山市", "汕头市", "江门市", "肇庆市"]
DISTRICTS = {"广州市": ["天河区", "越秀区", "海珠区", "白云区", "番禺区"], "深圳市": ["南山区", "宝安区", "龙岗区", "福田区"],
             "佛山市": ["禅城区", "南海区", "顺德区"], "珠海市": ["香洲区", "斗门区"], "惠州市": ["惠城区", "惠阳区"]}  # fmt: skip
ROADS = "中山大道 解放北路 人民路 科韵路 龙口西路 新港中路 建设二路 环市东路 金穗路 宝源路 学府路 工业大道 凤凰大道".split()
ESTATES = "锦绣花园 金碧雅苑 阳光公寓 丽景城 天河村 康乐里 翠湖山庄".split()
AREAS = "440106 440104 440305 440306 440605 441900 441302 440402 445281 430521 360702 452123 522101".split()
LAWS = ["《中华人民共和国劳动合同法》第四十七条", "《中华人民共和国劳动争议调解仲裁法》第四十七条", "《工伤保险条例》第三十三条",
        "《劳动法》第四十四条", "《职工带薪年休假条例》第五条", "《广东省工资支付条例》第二十四条"]  # fmt: skip
POSTS = "普工 司机 仓管员 销售经理 会计 保洁员 程序员 厨师 收银员 配送员 车间主任 电焊工".split()
ILLS = "腰椎间盘突出症 右手中指骨折 妊娠高血压 抑郁状态 尘肺壹期 右膝半月板损伤".split()


@dataclass
class Case:
    """One made-up case: the same people all through, as a real award has them."""

    chance: random.Random
    parties: list[str] = field(default_factory=list)

    def name(self) -> str:
        c = self.chance
        if c.random() < 0.04:
            return c.choice(MINORITY)
        given = "".join(c.choice(GIVEN) for _n in range(1 if c.random() < 0.12 else 2))
        return c.choice(SURNAMES) + given

    def digits(self, n: int) -> str:
        return "".join(self.chance.choice("0123456789") for _n in range(n))

    def day(self, first: int, last: int) -> tuple[int, int, int]:
        return self.chance.randint(first, last), self.chance.randint(1, 12), self.chance.randint(1, 28)

    def worker(self) -> str:
        name = self.name()
        self.parties.append(name)
        return name

    def firm(self) -> str:
        c = self.chance
        head = c.choice([*CITIES, "", "广东"])
        name = f"{head}{c.choice(BRANDS)}{c.choice(TRADES)}{c.choice(FORMS)}"
        self.parties.append(name)
        return name

    def card(self, born: tuple[int, int, int]) -> str:
        return id_card(f"{self.chance.choice(AREAS)}{born[0]}{born[1]:02}{born[2]:02}{self.digits(3)}")

    def bank_card(self) -> str:
        body = self.chance.choice(["622202", "621700", "622848", "621226", "436742"]) + self.digits(12)
        return body + luhn.calc_check_digit(body)

    def code(self) -> str:
        letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        return credit_code(
            "91"
            + self.chance.choice(AREAS[:6])
            + "MA"
            + "".join(self.chance.choice(letters) for _n in range(7))
        )

    def mobile(self) -> str:
        raw = "1" + self.chance.choice("3456789") + self.digits(9)
        return self.chance.choice(
            [raw, raw, f"{raw[:3]}-{raw[3:7]}-{raw[7:]}", f"{raw[:3]} {raw[3:7]} {raw[7:]}"]
        )

    def place(self) -> str:
        c = self.chance
        city = c.choice(list(DISTRICTS))
        street = f"{c.choice(ROADS)}{c.randint(1, 900)}号"
        ends = [
            "",
            f"{c.choice(ESTATES)}{c.randint(1, 20)}栋{c.randint(1, 33)}{c.randint(0, 9)}{c.randint(1, 9)}房",
            f"{c.randint(2, 30)}楼{self.digits(3)}室",
        ]
        return f"{c.choice(['', '广东省'])}{city}{c.choice(DISTRICTS[city])}{street}{c.choice(ends)}"

    def money(self) -> str:
        return f"[[{self.chance.randint(800, 98000)}{self.chance.choice(['', '.50', '.35'])}元]]"

    def when(self) -> str:
        y, m, d = self.day(2021, 2026)
        return f"[[{y}年{m}月{d}日]]"

    def handle(self) -> str:
        return (
            self.chance.choice(["gz", "lin", "wx", "chen", "ah", "moon"])
            + self.chance.choice(["_", ""])
            + self.digits(self.chance.randint(4, 7))
        )


def head(w: Case) -> str:
    """The block of the parties."""
    c, born = w.chance, w.day(1965, 2003)
    w.me, w.boss, w.us = w.worker(), w.worker(), w.firm()  # type: ignore[attr-defined]
    y, m, d = born
    birth = c.choice(
        [f"{{DOB:{y}年{m}月{d}日}}出生", f"出生日期{{DOB:{y}-{m:02}-{d:02}}}", f"{{DOB:{y}年{m}月{d}日}}生"]
    )
    number = c.choice(["公民身份号码", "身份证号码：", "身份证号"]) + f"{{ID_CARD:{w.card(born)}}}"
    home = c.choice(["住", "住址：", "户籍地址"]) + f"{{ADDRESS:{w.place()}}}"
    seat = c.choice(["住所地", "住所：", "地址："]) + f"{{ADDRESS:{w.place()}}}"
    lawyer = w.name()
    return (
        f"申请人：{{PERSON:{w.me}}}，{c.choice('男女')}，汉族，{birth}，{number}，{home}，联系电话{{PHONE:{w.mobile()}}}。\n"  # type: ignore[attr-defined]
        f"被申请人：{{ORG:{w.us}}}，{seat}，统一社会信用代码{{USCC:{w.code()}}}。\n"  # type: ignore[attr-defined]
        f"法定代表人：{{PERSON:{w.boss}}}，{c.choice(['总经理', '执行董事', '董事长'])}。\n"  # type: ignore[attr-defined]
        f"委托代理人：{{PERSON:{lawyer}}}，{c.choice(['广东信达', '北京大成（广州）', '广东南方福瑞德'])}律师事务所律师。\n"
    )


def frames(w: Case) -> list[str]:
    """Sentences with planted identifiers; about half of them stand in one award."""
    c = w.chance
    me, us, boss = w.me, w.us, w.boss  # type: ignore[attr-defined]
    born = w.day(1965, 2003)
    witness, other = w.name(), w.name()
    return [
        f"{{PERSON:{me}}}于{w.when()}入职{{ORG:{us}}}，任{c.choice(POSTS)}，月工资{w.money()}。",
        f"申请人的工资由{{PERSON:{boss}}}通过尾号不同的账户转账，工资卡开户行为[[中国工商银行]]，卡号{{BANK_CARD:{w.bank_card()}}}。",
        f"被申请人开户行：[[中国建设银行广州天河支行]]，账号：{{BANK_ACCOUNT:4405{w.digits(15)}}}。",
        f"证人{{PERSON:{witness}}}出庭作证，其身份证号码为{{ID_CARD:{w.card(born)}}}。",
        f"申请人提交的微信聊天记录显示，微信号{{WECHAT:{w.handle()}}}于{w.when()}发送了排班表。",
        f"申请人的电子邮箱为{{EMAIL:{w.handle()}@{c.choice(['163.com', 'qq.com', 'example.com'])}}}，同意电子送达。",
        f"申请人QQ号码{{QQ:{c.randint(1, 9)}{w.digits(8)}}}，QQ群聊天记录予以采信。",
        f"双方通过支付宝账号{{ALIPAY:{w.mobile().replace('-', '').replace(' ', '')}}}结算报酬。",
        f"公司前台电话{{LANDLINE:0{c.choice(['20', '755', '757', '769'])}-{c.randint(2, 8)}{w.digits(7 if c.random() < 0.8 else 6)}}}。",
        f"申请人驾驶车牌号{{PLATE:粤{c.choice('ABES')}{c.choice(['12345', '8K7Q2', 'D3921', '6F88H'])}}}的车辆送货。",
        f"申请人护照号码{{PASSPORT:E{w.digits(8)}}}，曾于{w.when()}出境。",
        f"申请人社保电脑号{{SI_NO:6{w.digits(9)}}}，参保情况属实。",
        f"申请人工号{{EMPLOYEE_NO:{c.choice(['YL', 'GZ', 'A'])}{w.digits(5)}}}，考勤记录由被申请人保管。",
        f"{{PERSON:{other}}}系被申请人人事主管，在解除通知上签名。",
        f"解除通知送达至{{ADDRESS:{w.place()}}}，由{{PERSON:{me}}}签收。",
        f"本委认为，根据{'、'.join(f'[[{law}]]' for law in c.sample(LAWS, 2))}的规定，被申请人应支付{w.money()}。",
        f"申请人请求支付违法解除劳动合同赔偿金{w.money()}、加班工资{w.money()}。",
        f"{w.when()}，[[{c.choice(['广州市天河区', '深圳市南山区', '佛山市禅城区'])}人民法院]]作出判决。",
        f"经[[{c.choice(['广州市', '深圳市', '东莞市'])}人力资源和社会保障局]]认定为工伤，诊断为{{HEALTH:{c.choice(ILLS)}}}。",
        f"被申请人的《食品经营许可证》编号{{PERMIT:JY2440106{w.digits(7)}}}有效。",
        f"{{PERSON:{boss}}}（电话{{PHONE:{w.mobile()}}}）称系{{PERSON:{me}}}主动离职。",
        f"打卡地点经纬度为{{GEO:113.{w.digits(6)},23.{w.digits(6)}}}。",
        f"快递单收件人{{PERSON:{me}}}，电话{{PHONE:{w.mobile()}}}，地址{{ADDRESS:{w.place()}}}。",
        f"{{ORG:{us}}}辩称，双方系承揽关系，{{PERSON:{me}}}不受考勤管理。",
        f"每月平均加班[[{c.randint(10, 90)}小时]]，按[[1.5倍]]计算。",
        f"抖音号{{SOCIAL:{w.handle()}}}的主播收入由平台结算。",
        f"申请人执业证号{{LICENSE_NO:14401{w.digits(12)}}}。",
        f"现年{{AGE:{c.randint(21, 59)}岁}}的{{PERSON:{me}}}在宿舍受伤。",
        *rough(w),
        f"电子签名编号{{E_SIGN:ESIGN-{w.digits(4)}-{w.digits(8)}}}的合同经核验有效。",
    ]


def rough(w: Case) -> list[str]:
    """What is copied into awards from contracts, transfers, chats and lists."""
    c = w.chance
    me, us, boss = w.me, w.us, w.boss  # type: ignore[attr-defined]
    born = w.day(1960, 1999)
    a, b, d = w.name(), w.name(), w.name()
    return [
        f"甲方（用人单位）：{{ORG:{us}}}\n乙方（劳动者）：{{PERSON:{me}}}\n身份证号：{{ID_CARD:{w.card(w.day(1970, 2000))}}}\n",
        f"收款人：{{PERSON:{me}}}，账号：{{BANK_CARD:{w.bank_card()}}}，金额：{w.money()}，附言：工资。",
        f"{{PERSON:{a}}}、{{PERSON:{b}}}、{{PERSON:{d}}}等三人均为同车间员工。",
        f"经{{PERSON:{a}}}介绍，{{PERSON:{me}}}到{{ORG:{us}}}工作，由{{PERSON:{boss}}}面试。",
        f"申请人之妻{{PERSON:{b}}}代为领取，电话+86 {{PHONE:{w.mobile()}}}。",
        f"考勤表载明：{{PERSON:{me}}}，工号{{EMPLOYEE_NO:{w.digits(6)}}}，出勤[[{c.randint(18, 30)}天]]。",
        f"旧身份证号码{{ID_CARD:{c.choice(AREAS)}{born[0] % 100:02}{born[1]:02}{born[2]:02}{w.digits(3)}}}已注销。",
        f"家住{{ADDRESS:番禺区大石街礼村{c.choice('东西南北')}街{c.randint(1, 9)}巷{c.randint(1, 60)}号}}，距工厂约[[3公里]]。",
        f"新能源车牌{{PLATE:粤AD{w.digits(5)}}}登记在{{ORG:{us}}}名下。",
        f"申请人持港澳居民来往内地通行证{{PERMIT:H{w.digits(8)}}}入职。",
        f"录音中{{PERSON:{boss}}}说：“{{PERSON:{me}}}，明天不用来了。”",
        f"经办人{{PERSON:{d}}}在收据上签字，收到现金{w.money()}。",
        f"法定代表人由{{PERSON:{a}}}变更为{{PERSON:{boss}}}，工商登记日期{w.when()}。",
        f"[[{c.choice(['广州市天河区', '佛山市南海区', '深圳市宝安区'])}劳动人事争议仲裁委员会]]于{w.when()}受理本案，案情属[[追索劳动报酬]]。",
        f"本案适用简易处理，由仲裁员[[{w.name()}]]独任审理。",
    ]


def tail(w: Case) -> str:
    c = w.chance
    return f"\n仲裁员：[[{w.name()}]]\n{c.choice(['二〇二六年三月十二日', '2026年3月12日'])}\n书记员：[[{w.name()}]]\n"


def award(seed: int) -> tuple[Marked, list[str]]:
    """The text with what is planted in it, and the names of the parties."""
    w = Case(random.Random(seed))
    top = head(w)
    body = frames(w)
    w.chance.shuffle(body)
    chosen = body[: w.chance.randint(10, len(body))]
    paragraphs = "".join(line + w.chance.choice(["", "", "\n"]) for line in chosen)
    return _written(f"G{seed:04}", top + paragraphs + tail(w)), w.parties
