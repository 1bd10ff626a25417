"""docs/ux.md 6 and 7: whatever form is sent empty comes back with its mistakes named, linked, in words that help."""

import re
from itertools import islice

import pytest
from django.test import Client, override_settings

from disputes import steps
from disputes.forms import StepForm
from tests.intake.answers import hidden
from tests.pages.reading import Page

pytestmark = pytest.mark.django_db
USELESS = re.compile(r"无效|非法|不合法的输入")
AT_THE_DOOR = ["/login/", "/login/code/", "/account/signup/", "/account/password/reset/"]


def somebody(world, record, name):
    """Whoever of this place may take the step."""
    declared = [one for one in steps.of(type(record)) if one.name == name]
    for username, user in world.users.items():
        if username.endswith("_a") and any(one.has_perm(record, user) for one in declared):
            return user
    return None


def forms_of(world):
    case = world.cases["a"]
    records = {record._meta.model_name: record for record in (case.dispute, *case.records.values())}
    records["service"] = case.dispute.services.first()
    for name, form in sorted(StepForm.all.items()):
        kind, _dot, step = name.partition(".")
        record = records.get(kind)
        if record is not None and (user := somebody(world, record, step)):
            yield name, form, record, user, f"/cases/{record.dispute.reference}/{kind}/{record.pk}/{step}/"


def judge(name, answer, typed=""):
    """What is wrong with the page that refuses."""
    page = Page(answer.content.decode())
    found = [] if answer.status_code in (409, 422) else [f"answers {answer.status_code}"]
    found += [] if page.title.strip().startswith("错误：") else [f"title {page.title.strip()[:30]}"]
    found += [] if "error-summary" in page.ids else ["no summary"]
    found += [f"link {link} leads nowhere" for link in page.links if link.removeprefix("#") not in page.ids]
    found += [] if typed in answer.content.decode() else ["what was typed is gone"]
    found += ["offers an answer of dashes"] if "-----" in answer.content.decode() else []
    form = answer.context["form"]
    errors = [(field, str(said)) for field, several in form.errors.items() for said in several]
    found += [f"says only {said}" for _field, said in errors if USELESS.search(said) or len(said) < 4]
    text = "\n".join(page.words)
    found += [
        f"not in the summary and beside the field: {said}"
        for field, said in errors
        if field in form.fields and not form.fields[field].widget.is_hidden and text.count(said) < 2
    ]
    return [f"{name}: {one}" for one in found]


@pytest.mark.parametrize("every", [3, pytest.param(1, marks=pytest.mark.long)], ids=["some", "all"])
@override_settings(LANGUAGE_CODE="zh-hans")
def test_ux_06_every_form_of_a_step_sent_empty_names_its_mistakes(world, every):
    """Every third at once, all of them in the long run."""
    wrong, tried = [], 0
    for name, form_class, record, user, address in islice(forms_of(world), None, None, every):
        form = form_class({}, record=record, user=user)
        if form.is_valid():
            continue
        client = Client()
        client.force_login(user)
        free = [n for n, f in form.fields.items() if type(f).__name__ == "CharField"]
        typed = {free[0]: "甲乙丙丁"} if len(free) > 1 else {}
        if form_class(typed, record=record, user=user).is_valid():  # one field alone is enough
            typed = {}
        wrong += judge(name, client.post(address, typed), "甲乙丙丁" if typed else "")
        tried += 1
    assert tried >= 40 // every, tried
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("address", AT_THE_DOOR)
def test_ux_06_the_doors_name_their_mistakes(address, world):
    assert judge(address, Client().post(address, {})) == []


def test_ux_06_every_question_of_an_application_names_its_mistakes(world):
    case, client, wrong = world.cases["a"], Client(), []
    client.force_login(case.who["worker"])
    for slug in ("you", "employer", "work", "claims", "facts", "before"):
        address = f"/claim/{case.draft.dispute.reference}/{slug}/"
        wrong += judge(slug, client.post(address, hidden(client.get(address))))
    assert not wrong, "\n".join(wrong)
