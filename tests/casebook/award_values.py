"""Invented people, firms, places and numbers for generated awards, each in several ways of writing."""

import calendar
from random import Random

from stdnum import luhn
from stdnum.cn import ric, uscc

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟"
    "秦邱侯江尹薛阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮"
    "纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米"
    "柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻"
    "位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆"
)
COMPOUND = "欧阳 司徒 上官 诸葛 司马 皇甫 尉迟 慕容 令狐 端木 东方 公孙 夏侯 轩辕 宇文 长孙 南宫 澹台 淳于 独孤".split()
DOTTED = (
    "艾力·买买提 古丽米热·阿不都热合曼 阿卜杜外力·图尔荪 迪丽努尔·艾尔肯 卡德尔·麦麦提明 热依汗古丽·吾守尔 叶尔兰·哈布力 扎西·平措 "
    "努尔兰·赛力克 木塔力甫·依明 帕提古丽·玉素甫 才让·多杰 伊力亚斯·库尔班 马合木提·沙比尔 约翰·布朗 玛丽亚·桑托斯"
).split()
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲建国文辉力民飞斌波宁福生龙元全胜学祥才发武新利清彬富顺信子昌成康星光天达安岩中茂进林有坚和"
    "彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋梁栋维启克伦翔旭鹏泽晨辰士以家致树炎德行时泰盛雄琛钧冠策腾"
    "楠榕风航弘嘉琼桐欣彤佳怡雨婷萱梓涵诗琪雅倩珊莎锦黛青婕馨瑶颖露菲寒希宜可姬舒影荔枝思筠柔竹霭凝晓欢霄枫芸寒伊亚宜苑婕馨竣尧曦炜熙沁煜昊轩濠焕铭锋钊"
    "琳璐瑾璇瑜珍贞莉兰凤洁梅素云莲真环雪荣爱妹香月莺媛瑞凡贵叶勤珠翠金水根土火旺财喜春夏秋冬梦柏森淼焱垚堃鑫骁骏驰腾跃"
)
TITLED = ("师傅", "经理", "主管", "厂长", "女士", "先生", "老师", "店长", "姐", "哥", "总", "工")
PLACES = (
    ("广东省", "广州市", "天河区", ("棠下街道", "石牌街道", "珠吉街道")),
    ("广东省", "广州市", "白云区", ("江高镇", "人和镇", "石井街道")),
    ("广东省", "广州市", "番禺区", ("大石街道", "南村镇", "石楼镇")),
    ("广东省", "深圳市", "龙岗区", ("坂田街道", "平湖街道", "南湾街道")),
    ("广东省", "深圳市", "宝安区", ("沙井街道", "福永街道", "松岗街道")),
    ("广东省", "佛山市", "顺德区", ("北滘镇", "乐从镇", "容桂街道")),
    ("广东省", "惠州市", "博罗县", ("园洲镇", "石湾镇", "罗阳街道")),
    ("广东省", "肇庆市", "四会市", ("大沙镇", "东城街道")),
    ("广东省", "清远市", "英德市", ("东华镇", "大站镇")),
    ("湖南省", "衡阳市", "耒阳市", ("公平圩镇", "灶市街道")),
    ("湖南省", "邵阳市", "隆回县", ("六都寨镇", "滩头镇")),
    ("广西壮族自治区", "玉林市", "博白县", ("龙潭镇", "英桥镇")),
    ("四川省", "达州市", "渠县", ("三汇镇", "临巴镇")),
    ("河南省", "周口市", "太康县", ("逊母口镇", "老冢镇")),
    ("江西省", "赣州市", "于都县", ("银坑镇", "岭背镇")),
    ("贵州省", "毕节市", "织金县", ("猫场镇", "桂果镇")),
    ("湖北省", "荆州市", "监利市", ("朱河镇", "白螺镇")),
    ("安徽省", "阜阳市", "临泉县", ("长官镇", "鲖城镇")),
    ("山东省", "菏泽市", "曹县", ("庄寨镇", "青堌集镇")),
    ("浙江省", "杭州市", "余杭区", ("仓前街道", "闲林街道")),
    ("江苏省", "苏州市", "昆山市", ("玉山镇", "周市镇")),
    ("福建省", "泉州市", "晋江市", ("陈埭镇", "池店镇")),
)
ROADS = "建设 迎宾 东风 育才 沿江 新港 华夏 金穗 黄边 科韵 石潮 三元里 工业 学府 和顺 银湖 兴业 中山 解放 桥南 湖滨 龙翔 广汕 坪吉 泰安".split()
ESTATES = "锦绣香江花园 翠湖山庄 富力城 碧桂园凤凰城 雅居乐花园 金域蓝湾 祈福新邨 保利花园 云山诗意小区 鸿福公寓 幸福里 星河传奇花园 汇景新城 阳光家园".split()
PARKS = (
    "兴达工业园 联合工业区 大岭山科技园 高新技术产业园 南部物流园 万众创业园 第二工业区 恒泰创意园".split()
)
VILLAGES = "张家铺村 王楼村 上坝村 石塘村 大坪村 李庄村 新屋村 黄泥冲村 双河村 下寨村 东岗村 塘尾村".split()
PROPER = (
    "鑫达 恒昌 云帆 锐思 博雅 科创 悦行 嘉瑞 盈丰 泰和 百川 优品 星程 巨匠 蓝海通 众合 联创 金悦 腾龙 乾元 茂业 御风 天健 华诺 远景 迅捷 好滋味 万家乐途 禾木 "
    "朗润 海拓 德馨 飞跃 鸿运来 启明星 宏基源 君悦 三足鼎 尚品 艾美迪 卓尔 安居宝 思凯 利民 同福 佰仕达 中科华信"
).split()
TRADES = (
    "电子科技 物流 餐饮管理 装饰工程 建筑劳务 人力资源 服饰 商贸 文化传媒 教育咨询 物业管理 家政服务 保安服务 供应链管理 网络科技 软件 食品 酒店管理 五金制品 "
    "塑胶 家具 印刷包装 生物医药 房地产开发 环保设备 旅行社 广告 健身服务 模具 皮具 新能源汽车销售 信息技术 国际货运代理 美容美发"
).split()
SHOPS = "五金店 制衣厂 早餐店 汽修厂 理发店 便利店 餐饮店 塑料制品厂 大药房 建材经营部 美甲店 火锅店 家具厂 托育中心 口腔诊所 养生馆".split()
SITES = "抖音 快手 小红书 微博 视频号 淘宝 闲鱼 钉钉 飞书 B站 知乎 脉脉".split()
BANKS = "中国工商银行 中国农业银行 中国建设银行 招商银行 交通银行 广发银行 平安银行 农村商业银行 中国邮政储蓄银行".split()
NICKS = "云淡风轻 A01-顺丰阿杰 努力的小蜗牛 静待花开 货车司机老九 🌸小鱼儿🌸 东莞大牛 Mr.Z 平安是福 追风少年 AAA五金批发".split()
ILLS = (
    "腰椎间盘突出症 右手食指末节离断伤 左胫骨粉碎性骨折 抑郁症 肺结核 糖尿病 先兆流产 急性阑尾炎 七级伤残 十级伤残 尘肺病贰期 左跟骨骨折 轻度抑郁状态 高血压病3级 "
    "腰部软组织挫伤 右膝半月板撕裂 双耳噪声聋 甲状腺癌 乙肝小三阳 焦虑症 胃溃疡 部分丧失劳动能力"
).split()


def person(rng: Random) -> str:
    """A name: mostly two or three characters, some compound, some with a middle dot."""
    way = rng.random()
    if way < 0.05:
        return rng.choice(DOTTED)
    family = (
        rng.choice(COMPOUND) if way < 0.12 else rng.choice(SURNAMES[: rng.choice((60, 160, len(SURNAMES)))])
    )
    return family + "".join(rng.sample(GIVEN, 2 if rng.random() < 0.8 or len(family) > 1 else 1))


def family(name: str) -> str:
    return name[:2] if name[:2] in COMPOUND else name[0]


def firm(rng: Random) -> str:
    province, city, district, _ = rng.choice(PLACES)
    head = rng.choice((city, city, city[:-1], province + city, city + district, province[:2], ""))
    proper, trade = rng.choice(PROPER), rng.choice(TRADES)
    end = rng.choice(("有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司", "（集团）有限公司"))
    if rng.random() < 0.08:
        return f"{proper}（{city[:-1]}）{trade}有限公司"
    tail = f"{rng.choice(PLACES)[1][:-1]}分公司" if head and rng.random() < 0.12 else ""
    return head + proper + trade + end + tail


def shop(rng: Random) -> str:
    _, city, district, towns = rng.choice(PLACES)
    return (
        rng.choice((city + district, city, district, city + rng.choice(towns).removesuffix("街道")))
        + rng.choice(PROPER)
        + rng.choice(SHOPS)
    )


def law_firm(rng: Random) -> str:
    return (
        rng.choice(("广东", "北京", "广东", "湖南", "上海"))
        + rng.choice(PROPER)
        + rng.choice(("律师事务所", "律师事务所", "（深圳）律师事务所", "律师事务所佛山分所"))
    )


def division(rng: Random) -> str:
    province, city, district, _ = rng.choice(PLACES)
    return rng.choice((city, city + district, province + city, district))


def address(rng: Random) -> str:
    """An address with a house, a room or a village group."""
    province, city, district, towns = rng.choice(PLACES)
    head = rng.choice((province, "", "")) + city + district
    town, n = rng.choice(towns), rng.randint(1, 399)
    road = rng.choice(ROADS) + rng.choice(
        ("路", "大道", "街", "东路", "西街", "中路", "一路", "大道北", "三横路")
    )
    room = f"{rng.randint(1, 32)}{rng.randint(1, 12):02}"
    block = rng.choice("ABCDEF12346789")
    return rng.choice(
        (
            f"{head}{town}{road}{n}号{room}房",
            f"{head}{town}{road}{n}号",
            f"{head}{road}{n}号{rng.choice(ESTATES)}{block}栋{rng.randint(1, 4)}单元{room}室",
            f"{head}{town}{rng.choice(VILLAGES)}{rng.randint(1, 20)}组{n}号",
            f"{head}{town}{rng.choice(VILLAGES)}委会{rng.choice('东西南北上下')}{rng.choice('街岗头')}村{n}号",
            f"{head}{town}{rng.choice(PARKS)}{block}栋{rng.randint(1, 9)}楼",
            f"{head}{rng.choice(ESTATES)}{block}座{room}",
            f"{head}{town}{rng.choice(VILLAGES)}{rng.choice(('一', '二', '十三'))}巷{rng.randint(1, 30)}号之{rng.choice('一二三')}",
            f"{head}{road}{n}-{n + rng.randint(2, 9)}号{rng.choice(('首层', '二楼', '自编101铺', '三层整层', '地下之一'))}",
            f"{head}{town}{road}{n}号{rng.choice(('宝能', '环球', '天汇', '汇通'))}{rng.choice(('大厦', '广场', '中心'))}{room}单元",
            f"{head}{town}{rng.choice(VILLAGES)}{rng.choice(('第五村民小组', '六社', '八队'))}",
        )
    )


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def identity(rng: Random) -> str:
    """A valid citizen's number: plain, in groups, full-width or with a small x."""
    area = rng.choice(
        "440103 440106 440304 440782 441581 430524 450923 513030 411627 360731 520524 421023 341221 110105 650102".split()
    )
    year, month = rng.randint(1958, 2006), rng.randint(1, 12)
    day = rng.randint(1, calendar.monthrange(year, month)[1])
    body = f"{area}{year}{month:02}{day:02}{rng.randint(0, 999):03}"
    number = body + ric.calc_check_digit(body)
    way = rng.random()
    if way < 0.08:
        return f"{number[:6]} {number[6:14]} {number[14:]}"
    if way < 0.12:
        return f"{number[:6]}-{number[6:14]}-{number[14:]}"
    return wide(number) if way < 0.16 else number.lower() if way < 0.24 else number


def credit(rng: Random) -> str:
    body = rng.choice(("91440101MA", "91440300MA", "92440605MA", "91441900MA", "52440000MJ", "91110108MA"))
    body += "".join(rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(7))
    return body + uscc.calc_check_digit(body)


def grouped(number: str, rng: Random) -> str:
    """A long number as it is printed or in groups of four."""
    parts = [number[i : i + 4] for i in range(0, len(number), 4)]
    return rng.choice((number, number, number, " ".join(parts), "-".join(parts)))


def card(rng: Random) -> str:
    body = rng.choice(("622202", "621700", "622848", "621661", "622588", "623058", "621226", "625955"))
    body += "".join(rng.choice("0123456789") for _ in range(rng.choice((9, 12))))
    return grouped(body + luhn.calc_check_digit(body), rng)


def account(rng: Random) -> str:
    return rng.choice(("36020", "44050", "8001", "7559", "120")) + "".join(
        rng.choice("0123456789") for _ in range(rng.choice((10, 12, 14)))
    )


def mobile(rng: Random) -> str:
    n = rng.choice(("13", "15", "17", "18", "19")) + "".join(rng.choice("0123456789") for _ in range(9))
    n = n.replace("1313", "1390")
    n = n if n[:2] != "17" or n[2] not in "49" else "176" + n[3:]
    return rng.choice(
        (
            n,
            n,
            n,
            n,
            f"{n[:3]} {n[3:7]} {n[7:]}",
            f"{n[:3]}-{n[3:7]}-{n[7:]}",
            "+86" + n,
            "+86 " + n,
            "86-" + n,
            wide(n),
        )
    )


def landline(rng: Random) -> str:
    area = rng.choice(("020", "0755", "0757", "0769", "010", "0731"))
    n = str(rng.randint(2, 8)) + "".join(rng.choice("0123456789") for _ in range(7))
    return rng.choice(
        (
            f"{area}-{n}",
            f"{area}-{n}",
            f"（{area}）{n}",
            f"{area} {n}",
            f"{area}{n}",
            f"{area}-{n}转{rng.randint(100, 999)}",
            f"{area}-{n}-{rng.randint(10, 999)}",
        )
    )


def handle(rng: Random) -> str:
    word = "".join(rng.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(rng.randint(3, 7)))
    return word + rng.choice(("", "_", "-")) + str(rng.randint(10, 99999))


def email(rng: Random) -> str:
    return (
        handle(rng)
        + "@"
        + rng.choice(
            ("163.com", "qq.com", "example.com", "vip.sina.com", "gz-hr.example.cn", "126.com", "gmail.com")
        )
    )
