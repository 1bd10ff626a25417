"""The declarations must fit each other: nothing may name what does not exist."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from disputes import steps
from disputes.acts import SEQUELS
from disputes.deadlines import TimeLimit
from disputes.forms import StepForm
from disputes.papers.documents import DOCUMENTS
from disputes.papers.issue import Issue
from disputes.rules import periods
from disputes.worklist import CaseFlow

ROOT = Path(__file__).parents[2]
APPS = ("disputes", "mediation", "arbitration", "casebook", "config")
DECLARED = [(model, step) for model in steps.models_with_steps() for step in steps.of(model)]
NAMES = {steps.name_of(model, step) for model, step in DECLARED}
ARTICLE = re.compile(r"^(AL|CR|OR|MR|J1|J2|B9|CPL|CPLI|CC|LCL|LCR|PR|劳动保障监察条例)-[0-9]+(\([0-9]+\))*$")


def real(names):
    return {name.partition(":")[0] for name in names} <= NAMES


@pytest.mark.parametrize("limit", TimeLimit.all.values(), ids=lambda limit: limit.code)
def test_a_time_limit_names_real_steps_and_a_rule_of_law(limit):
    assert limit.rule in periods.RULES and real(limit.named)


@pytest.mark.parametrize("work", CaseFlow.all(), ids=lambda work: work.__name__)
def test_a_flow_names_real_steps_and_stages_and_lives_where_it_opens(work):
    duties = work.duties()
    assert duties and real(work.opens_on | work.ends_on) and all(real(duty.steps) for duty in duties)
    model = steps.model_named(work.record_type())
    assert work.lives_in <= {value for value, _label in model._meta.get_field("stage").choices}
    assert all(code in TimeLimit.all for duty in duties for code in duty.due.split())


@pytest.mark.parametrize("work", CaseFlow.all(), ids=lambda work: work.__name__)
def test_threat_02_every_duty_asks_for_a_post_and_cannot_be_undone_cancelled_or_revived(work):
    for duty in work.duties():
        assert duty._owner_permission == f"disputes.act_as_{duty.role}"
        assert duty.cancel_view_class is duty.undo_view_class is duty.revive_view_class is None


@pytest.mark.parametrize(("model", "step"), DECLARED, ids=lambda part: getattr(part, "name", ""))
def test_every_step_has_an_actor_a_title_and_its_article(model, step):
    terms = steps.terms(step)
    assert step.permission and str(terms.title)
    assert all(ARTICLE.match(law) for law in re.split(r"[,;、 ]+", terms.law)), terms.law


@pytest.mark.parametrize(("model", "step"), DECLARED, ids=lambda part: getattr(part, "name", ""))
def test_every_step_a_party_reads_of_says_what_it_means_in_one_sentence_of_both_languages(model, step):
    terms = steps.terms(step)
    if terms.audience == "draft":  # typical cases in the making: editors and readers alone
        return
    for language, end in (("en", "."), ("zh-hans", "。")):
        with translation.override(language):
            said = str(terms.meaning)
            assert said.endswith(end) and 6 < len(said) < 130 and said != str(terms.title), said
            assert bool(re.search(r"[\u4e00-\u9fff]", said)) is (language == "zh-hans"), said


def test_no_two_flows_share_a_name():
    names = [work.__name__ for work in CaseFlow.all()]
    assert len(names) == len(set(names))


def test_issues_sequels_and_forms_name_real_steps_and_documents():
    assert real(SEQUELS) and real(StepForm.all)
    for issue in Issue.all:
        assert real(issue.on) and issue.code in DOCUMENTS


def test_no_code_sets_a_stage_except_through_the_door():
    """The stage is protected; only bulk writes could go around it."""
    forbidden = re.compile(r"\.update\([^)]*\bstage\s*=|\.stage\s*=[^=]|bulk_create\(.*stage=")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []


def test_one_module_knows_the_state_machine_library():
    users = {
        p.relative_to(ROOT).as_posix()
        for app in APPS
        for p in (ROOT / app).rglob("*.py")
        if "django_fsm" in p.read_text("utf-8")
    }
    assert {path for path in users if "/migrations/" not in path and "/settings/" not in path} == {
        "disputes/steps.py"
    }
