"""The claims: a list, whose form can also work out a sum and show the questions of another kind."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from disputes.intake.claims import Claims
from disputes.intake.events import by_employer
from disputes.intake.questions import Question
from disputes.views.claim.lists import ListPage


class ClaimsPage(ListPage):
    slug = Claims.slug
    pressing = frozenset({"add", "work_out"})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "other_kind" in request.POST:
            typed = self.form(request.POST).typed()
            return self.page(self.form(initial=typed), changing=request.POST.get("changing", ""))
        return super().post(request, **kwargs)

    def page(self, form: Question, *, status: int = 200, **context: Any) -> HttpResponse:
        """The calculators are about what an employer owes: one that applies is shown no button for them."""
        return super().page(form, status=status, counts=not by_employer(self.draft), **context)

    def taken(self, form: Question, changing: str) -> HttpResponse:
        if "work_out" in self.request.POST:
            return self.page(form, changing=changing)
        return super().taken(form, changing)
