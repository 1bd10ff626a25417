"""The believable case whose documents `papers_sample` fills: who, what is claimed, what came of it."""

from typing import Any

WORKER = {
    "role": "applicant",
    "kind": "person",
    "name": "李晓梅",
    "sex": "女",
    "born": "1991-03-08",
    "id_no": "440106199103080022",
    "address": "广州市天河区棠下街道涌东路18号302房",
    "phone": "13800138000",
    "representatives": [{"name": "赵立", "office": "广东某律师事务所律师", "scope": "一般授权"}],
}
EMPLOYER = {
    "role": "respondent",
    "kind": "organisation",
    "name": "广州云帆电子科技有限公司",
    "id_no": "91440101MA5AAAAA0X",
    "address": "广州市天河区科韵路16号",
    "phone": "020-38880000",
    "head": "陈国强",
    "head_post": "总经理",
}
OFFICE = "广州市天河区劳动人事争议仲裁委员会"
STATION = "广州市天河区棠下街道劳动争议调解委员会"
TRIBUNAL = {"presiding": "周明华", "arbitrators": ["吴婷", "黄志远"], "recorder": "林小雨"}
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
CLAIMS = [
    {"text": "支付2026年6月1日至2026年8月31日期间的工资差额", "amount": "18600.00"},
    {"text": "支付违法解除劳动合同赔偿金", "amount": "62000.50"},
]
RESULT = [
    {"text": "被申请人自2026年12月10日前支付申请人工资差额", "amount": "18600.00"},
    {"text": "被申请人自2026年12月10日前支付申请人违法解除劳动合同赔偿金", "amount": "62000.50"},
    {"text": "驳回申请人的其他仲裁请求"},
]
FACTS = (
    "申请人于2019年4月1日入职被申请人处，任硬件测试工程师，双方签订书面劳动合同，约定月工资6200元。\n"
    "2026年9月2日，被申请人以组织架构调整为由口头通知申请人离职，未支付2026年6月至8月的工资差额。"
)
REASONS = "被申请人未能举证证明其解除劳动合同符合法律规定，应当承担举证不能的不利后果。"
EVIDENCE = [
    {"name": "劳动合同", "source": "申请人持有原件", "proves": "劳动关系及工资标准", "pages": 6},
    {"name": "银行流水", "source": "开户银行出具", "proves": "实发工资", "pages": 12},
]
FILES = [
    {"name": "仲裁申请书.pdf", "pages": 3, "sha256": DIGEST, "copies": 2, "original": True},
    {"name": "庭审笔录.pdf", "pages": 9, "sha256": DIGEST[::-1], "copies": 1, "original": False},
]
AGREEMENT = {
    "title": "调解协议书",
    "number": "棠下劳调〔2026〕45号",
    "made_by": STATION,
    "made_on": "2026-11-10",
    "effective_on": "2026-11-10",
}
COMMON: dict[str, Any] = {
    "by": "李晓梅",
    "capacity": "申请人",
    "number": "穗天劳人仲案〔2026〕123号",
    "office": OFFICE,
    "date": "2026-11-23",
    "addressee": "李晓梅",
    "parties": [WORKER, EMPLOYER],
    "cause": "追索劳动报酬、赔偿金",
    "claims": CLAIMS,
    "facts": FACTS,
    "reasons": REASONS,
    "result": RESULT,
    "evidence": EVIDENCE,
    "tribunal": TRIBUNAL,
    "total": "80600.50",
    "contact": {"name": "王敏", "phone": "020-38881234", "address": "广州市天河区天府路1号"},
    "filed_on": "2026-09-14",
    "received_on": "2026-09-14",
    "accepted_on": "2026-09-18",
    "due_on": "2026-11-02",
    "old_due_on": "2026-11-02",
    "asked_on": "2026-10-12",
    "asked_by": "被申请人",
    "approved_by": "仲裁委员会主任",
    "suspended_on": "2026-10-20",
    "resumed_on": "2026-11-05",
    "ended_on": "2026-11-20",
    "starts_at": "2026-10-15T09:30",
    "ends_at": "2026-10-15T11:45",
    "old_at": "2026-10-15T09:30",
    "new_at": "2026-10-29T14:30",
    "received_at": "2026-09-14T10:05",
    "served_at": "2026-11-25T15:20",
    "notice_served_on": "2026-09-25",
    "notice_method": "邮寄送达",
    "place": "第二仲裁庭（天府路1号3楼）",
}
