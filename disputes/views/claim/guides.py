"""The guided questions: one a page, then the answer with its reasons. Reading changes nothing; nothing is stored."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from disputes.intake import guides
from disputes.intake.circumstances import spoken
from disputes.intake.guides import Carried, GuideForm, Step
from disputes.rules.words import RuleError
from disputes.views.claim.private import private


@require_GET
def guide(request: HttpRequest, name: str) -> HttpResponse:
    if name not in guides.NAMES:
        raise Http404
    carried = guides.opened(request.GET.get("g", ""))
    refused = ""
    try:
        step = guides.walk(name, carried)
        form = answered(request, step)
        if form is not None and form.is_valid():
            carried = {**carried, name: {**carried.get(name, {}), form.question.code: form.answer}}
            step, form = guides.walk(name, carried), None
    except RuleError as refusal:
        carried, refused = {**carried, name: {}}, spoken(refusal.line)
        step, form = guides.walk(name, carried), None
    return page(request, name, carried, step, form, refused)


def answered(request: HttpRequest, step: Step) -> GuideForm | None:
    """The form with what was typed, if it answers the very question that is open."""
    if step.question is None or request.GET.get("q") != step.question.code:
        return None
    return GuideForm(request.GET, question=step.question)


def page(
    request: HttpRequest, name: str, carried: Carried, step: Step, form: GuideForm | None, refused: str
) -> HttpResponse:
    wrong = form is not None and not form.is_valid()
    if form is None and step.question is not None:
        form = GuideForm(question=step.question, initial=first(step.question.code, carried))
    context = {
        "name": name, "title": guides.TITLES[name], "step": step, "form": form, "refused": refused,
        "token": guides.sealed(carried) if carried else "", "told": changes(name, carried, step),
        "others": [(one, guides.TITLES[one], link(one, carried)) for one in guides.NAMES if one != name],
        "onward": onward(carried), "again": link(name, {**carried, name: {}}),
    }  # fmt: skip
    return private(render(request, "disputes/claim_guide.html", context, status=422 if wrong else 200))


def first(code: str, carried: Carried) -> dict[str, Any]:
    """What was said on the first pages stands in the fields already."""
    district = carried.get("triage", {}).get("answers", {}).get("district")
    return {"answer": district, "place_1": district} if district and code in ("workplaces", "here") else {}


def link(name: str, carried: Carried) -> str:
    address = reverse("disputes:claim_guide", args=[name])
    return f"{address}?{urlencode({'g': guides.sealed(carried)})}" if carried else address


def changes(name: str, carried: Carried, step: Step) -> list[tuple[str, str, str]]:
    """Each answer with the way back to it: it and what followed are asked anew."""
    said = carried.get(name, {})
    codes = list(said)
    return [
        (words, answer, link(name, {**carried, name: {c: said[c] for c in codes[: codes.index(code)]}}))
        for code, words, answer in step.told
    ]


def onward(carried: Carried) -> str:
    """Back to who can help where the first pages were answered; else to the cards. The answers come along."""
    triage, token = carried.get("triage"), urlencode({"g": guides.sealed(carried)}) if carried else ""
    if not triage:
        return f"{reverse('disputes:claim')}?{token}"
    answers = urlencode(triage["answers"])
    return f"{reverse('disputes:claim_result', args=[triage['event']])}?{answers}&{token}"
