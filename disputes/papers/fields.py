"""The fields of documents by the names people know them by: what stands between {{ }} in an office's template.

A name is a key of `shapes` in words; rows and inner objects have names of their own, joined by a dot: 请求.金额.
"""

from collections.abc import Mapping
from typing import Any

from disputes.papers.kinds import Document
from disputes.papers.wording import han, printed

Names = Mapping[str, Any]  # key -> name, or (name, names of what is inside)

PERSON: Names = {"name": "姓名", "phone": "电话", "address": "地址"}
LINE: Names = {
    "name": "名称", "number": "文号", "pages": "页数", "page": "起页", "copies": "份数", "original": "原件或复印件",
    "sha256": "校验值", "made_on": "日期",
}  # fmt: skip
DEED: Names = {
    "title": "名称", "number": "文号", "made_by": "制作机关", "made_on": "日期", "effective_on": "生效日期",
}  # fmt: skip
SPEECH: Names = {"speaker": "发言人", "text": "内容"}
CLAIM: Names = {"text": "内容", "amount": "金额", "amount_capital": "金额大写", "working": "计算方式"}
INSIDE: dict[str, tuple[str, Names]] = {
    "parties": ("当事人", {
        "role": "身份", "name": "姓名", "facts": "基本情况", "sex": "性别", "born": "出生日期", "id_no": "证件号码", "address": "住址",
        "postal_address": "送达地址", "phone": "电话", "email": "电子邮箱", "head": "法定代表人", "head_post": "职务",
        "representatives": ("代理人", {"capacity": "身份", "name": "姓名", "office": "单位", "scope": "权限"}),
    }),
    "signers": ("签名人", {"name": "姓名"}),
    "claims": ("请求", CLAIM),
    "asked": ("变更后的请求", CLAIM),
    "result": ("裁决项", {**CLAIM, "about": "争议事项", "found": "认定", "law": "条文"}),
    "evidence": ("证据", {"name": "名称", "source": "来源", "proves": "证明内容", "pages": "页数", "finding": "认定意见"}),
    "witnesses": ("证人", PERSON),
    "tribunal": ("仲裁庭", {"presiding": "首席仲裁员", "arbitrators": "仲裁员", "sole": "独任仲裁员", "recorder": "书记员"}),
    "bench": ("仲裁庭成员", {"post": "职务", "name": "姓名"}),
    "contact": ("联系", {"name": "联系人", "phone": "电话", "address": "地址"}),
    "agreement": ("调解协议", DEED),
    "instrument": ("原文书", DEED),
    "agent": ("受托人", {"name": "姓名", "scope": "权限"}),
    "items": ("收到材料", LINE),
    "files": ("案卷材料", LINE),
    "listed": ("卷内文书", LINE),
    "attendance": ("到庭人员", {"name": "姓名", "role": "身份", "present": "是否到庭", "note": "备注"}),
    "stages": ("庭审阶段", {"title": "名称", "speeches": ("发言", SPEECH)}),
    "last_words": ("最后意见", SPEECH),
    "signatures": ("签名", {"label": "签名栏", "role": "身份", "name": "姓名", "signed_on": "日期", "how": "签署情况", "remark": "意见"}),
    "performance": ("履行", {"text": "内容", "due_on": "期限", "amount": "金额", "amount_capital": "金额大写", "way": "方式", "state": "情况"}),
    "shares": ("分配", {"name": "姓名", "parts": "各项金额", "amount": "合计"}),
    "owed": ("各人款项", {"name": "姓名", "due_amount": "应付", "paid_amount": "已付", "open_amount": "尚欠"}),
    "served": ("送达情况", {"name": "姓名", "served_on": "日期", "method": "方式"}),
    "undisputed": ("无争议事实", {"text": "内容", "words": ("确认", {"name": "姓名", "confirmed_on": "确认日期", "released_on": "同意移送日期"})}),
}  # fmt: skip
PLAIN: dict[str, str] = {
    "number": "案号", "office": "制作机关", "date": "日期", "date_han": "汉字日期", "addressee": "受文人", "cause": "案由", "facts": "事实",
    "reasons": "理由", "explanation": "期限说明", "paragraphs": "补充内容", "enclosures": "附件", "service_note": "送达说明",
    "filed_on": "申请日期", "received_on": "收到日期", "accepted_on": "受理日期", "due_on": "届满日期", "old_due_on": "原届满日期",
    "asked_on": "提出日期", "asked_by": "提出人", "approved_by": "审批人", "suspended_on": "中止日期", "resumed_on": "恢复日期",
    "ended_on": "结束日期", "effective_on": "生效日期", "answer_due_on": "答辩届满日期", "starts_at": "开始时间", "ends_at": "结束时间",
    "old_at": "原定时间", "new_at": "改定时间", "place": "地点", "session": "庭审次序和方式", "ground": "情形", "defects": "补正事项", "wanted": "补充材料",
    "evidence_period": "举证期限", "competent_office": "有管辖权的机构", "interrupted_on": "时效中断日期", "restarts_on": "时效重新计算日期",
    "file_by_on": "时效届满日期", "procedure": "仲裁程序", "defence": "答辩意见", "law": "适用条文", "basic_court": "基层法院",
    "intermediate_court": "中级法院", "companion_number": "另案文号", "rest": "未决请求", "total": "合计金额", "total_capital": "合计金额大写",
    "copies": "份数", "pledge": "承诺", "suits": "起诉情况", "notice_served_on": "通知送达日期", "notice_method": "通知送达方式", "besides": "继续审理事项",
    "received_from": "提交人", "received_at": "收到时间", "officer": "经办人", "receiver": "接收机关", "bundle_sha256": "移送包校验值",
    "method": "送达方式", "served_on": "送达日期", "served_at": "送达时间", "server": "送达人", "signed_by": "签收人",
    "received_by": "代收人及理由", "refusal": "拒收事由", "media": "媒体或影像", "deemed_on": "视为送达日期", "note": "备注",
    "discipline": "庭审纪律", "mediation": "调解情况", "corrections": "笔录补正", "mediator": "调解员", "held_on": "举行日期",
    "minutes": "笔录内容", "present": "到场人", "by": "提交人姓名", "capacity": "提交人身份", "grounds": "提出理由", "words": "答辩内容",
    "address": "确认地址", "phone": "确认电话", "email": "确认电子邮箱", "recipient": "指定收件人", "electronic": "是否同意电子送达", "returned": "退回的后果",
    "matter": "委托事项", "until_on": "委托届满日期", "head": "负责人", "head_post": "负责人职务", "speakers": "代表人",
    "represented": "被代表的劳动者", "number_of_workers": "劳动者人数", "person": "被申请回避人", "what": "事项内容", "holder": "持有人",
    "officers": "调查人", "found": "调查情况", "question": "鉴定问题", "body": "受托机构", "payer": "垫付人", "agreed": "协议选定",
    "amount": "金额", "amount_capital": "金额大写", "answer_period": "答辩期限", "problem": "存在问题", "advice": "建议内容",
    "opinion": "承办意见", "substitute": "接替人", "joined": "被追加人", "opinions": "评议意见", "vote": "表决结果",
    "court_number": "法院案号", "wrong": "原文", "right": "更正", "document": "公告文书", "outcome": "处理结果", "sitting": "仲裁庭组成",
    "main_papers": "正卷份数", "side_papers": "副卷份数", "court": "法院", "urgent": "情况紧急", "claim": "先予执行事项", "clear": "关系明确",
    "hardship": "生活影响", "challenged": "被复议行为", "known_on": "知道日期", "told_on": "知道复议权利日期",
    "order": "责令文书", "volume": "卷别",
    "procedure_kind": "案件类别", "third_parties": "案内第三人", "archived_on": "归档日期", "sheets": "卷内件数", "pages": "卷内页数",
    "shelfmark": "存放位置", "remarks": "情况说明", "terms": "和解条款",
    "complaint_number": "监察立案编号", "ordered_on": "责令日期", "workers": "涉及人数", "evasion": "逃避支付情形",
    # worked out from others
    "applicants": "申请人", "respondents": "被申请人", "thirds": "第三人", "count": "件数", "all_pages": "总页数", "openness": "公开情况",
    "documents_named": "送达文书", "witnesses_named": "见证人",
}  # fmt: skip
NAMES: Names = {**PLAIN, **INSIDE}
LINES = frozenset({"defects", "wanted", "corrections", "speakers", "paragraphs"})  # one each line
STRINGS = LINES | {
    "working",     "arbitrators", "represented", "officers", "present", "enclosures", "explanation", "law", "parts",
}  # fmt: skip
BY_SEMICOLON = frozenset({"enclosures", "explanation", "working"})
ENDED = frozenset({"claims", "asked", "result", "undisputed"})  # whose `text` the document ends itself
ONE = frozenset({"tribunal", "contact", "agreement", "instrument", "agent"})  # objects, not rows
ROLES = {"applicant": "申请人", "respondent": "被申请人", "third": "第三人"}
ENFORCED = ROLES | {"applicant": "申请执行人", "respondent": "被执行人"}


def name_of(path: str) -> str | None:
    """`claims.amount` as 请求.金额; None for what no document prints by itself."""
    names, found = NAMES, []
    for key in path.split("."):
        held = names.get(key)
        if held is None:
            return None
        name, names = held if isinstance(held, tuple) else (held, {})
        found.append(name)
    return ".".join(found)


def values(wanted: Document, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a document by name: texts, lists of texts, and rows, each as it is printed."""
    told = printed(data) | _worked_out(wanted, data)
    return _named(NAMES, told)


def _named(names: Names, told: Mapping[str, Any], *, ended: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, held in names.items():
        name, inner = held if isinstance(held, tuple) else (held, None)
        value = told.get(key)
        if inner is not None and isinstance(value, Mapping):
            found[name] = _named(inner, value)
        elif inner is not None:
            rows = [row for row in value or [] if isinstance(row, Mapping)]
            found[name] = {} if key in ONE else [_named(inner, row, ended=key in ENDED) for row in rows]
        elif isinstance(value, list):
            texts = [str(one) for one in value]
            found[name] = texts if key in LINES else ("；" if key in BY_SEMICOLON else "、").join(texts)
            if key == "explanation":  # sentences, in one
                found[name] = "；".join(one.rstrip("。；;.，,") for one in texts) + "。"
        else:
            text = "" if value is None else str(value)
            found[name] = text.rstrip("。；;.，,") if ended and key == "text" else text
    return found


def _worked_out(wanted: Document, data: Mapping[str, Any]) -> dict[str, Any]:
    """What the house's own template puts together itself."""
    raw = list(data.get("parties") or [])
    told = printed(
        {
            key: data.get(key) or []
            for key in ("parties", "signatures", "attendance", "items", "files", "listed")
        }
    )
    joint = wanted.code == "V01" or data.get("variant") == "confirmation"
    roles = ENFORCED if wanted.code == "J02" else ROLES
    parties = [
        party
        | {
            "role": f"申请人{han(n + 1)}" if joint else roles[raw[n]["role"]],
            "facts": "，".join(_particulars(party)),
            "representatives": [
                {"capacity": "委托代理人"} | agent for agent in party.get("representatives") or []
            ],
        }
        for n, party in enumerate(told["parties"])
    ]

    def of(role: str) -> str:
        return "、".join(party["name"] for party in raw if party["role"] == role)

    hands = told["signatures"] or _to_be_signed(wanted, data)
    rows = told["items"] or told["files"] or told["listed"]
    documents = [
        f"《{one['name']}》" + (f"（{one['number']}）" if one.get("number") else "")
        for one in data.get("documents") or []
    ]
    witnesses = data.get("witnesses") or []
    closed = data.get("closed")
    return {
        "parties": parties, "applicants": of("applicant"), "respondents": of("respondent"), "thirds": of("third"),
        "signers": [party for n, party in enumerate(parties) if joint or raw[n]["role"] == "applicant"],
        "bench": _bench(data.get("tribunal") or {}), "count": str(len(rows)), "all_pages": str(sum(int(row.get("pages") or 0) for row in rows)),
        "openness": f"不公开（{closed}）" if closed else "公开", "documents_named": "、".join(documents),
        "witnesses_named": "、".join(one for one in witnesses if isinstance(one, str)),
        "signatures": [hand | {"how": _how(hand)} for hand in hands],
        "attendance": [row | {"present": "是" if row.get("present") else "否"} for row in told["attendance"]],
        "items": [row | {"original": {True: "原件", False: "复印件"}.get(row.get("original"), "—")} for row in told["items"]],
    }  # fmt: skip


def _bench(tribunal: Mapping[str, Any]) -> list[dict[str, str]]:
    """Who signs for the tribunal, in the order and under the posts of the last page."""
    first = [("仲　裁　员", tribunal.get("sole")), ("首席仲裁员", tribunal.get("presiding"))]
    beside = [("仲　裁　员", name) for name in tribunal.get("arbitrators") or []]
    return [{"post": post, "name": name} for post, name in [*first, *beside] if name]


def _to_be_signed(wanted: Document, data: Mapping[str, Any]) -> list[dict[str, str]]:
    """The lines of a paper of mediation that nobody has signed yet."""
    if wanted.code == "M04":
        return [{"label": "签名", "name": name} for name in data["present"]]
    if wanted.code != "M05":
        return []
    lines = [
        {"label": f"{ROLES[party['role']]}（签名或者盖章）", "name": party["name"]}
        for party in data["parties"]
    ]
    return [*lines, {"label": "调解员（签名）", "name": data["mediator"]}]


def _particulars(party: Mapping[str, Any]) -> list[str]:
    body = party.get("kind") == "organisation"
    found = [str(party["sex"])] if party.get("sex") else []
    said = (
        ("born", "{}出生"), ("id_no", "统一社会信用代码：{}" if body else "公民身份号码：{}"),
        ("address", "住所地：{}" if body else "住址：{}"), ("phone", "联系电话：{}"),
    )  # fmt: skip
    return found + [words.format(party[key]) for key, words in said if party.get(key)]


def _how(hand: Mapping[str, Any]) -> str:
    """How somebody signed: refused, on paper, here; a blank to be signed by hand if not yet."""
    if hand.get("refused"):
        return f"拒绝签名：{hand['refused']}"
    if hand.get("on_paper_on"):
        return f"纸质签名，{hand['on_paper_on']}"
    if hand.get("signer"):
        kind = "手写签名" if hand.get("drawn") else "电子签名"
        return f"{kind}：{hand['signer']}　{hand.get('signed_at', '')}".rstrip("　")
    return "　　　　　　　年　　月　　日" if hand.get("label") else ""


__all__ = ["NAMES", "STRINGS", "name_of", "values"]
