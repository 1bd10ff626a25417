"""docs/threats.md 21: a hundred and fifty payloads in every text of every form and every text that is kept: words they stay."""

import logging
import os
import re
from functools import cache

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.test import Client

from disputes import steps
from disputes.forms import StepForm
from disputes.models.fields import EncryptedJSONField
from tests.intake.answers import hidden
from tests.pages import addresses, cells
from tests.pages.payloads import PAYLOADS, Markup
from tests.pages.test_attacks import takers

pytestmark = pytest.mark.django_db
SEVERAL = 1 if os.environ.get("SCALE") == "full" else 15  # every so manyth payload where all forms are tried
APPS = ("disputes", "mediation", "arbitration", "casebook")
# Codes, keys and digests: nobody types them.
CODES = re.compile(
    r"digest|sha256|salt|^key$|code|record_type|^step$|^law$|source$|target|ticket|^at$|reference|audience|flow_|token|owner_|external|"
    r"password|username|chain_head|division|_index|^stage$|^rule$|calendar|division|workplace$|employer_seat|media_type|^side$|"
    r"working$|reading$|time_facts|more_places|ground|kind|born_on|sex|facet|status|by$|answers|data|findings|original|terms|^facts$|source_|number|powers"
)


@pytest.fixture(autouse=True)
def quiet():
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)
    signed_in.cache_clear()


@pytest.fixture(params=["some", pytest.param("all", marks=pytest.mark.long)])
def every(request):
    """Whether every form and page is tried, or a few of each kind."""
    return request.param == "all"


@cache
def signed_in(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def markup(answer):
    if answer.headers.get("Content-Type", "").partition(";")[0] == "application/json":
        return [fault for one in answer.json().get("entries", ()) for fault in Markup(one["html"]).found]
    return (
        Markup(answer.content.decode()).found
        if answer.headers.get("Content-Type", "").startswith("text/html")
        else []
    )


def texts(form):
    return [name for name, field in form.fields.items() if isinstance(field, forms.CharField)]


def test_threat_21_there_are_a_hundred_and_fifty_payloads_and_the_reader_knows_them():
    assert len(set(PAYLOADS)) >= 150
    assert all(
        Markup(payload).found
        for payload in PAYLOADS
        if "<" in payload and "7*7" not in payload and "|add" not in payload
    )


def test_threat_21_no_form_of_a_step_gives_a_payload_back_as_markup(world, every):
    case, found, tried = world.cases["a"], [], 0
    for record in (case.dispute, case.dispute.services.first(), *case.records.values()):
        kind = record._meta.model_name
        for name in sorted({one.name for one in steps.of(type(record))})[:: 1 if every else 5]:
            for user in takers(world, record, name):
                where = f"/cases/{record.dispute.reference}/{kind}/{record.pk}/{name}/"
                fields = texts(StepForm.all.get(f"{kind}.{name}", StepForm)(record=record, user=user))
                for payload in (
                    (PAYLOADS[::SEVERAL] if every else [PAYLOADS[tried * 11 % 150]]) if fields else ()
                ):
                    tried += 1
                    with transaction.atomic():
                        answer = signed_in(user).post(where, dict.fromkeys(fields, payload))
                        transaction.set_rollback(True)
                    found += [f"{where} {payload}: {markup(answer)}"] if markup(answer) else []
    assert tried > (300 if every else 8) and found == []


def test_threat_21_no_other_form_gives_a_payload_back_as_markup(world, every):
    case, found = world.cases["a"], []
    draft = f"/claim/{case.draft.dispute.reference}/"
    pages = [
        (case.who["worker"], f"{draft}{slug}/")
        for slug in ("you", "employer", "work", "claims", "facts", "evidence")
    ]
    pages += [
        (case.who["worker"], "/account/"),
        (None, "/login/"),
        (None, "/login/code/"),
        (None, "/account/signup/"),
    ]
    for user, where in pages:
        client = signed_in(user) if user else Client()
        page = client.get(where)
        form = page.context["form"]
        for payload in PAYLOADS[::SEVERAL] if every else PAYLOADS[7::100]:
            answer = client.post(where, {**hidden(page), **dict.fromkeys(texts(form), payload)})
            found += [f"{where} {payload}: {markup(answer)}"] if markup(answer) else []
            shown = client.get(where, {"q": payload, "next": payload, "back": payload})
            found += [f"GET {where} {payload}: {markup(shown)}"] if markup(shown) else []
    assert found == []


def poisoned():
    """A payload in every text column that holds what somebody typed."""
    number = 0
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                typed = isinstance(field, (models.CharField, models.TextField)) and not (
                    field.choices or field.unique
                )
                if (
                    typed
                    and not CODES.search(field.name)
                    and model.__name__ not in ("DocketEntry", "HolidayNotice")
                ):
                    number += 1
                    poison(model, field, number * 7)
    return number


def poison(model, field, start):
    """One payload in every row, or a different one in each where the database wants no twins."""
    longest, rows = field.max_length or 4000, model._default_manager.order_by("pk")
    if isinstance(field, EncryptedJSONField):
        for row in rows:
            setattr(row, field.name, spoiled(getattr(row, field.name), PAYLOADS[start % len(PAYLOADS)]))
            row.save(update_fields=[field.name])
        return
    twins = {name for rule in model._meta.constraints for name in getattr(rule, "fields", ())}
    if field.name not in twins:
        rows.update(**{field.name: PAYLOADS[start % len(PAYLOADS)][:longest]})
        return
    for place, key in enumerate(rows.values_list("pk", flat=True)):
        payload = PAYLOADS[(start + place) % len(PAYLOADS)][: longest - 4] + f"{place:04}"
        rows.filter(pk=key).update(**{field.name: payload})


def spoiled(value, payload):
    """The same shape with the payload for every text in it; `key` names a row and nobody types it."""
    if isinstance(value, dict):
        return {name: one if name == "key" else spoiled(one, payload) for name, one in value.items()}
    if isinstance(value, list):
        return [spoiled(one, payload) for one in value]
    return payload if isinstance(value, str) else value


def test_threat_21_no_page_shows_a_kept_text_as_markup(world, every):
    assert poisoned() > 30
    case, found, read = world.cases["a"], [], 0
    people = [
        "worker_a",
        "employer_a",
        "mediator_a",
        "lead_a",
        "clerk_a",
        "director_a",
        "presiding_a",
        "court_a",
        "editor_a",
        "admin",
    ]
    for who in people if every else people[::5]:
        client = signed_in(world.users[who])
        for pattern, rule in addresses.RULES.items():
            if pattern in ("disputes:begin", "disputes:court_package") or rule.door:
                continue
            some = list(cells.targets(rule, case, pattern))
            for address, _target in some if every else some[:1]:
                answer = client.get(address)
                if answer.status_code < 400 and not getattr(answer, "streaming", False):
                    read += 1
                    found += [f"{who} {address}: {markup(answer)}"] if markup(answer) else []
                assert answer.status_code < 500, (who, address)
    assert read > 30 and found == []


SAFE = re.compile(r"\|\s*safe\b|autoescape\s+off|safeseq|mark_safe\(|SafeString\(|__html__")
ALLOWED = {"casebook/publishing.py"}  # JSON in a script element, escaped as Django's `json_script` does


def test_threat_21_nothing_is_declared_safe():
    found = [
        path.relative_to(settings.BASE_DIR).as_posix()
        for app in (*APPS, "config")
        for ending in ("*.html", "*.py", "*.xml")
        for path in (settings.BASE_DIR / app).rglob(ending)
        if SAFE.search(path.read_text("utf-8"))
    ]
    assert sorted(set(found) - ALLOWED) == []
