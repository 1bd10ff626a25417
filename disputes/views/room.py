"""The live room: what the reader hears, says and has read, who is typing; and the feed that catches up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disputes import access, live, steps
from disputes.acts import NotLawful, perform
from disputes.line import frame_of
from disputes.models import Dispute, DocketEntry, Paper, ReadMark
from disputes.models.room import MARKED
from disputes.typed import given_back
from disputes.views.asked import number
from disputes.views.cases import PAGE, choices, frame, readable

PAPERS = 12  # named beside the talk


class SayForm(forms.Form):
    """The composer: who may read it, and the words."""

    voice = forms.ChoiceField(label=_("Who may read it"))
    text = forms.CharField(
        label=_("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3, "required": True})
    )
    nothing = _("Write a message and choose who may read it.")

    def __init__(self, data: Any = None, *, voices: Iterable[tuple[str, Any, str, Any]]) -> None:
        super().__init__(data, auto_id="%s")
        self.fields["voice"].choices = [(key, label) for key, _record, _audience, label in voices]  # type: ignore[attr-defined]
        for name, codes in (("voice", ("required", "invalid_choice")), ("text", ("required",))):
            self.fields[name].error_messages |= dict.fromkeys(codes, self.nothing)


@login_required
@require_GET
def room(request: HttpRequest, reference: str) -> HttpResponse:
    """The live room: the streams the reader hears, and the voices the reader has."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
    found = voices(dispute, request.user, dispute.records())
    typed = given_back(request, reverse("disputes:say", args=[reference]))
    return page(request, dispute, found, SayForm(typed, voices=found))


def page(
    request: HttpRequest, dispute: Dispute, found: list[Any], form: SayForm, status: int = 200
) -> HttpResponse:
    entries = DocketEntry.objects.visible_to(request.user).filter(dispute=dispute)
    shown = list(entries.select_related("by", "party").order_by("-pk")[:PAGE])[::-1]
    audiences, records = access.audiences(dispute, request.user), dispute.records()
    return render(
        request,
        "disputes/room.html",
        {
            "frame": frame(request.user),
            "dispute": dispute,
            "entries": shown,
            "voices": found,
            "form": form,
            "streams": access.listed(
                (streams_in(audiences, records) | audiences & dispute.streams.keys()) - {"summary"}
            ),
            "last": ",".join(f"{name}:{seq}" for name, seq in last_seen(shown, audiences).items()),
            "marks": marks_of_others(dispute, request.user),
            "audiences": audiences,
            "papers": papers_shown(dispute, request.user),
            **beside(dispute, request.user, records),
        },
        status=status,
    )


def streams_in(audiences: set[str], records: Iterable[Any]) -> set[str]:
    """Of what a person reads, what there is with these records: of side volumes, those of their committees."""
    kept = {access.stream(name, record) for record in records for name in access.HOUSE} - access.HOUSE
    return {one for one in audiences if access.audience_of(one) not in access.HOUSE} | audiences & kept


def papers_shown(dispute: Dispute, user: Any) -> Any:
    """The newest papers the reader may open, to talk about them."""
    rows = Paper.objects.visible_to(user).filter(dispute=dispute).select_related("entry")
    return rows.order_by("-pk")[:PAPERS]


def beside(dispute: Dispute, user: Any, records: list[Any]) -> dict[str, Any]:
    """What the records say beside the talk, and the steps the reader may take now."""
    shown = readable(records, user)
    for record in shown:
        record.dispute = dispute
    parts = [(record, template) for record in shown if (template := part_of(record))]
    doable = [one for record, _part in parts for one in choices(record, user) if not one.refused]
    return {"parts": parts, "doable": doable}


def part_of(record: Any) -> str:
    """`<app>/_<model>_room.html`, where the record's app has one."""
    try:
        return get_template(f"{record._meta.app_label}/_{record._meta.model_name}_room.html").template.name  # type: ignore[attr-defined]
    except TemplateDoesNotExist:
        return ""


def marks_of_others(dispute: Dispute, user: Any) -> list[ReadMark]:
    """How far the others have read the streams of the mediation that the reader reads too; `left` is what is unread."""
    rows = ReadMark.objects.visible_to(user).filter(dispute=dispute, audience__in=MARKED).exclude(user=user)
    marks = list(rows.select_related("user").order_by("audience", "user__name")[:PAGE])
    for mark in marks:
        mark.left = max(dispute.streams.get(mark.audience, 0) - mark.seq, 0)  # type: ignore[attr-defined]
    return marks


@login_required
@require_POST
def seen(request: HttpRequest, reference: str) -> HttpResponse:
    """`seen=joint:4,caucus_a:2`: how far the reader has read; told to those who read the same stream."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
    audiences = access.audiences(dispute, request.user)
    said = dict(part.split(":", 1) for part in request.POST.get("seen", "")[:400].split(",") if ":" in part)
    for stream in MARKED:
        seq = number(said.get(stream)) if stream in audiences else None
        upto = ReadMark.move(dispute, request.user, stream, seq) if seq else 0
        if upto and settings.LIVE_RING:
            frame = {"read": str(request.user), "in": str(stream), "upto": upto}
            live.bell.whisper(dispute.pk, stream, request.user.pk, frame)
    return HttpResponse(status=204)


@login_required
@require_POST
def typing(request: HttpRequest, reference: str) -> HttpResponse:
    """The reader is writing to that audience: told to those who will read it, kept nowhere."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
    heard = {
        key: audience for key, _record, audience, _label in voices(dispute, request.user, dispute.records())
    }
    audience = heard.get(request.POST.get("voice", ""))
    if audience and settings.LIVE_RING:
        frame = {"typing": str(request.user), "in": audience}
        live.bell.whisper(dispute.pk, audience, request.user.pk, frame)
    return HttpResponse(status=204)


def last_seen(shown: list[DocketEntry], audiences: set[str]) -> dict[str, int]:
    last = dict.fromkeys(sorted(audiences), 0)
    for entry in shown:
        last[entry.audience] = max(last.get(entry.audience, 0), entry.seq)
    return last


def voices(dispute: Dispute, user: Any, records: list[Any]) -> list[tuple[str, Any, str, Any]]:
    """(key, record, audience, label) for everything the reader may say now, from the steps named `say`."""
    found = []
    audiences = access.audiences(dispute, user)
    for record in records:
        record.dispute = dispute
        step = steps.find(record, "say")
        if step is None:
            continue
        for audience, label in access.listed(streams_in(audiences, [record])):
            record.act = steps.Act(
                by=user, on=timezone.localdate(), facts={"audience": audience, "text": "…"}
            )
            if step.has_perm(record, user) and not steps.refusals(record, step):
                found.append((f"{record._meta.model_name}.{record.pk}.{audience}", record, audience, label))
    return sorted(found, key=lambda voice: FIRST.get(voice[2], 2))


FIRST: dict[str, int] = {
    access.Audience.JOINT: 0,
    access.Audience.OPEN: 1,
}  # what most say; a caucus is chosen on purpose


@login_required
@require_http_methods(["GET", "POST"])
def say(request: HttpRequest, reference: str) -> HttpResponse:
    """Speak in the room: one step `say` on the record the composer names. Who had to sign in first comes back to it."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
    if request.method == "GET":
        return redirect("disputes:room", reference=reference)
    found = voices(dispute, request.user, dispute.records())
    form = SayForm(request.POST, voices=found)
    if form.is_valid():
        speak(form, found, request.user)
    if "application/json" in request.headers.get("Accept", ""):
        errors = list(dict.fromkeys(line for lines in form.errors.values() for line in lines))
        return JsonResponse({"errors": errors}, status=422 if errors else 201)
    if form.errors:
        return page(request, dispute, found, form, status=422)
    return redirect("disputes:room", reference=reference)


def speak(form: SayForm, found: list[Any], user: Any) -> None:
    said = form.cleaned_data
    record, audience = next((one, heard) for key, one, heard, _label in found if key == said["voice"])
    try:
        perform(record, "say", by=user, text=said["text"], audience=audience)
    except NotLawful as refusal:
        for reason in refusal.reasons:
            form.add_error(None, str(reason))


@login_required
@require_GET
def feed(request: HttpRequest, reference: str) -> JsonResponse:
    """What follows the reader's last numbers: `?after=open:12,joint:4`. Streams that are not his answer nothing."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
    found = list(following(dispute, request.user, request.GET.get("after", ""))[:1000])
    return JsonResponse({"entries": [frame_of(entry) for entry in found]})


def following(dispute: Dispute, user: Any, after: str) -> Any:
    """What follows the reader's last numbers in the streams that are his: `open:12,joint:4`."""
    rows = DocketEntry.objects.visible_to(user).filter(dispute=dispute).select_related("by", "party")
    last = dict(part.split(":", 1) for part in after[:1000].split(",") if ":" in part)
    asked = Q(pk__in=[])
    for stream in [name for name in last if access.audience_of(name) in access.Audience.values]:
        if (seq := number(last.get(stream))) is not None:
            asked |= Q(audience=stream, seq__gt=seq)
    return rows.filter(asked).order_by("pk")
