"""One question a page: one heading, one way back, one thing to do (docs/ux.md 3); what was typed is there for good (docs/ux.md 4, 9, 12)."""

from html.parser import HTMLParser

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from disputes.intake.events import EVENTS
from disputes.intake.order import path
from disputes.models import Draft
from tests.disputes.papers_files import picture
from tests.intake.answers import GOOD, TRIAGE, answer, begin, hidden

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:30+08:00", tick=False):
        yield


class Main(HTMLParser):
    """What the page's own part holds: headings, forms, primary buttons, ways back."""

    def __init__(self, page):
        super().__init__()
        self.inside = False
        self.h1 = self.forms = self.primary = self.back = 0
        self.feed(page.content.decode())

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        kinds = (said.get("class") or "").split()
        self.inside = self.inside or tag == "main"
        self.h1 += tag == "h1"
        self.forms += self.inside and tag == "form"
        self.back += "back-link" in kinds
        plain = "button" in kinds and not any(kind.startswith("button--") for kind in kinds)
        self.primary += self.inside and plain and tag in ("button", "a", "input")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "main"

    @property
    def counts(self):
        return self.h1, self.back, self.primary, self.forms


@pytest.mark.parametrize("who", ["self", "agent", "group"])
def test_ux_03_every_question_page_has_one_heading_one_way_back_one_button_and_one_form(
    who, client, worker, committee
):
    reference = begin(client, worker, who=who)
    asked = [question.slug for question in path(Draft.objects.get())]
    assert len(asked) >= 8
    for slug in [*asked, "check"]:
        page = client.get(f"/claim/{reference}/{slug}/")
        assert page.status_code == 200 and Main(page).counts == (1, 1, 1, 1), (slug, Main(page).counts)


@pytest.mark.parametrize("slug", ["you", "employer", "work", "claims", "facts", "service", "before"])
def test_ux_03_a_page_that_refuses_is_still_one_question(slug, client, worker, committee):
    reference = begin(client, worker)
    page = answer(client, reference, slug, {})
    assert page.status_code in (302, 422)
    if page.status_code == 422:
        assert Main(page).counts == (1, 1, 1, 1), slug


@pytest.mark.parametrize("event", EVENTS)
def test_ux_03_the_questions_before_are_one_to_a_page_as_well(event, client, committee):
    assert Main(client.get(f"/claim/for/{event}/")).counts == (1, 1, 1, 1)


def test_ux_04_files_are_there_on_the_other_device_too(client, worker, committee):
    reference = begin(client, worker)
    photo = SimpleUploadedFile("工资条.jpg", picture("JPEG"), content_type="image/jpeg")
    answer(client, reference, "evidence", {"file": photo, "sources": "本人拍摄"}, add="1")
    other = Client()
    other.force_login(worker)
    assert other.get(f"/claim/{reference}/")["Location"].endswith("/evidence/")
    page = other.get(f"/claim/{reference}/evidence/").content.decode()
    assert "工资条.jpg" in page and "本人拍摄" in page


def test_ux_12_a_day_no_calendar_has_is_refused_naming_the_question(client, worker, committee):
    reference = begin(client, worker)
    page = answer(client, reference, "work", GOOD["work"] | {"since": "2026-02-30"})
    (said,) = page.context["form"].errors["since"]
    label = str(page.context["form"]["since"].label)
    assert page.status_code == 422 and "2026-02-30" in said and said.startswith(label)


def test_ux_13_a_slip_in_a_number_is_shown_beside_its_field(client, worker, committee):
    reference = begin(client, worker)
    for slug, field, wrong, group in (
        ("you", "identity", "440106198803122240", "最后一位"), ("employer", "credit_code", "91440101MA5CK7Q270", "9 至 17"),
    ):  # fmt: skip
        page = answer(client, reference, slug, GOOD[slug] | {field: wrong})
        (said,) = page.context["form"].errors[field]
        assert page.status_code == 422 and group in said and page.content.decode().count(said) == 2, said


def test_ux_09_back_and_submit_again_with_an_old_page_changes_nothing(client, worker, committee):
    reference = begin(client, worker)
    old = client.get(f"/claim/{reference}/facts/")
    answer(client, reference, "facts", {"facts": "公司自2026年6月起不发工资，多次催要无果。"})
    stale = client.post(f"/claim/{reference}/facts/", {**hidden(old), "facts": "旧"})
    assert stale.status_code == 409 and "旧" not in Draft.objects.get().answers["facts"]["facts"]
    assert TRIAGE["district"] == Draft.objects.get().answers["circumstances"]["district"]


def test_what_no_longer_fits_another_answer_is_shown_with_the_reason(client, worker, committee):
    """A day that was in order until another answer changed is shown as typed, and its page says what to do."""
    reference = begin(client, worker)
    answer(client, reference, "work", GOOD["work"])
    answer(client, reference, "circumstances", TRIAGE | {"left_on": "2023-5-1"}, back="check")
    page = client.get(f"/claim/{reference}/check/").content.decode()
    asked = client.get(f"/claim/{reference}/work/?back=check")
    (said,) = asked.context["form"].errors["since"]
    assert "2024年3月1日" in page and said in page
    assert said in asked.content.decode() and 'value="2024年3月1日"' in asked.content.decode()
    assert not client.get(f"/claim/{reference}/work/").context["form"].errors


def test_who_still_works_there_gives_no_last_day(client, committee):
    page = client.get("/claim/for/wages/result/", TRIAGE | {"employed": "yes"})
    assert page.status_code == 422 and list(page.context["form"].errors) == ["left_on"]
    assert (
        client.get("/claim/for/wages/result/", TRIAGE | {"employed": "yes", "left_on": ""}).status_code == 200
    )
