"""A question that is answered several times: one form, the list of what is there already above it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from disputes.intake import drafts
from disputes.intake.joint import Respondents
from disputes.intake.order import named
from disputes.intake.questions import Question, Raw
from disputes.views.asked import number
from disputes.views.claim.draft import QuestionPage


class ListPage(QuestionPage):
    """Buttons of the one form: go on, add another, remove, change. All of it works without script."""

    slug: str
    pressing: frozenset[str] = frozenset(
        {"add"}
    )  # buttons that want the form judged even if it was left alone

    def find(self, slug: str) -> type[Question] | None:
        return named(self.slug, self.draft)

    @property
    def there(self) -> list[Raw]:
        return list(self.draft.answers.get(self.question.listed, []))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        place, there = number(request.GET.get("change")), self.there
        if place is not None and place < len(there):
            drafts.arrive(self.draft, self.question.slug)
            return self.page(self.form(initial=there[place]), changing=str(place))
        return super().get(request, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if (place := number(request.POST.get("remove"))) is not None:
            self.replace([row for n, row in enumerate(self.there) if n != place])
            return redirect(self.url(self.question.slug))
        form = self.form(request.POST)
        return self.go_on() if self.nothing_more(form) else self.judged(form)

    def nothing_more(self, form: Question) -> bool:
        """Something is there, and the form was left as it came: go on."""
        typed = {name: value for name, value in form.typed().items() if value}
        as_it_came = typed.items() <= self.question.prefilled(self.draft, form.user).items()
        pressed = self.pressing & set(self.request.POST) or self.request.POST.get("changing")
        return as_it_came and not pressed and bool(self.there)

    def judged(self, form: Question) -> HttpResponse:
        changing = self.request.POST.get("changing", "")
        try:
            self.keep(form)
        except drafts.Overtaken as overtaken:
            self.draft = overtaken.draft
            return self.conflict(form)
        if not form.is_valid():
            return self.page(form, status=422, changing=changing)
        return self.taken(form, changing)

    def taken(self, form: Question, changing: str) -> HttpResponse:
        """The answer stands: into the list, in its old place if it was there."""
        there, typed, place = self.there, form.typed(), number(changing)
        if place is not None and place < len(there):
            there[place] = typed
        elif typed not in there:
            there.append(typed)
        self.replace(there, **{self.key: {}})
        return redirect(self.url(self.question.slug)) if "add" in self.request.POST else self.go_on()

    def replace(self, rows: list[Raw], **more: Any) -> None:
        self.draft = drafts.change(self.draft, **{self.question.listed: rows}, **more)

    def page(self, form: Question, *, status: int = 200, **context: Any) -> HttpResponse:
        rows = self.question.rows(self.draft, form.user)
        return super().page(form, status=status, rows=rows, **context)


class RespondentsPage(ListPage):
    slug = Respondents.slug
