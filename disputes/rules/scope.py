"""What arbitration hears (AL-2, CR-2), and where each other matter goes instead: data, not code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from disputes.rules.readings import chosen, told
from disputes.rules.words import Confidence, Line, RuleError

Forum = Literal[
    "arbitration",
    "court",
    "bankruptcy_court",
    "payment_order",
    "administrative_review",
    "social_insurance",
    "housing_fund",
    "injury_appraisal",
    "inspection",
    "personnel_appeal",
    "coordination",
]

FORUMS: dict[Forum, Line] = {
    "arbitration": Line("劳动人事争议仲裁", "labour and personnel arbitration"),
    "court": Line("人民法院（普通民事诉讼）", "court (ordinary civil suit)"),
    "bankruptcy_court": Line("受理破产案件的人民法院", "the bankruptcy court"),
    "payment_order": Line("基层人民法院（支付令）", "basic court (payment order)"),
    "administrative_review": Line("行政复议或者行政诉讼", "administrative review or suit"),
    "social_insurance": Line("社会保险征缴、经办机构", "social-insurance collection or agency"),
    "housing_fund": Line("住房公积金管理中心", "housing-fund centre"),
    "injury_appraisal": Line("鉴定、诊断机构（再次鉴定）", "the appraisal body (re-examination)"),
    "inspection": Line("劳动保障监察", "labour inspection"),
    "personnel_appeal": Line("复核、申诉", "review and appeal within the service"),
    "coordination": Line("人力资源社会保障行政部门协调", "administrative coordination"),
}


@dataclass(frozen=True, slots=True)
class Category:
    """One item of AL-2, or one case class of CR-2."""

    code: str
    number: int
    title: Line
    law: str


@dataclass(frozen=True, slots=True)
class Route:
    """Where one matter goes. `open_here` says whether arbitration may accept it."""

    matter: str
    forum: Forum
    title: Line
    law: tuple[str, ...]
    confidence: Confidence = "VERIFIED"

    @property
    def open_here(self) -> bool:
        return self.forum == "arbitration"

    def open_at(self, settings: Mapping[str, str]) -> bool:
        """Whether a committee with these settings hears it: on paying up insurance the readings differ."""
        return self.open_here or (self.matter in READ and chosen(self.matter, settings) == "hear")

    def told(self, settings: Mapping[str, str]) -> Line | None:
        """The committee's reading, where readings differ."""
        return told(self.matter, chosen(self.matter, settings)) if self.matter in READ else None


READ = frozenset({"insurance_payment"})  # the readings of that name say whether a committee hears it

ARTICLE_2: dict[str, Category] = {
    category.code: category
    for category in (
        Category("relation", 1, Line("因确认劳动关系发生的争议", "confirming the employment relationship"), "AL-2"),
        Category(
            "contract", 2,
            Line("因订立、履行、变更、解除和终止劳动合同发生的争议",
                 "concluding, performing, changing, dissolving or ending a contract"), "AL-2",
        ),
        Category(
            "leaving", 3,
            Line("因除名、辞退和辞职、离职发生的争议", "removal, dismissal, resignation and leaving"), "AL-2",
        ),
        Category(
            "conditions", 4,
            Line("因工作时间、休息休假、社会保险、福利、培训以及劳动保护发生的争议",
                 "hours, rest and leave, social insurance, welfare, training, labour protection"), "AL-2",
        ),
        Category(
            "money", 5,
            Line("因劳动报酬、工伤医疗费、经济补偿或者赔偿金等发生的争议",
                 "pay, work-injury medical costs, economic compensation or damages"), "AL-2",
        ),
        Category("other", 6, Line("法律、法规规定的其他劳动争议", "others fixed by law"), "AL-2"),
    )
}  # fmt: skip

CASE_CLASSES: dict[str, Category] = {
    category.code: category
    for category in (
        Category("labour", 1, Line("劳动争议", "labour dispute"), "CR-2"),
        Category("civil_servant", 2, Line("聘任制公务员争议", "appointed civil servants"), "CR-2"),
        Category("institution", 3, Line("事业单位人事争议", "public institution and its staff"), "CR-2"),
        Category(
            "social_organisation", 4, Line("社会团体人事争议", "social organisation and its staff"), "CR-2"
        ),
        Category("armed_forces", 5, Line("军队文职人员争议", "civilian staff of the armed forces"), "CR-2"),
        Category("other", 6, Line("法律、法规规定的其他争议", "others fixed by law"), "CR-2"),
    )
}


def _route(
    matter: str, forum: Forum, zh: str, en: str, law: str, confidence: Confidence = "VERIFIED"
) -> Route:
    return Route(matter, forum, Line(zh, en), tuple(law.split()), confidence)


ROUTES: dict[str, Route] = {
    route.matter: route
    for route in (
        _route("insurance_payment", "social_insurance", "要求用人单位登记、补缴社会保险费",
               "make the employer register or pay insurance",
               "社会保险法-63 社会保险法-83 社会保险法-86", "RECALLED"),
        _route("insurance_loss", "arbitration", "社会保险无法补办导致的损失",
               "loss because insurance cannot be made up", "J1-1"),
        _route("insurance_dispute", "arbitration", "个人与用人单位之间的社会保险争议",
               "dispute between person and employer on social insurance", "社会保险法-83"),
        _route("insurance_agency", "administrative_review", "对社会保险经办机构的登记、核定、待遇、转移决定不服",
               "against the insurance agency: registration, assessment, benefits, transfer",
               "社会保险法-83 社会保险经办条例-52 J1-2"),
        _route("injury_recognition", "administrative_review", "对工伤认定、费率或经办机构核定的待遇不服",
               "work-injury recognition, rate or the agency's benefit figure disputed", "工伤保险条例-55"),
        _route("injury_benefits", "arbitration", "应由用人单位支付的工伤待遇",
               "injury benefits owed by the employer", "工伤保险条例-54 J1-1"),
        _route("injury_application", "social_insurance", "申请工伤认定",
               "apply for work-injury recognition", "工伤保险条例-17 工伤保险条例-20"),
        _route("disability_grade", "injury_appraisal", "对劳动能力鉴定、职业病诊断结论有异议",
               "disability grade or occupational-disease finding disputed", "J1-2"),
        _route("housing_fund", "housing_fund", "住房公积金", "housing fund", "粤高法发〔2008〕13号-3"),
        _route("wage_iou", "court", "持工资欠条且不涉及其他争议",
               "a wage IOU and nothing else disputed", "J1-15"),
        _route("bankruptcy", "bankruptcy_court", "用人单位破产中的职工债权",
               "workers' claims in the employer's bankruptcy", "粤高法发〔2008〕13号-4"),
        _route("collective_contract_making", "coordination", "签订集体合同发生争议",
               "making a collective contract", "劳动法-84"),
        _route("collective_contract_performance", "arbitration", "履行集体合同发生争议",
               "performing a collective contract", "劳动法-84 CR-62"),
        _route("institution_contract", "arbitration", "事业单位工作人员解除人事关系、履行聘用合同",
               "public-institution staff: ending the relation, performing the contract",
               "CR-2 事业单位人事管理条例-37"),
        _route("institution_discipline", "personnel_appeal", "事业单位工作人员对考核结果、处分决定不服",
               "public-institution staff: appraisal or discipline", "事业单位人事管理条例-38"),
        _route("civil_servant_contract", "arbitration", "聘任制公务员与所在机关履行聘任合同",
               "appointed civil servants: performing the appointment contract", "公务员法-105 CR-2"),
        _route("civil_servant_discipline", "personnel_appeal", "公务员对处分、辞退、降职、考核等不服",
               "civil servants: discipline, dismissal, demotion, appraisal", "公务员法-95"),
        _route("domestic_work", "court", "家庭或者个人与家政服务人员之间的纠纷",
               "household and domestic worker", "J1-2"),
        _route("craft_apprentice", "court", "个体工匠与帮工、学徒之间的纠纷",
               "craftsman and helper or apprentice", "J1-2"),
        _route("farm_hand", "court", "农村承包经营户与受雇人之间的纠纷", "farm household and hand", "J1-2"),
        _route("housing_reform", "court", "住房制度改革产生的公有住房转让纠纷",
               "housing-reform sales", "J1-2"),
        _route("pay_only_agreement", "court", "仅就劳动报酬达成的调解协议，用人单位不履行",
               "pay-only mediation agreement broken by the employer", "J1-51 B9-1"),
        _route("payment_order", "payment_order", "拖欠报酬、工伤医疗费、经济补偿、赔偿金的调解协议不履行",
               "mediation agreement on pay, medical costs, compensation, damages broken", "AL-16"),
        _route("inspection", "inspection", "投诉拖欠工资、违反劳动保障法律的行为",
               "complaint about arrears or breach of labour law", "劳动保障监察条例-9 AL-9"),
    )
}  # fmt: skip


def route(matter: str) -> Route:
    """Where that matter goes; an unknown matter is refused."""
    try:
        return ROUTES[matter]
    except KeyError:
        raise RuleError(f"没有登记这类事项：{matter}", f"no route is kept for: {matter}") from None
