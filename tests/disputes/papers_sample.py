"""`sample(code)`: the data of a believable case, enough to fill the document of that code."""

from typing import Any

from tests.disputes.papers_case import (
    AGREEMENT,
    CLAIMS,
    COMMON,
    DIGEST,
    EMPLOYER,
    FILES,
    OFFICE,
    REASONS,
    STATION,
    WORKER,
)

__all__ = ["DIGEST", "EMPLOYER", "WORKER", "sample"]

OWN: dict[str, dict[str, Any]] = {
    "D01": {"copies": 1, "total": "80600.50", "witnesses": [{"name": "孙伟", "phone": "13900139000"}]},
    "D03": {"received_from": "李晓梅", "items": FILES, "officer": "王敏"},
    "D04": {"defects": ["被申请人名称与营业执照记载不一致，请更正", "未提交证据清单，请补充"]},
    "D09": {"wanted": ["身份证复印件一份"], "explanation": ["自2026年9月18日受理次日起算四十五日"]},
    "D10": {"ground": "申请事项不属于劳动人事争议仲裁的受理范围"},
    "D11a": {},
    "D11": {"competent_office": "深圳市南山区劳动人事争议仲裁委员会"},
    "D12": {"addressee": EMPLOYER["name"], "evidence_period": "自收到本通知书之日起十五日内"},
    "D07": {"body": "天河区劳动争议调解中心"},
    "D08": {"opinion": "符合受理条件，建议受理。"},
    "D18": {
        "variant": "upheld",
        "asked_by": "李晓梅",
        "person": "吴婷",
        "grounds": "与被申请人的代理人系同学",
        "reasons": "该情形可能影响公正仲裁。",
        "substitute": "何敏",
    },
    "D23": {"joined": "广州某劳务派遣有限公司", "capacity": "被申请人"},
    "D27": {"opinions": "周明华：支持第一项。\n吴婷：同意。", "vote": "二比一"},
    "D30": {"body": "天河区劳动争议调解中心"},
    "D31": {"variant": "simple", "ground": "事实清楚、权利义务关系明确、争议不大"},
    "D34": {"variant": "cancelled", "court_number": "（2026）粤0106民初9号"},
    "D39": {
        "instrument": {"title": "仲裁裁决书", "number": "穗天劳人仲案〔2026〕123号", "made_on": "2026-10-28"},
        "wrong": "二〇二五年",
        "right": "二〇二六年",
    },
    "D41": {"addressee": EMPLOYER["name"], "document": "应诉通知书", "media": "本委公告栏"},
    "D35": {
        "court": "广州市天河区人民法院",
        "what": "被申请人在某银行的存款账户",
        "amount": "24000.00",
        "reasons": "被申请人正在转移设备。",
        "urgent": "yes",
        "files": [{"name": "财产保全申请", "pages": 1}, {"name": "受理通知书", "pages": 2}],
    },
    "D36": {
        "claim": "支付2026年6月至8月工资",
        "amount": "12000.00",
        "clear": "双方对欠付工资的事实没有争议。",
        "hardship": "申请人没有其他收入，需要支付医疗费。",
        "court": "广州市天河区人民法院",
    },
    "D45": {
        "instrument": {"title": "仲裁裁决书", "number": "穗天劳人仲案〔2026〕123号", "made_on": "2026-10-28"},
        "reasons": "加班费的计算基数有误。",
        "ground": "内容违反法律规定",
    },
    "D43": {
        "outcome": "裁决",
        "due_on": "2036-11-23",
        "sitting": "周明华、吴婷",
        "main_papers": "12",
        "side_papers": "4",
    },
    "D17": {
        "variant": "transferred",
        "asked_on": "2026-09-28",
        "grounds": "合同履行地在南山区",
        "addressee": "深圳市南山区劳动人事争议仲裁委员会",
        "files": FILES,
    },
    "D20": {"variant": "granted"},
    "D26": {
        "attendance": [
            {"name": "李晓梅", "role": "申请人", "present": True, "note": "已核对身份证"},
            {"name": "陈国强", "role": "被申请人法定代表人", "present": False},
        ],
        "stages": [
            {
                "title": "庭审调查",
                "speeches": [
                    {"speaker": "首席仲裁员", "text": "请申请人陈述仲裁请求、事实和理由。"},
                    {"speaker": "申请人", "text": "与申请书一致。\n另补充说明：公司没有出具书面通知。"},
                ],
            },
            {"title": "辩论", "speeches": [{"speaker": "申请人", "text": "被申请人系违法解除。"}]},
        ],
        "last_words": [{"speaker": "申请人", "text": "坚持仲裁请求。"}],
        "mediation": "仲裁庭主持调解，双方未达成一致。",
        "corrections": ["第2页第5行“六月”更正为“七月”"],
        "signatures": [
            {"role": "申请人", "name": "李晓梅", "signed_on": "2026-10-15"},
            {"role": "被申请人委托代理人", "name": "何军", "refused": "认为笔录遗漏其质证意见"},
        ],
    },
    "D43a": {
        "volume": "正卷",
        "procedure_kind": "普通程序",
        "archived_on": "2026-11-23",
        "outcome": "裁决",
        "sitting": "周明华、吴婷",
        "sheets": "12",
        "pages": "48",
        "due_on": "2036-11-23",
        "shelfmark": "二楼档案室3柜12盒",
    },
    "D43b": {
        "volume": "正卷",
        "pages": "12",
        "listed": [
            {"name": "仲裁申请书", "made_on": "2026-09-14", "pages": 3, "page": 1},
            {
                "name": "庭审笔录",
                "number": "穗天劳人仲案〔2026〕123号",
                "made_on": "2026-10-15",
                "pages": 9,
                "page": 4,
            },
        ],
    },
    "D43c": {
        "volume": "正卷",
        "sheets": "2",
        "pages": "12",
        "remarks": "缺《答辩书》：被申请人未提交。",
        "officer": "王敏",
    },
    "M09": {
        "terms": "被申请人于2026年12月10日前支付申请人50000元。\n申请人撤回仲裁申请，双方再无其他争议。",
        "signatures": [
            {
                "label": "申请人（签名或者盖章）",
                "name": WORKER["name"],
                "signer": WORKER["name"],
                "signed_at": "2026-11-20T10:05",
            },
            {
                "label": "被申请人（签名或者盖章）",
                "name": EMPLOYER["name"],
                "signer": "陈国强",
                "signed_at": "2026-11-21T15:20",
            },
        ],
    },
    "D30a": {"body": "天河区劳动争议调解中心"},
    "D02": {"officer": "王敏"},
    "D05": {
        "address": "广州市天河区棠下街道涌东路18号302房",
        "phone": "13800138000",
        "electronic": "同意，以案件平台账户接收",
    },
    "D06": {
        "variant": "agent",
        "agent": {"name": "赵立", "scope": "一般授权"},
        "matter": "与广州云帆电子科技有限公司劳动争议一案",
        "head": "陈国强",
        "head_post": "总经理",
    },
    "D13": {"evidence_period": "自收到本通知书之日起15日内"},
    "D15": {"variant": "answer", "words": "申请人系主动离职，公司无需支付赔偿金。"},
    "D16": {"asked": [{"text": "支付违法解除劳动合同赔偿金", "amount": "70000"}]},
    "D17a": {"grounds": "劳动合同履行地在深圳市。"},
    "D18a": {"grounds": "系对方代理人的近亲属。", "person": "周明华"},
    "D20a": {"grounds": "当日须出庭另案。", "old_at": "2026-10-15T09:30"},
    "D21": {
        "answer_period": "自收到申请书副本之日起十个工作日内",
        "evidence_period": "自收到本通知书之日起15日内",
    },
    "D22": {"speakers": ["李晓梅", "何军", "张立"], "number_of_workers": "12"},
    "D24": {
        "variant": "letter",
        "what": "申请人2026年6月至8月的社会保险缴费记录",
        "officers": ["吴婷", "林小雨"],
        "addressee": "广州市社会保险基金管理中心天河分中心",
        "holder": "广州市社会保险基金管理中心天河分中心",
        "held_on": "2026-10-12",
        "found": "经查询，2026年6月至8月由被申请人缴费。",
    },
    "D24a": {
        "grounds": "由社会保险经办机构保管，不能自行收集。",
        "what": "社会保险缴费记录",
        "holder": "社会保险经办机构",
    },
    "D25": {
        "variant": "order",
        "question": "工资单上“李晓梅”的签名是否为本人书写",
        "body": "广东某司法鉴定所",
        "payer": "李晓梅",
        "amount": "3000",
    },
    "D25a": {"grounds": "被申请人提交的工资单签名并非本人书写。", "question": "工资单签名是否为本人书写"},
    "D32a": {"grounds": "双方已自行和解。"},
    "D32b": {"grounds": "双方已自行和解。"},
    "D32c": {"by": EMPLOYER["name"], "besides": "其他仲裁请求不受影响，本委继续审理"},
    "D44": {
        "problem": "未依法与劳动者订立书面劳动合同。",
        "advice": "建立用工之日起一个月内订立书面劳动合同的制度。",
    },
    "D28": {"variant": "suspended", "ground": "需要等待工伤认定结论"},
    "D33": {"ground": "申请人收到开庭通知后无正当理由未到庭"},
    "D37": {"variant": "whole", "procedure": "本委于2026年9月18日受理，依法组成仲裁庭公开审理。"},
    "D38": {
        "variant": "final",
        "procedure": "本委于2026年9月18日受理，依法组成仲裁庭公开审理，现已审理终结。",
        "intermediate_court": "广州市中级人民法院",
        "basic_court": "广州市天河区人民法院",
        "defence": "被申请人辩称已足额支付工资。",
    },
    "D40": {
        "addressee": EMPLOYER["name"],
        "documents": [{"name": "仲裁裁决书", "number": "穗天劳人仲案〔2026〕123号"}],
        "method": "留置送达",
        "served_on": "2026-11-25",
        "server": "王敏、刘洋",
        "refusal": "前台拒绝签收",
        "witnesses": ["社区工作人员张某"],
        "media": ["现场照片3张"],
        "deemed_on": "2026-11-30",
    },
    "D42": {
        "instrument": {"title": "仲裁裁决书", "number": "穗天劳人仲案〔2026〕123号", "made_on": "2026-10-30"},
        "served": [
            {"name": "李晓梅", "served_on": "2026-11-02", "method": "直接送达"},
            {"name": EMPLOYER["name"], "served_on": "2026-11-05", "method": "邮寄送达"},
        ],
        "suits": "经查询，未发现当事人起诉或者申请撤销裁决。",
        "effective_on": "2026-10-30",
    },
    "J01": {
        "variant": "confirmation",
        "office": "广州市天河区人民法院",
        "agreement": AGREEMENT,
        "pledge": "双方自愿达成协议，没有恶意串通、规避法律的行为；如有虚假，愿承担法律责任。",
    },
    "J02": {
        "office": "广州市天河区人民法院",
        "instrument": {
            "title": "仲裁裁决书",
            "number": "穗天劳人仲案〔2026〕123号",
            "made_by": OFFICE,
            "made_on": "2026-10-30",
            "effective_on": "2026-10-30",
        },
    },
    "J04": {"office": "广州市天河区劳动保障监察机构", "variant": "inspection"},
    "J05": {
        "reasons": REASONS,
        "order": "穗天人社监令〔2026〕12号",
        "claims": CLAIMS,
        "ordered_on": "2026-09-01",
        "due_on": "2026-09-15",
        "evasion": "转移账户资金。",
        "workers": 12,
        "total": "96000.00",
        "complaint_number": "穗天人社监字〔2026〕31号",
        "files": [{"name": "劳动保障监察投诉书", "pages": 2}],
    },
    "J03": {"receiver": "广州市天河区人民法院", "files": FILES, "officer": "王敏", "bundle_sha256": DIGEST},
    "M01": {"office": STATION},
    "M01o": {"office": STATION, "officer": "王敏"},
    "M02": {"office": STATION, "addressee": EMPLOYER["name"]},
    "M03": {"variant": "accepted", "office": STATION, "mediator": "郑和平"},
    "M05": {
        "office": STATION,
        "number": AGREEMENT["number"],
        "mediator": "郑和平",
        "result": [{"text": "被申请人一次性支付申请人工资差额和经济补偿", "amount": "56000.00"}],
        "performance": [
            {"text": "支付第一期款项", "due_on": "2026-12-10", "amount": "30000", "way": "银行转账"},
            {"text": "出具解除劳动合同的证明", "due_on": "2026-12-01", "way": "当面交付"},
        ],
        "total": "56000.00",
    },
    "M04": {
        "office": STATION,
        "held_on": "2026-10-12",
        "place": "第一调解室",
        "minutes": "双方核对了工资台账，对拖欠的月份没有异议。",
        "present": [WORKER["name"], EMPLOYER["name"]],
        "mediator": "郑和平",
    },
    "M06": {"office": STATION, "asked_by": "申请人", "old_due_on": "2026-11-05", "due_on": "2026-11-20"},
    "M08": {
        "variant": "kept",
        "office": STATION,
        "agreement": AGREEMENT,
        "performance": [
            {"text": "第一期付款", "due_on": "2026-12-10", "amount": "30000", "state": "2026年12月9日履行"}
        ],
    },
    "M07": {"variant": "failed", "office": STATION, "competent_office": OFFICE, "agreement": AGREEMENT},
    "M10": {
        "office": STATION,
        "undisputed": [
            {
                "text": "申请人于2019年4月1日入职被申请人处",
                "words": [
                    {"name": WORKER["name"], "confirmed_on": "2026-10-12", "released_on": "2026-10-20"},
                    {"name": EMPLOYER["name"], "confirmed_on": "2026-10-13", "released_on": "2026-10-21"},
                ],
            }
        ],
    },
    "V01": {"agreement": AGREEMENT, "pledge": "双方对调解协议的内容没有争议，共同申请审查。"},
    "V02": {"variant": "accepted", "agreement": AGREEMENT},
    "V03": {"agreement": AGREEMENT, "ground": "调解协议内容不明确，无法确认和执行"},
}
VARIANTS: dict[str, dict[str, Any]] = {
    "refused": {"competent_office": OFFICE, "reasons": REASONS, "ground": "调解协议涉及确认劳动关系"},
    "payment_order": {"claims": CLAIMS, "total": "80600.50"},
    "inspection": {"claims": CLAIMS},
    "review": {"challenged": "不予认定工伤决定（穗人社工伤〔2026〕8号）", "known_on": "2026-10-12"},
    "wage_order": {"claims": CLAIMS, "total": "80600.50"},
    "ended": {"asked_on": "2026-11-05", "asked_by": "李晓梅"},
    "part": {"rest": "关于加班费的请求，双方未达成协议，由仲裁庭继续审理。"},
}


def sample(code: str, variant: str = "", **changes: Any) -> dict[str, Any]:
    """Complete data for the document, in its first variant or the one asked for, with `changes` laid over."""
    data = COMMON | OWN.get(code, {})
    if variant:
        data |= {"variant": variant} | VARIANTS.get(variant, {})
    return data | changes
