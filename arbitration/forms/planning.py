"""Absences, and what is booked of a proposed schedule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from arbitration import handover
from arbitration.allocation import DAY
from arbitration.models import Absence, Room
from arbitration.models.bookings import clock, half_hour
from disputes import sheets
from disputes.form_fields import DayField
from disputes.models import Post, User

KEEPERS = ("clerk", "director")
SITTING = ("presiding", "arbitrator", "recorder")
AWAITED = (*SITTING, "clerk")  # who writes down a hearing may be a clerk (OR-14)
HOURS = [("", "—"), *[(clock(half), clock(half)) for half in range(DAY[0], DAY[1] + 1)]]
LONGEST = 366  # days
OF_PEOPLE = [Absence.Why.LEAVE, Absence.Why.ILL, Absence.Why.TRAINING, Absence.Why.DUTIES]


class AbsenceForm(forms.Form):
    """Of a colleague or a room; who keeps no hearings enters the own absence alone."""

    whose = forms.ChoiceField(label=_("Who or which room"))
    since = DayField(label=_("From"))
    until = DayField(label=_("To"), required=False, help_text=_("Leave empty for one day."))
    start = forms.ChoiceField(
        label=_("From hour"), choices=HOURS, required=False, help_text=_("Empty: all day.")
    )
    end = forms.ChoiceField(label=_("To hour"), choices=HOURS, required=False)
    why = forms.ChoiceField(
        label=_("Kind"), choices=[(one.value, one.label) for one in OF_PEOPLE], required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        kept = user.offices(*KEEPERS)
        rows = Post.objects.current().filter(Q(office__in=kept) | Q(user=user), role__in=AWAITED)
        self.posts = {
            f"person-{one.user_id}": one for one in rows.select_related("user").order_by("user__name")
        }
        self.rooms = {f"room-{one.pk}": one for one in Room.objects.filter(office__in=kept)}
        people = [(key, str(one.user)) for key, one in self.posts.items()]
        rooms = [(key, str(one)) for key, one in self.rooms.items()]
        self.fields["whose"].choices = [(_("People"), people), (_("Rooms"), rooms)] if rooms else people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if since := said.get("since"):
            until = said["until"] = said.get("until") or since
            if until < since:
                self.add_error("until", _("Choose a day on or after the first one."))
            elif (until - since).days > LONGEST:
                self.add_error("until", _("Choose a day within a year of the first one."))
        if (
            bool(said.get("start")) != bool(said.get("end"))
            or (said.get("start") or "0") > (said.get("end") or "9")
            or (said.get("start") and said["start"] == said["end"])
        ):
            self.add_error("end", _("Choose both hours, the later one last, or neither."))
        return said

    def save(self) -> Absence:
        said = self.cleaned_data
        room, post = self.rooms.get(said["whose"]), self.posts.get(said["whose"])
        why = Absence.Why.CLOSED if room else said["why"] or Absence.Why.LEAVE
        office = room.office_id if room else post.office_id if post else 0
        return Absence.objects.create(
            office_id=office, room=room, person=post.user if post else None, since=said["since"], until=said["until"],
            start=half_hour(said["start"]) if said["start"] else 0, end=half_hour(said["end"]) if said["end"] else 48,
            why=why, by=self.user,
        )  # fmt: skip


class BookForm(forms.Form):
    """Which lines of the proposal are booked, and why hearings that stand move."""

    case = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": _("Choose the hearings to book."),
            "invalid_choice": _("Choose lines of this proposal."),
        },
    )
    reason = forms.CharField(
        label=_("Reasons"), max_length=500,
        error_messages={"required": _("Say why the hearings move; the parties read it in the notice.")},
    )  # fmt: skip

    def __init__(self, *args: Any, proposal: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = proposal.kind == "repair"
        self.fields["case"].choices = [(key, key) for key in proposal.moves]  # type: ignore[attr-defined]


class HandoverForm(sheets.FromSheet, forms.Form):
    """The hearings another system had booked, a row each."""

    file_field, rows_field = "hearings_file", "hearings"
    hearings_file = forms.FileField(
        label=_("Spreadsheet of the hearings"), required=False, help_text=_("An Excel workbook or a text file with commas. It replaces the rows below."),
        error_messages={
            "empty": _("This file is empty. Choose another one."), "missing": _("Choose a file."),
        },
    )  # fmt: skip
    hearings = forms.CharField(
        label=_("Hearings"), widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("One hearing a row: case number, day, from, to, room, arbitrators. The last may be missing."),
        error_messages={"required": _("Hearings: choose a spreadsheet or write one hearing a row.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, user: User) -> None:
        super().__init__(self.poured(data, files), files)
        self.user = user

    def clean_hearings_file(self) -> None:
        self.check_file()

    def clean_hearings(self) -> list[handover.Line]:
        return handover.read(self.cleaned_data["hearings"], self.user)
