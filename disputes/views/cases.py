"""The case page and the list of a person's own cases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import select_template
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from disputes import access, news, steps
from disputes.deadlines import soonest
from disputes.models import CaseTask, Deadline, Dispute, DocketEntry, Draft, Paper, Party
from disputes.views.asked import number

PAGE = 50
FIRST = 5  # of the newest, that a long case page shows unfolded
FEW = 4  # steps that stand unfolded on a party's page


def frame(user: Any) -> str:
    """The shell of a page everybody may open: staff work in the dense one, parties in the phone-first one."""
    return "staff.html" if user.held_posts else "party.html"


def being_written(dispute: Dispute) -> bool:
    """An application not handed in yet (AL-28): it goes on in its questions, and nothing can be begun from it."""
    return dispute.stage == "draft" and Draft.objects.filter(dispute=dispute, sent_at=None).exists()


@dataclass(frozen=True)
class Choice:
    """A step the reader may take now, or why it is refused now."""

    record: Any
    name: str
    terms: steps.Terms
    refused: list[Any]
    wanted: bool = False  # it fulfils a task of the reader's own

    @property
    def url(self) -> str:
        kind, dispute = self.record._meta.model_name, self.record.dispute
        if self.record.pk is None:
            return reverse("disputes:begin", args=[dispute.reference, kind, self.name])
        return reverse("disputes:step", args=[dispute.reference, kind, self.record.pk, self.name])


@dataclass(frozen=True)
class Panel:
    """One legal record on the page: its template and what may be done with it."""

    record: Any
    template: str
    choices: list[Choice]

    @property
    def model(self) -> str:
        return self.record._meta.model_name

    @property
    def title(self) -> Any:
        return self.record._meta.verbose_name

    @property
    def open(self) -> list[Choice]:
        return [one for one in self.choices if not one.refused]

    @property
    def asked(self) -> list[Choice]:
        """What a party is asked for now, before what it may do of its own accord; all, where there are few."""
        few = len(self.open) <= FEW
        return [one for one in self.open if few or one.wanted or one.terms.answers]

    @property
    def free(self) -> list[Choice]:
        return [one for one in self.open if one not in self.asked]

    @property
    def refused(self) -> list[Choice]:
        return [one for one in self.choices if one.refused]


# taken in the room, on the page that adds a paper, at the record, beside the parties and the services, on the page of the evidence
EVIDENCE = (
    "offer_evidence", "give_opinions", "state_elements", "answer_elements", "withdraw_evidence", "order_evidence",
    "extend_evidence", "rule_on_evidence", "ask_inquiry", "refuse_inquiry", "collect_evidence", "commission_appraisal",
    "record_inquiry",
)  # fmt: skip
SIGNING = frozenset({"sign", "sign_record"})  # others wait for it
ANEW = frozenset({"serve_anew"})
PEOPLE = frozenset({"enter_person", "end_mandate", "verify_identity", "doubt_identity", "unseat"})
ELSEWHERE = {
    "say",
    "hand_in",
    "correct_entry",
    "accept_electronic",
    "end_electronic",
    "confirm_address",
    *PEOPLE,
    *EVIDENCE,
}


def choices(record: Any, user: Any, those: frozenset[str] = frozenset()) -> list[Choice]:
    """The steps open to this reader, each with the guards that refuse it now: for all for whom the reader acts.

    Of `those` names alone where some are given; else all that stand in no place of their own.
    """
    found: dict[str, Choice] = {}
    for party in record.dispute.parties_of(user) or [None]:
        user.speaking_for = party and party.pk
        for one in choices_now(record, user, those):
            if one.name not in found or not one.refused:
                found[one.name] = one
    user.speaking_for = None
    return list(found.values())


def choices_now(record: Any, user: Any, those: frozenset[str]) -> list[Choice]:
    record.act = steps.Act(by=user, on=timezone.localdate())
    open_to = [s for s in steps.open_at(record) if (s.name in those if those else s.name not in ELSEWHERE)]
    found = [s for s in open_to if s.has_perm(record, user)]
    return [
        Choice(
            record, s.name, steps.terms(s), [steps.reason_of(t, record) for t in steps.refusals(record, s)]
        )
        for s in found
    ]


def first(found: list[Choice], wanted: set[str]) -> list[Choice]:
    """The steps that fulfil the reader's own tasks, marked, then those that answer what others did, then the rest."""
    marked = [replace(one, wanted=f"{one.record._meta.model_name}.{one.name}" in wanted) for one in found]
    return sorted(marked, key=lambda one: (not one.wanted, not one.terms.answers))


def beginnings(dispute: Dispute, user: Any) -> list[Choice]:
    """The records the reader may begin on this dispute: mediation, arbitration, review, hand-off."""
    fresh = [
        kind(dispute=dispute) for kind in steps.models_with_steps()
        if kind is not Dispute and any(f.name == "dispute" for f in kind._meta.fields)
    ]  # fmt: skip
    found = []
    for record in fresh:
        if record.stage == steps.NEW:
            found += [one for one in choices(record, user) if not one.refused]
    return found


def onward(begun: list[Choice], panels: list[Panel]) -> list[Choice]:
    """Of what can be begun, what a record on the page leads to, as long as nobody went there."""
    ways = {getattr(panel.record, "leads_to", "") for panel in panels} - {panel.model for panel in panels}
    return [one for one in begun if one.record._meta.model_name in ways]


def mandates_of(dispute: Dispute) -> list[Any]:
    """The seats of representatives, with the people on them."""
    found = [seat for seat in dispute.current_seats if seat.role == "representative"]
    prefetch_related_objects(found, "user")
    return found


@login_required
@require_GET
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """One page for everybody in the case: each sees the streams that are theirs."""
    dispute = get_object_or_404(Dispute.objects.visible_to(request.user), reference=reference)
    if being_written(dispute):
        return redirect("disputes:claim_draft", reference=reference)
    prefetch_related_objects([dispute], "claims", "parties")  # asked about again and again on this page
    audiences = access.audiences(dispute, request.user)
    parties, claims = file_shown(dispute, audiences)
    own = list(CaseTask.objects.visible_to(request.user).open().filter(dispute=dispute).told_apart())
    wanted = {name for task in own if task.duty for name in task.duty.steps}
    panels = panels_of(dispute, request.user, wanted)
    begun = beginnings(dispute, request.user)
    entries = DocketEntry.objects.visible_to(request.user).filter(dispute=dispute)
    if before := number(request.GET.get("before")):
        entries = entries.filter(pk__lt=before)
    shown = list(entries.select_related("by", "party").order_by("-pk")[: PAGE + 1])
    corrections = DocketEntry.objects.visible_to(request.user).filter(dispute=dispute).corrections()
    for entry in shown:
        entry.put_right = corrections.get(entry.name, [])  # type: ignore[attr-defined]
    papers = list(
        Paper.objects.visible_to(request.user).filter(dispute=dispute).select_related("entry", "party")
    )
    services = services_shown(dispute, request.user, audiences, papers)
    for paper in papers:
        paper.copy_for = [one.party for one in services if one.paper_id == paper.pk]  # type: ignore[attr-defined]
    return render(
        request,
        "disputes/case.html",
        {
            "frame": frame(request.user),
            "dispute": dispute,
            "audiences": audiences,
            "side": dispute.side_of(request.user),
            "ours": dispute.parties_of(request.user),
            "parties": parties,
            "mandates": mandates_of(dispute) if parties else [],
            "people": [one for one in choices(dispute, request.user, PEOPLE) if not one.refused],
            "claims": claims,
            "panels": panels,
            "own": choices(dispute, request.user),
            "beginnings": begun,
            "leading_on": onward(begun, panels),
            "entries": shown[:PAGE],
            "runs": runs(shown[:PAGE], unfolded=PAGE if before else FIRST),
            "older": shown[PAGE - 1].pk if len(shown) > PAGE else None,
            "deadlines": (
                days := list(Deadline.objects.told_to(request.user).open().filter(dispute=dispute))
            ),
            "own_days": (mine := own_days(days, dispute, request.user)),
            "next": next((one for one in mine + days if one.status == Deadline.Status.RUNNING), None),
            "papers": [paper for paper in papers if paper.code != PROOF_OF_SERVICE][::-1],
            "first_papers": f":{FIRST}",
            "older_papers": f"{FIRST}:",
            "services": folded(services),
            "tasks": own,
            "to_sign": [
                one for panel in panels for one in panel.choices if one.name in SIGNING and not one.refused
            ],
        },
    )


def own_days(days: list[Deadline], dispute: Dispute, user: Any) -> list[Deadline]:
    """What the party has to do itself, which comes before what others do sooner: of several on a side, its own alone."""
    side, ours = dispute.side_of(user), {party.pk for party in dispute.parties_of(user)}
    return [
        one for one in days
        if side and (one.party_id in ours if one.binds_its_party else one.limit.binds == side and one.party_id is None)
    ]  # fmt: skip


def runs(entries: list[DocketEntry], unfolded: int) -> list[tuple[bool, list[DocketEntry]]]:
    """The timeline in runs, folded or not: the newest and what cannot be undone are read at once, the rest is opened."""
    told = [(at >= unfolded and not (one.terms and one.terms.grave), one) for at, one in enumerate(entries)]
    found = [(fold, [one for _fold, one in run]) for fold, run in groupby(told, key=itemgetter(0))]
    return [(fold and len(run) > 1, run) for fold, run in found]


def folded(services: list[Any]) -> list[tuple[bool, list[Any]]]:
    """What is still to be served, then, folded where there is more of it, what is done."""
    due = [one for one in services if one.stage not in DONE]
    done = [one for one in services if one.stage in DONE]
    return [(fold, run) for fold, run in ((False, due), (len(done) > FIRST, done)) if run]


DONE = ("served", "dropped")


def services_shown(dispute: Dispute, user: Any, audiences: set[str], papers: list[Paper]) -> list[Any]:
    """Every service to the office; to a party those on itself, with when each arrived and was opened (CPL-90).

    The proof of each stands beside it, not among the papers (CR-20).
    """
    rows = dispute.services.select_related("paper", "party")
    if not access.keeps_side_volume(audiences):
        rows = rows.filter(party__in=dispute.parties_of(user))
    proofs = {paper.record_id: paper for paper in papers if paper.code == PROOF_OF_SERVICE}
    found = list(rows)
    astray = {seat.party_id for seat in dispute.every_seat if seat.mistaken}
    for service in found:
        service.proof = proofs.get(service.pk)  # type: ignore[attr-defined]
        if service.party_id in astray:
            service.dispute = dispute
            service.anew = [one for one in choices(service, user, ANEW) if not one.refused]  # type: ignore[attr-defined]
    return found


def readable(records: list[Any], user: Any) -> list[Any]:
    """The records the reader may see: a hand-off has readers of its own, narrower than the case's."""
    seen: dict[Any, set[int]] = {}
    for kind in {type(record) for record in records}:
        if hasattr(rows := kind._default_manager.all(), "visible_to"):
            seen[kind] = set(
                rows.visible_to(user).filter(dispute=records[0].dispute_id).values_list("pk", flat=True)
            )
    return [
        r for r in records if r._meta.model_name not in BEHIND and (type(r) not in seen or r.pk in seen[type(r)])
    ]  # fmt: skip


PROOF_OF_SERVICE = "D40"
BEHIND = {"service"}  # shown among the papers they serve


def template_of(record: Any) -> str:
    label, name = record._meta.app_label, record._meta.model_name
    return select_template([f"{label}/_{name}.html", "disputes/_record.html"]).template.name


@login_required
@require_GET
def my(request: HttpRequest) -> HttpResponse:
    """A party's cases, newest first, each with its next day; a cursor leads to older ones."""
    rows = Dispute.objects.visible_to(request.user).order_by("-pk")
    if before := number(request.GET.get("before")):
        rows = rows.filter(pk__lt=before)
    shown = list(rows[: PAGE + 1])
    nearest = soonest(Deadline.objects.told_to(request.user), [dispute.pk for dispute in shown])
    told = Party.objects.filter(dispute__in=shown[:PAGE]).visible_to(request.user).told()
    cases = [(one, nearest.get(one.pk), told.get(one.pk, "")) for one in shown[:PAGE]]
    older = shown[PAGE - 1].pk if len(shown) > PAGE else None
    context = {
        "frame": frame(request.user),
        "cases": cases,
        "older": older,
        "unread": news.unread(request.user),
    }
    return render(request, "disputes/my.html", context)


def file_shown(dispute: Dispute, audiences: set[str]) -> tuple[Any, Any]:
    """Parties and claims, for those who read the file itself or are writing it."""
    if audiences & {"open"} or dispute.stage == "draft":
        return dispute.parties.all(), dispute.claims.all()
    return dispute.parties.none(), dispute.claims.none()


def panels_of(dispute: Dispute, user: Any, wanted: set[str]) -> list[Panel]:
    """The records the reader may see, each with the steps that are his."""
    records = readable(dispute.records(), user)
    for record in records:
        record.dispute = dispute
    return [Panel(r, template_of(r), first(choices(r, user), wanted)) for r in records]
