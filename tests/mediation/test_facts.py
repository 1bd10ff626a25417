"""Undisputed facts and chosen papers: what crosses to arbitration, when, and that nothing else does (MR-24)."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from disputes.acts import begin, perform
from disputes.court.package import papers_for
from disputes.management.commands.tick import sweep
from disputes.models import DocketEntry, Paper, Party, Seat
from disputes.papers.render import render
from disputes.views.papers import keep
from mediation.models import ChosenPaper, Fact, Mediation
from mediation.onward import limitation
from tests.conftest import person

from .conftest import again
from .looking import papers, refused

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.standing("effective", "agreed", "mediating", "accepted", "applied"),
]
HIRED, PAID, WORDS = "申请人于2024年3月1日入职", "工资已付至2026年5月", "调解员归纳的事实"


@pytest.fixture
def stated(mediating, worker, mediator):
    perform(mediating, "state_fact", by=worker, wording=HIRED)
    perform(mediating, "state_fact", by=worker, wording=PAID)
    perform(mediating, "state_fact", by=mediator, wording=WORDS)
    return again(mediating)


@pytest.fixture
def confirmed(stated, worker, employer):
    """The first and the third are confirmed by both, the second was left."""
    perform(stated, "confirm_fact", by=employer, fact=1)
    perform(stated, "confirm_fact", by=employer, fact=3)
    perform(stated, "confirm_fact", by=worker, fact=3)
    return again(stated)


def fact(mediation, number):
    return Fact.objects.get(mediation=mediation, number=number)


def crossed(mediation):
    return [each["text"] for paper in papers(mediation, "M10") for each in paper.data["undisputed"]]


# stating and confirming


def test_a_sides_own_statement_is_its_confirmation_and_the_mediators_is_nobodys(stated):
    assert set(fact(stated, 1).confirmed) == {"A"} and fact(stated, 3).confirmed == {}
    assert not any(one.is_confirmed for one in stated.facts.all())


def test_each_side_confirms_once_and_only_what_waits_for_it(stated, worker, employer, mediator):
    refused(stated, "confirm_fact", by=worker, fact=1, article="B9-8")
    with pytest.raises(PermissionDenied):
        perform(stated, "confirm_fact", by=mediator, fact=1)
    perform(stated, "confirm_fact", by=employer, fact=1)
    assert fact(stated, 1).is_confirmed
    refused(stated, "confirm_fact", by=employer, fact=1, article="B9-8")
    refused(stated, "confirm_fact", by=employer, fact=9, article="B9-8")


def test_a_fact_is_withdrawn_by_who_stated_it_until_all_confirmed_it(stated, worker, employer, mediator):
    refused(stated, "withdraw_fact", by=employer, fact=1, article="B9-8")
    perform(stated, "withdraw_fact", by=worker, fact=2)
    perform(stated, "withdraw_fact", by=mediator, fact=3)
    assert [one.number for one in stated.facts.standing()] == [1]
    refused(stated, "confirm_fact", by=employer, fact=2, article="B9-8")
    perform(stated, "confirm_fact", by=employer, fact=1)
    refused(stated, "withdraw_fact", by=worker, fact=1, article="B9-8")


def test_an_empty_fact_is_refused(mediating, worker):
    refused(mediating, "state_fact", by=worker, wording=" ", article="MR-24")


def test_of_several_respondents_each_confirms_for_itself(mediating, worker, employer):
    other = Party.objects.create(dispute=mediating.dispute, side="B", kind="organisation", name="派遣公司")
    agency = person("agency")
    Seat.objects.create(dispute=mediating.dispute, user=agency, role="party", side="B", party=other)
    perform(again(mediating), "state_fact", by=worker, wording=HIRED)
    perform(again(mediating), "confirm_fact", by=employer, fact=1)
    assert not fact(again(mediating), 1).is_confirmed
    perform(again(mediating), "confirm_fact", by=agency, fact=1)
    assert fact(again(mediating), 1).is_confirmed


# crossing


def test_nothing_crosses_because_it_was_confirmed(confirmed, employer):
    perform(confirmed, "give_up", by=employer)
    assert papers(confirmed, "M10") == [] and crossed(confirmed) == []


def test_nothing_crosses_because_one_side_agrees(confirmed, worker, employer):
    perform(confirmed, "release_facts", by=worker, facts=[1, 3])
    perform(confirmed, "give_up", by=employer)
    assert crossed(confirmed) == []


def test_only_what_both_confirmed_and_both_let_go_crosses_when_the_mediation_ends(
    confirmed, worker, employer, presiding, committee
):
    perform(confirmed, "release_facts", by=worker, facts=[1, 3])
    perform(confirmed, "release_facts", by=employer, facts=[1])
    assert papers(confirmed, "M10") == [], "while they talk nothing has crossed"
    perform(confirmed, "give_up", by=employer)
    assert crossed(confirmed) == [HIRED]
    (paper,) = papers(confirmed, "M10")
    assert (paper.audience, paper.volume) == ("agreement", "main")
    assert paper.data["undisputed"][0]["words"] == [
        {"name": "陈嘉禾", "confirmed_on": "2026-04-20", "released_on": "2026-04-20"},
        {"name": "广州市云岭物流有限公司", "confirmed_on": "2026-04-20", "released_on": "2026-04-20"},
    ]
    assert render("M10", paper.data).startswith(b"%PDF")
    Seat.objects.create(dispute=confirmed.dispute, user=presiding, role="presiding")
    assert paper in Paper.objects.visible_to(presiding)
    assert not Fact.objects.visible_to(presiding).exists()


def test_what_nobody_confirmed_cannot_be_let_go(confirmed, worker):
    refused(confirmed, "release_facts", by=worker, facts=[2], article="MR-24")
    refused(confirmed, "release_facts", by=worker, facts=[1, 2], article="MR-24")
    refused(confirmed, "release_facts", by=worker, facts=[], article="MR-24")


def test_a_side_may_change_its_mind_until_they_crossed(confirmed, worker, employer):
    for who in (worker, employer):
        perform(confirmed, "release_facts", by=who, facts=[1, 3])
    perform(confirmed, "hold_facts", by=employer, facts=[3])
    perform(confirmed, "give_up", by=worker)
    assert crossed(confirmed) == [HIRED]
    refused(again(confirmed), "hold_facts", by=employer, facts=[1], article="MR-24")


def test_the_second_word_after_the_end_lets_them_cross_at_once(confirmed, worker, employer):
    perform(confirmed, "give_up", by=employer)
    perform(again(confirmed), "release_facts", by=worker, facts=[1, 3])
    perform(again(confirmed), "release_facts", by=employer, facts=[3])
    assert crossed(confirmed) == [WORDS]
    perform(again(confirmed), "release_facts", by=employer, facts=[1])
    assert sorted(crossed(confirmed)) == sorted([WORDS, HIRED]) and len(papers(confirmed, "M10")) == 2


def test_an_agreement_that_is_kept_lets_nothing_cross(confirmed, worker, employer, mediator, lead):
    from .conftest import TERMS

    for who in (worker, employer):
        perform(confirmed, "release_facts", by=who, facts=[1, 3])
    perform(confirmed, "offer", by=employer, terms=TERMS)
    perform(confirmed, "accept_offer", by=worker, offer=1)
    for name, who in (("sign", worker), ("sign", employer), ("sign", mediator), ("seal", lead)):
        perform(again(confirmed), name, by=who)
    assert crossed(confirmed) == []


def test_the_time_running_out_lets_them_cross_as_well(clock, confirmed, worker, employer):
    for who in (worker, employer):
        perform(confirmed, "release_facts", by=who, facts=[1])
    clock.go(2026, 5, 8)
    sweep()
    assert again(confirmed).stage == "failed" and crossed(confirmed) == [HIRED]


def test_a_representative_without_special_powers_confirms_and_lets_nothing_go(confirmed, stranger):
    b = Party.objects.get(side="B")
    Seat.objects.create(dispute=confirmed.dispute, user=stranger, role="representative", side="B", party=b)
    refused(again(confirmed), "release_facts", by=stranger, facts=[1], article="AL-24")


def test_facts_never_go_to_a_court_by_themselves(confirmed, worker, employer):
    from types import SimpleNamespace

    from disputes.lifecycle.grounds import Ground

    for who in (worker, employer):
        perform(confirmed, "release_facts", by=who, facts=[1])
    perform(confirmed, "give_up", by=employer)
    for ground in Ground.all.values():
        handoff = SimpleNamespace(
            dispute_id=confirmed.dispute_id, rule=ground, record_type="arbitration", pk=0
        )
        assert "M10" not in {paper.code for paper in papers_for(handoff)}


# papers


@pytest.fixture
def handed(mediating, worker, employer):
    """Papers of the talks: one before both by each side, one in each caucus."""
    return {
        (side, audience): keep(
            mediating.dispute,
            who,
            title=f"{side}-{audience}",
            name="a.txt",
            content=f"{side}{audience}".encode(),
            audience=audience,
        )
        for side, who, streams in (
            ("A", worker, ("joint", "caucus_a")),
            ("B", employer, ("joint", "caucus_b")),
        )
        for audience in streams
    }


def choose(mediation, who, *rows):
    side = mediation.dispute.side_of(who).lower()
    return perform(
        again(mediation),
        "choose_papers",
        by=who,
        papers=[str(p.ref) for p in rows],
        audience=f"caucus_{side}",
    )


def in_the_file(mediation):
    rows = Paper.objects.filter(dispute=mediation.dispute_id, volume="main", code="")
    return sorted(rows.values_list("title", "audience", "side"))


def test_chosen_papers_go_into_the_file_when_the_mediation_ends(mediating, handed, worker, employer):
    choose(mediating, worker, handed["A", "caucus_a"])
    assert in_the_file(mediating) == []
    perform(again(mediating), "give_up", by=employer)
    assert in_the_file(mediating) == [("A-caucus_a", "open", "A")]
    old, new = Paper.objects.filter(title="A-caucus_a").order_by("pk")
    assert (old.audience, old.volume) == ("caucus_a", "none") and old.sha256 == new.sha256
    entry = DocketEntry.objects.get(step="mediation.carry_papers")
    assert entry.audience == "open" and entry.facts == {"papers": [str(new.ref)]}


def test_after_the_end_they_go_at_once_and_never_twice(mediating, handed, worker, employer):
    perform(again(mediating), "give_up", by=employer)
    choose(mediating, employer, handed["B", "joint"])
    assert in_the_file(mediating) == [("B-joint", "open", "B")]
    choose(mediating, employer, handed["B", "caucus_b"])
    assert len(in_the_file(mediating)) == 2
    with pytest.raises(Exception, match="AL-6"):
        choose(mediating, employer, handed["B", "joint"])


def test_a_new_choice_replaces_the_old_one(mediating, handed, worker, employer):
    choose(mediating, worker, handed["A", "caucus_a"], handed["A", "joint"])
    choose(mediating, worker, handed["A", "joint"])
    perform(again(mediating), "give_up", by=employer)
    assert in_the_file(mediating) == [("A-joint", "open", "A")]


@pytest.mark.parametrize("other", [("B", "joint"), ("B", "caucus_b")])
def test_nobody_takes_the_other_sides_papers_along(mediating, handed, worker, other):
    with pytest.raises(Exception, match="AL-6"):
        choose(mediating, worker, handed[other])


def test_nobody_learns_of_a_choice_before_it_is_in_the_file(mediating, handed, worker, employer, client):
    entry = choose(mediating, worker, handed["A", "caucus_a"])
    assert entry.audience == "caucus_a"
    assert entry not in DocketEntry.objects.visible_to(employer)
    refused(
        mediating,
        "choose_papers",
        by=worker,
        papers=[str(handed["A", "caucus_a"].ref)],
        audience="caucus_b",
        article="MR-24",
    )
    refused(mediating, "choose_papers", by=worker, papers=[str(handed["A", "caucus_a"].ref)], article="MR-24")
    client.force_login(employer)
    assert "A-caucus_a" not in client.get(mediating.dispute.get_absolute_url()).content.decode()
    client.force_login(worker)
    assert (
        "选择移入案卷的材料"
        in client.get(
            mediating.dispute.get_absolute_url(), headers={"accept-language": "zh-hans"}
        ).content.decode()
    )


def test_a_side_ticks_its_papers_and_facts_on_its_own_pages(confirmed, worker, employer, client):
    paper = keep(confirmed.dispute, worker, title="工资条", name="a.txt", content=b"x", audience="caucus_a")
    client.force_login(worker)

    def page(name):
        return reverse("disputes:step", args=[confirmed.dispute.reference, "mediation", confirmed.pk, name])

    shown = client.get(page("choose_papers")).content.decode()
    assert "工资条" in shown
    assert client.post(page("choose_papers"), {"papers": [str(paper.ref)]}).status_code == 302
    assert ChosenPaper.objects.get().paper == paper
    shown = client.get(page("release_facts")).content.decode()
    assert HIRED in shown and WORDS in shown and PAID not in shown
    assert client.post(page("release_facts"), {"numbers": ["1"]}).status_code == 200
    assert client.post(page("release_facts"), {"numbers": ["1"], "confirmed": "1"}).status_code == 302
    assert set(fact(confirmed, 1).released) == {"A"} and fact(confirmed, 3).released == {}
    client.force_login(employer)
    assert PAID in client.get(page("confirm_fact")).content.decode()
    assert client.post(page("confirm_fact"), {"fact": "2"}).status_code == 302
    assert fact(confirmed, 2).is_confirmed
    case = client.get(confirmed.dispute.get_absolute_url()).content.decode()
    assert HIRED in case and PAID in case


# the pointer to arbitration


def ended(mediation, code="M07"):
    return papers(mediation, code)[-1].data


def test_a_failed_mediation_says_where_to_go_and_until_when(mediating, committee, employer):
    perform(mediating, "give_up", by=employer)
    data = ended(mediating)
    assert data["competent_office"] == committee.name
    assert (data["interrupted_on"], data["restarts_on"], data["file_by_on"]) == (
        "2026-04-20", "2026-04-20", "2027-04-20",
    )  # fmt: skip
    assert data["explanation"]


def test_a_refusal_restarts_the_year_on_its_own_day(clock, applied, committee, employer):
    clock.go(2026, 4, 22)
    perform(applied, "refuse_consent", by=employer)
    data = ended(applied, "M03")
    assert (data["interrupted_on"], data["restarts_on"], data["file_by_on"]) == (
        "2026-04-20", "2026-04-22", "2027-04-22",
    )  # fmt: skip
    assert data["competent_office"] == committee.name
    found = limitation(again(applied))
    assert found.last_day == dt.date(2027, 4, 22) and found.interrupted_on == dt.date(2026, 4, 20)


def test_a_withdrawal_gets_its_note_and_leaves_the_year_running_from_the_application(
    clock, applied, committee, worker
):
    clock.go(2026, 4, 24)
    perform(applied, "withdraw", by=worker)
    data = ended(applied)
    assert data["variant"] == "withdrawn" and data["ended_on"] == "2026-04-24"
    assert (data["restarts_on"], data["file_by_on"]) == ("2026-04-20", "2027-04-20")
    assert limitation(again(applied)).last_day == dt.date(2027, 4, 20)
    assert render("M07", data).startswith(b"%PDF")


def test_out_of_scope_leaves_the_year_running_from_the_application(clock, applied, committee, lead):
    clock.go(2026, 4, 22)
    perform(applied, "decline", by=lead, ground="out_of_scope")
    assert ended(applied, "M03")["restarts_on"] == "2026-04-20"


def test_the_case_page_points_on_with_its_day_and_one_click(mediating, committee, worker, employer, client):
    perform(mediating, "give_up", by=employer)
    client.force_login(worker)
    page = client.get(mediating.dispute.get_absolute_url()).content.decode()
    file = reverse("disputes:begin", args=[mediating.dispute.reference, "arbitration", "file"])
    assert committee.name in page and "2027年4月20日" in page and file in page and "调解终结告知书" in page


def test_arbitration_is_filed_on_the_same_dispute_with_its_parties_and_claims(
    mediating, committee, worker, employer
):
    from arbitration.models import Arbitration

    perform(mediating, "give_up", by=employer)
    filed = begin(Arbitration(dispute=mediating.dispute, office=committee), "file", by=worker).record
    assert filed.dispute_id == mediating.dispute_id
    assert filed.dispute.parties.count() == 2 and filed.dispute.claims.count() == 1
    assert Mediation.objects.get(pk=mediating.pk).stage == "failed"
