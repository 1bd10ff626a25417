"""The record of the hearing: written by the recorder, signed by everybody who was there, finished (AL-40, CR-41, D26)."""

import base64
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from PIL import Image, ImageDraw

from arbitration.models import HearingRecord
from disputes.acts import NotLawful
from disputes.models import CaseTask, DocketEntry, Paper
from disputes.papers.extract import text_of
from disputes.papers.render import render
from tests.arbitration.test_hearing import ready
from tests.conftest import person
from tests.mediation.test_signatures import pictures

pytestmark = [pytest.mark.django_db, pytest.mark.standing("held")]
__all__ = ["ready"]


def picture():
    image, kept = Image.new("RGBA", (600, 200), (0, 0, 0, 0)), io.BytesIO()
    ImageDraw.Draw(image).line((20, 150, 500, 40), fill=(0, 0, 0, 255), width=4)
    image.save(kept, "PNG")
    return kept.getvalue()


def address(walk, name):
    return f"/cases/{walk.dispute.reference}/arbitration/{walk.case.pk}/{name}/"


def written(walk, client, **changes):
    """As the recorder fills in the page."""
    parties = {party.side: party for party in walk.dispute.parties.all()}
    a, b = parties["A"].pk, parties["B"].pk
    said = {
        "start": "09:00", "end": "11:00", "place": "第一仲裁庭", "inquiry": "申请人陈述请求和理由。\n被申请人答辩。",
        "evidence": "双方对工资表真实性无异议。", "debate": "各方坚持意见。", f"present_{a}": "on", f"present_{b}": "on",
        f"note_{b}": "人事经理何军，已核对授权委托书", f"last_{a}": "请求支持。", "mediation": "经调解未达成一致。",
    }  # fmt: skip
    client.force_login(walk.cast.recorder)
    return client.post(address(walk, "write_record"), said | changes)


@pytest.fixture
def held(ready):
    ready.schedule()
    ready.hold()
    return ready


def record():
    return HearingRecord.objects.get()


def sign(walk, by, **facts):
    return walk.step("sign_record", by, **({"typed": by.name} | facts))


def refused(walk, name, by, **facts):
    with pytest.raises(NotLawful) as refusal:
        walk.step(name, by, **facts)
    return str(refusal.value)


def test_a_record_in_which_nobody_had_last_words_is_written_and_says_so_in_the_document(held, client):
    a = held.dispute.parties.get(side="A").pk
    assert written(held, client, **{f"last_{a}": " "}).status_code == 302
    assert record().text["last_words"] == []
    assert client.get(address(held, "write_record")).status_code == 200


def test_the_recorder_writes_it_everybody_signs_and_it_becomes_the_document(held, client):
    cast = held.cast
    duty = CaseTask.objects.open().get(flow_task__contains="WriteRecordFlow", owner=cast.recorder)
    assert duty.duty.steps == {"arbitration.write_record"}
    assert written(held, client).status_code == 302
    held._fresh(None)
    assert {row["name"] for row in record().signers.values()} >= {"Recorder", "Presiding"}
    sign(held, cast.worker, drawn=picture())
    for who in (cast.employer, *cast.arbitrators, cast.presiding, cast.recorder):
        sign(held, who)
    held.step("finish_record", cast.presiding, answer="")
    paper = Paper.objects.get(code="D26")
    assert (paper.audience, paper.volume, paper.title) == ("open", "main", "庭审笔录")
    pdf = render("D26", paper.data)
    assert len(pictures(pdf)) == 1, "the worker signed by hand, the others typed"
    words = text_of(pdf)
    for said in (
        "电子签名：Presiding",
        "申请人陈述请求和理由。",
        "人事经理何军",
        "请求支持。",
        "经调解未达成一致。",
        "未申请补正",
    ):
        assert said in words, said
    assert not CaseTask.objects.open().filter(flow_task__contains="RecordFlow").exists()


@pytest.mark.parametrize("typed", ["9:05", "09:05", "9：05", "0905", "9时05分"])
def test_a_record_tells_to_the_minute_when_the_hearing_began_and_ended(held, client, typed):
    """AL-40, CR-41: half hours are for laying a hearing, not for what happened."""
    assert written(held, client, start=typed, end="11:47").status_code == 302
    hours = [timezone.localtime(at).strftime("%H:%M") for at in (record().starts_at, record().ends_at)]
    assert hours == ["09:05", "11:47"]
    assert 'value="11:47"' in client.get(address(held, "write_record")).content.decode()


@pytest.mark.parametrize("typed", ["25:00", "九点", "9:75"])
def test_what_is_no_clock_time_is_named_and_stays(held, client, typed):
    answer = written(held, client, start=typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "开始时间：请写明时和分" in page and typed in page


def test_who_has_to_sign_the_record_reads_so_first(held, client):
    """AL-40: it stood among all that may be done."""
    written(held, client)
    for who in (held.cast.worker, held.cast.employer, held.cast.recorder):
        client.force_login(who)
        page = client.get(f"/cases/{held.dispute.reference}/").content.decode()
        top = page[page.index('id="next"') : page.index("</section>", page.index('id="next"'))]
        assert address(held, "sign_record") in top, who
    sign(held, held.cast.worker)
    client.force_login(held.cast.worker)
    page = client.get(f"/cases/{held.dispute.reference}/").content.decode()
    assert address(held, "sign_record") not in page[: page.index("</section>", page.index('id="next"'))]


def test_a_signature_is_drawn_kept_encrypted_and_in_no_docket(held, client):
    written(held, client)
    client.force_login(held.cast.worker)
    page = client.get(address(held, "sign_record")).content.decode()
    assert "申请人陈述请求和理由。" in page and "您的签名身份" in page
    drawn = "data:image/png;base64," + base64.b64encode(picture()).decode()
    assert client.post(address(held, "sign_record"), {"drawn": drawn}).status_code == 302
    kept = record().signatures.get()
    assert kept.image.startswith("data:image/png;base64,") and kept.by == held.cast.worker
    entry = DocketEntry.objects.get(step="arbitration.sign_record")
    assert "drawn" not in entry.facts
    assert "请" in client.post(address(held, "sign_record"), {"typed": "再签"}).content.decode(), "once only"


@pytest.mark.parametrize("drawn", ["data:image/png;base64,AAAA", "???", "data:image/png;base64,PHN2Zz4="])
def test_what_is_no_drawing_is_refused_and_the_remark_stays(held, client, drawn):
    written(held, client)
    client.force_login(held.cast.worker)
    answer = client.post(address(held, "sign_record"), {"drawn": drawn, "remark": "第二页漏记"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "第二页漏记" in page and "签名：请重新" in page
    assert not record().signatures.exists()


def test_a_remark_must_be_answered_and_who_will_not_sign_is_noted(held, client):
    cast = held.cast
    written(held, client)
    assert "AL-40" in refused(held, "finish_record", cast.presiding, answer="")
    sign(held, cast.worker, remark="漏记我方对考勤表的意见")
    for who in (*cast.arbitrators, cast.presiding, cast.recorder):
        sign(held, who)
    employer = held.dispute.parties.get(side="B")
    assert "AL-40" in refused(held, "note_unsigned", cast.recorder, who="party-0", reason="x")
    held.step("note_unsigned", cast.recorder, who=f"party-{employer.pk}", reason="认为笔录不完整，拒绝签名")
    assert "AL-40" in refused(held, "finish_record", cast.presiding, answer=" ")
    held.step("finish_record", cast.presiding, answer="已在第二页补记。")
    words = text_of(render("D26", Paper.objects.get(code="D26").data))
    for said in (
        "漏记我方对考勤表的意见",
        "仲裁庭意见：已在第二页补记。",
        "拒绝签名：认为笔录不完整，拒绝签名",
    ):
        assert said in words, said


def test_a_text_written_anew_is_signed_anew(held, client):
    written(held, client)
    sign(held, held.cast.worker)
    page = client.get(address(held, "write_record")).content.decode()
    assert page.count("最后意见") == 2, "of each side"
    assert "申请人陈述请求和理由。" in page, "what was written stands in the fields"
    written(held, client, debate="补记：被申请人当庭认可欠薪。")
    assert not record().signatures.exists() and HearingRecord.objects.count() == 1
    assert CaseTask.objects.open().filter(flow_task__contains="FinishRecordFlow").count() == 1


def test_only_who_was_there_signs_and_only_the_recorder_or_the_chair_writes(held, client):
    parties = {party.side: party for party in held.dispute.parties.all()}
    written(held, client, **{f"present_{parties['B'].pk}": ""})
    assert "AL-40" in refused(held, "sign_record", held.cast.employer, typed="公司")
    for who in (held.cast.worker, held.cast.clerk, held.cast.director):
        with pytest.raises(PermissionDenied):
            held.step(
                "write_record",
                who,
                start="09:00",
                end="10:00",
                place="x",
                attendance=[],
                stages=[],
                last_words=[],
                mediation="x",
            )
    with pytest.raises(PermissionDenied):
        held.step("finish_record", held.cast.recorder, answer="")


def test_a_page_that_lacks_something_names_the_field_and_keeps_the_rest(held, client):
    parties = list(held.dispute.parties.all())
    nobody = {f"present_{party.pk}": "" for party in parties}
    answer = written(held, client, end="08:00", mediation="", **nobody)
    page = answer.content.decode()
    assert answer.status_code == 422 and "申请人陈述请求和理由。" in page
    assert "请至少勾选一方到庭的当事人" in page
    assert not HearingRecord.objects.exists()


def test_both_sides_read_it_and_an_outsider_does_not(held, client):
    written(held, client)
    for who in (held.cast.worker, held.cast.employer, held.cast.clerk):
        client.force_login(who)
        assert (
            "双方对工资表真实性无异议。" in client.get(f"/cases/{held.dispute.reference}/").content.decode()
        ), who
    client.force_login(person("stranger"))
    assert client.get(address(held, "sign_record")).status_code == 404


def test_a_record_written_down_or_corrected_later_is_of_the_day_of_the_hearing(held, client):
    """AL-40: a correction somebody asked for is made the next day; the hearing was not held then."""
    day = timezone.localdate()
    held.after(1)
    assert written(held, client).status_code == 302
    held.after(1)
    assert written(held, client, debate="各方坚持意见，申请人补充一点。").status_code == 302
    assert timezone.localdate(record().starts_at) == timezone.localdate(record().ends_at) == day
