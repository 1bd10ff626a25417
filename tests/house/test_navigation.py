"""The left column shows the places where a person works, and each of them is there."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import resolve

from config.navigation import PLACES, nav_for
from disputes.models import Role, User


def urls(user):
    return [url for url, _label, _icon, _count in nav_for(user)]


def test_a_visitor_and_a_party_have_no_place_of_work(worker):
    assert nav_for(AnonymousUser()) == []
    assert nav_for(worker) == []


def test_the_clerk_has_worklist_hearings_and_casebook(clerk):
    assert urls(clerk) == ["/work/", "/hearings/", "/casebook/"]


def test_the_court_has_its_inbox_and_no_worklist(court):
    assert urls(court) == ["/court/", "/overview/standards/", "/casebook/"]


def test_an_administrator_sees_administration_and_no_case(db):
    assert urls(User.objects.create_superuser("admin", password="x")) == [
        "/work/readings/", "/work/templates/", "/admin/", "/calendar/",
    ]  # fmt: skip


def test_every_post_has_a_place():
    assert set(Role.values) == set().union(*(place.roles for place in PLACES))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.url)
def test_every_place_is_there(place):
    assert resolve(place.url)
