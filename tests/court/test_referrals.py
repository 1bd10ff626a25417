"""Files handed to others than courts: inspection, police, review, another committee; each from ground to receipt."""

import datetime as dt
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied

from arbitration.lifecycle.guards.preparing import first_day_for_hearing
from arbitration.models import Arbitration, Room
from arbitration.volumes import missing
from disputes.acts import NotLawful, perform
from disputes.court.package import papers_for, verdict
from disputes.models import CaseTask, Deadline, Dispute, HandOff, Office, Paper, Service
from disputes.papers import shelf
from disputes.views.cases import choices
from tests.api.test_partner import make
from tests.arbitration.walk import PATHS, Stage, other_committee
from tests.conftest import person
from tests.court.test_awards import cast, clock, file, room, today, walk, ways

pytestmark = pytest.mark.standing("complained", "transferred")

__all__ = ["cast", "clock", "room", "walk"]


@pytest.fixture
def inspection(db):
    return Office.objects.create(kind="inspection", name="广州市越秀区劳动保障监察机构", division="440104")


@pytest.fixture
def police(db):
    return Office.objects.create(kind="police", name="广州市越秀区公安机关", division="440104")


@pytest.fixture
def review(db):
    return Office.objects.create(kind="review", name="广州市越秀区人民政府行政复议机构", division="440104")


@pytest.fixture
def inspector(inspection):
    return person("inspector", role="receiver", office=inspection)


@pytest.fixture
def officer(police):
    return person("officer", role="receiver", office=police)


NOT_OBEYED = {"result": "not_obeyed", "ruling": "穗越人社监令〔2026〕12号", "obey_by": "2026-02-27"}


def tasks(role):
    return list(
        CaseTask.objects.open().filter(record_type="handoff", role=role).values_list("code", flat=True)
    )


def inside(handoff):
    kept = shelf.store().path(HandOff.objects.get(pk=handoff.pk).package_sha256)
    with zipfile.ZipFile(kept) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/handoff.json"))
        return json.loads(archive.read(name))


@pytest.fixture
def complained(walk, inspection, worker):
    """Refused by the committee; the worker complains of the arrears."""
    walk.file()
    walk.step("refuse", walk.cast.director, ground="scope", reason="不属于受理范围。")
    return file(walk.case, "inspection", worker)


def test_a_clue_of_arrears_goes_to_the_inspection_where_the_work_is_done(
    complained, inspection, worker, employer
):
    assert (complained.office, complained.venue, complained.stage) == (inspection, "inspection", "filed")
    assert Paper.objects.get(code="J04").data["variant"] == "inspection"
    assert {paper.code for paper in papers_for(complained)} == {
        "J04"
    }  # and what was handed in, nothing of the case
    assert "inspection" not in ways(Arbitration.objects.get(), employer)
    with pytest.raises(NotLawful):
        file(Arbitration.objects.get(), "inspection", employer)


def test_the_inspection_registers_it_and_says_what_became_of_it(complained, inspector, clerk, worker, client):
    perform(complained, "send", by=clerk)
    assert tasks("receiver") == ["AuthorityFlow.look"] and tasks("court") == []
    assert inside(complained)["ground"] == "inspection" and verdict(HandOff.objects.get()).good
    perform(complained, "acknowledge", by=inspector, docket_number="穗越人社监字〔2026〕31号")
    assert tasks("receiver") == ["AuthorityAnswerFlow.answer"]
    perform(complained, "record_result", by=inspector, result="acted", ruling="穗越人社监令〔2026〕12号")
    one = HandOff.objects.get()
    assert one.stage == "acted" and one.ended and tasks("receiver") == [] and tasks("court") == []
    client.force_login(worker)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "监察机构已处理" in page and "穗越人社监令〔2026〕12号" in page and "受理机关" in page


def test_the_inspector_works_from_an_inbox_of_its_own(complained, inspector, clerk, client):
    perform(complained, "send", by=clerk)
    client.force_login(inspector)
    page = client.get("/court/").content.decode()
    assert "收到的材料" in page and complained.dispute.reference in page and "法院收件箱" not in page
    form = client.get(f"/cases/{complained.dispute.reference}/handoff/{complained.pk}/acknowledge/")
    assert form.status_code == 200
    assert client.get(complained.get_absolute_url()).status_code == 200
    assert client.get(complained.dispute.get_absolute_url()).status_code == 404  # the file, not the case


def test_it_may_come_back_with_a_reason_and_is_sent_again(complained, inspector, clerk):
    perform(complained, "send", by=clerk)
    perform(complained, "return_file", by=inspector, reason="缺少工资条")
    assert HandOff.objects.get().stage == "returned" and tasks("clerk") == ["SendFlow.send"]
    perform(complained, "send", by=clerk)
    perform(complained, "acknowledge", by=inspector, docket_number="1")
    with pytest.raises(NotLawful):  # an answer of a court is none of the inspection
        perform(complained, "record_result", by=inspector, result="judged", ruling="2")
    perform(complained, "record_result", by=inspector, result="pointed_back", ruling="2")  # 监察条例 21
    assert HandOff.objects.get().stage == "pointed_back"


@pytest.mark.parametrize("who", ["court", "worker", "clerk", "officer"])
def test_nobody_else_registers_it(complained, who, clerk, inspector, request):
    perform(complained, "send", by=clerk)
    with pytest.raises(PermissionDenied):
        perform(complained, "acknowledge", by=request.getfixturevalue(who), docket_number="1")


def test_an_order_not_obeyed_goes_on_to_the_police_by_the_inspection(
    complained, inspector, officer, police, clerk, worker, employer
):
    """6.5: inspection → police; the committee has no way of its own to the police."""
    assert "police" not in ways(Arbitration.objects.get(), worker)
    perform(complained, "send", by=clerk)
    perform(complained, "acknowledge", by=inspector, docket_number="穗越人社监字〔2026〕31号")
    perform(
        complained, "record_result", by=inspector, result="not_obeyed", ruling="穗越人社监令〔2026〕12号",
        obey_by="2026-02-27", evasion="法定代表人逃匿。",
    )  # fmt: skip
    crime = HandOff.objects.get(ground="police")
    assert (crime.stage, crime.office, crime.from_office) == ("filed", police, complained.office)
    letter = Paper.objects.get(code="J05")
    assert (
        letter.data["order"] == "穗越人社监令〔2026〕12号" and letter.data["office"] == complained.office.name
    )
    said = letter.data
    assert (said["due_on"], said["evasion"], said["workers"]) == ("2026-02-27", "法定代表人逃匿。", 1)
    assert said["complaint_number"] == "穗越人社监字〔2026〕31号" and said["total"] == "24000.00"
    assert [one["name"] for one in said["files"]] == ["劳动保障监察投诉书"]
    assert tasks("receiver") == ["SendCrimeFlow.send"]
    for who in (clerk, officer, worker):
        with pytest.raises(PermissionDenied):
            perform(crime, "send", by=who)
    perform(crime, "send", by=inspector)
    assert {line["name"].split("-")[1] for line in inside(crime)["files"]} == {"J04", "J05"}
    perform(crime, "acknowledge", by=officer, docket_number="穗公越（经）受案字〔2026〕7号")
    perform(crime, "record_result", by=officer, result="case_opened", ruling="穗公越（经）立字〔2026〕7号")
    assert HandOff.objects.get(ground="police").stage == "case_opened"


def test_an_order_not_obeyed_is_one_whose_time_is_over(complained, inspector, clerk, police, client):
    perform(complained, "send", by=clerk)
    perform(complained, "acknowledge", by=inspector, docket_number="1")
    client.force_login(inspector)
    address = f"/cases/{complained.dispute.reference}/handoff/{complained.pk}/record_result/"
    said = {
        "result": "not_obeyed",
        "ruling": "2",
        "on": today().isoformat(),
        "confirmed": complained.dispute.reference[-4:],
        "evasion": "逃匿",
    }
    for last in ("", today().isoformat()):
        wrong = client.post(address, said | {"obey_by": last})
        assert wrong.status_code == 422 and "obey_by" in wrong.context["form"].errors
    before = (today() - dt.timedelta(days=1)).isoformat()
    assert client.post(address, said | {"obey_by": before}).status_code == 302
    assert Paper.objects.get(code="J05").data["evasion"] == "逃匿"


def test_the_inspections_own_system_says_the_orders_term_and_how_payment_was_evaded(
    complained, inspection, police, clerk
):
    """法释〔2013〕3号 4: over the API too, nobody is suspected before the term of the order is over."""
    system = make(inspection, "监察系统")
    perform(complained, "send", by=clerk)
    one = HandOff.objects.get(pk=complained.pk)
    assert system.say(one, 1, "registered", docket_number="31").json()["state"] == "taken"
    order = {"result": "not_obeyed", "ruling": "穗越人社监令〔2026〕12号"}
    for wrong in (
        {},
        {"obey_by": today().isoformat()},
        {"obey_by": 5},
        {"obey_by": "2026-02-27", "evasion": 1},
    ):
        refused = system.say(one, 2, "result", **order, **wrong)
        assert refused.status_code == 422, wrong
        assert refused.json()["errors"][0]["field"] in ("obey_by", "evasion")
    said = {"obey_by": "2026-02-27", "evasion": "法定代表人逃匿。"}
    assert system.say(one, 2, "result", **order, **said).json()["state"] == "taken"
    letter = Paper.objects.get(code="J05").data
    assert (letter["due_on"], letter["evasion"]) == ("2026-02-27", "法定代表人逃匿。")


def test_an_inspection_without_users_hands_it_to_the_police_itself_and_the_dispute_can_close(
    complained, police, clerk, worker, client
):
    perform(complained, "send", by=clerk)
    perform(complained, "acknowledge", by=clerk, docket_number="穗越人社监字〔2026〕31号")
    perform(complained, "record_result", by=clerk, **NOT_OBEYED)
    one = HandOff.objects.get()  # none that nobody could send
    assert one.ended and one.dispute.docket.filter(step="handoff.hand_on_itself").exists()
    assert not CaseTask.objects.open().filter(record_type="handoff").exists() and not one.dispute.pending()
    client.force_login(worker)
    assert "监察机构自行移送公安机关" in client.get(one.dispute.get_absolute_url()).content.decode()


def test_no_police_in_the_register_leaves_the_answer_as_it_is(complained, inspector, clerk):
    perform(complained, "send", by=clerk)
    perform(complained, "acknowledge", by=inspector, docket_number="1")
    perform(complained, "record_result", by=inspector, **NOT_OBEYED)
    assert HandOff.objects.get().stage == "not_obeyed"


@pytest.fixture
def transferred(walk):
    """Accepted here, transferred to the committee that may hear it; its clerk, and the case as it stands there."""
    theirs = person("theirs", role="clerk", office=other_committee())
    for part in PATHS[Stage.TRANSFERRED]:
        part(walk)
    arrived = Arbitration.objects.exclude(pk=walk.case.pk).get()
    assert arrived.stage == "arriving" and arrived.office != walk.case.office
    return HandOff.objects.get(ground="transfer"), arrived, theirs


def theirs_to_do(who):
    return {task.code for task in CaseTask.objects.visible_to(who).open()}


def test_a_transferred_case_is_followed_by_its_file_and_accepted_by_the_other_committee_itself(
    transferred, walk, worker, client
):
    """CR-9, CR-46: letter (D17), package and list, receipt (D03), then the other side's own acceptance."""
    file, arrived, theirs = transferred
    assert (file.stage, file.office, file.from_office) == ("filed", arrived.office, walk.case.office)
    assert Paper.objects.filter(code="D17", dispute=walk.dispute).exists()
    assert "SendTransferFlow.send" in theirs_to_do(walk.cast.clerk)
    with pytest.raises(NotLawful, match="CR-9"):
        perform(arrived, "receive_transfer", by=theirs)
    perform(file, "send", by=walk.cast.clerk)
    assert verdict(HandOff.objects.get(pk=file.pk)).good and inside(file)["ground"] == "transfer"
    codes = {line["name"].split("-")[1] for line in inside(file)["files"]}
    assert {"D01", "D09", "D17"} <= codes and not codes & {"D08", "D27", "D35"}  # nothing of the side volume
    assert theirs_to_do(theirs) >= {"TakeFileFlow.look"}
    client.force_login(theirs)
    assert client.get(file.get_absolute_url()).status_code == 200
    for other in (walk.cast.clerk, walk.cast.director, worker):
        with pytest.raises(PermissionDenied):
            perform(file, "acknowledge", by=other, docket_number="1")
    perform(file, "acknowledge", by=theirs, docket_number="穗天劳人仲收字〔2026〕8号")
    slip = Paper.objects.filter(code="D03", record_type="handoff").get()
    assert slip.data["received_from"] == walk.case.office.name and len(slip.data["items"]) >= 3
    assert HandOff.objects.get(pk=file.pk).ended
    with pytest.raises(PermissionDenied):
        perform(arrived, "receive_transfer", by=walk.cast.director)
    perform(arrived, "receive_transfer", by=theirs)
    assert Arbitration.objects.get(pk=arrived.pk).stage == "accepted"
    assert not CaseTask.objects.open().filter(record_type="handoff").exists()


def test_a_transferred_file_comes_back_with_the_reason_and_is_sent_again(transferred, walk):
    file, arrived, theirs = transferred
    perform(file, "send", by=walk.cast.clerk)
    perform(file, "return_file", by=theirs, reason="缺少申请人的送达地址确认书")
    back = HandOff.objects.get(pk=file.pk)
    assert back.stage == "returned" and "送达地址确认书" in back.return_reason
    assert "SendTransferFlow.send" in theirs_to_do(walk.cast.clerk) and not back.ended
    with pytest.raises(NotLawful, match="CR-9"):
        perform(arrived, "receive_transfer", by=theirs)
    perform(back, "send", by=walk.cast.clerk)
    perform(back, "acknowledge", by=theirs, docket_number="穗天劳人仲收字〔2026〕8号")
    perform(arrived, "receive_transfer", by=theirs)
    assert Arbitration.objects.get(pk=arrived.pk).stage == "accepted"


def test_where_nobody_of_the_other_committee_works_here_the_clerk_writes_its_receipt_down(walk):
    for part in PATHS[Stage.TRANSFERRED]:
        part(walk)
    file = HandOff.objects.get(ground="transfer")
    perform(file, "send", by=walk.cast.clerk)
    assert "OnPaperFlow.bring" in theirs_to_do(walk.cast.clerk)
    perform(file, "hand_over", by=walk.cast.clerk, taken_by="立案庭")
    perform(file, "acknowledge", by=walk.cast.clerk, docket_number="8号")
    assert HandOff.objects.get(pk=file.pk).ended and tasks("clerk") == []


def test_nothing_waits_at_a_committee_without_people_here_and_the_dispute_comes_to_its_end(walk):
    """CR-9, CR-21: the receipt on paper is the last that is known of it; no case stays pending for good."""
    for part in PATHS[Stage.TRANSFERRED]:
        part(walk)
    assert Arbitration.objects.count() == 1
    file = HandOff.objects.get(ground="transfer")
    perform(file, "send", by=walk.cast.clerk)
    perform(file, "hand_over", by=walk.cast.clerk, taken_by="立案庭")
    perform(file, "acknowledge", by=walk.cast.clerk, docket_number="8号")
    walk.step("close", walk.cast.director)
    assert walk.dispute.pending() == [] and Dispute.objects.get(pk=walk.dispute.pk).stage == "closed"


def test_what_lay_to_be_served_falls_away_with_the_transfer_and_what_is_under_way_is_proved(walk):
    """CR-9, CR-20: the other committee serves its own papers."""
    for part in PATHS[Stage.ACCEPTED]:
        part(walk)
    due = Service.objects.filter(dispute=walk.dispute, stage="due")
    sent, waiting = due.get(paper__code="D12"), due.get(paper__code="D09")
    ruling = Paper.objects.create(
        dispute=walk.dispute,
        record_type="arbitration",
        record_id=walk.case.pk,
        code="D17",
        title="驳回管辖异议决定书",
    )
    decision = Service.objects.create(
        dispute=walk.dispute, office=walk.case.office, paper=ruling, party=waiting.party, stage="due"
    )
    perform(sent, "send", by=walk.cast.clerk)
    other = Office.objects.create(kind="committee", name="佛山仲裁委", short="佛", division="440600")
    walk.step("transfer", walk.cast.director, to=other, reason="实际工作地点在佛山。")
    assert Service.objects.get(pk=waiting.pk).stage == "dropped"
    assert Service.objects.get(pk=decision.pk).stage == "due", "who decided serves it"
    assert [task.code for task in CaseTask.objects.open().filter(code__startswith="ServeFlow")] == [
        "ServeFlow.serve"
    ]
    perform(Service.objects.get(pk=sent.pk), "prove", by=walk.cast.clerk, receipt="签收")
    assert not CaseTask.objects.open().filter(code__startswith="ServeFlow").exists()
    assert not {gap.key for gap in missing(walk.case)} & {f"D40-{waiting.pk}", f"D40-{sent.pk}"}


def test_no_party_takes_the_way_of_a_transfer(transferred, walk, worker, employer):
    for who in (worker, employer):
        assert "transfer" not in ways(walk.case, who)


def test_a_transferred_case_is_answered_and_heard_at_the_other_committee(transferred, walk, employer):
    """AL-30: its respondents are served anew; the windows of the first committee ended with the transfer."""
    file, arrived, theirs = transferred
    perform(file, "send", by=walk.cast.clerk)
    perform(file, "acknowledge", by=theirs, docket_number="穗天劳人仲收字〔2026〕8号")
    perform(arrived, "receive_transfer", by=theirs)
    copies = Service.objects.filter(office=arrived.office, paper__code="D12", stage="due")
    assert [one.party.side for one in copies] == ["B"]
    assert Deadline.objects.open().filter(record_id=arrived.pk, code="arbitration.serve_application").exists()
    head, sole, recorder = (
        person(role, role=role, office=arrived.office) for role in ("director", "arbitrator", "recorder")
    )
    perform(arrived, "form_tribunal", by=head, presiding=sole, recorder=recorder, arbitrators=())
    perform(copies.get(), "prove", by=theirs, channel="direct", receipt="收件人签收")
    perform(arrived, "waive_answer", by=employer)
    arrived = Arbitration.objects.get(pk=arrived.pk)
    day = first_day_for_hearing(arrived, today())
    place = Room.objects.create(office=arrived.office, name="第一仲裁庭")
    perform(arrived, "schedule", by=sole, room=place, day=day, start="09:00", end="10:30")
    assert Arbitration.objects.get(pk=arrived.pk).stage == "scheduled"


def test_nobody_is_asked_for_an_answer_to_a_transfer(transferred, walk):
    file, _arrived, theirs = transferred
    perform(file, "send", by=walk.cast.clerk)
    perform(file, "acknowledge", by=theirs, docket_number="穗天劳人仲收字〔2026〕8号")
    offered = choices(HandOff.objects.get(pk=file.pk), theirs)
    assert [one.name for one in offered if not one.refused] == []
