"""docs/threats.md 1, 2 and 20: every address × every kind of person × own, foreign and missing: nothing leaks."""

import logging
import os
from dataclasses import replace

import pytest
from django.db import connection
from django.urls import NoReverseMatch, reverse

from tests.pages import addresses, cells
from tests.pages.people import ALONE, ROLES

pytestmark = pytest.mark.django_db
OF_A = [f"{role}_a" for role in ROLES]
INSIDERS = [f"{role}_a" for role in sorted(addresses.INSIDE | {"court"})]
OUTSIDERS = [
    *(f"{role}_a" for role in ("expired", "recused", "bench", "editor", "reader")),
    "worker_b",
    "clerk_b",
    *ALONE,
]
EVERYBODY = [
    *OF_A,
    *ALONE,
    "worker_b",
    "employer_b",
    "mediator_b",
    "lead_b",
    "clerk_b",
    "director_b",
    "presiding_b",
    "court_b",
]
WRITERS = [
    "employer_a",
    "pool_a",
    "presiding_a",
    "court_a",
    "expired_a",
    "recused_a",
    "worker_b",
    "admin",
    "anonymous",
]
STEPS = ("disputes:step", "disputes:begin")
# Everybody at every address; a second database is asked by a third of them at each, in turn, unless SCALE=full.
TURNS = 1 if connection.vendor == "sqlite" or os.environ.get("SCALE") == "full" else 3


@pytest.fixture(scope="module")
def walked(world):
    logging.disable(logging.CRITICAL)
    walk, (a, b) = cells.Walk(world), world.cases.values()
    patterns = [name for name, _args in addresses.patterns() if name in addresses.RULES]
    for turn, pattern in enumerate(patterns):
        rule = addresses.RULES[pattern]
        if pattern in STEPS:
            cells.look(walk, pattern, rule, a, refused_there)
            cells.try_to_write(walk, pattern, rule, a, WRITERS[:3])
            rule = few(rule)
            cells.look(walk, pattern, rule, a, in_turn(OUTSIDERS, turn))
        else:
            cells.look(walk, pattern, rule, a, asked(pattern, turn))
        if rule.missing is not None:
            cells.look(walk, pattern, few(rule), b, in_turn(OF_A, turn))
        cells.try_to_write(walk, pattern, rule, a, in_turn(WRITERS, turn))
        if address := next(cells.targets(rule, a, pattern), None):
            cells.without_token(
                walk, pattern, address[0], ["worker_a", "clerk_a", "court_a", "admin", "anonymous"]
            )
    logging.disable(logging.NOTSET)
    return walk.cells


def refused_there(target):
    """Those inside the case whose step it can never be, and one whose it may be."""
    return [who for who in INSIDERS if who.removesuffix("_a") not in target.who] + ["worker_a"]


def in_turn(people, turn):
    return people[turn % TURNS :: TURNS]


def asked(pattern, turn):
    """Of who may see a case, nobody is left out."""
    return EVERYBODY if pattern == "disputes:case" else in_turn(EVERYBODY, turn)


def few(rule):
    """Every fifth address of the rule: what is the same at all of them for who does not get in at all."""
    return replace(rule, targets=lambda case: rule.targets(case)[::5])


def faulty(found):
    return [str(cell) for cell in found if cell.faults]


def test_threat_01_every_pattern_of_the_url_conf_is_listed_here():
    unlisted = [
        name for name, _args in addresses.patterns()
        if name not in addresses.RULES and not name.startswith((*addresses.DOORS, "admin:"))
    ]  # fmt: skip
    assert unlisted == []


def test_threat_01_nothing_is_listed_that_does_not_exist():
    assert set(addresses.RULES) - {name for name, _args in addresses.patterns()} == set()


@pytest.mark.long
def test_threat_01_nobody_sees_what_is_not_theirs_and_everybody_sees_what_is(walked):
    found = faulty(walked)
    assert not found, f"{len(found)} of {len(walked)} cells\n" + "\n".join(found[:60])


@pytest.mark.long
def test_threat_01_the_matrix_has_six_thousand_cells_and_every_kind_of_person(walked):
    assert len(walked) >= 6000 / TURNS, len(walked)
    assert {cell.who for cell in walked} == set(EVERYBODY) and len(EVERYBODY) >= 14


def administration():
    for pattern in {name for name, _args in addresses.patterns() if name.startswith("admin:")} - {
        "admin:login"
    }:
        for args in ((), (1,), ("disputes", "user"), ("x",)):
            try:
                yield pattern, reverse(pattern, args=args)
            except NoReverseMatch:
                continue


def test_threat_01_administration_is_for_administrators_and_shows_no_case(world):
    logging.disable(logging.CRITICAL)
    walk = cells.Walk(world)
    for pattern, address in administration():
        for who in ("worker_a", "clerk_a", "director_a", "editor_a", "supervisor", "stranger", "anonymous"):
            cell, _seen = walk.ask(who, "GET", pattern, address)
            cell.faults += ["gets in"] if cell.status == 200 else []
        walk.ask("admin", "GET", pattern, address)
    logging.disable(logging.NOTSET)
    assert len(walk.cells) > 100 and faulty(walk.cells) == []


@pytest.mark.long
def test_threat_24_who_was_recused_or_whose_mandate_ended_is_a_stranger(walked):
    gone = [
        c
        for c in walked
        if c.who in ("recused_a", "expired_a") and c.pattern == "disputes:case" and c.method == "GET"
    ]
    assert gone and all(cell.status == 404 for cell in gone)


@pytest.mark.long
def test_threat_20_no_unsafe_method_works_without_a_token(walked):
    tried = [cell for cell in walked if cell.method in ("POST", "DELETE") and "token" in "".join(cell.faults)]
    assert tried == []
