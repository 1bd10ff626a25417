"""docs/ux.md 20 and 27: nothing to show is said with a way on; what is late is said in words, picture and one number."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from disputes.models import CaseTask
from tests.pages.world import TODAY

pytestmark = pytest.mark.django_db
EMPTY = {
    "/my/": "stranger",
    "/news/": "stranger",
    "/work/": "bench_a",
    "/work/?tab=pool": "bench_a",
    "/work/?tab=held": "bench_a",
    "/work/?tab=mine&due=overdue&q=zz": "clerk_a",
    "/work/handed/": "bench_a",
    "/casebook/?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E6%A0%B7%E7%9A%84%E6%A1%88%E4%BE%8B": "stranger",
    "/casebook/desk/?stage=published": "editor_a",
}


def opened(world, who, address):
    client = Client()
    client.force_login(world.users[who])
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", EMPTY)
def test_ux_20_an_empty_list_says_why_and_where_to_go(address, world):
    page = opened(world, EMPTY[address], address)
    part = re.search(r'<div class="empty">(.*?)</div>\s*(?:</div>|</section>|</main>|{%)', page, re.DOTALL)
    assert part, page[page.find("<main") : page.find("</main")]
    assert re.search(r"<p>[^<]{6,}", part[1]) and "href=" in part[1]


def test_ux_27_what_is_late_has_word_picture_and_the_same_number_everywhere(world):
    with time_machine.travel(TODAY + dt.timedelta(days=60), tick=False):
        late = CaseTask.objects.filter(
            owner=world.users["mediator_a"], is_open=True, due_on__lt=dt.date(2026, 6, 19)
        ).count()
        assert late
        page = opened(world, "mediator_a", "/work/?tab=mine&due=overdue")
        badges = re.findall(r'<span class="due due--overdue"><svg[^>]*>.*?</svg>已逾期', page)
        assert len(badges) == late
        assert re.search(rf"{late}\s*项逾期", opened(world, "mediator_a", "/work/?tab=mine"))
