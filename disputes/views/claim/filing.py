"""Check everything, file once, keep the receipt."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from disputes.acts import NotLawful
from disputes.intake import drafts
from disputes.intake.claims import Claims
from disputes.intake.lodging import Declaration, lodge
from disputes.intake.matter import Evidence
from disputes.intake.order import complete, path
from disputes.intake.questions import Question
from disputes.models import Deadline, Paper
from disputes.views.claim.draft import OwnDraft

ORAL = ("D02", "M01o")  # what was told at the counter, to be signed by who told it


class CheckPage(OwnDraft):
    """Every answer with its change link, then the declaration. Filing twice gives the same receipt."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        drafts.arrive(self.draft, "check")
        return self.page(Declaration(counter=self.draft.at_counter))

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = Declaration(request.POST, counter=self.draft.at_counter)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            lodge(self.draft, request.user)
        except NotLawful as refusal:
            for reason in refusal.reasons:
                form.add_error(None, str(reason))
            return self.page(form, status=422)
        return redirect("disputes:claim_receipt", reference=reference)

    def page(self, form: Declaration, *, status: int = 200) -> HttpResponse:
        user = self.request.user
        sections = [self.section(one) for one in path(self.draft)]
        papers = Paper.objects.visible_to(user).filter(dispute=self.draft.dispute)
        return TemplateResponse(
            self.request, "disputes/claim_check.html", status=status,
            context={
                "form": form, "draft": self.draft, "dispute": self.draft.dispute, "sections": sections,
                "claims": Claims.slug, "papers": papers, "evidence": Evidence.slug,
                "no_mandate": self.draft.who == "agent" and not papers, "add_mandate": self.url(Evidence.slug) + "?back=check",
                "missing": [one for one in sections if not one["done"]],
                "back": self.url(path(self.draft)[-1].slug),
            },
        )  # fmt: skip

    def section(self, question: type[Question]) -> dict[str, Any]:
        """One question with its answers, and what refuses those that were given."""
        user, judged = self.request.user, question.judged(self.draft, self.request.user)
        answered = question.slug in self.draft.answers and not question.listed
        return {
            "question": question, "change": self.url(question.slug) + "?back=check",
            "done": complete(question, self.draft, user), "rows": [] if question.listed else judged.shown(),
            "list": question.rows(self.draft, user) if question.listed else [],
            "errors": [line for lines in judged.errors.values() for line in lines] if answered else [],
        }  # fmt: skip


class Receipt(OwnDraft):
    """The moment of filing: number, time, what comes next and by when."""

    after_filing = True

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        entry = self.draft.receipt
        if entry is None:
            return redirect("disputes:claim_draft", reference=reference)
        running: Any = Deadline.objects.visible_to(request.user).open().filter(dispute=self.draft.dispute)
        record = entry.record
        return TemplateResponse(
            request, "disputes/claim_receipt.html",
            {"draft": self.draft, "dispute": self.draft.dispute, "entry": entry, "record": record,
             "number": getattr(record, "intake_number", "") or getattr(record, "number", ""),
             "files": Paper.objects.visible_to(request.user).filter(dispute=self.draft.dispute, code="").order_by("pk"),
             "deadlines": sorted(running, key=lambda row: row.due_on),
             "taken_down": Paper.objects.visible_to(request.user).filter(dispute=self.draft.dispute, code__in=ORAL).first()},
        )  # fmt: skip
