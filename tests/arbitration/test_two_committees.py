"""A case with two committees, one after the other: each keeps its own side volume (CR-9, CR-22, CR-25)."""

import datetime as dt

import pytest

from arbitration.lifecycle.guards.ending import all_papers_served
from arbitration.lifecycle.guards.interim import nothing_frozen_is_forgotten
from arbitration.models import Arbitration
from arbitration.volumes import missing, papers_of, unprinted
from disputes import access
from disputes.acts import NotLawful, perform
from disputes.docket import verify
from disputes.models import CaseTask, Deadline, Dispute, DocketEntry, HandOff, Office, Paper, Service
from tests.arbitration.conftest import cast, clock, room, walk
from tests.arbitration.test_interim import ask, granted
from tests.arbitration.walk import other_committee
from tests.conftest import person
from tests.court.test_referrals import transferred

pytestmark = [pytest.mark.django_db, pytest.mark.standing("both", "transferred", "accepted")]
__all__ = ["cast", "clock", "room", "transferred", "walk"]
FROZEN = "被申请人名下设备三台"


@pytest.fixture
def both(transferred, walk, worker):
    """Something written by each committee in its side volume: who works there, and its case."""
    file, arrived, theirs = transferred
    perform(file, "send", by=walk.cast.clerk)
    perform(file, "acknowledge", by=theirs, docket_number="8号")
    perform(arrived, "receive_transfer", by=theirs)
    arrived = Arbitration.objects.get(pk=arrived.pk)
    perform(arrived, "ask_preservation", by=worker, what=FROZEN, amount="24000.00", reason="转移设备")
    perform(arrived, "forward_preservation", by=theirs, court="佛山市禅城区人民法院")
    head = person("theirhead", role="director", office=arrived.office)
    return walk.case, [walk.cast.clerk, walk.cast.director], arrived, [theirs, head]


def written(case, model):
    return model.objects.filter(dispute=case.dispute_id, audience=case.side_stream)


def test_neither_committee_reads_the_side_volume_of_the_other(both, client):
    """The audit of the open list: every way to read asks the stream's own office."""
    here, ours, there, theirs = both
    reference = here.dispute.reference
    for own, people, strangers in ((here, ours, theirs), (there, theirs, ours)):
        assert written(own, DocketEntry).exists() and written(own, Paper).exists()
        for model in (DocketEntry, Paper, Deadline):
            for user in people:
                assert model.objects.visible_to(user).filter(audience=own.side_stream).count() == (
                    written(own, model).count()
                )
            for user in strangers:
                assert not model.objects.visible_to(user).filter(audience=own.side_stream).exists()
        everybody = {user.pk for user in [*people, *strangers]}
        for kept in (own.side_stream, access.stream("deliberation", own)):
            heard = access.listeners(here.dispute_id, kept, everybody)
            assert heard <= {user.pk for user in people}
        assert access.listeners(here.dispute_id, own.side_stream, everybody) == {user.pk for user in people}
        for user in strangers:
            assert own.side_stream not in access.audiences(here.dispute, user)
            client.force_login(user)
            for paper in written(own, Paper):
                assert client.get(paper.get_absolute_url()).status_code == 404
                assert client.get(f"{paper.get_absolute_url()}docx/").status_code == 404
            steps = {entry.step for entry in written(own, DocketEntry)}
            after = f"/cases/{reference}/feed/?after={own.side_stream}:0,side:0"
            answered = client.get(after).json()["entries"]
            assert not [one for one in answered if one["stream"] == own.side_stream]
            told = client.get(f"/api/disputes/{reference}/docket/?after={own.side_stream}:0").json()
            assert not steps & {one["step"] for one in told.get("results", ())}


def test_no_page_shows_a_committee_what_the_other_keeps_to_itself(both, client):
    here, ours, _there, theirs = both
    for user, own, foreign in ((ours[0], here.opinion, FROZEN), (theirs[0], FROZEN, here.opinion)):
        client.force_login(user)
        page = client.get(here.dispute.get_absolute_url()).content.decode()
        room = client.get(f"{here.dispute.get_absolute_url()}room/").content.decode()
        assert own in page
        assert foreign not in page + room


def test_each_stream_is_numbered_for_itself_and_the_chain_holds(both):
    here, _ours, there, _theirs = both
    dispute = Dispute.objects.get(pk=here.dispute_id)
    for case in (here, there):
        numbers = written(case, DocketEntry).order_by("seq").values_list("seq", flat=True)
        assert list(numbers) == list(range(1, dispute.streams[case.side_stream] + 1))
    assert verify([dispute]) == []


def test_the_volumes_of_one_hold_no_side_paper_and_no_later_paper_of_the_other(both):
    here, _ours, there, _theirs = both
    assert {one.audience for one in papers_of(here, "side")} == {here.side_stream}
    assert {one.audience for one in papers_of(there, "side")} == {there.side_stream}
    later = Paper.objects.filter(
        dispute=here.dispute_id, record_id=there.pk, record_type="arbitration", volume="main"
    )
    assert later.exists() and not set(later) & set(papers_of(here, "main"))
    assert set(papers_of(here, "main")) <= set(papers_of(there, "main"))  # the file that came with the case
    assert "D12" not in {gap.key for gap in missing(there)}
    later.filter(code="D12").update(code="X12")
    assert "D12" in {gap.key for gap in missing(there)} and "D12" not in {gap.key for gap in missing(here)}


def test_an_unserved_paper_of_one_does_not_keep_the_other_from_closing(both):
    here, _ours, there, _theirs = both
    party = here.dispute.parties.first()
    ruling = Paper.objects.create(
        dispute=here.dispute,
        record_type="arbitration",
        record_id=there.pk,
        code="D32",
        title="准许撤诉决定书",
        entry=written(there, DocketEntry).last(),
    )
    Service.objects.create(dispute=here.dispute, office=there.office, paper=ruling, party=party, stage="due")
    assert all_papers_served(here) and not all_papers_served(there)
    Paper.objects.exclude(pk=ruling.pk).update(sha256="0" * 64)
    assert unprinted(there) and not unprinted(here)


def test_what_was_written_before_volumes_had_an_office_stays_readable_to_the_committee(walk, clerk):
    """Entries are never changed: those of the old name are read as they were."""
    walk.file()
    paper = Paper.objects.create(dispute=walk.dispute, title="旧卷", audience="side", volume="side")
    assert Paper.objects.visible_to(clerk).filter(pk=paper.pk).exists()
    stranger = person(
        "far", role="clerk", office=Office.objects.create(name="甲", short="甲", division="440600")
    )
    assert not Paper.objects.visible_to(stranger).filter(pk=paper.pk).exists()


def taken_over(walk):
    """By the committee that may hear it; its clerk."""
    other, theirs = other_committee(), person("theirs", role="clerk", office=other_committee())
    walk.step("transfer", walk.cast.director, to=other.pk, reason="实际工作地点在佛山。")
    file = HandOff.objects.get(ground="transfer")
    perform(file, "send", by=walk.cast.clerk)
    perform(file, "acknowledge", by=theirs, docket_number="8号")
    perform(Arbitration.objects.get(office=other), "receive_transfer", by=theirs)
    return Arbitration.objects.get(office=other), theirs


@pytest.fixture
def accepted(walk):
    walk.file()
    walk.accept()
    return walk


def test_what_is_frozen_goes_along_and_its_lifting_is_the_other_committees_to_remind_of(accepted, worker):
    """财产保全规定 23, J1-49: else nobody would remind, and no three months would ever run."""
    granted(accepted)
    arrived, theirs = taken_over(accepted)
    assert arrived.preservation["state"] == "granted" and arrived.preservation["number"]
    assert nothing_frozen_is_forgotten(Arbitration.objects.get(pk=accepted.case.pk))
    perform(arrived, "withdraw", by=worker, reason="已自行和解。")
    tasks = CaseTask.objects.open().filter(code="LiftFlow.remind")
    assert [(task.record_id, task.office) for task in tasks] == [(arrived.pk, arrived.office)]
    perform(Arbitration.objects.get(pk=arrived.pk), "remind_to_lift", by=theirs)


def test_a_ruling_that_is_awaited_is_noted_where_the_case_is(accepted):
    ask(accepted)
    accepted.step("forward_preservation", accepted.cast.clerk, court="广州市越秀区人民法院")
    arrived, theirs = taken_over(accepted)
    assert not Deadline.objects.open().filter(code="arbitration.preservation_ruling").exists()
    perform(arrived, "note_preservation", by=theirs, ruling="granted", number="（2026）粤0104财保1号")


def test_an_overview_tells_no_days_of_a_side_volume_its_reader_does_not_read(both, committee, client, clock):
    """CR-25: of others' side volumes neither the time limit nor that it is over; what the file says, it says."""
    _here, (_clerk, director), there, (_theirs, head) = both
    boss = person("boss", role="supervisor", office=committee)
    row = Deadline.objects.get(code="arbitration.preservation_ruling")
    assert row.audience == there.side_stream
    Deadline.objects.exclude(pk=row.pk).delete()
    Deadline.objects.filter(pk=row.pk).update(due_on=row.trigger_on - dt.timedelta(days=1))
    for reader, told in ((boss, 0), (director, 0), (head, 1)):
        client.force_login(reader)
        page = client.get("/overview/")
        assert page.context["figures"]["late"] == told
        assert (str(row.limit.title) in page.content.decode()) == bool(told)
        assert len(client.get("/overview/?late=1").context["cases"]) == told
    Deadline.objects.filter(pk=row.pk).update(audience="open")
    client.force_login(boss)
    assert client.get("/overview/").context["figures"]["late"] == 1


def test_an_application_not_sent_on_yet_is_the_other_committees_to_send(accepted):
    ask(accepted)
    arrived, theirs = taken_over(accepted)
    task = CaseTask.objects.open().get(code="PreservationFlow.forward")
    assert (task.record_id, task.office) == (arrived.pk, arrived.office)
    perform(arrived, "forward_preservation", by=theirs, court="佛山市禅城区人民法院")


def test_what_was_ordered_paid_in_advance_is_ordered_by_no_other_committee_again(
    accepted, worker, presiding, client
):
    """AL-44: who ordered it has it enforced; the committee that takes the case over knows of it."""
    accepted.form()
    asked = {"claim": accepted.dispute.claims.get().pk, "amount": "3000.00"}
    accepted.step("ask_advance", worker, **asked, reason="无钱治病")
    said = {"clear": "没有争议", "hardship": "无钱治病"}
    accepted.step("order_advance", presiding, **asked, **said)
    with pytest.raises(NotLawful, match="已裁决先予执行"):
        accepted.step("ask_advance", worker, **asked, reason="无钱治病")
    arrived, _theirs = taken_over(accepted)
    assert accepted.case.advance["state"] == "ordered"
    head, sits, writes = (
        person(f"far{role}", role=role, office=arrived.office)
        for role in ("director", "presiding", "recorder")
    )
    perform(arrived, "form_tribunal", by=head, presiding=sits, recorder=writes, arbitrators=())
    for name, by, facts in (("ask_advance", worker, {"reason": "再次申请"}), ("order_advance", sits, said)):
        with pytest.raises(NotLawful, match="移送"):
            perform(arrived, name, by=by, **asked, **facts)
    client.force_login(sits)
    assert "原处理的仲裁委已裁决先予执行" in client.get(accepted.dispute.get_absolute_url()).content.decode()


def test_an_undecided_application_for_payment_in_advance_goes_along(accepted, worker):
    """AL-44, CR-9: nothing has to be filed again; the tribunal of the other committee decides on it."""
    claim = accepted.dispute.claims.get()
    asked = {"claim": claim.pk, "amount": "3000.00"}
    accepted.step("ask_advance", worker, **asked, reason="无钱治病")
    assert not CaseTask.objects.open().filter(code="AdvanceFlow.decide").exists()  # nobody sits yet
    arrived, _theirs = taken_over(accepted)
    assert accepted.case.advance == {} and arrived.advance["amount"] == "3000.00"
    head, sits, writes = (
        person(f"far{role}", role=role, office=arrived.office)
        for role in ("director", "presiding", "recorder")
    )
    perform(arrived, "form_tribunal", by=head, presiding=sits, recorder=writes, arbitrators=())
    task = CaseTask.objects.open().get(code="AdvanceFlow.decide")
    assert (task.owner, task.office) == (sits, arrived.office)
    perform(arrived, "order_advance", by=sits, **asked, clear="欠条为证", hardship="无钱治病")
