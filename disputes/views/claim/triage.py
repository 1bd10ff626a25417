"""Before any name: what happened, a few plain questions, who can help. Nothing is kept; the answers ride in the address."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from disputes.intake import drafts, guides, triage
from disputes.intake.circumstances import spoken
from disputes.intake.events import EVENTS, LifeEvent
from disputes.models import Draft
from disputes.rules import scope
from disputes.views.claim.guides import link
from disputes.views.claim.private import private

ELSEWHERE = ("wage_iou", "insurance_payment", "housing_fund", "injury_application", "disability_grade",
             "institution_discipline", "civil_servant_discipline", "domestic_work", "craft_apprentice", "farm_hand",
             "bankruptcy", "collective_contract_making", "inspection")  # fmt: skip


@require_GET
def cards(request: HttpRequest) -> HttpResponse:
    """Life events, and for somebody who has begun already, the way back."""
    going_on = []
    if request.user.is_authenticated:
        going_on = list(
            Draft.objects.of(request.user).filter(sent_at=None, dispute__stage="draft").order_by("-pk")[:3]
        )
    of_workers = [event for event in EVENTS.values() if not event.employer]
    of_employers = [event for event in EVENTS.values() if event.employer]
    context = {"of_workers": of_workers, "of_employers": of_employers, "going_on": going_on, **along(request)}
    return render(request, "disputes/claim_start.html", context)


@require_GET
def questions(request: HttpRequest, event: str) -> HttpResponse:
    kind = event_or_404(event)
    form = triage.asking(event, initial=request.GET.dict() or {"who": "self"})
    return page(request, kind, form)


@require_GET
def result(request: HttpRequest, event: str) -> HttpResponse:
    """Who can help, until when, and where to begin. Reading this page changes nothing."""
    kind = event_or_404(event)
    form = triage.asking(event, request.GET)
    if not form.is_valid():
        return page(request, kind, form, status=422)
    typed = {name: value for name, value in form.typed().items() if value}
    told = guides.opened(request.GET.get("g", "")) | {"triage": {"event": event, "answers": typed}}
    found = triage.find(kind, form.cleaned_data, told)
    begin = reverse("disputes:claim_begin") + "?" + urlencode({"t": triage.ticket(kind, typed, told)})
    context = {
        "event": kind, "found": found, "begin": begin, "form": form,
        "register": reverse("account_signup") + "?" + urlencode({"next": begin}),
        "again": reverse("disputes:claim_questions", args=[event]) + "?" + urlencode(typed | {"g": guides.sealed(told)}),
        "guides": [(guides.TITLES[name], link(name, told)) for name in guides.NAMES],
        "route": found.route and {"title": spoken(found.route.title), "forum": spoken(scope.FORUMS[found.route.forum]),
                                  "law": found.route.law},
        "reading": spoken(found.reading) if found.reading else "",
        "committee": found.committees[0] if found.committees else None,
        "because": spoken(found.committees[0].reason) if found.committees else "",
        "helpers": [(one.office, spoken(one.reason)) for one in found.organisations],
        "counted": found.limitation.explain(request.LANGUAGE_CODE) if found.limitation else [],
    }  # fmt: skip
    return private(render(request, "disputes/claim_result.html", context))


@require_GET
def elsewhere(request: HttpRequest) -> HttpResponse:
    """None of the cards fits: where other matters go."""
    routes = [
        {"title": spoken(r.title), "forum": spoken(scope.FORUMS[r.forum]), "law": r.law}
        for r in (scope.ROUTES[matter] for matter in ELSEWHERE)
    ]
    told = guides.opened(request.GET.get("g", ""))
    ways = [(guides.TITLES[name], link(name, told)) for name in guides.NAMES]
    return render(request, "disputes/claim_elsewhere.html", {"routes": routes, "guides": ways})


@login_required
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """After the login: the draft of this ticket, with what was answered already. A ticket makes one draft."""
    carried = triage.opened(request.GET.get("t", ""))
    if carried is None:
        return redirect("disputes:claim")
    draft = drafts.start(request.user, carried, counter="counter" in request.GET)
    return redirect("disputes:claim_draft", reference=draft.dispute.reference)


def along(request: HttpRequest) -> dict[str, str]:
    """What the guided questions were told goes along in the address."""
    token = request.GET.get("g", "")
    return {"token": token if guides.opened(token) else ""}


def event_or_404(code: str) -> LifeEvent:
    try:
        return EVENTS[code]
    except KeyError:
        raise Http404 from None


def page(
    request: HttpRequest, event: LifeEvent, form: triage.Circumstances, status: int = 200
) -> HttpResponse:
    context = {"event": event, "form": form, **along(request)}
    return private(render(request, "disputes/claim_questions.html", context, status=status))
