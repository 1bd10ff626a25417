"""Batches: the public cover with its cases in order, and the editor's form for the cover."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from casebook.kept import empty_after_commit
from casebook.leaks import identifiers, named_in
from casebook.models import Batch, Edition
from casebook.views.public import public
from disputes.form_fields import DayField
from disputes.views.cases import frame

MOST = 200  # cases on one cover


class CoverForm(forms.ModelForm):  # type: ignore[type-arg]
    issued_on = DayField(label=_("Issued on"), required=False)

    class Meta:
        model = Batch
        fields = ("issuer", "issued_on", "foreword")
        widgets = {"foreword": forms.Textarea(attrs={"rows": 8})}

    def clean_foreword(self) -> str:
        words = str(self.cleaned_data["foreword"])
        behind = self.instance.cases.exclude(source_dispute=None).select_related("source_dispute")
        if found := [*identifiers(words), *named_in(words, behind)]:
            raise forms.ValidationError(
                _("Foreword: remove what identifies somebody: %(found)s"), params={"found": "、".join(found)}
            )
        return words


@public
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """The cover and the cases in the order of the batch. A batch without a published case is not there."""
    found = get_object_or_404(Batch, pk=pk)
    cases = list(found.cases.defer("original", "findings")[:MOST])
    if not cases:
        return render(request, "404.html", status=404)
    return render(request, "casebook/batch.html", {"batch": found, "cases": cases})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Only the desk that has published in it writes its cover."""
    found = get_object_or_404(Batch, pk=pk)
    offices = request.user.offices("editor", "director")
    if not offices or not found.cases.filter(office__in=offices).exists():
        raise PermissionDenied
    form = CoverForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            Edition.move_on()
            empty_after_commit()
        return redirect(found)
    context: dict[str, Any] = {"frame": frame(request.user), "batch": found, "form": form}
    return render(request, "casebook/cover.html", context, status=422 if form.errors else 200)
