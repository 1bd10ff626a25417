"""The bound file goes into the archive: where it stands, and why a paper is not in it (CR-21, CR-22)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arbitration.volumes import LEAST, missing
from disputes.forms import DatedForm

WHY = "absent_"


class ArchiveForm(DatedForm):
    """For each paper the file should hold and does not, one question: the answers stand in the note of the volume."""

    steps = ("arbitration.archive",)
    shelfmark = forms.CharField(
        label=_("Where the bound file stands"), max_length=60, required=False, help_text=_("Room, cabinet, box, if there is a bound file.")
    )  # fmt: skip
    remarks = forms.CharField(
        label=_("What else the note of the volume says"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Damage, additions, what was taken out."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gaps = [gap for gap in missing(self.record) if not gap.bars]  # for those no reason stands
        for gap in self.gaps:
            self.fields[WHY + gap.key] = forms.CharField(
                label=_("Why %(paper)s is not in the file") % {"paper": gap}, min_length=LEAST, max_length=200,
                help_text=_("For example: signed on paper, in the bound volume. Or close this page and have it made first."),
                error_messages=dict.fromkeys(
                    ("required", "min_length"), _("Please say why %(paper)s is not in the file.") % {"paper": gap}
                ),
            )  # fmt: skip
        self.order_fields([*(WHY + gap.key for gap in self.gaps), "shelfmark", "remarks", "on", "proof"])

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        return {name: value for name, value in facts.items() if not name.startswith(WHY)} | {
            "absent": {gap.key: facts[WHY + gap.key] for gap in self.gaps}
        }
