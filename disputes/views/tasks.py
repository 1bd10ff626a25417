"""One task: on to the step that fulfils it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from disputes import steps
from disputes.models import CaseTask
from disputes.views.cases import choices
from disputes.views.queue import dated, list_asked, list_url

OWN_TARGET = gettext_lazy("The house's own target of five working days; no time limit of law.")


@login_required
def do(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
    """Go to the step that fulfils the task; where several may, choose."""
    task = get_object_or_404(CaseTask.objects.visible_to(request.user).open().told_apart(), pk=pk)
    if task.page:
        return redirect(task.page_url)
    record = steps.model_named(task.record_type)._default_manager.get(pk=task.record_id)
    wanted = {name.partition(".")[2] for name in (task.duty.steps if task.duty else ())}
    open_now = [one for one in choices(record, request.user) if one.name in wanted]
    back = list_asked(request)
    onward = f"?{urlencode({'list': back.query})}" if back else ""
    if len(open_now) == 1:
        return redirect(f"{open_now[0].url}{onward}")
    dated([task])
    story = task.legal.story if task.legal else [OWN_TARGET]
    context = {
        "task": task,
        "record": record,
        "choices": open_now,
        "story": story,
        "onward": onward,
        "back": list_url(back),
    }
    return render(request, "disputes/task.html", context)
