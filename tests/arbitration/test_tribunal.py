"""Who sits (AL-31 to AL-33, OR-12 to OR-15), and what becomes of a request for recusal (CR-11, CR-12)."""

import datetime as dt

import pytest

from arbitration.lifecycle.guards import (
    no_recusal_pending,
    nobody_challenged_acts,
    put_off_by_nobody_challenged,
)
from arbitration.models import Arbitration
from disputes import steps
from disputes.models import CaseTask, Dispute, Paper, Seat
from tests.arbitration.test_intake import at, due, refused
from tests.arbitration.test_preparing import accepted_on
from tests.conftest import person

pytestmark = pytest.mark.standing("ready")

# Payment the worker lives on, who is before the camera, the line that fails, what was said and is written down.
URGENT = {
    "order_advance", "check_identity", "fall_back", "say", "say_needs", "write_record", "sign_record", "note_unsigned",
    "finish_record", "record_inquiry", "end_delegation", "advise_employer",
}  # fmt: skip


class TestTheTribunal:
    @pytest.fixture
    def ready(self, walk, clock):
        accepted_on(walk, clock, "2026-03-02")
        return walk

    def form(self, walk, **changes):
        cast = walk.cast
        facts = {"presiding": cast.presiding, "recorder": cast.recorder, "arbitrators": [], **changes}
        walk.step("form_tribunal", cast.director, **facts)

    def test_one_may_sit_alone_and_everybody_is_told(self, ready):
        self.form(ready)
        assert Seat.objects.current().get(role="presiding").user == ready.cast.presiding
        notices = Paper.objects.filter(code="D14")
        assert notices.count() == 2 and notices[0].data["tribunal"] == {
            "sole": "Presiding",
            "recorder": "Recorder",
        }
        task = CaseTask.objects.open().get(code="ScheduleFlow.schedule")
        assert task.owner == ready.cast.presiding and task.due_on == due(ready.case, "award")

    def test_two_are_no_tribunal_and_the_reason_speaks_of_nothing_else(self, ready, committee):
        other = person("second", role="arbitrator", office=committee)
        reason = refused(self.form, ready, arbitrators=[other])
        assert "要么选两名，要么不选" in reason and "十人以上" not in reason

    def test_nobody_judges_who_is_by_identity_a_party(self, ready, committee):
        own = person("namesake", role="presiding", office=committee)
        for one in (own, ready.dispute.parties.get(side="A")):
            one.identity = "44010619880312224X"
            one.save()
        assert "AL-33" in refused(self.form, ready, presiding=own)

    def test_what_the_tribunal_does_passes_to_nobody_by_the_worklist(self, ready, committee, client):
        self.form(ready)
        other = person("other", role="presiding", office=committee)
        task = CaseTask.objects.open().get(code="ScheduleFlow.schedule")
        client.force_login(ready.cast.director)
        given = {"action": "assign", "task": [task.pk], "to": other.pk, "confirmed": "1"}
        page = client.post("/work/hand/", given, follow=True).content.decode()
        assert f"由案件指定的{ready.cast.presiding}办理" in page
        client.force_login(ready.cast.presiding)
        client.post(f"/work/{task.pk}/release/")
        assert CaseTask.objects.get(pk=task.pk).owner == ready.cast.presiding

    def test_ten_workers_need_three(self, ready, arbitrator, committee):
        """Trap 30, OR-13."""
        Dispute.objects.filter(pk=ready.dispute.pk).update(collective=True)
        assert "OR-13" in refused(self.form, ready)
        third = person("third", role="arbitrator", office=committee)
        assert "OR-13" in refused(self.form, ready, arbitrators=[arbitrator])
        self.form(ready, arbitrators=[arbitrator, third])
        assert Seat.objects.current().filter(role="arbitrator").count() == 2

    def test_the_head_may_let_one_sit_over_ten_with_a_reason(self, ready):
        Dispute.objects.filter(pk=ready.dispute.pk).update(collective=True)
        self.form(ready, override_reason="事实清楚，双方同意简易处理")

    def test_the_recorder_is_no_arbitrator(self, ready, committee):
        """Trap 32, OR-14."""
        both = person("presiding", role="recorder", office=committee)
        assert "OR-14" in refused(self.form, ready, recorder=both)

    def test_who_mediated_or_is_a_party_does_not_sit(self, ready, committee, mediator):
        person("mediator", role="presiding", office=committee)
        Seat.objects.create(dispute=ready.dispute, user=mediator, role="mediator", left=True)
        assert "AL-33" in refused(self.form, ready, presiding=mediator)

    def test_only_the_committees_own_people_sit(self, ready, stranger):
        assert "AL-20" in refused(self.form, ready, presiding=stranger)

    def test_a_recusal_stops_the_tribunal_until_it_is_decided(self, ready, arbitrator, clock):
        """DT12 counts three working days over the Spring Festival; here a plain week."""
        self.form(ready)
        ready.serve("D12")
        ready.step("waive_answer", ready.cast.employer)
        ready.step("ask_recusal", ready.cast.worker, person=ready.cast.presiding, reason="系对方近亲属")
        assert due(ready.case, "recusal") == dt.date(2026, 3, 5)
        facts = {"room": ready.room, "day": dt.date(2026, 3, 30), "start": "09:00", "end": "11:00"}
        assert "CR-12" in refused(ready.step, "schedule", ready.cast.presiding, **facts)
        upheld = {"decision": "upheld", "reason": "属实"}
        assert "CR-12" in refused(ready.step, "decide_recusal", ready.cast.director, **upheld)
        ready.step("decide_recusal", ready.cast.director, substitute=arbitrator, **upheld)
        assert ready.case.presiding == arbitrator
        assert Seat.objects.current().get(role="presiding").user == arbitrator
        assert Paper.objects.filter(code="D14").latest("pk").data["tribunal"]["sole"] == "Arbitrator"
        ready.step("schedule", arbitrator, **facts)

    def test_a_rejected_recusal_changes_nobody(self, ready):
        self.form(ready)
        ready.step("ask_recusal", ready.cast.worker, person=ready.cast.recorder, reason="x")
        ready.step("decide_recusal", ready.cast.director, decision="rejected", reason="无事实依据")
        assert ready.case.recorder == ready.cast.recorder and Paper.objects.filter(code="D14").count() == 2

    def test_a_wrongly_formed_tribunal_is_dissolved_and_formed_again(self, ready, arbitrator):
        """OR-15."""
        self.form(ready)
        assert "OR-12" in refused(self.form, ready)
        ready.step("dissolve_tribunal", ready.cast.director, reason="组成有误")
        assert not Seat.objects.current().filter(role="presiding").exists()
        assert CaseTask.objects.open().filter(code="TribunalFlow.form").exists()
        self.form(ready, presiding=arbitrator)

    @pytest.mark.parametrize("seat", ["presiding", "recorder"])
    def test_who_was_recused_sits_in_no_tribunal_formed_again(self, ready, arbitrator, committee, seat):
        """AL-33: the relation to the party is still there when the tribunal is formed anew (OR-15)."""
        self.form(ready)
        substitute = person("writer", role="recorder", office=committee) if seat == "recorder" else arbitrator
        ready.step("ask_recusal", ready.cast.worker, person=getattr(ready.cast, seat), reason="系对方近亲属")
        ready.step(
            "decide_recusal", ready.cast.director, decision="upheld", reason="属实", substitute=substitute
        )
        ready.step("dissolve_tribunal", ready.cast.director, reason="组成有误")
        assert "AL-33" in refused(self.form, ready)
        self.form(ready, **{seat: substitute})

    def test_who_is_challenged_leaves_to_others_what_is_not_urgent(self, ready, clock):
        """CR-12: the person steps back until it is decided."""
        self.form(ready)
        asked = {"what": "考勤表", "due_on": dt.date(2026, 3, 20)}
        ready.step("ask_recusal", ready.cast.worker, person=ready.cast.presiding, reason="系对方近亲属")
        assert "CR-12" in refused(ready.step, "order_evidence", ready.cast.presiding, **asked)
        ready.step("decide_recusal", ready.cast.director, decision="rejected", reason="无事实依据")
        ready.step("order_evidence", ready.cast.presiding, **asked)

    def test_every_step_of_the_bench_asks_whether_a_recusal_waits(self):
        """Whether it is the hearing that stops or the person alone; what is urgent goes on (CR-12)."""
        asking = {no_recusal_pending, nobody_challenged_acts, put_off_by_nobody_challenged}
        found = {
            step.name
            for step in steps.of(Arbitration)
            if any(role in step.permission.__name__ for role in ("presiding", "arbitrator", "recorder"))
            and not asking & set(step.conditions)
        }
        assert found == URGENT

    def test_who_was_challenged_in_vain_may_sit_again(self, ready):
        self.form(ready)
        ready.step("ask_recusal", ready.cast.worker, person=ready.cast.presiding, reason="x")
        ready.step("decide_recusal", ready.cast.director, decision="rejected", reason="无事实依据")
        ready.step("dissolve_tribunal", ready.cast.director, reason="组成有误")
        self.form(ready)


def test_a_recusal_is_decided_within_three_working_days(walk, clock):
    """DT12."""
    Seat.objects.update(since=dt.date(2026, 1, 1))
    accepted_on(walk, clock, "2026-02-12")
    walk.form()
    at(clock, "2026-02-13")
    walk.step("ask_recusal", walk.cast.worker, person=walk.cast.presiding, reason="私下会见")
    assert due(walk.case, "recusal") == dt.date(2026, 2, 25)
