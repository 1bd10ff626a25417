"""Whether a document in somebody's hand is the one the office made: by the code printed on it, or by the file itself.

Anybody may ask (docs/threats.md 16). The answer has title, number, office, day and digest, and no name of a party.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from disputes.models import Paper
from disputes.papers.shelf import store
from disputes.papers.store import Damaged

LARGEST = 4 * 1024 * 1024  # bytes


class VerifyForm(forms.Form):
    """A code as printed, or the PDF."""

    code = forms.CharField(label=_("Code under the document"), max_length=200, required=False)
    file = forms.FileField(
        label=_("or the PDF itself"),
        required=False,
        help_text=_("It is compared and not kept. At most 4 MB."),
        error_messages={
            "missing": _("Choose a file."),
            "empty": _("This file is empty. Choose another one."),
        },
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        file = said.get("file")
        if not said.get("code") and file is None:
            self.add_error("code", _("Type the code, or choose the file."))
        elif file is not None and file.size > LARGEST:
            self.add_error("file", _("Choose a file of at most 4 MB."))
        return said


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST":
        if not form.is_valid():
            status = 422
        elif (file := form.cleaned_data["file"]) is not None:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            context |= {
                "asked": True,
                "paper": _made().filter(sha256=digest).first(),
                "digest": digest,
                "same": True,
            }
        else:
            code = form.cleaned_data["code"].strip().rstrip("/").rpartition("/")[2].lower()
            if code.isalnum() and code.isascii():
                return redirect("disputes:check_paper", code=code)
            context |= {"asked": True, "paper": None}
            status = 404
    return render(request, "disputes/verify.html", context, status=status)


@require_GET
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR code of a document leads to."""
    paper = _made().filter(check_code=code.lower()).first()
    context = {
        "form": VerifyForm(initial={"code": "" if paper else code}),
        "asked": True,
        "paper": paper,
        "sound": paper is not None and _sound(paper),
    }
    return render(request, "disputes/verify.html", context, status=200 if paper else 404)


def _made() -> Any:
    """Documents an office gave out; what nobody outside may know of has no code."""
    return Paper.objects.exclude(check_code="").select_related("entry")


def _sound(paper: Paper) -> bool:
    """Whether the file in the house still is what was made; a paper not yet printed is."""
    if not paper.sha256:
        return True
    try:
        store().verify(paper.sha256)
    except (Damaged, FileNotFoundError):
        return False
    return True
