"""One page, one question, on a draft that is saved all the time."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views import View

from disputes.intake import drafts
from disputes.intake.circumstances import Circumstances
from disputes.intake.order import before, complete, following, named, path
from disputes.intake.questions import Question
from disputes.models import Draft
from disputes.typed import given_back
from disputes.views.asked import number


class OwnDraft(LoginRequiredMixin, View):
    """A draft of the person signed in: anybody else's is not there."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            self.draft = get_object_or_404(
                Draft.objects.of(request.user), dispute__reference=kwargs["reference"]
            )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and self.draft.sent_at and not getattr(self, "after_filing", False):
            return redirect("disputes:claim_receipt", reference=kwargs["reference"])
        return super().dispatch(request, *args, **kwargs)

    def url(self, slug: str) -> str:
        reference = self.draft.dispute.reference
        if slug == "check":
            return reverse("disputes:claim_check", args=[reference])
        return reverse("disputes:claim_question", args=[reference, slug])


class Resume(OwnDraft):
    """Where the person stopped, on whichever device; else the first question without an answer."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponse:
        asked = path(self.draft)
        if self.draft.at == "check" or self.draft.at in {one.slug for one in asked}:
            return redirect(self.url(self.draft.at))
        missing = [one for one in asked if not complete(one, self.draft, request.user)]
        return redirect(self.url(missing[0].slug if missing else "check"))


class QuestionPage(OwnDraft):
    """Show a question, keep what was typed, go on when it can stand."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        question = self.find(kwargs.get("question", ""))
        if question is None:
            raise Http404
        self.question = question

    def find(self, slug: str) -> type[Question] | None:
        return named(slug, self.draft)

    @property
    def key(self) -> str:
        """Under which name the typed answer is kept."""
        return self.question.kept_as or self.question.slug

    @property
    def checking(self) -> bool:
        """Whether the page was opened from the one on which everything is checked, and leads back to it."""
        return "check" in (self.request.GET.get("back"), self.request.POST.get("back"))

    def form(self, data: Any = None, **kwargs: Any) -> Question:
        return self.question(data, draft=self.draft, user=self.request.user, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        drafts.arrive(self.draft, self.question.slug)
        if (typed := given_back(request)) is not None:
            return self.page(self.form(initial=self.form(typed).typed()))
        kept = self.draft.answers.get(self.key)
        if (
            kept
            and self.checking
            and not self.question.listed
            and not (refused := self.form(kept)).is_valid()
        ):
            return self.page(refused)  # it cannot be filed so: the page says why
        return self.page(self.form(initial=kept or self.question.prefilled(self.draft, request.user)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.settle(self.form(request.POST, files=request.FILES))

    def settle(self, form: Question) -> HttpResponse:
        """Keep what was typed whatever it is; go on if it can stand."""
        try:
            self.keep(form)
        except drafts.Overtaken as overtaken:
            self.draft = overtaken.draft
            return self.conflict(form)
        return self.go_on() if form.is_valid() else self.page(form, status=422)

    def keep(self, form: Question) -> None:
        seen, hand = number(self.request.POST.get("seen")) or 0, self.request.POST.get("hand", "")[:32]
        self.draft = drafts.keep(self.draft, self.key, form.typed(), seen=seen, hand=hand.replace("\0", ""))

    def go_on(self) -> HttpResponse:
        if self.request.POST.get("back") == "check":
            return redirect(self.url("check"))
        return redirect(self.url(following(self.question, self.draft, self.request.user)))

    def conflict(self, form: Question) -> HttpResponse:
        """Both versions: the typed one stays in the fields, the saved one stands above; nothing is overwritten."""
        theirs = self.form(self.draft.answers.get(self.key, {})).shown()
        return self.page(form, status=409, theirs=theirs)

    def page(self, form: Question, *, status: int = 200, **context: Any) -> HttpResponse:
        asked = [one for one in path(self.draft) if one is not Circumstances]
        back = before(self.question, self.draft)
        return TemplateResponse(
            self.request, self.question.template, status=status,
            context={
                "form": form, "question": self.question, "hint": form.hint, "draft": self.draft, "dispute": self.draft.dispute,
                "main": [f for f in form.visible_fields() if f.name not in self.question.folded],
                "folded": [f for f in form.visible_fields() if f.name in self.question.folded],
                "open": any(f.name in self.question.folded and (f.errors or f.value()) for f in form.visible_fields()),
                "seen": drafts.stamp(self.draft, self.key), "hand": get_random_string(12),
                "place": asked.index(self.question) + 1 if self.question in asked else 0, "places": len(asked),
                "back": self.url("check") if self.checking else self.url(back) if back else "", "checking": self.checking,
                **context,
            },
        )  # fmt: skip


class Autosave(QuestionPage):
    """What is typed, a second after it was typed. 204 and the time of saving; 409 when another device was faster."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(self.url(self.question.slug))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            self.keep(self.form(request.POST))
        except drafts.Overtaken:
            return JsonResponse(
                {"errors": [_("Another device saved this answer. Load the page again.")]}, status=409
            )
        saved = timezone.localtime(self.draft.saved_at)
        return HttpResponse(status=204, headers={"Saved-At": saved.isoformat(timespec="seconds")})
