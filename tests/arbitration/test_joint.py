"""Two respondents on side B: each is served, answers, gives up, objects and raises limitation for itself (AL-22)."""

import datetime as dt

import pytest

from arbitration.lifecycle import Stage
from arbitration.models import Arbitration
from disputes.acts import perform
from disputes.forms import StepForm
from disputes.models import Deadline, Paper, Party, Seat, Service
from tests.arbitration.test_intake import refused
from tests.arbitration.walk import Walk
from tests.conftest import person

pytestmark = pytest.mark.standing("accepted")

AGENCY = "91440104MA5D001X7B"


@pytest.fixture
def agency(dispute):
    """The labour dispatch agency beside the user firm, with an account of its own."""
    party = Party.objects.create(
        dispute=dispute, side="B", kind="organisation", name="广州市同心劳务派遣有限公司", identity=AGENCY,
        address="广州市越秀区东濠涌路21号", head="刘国安", head_post="总经理",
    )  # fmt: skip
    user = person("agency")
    Seat.objects.create(dispute=dispute, user=user, role="party", side="B", party=party)
    return user


@pytest.fixture
def accepted(walk, agency):
    walk.file()
    walk.accept()
    return walk


def serve_one(walk, code, user):
    party = walk.dispute.seats.get(user=user, role="party").party
    service = Service.objects.filter(paper__code=code, party=party, stage="due").get()
    perform(service, "prove", by=walk.cast.clerk, channel="direct", receipt="签收")
    walk.case = Arbitration.objects.get(pk=walk.case.pk)


def running(code, **more):
    return Deadline.objects.open().filter(code=f"arbitration.{code}", **more)


def test_each_respondent_gets_its_copy_and_its_own_time(accepted, agency):
    papers = Paper.objects.filter(code="D12")
    assert {paper.data["addressee"] for paper in papers} == {
        "广州市云岭物流有限公司",
        "广州市同心劳务派遣有限公司",
    }
    serve_one(accepted, "D12", agency)
    accepted.after(3)
    serve_one(accepted, "D12", accepted.cast.employer)
    days = dict(running("answer").values_list("party__name", "due_on"))
    assert days["广州市云岭物流有限公司"] - days["广州市同心劳务派遣有限公司"] == dt.timedelta(days=3)


def test_the_application_is_served_once_the_last_respondent_has_it(accepted, agency):
    """AL-30: the copy goes to each; the duty does not end with the first."""
    serve_one(accepted, "D12", agency)
    assert running("serve_application").exists()
    serve_one(accepted, "D12", accepted.cast.employer)
    assert not running("serve_application").exists()


def test_the_hearing_notice_is_served_once_everybody_has_it(accepted, agency):
    accepted.serve("D12")
    accepted.form()
    for user in (accepted.cast.employer, agency):
        accepted.step("waive_answer", user)
    accepted.schedule()
    for user in (accepted.cast.worker, agency):
        serve_one(accepted, "D19", user)
    assert running("hearing_notice").exists()
    serve_one(accepted, "D19", accepted.cast.employer)
    assert not running("hearing_notice").exists()


def test_one_gives_up_its_time_and_the_others_goes_on(accepted, agency):
    """CR-58: with the agreement of the respondent whose time it is."""
    accepted.serve("D12")
    accepted.form()
    accepted.step("waive_answer", agency)
    assert running("answer").get().party.name == "广州市云岭物流有限公司" and not accepted.case.answer_waived
    day = dt.date(2026, 3, 30)
    facts = {"room": accepted.room, "day": day, "start": "09:00", "end": "11:00"}
    assert "CR-33" in refused(accepted.step, "schedule", accepted.cast.presiding, **facts)
    assert "CR-10" in refused(accepted.step, "object_to_jurisdiction", agency, reason="x")
    assert "CR-58" in refused(accepted.step, "waive_answer", agency)
    accepted.step("object_to_jurisdiction", accepted.cast.employer, reason="公司在天河")
    accepted.step("reject_objection", accepted.cast.director, reason="工作地在越秀")
    accepted.step("waive_answer", accepted.cast.employer)
    assert accepted.case.answer_waived
    accepted.step("schedule", accepted.cast.presiding, **facts)


def test_both_answers_are_forwarded(accepted, agency):
    accepted.serve("D12")
    for user in (accepted.cast.employer, agency):
        accepted.step("answer", user, text="不同意申请人的请求")
    assert not running("answer").exists() and running("forward_answer").count() == 2
    accepted.step("forward_answer", accepted.cast.clerk)
    assert not running("forward_answer").exists()


def test_each_raises_limitation_for_itself(accepted, agency):
    """J2-20: who does not raise it here has lost it in court."""
    accepted.step("raise_limitation", agency, reason="已过一年")
    first = accepted.case.limitation_raised_on
    accepted.after(1)
    accepted.step("raise_limitation", accepted.cast.employer, reason="已过一年")
    assert accepted.case.limitation_raised_on == first
    assert "J2-20" in refused(accepted.step, "raise_limitation", agency, reason="再次")


def test_a_counterclaim_that_waits_is_not_overwritten_by_the_other_respondent(accepted, agency):
    accepted.serve("D12")
    accepted.step("file_counterclaim", agency, kind="other", text="返还工具")
    assert "CR-36" in refused(
        accepted.step, "file_counterclaim", accepted.cast.employer, kind="other", text="返还车辆"
    )
    assert accepted.case.counterclaim["text"] == "返还工具"


def test_no_absence_of_the_respondents_counts_while_one_was_not_notified(accepted, agency):
    accepted.serve("D12")
    accepted.form()
    for user in (accepted.cast.employer, agency):
        accepted.step("waive_answer", user)
    accepted.schedule()
    for user in (accepted.cast.worker, agency):
        serve_one(accepted, "D19", user)
    accepted.day(accepted.case.hearing_on)
    assert "CR-39" in refused(accepted.step, "respondent_absent", accepted.cast.presiding, reason="未到庭")


def test_the_award_goes_to_each_and_each_may_sue_from_its_own_receipt(accepted, agency, clock):
    accepted.serve("D12")
    accepted.form()
    for user in (accepted.cast.employer, agency):
        accepted.step("waive_answer", user)
    for part in (Walk.schedule, Walk.hold, Walk.deliberate):
        part(accepted)
    accepted.award(sums={claim.pk: "90000.00" for claim in accepted.dispute.claims.all()})
    assert accepted.case.stage == Stage.AWARDED
    assert Service.objects.filter(paper__code="D38").count() == 3
    serve_one(accepted, "D38", agency)
    accepted.after(4)
    serve_one(accepted, "D38", accepted.cast.employer)
    windows = Deadline.objects.open().filter(code__in=["award.suit", "award.set_aside"], party__side="B")
    assert len({row.due_on for row in windows}) == 2 and windows.count() == 2


@pytest.fixture
def colleague(dispute):
    """A second worker beside the first, with an account of its own."""
    party = Party.objects.create(dispute=dispute, side="A", kind="person", worker=True, name="李小燕")
    user = person("colleague")
    Seat.objects.create(dispute=dispute, user=user, role="party", side="A", party=party)
    return user


@pytest.mark.parametrize("who", ["worker", "colleague"])
def test_one_of_several_applicants_does_not_withdraw_for_the_others(walk, colleague, who):
    """CR-35: each disposes of its own application; the case of all ends with the consent of all."""
    acting = colleague if who == "colleague" else walk.cast.worker
    walk.file()
    walk.accept()
    assert "CR-35" in refused(walk.step, "withdraw", acting, reason="已和解")
    assert "CR-35" in refused(walk.step, "withdraw", acting, reason="已和解", consent="")
    assert walk.case.stage == Stage.ACCEPTED
    walk.step("withdraw", acting, reason="均已和解", consent="paper")
    assert walk.case.stage == Stage.WITHDRAWN


def test_the_form_asks_several_applicants_for_the_consent_of_the_others(walk, colleague):
    walk.file()
    form = StepForm.all["arbitration.withdraw"](record=walk.case, user=colleague)
    assert "consent" in form.fields
    walk.dispute.parties.get(name="李小燕").seats.all().delete()
    walk.dispute.parties.get(name="李小燕").delete()
    walk.case = Arbitration.objects.get(pk=walk.case.pk)
    form = StepForm.all["arbitration.withdraw"](record=walk.case, user=walk.cast.worker)
    assert "consent" not in form.fields


@pytest.fixture
def two_summoned(walk, colleague):
    walk.file()
    walk.accept()
    walk.serve("D12")
    walk.form()
    walk.step("waive_answer", walk.cast.employer)
    walk.schedule()
    walk.serve("D19")
    walk.day(walk.case.hearing_on)
    return walk


def test_the_absence_of_one_of_several_applicants_withdraws_nothing(two_summoned):
    """CR-39: whoever came is heard; only where nobody came is the application of all treated as withdrawn."""
    step, presiding = two_summoned.step, two_summoned.cast.presiding
    assert "CR-39" in refused(step, "applicant_absent", presiding, reason="未到庭")
    assert "CR-39" in refused(step, "applicant_absent", presiding, reason="未到庭", none_came=False)
    assert two_summoned.case.stage == Stage.SCHEDULED
    step("applicant_absent", presiding, reason="均未到庭", none_came=True)
    assert two_summoned.case.stage == Stage.DEEMED_WITHDRAWN


def test_the_form_names_every_applicant_of_whom_none_came(two_summoned):
    form = StepForm.all["arbitration.applicant_absent"](
        {"reason": "未到庭"}, record=two_summoned.case, user=two_summoned.cast.presiding
    )
    told = str(form.fields["none_came"].help_text)
    names = two_summoned.dispute.parties.filter(side="A").values_list("name", flat=True)
    assert len(names) == 2 and all(name in told for name in names)
    assert not form.is_valid() and "none_came" in form.errors


def test_of_one_applicant_no_more_is_asked(walk):
    walk.file()
    form = StepForm.all["arbitration.applicant_absent"](record=walk.case, user=walk.cast.presiding)
    assert "none_came" not in form.fields


def test_a_counterclaim_outside_the_scope_is_refused_by_a_notice_to_the_one_that_filed_it(accepted, agency):
    """CR-36: the refusal notice, with its reasons, for the respondent whose claim it was and for no other."""
    accepted.serve("D12")
    accepted.step("file_counterclaim", agency, kind="other", text="返还垫付的公积金", amount="900")
    facts = {"ground": "scope", "reason": "住房公积金争议由公积金管理中心处理。"}
    accepted.step("refuse_counterclaim", accepted.cast.director, **facts)
    notice = Paper.objects.get(code="D10")
    assert notice.data["addressee"] == "广州市同心劳务派遣有限公司"
    assert notice.data["ground"] == "申请事项不属于劳动人事争议仲裁的受理范围"
    assert notice.data["filed_on"] == str(accepted.case.accepted_on)
    assert "返还垫付的公积金" in notice.data["reasons"] and facts["reason"] in notice.data["reasons"]
    roles = {one["name"]: one["role"] for one in notice.data["parties"]}
    worker = accepted.dispute.parties.get(side="A").name
    assert roles == {"广州市同心劳务派遣有限公司": "applicant", worker: "respondent"}
    assert list(Service.objects.filter(paper=notice).values_list("party__name", flat=True)) == [
        "广州市同心劳务派遣有限公司"
    ]


def test_a_counterclaim_to_be_filed_on_its_own_is_pointed_out_in_writing_and_not_refused(accepted, agency):
    """CR-36: what may be filed as a case of its own is not refused; who filed it gets the pointer."""
    accepted.serve("D12")
    accepted.step("file_counterclaim", agency, kind="other", text="返还工具")
    accepted.step("refuse_counterclaim", accepted.cast.director, ground="separate", reason="与本案没有牵连。")
    assert not Paper.objects.filter(code="D10").exists()
    pointer = Paper.objects.get(code="D11a")
    assert pointer.data["addressee"] == "广州市同心劳务派遣有限公司" and "ground" not in pointer.data
    assert "返还工具" in pointer.data["reasons"] and "与本案没有牵连" in pointer.data["reasons"]
    told = Service.objects.filter(paper=pointer).values_list("party__name", flat=True)
    assert list(told) == ["广州市同心劳务派遣有限公司"]


def test_the_form_asks_why_a_counterclaim_is_not_joined(accepted, agency):
    form = StepForm.all["arbitration.refuse_counterclaim"](
        {"reason": "x"}, record=accepted.case, user=accepted.cast.director
    )
    assert not form.is_valid() and list(form.errors) == ["ground"]
