"""What each of several workers gets of one claim: the test of finality looks at each alone (CR-50, J1-17)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from disputes.form_fields import MoneyField
from disputes.sheets import faults, squeezed

ROW = re.compile(r"(.*?)[\s,，:：、]*([¥￥]?\s*[0-9０-９][0-9０-９,，.．]*\s*元?)?")
LONGEST = 200  # of a row


class SharesField(forms.CharField):
    """One worker a row, name and sum; the value is a list of `{party, name, amount}`, empty where no sum is written."""

    def __init__(self, claim: Any, workers: Sequence[Any]) -> None:
        self.workers = workers
        super().__init__(
            label=_("Each worker's part (yuan): %(claim)s") % {"claim": claim.text}, required=False, max_length=20_000,
            widget=forms.Textarea(attrs={"rows": min(len(workers) + 1, 14), "spellcheck": "false"}),
            initial="\n".join(f"{one.name} " for one in workers),
            help_text=_("One worker a row, name and sum, 0 for who gets nothing. The limit of finality is that of each worker. [CR-50]"),
        )  # fmt: skip

    def to_python(self, value: Any) -> list[dict[str, Any]]:  # type: ignore[override]
        waiting = {party.pk: party for party in self.workers}
        found, wrong, empty = [], [], []
        for row, line in enumerate(str(value or "").splitlines(), 1):
            if not line.strip():
                continue
            name, said = ROW.fullmatch(line.strip()[:LONGEST]).groups()  # type: ignore[union-attr]
            party = next((one for one in waiting.values() if squeezed(one.name) == squeezed(name)), None)
            if party is None:
                wrong.append(
                    (row, _("“%(name)s” is none of the workers, or stands here twice.") % {"name": name[:40]})
                )
            elif said is None:
                empty.append((row, _("The sum is missing; write 0 for nothing.")))
            else:
                del waiting[party.pk]
                amount = MoneyField().to_python(said) or Decimal(0)
                found.append({"party": party.pk, "name": party.name, "amount": f"{amount:.2f}"})
        if wrong or (found and empty):
            raise faults(wrong + empty)
        if found and waiting:
            left = "、".join(party.name for party in waiting.values())
            raise ValidationError(_("Add these workers too: %(names)s") % {"names": left})
        return found
