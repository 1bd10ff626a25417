import datetime as dt

import pytest

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, Award
from disputes.acts import perform
from disputes.management.commands.tick import sweep
from disputes.models import CaseTask, Claim, Deadline, Dispute, Paper, Party, Seat, Service
from tests.arbitration.test_intake import at, refused
from tests.arbitration.walk import PATHS, Walk, walk_to
from tests.conftest import person


def deliberated(dispute, cast, clock, day):
    """A case ready for its award on that day; asked is what the dispute's claims say."""
    start = dt.date.fromisoformat(day) - dt.timedelta(days=40)
    at(clock, start.isoformat())
    Seat.objects.update(since=dt.date(2020, 1, 1))
    walk = Walk(dispute, cast, clock)
    for part in PATHS[Stage.DELIBERATING]:
        part(walk)
    at(clock, day)
    return walk


def claim(dispute, kind, amount, text=""):
    return Claim.objects.create(dispute=dispute, kind=kind, text=text or kind, amount=amount)


def serve(award, side, day, cast, clock):
    at(clock, day)
    service = Service.objects.get(paper__record_type="award", paper__record_id=award.pk, party__side=side)
    perform(service, "prove", by=cast.clerk, receipt="签收")


def window(award, code, side):
    return Deadline.objects.get(code=f"award.{code}", record_id=award.pk, party__side=side)


class TestFinality:
    @pytest.fixture
    def claims(self, dispute):
        Claim.objects.all().delete()
        return [
            claim(dispute, "wages", "40000"), claim(dispute, "severance", "40000"), claim(dispute, "overtime", "9000")
        ]  # fmt: skip

    def test_f01_mixed_content_makes_two_documents(self, dispute, claims, cast, clock):
        """Traps 15 and 16: item by item, not above twelve minimum wages; each document with its own remedies."""
        walk = deliberated(dispute, cast, clock, "2026-11-02")
        walk.award(sums={claims[0].pk: "32160.00", claims[1].pk: "32160.01", claims[2].pk: "9000.00"})
        final, other = walk.case.awards.order_by("pk")
        assert [item.claim_id for item in final.items.all()] == [claims[0].pk, claims[2].pk]
        assert final.final and not other.final and final.threshold == 32160
        assert (final.number[-3:], other.number[-3:]) == ("-1号", "-2号") and final.companion == other.number
        papers = {paper.data["variant"]: paper for paper in Paper.objects.filter(code="D38")}
        assert set(papers) == {"final", "non_final"}
        assert papers["final"].data["intermediate_court"] == "广州市中级人民法院"
        assert papers["final"].data["total"] == "41160.00"
        assert final.stage == "effective" and other.stage == "made"

    def test_f02_a_relation_at_issue_makes_everything_non_final(self, dispute, claims, cast, clock):
        """Trap 17."""
        claim(dispute, "confirm_relation", None, "确认劳动关系")
        walk = deliberated(dispute, cast, clock, "2026-11-02")
        walk.award(sums={claims[0].pk: "100.00", claims[1].pk: "100.00", claims[2].pk: "100.00"})
        award = walk.case.awards.get()
        assert not award.final and award.number == walk.case.number and award.items.count() == 4

    def test_f02_the_tribunal_may_find_the_relation_at_issue_itself(self, dispute, claims, cast, clock):
        walk = deliberated(dispute, cast, clock, "2026-11-02")
        walk.award(sums=dict.fromkeys([c.pk for c in claims], "1.00"), relation="yes")
        assert not walk.case.awards.get().final

    def test_f02_a_part_is_not_final_where_the_case_asks_for_the_relation(self, dispute, claims, cast, clock):
        """B9-11: in the same case nothing is final, whichever award comes first."""
        relation = claim(dispute, "confirm_relation", None, "确认劳动关系")
        walk = deliberated(dispute, cast, clock, "2026-11-02")
        told = {"facts": "x", "reasons": "y"}
        one = [{"claim": claims[0].pk, "text": "支持", "awarded": "100.00"}]
        walk.step("award_in_part", cast.presiding, items=one, **told)
        assert not walk.case.awards.get().final
        two = [{"claim": relation.pk, "text": "确认", "awarded": None}]
        walk.step("award_in_part", cast.presiding, items=two, **told)
        rest = [{"claim": c.pk, "text": "支持", "awarded": "1.00"} for c in claims[1:]]
        walk.step("make_award", cast.presiding, items=rest, **told)
        assert [award.final for award in walk.case.awards.all()] == [False] * 3

    def test_f02_what_the_tribunal_found_at_issue_in_a_part_holds_for_the_rest(
        self, dispute, claims, cast, clock
    ):
        walk = deliberated(dispute, cast, clock, "2026-11-02")
        told = {"facts": "x", "reasons": "y"}
        one = [{"claim": claims[0].pk, "text": "支持", "awarded": "100.00"}]
        walk.step("award_in_part", cast.presiding, items=one, relation="yes", **told)
        rest = [{"claim": c.pk, "text": "支持", "awarded": "1.00"} for c in claims[1:]]
        walk.step("make_award", cast.presiding, items=rest, **told)
        assert not any(award.final for award in walk.case.awards.all())

    def test_f03_the_sum_awarded_counts_and_not_the_sum_claimed(self, dispute, claims, cast, clock):
        Claim.objects.exclude(pk=claims[0].pk).delete()
        Claim.objects.update(amount="50000")
        walk = deliberated(dispute, cast, clock, "2026-11-02")
        walk.award(sums={claims[0].pk: "20000.00"})
        assert walk.case.awards.get().final

    @pytest.mark.parametrize(("day", "final"), [("2026-08-31", False), ("2026-09-01", True)])
    def test_f04_the_minimum_wage_of_the_day_decides(self, day, final, dispute, claims, cast, clock):
        Claim.objects.exclude(pk=claims[0].pk).delete()
        walk = deliberated(dispute, cast, clock, day)
        walk.award(sums={claims[0].pk: "31000.00"})
        award = walk.case.awards.get()
        assert award.final is final and award.items.get().reason["zh"]

    def test_every_claim_is_decided_and_money_has_its_sum(self, dispute, claims, cast, clock):
        walk = deliberated(dispute, cast, clock, "2026-11-02")
        told = {"facts": "x", "reasons": "y"}
        one = [{"claim": claims[0].pk, "text": "支持", "awarded": "1.00"}]
        assert "CR-53" in refused(walk.step, "make_award", cast.presiding, items=one, **told)
        without = [{"claim": c.pk, "text": "支持", "awarded": None} for c in claims]
        assert "CR-50" in refused(walk.step, "make_award", cast.presiding, items=without, **told)

    def test_a_part_that_is_clear_is_awarded_first(self, dispute, claims, cast, clock):
        """CR-49."""
        walk = deliberated(dispute, cast, clock, "2026-11-02")
        one = [{"claim": claims[2].pk, "text": "支持", "awarded": "9000.00"}]
        walk.step("award_in_part", cast.presiding, items=one, facts="x", reasons="y")
        part = walk.case.awards.get()
        assert walk.case.stage == Stage.DELIBERATING and part.partial and part.stage == "effective"
        assert Paper.objects.filter(code="D38").first().data["variant"] == "partial_final"
        rest = [{"claim": c.pk, "text": "支持", "awarded": "1.00"} for c in claims[:2]]
        walk.step("make_award", cast.presiding, items=rest, facts="x", reasons="y")
        assert walk.case.stage == Stage.AWARDED and walk.case.awards.last().number.endswith("-2号")


@pytest.fixture
def big(dispute):
    """A claim above the line: the award will not be final."""
    Claim.objects.update(amount="90000.00")
    return dispute


def awarded(dispute, cast, clock, day):
    walk = deliberated(dispute, cast, clock, day)
    walk.award()
    return walk, walk.case.awards.get()


class TestWindows:
    @pytest.mark.parametrize(
        ("received", "last"),
        [
            ("2026-04-20", "2026-05-06"), ("2026-09-10", "2026-09-28"), ("2026-04-24", "2026-05-09"),
            ("2026-02-13", "2026-02-28"),
        ],
        ids=["DT28", "DT29", "DT30", "DT31"],
    )  # fmt: skip
    def test_fifteen_days_to_sue_from_the_own_receipt(self, received, last, big, cast, clock):
        _walk, award = awarded(
            big, cast, clock, (dt.date.fromisoformat(received) - dt.timedelta(days=2)).isoformat()
        )
        serve(award, "A", received, cast, clock)
        assert window(award, "suit", "A").due_on.isoformat() == last
        assert not Deadline.objects.filter(code="award.suit", party__side="B").exists()

    @pytest.mark.parametrize(
        ("received", "last"),
        [("2026-01-20", "2026-02-24"), ("2026-08-31", "2026-09-30")],
        ids=["DT32", "DT33"],
    )
    def test_thirty_days_for_the_employer_against_a_final_award(self, received, last, dispute, cast, clock):
        _walk, award = awarded(
            dispute, cast, clock, (dt.date.fromisoformat(received) - dt.timedelta(days=2)).isoformat()
        )
        serve(award, "B", received, cast, clock)
        assert window(award, "set_aside", "B").due_on.isoformat() == last

    def test_a_final_award_is_one_sided(self, dispute, cast, clock):
        """Trap 18: the worker may sue, the employer may only ask to set it aside."""
        _walk, award = awarded(dispute, cast, clock, "2026-11-02")
        serve(award, "A", "2026-11-04", cast, clock)
        serve(award, "B", "2026-11-05", cast, clock)
        codes = set(
            Deadline.objects.filter(record_type="award", party__isnull=False).values_list(
                "code", "party__side"
            )
        )
        assert codes == {("award.suit", "A"), ("award.set_aside", "B")}

    def test_a_final_award_binds_on_its_own_day(self, dispute, cast, clock):
        """DT65, trap 22: on the day made, not on service."""
        _walk, award = awarded(dispute, cast, clock, "2026-04-20")
        award = Award.objects.get(pk=award.pk)
        assert award.stage == "effective" and award.effective_on == dt.date(2026, 4, 20)
        assert Deadline.objects.get(code="award.enforcement").due_on == dt.date(2028, 4, 20)

    def test_dt64_another_binds_after_the_last_partys_window(self, big, cast, clock):
        """Trap 21: windows are per party; effect the day after the last, whenever the clock comes to it."""
        _walk, award = awarded(big, cast, clock, "2026-04-17")
        serve(award, "A", "2026-04-20", cast, clock)
        serve(award, "B", "2026-04-27", cast, clock)
        at(clock, "2026-05-07")
        sweep()
        assert Award.objects.get(pk=award.pk).stage == "made"
        entry = big.docket.latest("number")
        assert (entry.step, entry.party.side) == ("award.pass_window", "A")
        assert window(award, "suit", "B").status == "running" and window(
            award, "suit", "B"
        ).due_on == dt.date(2026, 5, 12)
        at(clock, "2026-05-20")
        sweep()
        award = Award.objects.get(pk=award.pk)
        assert award.stage == "effective" and award.effective_on == dt.date(2026, 5, 13)
        proof = Paper.objects.get(code="D42")
        assert proof.data["effective_on"] == "2026-05-13" and len(proof.data["served"]) == 2

    def test_an_award_not_served_on_everybody_does_not_take_effect(self, big, cast, clock):
        _walk, award = awarded(big, cast, clock, "2026-04-17")
        serve(award, "A", "2026-04-20", cast, clock)
        at(clock, "2026-07-01")
        sweep()
        assert Award.objects.get(pk=award.pk).stage == "made"

    def test_awards_are_never_sent_by_text_message(self, big, cast, clock):
        """Trap 11."""
        _walk, award = awarded(big, cast, clock, "2026-04-17")
        service = Service.objects.filter(paper__record_id=award.pk, paper__code="D38").first()
        assert "CR-59" in refused(perform, service, "prove", by=cast.clerk, channel="simple", receipt="短信")

    def test_a_slip_is_corrected_and_moves_no_window(self, big, cast, clock):
        """Trap 49."""
        _walk, award = awarded(big, cast, clock, "2026-04-17")
        serve(award, "A", "2026-04-20", cast, clock)
        before = window(award, "suit", "A").due_on
        perform(award, "correct", by=cast.presiding, wrong="90000", right="90000.00")
        assert window(award, "suit", "A").due_on == before
        assert Award.objects.get(pk=award.pk).corrections[0]["right"] == "90000.00"

    def test_the_file_closes_when_all_is_served_and_the_dispute_when_nothing_is_pending(
        self, big, cast, clock
    ):
        walk, award = awarded(big, cast, clock, "2026-04-17")
        assert "CR-22" in refused(walk.step, "close", cast.director)
        serve(award, "A", "2026-04-20", cast, clock)
        serve(award, "B", "2026-04-20", cast, clock)
        walk.step("close", cast.director)
        assert walk.case.outcome == "award" and Dispute.objects.get(pk=big.pk).stage == "open"
        at(clock, "2026-05-07")
        sweep()
        assert Dispute.objects.get(pk=big.pk).stage == "closed"


class TestBeforeACourt:
    def test_a_partys_suit_keeps_the_whole_award_from_effect(self, big, cast, clock):
        """Trap 20, J1-16."""
        _walk, award = awarded(big, cast, clock, "2026-04-17")
        worker = big.parties.get(side="A")
        perform(award, "contest", party=worker.pk)
        award = Award.objects.get(pk=award.pk)
        assert award.stage == "contested" and not award.ended
        perform(award, "lose_effect")
        assert Award.objects.get(pk=award.pk).stage == "without_effect"

    def test_of_several_workers_the_award_waits_for_those_who_sue(self, big, cast, clock):
        """Trap 20, J1-17."""
        second = Party.objects.create(dispute=big, side="A", name="乙", worker=True, address="广州")
        Seat.objects.create(dispute=big, user=person("second"), role="party", side="A", party=second)
        _walk, award = awarded(big, cast, clock, "2026-04-17")
        at(clock, "2026-04-20")
        for service in Service.objects.filter(paper__code="D38"):
            perform(service, "prove", by=cast.clerk, receipt="x")
        Deadline.objects.filter(code="award.suit", party=second).update(status="stopped")
        perform(award, "contest", party=second.pk)
        assert Award.objects.get(pk=award.pk).stage == "made"
        at(clock, "2026-05-07")
        sweep()
        award = Award.objects.get(pk=award.pk)
        first = big.parties.get(name="陈嘉禾")
        assert award.stage == "effective" and award.binds(first) and not award.binds(second)

    def test_a_request_to_set_aside_stays_enforcement_and_its_fall_lets_it_go_on(self, dispute, cast, clock):
        _walk, award = awarded(dispute, cast, clock, "2026-11-02")
        perform(award, "stay")
        award = Award.objects.get(pk=award.pk)
        assert award.stage == "effective" and award.stayed and not award.ended
        assert Deadline.objects.get(code="award.enforcement").status == "paused"
        perform(award, "stand")
        assert not Award.objects.get(pk=award.pk).stayed
        assert Deadline.objects.get(code="award.enforcement").status == "running"

    def test_the_workers_suit_ends_the_employers_window(self, dispute, cast, clock):
        """Trap 19, J1-21."""
        _walk, award = awarded(dispute, cast, clock, "2026-11-02")
        serve(award, "B", "2026-11-04", cast, clock)
        perform(award, "contest", party=dispute.parties.get(side="A").pk)
        assert window(award, "set_aside", "B").status == "stopped"

    def test_an_award_set_aside_binds_nobody(self, dispute, cast, clock):
        _walk, award = awarded(dispute, cast, clock, "2026-11-02")
        perform(award, "set_aside")
        award = Award.objects.get(pk=award.pk)
        assert award.effective_on is None and award.ended
        assert not Deadline.objects.open().filter(code="award.enforcement").exists()

    def test_a_suit_by_the_hand_off_contests_and_its_end_brings_the_award_back(self, big, cast, clock):
        from disputes.acts import begin
        from disputes.lifecycle.grounds import Ground
        from disputes.models.handoff import drawn

        _walk, award = awarded(big, cast, clock, "2026-04-17")
        serve(award, "A", "2026-04-20", cast, clock)
        serve(award, "B", "2026-04-20", cast, clock)
        worker = big.parties.get(side="A")
        handoff = drawn(big, Ground.all["suit"], Award.objects.get(pk=award.pk), worker)
        begin(handoff, "file", by=cast.worker, reason="不服裁决")
        assert Award.objects.get(pk=award.pk).stage == "contested"
        assert window(award, "suit", "A").status == "stopped"
        court = person("court", role="court", office=cast.office.court)
        perform(handoff, "send", by=cast.clerk)
        perform(handoff, "acknowledge", by=court, docket_number="（2026）粤0104民初9号")
        at(clock, "2026-05-20")
        sweep()
        perform(handoff, "record_result", by=court, result="withdrawn", ruling="（2026）粤0104民初9号")
        assert Award.objects.get(pk=award.pk).stage == "contested"  # nobody has received the ruling yet
        at(clock, "2026-05-22")
        for party in big.parties.all():
            perform(handoff, "serve_result", by=court, party=party.pk, proof="回证")
        award = Award.objects.get(pk=award.pk)
        assert award.stage == "effective" and award.effective_on == dt.date(2026, 5, 22)


def test_the_presiding_is_told_to_decide_and_the_director_to_close(clock, dispute, cast):
    case = walk_to(Stage.DELIBERATING, dispute, cast, clock)
    task = CaseTask.objects.open().get(code="AwardFlow.decide")
    assert task.owner == cast.presiding
    assert task.due_on == Deadline.objects.get(code="arbitration.award", record_id=case.pk).due_on
    walk = Walk(dispute, cast, clock)
    walk.case = case
    walk.award()
    assert not CaseTask.objects.open().filter(code="AwardFlow.decide").exists()
    assert CaseTask.objects.open().get(code="CloseFlow.close").role == "director"
    assert Arbitration.objects.get(pk=case.pk).stage == Stage.AWARDED


def test_a_correction_still_to_be_served_keeps_no_award_from_effect(big, cast, clock):
    """CR-54, trap 49: it has no effect on the windows, so none on the day they are over."""
    _walk, award = awarded(big, cast, clock, "2026-04-17")
    serve(award, "A", "2026-04-20", cast, clock)
    serve(award, "B", "2026-04-20", cast, clock)
    perform(award, "correct", by=cast.presiding, wrong="90000", right="90000.00")
    at(clock, "2026-05-20")
    sweep()
    award = Award.objects.get(pk=award.pk)
    assert (award.stage, award.effective_on) == ("effective", dt.date(2026, 5, 7))
    assert len(Paper.objects.get(code="D42").data["served"]) == 2
