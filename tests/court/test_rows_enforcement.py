"""docs/law.md 4.5 and 10.4, row by row: enforcement, statements, and what is frozen meanwhile."""

import pytest

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, Award
from disputes.acts import NotLawful, perform
from disputes.management.commands.tick import sweep
from disputes.models import Deadline, Paper, Service
from tests.arbitration.test_interim import ask
from tests.arbitration.test_supervision import again as heard_again
from tests.arbitration.test_supervision import reopened
from tests.arbitration.walk import TO_ACCEPTED, TO_HEARING, Walk
from tests.court.rows import row
from tests.court.test_awards import (
    before_court,
    cast,
    clock,
    due,
    file,
    final,
    open_award,
    room,
    serve,
    today,
    walk,
    ways,
)
from tests.court.test_rows_awards import DAY, award_now, move

pytestmark = pytest.mark.standing("statement", "preserved", "final")

__all__ = ["cast", "clock", "final", "open_award", "room", "walk"]


@pytest.fixture
def statement(walk):
    """A mediation statement of the tribunal, signed for by both."""
    for part in TO_HEARING:
        part(walk)
    walk.settle()
    for service in Service.objects.filter(paper__code="D37", stage="due"):
        perform(service, "prove", by=walk.cast.clerk, channel="direct", receipt="签收")
    case = Arbitration.objects.get()
    assert case.stage == Stage.MEDIATED
    return case


@row("4.5/10", "10.4/17")
def test_a_mediation_statement_is_enforced_and_never_sued_on(statement, worker, employer):
    assert ways(statement, worker) == {"enforcement"} and ways(statement, employer) == set()
    for user in (worker, employer):
        with pytest.raises(NotLawful):
            file(statement, "suit", user)
    assert file(statement, "enforcement", worker).stage == "filed"


@row("4.5/12", "10.4/18")
def test_enforcement_of_a_statement_refused_opens_the_suit_to_both(
    statement, worker, employer, clerk, court, clock
):
    one = file(statement, "enforcement", worker)
    move(clock, 2026, 7, 3)
    before_court(one, clerk, court, "refused", a=DAY(2026, 7, 3), b=DAY(2026, 7, 3))
    assert due("handoff.suit_after_refusal") == dict.fromkeys("AB", DAY(2026, 8, 3))  # DT37
    assert file(statement, "suit", employer).office.kind == "basic_court"
    move(clock, 2026, 8, 4)
    assert "suit" not in ways(statement, worker)


@row("4.5/11")
def test_payment_in_advance_is_no_award_that_could_be_sued_on(walk, worker, employer):
    """J1-10: the decision (D36) is referred for enforcement by the committee itself; no way rests on it."""
    for part in TO_HEARING:
        part(walk)
    claim = walk.dispute.claims.filter(kind="wages").first()
    walk.step("ask_advance", walk.cast.worker, claim=claim.pk, amount="1000.00", reason="生活困难")
    walk.step(
        "order_advance",
        walk.cast.presiding,
        claim=claim.pk,
        amount="1000.00",
        clear="关系明确",
        hardship="无其他收入",
    )
    assert Paper.objects.filter(code="D36").exists() and not Award.objects.exists()
    assert ways(walk.case, worker) == ways(walk.case, employer) == set()


@row("4.5/12", "10.4/18")
def test_enforcement_of_an_award_refused_opens_the_suit_to_both(final, worker, employer, clerk, court, clock):
    one = file(final, "enforcement", worker)
    move(clock, 2026, 7, 3)
    before_court(one, clerk, court, "refused", a=DAY(2026, 7, 3), b=DAY(2026, 7, 3))
    assert due("handoff.suit_after_refusal") == dict.fromkeys("AB", DAY(2026, 8, 3))
    assert "suit" in ways(final, worker) & ways(final, employer)


@row("4.5/12", "10.4/18")
def test_what_the_court_refused_to_enforce_is_not_asked_again(final, worker, clerk, court):
    before_court(file(final, "enforcement", worker), clerk, court, "refused", a=today(), b=today())
    assert ways(final, worker) == {"suit"}
    with pytest.raises(NotLawful, match="J1-24"):
        file(final, "enforcement", worker)


@row("4.5/17", "10.4/17")
def test_an_application_taken_back_leaves_the_rest_of_the_two_years(final, worker, clerk, court):
    before_court(file(final, "enforcement", worker), clerk, court, "withdrawn")
    assert file(final, "enforcement", worker).stage == "filed"


@row("4.5/17", "10.4/17")
def test_what_was_enforced_has_no_clock_any_more(final, worker, clerk, court):
    before_court(file(final, "enforcement", worker), clerk, court, "enforced")
    assert due("award.enforcement") == {} and "enforcement" not in ways(final, worker)


@row("4.5/17", "10.4/17")
def test_the_creditor_enforces_within_two_years(final, worker, employer, clock):
    assert Deadline.objects.get(code="award.enforcement").due_on == final.made_on.replace(year=2028)
    with pytest.raises(NotLawful, match="CPL-250"):
        file(final, "enforcement", employer)
    assert not Deadline.objects.filter(code="arbitration.preserved").exists()  # nothing was frozen
    assert file(final, "enforcement", worker).venue == "assets"


def freeze(walk):
    ask(walk)
    walk.step("forward_preservation", walk.cast.clerk, court="广州市越秀区人民法院")
    walk.step("note_preservation", walk.cast.clerk, ruling="granted", number="（2026）粤0104财保1号")


@pytest.fixture
def preserved(walk):
    """A final award while the employer's account is frozen."""
    for part in TO_ACCEPTED:
        part(walk)
    freeze(walk)
    for part in (*TO_HEARING[len(TO_ACCEPTED) :], Walk.deliberate):
        part(walk)
    walk.award(day=DAY(2026, 5, 11))
    return award_now()


@row("4.5/17", "10.4/17")
def test_where_property_was_preserved_three_months_run_and_their_end_lifts_it_alone(preserved, worker, clock):
    assert preserved.final and preserved.effective_on == DAY(2026, 5, 11)
    limit = Deadline.objects.get(code="arbitration.preserved")
    assert limit.due_on == DAY(2026, 8, 11)
    move(clock, 2026, 8, 12)
    sweep()
    assert Deadline.objects.get(code="arbitration.preserved").status == "lapsed"
    assert Arbitration.objects.get().preservation["released_on"] and "enforcement" in ways(preserved, worker)


@row("10.4/17")
def test_an_application_within_the_three_months_uses_them(preserved, worker, clock):
    move(clock, 2026, 8, 11)
    file(preserved, "enforcement", worker)
    assert Deadline.objects.get(code="arbitration.preserved").status == "stopped"


@row("4.5/17", "10.4/17")
def test_the_three_months_stand_still_while_the_request_to_set_aside_stays_enforcement(
    preserved, walk, worker, employer, clerk, higher, clock
):
    """Nothing can be enforced meanwhile: the creditor would lose what is frozen without a way to act (J1-25, J1-49)."""
    serve(walk, {"A": DAY(2026, 5, 11), "B": DAY(2026, 5, 11)})
    request = file(preserved, "set_aside", employer)
    assert "enforcement" not in ways(preserved, worker)
    move(clock, 2026, 9, 11)
    sweep()
    assert Deadline.objects.get(code="arbitration.preserved").status == "paused"
    assert "released_on" not in Arbitration.objects.get().preservation
    before_court(request, clerk, higher, "stands", a=today(), b=today())
    limit = Deadline.objects.get(code="arbitration.preserved")
    assert (limit.status, limit.due_on) == ("running", DAY(2026, 12, 14))  # 123 days later, a Saturday rolled
    assert file(preserved, "enforcement", worker).stage == "filed"
    assert Deadline.objects.get(code="arbitration.preserved").status == "stopped"


def test_two_awards_of_one_case_have_the_three_months_from_the_later_effect(preserved, clock):
    """What is frozen secures both; the later one, not final, must not find them running and fail."""
    twin = Award.objects.create(
        arbitration=preserved.arbitration, dispute=preserved.dispute, office=preserved.office, kind="final",
        number="穗越劳人仲案〔2026〕1-2号", stage="made", threshold=preserved.threshold,
    )  # fmt: skip
    move(clock, 2026, 6, 15)
    perform(twin, "take_effect", on=DAY(2026, 6, 15))
    (limit,) = Deadline.objects.filter(code="arbitration.preserved")
    assert (limit.status, limit.due_on) == ("running", DAY(2026, 9, 15))


@row("4.5/13", "10.4/06", "10.4/17")
def test_an_award_that_binds_again_has_its_two_years_and_its_three_months_anew(
    preserved, walk, worker, clerk, court, clock
):
    """The worker sued on the final award and withdrew: before, no clock ran and nothing could be enforced any more."""
    serve(walk, {"A": DAY(2026, 5, 11), "B": DAY(2026, 5, 11)})
    suit = file(preserved, "suit", worker)
    assert (
        not Deadline.objects.open().filter(code__in=["arbitration.preserved", "award.enforcement"]).exists()
    )
    move(clock, 2026, 7, 1)
    before_court(suit, clerk, court, "withdrawn", a=DAY(2026, 7, 1), b=DAY(2026, 7, 1))
    assert award_now().stage == "effective"
    assert due("arbitration.preserved") == {"": DAY(2026, 10, 8)}  # 10-01 rolled over the holiday
    assert due("award.enforcement") == {"": DAY(2028, 7, 3)}
    assert file(preserved, "enforcement", worker).stage == "filed"


@pytest.fixture
def preserved_statement(walk):
    """Settled before the tribunal while the employer's account is frozen."""
    for part in TO_ACCEPTED:
        part(walk)
    freeze(walk)
    for part in (*TO_HEARING[len(TO_ACCEPTED) :], Walk.settle):
        part(walk)
    walk.serve("D37")
    return walk


@row("10.4/17")
def test_the_three_months_stand_still_while_a_statement_is_heard_anew(preserved_statement, committee):
    """It cannot be enforced meanwhile (B9-18); upheld, the rest of the three months is left."""
    limit = Deadline.objects.get(code="arbitration.preserved")
    before = limit.due_on
    reopened(preserved_statement)
    assert Deadline.objects.get(code="arbitration.preserved").status == "paused"
    heard_again(preserved_statement, committee)
    preserved_statement.step(
        "uphold_statement", preserved_statement.cast.presiding, reason="双方自愿，内容合法"
    )
    limit = Deadline.objects.get(code="arbitration.preserved")
    assert limit.status == "running" and limit.due_on > before


@row("10.4/17")
def test_an_award_in_place_of_the_statement_has_its_own_three_months(preserved_statement, committee):
    reopened(preserved_statement)
    heard_again(preserved_statement, committee)
    preserved_statement.award(sums={preserved_statement.dispute.claims.get().pk: "20000.00"})
    award = award_now()
    rows = Deadline.objects.filter(code="arbitration.preserved").order_by("pk")
    assert award.final and [row.status for row in rows] == ["stopped", "running"]
    assert rows[1].trigger_on == award.effective_on
