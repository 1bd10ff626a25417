"""Stories of the demo's own published cases, shaped like the typical cases that come with the casebook."""

from __future__ import annotations

from typing import Any


def _overtime(amount: int) -> list[dict[str, Any]]:
    return [{"type": "overtime_pay", "claimant": "worker", "amount_yuan": amount}]


STORIES: tuple[dict[str, Any], ...] = (
    {
        "id": "D001",
        "title": "考勤系统更换后原始打卡记录由谁保存",
        "facts": (
            "2022年3月黄某入职一家印刷企业，任胶印机机长，实行两班倒，以指纹考勤机打卡，月薪由底薪、机台津贴和绩效组成。"
            "2023年旺季期间，黄某每周上班六天，夜班常延长至次日上午，工资条上只有一项固定的“夜班补贴”。"
            "2024年5月企业改用手机考勤，旧考勤机随即报废，原始打卡记录未作备份。"
            "2024年8月黄某辞职并要求结算加班工资，企业只拿出车间主任手写的月度汇总表，其上没有员工签名，所载工时与黄某手机里保存的打卡照片不一致。"
        ),
        "legal_issue": "用人单位未保存原始考勤记录的，加班时间如何认定",
        "significance": "考勤记录由用人单位掌握和保存，更换系统时应当备份；不能提供的，由用人单位承担不利后果。",
        "claims": _overtime(46_800),
    },
    {
        "id": "D002",
        "title": "值班期间可以睡觉是否还算加班",
        "facts": (
            "2021年10月罗某到一家冷库做设备值守员，每三天值一次夜班，每班十二小时，须每两小时巡检一次机组并填写温度表。"
            "值班室内设有床铺，企业以“值班可以睡觉”为由，每班只发四十元值班补助。"
            "2024年6月罗某因机组停用被调离岗位，随后要求支付三年来夜间值守的加班工资。"
        ),
        "legal_issue": "有固定巡检任务的夜间值守属于值班还是加班",
        "significance": "区分值班与加班，要看是否继续承担本职工作、能否自由支配时间，不能只看有没有床铺。",
        "claims": _overtime(52_300),
    },
)  # fmt: skip
