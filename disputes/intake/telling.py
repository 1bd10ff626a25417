"""The facts of an application in the order of its form: the work, what happened, evidence, witnesses (AL-28)."""

from __future__ import annotations

from typing import Any

from disputes.intake.joint import REASONS

Said = dict[str, Any]


def facts_of(said: Said) -> str:
    """The facts and reasons as the application states them, in Chinese whatever language the pages had."""
    parts = [_work(said), _joint(said), said["facts"]["facts"]]
    if "group" in said:
        parts.append(f"共{said['group']['number']}名劳动者共同申请，推举代表：{said['group']['speakers']}。")
    if said["evidence"].get("sources"):
        parts.append(f"证据和证据来源：{said['evidence']['sources']}")
    if said["evidence"].get("witnesses"):
        parts.append(f"证人姓名和住所：{said['evidence']['witnesses']}")
    return "\n".join(part for part in parts if part)


def _work(said: Said) -> str:
    work, left = said["work"], said["circumstances"].get("left_on")
    worker = f"被申请人{said['worker']['worker_name']}" if "worker" in said else "申请人"
    first = f"{worker}于{_day(work['since'])}入职，从事{work['job']}工作，月工资{work['pay']:.2f}元"
    return first + (f"，于{_day(left)}离职。" if left else "。")


def _joint(said: Said) -> str:
    """Why there are several respondents; nothing where there is one."""
    called = [one["respondent_name"] for one in said.get("respondents", ())]
    if not called:
        return ""
    names = "、".join([said["employer"]["employer_name"], *called])
    return f"列{names}为共同被申请人：{REASONS[said['others']['joint']].sentence}。"


def _day(day: Any) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
