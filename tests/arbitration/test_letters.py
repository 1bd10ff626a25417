"""What a party says in a step is kept as its own paper (docs/law.md 8.2: D05, D06, D13, D15 to D22, D32)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from arbitration.models import Arbitration
from disputes.acts import NotLawful, begin, perform
from disputes.models import CaseTask, Deadline, DocketEntry, Paper, Service
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.test_hearing import ready
from tests.arbitration.walk import PATHS
from tests.disputes.papers_files import picture

pytestmark = pytest.mark.django_db
__all__ = ["ready"]


def words(code):
    paper = Paper.objects.filter(code=code).latest("pk")
    return text_of(render(code, paper.data))


def accepted(walk):
    for part in PATHS["accepted"]:
        part(walk)
    walk.serve("D12")
    return walk


def test_the_answer_and_the_counterclaim(walk):
    accepted(walk)
    walk.step("answer", walk.cast.employer, text="已足额支付工资。\n不存在拖欠。")
    assert "答辩书" in words("D15") and "不存在拖欠。" in words("D15") and "（被申请人）" in words("D15")
    walk.step(
        "file_counterclaim", walk.cast.employer, kind="other_damages", text="赔偿设备损失", amount="1200.00"
    )
    assert "反申请书" in words("D15") and "1,200.00元" in words("D15")


def test_the_requests(walk):
    accepted(walk)
    walk.step("ask_change", walk.cast.worker, kind="overtime", text="支付加班费", amount="800.00")
    assert "支付加班费（金额：800.00元）" in words("D16") and "原仲裁请求如下" in words("D16")
    walk.step("object_to_jurisdiction", walk.cast.employer, reason="合同履行地在外省")
    assert "合同履行地在外省" in words("D17a")
    walk.form()
    walk.step("ask_recusal", walk.cast.worker, person=walk.cast.presiding, reason="系对方亲属")
    assert "申请Presiding回避" in words("D18a")


def test_postponement_and_withdrawal(ready):
    ready.schedule()
    ready.step("ask_postponement", ready.cast.worker, reason="住院治疗")
    assert "住院治疗" in words("D20a") and f"{ready.case.hearing_on.year}年" in words("D20a")
    ready.step("refuse_postponement", ready.cast.presiding, reason="证据不足")
    ready.step("withdraw", ready.cast.worker, reason="双方自行和解")
    assert "双方自行和解" in words("D32a")


def test_the_notice_of_evidence_travels_with_the_others(walk):
    accepted(walk)
    assert "训诫" in words("D13") and "15日内" in words("D13")
    assert not Service.objects.filter(paper__code="D13").exists(), "it lies in the same envelope"
    assert "附件：申请书副本；举证通知书" in words("D12") and "附件：举证通知书" in words("D09")


def test_a_case_of_many_is_told_all_at_once_with_its_first_hearing(ready):
    type(ready.dispute).objects.filter(pk=ready.dispute.pk).update(collective=True)
    ready.case = Arbitration.objects.get(pk=ready.case.pk)
    ready.schedule()
    told = words("D21")
    for said in (
        "十个工作日",
        "15日内",
        "Presiding",
        f"{ready.case.hearing_on.month}月{ready.case.hearing_on.day}日",
    ):
        assert said in told, said


@pytest.mark.parametrize("many", [True, False])
def test_five_working_days_run_to_tell_many_all_at_once(walk, many):
    type(walk.dispute).objects.filter(pk=walk.dispute.pk).update(collective=many)
    for part in PATHS["accepted"]:
        part(walk)
    running = Deadline.objects.open().filter(code="arbitration.collective_notice")
    assert running.exists() == many
    if many:
        told = Deadline.objects.get(code="arbitration.tribunal_notice")
        assert running.get().due_on == told.due_on, "five working days from acceptance, as AL-32 has them"
        perform(walk.case, "withdraw", by=walk.cast.worker, reason="已和解", consent="代表人均同意")
        assert not running.exists()


def test_who_speaks_for_many_is_written_down(dispute, worker, committee):
    dispute.collective, dispute.speakers = True, {"names": ["甲", "乙", "丙"], "workers": 12}
    dispute.save()
    begin(Arbitration(dispute=dispute, office=committee), "file", by=worker)
    assert "共12人" in words("D22") and "3．丙" in words("D22")


def test_who_files_with_a_mandate_leaves_a_power_of_attorney_to_sign(dispute, worker, committee):
    dispute.seats.filter(user=worker).update(role="representative", powers="特别授权：代为和解、变更请求")
    begin(Arbitration(dispute=dispute, office=committee), "file", by=worker)
    assert "特别授权：代为和解、变更请求" in words("D06") and "委托Worker为代理人" in words("D06")


def test_a_party_confirms_where_papers_reach_it_and_no_docket_says_where(walk, client):
    accepted(walk)
    client.force_login(walk.cast.employer)
    where = f"/cases/{walk.dispute.reference}/"
    assert "确认送达地址" in client.get(where).content.decode()
    page = f"{where}dispute/{walk.dispute.pk}/confirm_address/"
    sent = {"address": "广州市越秀区某路9号", "phone": "13900139000", "recipient": "前台黄某"}
    assert client.post(page, sent).status_code == 302
    party = walk.dispute.parties.get(side="B")
    assert (party.postal_address, party.phone) == ("广州市越秀区某路9号", "13900139000")
    assert "前台黄某" in words("D05") and "视为送达之日" in words("D05")
    entry = DocketEntry.objects.get(step="dispute.confirm_address")
    assert "越秀" not in str(entry.facts) and "139" not in str(entry.facts)
    assert client.post(page, sent | {"phone": "12"}).status_code == 422
    assert timezone.localdate() == entry.on
    perform(walk.dispute, "accept_electronic", by=walk.cast.employer)


def test_every_service_leaves_its_proof_beside_it(walk, client):
    for part in PATHS["accepted"]:
        part(walk)
    copy = Service.objects.get(paper__code="D12")
    perform(copy, "prove", by=walk.cast.clerk, channel="direct", receipt="何军（人事经理）")
    proof = Paper.objects.get(code="D40", record_id=copy.pk)
    told = text_of(render("D40", proof.data))
    for said in ("直接送达", "何军（人事经理）", "应诉通知书", "举证通知书", "送达人"):
        assert said in told, said
    client.force_login(walk.cast.clerk)
    page = client.get(f"/cases/{walk.dispute.reference}/").content.decode()
    assert page.count(proof.get_absolute_url()) == 1, "beside the service, not among the papers"


def test_the_photos_of_what_was_left_stand_in_its_proof(walk, client):
    for part in PATHS["accepted"]:
        part(walk)
    notice, clerk = Service.objects.get(paper__code="D12"), walk.cast.clerk
    client.force_login(clerk)
    page = f"/cases/{walk.dispute.reference}/service/{notice.pk}/leave/"
    told = {"why": "refused", "witnesses": "居委会工作人员张某"}
    bare = client.post(page, told)
    assert bare.status_code == 422 and "请先把照片或者录像添加到本案" in bare.content.decode()
    raw = SimpleUploadedFile("IMG_1.jpg", picture("JPEG"), "image/jpeg")
    add = {"title": "张贴现场照片", "file": raw, "audience": "open", "party": "office"}
    assert client.post(f"/cases/{walk.dispute.reference}/papers/", add).status_code == 302
    photo = Paper.objects.get(title="张贴现场照片")
    sent = client.post(page, told | {"pictures": [str(photo.ref)]})
    assert sent.status_code == 302, sent.context["form"].errors
    assert "张贴现场照片" in words("D40") and "受送达人拒绝接收" in words("D40")


@pytest.mark.parametrize("name", ["post", "send", "leave"])
def test_what_goes_to_an_address_shows_it(name, walk, client):
    for part in PATHS["accepted"]:
        part(walk)
    notice = Service.objects.get(paper__code="D12")
    type(notice.party).objects.filter(pk=notice.party_id).update(postal_address="广州市越秀区某路1号前台")
    client.force_login(walk.cast.clerk)
    page = client.get(f"/cases/{walk.dispute.reference}/service/{notice.pk}/{name}/")
    assert "广州市越秀区某路1号前台" in page.content.decode()


def test_what_is_left_needs_a_picture_and_a_closed_business_ten_workers(walk):
    """CR-20(2)."""
    for part in PATHS["accepted"]:
        part(walk)
    notice, asked = Service.objects.get(paper__code="D12"), {"by": walk.cast.clerk, "witnesses": "张某"}
    with pytest.raises(NotLawful, match="CR-20"):
        perform(notice, "leave", **asked, why="refused")
    with pytest.raises(NotLawful, match="CR-20"):
        perform(notice, "leave", **asked, media="录像", why="closed")
    walk.dispute.collective = True
    walk.dispute.save(update_fields=["collective"])
    perform(notice, "leave", **asked, media="录像", why="closed")
    assert "劳动者在十人以上" in words("D40")


def test_what_is_left_says_why(walk):
    """CR-20(2): refused, or closed down; whoever takes the step, by the form or not."""
    for part in PATHS["accepted"]:
        part(walk)
    notice, asked = Service.objects.get(paper__code="D12"), {"by": walk.cast.clerk, "witnesses": "张某"}
    for why in ({}, {"why": ""}, {"why": "absent"}):
        with pytest.raises(NotLawful, match="CR-20"):
            perform(notice, "leave", **asked, media="录像", **why)


def test_an_announcement_before_anything_came_back_says_why(walk):
    """CPL-95: other ways failed, or nobody knows where the party is; the announcement tells it."""
    for part in PATHS["accepted"]:
        part(walk)
    notice, clerk = Service.objects.get(paper__code="D12"), walk.cast.clerk
    with pytest.raises(NotLawful, match="CPL-95"):
        perform(notice, "announce", by=clerk, where="本委公告栏")
    perform(notice, "announce", by=clerk, where="本委公告栏", reason="受送达人下落不明。")
    assert "因受送达人下落不明，采用其他方式无法送达" in words("D41")


def test_what_was_left_says_when_it_counts_as_served(walk):
    for part in PATHS["accepted"]:
        part(walk)
    notice = Service.objects.get(paper__code="D12")
    perform(
        notice,
        "leave",
        by=walk.cast.clerk,
        witnesses="居委会工作人员张某",
        media="现场照片3张",
        why="refused",
    )
    told = words("D40")
    assert "留置送达" in told and "居委会工作人员张某" in told and "现场照片3张" in told
    due = notice.dispute.deadlines.get(code="service.posting").due_on
    assert f"{due.year}年{due.month}月{due.day}日" in told


def test_the_usual_way_of_service_is_offered_before_the_last_resort(walk, client):
    """CPL-95: announcement only where other ways failed."""
    for part in PATHS["accepted"]:
        part(walk)
    notice = Service.objects.get(paper__code="D12")
    task = CaseTask.objects.open().get(record_type="service", record_id=notice.pk)
    client.force_login(walk.cast.clerk)
    offered = [one.name for one in client.get(f"/work/{task.pk}/").context["choices"]]
    assert "打开案件" in client.get(f"/work/{task.pk}/").content.decode()
    assert offered == ["prove", "send", "post", "leave", "announce"]


def test_a_task_taken_up_from_the_worklist_leads_back_to_it(walk, client):
    for part in PATHS["accepted"]:
        part(walk)
    notice = Service.objects.get(paper__code="D12")
    task = CaseTask.objects.open().get(record_type="service", record_id=notice.pk)
    client.force_login(walk.cast.clerk)
    assert (
        f"/work/{task.pk}/?list=tab%3Dpool%26role%3Dclerk"
        in client.get("/work/?tab=pool&role=clerk").content.decode()
    )
    step = f"/cases/{walk.dispute.reference}/service/{notice.pk}/prove/"
    listed = "?list=tab%3Dpool%26role%3Dclerk"
    task_page = client.get(f"/work/{task.pk}/{listed}").content.decode()
    assert f'href="{step}{listed}"' in task_page and 'href="/work/?tab=pool&amp;role=clerk"' in task_page
    assert f'href="{step}"' in client.get(f"/work/{task.pk}/").content.decode()
    done = client.post(f"{step}{listed}", {"channel": "direct", "receipt": "本人签收"}, follow=True)
    assert (
        done.redirect_chain == [("/work/?tab=pool&role=clerk", 302)]
        and "登记送达回证" in done.content.decode()
    )
