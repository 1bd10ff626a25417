"""A review of an authority's act (行政复议法 20): who turned away here asks for it, until when, and how it ends."""

import pytest

from disputes.acts import NotLawful, perform
from disputes.models import HandOff, Paper
from tests.arbitration.walk import PATHS, Stage
from tests.conftest import person
from tests.court.test_awards import begin, candidates, cast, clock, room, today, walk, ways
from tests.court.test_referrals import inspection, review
from tests.court.test_rows_awards import move

__all__ = ["cast", "clock", "inspection", "review", "room", "walk"]


@pytest.fixture
def turned_away(walk):
    walk.file()
    walk.step("refuse", walk.cast.director, ground="scope", reason="属于工伤认定争议，不属于受理范围。")
    return walk.case


ACT = {"challenged": "不予认定工伤决定（穗人社工伤〔2026〕8号）"}


def test_an_authoritys_act_is_reviewed_within_60_days_of_learning_of_it(
    turned_away, review, worker, clerk, clock
):
    move(clock, 2026, 6, 12)

    def ask(**said):
        fresh = next(o for o in candidates(turned_away.dispute, worker) if o.ground == "review")
        return begin(fresh, "file", by=worker, reason="应认定为工伤", **said).record

    for said in ({}, ACT, ACT | {"known_on": "2026-04-01"}, ACT | {"known_on": "2026-06-13"}):
        with pytest.raises(NotLawful, match="行政复议法"):
            ask(**said)
    one = ask(**ACT, known_on="2026-04-13")  # the 60th day
    assert (one.office, one.venue) == (review, "review")
    assert Paper.objects.get(code="J04").data["challenged"] == ACT["challenged"]
    reviewer = person("reviewer", role="receiver", office=review)
    perform(one, "send", by=clerk)
    perform(one, "acknowledge", by=reviewer, docket_number="越府复〔2026〕9号")
    perform(one, "record_result", by=reviewer, result="reviewed", ruling="越府复决〔2026〕9号")
    assert HandOff.objects.get().stage == "reviewed"


def test_who_was_not_told_of_the_right_asks_within_60_days_of_learning_of_it_and_a_year(
    turned_away, review, worker, clock
):
    """行政复议法 20(3): the authority did not tell of the right, so the days count from learning of the right."""
    move(clock, 2026, 6, 12)

    def ask(known_on, told_on):
        fresh = next(o for o in candidates(turned_away.dispute, worker) if o.ground == "review")
        said = ACT | {"known_on": known_on, "told_on": told_on}
        return begin(fresh, "file", by=worker, reason="应认定为工伤", **said).record

    for known_on, told_on in (
        ("2025-06-11", "2026-06-01"),  # more than a year
        ("2025-07-01", "2026-04-01"),  # more than 60 days of learning of the right
        ("2026-06-02", "2026-06-01"),  # the right before the act
        ("2026-06-01", "2026-06-13"),  # a day to come
    ):
        with pytest.raises(NotLawful, match="行政复议法"):
            ask(known_on, told_on)
    ask("2025-06-12", "2026-04-13")
    assert Paper.objects.get(code="J04").data["told_on"] == "2026-04-13"


def test_the_form_asks_for_act_and_day_and_keeps_what_was_typed(
    turned_away, review, inspection, worker, client
):
    client.force_login(worker)
    address = f"/cases/{turned_away.dispute.reference}/new/handoff/file/"
    keys = [key for key, _words in client.get(address).context["form"].fields["way"].choices]
    key = next(key for key in keys if key.startswith("review"))
    wrong = client.post(address, {"way": key, "reason": "应认定为工伤"})
    assert wrong.status_code == 422 and {"challenged", "known_on"} <= set(wrong.context["form"].errors)
    assert "应认定为工伤" in wrong.content.decode()
    said = {"way": key, "reason": "应认定为工伤", "confirmed": "1", "known_on": "2025-12-01", **ACT}
    assert client.post(address, said).status_code == 422
    assert client.post(address, said | {"told_on": today().isoformat()}).status_code == 302
    assert HandOff.objects.get().ground == "review"


def test_a_case_accepted_here_is_not_reviewed(walk, review, worker):
    for part in PATHS[Stage.ACCEPTED]:
        part(walk)
    assert "review" not in ways(walk.case, worker)
