"""The step page: any declared step of any record, its facts, its rehearsal, its refusal in words."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views import View

from disputes import steps
from disputes.acts import NotLawful, begin, cite, perform
from disputes.forms import StepForm, SureForm
from disputes.lifecycle.mandates import left_open
from disputes.models import Dispute, DocketEntry
from disputes.rehearse import rehearse
from disputes.typed import given_back
from disputes.views.asked import number
from disputes.views.cases import ELSEWHERE, being_written, frame
from disputes.views.queue import list_asked, list_url

NOT_OPEN = _("This step is not open at stage “%(stage)s”.")


class StepPage(LoginRequiredMixin, View):
    """Take one step on a record that stands."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return
        self.record = self.find_record(request.user, **kwargs)
        self.dispute = self.record.dispute
        self.name = kwargs["step"]
        terms = steps.declared(type(self.record), self.name)
        if terms is None:
            raise Http404
        self.terms = terms
        self.form_class = StepForm.all.get(f"{self.record._meta.model_name}.{self.name}", StepForm)
        self.must_be_theirs(request.user)
        self.for_whom = self.those_to_name(request.user)

    def those_to_name(self, user: Any) -> list[Any]:
        """The parties among which a person who speaks for several must choose; who can be only one is named by that."""
        found = []
        for party in left_open(self.record, self.name, user):
            user.speaking_for = party.pk
            with suppress(PermissionDenied):
                self.must_be_theirs(user)
                found.append(party)
        named = number(self.request.GET.get("for")) if len(found) > 1 else None
        chosen = [party for party in found if len(found) == 1 or party.pk == named]
        user.speaking_for = chosen[0].pk if chosen else None
        self.speaker = chosen[0] if chosen else None
        return [] if chosen else found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_authenticated or not self.for_whom:
            return super().dispatch(request, *args, **kwargs)
        context = {
            "frame": frame(request.user),
            "terms": self.terms,
            "dispute": self.dispute,
            "back": self.after(),
        }
        ways = [(party, f"?{self.asked(party)}") for party in self.for_whom]
        return TemplateResponse(request, "disputes/for_whom.html", context | {"ways": ways})

    def asked(self, party: Any) -> str:
        """The question of this page with the party named."""
        said = self.request.GET.copy()
        said["for"] = str(party.pk)
        return said.urlencode()

    def must_be_theirs(self, user: Any) -> None:
        """The form of a step may tell of the record, open or not: who can never take the step does not see it."""
        if self.name in ELSEWHERE and self.form_class is StepForm:
            raise Http404  # said in the case room, handed in with its paper
        self.record.act = steps.Act(by=user, on=timezone.localdate())
        declared = [one for one in steps.of(type(self.record)) if one.name == self.name]
        if not any(one.has_perm(self.record, user) for one in declared):
            raise PermissionDenied(self.name)

    def find_record(self, user: Any, *, reference: str, model: str, pk: int, **kwargs: Any) -> Any:
        kind = model_or_404(model)
        if kind is Dispute:
            return get_object_or_404(Dispute.objects.visible_to(user), reference=reference, pk=pk)
        if hasattr(kind._default_manager.all(), "visible_to"):
            rows = kind._default_manager.all().visible_to(user)
            return get_object_or_404(rows.select_related("dispute"), dispute__reference=reference, pk=pk)
        dispute = get_object_or_404(Dispute.objects.visible_to(user), reference=reference)
        record = get_object_or_404(kind, dispute=dispute, pk=pk)
        record.dispute = dispute
        return record

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        typed = given_back(request)
        form = self.form_class(typed, record=self.record, user=request.user, initial=request.GET.dict())
        if typed is not None:
            form = form.again()
        return self.page(form, refused=self.refused())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, request.FILES, record=self.record, user=request.user)
        if form.looking & set(request.POST):
            return self.overtaken(form.again(), self.done_by_another(), otherwise=200)
        if not form.is_valid():
            return self.overtaken(form, self.done_by_another())
        try:
            if self.terms.grave and not (sure := self.sure()).is_valid():
                status = 422 if sure.is_bound else 200
                return self.page(form, status=status, outcome=self.rehearse(form), sure=sure)
            self.take(form)
        except NotLawful as refusal:
            for reason in refusal.reasons:
                form.add_error(None, str(reason))
            return self.overtaken(form, form.overtaken() or self.done_by_another())
        if asked := list_asked(request):
            messages.success(request, f"{self.terms.title} · {self.dispute.number or self.dispute.reference}")
            return redirect(list_url(asked))
        return redirect(self.after())

    def overtaken(
        self, form: StepForm, meanwhile: list[tuple[Any, Any]], otherwise: int = 422
    ) -> HttpResponse:
        """The form with what was typed, and what somebody else did since the page was opened."""
        return self.page(form, status=409 if meanwhile else otherwise, meanwhile=meanwhile)

    def refused(self) -> list[Any]:
        """Why the step would be refused now, before any fact is given. Raises when it is not the reader's to take."""
        found = steps.find(self.record, self.name)
        if found is None:
            return [NOT_OPEN % {"stage": self.record.get_stage_display()}]
        self.record.act = steps.Act(by=self.request.user, on=timezone.localdate())
        if not found.has_perm(self.record, self.request.user):
            raise PermissionDenied(self.name)
        return [
            cite(steps.reason_of(test, self.record), test.law) for test in steps.refusals(self.record, found)
        ]

    def done_by_another(self) -> list[tuple[Any, Any]]:
        """The step that came first, when it is why this one is no longer open."""
        record = self.find_record(self.request.user, **self.kwargs)
        if steps.find(record, self.name):
            return []
        entries = DocketEntry.objects.visible_to(self.request.user).select_related("by")
        last = entries.filter(record_type=record._meta.model_name, record_id=record.pk).last()
        return [(last.title, last)] if last else []

    def sure(self) -> SureForm:
        """What is asked after the rehearsal; bound once it was answered."""
        said = self.request.POST if "confirmed" in self.request.POST else None
        ours = self.dispute.side_of(self.request.user)
        return SureForm(said, word="" if ours else self.dispute.reference[-4:])

    def rehearse(self, form: StepForm) -> Any:
        return rehearse(self.record, self.name, by=self.request.user, **form.facts())

    def take(self, form: StepForm) -> None:
        perform(self.record, self.name, by=self.request.user, **form.facts())

    def after(self) -> Any:
        if self.form_class.place:
            return self.form_class.place(self.record)
        return self.record if hasattr(self.record, "get_absolute_url") else self.dispute

    def page(self, form: StepForm, *, status: int = 200, **context: Any) -> HttpResponse:
        template = "disputes/check.html" if "outcome" in context else form.template
        return TemplateResponse(
            self.request,
            template,
            status=status,
            context={
                "frame": frame(self.request.user),
                "form": form,
                "record": self.record,
                "dispute": self.dispute,
                "terms": self.terms,
                "name": self.name,
                "speaker": self.speaker,
                "back": self.after(),
                **form.extra(),
                **context,
            },
        )


class BeginPage(StepPage):
    """Take the first step of a record that does not exist yet."""

    def find_record(self, user: Any, *, reference: str, model: str, **kwargs: Any) -> Any:
        dispute = get_object_or_404(Dispute.objects.visible_to(user), reference=reference)
        kind = model_or_404(model)
        if being_written(dispute) or not any(field.name == "dispute" for field in kind._meta.fields):
            raise Http404
        record = kind(dispute=dispute)
        if steps.find(record, kwargs["step"]) is None:
            raise Http404
        return record

    def rehearse(self, form: StepForm) -> Any:
        form.build(self.record)
        return rehearse(self.record, self.name, by=self.request.user, **form.facts())

    def take(self, form: StepForm) -> None:
        """What `build` makes for the record goes again when the step is refused."""
        with transaction.atomic():
            form.build(self.record)
            begin(self.record, self.name, by=self.request.user, **form.facts())

    def after(self) -> Any:
        return self.dispute


def model_or_404(name: str) -> Any:
    try:
        return steps.model_named(name)
    except StopIteration:
        raise Http404 from None
