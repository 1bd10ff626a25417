"""The articles a decision on each kind of claim usually rests on: what stands first in the field of the award."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disputes.models import Claim

USUAL: dict[str, tuple[str, ...]] = {
    "wages": ("LCL-30", "劳动法-50"),
    "overtime": ("LCL-31", "劳动法-44"),
    "work_injury_medical": ("工伤保险条例-30", "工伤保险条例-62"),
    "severance": ("LCL-46", "LCL-47"),
    "unlawful_termination": ("LCL-48", "LCL-87"),
    "second_wage": ("LCL-10", "LCL-82"),
    "illegal_probation": ("LCL-19", "LCL-83"),
    "notice_pay": ("LCL-40", "LCR-20"),
    "non_compete_compensation": ("LCL-23", "J1-36"),
    "sick_pay": ("广东省工资支付条例-24",),
    "injury_leave_pay": ("工伤保险条例-33",),
    "injury_grants": ("工伤保险条例-37", "工伤保险条例-62"),
    "working_time": ("劳动法-36",),
    "rest_leave": ("年休假条例-5", "年休假实施办法-10"),
    "social_insurance": ("劳动法-72", "社会保险法-58"),
    "reinstatement": ("LCL-48",),
    "confirm_relation": ("LCL-7",),
}  # other damages and all that has no kind: nothing is usual, the tribunal writes it


def usual(claim: Claim) -> tuple[str, ...]:
    """Those by which its sum was worked out at filing, else those of its kind."""
    return claim.worked_out.law or USUAL.get(claim.kind, ())
