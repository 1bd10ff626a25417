"""The nearest published cases beside a dispute at work: what they share, where they differ; never a recalled one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from arbitration.lifecycle import Stage
from casebook.importing import import_lines
from casebook.nearest import Matter, matter_of, matter_of_draft, nearest
from disputes.acts import perform
from disputes.models import Claim, Draft
from tests.arbitration import conftest as arbitration
from tests.arbitration.walk import walk_to
from tests.casebook.conftest import DATA
from tests.mediation import conftest as mediation

# Fixtures of mediation and arbitration, under their own names.
applied, accepted, mediating = mediation.applied, mediation.accepted, mediation.mediating
clock, room, cast = arbitration.clock, arbitration.room, arbitration.cast
pytestmark = pytest.mark.django_db
RIDER = Matter(
    ["confirm_relation"],
    "我是外卖骑手，平台的合作公司说我们是承揽，不承认劳动关系。",
    "广州某外卖配送有限公司",
)


@pytest.fixture
def shelf(db, editor):
    outcomes = list(import_lines(DATA.read_text("utf-8").splitlines(), publish=True))
    assert {one.what for one in outcomes} == {"new"}


def test_what_is_nearest_says_what_it_shares_and_where_it_differs(shelf):
    with translation.override("zh-hans"):
        found = nearest(RIDER)
    assert 0 < len(found) <= 3
    assert all("劳动关系确认" in one.shares for one in found)
    assert any("平台与配送" in one.shares for one in found)
    assert all(one.citation.startswith(one.case.issuer) for one in found)


def test_a_different_claim_and_trade_are_named(shelf):
    with translation.override("zh-hans"):
        found = nearest(Matter(["overtime", "severance"], "单位不付加班费", "广州某建筑有限公司"), limit=10)
    said = {words for one in found for words in one.differs}
    assert any(words.startswith("该案未请求：") for words in said)
    assert any(words.startswith("行业不同：") for words in said)


def test_where_nothing_is_known_nothing_is_near(shelf):
    assert nearest(Matter([], "")) == []
    assert nearest(Matter(["other"], "陈嘉禾 13800138000")) == []


def test_no_name_and_no_number_is_looked_for(shelf):
    said = Matter(["wages"], "陈嘉禾（电话13800138000）在云岭物流被拖欠工资").terms
    assert "拖欠工资" in said or "工资" in said
    assert not [word for word in said if "陈" in word or "云岭" in word or word.isdigit()]


def test_a_recalled_case_is_near_to_nothing(shelf, editor):
    before = nearest(RIDER)[0].case
    perform(before, "recall", by=editor, kind="objection")
    assert before.number not in {one.case.number for one in nearest(RIDER, limit=20)}


def test_it_costs_a_few_queries(shelf, dispute):
    Claim.objects.create(dispute=dispute, kind="overtime", text="加班费", amount=1000)
    with CaptureQueriesContext(connection) as queries:
        assert nearest(matter_of(dispute))
    assert len(queries) <= 5


def test_an_application_that_is_being_written_has_its_nearest(shelf, dispute, worker, client):
    answers = {
        "claimed": [{"kind": "overtime", "text": "加班费"}],
        "facts": {"facts": "每天加班到晚上十点。"},
    }
    draft = Draft.objects.create(dispute=dispute, ticket="t1", answers=answers)
    assert nearest(matter_of_draft(draft))
    assert nearest(matter_of_draft(Draft(answers={}))) == []
    client.force_login(worker)
    page = client.get(f"/claim/{dispute.reference}/facts/").content.decode()
    assert "最相近的已发布案例" in page and 'data-cite-into="id_facts"' in page and 'id="id_facts"' in page


def test_in_mediation_both_sides_and_the_mediator_see_them(shelf, mediating, worker, mediator, client):
    Claim.objects.create(dispute=mediating.dispute, kind="overtime", text="加班费", amount=1000)
    for user in (worker, mediator):
        client.force_login(user)
        for address in (mediating.dispute.get_absolute_url(), f"{mediating.dispute.get_absolute_url()}room/"):
            page = client.get(address).content.decode()
            assert "最相近的已发布案例" in page, (user, address)
    assert 'data-cite-into="text"' in page


def test_while_an_award_is_drafted_the_nearest_published_cases_stand_beside_its_reasons(
    clock, shelf, dispute, presiding, cast, client
):
    Claim.objects.create(dispute=dispute, kind="overtime", text="加班费", amount=1000)
    case = walk_to(Stage.DELIBERATING, dispute, cast, clock)
    client.force_login(presiding)
    page = client.get(f"/cases/{dispute.reference}/arbitration/{case.pk}/make_award/").content.decode()
    near = nearest(matter_of(dispute))
    assert near and all(one.case.public_url in page for one in near)
    for one in near:
        assert f'data-cite="{one.citation}" data-cite-into="id_reasons"' in page
    assert 'id="id_reasons"' in page and "仅供对照" in page
