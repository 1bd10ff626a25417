"""Every document that real steps make prints: nothing the template asks for is missing."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arbitration.lifecycle import Stage
from disputes.models import Claim, Paper, Party, Seat
from disputes.papers.render import render
from tests.arbitration.test_intake import at
from tests.arbitration.walk import Walk, walk_to
from tests.conftest import person

HALF = (
    Stage.SUSPENDED,
    Stage.TRANSFERRED,
    Stage.DEEMED_WITHDRAWN,
    Stage.WITHDRAWN,
    Stage.MEDIATED,
    Stage.NOT_ACCEPTED,
)
OTHER = Stage.REDIRECTED, Stage.CORRECTION


def forms(papers):
    """One paper of each code and variant."""
    return {(paper.code, paper.data.get("variant", "")): paper for paper in papers}


def printed(paper):
    pdf = render(paper.code, paper.data)
    assert pdf.startswith(b"%PDF"), paper.code


@pytest.mark.parametrize("stage", [*HALF, *OTHER])
def test_the_papers_of_a_case_print(stage, clock, dispute, cast):
    case = walk_to(stage, dispute, cast, clock)
    if stage == Stage.SUSPENDED:
        walk = Walk(dispute, cast, clock)
        walk.case = case
        walk.after(10)
        walk.step("resume", cast.director, reason="工伤认定已作出")
        walk.step("extend", cast.director, reason="案情复杂")
    own = {"suspended": {"D28", "D29"}, "not_accepted": {"D10"}, "redirected": {"D11"}, "correction": {"D04"}}
    own |= {"transferred": {"D17"}, "deemed_withdrawn": {"D33"}, "withdrawn": {"D32"}, "mediated": {"D37"}}
    found = {key: paper for key, paper in forms(Paper.objects.all()).items() if key[0] in own[stage]}
    assert {code for code, _variant in found} == own[stage]
    for paper in found.values():
        printed(paper)


def test_the_main_path_prints_with_three_arbitrators_and_two_awards(clock, dispute, cast, committee):
    cast.arbitrators = (
        person("arbitrator", role="arbitrator", office=committee), person("third", role="arbitrator", office=committee)
    )  # fmt: skip
    party = dispute.parties.get(side="A")
    Seat.objects.create(
        dispute=dispute, user=person("agent"), role="representative", side="A", party=party, powers="一般授权"
    )
    Party.objects.create(dispute=dispute, side="T", name="某第三人", address="广州")
    Claim.objects.create(dispute=dispute, kind="severance", text="经济补偿", amount="90000.00")
    walk = Walk(dispute, cast, clock)
    walk.file()
    walk.accept()
    walk.prepare()
    walk.schedule()
    walk.step("ask_postponement", cast.employer, reason="出差")
    day = walk.case.hearing_on + dt.timedelta(days=7)
    walk.step("postpone", cast.presiding, room=walk.room, day=day, start="14:00", end="16:00")
    walk.hold()
    walk.vote(0, 0, 1)
    walk.award()
    walk.serve("D38")
    at(clock, "2026-05-20")
    from disputes.management.commands.tick import sweep

    sweep()
    found = forms(Paper.objects.exclude(code=""))
    assert {code for code, _v in found} == {
        "D01",
        "D03",
        "D08",
        "D09",
        "D12",
        "D13",
        "D14",
        "D15",
        "D19",
        "D20",
        "D20a",
        "D27",
        "D38",
        "D40",
        "D42",
    }
    assert {("D38", "final"), ("D38", "non_final"), ("D20", "granted")} <= set(found)
    assert found[("D19", "")].data["tribunal"]["presiding"] == "Presiding"
    for paper in found.values():
        printed(paper)


def test_who_takes_part_is_read_once_for_all_papers_of_a_step(clock, dispute, cast):
    walk = Walk(dispute, cast, clock)
    walk.file()
    walk.step("propose_acceptance", cast.clerk, opinion="符合受理条件，建议受理。")
    before = Paper.objects.count()
    with CaptureQueriesContext(connection) as told:
        walk.step("accept", cast.director)
    assert Paper.objects.count() >= before + 2
    represented = [
        one["sql"] for one in told if """"disputes_seat"."role" = 'representative'""" in one["sql"]
    ]
    assert len(represented) == 1, "\n".join(represented)
