"""Every fault the nightly checks look for, planted; a house kept by lawful steps has none."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from disputes import checks
from disputes.acts import begin, perform
from disputes.models import CaseProcess, CaseTask, Deadline, DocketEntry, Paper, Seat, Service
from tests.conftest import person

pytestmark = pytest.mark.django_db
LONG_AGO = dt.timedelta(days=30)


@pytest.fixture
def service(engaged, worker, committee):
    """A paper to be served: one open task; no time limit runs."""
    entry = perform(engaged, "open", by=worker)
    paper = Paper.objects.create(dispute=engaged, title="应诉通知书")
    row = Service(dispute=engaged, paper=paper, party=engaged.parties.get(side="B"), office=committee)
    return begin(row, "order").record if entry else None


@pytest.fixture
def posted(service, clerk):
    """The paper is left at the address: the deemed date runs."""
    return perform(service, "leave", by=clerk, witnesses="两名见证人", media="录像", why="refused").record


def found(check):
    return [finding.words for finding in check()]


def test_lawful_steps_leave_nothing_to_find(posted, capsys):
    call_command("audit")
    assert f"{len(checks.CHECKS)} checks, 0 findings" in capsys.readouterr().out


def test_a_finding_names_its_repair_and_the_command_fails(service, capsys):
    CaseTask.objects.update(code="NoFlow.nothing")
    with pytest.raises(SystemExit):
        call_command("audit")
    assert "→ close it" in capsys.readouterr().err


def test_an_open_task_in_a_stage_its_flow_may_not_live_in(service):
    set_by_hand("disputes_service", "stage", "served")
    assert found(checks.no_task_outlives_its_stage) == ["the task ServeFlow.serve is open at stage “served”"]
    assert found(checks.every_stage_has_its_entry) == ["it stands at “served” and its last step led to “due”"]


def test_a_run_without_an_open_task_and_an_ended_run_with_one(service):
    CaseProcess.objects.update(finished=timezone.now())
    assert found(checks.no_run_without_work) == ["the run is over and has an open task"]
    CaseTask.objects.update(is_open=False)
    CaseProcess.objects.update(finished=None)
    assert found(checks.no_run_without_work) == ["the run has no open task"]


def test_a_clock_that_runs_on_an_ended_record(posted):
    assert found(checks.no_clock_outlives_its_record) == []
    set_by_hand("disputes_service", "stage", "served")
    words = found(checks.no_clock_outlives_its_record)
    assert words == ["service.posting runs at stage “served”, which nothing leads out of"]


def test_a_clock_nobody_knows(posted):
    Deadline.objects.update(code="service.unknown")
    assert "nobody knows" in found(checks.no_clock_outlives_its_record)[0]


def test_a_deadline_that_did_not_lapse(posted):
    Deadline.objects.update(due_on=timezone.localdate() - LONG_AGO)
    assert "has not lapsed" in found(checks.no_deadline_waits_to_lapse)[0]


def test_a_mediator_who_still_sits_when_the_mediation_is_over(service, organisation):
    from mediation.models import Mediation

    Mediation.objects.bulk_create([Mediation(dispute=service.dispute, office=organisation, stage="failed")])
    Seat.objects.create(
        dispute=service.dispute,
        user=person("mediator", role="mediator", office=organisation),
        role="mediator",
    )
    assert "still sits" in found(checks.no_seat_outlives_its_mediation)[0]


def test_threat_15_a_chain_cut_at_its_end_and_a_stream_with_a_gap(service):
    set_by_hand("disputes_dispute", "chain_length", 9)
    assert "the end of the chain is missing" in found(checks.every_chain_holds)[0]
    entry = DocketEntry.objects.filter(audience="open").last()
    entry.pk, entry.number, entry.seq = None, 77, 5
    entry.save(force_insert=True)
    assert found(checks.every_number_is_given_once_and_in_order) == ["2 entries, the last is 5"]


def test_an_entry_no_room_was_told_of_and_a_paper_without_file(service):
    assert found(checks.every_entry_is_told) == found(checks.every_paper_is_rendered) == []
    entry = DocketEntry.objects.last()
    entry.pk, entry.number, entry.seq, entry.at = None, 77, 77, timezone.now() - LONG_AGO
    entry.save(force_insert=True)
    Paper.objects.update(sha256="", code="D12", made_at=timezone.now() - LONG_AGO)
    assert len(found(checks.every_entry_is_told)) == len(found(checks.every_paper_is_rendered)) == 1


def set_by_hand(table, column, value):
    """Go round every door, as a hand in the database would."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])


def test_who_serves_reads_which_paper_goes_to_whom(service, clerk, client):
    """The tasks of one case differ in nothing else, and a proof on the wrong service starts the wrong window."""
    client.force_login(clerk)
    task = CaseTask.objects.get()
    case = f"/cases/{service.dispute.reference}/service/{service.pk}"
    pages = [client.get(f"/work/{task.pk}/"), client.get(f"{case}/leave/")]
    pages += [client.get("/work/?tab=pool"), client.get(f"/cases/{service.dispute.reference}/")]
    for page in pages:
        assert f"应诉通知书 → {service.party}" in page.content.decode()
