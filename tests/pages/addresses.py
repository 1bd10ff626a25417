"""Every address of the house, and who may get an answer there. What is not listed here fails the matrix."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.urls import URLResolver, get_resolver

from disputes import steps
from disputes.access import audience_of
from disputes.models import CaseTask, Paper
from tests.pages.people import ALONE, ROLES
from tests.pages.world import Case

EVERYBODY = frozenset({*ROLES, *ALONE})
SIGNED_IN = EVERYBODY - {"anonymous"}
NOBODY: frozenset[str] = frozenset()
PARTIES = frozenset({"worker", "employer", "agent"})
TRIBUNAL = frozenset({"presiding", "arbitrator", "recorder"})
OFFICE = frozenset({"clerk", "director"})
INSIDE = PARTIES | TRIBUNAL | OFFICE | {"mediator", "pool", "lead"}
# docs/audiences.md, row by row; `file` is what names the parties and their claims
READS = {
    "open": PARTIES | TRIBUNAL | OFFICE | {"mediator"},
    "caucus_a": frozenset({"worker", "agent", "mediator"}),
    "caucus_b": frozenset({"employer", "mediator"}),
    "joint": PARTIES | {"mediator"},
    "notes": frozenset({"mediator"}),
    "agreement": PARTIES | TRIBUNAL | OFFICE | {"mediator", "lead"},
    "side": TRIBUNAL | OFFICE,
    "deliberation": TRIBUNAL - {"recorder"},
    "summary": INSIDE,
    "draft": NOBODY,
    "typical": frozenset({"editor", "reader", "director"}),
    "file": PARTIES | TRIBUNAL | OFFICE | {"mediator", "court"},
    "upload": frozenset({"worker"}),
}
# Who may ever take a step of such a record; who may take which of them is the matter of the app's own tests.
TAKES = {
    "dispute": INSIDE,
    "mediation": PARTIES | {"mediator", "pool", "lead"},
    "arbitration": PARTIES | TRIBUNAL | OFFICE,
    "award": PARTIES | TRIBUNAL | OFFICE,
    "agreementreview": PARTIES | TRIBUNAL | OFFICE,
    "handoff": PARTIES | {"clerk", "lead", "court", "director"},
    "service": TRIBUNAL | OFFICE | {"mediator", "pool", "lead"},
    "typicalcase": OFFICE | {"presiding", "arbitrator", "mediator", "lead", "editor", "reader"},
}


@dataclass(frozen=True)
class Target:
    """One address of a pattern. `who` gets 200 on GET; with `at_most` nobody else does, and not all of them must."""

    args: tuple[Any, ...]
    who: frozenset[str]
    at_most: bool = False
    inside: frozenset[str] = INSIDE  # to anybody else it is as if it were missing


@dataclass(frozen=True)
class Rule:
    """A pattern: its targets in a case, and arguments that exist nowhere. `door`: the library's own pages."""

    targets: Callable[[Case], list[Target]]
    missing: tuple[Any, ...] | None = None
    door: bool = False


def page(who: frozenset[str], *args: Any) -> Rule:
    """An address without an object of a case."""
    return Rule(lambda case: [Target(args, who, inside=EVERYBODY)])


def door(*args: Any) -> Rule:
    return Rule(lambda case: [Target(args, EVERYBODY, at_most=True, inside=EVERYBODY)], door=True)


def of_case(who: frozenset[str], *rest: Any, at_most: bool = False) -> Rule:
    return Rule(lambda case: [Target((case.reference, *rest), who, at_most)], ("2222-2222", *rest))


def of_draft(who: frozenset[str], *rest: Any, at_most: bool = False) -> Rule:
    """Addresses of an application on its way: its writer's alone."""
    own = frozenset({"worker"})
    return Rule(
        lambda case: [Target((case.draft.dispute.reference, *rest), who, at_most, own)], ("2222-2222", *rest)
    )


def papers(case: Case) -> list[Target]:
    return [Target((paper.ref,), READS[name], inside=READS[name]) for name, paper in case.papers.items()]


def copies(case: Case) -> list[Target]:
    """What the house made, as DOCX: one paper of each audience."""
    made = {
        audience_of(paper.audience): paper
        for paper in Paper.objects.filter(dispute=case.dispute).exclude(code="")
    }
    return [Target((paper.ref,), READS[name], inside=READS[name]) for name, paper in made.items()]


def uploads(case: Case) -> list[Target]:
    return [Target((case.upload.ref,), frozenset({"worker"}), inside=frozenset({"worker"}))]


HOLDERS = {"mediator": {"mediator", "pool"}, "arbitrator": {"arbitrator", "recused", "bench"}}


def tasks(case: Case) -> list[Target]:
    """A task is seen by who could take it, and by the lead or director of its office."""
    found = []
    for task in CaseTask.objects.filter(dispute=case.dispute, is_open=True).select_related("owner"):
        who = frozenset(
            HOLDERS.get(task.role, {task.role})
            | {"lead" if task.role in ("mediator", "lead") else "director"}
        )
        found.append(Target((task.pk,), who, at_most=True, inside=who))
    return found


def handoffs(case: Case) -> list[Target]:
    who = READS["open"] | {"court"}
    return [Target((case.records["handoff"].pk,), who, inside=who)]


def step_targets(case: Case) -> list[Target]:
    found = []
    for record in (case.dispute, *case.records.values()):
        kind = record._meta.model_name
        if kind == "typicalcase":
            continue  # it has a desk of its own
        inside = INSIDE | {"court"} if kind == "handoff" else INSIDE
        for name in sorted({step.name for step in steps.of(type(record))}):
            found.append(
                Target((case.reference, kind, record.pk, name), TAKES[kind], at_most=True, inside=inside)
            )
    return found


def beginnings(case: Case) -> list[Target]:
    found = []
    for kind in steps.models_with_steps():
        name = kind._meta.model_name
        for step in sorted({s.name for s in steps.of(kind) if s.source in ("*", steps.NEW)}):
            found.append(Target((case.reference, name, step), TAKES[name], at_most=True))
    return found


def typical(case: Case) -> list[Target]:
    who = frozenset({"editor", "reader", "director"})
    return [Target((case.records["typicalcase"].pk,), who, inside=who)]


def unseen(rule: Rule) -> Rule:
    """The same objects where GET is not answered."""
    return replace(rule, targets=lambda case: [replace(t, who=NOBODY) for t in rule.targets(case)])


def readings(case: Case) -> list[Target]:
    """The director's own committee; an administrator chooses only where there is no director."""
    who = frozenset({"director"})
    return [Target((case.records["arbitration"].office_id,), who, inside=who)]


def form_of_office(case: Case) -> list[Target]:
    """One form of the documents of the director's own committee."""
    who = frozenset({"director"})
    return [Target((case.records["arbitration"].office_id, "D10", "standard"), who, inside=who)]


def finality(case: Case) -> list[Target]:
    pk = case.records["arbitration"].pk
    return [Target((pk, "make_award"), NOBODY)]


def evidence(case: Case) -> list[Target]:
    return [Target((case.reference, case.records["arbitration"].pk), READS["open"])]


UUID = "00000000-0000-4000-8000-000000000000"
NOWHERE = 99999999
STAFF = frozenset(
    {
        "mediator",
        "pool",
        "lead",
        "clerk",
        "director",
        "presiding",
        "arbitrator",
        "recused",
        "bench",
        "recorder",
    }
)

RULES: dict[str, Rule] = {
    "healthz": page(EVERYBODY),
    "readyz": page(EVERYBODY),
    "preferences": page(NOBODY),
    "account": page(SIGNED_IN),
    "disputes:help": page(EVERYBODY),
    "disputes:my": page(SIGNED_IN),
    "disputes:news": page(SIGNED_IN),
    "disputes:case": of_case(INSIDE),
    "disputes:room": of_case(INSIDE),
    "disputes:feed": of_case(INSIDE),
    "disputes:say": of_case(NOBODY),
    "disputes:seen": of_case(NOBODY),
    "disputes:typing": of_case(NOBODY),
    "disputes:add_paper": of_case(INSIDE),
    "disputes:uploads": of_case(NOBODY),
    "disputes:begin": Rule(beginnings, ("2222-2222", "mediation", "apply")),
    "disputes:step": Rule(step_targets, ("2222-2222", "mediation", NOWHERE, "accept")),
    "disputes:upload": Rule(uploads, (UUID,)),
    "disputes:paper": Rule(papers, (UUID,)),
    "disputes:paper_docx": Rule(copies, (UUID,)),
    "disputes:work": page(SIGNED_IN),
    "disputes:work_export": page(SIGNED_IN),
    "disputes:hand": page(NOBODY),
    "disputes:handed": page(SIGNED_IN),
    "disputes:save_view": page(NOBODY),
    "disputes:forget_view": page(NOBODY, NOWHERE),
    "disputes:do": Rule(tasks, (NOWHERE,)),
    "disputes:take": unseen(Rule(tasks, (NOWHERE,))),
    "disputes:release": unseen(Rule(tasks, (NOWHERE,))),
    "disputes:overview": page(frozenset({"supervisor", "director", "lead"})),
    "disputes:administration": page(frozenset({"supervisor"})),
    "disputes:standards": page(frozenset({"supervisor", "director", "court"})),
    "disputes:standards_csv": page(frozenset({"supervisor", "director", "court"})),
    "disputes:standards_json": page(frozenset({"supervisor", "director", "court"})),
    "disputes:readings": page(frozenset({"director", "admin"})),
    "disputes:readings_of": Rule(readings, (NOWHERE,)),
    "disputes:templates": page(frozenset({"director", "admin", "lead"})),
    "disputes:templates_of": Rule(readings, (NOWHERE,)),
    "disputes:template": Rule(form_of_office, (NOWHERE, "D10", "standard")),
    "disputes:template_file": Rule(form_of_office, (NOWHERE, "D10", "standard")),
    "disputes:template_trial": Rule(form_of_office, (NOWHERE, "D10", "standard")),
    "disputes:calendar": page(frozenset({"admin"})),
    "disputes:calendar_year": page(frozenset({"admin"}), 2027),
    "disputes:calendar_load": page(frozenset({"admin"})),
    "disputes:court": page(frozenset({"court"})),
    "disputes:court_handoff": Rule(handoffs, (NOWHERE,)),
    "disputes:court_verify": Rule(handoffs, (NOWHERE,)),
    "disputes:court_deliver": page(NOBODY, NOWHERE),
    "disputes:court_package": Rule(handoffs, (NOWHERE,)),
    "disputes:court_seal": Rule(handoffs, (NOWHERE,)),
    "disputes:court_timestamp": Rule(handoffs, (NOWHERE,)),
    "disputes:court_schema": page(EVERYBODY, "hand-off-1"),
    "disputes:seal_key": page(EVERYBODY),
    "disputes:claim": page(EVERYBODY),
    "disputes:claim_elsewhere": page(EVERYBODY),
    "disputes:claim_guide": page(EVERYBODY, "scope"),
    "disputes:claim_begin": page(NOBODY),
    "disputes:claim_questions": page(EVERYBODY, "wages"),
    "disputes:claim_result": Rule(
        lambda case: [Target(("wages",), EVERYBODY, at_most=True, inside=EVERYBODY)]
    ),
    "disputes:claim_draft": of_draft(NOBODY),
    "disputes:claim_check": of_draft(frozenset({"worker"})),
    "disputes:claim_receipt": of_draft(NOBODY),
    "disputes:claim_claims": of_draft(frozenset({"worker"})),
    "disputes:claim_respondents": of_draft(frozenset({"worker"})),
    "disputes:claim_evidence": of_draft(frozenset({"worker"})),
    "disputes:claim_question": of_draft(frozenset({"worker"}), "you"),
    "disputes:claim_save": of_draft(NOBODY, "you"),
    "api:schema": page(EVERYBODY),
    "api:disputes": page(SIGNED_IN),
    "api:court_handoffs": page(NOBODY),
    "api:court_handoff": page(NOBODY, NOWHERE),
    "api:court_package": page(NOBODY, NOWHERE),
    "api:court_seal": page(NOBODY, NOWHERE),
    "api:court_timestamp": page(NOBODY, NOWHERE),
    "api:court_messages": page(NOBODY, NOWHERE),
    "api:partner_questions": page(NOBODY),
    "api:partner_applications": page(NOBODY),
    "api:partner_application": page(NOBODY, "none"),
    "api:partner_papers": page(NOBODY, "none"),
    "api:partner_paper": page(NOBODY, "none", UUID),
    "api:webhooks": page(NOBODY),
    "api:webhook": page(NOBODY, NOWHERE),
    "api:webhook_notices": page(NOBODY, NOWHERE),
    "api:dispute": of_case(INSIDE),
    "api:docket": of_case(INSIDE),
    "api:tasks": page(SIGNED_IN),
    "api:due": page(NOBODY),
    "api:calculate": page(NOBODY),
    "api:finality": page(NOBODY),
    "api:guide": page(NOBODY),
    "api_missing": page(NOBODY),
    "casebook_api:list": page(EVERYBODY),
    "casebook_api:case": door("A0000"),
    "mediation:roster": page(frozenset({"lead"})),
    "mediation:entry": page(NOBODY, NOWHERE),
    "mediation:strike": page(NOBODY, NOWHERE),
    "casebook:home": page(EVERYBODY),
    "casebook:list": page(EVERYBODY),
    "casebook:figures": page(EVERYBODY),
    "casebook:atom": page(EVERYBODY),
    "casebook:json": page(EVERYBODY),
    "casebook:export": page(EVERYBODY),
    "casebook:glossary": page(EVERYBODY),
    "casebook:follow": page(EVERYBODY),
    "casebook:following": door("x"),
    "casebook:batch": page(NOBODY, NOWHERE),
    "casebook:cover": page(NOBODY, NOWHERE),
    "casebook:pdf": door("A0000"),
    "casebook:sitemap": page(EVERYBODY),
    "casebook:robots": page(EVERYBODY),
    "casebook:like": page(NOBODY, "wages"),
    "casebook:case": door("A0000"),
    "casebook:desk": page(frozenset({"editor", "reader", "director"})),
    "casebook:draft": Rule(typical, (NOWHERE,)),
    "casebook:decide": unseen(Rule(typical, (NOWHERE,))),
    "casebook:hide": unseen(Rule(typical, (NOWHERE,))),
    "arbitration:hearings": page(SIGNED_IN),
    "disputes:verify_paper": page(EVERYBODY),
    "disputes:check_paper": page(NOBODY, "x"),
    "arbitration:absences": page(
        OFFICE | TRIBUNAL | {"recused", "bench"}
    ),  # whoever sits says when she is away
    "arbitration:absence": page(NOBODY, NOWHERE),
    "arbitration:end_absence": page(NOBODY, NOWHERE),
    "arbitration:repair": page(NOBODY, NOWHERE),
    "arbitration:proposals": page(frozenset({"clerk", "director"})),
    "arbitration:proposal": page(NOBODY, NOWHERE),
    "arbitration:improve": page(NOBODY, NOWHERE),
    "arbitration:progress": page(NOBODY, NOWHERE),
    "arbitration:handover": page(frozenset({"clerk"})),
    "arbitration:public_hearings": page(EVERYBODY),
    "arbitration:feeds": page(SIGNED_IN),
    "arbitration:calendar": page(NOBODY, "x"),
    "arbitration:evidence": Rule(evidence, ("2222-2222", NOWHERE)),
    "arbitration:finality": Rule(finality, (NOWHERE, "make_award")),
}
DOORS = ("account_", "mfa_", "usersessions_")


def patterns() -> Iterator[tuple[str, list[str]]]:
    """(name with its namespace, names of its arguments) of every pattern of the URL conf."""

    def below(resolver: Any, space: str) -> Iterator[tuple[str, list[str]]]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from below(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            else:
                yield f"{space}{pattern.name}", list(pattern.pattern.converters)

    seen = dict.fromkeys((name, tuple(args)) for name, args in below(get_resolver(), ""))
    return ((name, list(args)) for name, args in seen)
