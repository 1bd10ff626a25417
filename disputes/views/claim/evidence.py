"""Evidence: files become papers of the case at once, whole here or in chunks by script."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from disputes.intake.matter import Evidence
from disputes.intake.order import named
from disputes.intake.questions import Question
from disputes.models import Paper
from disputes.papers.refusal import Rejected
from disputes.views.claim.draft import QuestionPage
from disputes.views.papers import LARGEST_AT_ONCE, keep


class EvidencePage(QuestionPage):
    def find(self, slug: str) -> type[Question] | None:
        return named(Evidence.slug, self.draft)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        own = Paper.objects.filter(dispute=self.draft.dispute, uploaded_by_id=request.user.pk)
        if ref := request.POST.get("remove", ""):
            if _is_ref(ref):
                own.filter(ref=ref).delete()
            return redirect(self.url(Evidence.slug))
        form = self.form(request.POST, files=request.FILES)
        if file := request.FILES.get("file"):
            self.take(form, file)
        return self.settle(form)

    def take(self, form: Question, file: Any) -> None:
        """The file becomes a paper; else the form says why not and what is allowed."""
        if file.size > LARGEST_AT_ONCE:
            form.add_error(
                "file", _("This file is larger than 4 MB: send it in parts with script switched on.")
            )
            return
        try:
            keep(
                self.draft.dispute,
                self.request.user,
                title="",
                name=file.name,
                content=file.read(),
                audience="open",
            )
        except Rejected as refusal:
            form.add_error("file", _(refusal.words))

    def go_on(self) -> HttpResponse:
        """“Add this file” stays on the page; “save and continue” goes on."""
        return redirect(self.url(Evidence.slug)) if "add" in self.request.POST else super().go_on()

    def page(self, form: Question, *, status: int = 200, **context: Any) -> HttpResponse:
        papers = list(Paper.objects.visible_to(self.request.user).filter(dispute=self.draft.dispute))
        return super().page(form, status=status, papers=papers, **context)


def _is_ref(text: str) -> bool:
    return len(text.replace("-", "")) == 32 and all(c in "0123456789abcdef-" for c in text.lower())
