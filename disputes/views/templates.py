"""Templates of documents: an office downloads the one of a form, changes it in Word, and follows it from then on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods
from docx import Document as Word
from docx.oxml.ns import qn

from disputes.models import Office, Role, TemplateVersion
from disputes.papers import editable, standard, templates
from disputes.papers.documents import DOCUMENTS
from disputes.papers.filling import TABLE, P, paragraph_text
from disputes.papers.kinds import Document
from disputes.papers.vetting import LARGEST, NotUsable, allowed, mandatory
from disputes.views import readings
from disputes.views.asked import number

STANDARD = "standard"  # stands in the address for a form without variants, and for the house's own file
WHICH = {
    "final": "终局", "non_final": "非终局", "partial_final": "先行，终局", "partial_non_final": "先行，非终局", "whole": "全部请求",
    "part": "部分请求", "granted": "改定时间", "open": "时间另定", "start": "对裁决书", "refused": "对裁决书", "upheld": "对裁决书",
    "statement_start": "对调解书", "statement_refused": "对调解书", "letter": "告知法院", "payment_order": "依调解协议", "wage_order": "拖欠劳动报酬",
    "failed": "调解不成", "withdrawn": "撤回申请", "kept": "已履行", "broken": "未履行",
}  # fmt: skip
MEDIATION = ("M", "D05", "J01")


@dataclass(frozen=True)
class Form:
    code: str
    variant: str
    wanted: Document
    version: TemplateVersion | None = None

    @property
    def slug(self) -> str:
        return self.variant or STANDARD

    @property
    def title(self) -> str:
        """Two forms of one document under the same title are told apart."""
        titles = [each.title for each in DOCUMENTS[self.code].variants.values()]
        told = WHICH.get(self.variant, "") if titles.count(self.wanted.title) > 1 else ""
        return f"{self.wanted.title}（{told}）" if told else self.wanted.title


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Your template (.docx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        error_messages=dict.fromkeys(
            ("required", "missing", "empty"), gettext_lazy("Please choose the .docx you changed.")
        ),
    )


def choosable(user: Any) -> QuerySet[Office]:
    """The committee one heads, the mediation organisation one leads; an administrator where there is no director."""
    return readings.choosable(user) | Office.objects.filter(pk__in=user.offices(Role.LEAD))


def of_office(office: Office) -> Iterator[Form]:
    """The forms an office of this kind makes, with the version it follows."""
    rows: dict[tuple[str, str], TemplateVersion] = {}
    for row in TemplateVersion.objects.filter(office=office).select_related("by").order_by("pk"):
        rows[row.code, row.variant] = row
    committee = office.kind == Office.Kind.COMMITTEE
    for code, variant, wanted in sorted(standard.forms(), key=lambda one: one[0]):
        ours = code == "M09" or not code.startswith("M") if committee else code.startswith(MEDIATION)
        if ours:
            newest = rows.get((code, variant))
            yield Form(code, variant, wanted, newest if newest and newest.sha256 else None)


def _found(user: Any, pk: int, code: str, variant: str) -> tuple[Office, Form]:
    office = get_object_or_404(choosable(user), pk=pk)
    wanted = "" if variant == STANDARD else variant
    form = next((one for one in of_office(office) if (one.code, one.variant) == (code, wanted)), None)
    if form is None:
        raise Http404
    return office, form


@login_required
@require_GET
def offices(request: HttpRequest) -> HttpResponse:
    """The offices to choose for; where it is one, its forms at once."""
    user: Any = request.user
    if not (user.is_superuser or user.roles() & {Role.DIRECTOR, Role.ADMINISTRATOR, Role.LEAD}):
        raise PermissionDenied
    rows = list(choosable(user))
    if len(rows) == 1:
        return _listed(request, rows[0])
    return render(request, "disputes/templates.html", {"offices": rows})


@login_required
@require_GET
def forms_of(request: HttpRequest, pk: int) -> HttpResponse:
    return _listed(request, get_object_or_404(choosable(request.user), pk=pk))


def _listed(request: HttpRequest, office: Office) -> HttpResponse:
    return render(request, "disputes/templates_of.html", {"office": office, "rows": list(of_office(office))})


@login_required
@require_http_methods(["GET", "POST"])
def form_of(request: HttpRequest, pk: int, code: str, variant: str) -> HttpResponse:
    """One form: what may and must stand in it, its versions; a file uploaded, an earlier version or the standard followed."""
    office, form = _found(request.user, pk, code, variant)
    upload = UploadForm()
    if request.method == "POST":
        refused = _changed(request, office, form)
        if refused is None:
            return redirect("disputes:template_trial", pk, code, variant)
        upload = refused
    return _shown(request, office, form, upload)


def _changed(request: HttpRequest, office: Office, form: Form) -> UploadForm | None:
    """What was asked is done; else the form with the reasons."""
    upload = UploadForm(request.POST, request.FILES)
    try:
        if request.POST.get("do") == "standard":
            templates.follow_standard(office, form.code, form.variant, by=request.user)
        elif request.POST.get("do") == "restore":
            version = get_object_or_404(
                _versions(office, form).exclude(sha256=""), pk=number(request.POST.get("version"))
            )
            templates.bring_back(version, by=request.user)
        elif not upload.is_valid():
            return upload
        else:
            given = upload.cleaned_data["file"]
            raw = given.read(LARGEST + 1)
            templates.keep(office, form.code, form.variant, name=given.name[:160], raw=raw, by=request.user)
    except NotUsable as refused:
        if not upload.is_bound or not upload.is_valid():
            upload = UploadForm({})
            upload.errors.clear()
        for reason in refused.reasons:
            upload.add_error(None, reason)
        return upload
    messages.success(
        request,
        _(
            "Saved. Copies of documents made from now on follow this template; below is how it looks with sample values."
        ),
    )
    return None


def _versions(office: Office, form: Form) -> QuerySet[TemplateVersion]:
    return TemplateVersion.objects.of_form(office, form.code, form.variant).select_related("by")


def _alone(names: Collection[str]) -> list[str]:
    """Without the lists whose fields are named beside them."""
    return [name for name in names if not any(one.startswith(f"{name}.") for one in names)]


def _shown(request: HttpRequest, office: Office, form: Form, upload: UploadForm) -> HttpResponse:
    must = _alone(mandatory(form.code, form.variant))
    context = {
        "office": office, "one": form, "form": upload, "mandatory": must, "versions": list(_versions(office, form)[:30]),
        "others": sorted(set(_alone(allowed(form.code, form.variant))) - set(must)),
    }  # fmt: skip
    return render(request, "disputes/template.html", context, status=422 if upload.errors else 200)


@login_required
@require_GET
def file(request: HttpRequest, pk: int, code: str, variant: str) -> HttpResponse:
    """The standard template, or a version of the office's own (`?version=`)."""
    office, form = _found(request.user, pk, code, variant)
    if "version" not in request.GET:
        return _attached(standard.written(form.code, form.variant), form, _("standard template"))
    version = get_object_or_404(_versions(office, form).exclude(sha256=""), pk=number(request.GET["version"]))
    return _attached(templates.bytes_of(version), form, str(version.pk))


@login_required
@require_GET
def trial(request: HttpRequest, pk: int, code: str, variant: str) -> HttpResponse:
    """How the template in use looks with sample values, on the page or as the DOCX itself."""
    office, form = _found(request.user, pk, code, variant)
    made = templates.tried(form.version, form.code, form.variant)
    if "download" in request.GET:
        return _attached(made, form, _("trial"))
    return render(
        request, "disputes/template_trial.html", {"office": office, "one": form, "blocks": list(_read(made))}
    )


def _read(raw: bytes) -> Iterator[dict[str, Any]]:
    """What stands in the document from top to bottom, with its heads and feet: paragraphs, and tables by rows."""
    made = Word(BytesIO(raw))
    parts = (made.sections[0].header._element, made.element.body, made.sections[0].footer._element)
    for part in parts:
        for block in part:
            if block.tag == P:
                yield {"text": paragraph_text(block)}
            elif block.tag == TABLE:
                rows = block.iter(qn("w:tr"))
                yield {
                    "rows": [
                        [" ".join(map(paragraph_text, cell.iter(P))) for cell in row.iter(qn("w:tc"))]
                        for row in rows
                    ]
                }


def _attached(raw: bytes, form: Form, which: str) -> HttpResponse:
    answer = HttpResponse(raw, content_type=editable.MEDIA_TYPE)
    answer["Content-Disposition"] = (
        f"attachment; filename*=UTF-8''{quote(f'{form.code}-{form.title}-{which}.docx')}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
