"""The workers who apply together, each by name: a list pasted or read from a spreadsheet (AL-7, CR-29, CR-62)."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from disputes import sheets
from disputes.form_fields import IdCardField, PhoneField, plain
from disputes.intake.people import sex_and_birth
from disputes.intake.questions import Question
from disputes.models import Draft

NAME, ADDRESS = 60, 120
TRAVEL = re.compile(r"[A-Z]{1,2}\d{6,10}")  # passport, travel permit


class Roll(sheets.FromSheet, Question):
    """One worker a row: name, identity card number, phone, address. Whoever files may stand in it or not."""

    slug = "roll"
    file_field, rows_field = "roll_file", "workers"
    title = _("The workers, one by one")
    hint = _("Name everybody who applies with you. Choose a spreadsheet with the columns name, identity card number, "
             "phone and address, or paste the rows. What is wrong is named by its row, and you mend it here.")  # fmt: skip
    law = "AL-7, CR-29, CR-62"

    roll_file = forms.FileField(
        label=_("Spreadsheet of the workers"), required=False, help_text=_("XLSX or CSV. It replaces the rows below.")
    )  # fmt: skip
    workers = forms.CharField(
        label=_("Workers"), widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("One worker a row: name, identity card number, phone, address. The last two may be missing."),
        error_messages={"required": _("Workers: choose a spreadsheet or write one worker a row.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *args: Any, files: Any = None, **kwargs: Any) -> None:
        super().__init__(self.poured(data, files), *args, files=files, **kwargs)

    @classmethod
    def asked(cls, draft: Draft) -> bool:
        return draft.who == "group"

    def clean_roll_file(self) -> None:
        self.check_file()

    def clean_workers(self) -> list[dict[str, Any]]:
        """Each but the one who files. Raises every fault with its row."""
        found, wrong, seen = [], [], {self.draft.answer("you", "identity"): 0}
        for row, cells in sheets.rows(self.cleaned_data["workers"]):
            try:
                worker = _worker(cells)
            except ValidationError as fault:
                wrong.append((row, " ".join(fault.messages)))
                continue
            before = seen.setdefault(worker["identity"], row)
            if before == row:
                found.append(worker)
            elif before:
                wrong.append(
                    (row, _now("the same identity card number as in row %(row)d.") % {"row": before})
                )
        if wrong:
            raise sheets.faults(wrong)
        self._count(len(found) + 1)
        return found

    def _count(self, there: int) -> None:
        said = str(self.draft.answer("group", "number"))
        if said.isdigit() and int(said) != there:
            raise ValidationError(
                _("Workers: you said you are %(said)s; with you the list has %(there)d. Write the missing ones, or change the number."),
                params={"said": said, "there": there},
            )  # fmt: skip

    def _said(self, name: str) -> str:
        if name == "workers" and isinstance(named := self.cleaned_data.get(name), list):
            return _now("%(many)d beside you: %(names)s") % {
                "many": len(named), "names": "、".join(one["name"] for one in named),
            }  # fmt: skip
        return super()._said(name)


def _worker(cells: list[str]) -> dict[str, Any]:
    """The row as a party; the fault names the cell."""
    name, identity, phone, address = (*cells[:4], "", "", "", "")[:4]
    if len(cells) > 4 and any(cells[4:]):
        raise ValidationError(_("write at most four columns."))
    if not 2 <= len(name) <= NAME or any(sign.isdigit() for sign in name):
        raise ValidationError(_("the first column is the name of the worker."))
    if len(address) > ADDRESS:
        raise ValidationError(_("write the address in at most 120 characters."))
    checked, sex, born = _identified(identity)
    return {
        "worker": True, "name": plain(name), "identity": checked, "sex": sex, "born_on": born,
        "phone": PhoneField(label=_("phone"), required=False).clean(phone), "address": address,
    }  # fmt: skip


def _identified(identity: str) -> tuple[str, str, str]:
    """A resident identity card with the sex and birth in it, or the number of a passport or travel permit."""
    number = plain(identity).upper()
    if TRAVEL.fullmatch(number):
        return number, "", ""
    card = IdCardField(label=_("identity card number")).clean(identity)
    sex, born = sex_and_birth(card)
    return card, sex, born.isoformat()
