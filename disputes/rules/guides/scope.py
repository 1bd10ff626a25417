"""Does arbitration hear this? Who the two are, then what it is about (AL-2, CR-2, and the routes elsewhere)."""

from disputes.rules import scope as law
from disputes.rules.guides.asking import Answers, Finding, Question
from disputes.rules.words import Line

SIDES = Question(
    "sides",
    Line("争议双方是什么关系？", "Who are the two sides?"),
    options={
        "labour": Line("劳动者与用人单位", "a worker and an employer"),
        "institution": Line("事业单位与其工作人员", "a public institution and its staff"),
        "civil_servant": Line("机关与聘任制公务员", "an agency and an appointed civil servant"),
        "social_organisation": Line("社会团体与其工作人员", "a social organisation and its staff"),
        "armed_forces": Line("军队用人单位与文职人员", "the armed forces and civilian staff"),
        "domestic_work": Line("家庭或者个人与家政服务人员", "a household and a domestic worker"),
        "craft_apprentice": Line("个体工匠与帮工、学徒", "a craftsman and a helper or apprentice"),
        "farm_hand": Line("农村承包经营户与受雇人", "a farm household and a hand"),
    },
)
INSURANCE = ("insurance_payment", "insurance_loss", "insurance_dispute", "insurance_agency")
INJURY = ("injury_benefits", "injury_application", "injury_recognition", "disability_grade")
ELSEWHERE = (
    "housing_fund", "wage_iou", "bankruptcy", "collective_contract_making", "collective_contract_performance",
    "housing_reform", "pay_only_agreement", "payment_order", "inspection",
)  # fmt: skip
GROUPS = {
    "social_insurance": Line("社会保险", "social insurance"),
    "work_injury": Line("工伤", "work injury"),
}
MATTER = Question(
    "matter",
    Line("争议的是什么？", "What is it about?"),
    options={
        **{code: category.title for code, category in law.ARTICLE_2.items()},
        **GROUPS,
        **{matter: law.ROUTES[matter].title for matter in ELSEWHERE},
    },
)
PERSONNEL: dict[str, tuple[str, ...]] = {
    "institution": ("institution_contract", "institution_discipline"),
    "civil_servant": ("civil_servant_contract", "civil_servant_discipline"),
}


def _which(code: str, matters: tuple[str, ...]) -> Question:
    words = Line("具体是哪一种？", "Which of these?")
    return Question(code, words, options={matter: law.ROUTES[matter].title for matter in matters})


SOCIAL = {
    "social_insurance": _which("insurance_matter", INSURANCE),
    "work_injury": _which("injury_matter", INJURY),
}


def scope(said: Answers) -> Finding:
    """The forum that hears it: `arbitration`, or the one to go to instead."""
    sides = said.choice(SIDES)
    if sides in law.ROUTES:
        return _routed(law.ROUTES[sides])
    if sides in PERSONNEL:
        return _routed(law.ROUTES[said.choice(_which("personnel_matter", PERSONNEL[sides]))])
    if sides != "labour":
        return _class(law.CASE_CLASSES[sides])
    matter = said.choice(MATTER)
    if matter in SOCIAL:
        return _routed(law.ROUTES[said.choice(SOCIAL[matter])])
    if matter in law.ROUTES:
        return _routed(law.ROUTES[matter])
    return _class(law.ARTICLE_2[matter])


def _routed(route: law.Route) -> Finding:
    forum = law.FORUMS[route.forum]
    reason = Line(f"{route.title.zh}：{forum.zh}", f"{route.title.en}: {forum.en}")
    return Finding(route.forum, (reason, *_unsure(route)), route.law)


def _unsure(route: law.Route) -> tuple[Line, ...]:
    if route.confidence == "VERIFIED":
        return ()
    return (Line("这是通行理解，未核对原文", "this is the common reading; the text was not seen"),)


def _class(category: law.Category) -> Finding:
    heard = Line(f"{category.title.zh}：属于受理范围", f"{category.title.en}: arbitration hears it")
    return Finding("arbitration", (heard,), (category.law,))
