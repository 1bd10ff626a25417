"""What a side can promise besides money: who does which act by when. Each has its words for the agreement (MR-26)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    LEAVING_CERTIFICATE = "leaving_certificate", _("Issue the certificate that the contract has ended")
    TRANSFER = "transfer", _("Transfer the personnel file and the social insurance")
    INSURANCE = "insurance", _("Pay social insurance arrears")
    RETURN = "return", _("Return property")
    APOLOGY = "apology", _("Apologise")
    OTHER = "other", _("Another act")


# As the agreement says it, and the way in which it is done. The first two are duties of LCL-50.
WORDS = {
    Act.LEAVING_CERTIFICATE: ("出具解除或者终止劳动合同的证明", "书面交付"),
    Act.TRANSFER: ("办理档案和社会保险关系转移手续", "向经办机构办理"),
    Act.INSURANCE: ("补缴社会保险费", "向征收机构缴纳"),
    Act.RETURN: ("返还财物", "当面交接"),
    Act.APOLOGY: ("赔礼道歉", "书面"),
    Act.OTHER: ("", "按约定履行"),
}


def drafted(act: str, by: str, doer: str, due_on: date, detail: str = "") -> dict[str, Any]:
    """The performance as `mediation.terms` has it. `by` is the voice that owes it, `doer` its name in the agreement."""
    words, way = WORDS[Act(act)]
    said = "：".join(part for part in (words, detail.strip()) if part)
    return {
        "text": f"{doer}{said}"[:300], "due_on": due_on.isoformat(), "amount": "", "way": way, "act": act, "by": by,
    }  # fmt: skip
