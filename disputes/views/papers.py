"""Handing in papers, whole or in chunks, and reading them. Nothing is served that `visible_to` does not give."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from disputes import access
from disputes.acts import NotLawful, perform
from disputes.models import Dispute, Paper, Party, Upload, User
from disputes.papers import editable, shelf, sniff, templates
from disputes.papers.refusal import Rejected
from disputes.papers.shelf import assembly
from disputes.papers.store import Damaged
from disputes.papers.uploads import UploadRefused, WrongOffset
from disputes.papers.wording import plain
from disputes.service import opened
from disputes.typed import given_back
from disputes.views.asked import number
from disputes.views.cases import frame
from disputes.wording import one_after_another

SHARED = ("open", "joint", "caucus_a", "caucus_b")
logger = logging.getLogger(__name__)
INLINE = {"application/pdf", "image/jpeg", "image/png"}
LARGEST_AT_ONCE = 4 * 1024 * 1024
MOST_AT_ONCE = 20  # unfinished uploads of one person
AT_ONCE = BoundedSemaphore(
    2
)  # whole files that one process opens at the same time: each is in memory several times


class Asked(HttpRequest):
    """A request of somebody who is logged in."""

    user: User


OFFICES = "office"  # a paper of no party
Parties = dict[str, Party]  # by what a form calls them


def parties_served(dispute: Dispute, user: User) -> Parties:
    """Those whose papers this person takes in at the counter (CR-22), as far as the file is open to it; a party hands in
    its own alone.
    """
    if dispute.stage != "open" or dispute.side_of(user):
        return {}
    return {str(one.pk): one for one in dispute.parties.visible_to(user)}


class PaperForm(forms.Form):
    """One paper in one go, as browsers without script send it (at most 4 MiB)."""

    title = forms.CharField(label=gettext_lazy("What it is"), max_length=120)
    audience = forms.ChoiceField(label=gettext_lazy("Who may read it"))
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "PDF, photo, Word, Excel or text; a photo up to 20 MB, anything else up to 50 MB."
        ),
        error_messages={
            "missing": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def __init__(self, *args: Any, readable: set[str], parties: Parties, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = access.listed(readable)
        if len(readable) == 1:  # nothing to choose
            self.fields["audience"].widget = forms.HiddenInput()
            self.fields["audience"].initial = next(iter(readable))
        if parties:
            told = [(key, f"{one.get_side_display()} · {one}") for key, one in parties.items()]
            self.fields["party"] = forms.ChoiceField(
                label=gettext_lazy("Whose paper"), widget=forms.RadioSelect,
                choices=[*told, (OFFICES, gettext_lazy("The office's own"))],
                help_text=gettext_lazy("A party whose paper you take at the counter offers it as its own."),
            )  # fmt: skip
            self.order_fields(("party",))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_AT_ONCE:
            raise forms.ValidationError(
                _("This file is larger than 4 MB: send it in parts with script switched on.")
            )
        return file


def keep(
    dispute: Dispute, user: User, *, title: str, name: str, content: bytes, audience: str,
    party: Party | None = None, upload: Upload | None = None,
) -> Paper:  # fmt: skip
    """Look at what the file really is, store it by hash, add it to the case, and note it in the docket.

    The upload it came by, if it did, is told in the same transaction what it has become.

    Raises `Rejected` with words for its owner, `NotLawful` when the case takes no papers now.
    """
    found = sniff.accept(name, content)
    whose = party or dispute.party_of(user)
    with transaction.atomic():
        paper = Paper(
            dispute=dispute, title=title or found.name, name=found.name, media_type=found.media_type,
            pages=found.pages or 0, uploaded_by=user, audience=audience,
            party=whose, side=whose.side if whose else "",
            volume=Paper.Volume.MAIN if audience == "open" else Paper.Volume.NONE,
        )  # fmt: skip
        shelf.put(paper, content)
        paper.save()
        if upload is not None:
            upload.paper = paper
            upload.save(update_fields=["paper"])
        if dispute.stage == "open":
            facts: dict[str, Any] = {"paper": str(paper.ref), "title": paper.title, "audience": audience}
            facts |= {"party": party.pk} if party else {}
            perform(dispute, "hand_in", by=user, **facts)
    return paper


def shared(dispute: Dispute, user: User) -> set[str]:
    """The streams into which this person may hand a paper now."""
    heard = access.audiences(dispute, user) | ({"open"} if dispute.stage == "draft" else set())
    return heard & set(SHARED)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: Asked, reference: str) -> HttpResponse:
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
    readable = shared(dispute, request.user)
    parties = parties_served(dispute, request.user)
    form = PaperForm(request.POST or None, request.FILES or None, readable=readable, parties=parties)
    if typed := given_back(request):
        form = PaperForm(initial=typed.dict(), readable=readable, parties=parties)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                keep(
                    dispute, request.user, title=form.cleaned_data["title"], name=file.name, content=file.read(),
                    audience=form.cleaned_data["audience"], party=parties.get(form.cleaned_data.get("party", "")),
                )  # fmt: skip
            except Rejected as refusal:
                form.add_error("file", _(refusal.words))
            except NotLawful as refusal:
                form.add_error(None, [str(reason) for reason in refusal.reasons])
            else:
                messages.success(request, _("The paper is in the case."))
                return redirect(dispute)
    context = {"frame": frame(request.user), "dispute": dispute, "form": form}
    return render(request, "disputes/add_paper.html", context, status=status)


@login_required
@require_http_methods(["POST"])
def begin_upload(request: Asked, reference: str) -> JsonResponse:
    """Announce a file: name, size, title, audience. Answers its address and where to begin."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
    asked = said(request)
    audience = asked.get("audience") or "open"
    if audience not in shared(dispute, request.user):
        return refused(_("Choose who may read it."))
    parties = parties_served(dispute, request.user)
    if parties and asked.get("party") not in {*parties, OFFICES}:
        return refused(_("Say whose paper it is."))
    if Upload.objects.filter(by=request.user, paper=None).count() >= MOST_AT_ONCE:
        return refused(_("Finish or cancel the uploads you have begun first."))
    try:
        size, name = number(asked.get("size")) or 0, sniff.clean_name(asked.get("name", ""))
        key = assembly().create(size, name)
    except (UploadRefused, ValueError):
        return refused(_("This file is empty or too large: at most 50 MB."))
    upload = Upload.objects.create(
        dispute=dispute, by=request.user, name=name, size=size, key=key, audience=audience,
        title=plain(asked.get("title", ""))[:120], party=parties.get(asked.get("party", "")),
    )  # fmt: skip
    where = reverse("disputes:upload", args=[upload.ref])
    return JsonResponse({"id": str(upload.ref), "url": where, "offset": 0}, status=201)


def said(request: HttpRequest) -> dict[str, str]:
    """The words of a form, or of a JSON object that is sent instead; anything else says nothing."""
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        found = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    words = {key: str(value) for key, value in pairs if isinstance(value, str | int)}
    return {key: text.encode("utf-8", "replace").decode() for key, text in words.items()}  # no half signs


def refused(words: str, status: int = 422, **more: Any) -> JsonResponse:
    return JsonResponse({"errors": [words], **more}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
def upload(request: Asked, ref: str) -> HttpResponse:
    """One chunk more, where to go on, or give up. The last chunk makes the paper."""
    row = get_object_or_404(
        Upload.objects.filter(by=request.user).select_related("dispute", "paper"), ref=ref
    )
    if request.method == "DELETE":
        given_up(row, "")
        return HttpResponse(status=204)
    if row.paper is not None:
        return arrived(row)
    try:
        if request.method != "PATCH":
            return so_far(row, assembly().offset(row.key))
        offset = assembly().append(row.key, int(request.headers.get("Upload-Offset", "-1")), request.body)
    except WrongOffset as wrong:
        return refused(_("The connection broke: send on from where it stopped."), 409, offset=wrong.expected)
    except (UploadRefused, ValueError) as refusal:
        gone = getattr(refusal, "reason", "") == "unknown"
        if gone and (done := became_a_paper(row)):
            return arrived(done)
        words = _("This part does not belong to the file. Choose the file again.")
        return refused(words, 404 if gone else 422)
    return finish(row, request.user) if offset == row.size else so_far(row, offset)


def became_a_paper(row: Upload) -> Upload | None:
    """The same upload, if another request that brought its end was faster."""
    return Upload.objects.select_related("paper").filter(pk=row.pk).exclude(paper=None).first()


def so_far(row: Upload, offset: int) -> JsonResponse:
    """Where to go on. A file that is all here and no paper yet is asked for its last byte again, which finishes it."""
    at = min(offset, row.size - 1)
    return JsonResponse({"offset": at, "size": row.size}, headers={"Upload-Offset": str(at)})


def arrived(row: Upload) -> JsonResponse:
    """What became of the file; whoever lost the answer asks as often as needed."""
    paper: Any = row.paper
    said = {
        "offset": row.size,
        "paper": paper.get_absolute_url(),
        "title": paper.title,
        "sha256": paper.sha256,
    }
    return JsonResponse(said, status=201, headers={"Upload-Offset": str(row.size)})


def finish(row: Upload, user: User) -> JsonResponse:
    dispute = Dispute.objects.visible_to(user).filter(pk=row.dispute_id).first()
    if dispute is None or row.audience not in shared(dispute, user):
        return given_up(row, _("You can no longer add papers to this case."), 404)
    try:
        with assembly().whole(row.key) as whole, AT_ONCE:
            keep(
                dispute, user, title=row.title, name=row.name, content=whole.path.read_bytes(), audience=row.audience,
                party=row.party, upload=row,
            )  # fmt: skip
    except UploadRefused:
        if (done := became_a_paper(row)) is None:
            raise Http404 from None
        return arrived(done)
    except Rejected as refusal:
        return given_up(row, _(refusal.words))
    except NotLawful as refusal:
        return given_up(row, one_after_another(refusal.reasons))
    return arrived(row)


def given_up(row: Upload, words: str, status: int = 422) -> JsonResponse:
    assembly().discard(row.key)
    row.delete()
    return refused(words, status)


@login_required
@require_GET
def paper(request: Asked, ref: str) -> HttpResponse:
    """A paper the reader may read: shown if it is a PDF or a picture, else handed over as a file."""
    found = get_object_or_404(Paper.objects.visible_to(request.user), ref=ref)
    shown = found.media_type in INLINE and "download" not in request.GET
    try:
        content = shelf.bytes_of(found)
    except (Damaged, FileNotFoundError):
        logger.exception("paper %d is not as it was kept", found.pk)
        return render(
            request, "disputes/damaged.html", {"frame": frame(request.user), "paper": found}, status=500
        )
    opened(found, request.user)
    answer = HttpResponse(content, content_type=found.media_type or "application/octet-stream")
    kind = "inline" if shown else "attachment"
    answer["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(found.name or 'paper')}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_required
@require_GET
def editable_copy(request: Asked, ref: str) -> HttpResponse:
    """A paper the house made, as DOCX to go on editing. What people handed in has no other form than its own."""
    found = get_object_or_404(Paper.objects.visible_to(request.user).exclude(code=""), ref=ref)
    answer = HttpResponse(templates.copy_of(found), content_type=editable.MEDIA_TYPE)
    name = f"{Path(found.name or found.title).stem}.docx"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
