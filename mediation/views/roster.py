"""The roster of a mediation organisation: kept by its lead, who sees there who is away, full or barred."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from disputes.models import Post
from mediation import results
from mediation.forms.roster import LeaveForm, ProfileForm
from mediation.lifecycle.stages import Stage
from mediation.models import Leave, Mediation, MediatorProfile

PAGE = 200


def entries(user: Any) -> list[MediatorProfile]:
    """An entry for every mediator of the organisations the user leads; made when first looked at. Few queries."""
    offices = user.offices("lead")
    if not offices:
        raise PermissionDenied
    known = set(MediatorProfile.objects.filter(office__in=offices).values_list("user", "office"))
    posts = Post.objects.current().filter(office__in=offices, role="mediator")
    fresh = [pair for pair in posts.values_list("user", "office") if pair not in known]
    rows = [MediatorProfile(user_id=person, office_id=office) for person, office in fresh]
    MediatorProfile.objects.bulk_create(rows, ignore_conflicts=True)
    found = MediatorProfile.objects.visible_to(user).filter(user__in=posts.values("user"), office__in=offices)
    return list(found.select_related("user", "office").order_by("office", "user__name")[:PAGE])


@login_required
@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    found = entries(request.user)
    running = Mediation.objects.filter(stage__in=(Stage.IN_MEDIATION, Stage.AGREED))
    loads = dict(
        running.filter(mediator__in=[one.user_id for one in found])
        .values_list("mediator")
        .annotate(Count("pk"))
    )
    leaves: dict[int, list[Leave]] = {}
    for leave in Leave.objects.ahead().filter(profile__in=found):
        leaves.setdefault(leave.profile_id, []).append(leave)
    offices = list({one.office_id: one.office for one in found}.values())
    done = results.of_mediators([office.pk for office in offices])
    rows = []
    for one in found:
        own_results = done.get(one.user_id, results.Results())
        gold = own_results.is_gold(one.office.settings.get("gold"))
        rows.append((one, loads.get(one.user_id, 0), leaves.get(one.pk, []), own_results, gold))
    own = results.of_organisations([office.pk for office in offices])
    asked = [(o, own.get(o.pk, results.Results()).criteria(o.settings.get("gold"))) for o in offices]
    return render(request, "mediation/roster.html", {"rows": rows, "organisations": asked})


@login_required
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """What the organisation knows of one mediator; leave is added and struck out below."""
    one = get_object_or_404(MediatorProfile.objects.visible_to(request.user), pk=pk)
    if one.office_id not in request.user.offices("lead"):
        raise PermissionDenied
    adding = "since" in request.POST
    form = ProfileForm(None if adding else request.POST or None, instance=one)
    leave = LeaveForm(request.POST if adding else None, instance=Leave(profile=one))
    sent = leave if adding else form
    if request.method == "POST" and sent.is_valid():
        sent.save()
        messages.success(request, _("The roster is up to date."))
        return redirect("mediation:entry", pk)
    own = results.of_mediators([one.office_id]).get(one.user_id, results.Results())
    criteria = own.criteria(one.office.settings.get("gold"))
    context = {"entry": one, "form": form, "leave": leave, "leaves": one.leaves.ahead(), "criteria": criteria}
    return render(request, "mediation/entry.html", context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out a leave."""
    leave = get_object_or_404(Leave.objects.filter(profile__office__in=request.user.offices("lead")), pk=pk)
    leave.delete()
    messages.success(request, _("The roster is up to date."))
    return redirect("mediation:entry", leave.profile_id)
