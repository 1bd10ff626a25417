"""Three arbitrators vote: the majority decides, else the presiding one; dissent stays in the side volume (AL-45, CR-52)."""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from arbitration.lifecycle import Stage
from arbitration.votes import result
from disputes.acts import NotLawful, perform
from disputes.models import DocketEntry, Paper
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.test_hearing import ready
from tests.arbitration.test_intake import refused
from tests.arbitration.walk import walk_to
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("three")]
__all__ = ["ready"]


@pytest.fixture
def three(walk, committee):
    """A case in its hearing before three arbitrators."""
    beside = tuple(person(f"beside{n}", role="arbitrator", office=committee) for n in (1, 2))
    walk.cast.arbitrators = beside
    for part in (walk.file, walk.accept, walk.prepare, walk.schedule, walk.hold):
        part()
    walk.step("close_debate", walk.cast.presiding, last_words="无")
    return walk


def test_every_way_to_vote_has_one_result():
    for a, b, c in itertools.product(range(3), repeat=3):
        found = result({"p": a, "x": b, "y": c}, "p")
        votes = [a, b, c]
        most = max(votes.count(place) for place in votes)
        assert found.opinion == (max(votes, key=votes.count) if most > 1 else a)
        assert found.how == {3: "unanimous", 2: "majority", 1: "presiding"}[most]
        assert len(found.dissent) == sum(place != found.opinion for place in votes)


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ((0, 0, 0), "一致同意意见1"),
        ((0, 0, 1), "按照多数意见采纳意见1，beside2持不同意见，记入笔录"),
        ((0, 1, 1), "按照多数意见采纳意见2，Presiding持不同意见，记入笔录"),
        ((2, 0, 1), "不能形成多数意见，按照首席仲裁员的意见采纳意见3，beside1、beside2持不同意见，记入笔录"),
    ],
)
def test_the_record_says_who_held_what_and_which_opinion_decides(three, places, words):
    three.vote(*places)
    data = Paper.objects.get(code="D27").data
    assert data["vote"].lower() == words.lower()
    assert data["opinions"].splitlines()[1].startswith("意见1（")


def test_no_award_of_three_without_the_vote_of_each(three):
    with pytest.raises(NotLawful) as refused:
        three.award()
    assert "每名仲裁员的表决" in " ".join(map(str, refused.value.reasons))
    three.vote(0, 0, 1)
    three.award()
    assert three.case.stage == "awarded"


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"opinions": ["支持"], "votes": {}},
        {"opinions": ["支持", " "], "votes": (0, 0, 1)},
        {"opinions": [], "votes": (0, 0, 0)},
        {"opinions": ["支持"], "votes": (0, 0, 5)},
    ],
)
def test_a_vote_is_of_everybody_for_a_written_opinion(three, wrong):
    bench = [three.case.presiding_id, *three.case.bench]
    facts = dict(wrong)
    if isinstance(facts.get("votes"), tuple):
        facts["votes"] = dict(zip(map(str, bench), facts["votes"], strict=True))
    with pytest.raises(NotLawful):
        three.step("deliberate", three.cast.presiding, text="评议", audience="deliberation", **facts)


def test_who_sits_alone_has_nobody_to_vote_with(ready):
    ready.schedule()
    ready.hold()
    with pytest.raises(NotLawful):
        ready.step(
            "deliberate", ready.cast.presiding, text="评议", audience="deliberation",
            opinions=["支持"], votes={str(ready.case.presiding_id): 0},
        )  # fmt: skip


def test_a_substitute_has_to_vote_anew(walk, committee):
    """Recusal upheld after the deliberation would be too late; the new bench counts, whoever sat before."""
    beside = tuple(person(f"beside{n}", role="arbitrator", office=committee) for n in (1, 2))
    walk.cast.arbitrators = beside
    for part in (walk.file, walk.accept, walk.prepare, walk.schedule, walk.hold):
        part()
    walk.vote(0, 0, 0)
    fresh = person("fresh", role="arbitrator", office=committee)
    walk.step(
        "ask_recusal", walk.cast.worker, person=beside[0], reason="近亲属", known_on=walk.case.hearing_on
    )
    walk.step("decide_recusal", walk.cast.director, decision="upheld", reason="属实", substitute=fresh)
    walk.step("close_debate", walk.cast.presiding, last_words="无")
    with pytest.raises(NotLawful):
        walk.award()
    walk.vote(0, 0, 1)
    walk.award()
    assert walk.case.stage == "awarded"


def test_dissent_is_read_by_the_tribunal_alone_and_stands_in_no_award(three, client, worker, clerk):
    three.vote(0, 0, 1, opinions=("支持全部请求。", "加班事实证据不足，应当驳回。"))
    three.award()
    entry = DocketEntry.objects.get(step="arbitration.deliberate")
    for user in (worker, clerk, three.cast.recorder, three.cast.director):
        assert not DocketEntry.objects.visible_to(user).filter(pk=entry.pk).exists()
        client.force_login(user)
        assert "证据不足" not in client.get(f"/cases/{three.dispute.reference}/").content.decode()
    for paper in Paper.objects.exclude(code="D27").exclude(code=""):
        assert "证据不足" not in text_of(render(paper.code, paper.data)), paper.code
    client.force_login(three.cast.arbitrators[1])
    assert "评议笔录" in client.get(f"/cases/{three.dispute.reference}/").content.decode()
    paper = Paper.objects.visible_to(three.cast.arbitrators[1]).get(code="D27")
    assert "证据不足" in text_of(render(paper.code, paper.data))


def test_the_form_asks_each_arbitrator_and_keeps_what_was_typed(three, client):
    client.force_login(three.cast.presiding)
    address = f"/cases/{three.dispute.reference}/arbitration/{three.case.pk}/deliberate/"
    page = client.get(address).content.decode()
    assert page.count("同意</label>") == 3 or page.count("同意") >= 3
    bench = [three.case.presiding_id, *three.case.bench]
    typed = {"text": "评议经过", "opinion_1": "支持", "opinion_3": "驳回"}
    typed |= {f"vote_{key}": place for key, place in zip(bench, ("0", "1", "2"), strict=True)}
    wrong = client.post(address, typed)
    assert wrong.status_code == 422 and "请写明意见2" in wrong.content.decode() and "评议经过" in wrong.content.decode()  # fmt: skip
    typed[f"vote_{bench[1]}"] = "2"
    assert client.post(address, typed).status_code == 302
    facts = DocketEntry.objects.get(step="arbitration.deliberate").facts
    assert facts["opinions"] == ["支持", "驳回"]
    assert [facts["votes"][str(key)] for key in bench] == [0, 1, 1]


def test_the_recorder_and_the_parties_do_not_deliberate(clock, dispute, cast, worker, recorder):
    case = walk_to(Stage.DELIBERATING, dispute, cast, clock)
    for user in (worker, recorder):
        with pytest.raises(PermissionDenied):
            perform(case, "deliberate", by=user, text="x")
    assert "CR-22" in refused(perform, case, "deliberate", by=cast.presiding, text="x", audience="open")
