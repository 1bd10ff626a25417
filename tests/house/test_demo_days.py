"""The demo world can be built on every day of the year: windows of law run through long holidays too."""

import datetime as dt
import io

import pytest
import time_machine
from django.core.management import call_command

from disputes.models import HandOff
from disputes.papers import render
from tests.court.conftest import empty_page

pytestmark = [pytest.mark.long, pytest.mark.django_db]
# Stories that go to court then fall on the National Day week and on the Spring Festival.
DAYS = ("2026-11-27", "2027-04-30")


@pytest.mark.parametrize("day", DAYS)
def test_the_demo_is_built_on_a_day_whose_stories_run_through_a_long_holiday(day, monkeypatch):
    monkeypatch.setattr(render, "drawn", empty_page)  # `test_demo` looks at the papers
    with time_machine.travel(dt.datetime.fromisoformat(f"{day}T10:00:00+08:00"), tick=False):
        call_command("demo", stdout=io.StringIO())
    assert HandOff.objects.filter(ground="suit").exists()
