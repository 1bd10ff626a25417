"""Catalogues, opinions, rulings and the table of facts (AL-6, AL-39, CR-15, CR-41)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from arbitration import elements
from arbitration.models import ElementSaid, Exhibit, Opinion
from disputes.acts import NotLawful
from disputes.models import Claim, Paper, Party, Seat
from tests.arbitration.test_hearing import ready
from tests.arbitration.walk import PATHS
from tests.conftest import person

pytestmark = [pytest.mark.django_db, pytest.mark.standing("ready")]
__all__ = ["ready"]


def paper(walk, by, title="劳动合同", pages=5, audience="open"):
    return Paper.objects.create(
        dispute=walk.dispute, title=title, uploaded_by=by, pages=pages, sha256="0" * 64, audience=audience,
        media_type="application/pdf", name="x.pdf",
    )  # fmt: skip


def offer(walk, by, *papers, **facts):
    items = [
        {"paper": str(p.ref), "title": p.title, "pages": "1-2", "proves": "存在劳动关系"} for p in papers
    ]
    return walk.step("offer_evidence", by, items=items, **facts)


def opinion(exhibit, *, authentic=True, lawful=True, relevant=True, text=""):
    return {
        "exhibit": exhibit.pk,
        "authentic": authentic,
        "lawful": lawful,
        "relevant": relevant,
        "text": text,
    }


def in_hearing(walk):
    walk.schedule()
    walk.hold()
    return walk


def reasons(refused):
    return " ".join(map(str, refused.value.reasons))


def claim_of(walk):
    return walk.dispute.claims.get()


def test_a_side_numbers_its_exhibits_on_and_the_other_has_its_own(ready):
    worker, employer = ready.cast.worker, ready.cast.employer
    offer(ready, worker, paper(ready, worker), paper(ready, worker, "工资条"))
    offer(ready, worker, paper(ready, worker, "考勤"))
    offer(ready, employer, paper(ready, employer, "工资表"))
    found = [(one.side, one.number, one.title) for one in Exhibit.objects.all()]
    assert found == [("A", 1, "劳动合同"), ("A", 2, "工资条"), ("A", 3, "考勤"), ("B", 1, "工资表")]
    assert str(Exhibit.objects.first()) == "申请人证据1"
    assert Exhibit.objects.first().url.endswith("#page=1")


def test_only_own_papers_of_the_open_file_each_once(ready):
    worker, employer = ready.cast.worker, ready.cast.employer
    mine = paper(ready, worker)
    for foreign in (paper(ready, employer), paper(ready, worker, audience="caucus_a")):
        with pytest.raises(NotLawful) as refused:
            offer(ready, worker, foreign)
        assert "本方已提交的材料" in reasons(refused)
    offer(ready, worker, mine)
    with pytest.raises(NotLawful):
        offer(ready, worker, mine)
    with pytest.raises(NotLawful):
        ready.step("offer_evidence", worker, items=[])


def test_late_evidence_needs_its_reason_and_says_that_it_is_late(ready, client):
    worker = ready.cast.worker
    ready.day(ready.case.evidence_until + dt.timedelta(days=1))
    late = paper(ready, worker)
    client.force_login(worker)
    page = client.get(f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/offer_evidence/")
    assert 'name="why_late"' in page.content.decode()
    with pytest.raises(NotLawful) as refused:
        offer(ready, worker, late)
    assert "举证期限已届满" in reasons(refused)
    offer(ready, worker, late, why_late="刚从银行调取")
    one = Exhibit.objects.get()
    assert one.late and one.why_late == "刚从银行调取"


def test_the_period_can_be_made_longer_never_shorter(ready):
    before = ready.case.evidence_until
    with pytest.raises(NotLawful):
        ready.step("extend_evidence", ready.cast.clerk, until=before, reason="申请人申请")
    ready.step("extend_evidence", ready.cast.clerk, until=before + dt.timedelta(days=7), reason="申请人申请")
    assert ready.case.evidence_until == before + dt.timedelta(days=7)
    ready.day(before + dt.timedelta(days=1))
    offer(ready, ready.cast.worker, paper(ready, ready.cast.worker))
    assert not Exhibit.objects.get().late


def test_opinions_are_for_the_others_exhibits_and_a_contest_has_reasons(ready):
    worker, employer = ready.cast.worker, ready.cast.employer
    offer(ready, worker, paper(ready, worker))
    one = Exhibit.objects.get()
    with pytest.raises(NotLawful):
        ready.step("give_opinions", worker, opinions=[opinion(one)])
    with pytest.raises(NotLawful) as refused:
        ready.step("give_opinions", employer, opinions=[opinion(one, authentic=False)])
    assert "请写明理由" in reasons(refused)
    ready.step("give_opinions", employer, opinions=[opinion(one, authentic=False, text="无公章")])
    ready.step("give_opinions", employer, opinions=[opinion(one)])
    assert [(o.authentic, o.text) for o in Opinion.objects.all()] == [(True, "")]


def test_a_withdrawn_exhibit_keeps_its_number_and_its_paper_may_come_again(ready):
    worker, employer = ready.cast.worker, ready.cast.employer
    first = paper(ready, worker)
    offer(ready, worker, first)
    one = Exhibit.objects.get()
    with pytest.raises(NotLawful):
        ready.step("withdraw_evidence", employer, exhibit=one.pk)
    ready.step("withdraw_evidence", worker, exhibit=one.pk)
    offer(ready, worker, first)
    assert [row.number for row in Exhibit.objects.standing()] == [2]


def test_the_tribunal_alone_reads_its_rulings_until_the_award(ready, client):
    worker = ready.cast.worker
    offer(ready, worker, paper(ready, worker))
    in_hearing(ready)
    one = Exhibit.objects.get()
    with pytest.raises(NotLawful) as refused:
        ready.step(
            "rule_on_evidence", ready.cast.presiding, audience="deliberation",
            rulings=[{"exhibit": one.pk, "admitted": "no", "reason": ""}],
        )  # fmt: skip
    assert "请写明理由" in reasons(refused)
    ready.step(
        "rule_on_evidence", ready.cast.presiding, audience="deliberation",
        rulings=[{"exhibit": one.pk, "admitted": "no", "reason": "来源不明无法核实"}],
    )  # fmt: skip
    address = f"/cases/{ready.dispute.reference}/evidence/{ready.case.pk}/"

    def read(who):
        client.force_login(who)
        return client.get(address).content.decode()

    assert "来源不明无法核实" in read(ready.cast.presiding)
    assert "来源不明无法核实" not in read(worker) + read(ready.cast.clerk)
    case = client.get(f"/cases/{ready.dispute.reference}/").content.decode()
    assert "来源不明无法核实" not in case
    ready.deliberate()
    ready.award()
    assert "来源不明无法核实" in read(worker)
    said = Paper.objects.filter(code="D38").first().data["evidence"]
    assert said[0]["name"] == "申请人提交的《劳动合同》（第1至2页）"
    assert said[0]["finding"] == "本委不予采信（来源不明无法核实）"


def test_an_award_on_a_part_lets_nobody_read_the_rulings_on_the_rest(ready, client):
    """While the tribunal goes on, what it thinks of an exhibit is still its own."""
    Claim.objects.create(dispute=ready.dispute, kind="severance", text="经济补偿", amount="9000.00")
    worker = ready.cast.worker
    offer(ready, worker, paper(ready, worker))
    in_hearing(ready)
    wages = ready.dispute.claims.get(kind="wages")
    ready.step(
        "award_in_part", ready.cast.presiding, facts="查明。", reasons="应付。",
        items=[{"claim": wages.pk, "text": "支付工资", "awarded": "24000.00"}],
    )  # fmt: skip
    ruling = {"exhibit": Exhibit.objects.get().pk, "admitted": "no", "reason": "来源不明无法核实"}
    ready.step("rule_on_evidence", ready.cast.presiding, audience="deliberation", rulings=[ruling])
    client.force_login(worker)
    page = client.get(f"/cases/{ready.dispute.reference}/evidence/{ready.case.pk}/").content.decode()
    assert "来源不明无法核实" not in page


def test_late_evidence_let_in_with_a_reprimand_stands_so_in_the_award(ready):
    worker = ready.cast.worker
    ready.day(ready.case.evidence_until + dt.timedelta(days=1))
    offer(ready, worker, paper(ready, worker), why_late="刚找到")
    in_hearing(ready)
    rulings = [{"exhibit": Exhibit.objects.get().pk, "admitted": "yes", "reason": "", "reprimand": "yes"}]
    ready.step("rule_on_evidence", ready.cast.presiding, audience="deliberation", rulings=rulings)
    ready.deliberate()
    ready.award()
    said = Paper.objects.filter(code="D38").first().data["evidence"]
    assert said[0]["finding"] == "本委属逾期提供，予以训诫，予以采信"


def test_ordered_evidence_stands_on_the_page(ready, client):
    until = timezone.localdate() + dt.timedelta(days=7)
    ready.step("order_evidence", ready.cast.presiding, what="被申请人提供2025年全年考勤记录", due_on=until)
    client.force_login(ready.cast.employer)
    page = client.get(f"/cases/{ready.dispute.reference}/evidence/{ready.case.pk}/").content.decode()
    assert "2025年全年考勤记录" in page and "第39条" in page


def state(walk, by, **said):
    claim = claim_of(walk)
    items = [{"claim": claim.pk, "code": code, "text": text} for code, text in said.items()]
    return walk.step("state_elements", by, items=items)


def answer(walk, by, code, agrees, text="", **facts):
    items = [{"claim": claim_of(walk).pk, "code": code, "agrees": agrees, "text": text}]
    return walk.step("answer_elements", by, items=items, **facts)


def test_what_is_agreed_and_what_is_not_becomes_the_first_draft_of_the_award(ready):
    worker, employer = ready.cast.worker, ready.cast.employer
    state(ready, worker, relation="2025年3月1日入职，担任仓管员", wage="月工资8000元。")
    answer(ready, employer, "relation", agrees=True)
    answer(ready, employer, "wage", agrees=False, text="月工资6000元")
    states = {line.element.code: line.state for line in elements.lines(ready.case)}
    assert states["relation"] == "agreed" and states["wage"] == "disputed" and states["paid"] == "open"
    assert elements.draft(ready.case) == (
        "双方当事人对下列事实无争议，本委予以确认：\n1．劳动关系的起止时间和工作岗位：2025年3月1日入职，担任仓管员。\n"
        "双方当事人对下列事实有争议：\n1．月工资数额和构成：申请人主张月工资8000元；被申请人主张月工资6000元。"
    )


def test_new_words_ask_for_a_new_answer_and_the_same_words_do_not(ready):
    worker, employer = ready.cast.worker, ready.cast.employer
    state(ready, worker, wage="月工资8000元")
    answer(ready, employer, "wage", agrees=True)
    state(ready, worker, wage="月工资8000元")
    assert ElementSaid.objects.filter(side="B").count() == 1
    state(ready, worker, wage="月工资9000元")
    assert not ElementSaid.objects.filter(side="B").exists()


def test_what_one_of_two_respondents_admits_binds_not_the_other(ready):
    second = person("agency9")
    party = Party.objects.create(dispute=ready.dispute, side="B", kind="organisation", name="某派遣公司")
    Seat.objects.create(dispute=ready.dispute, user=second, role="party", side="B", party=party)
    ready.dispute = type(ready.dispute).objects.get(pk=ready.dispute.pk)
    state(ready, ready.cast.worker, wage="月工资8000元")

    def line():
        return next(one for one in elements.lines(ready.case) if one.element.code == "wage")

    answer(ready, ready.cast.employer, "wage", agrees=True)
    assert line().state == "open"
    answer(ready, second, "wage", agrees=False, text="月工资6000元")
    assert line().state == "disputed"
    assert "广州市云岭物流有限公司认可；某派遣公司主张月工资6000元" in elements.draft(ready.case)
    answer(ready, second, "wage", agrees=True)
    assert line().state == "agreed"


def test_a_third_person_answers_nothing_for_a_side(ready):
    third = person("third9")
    party = Party.objects.create(dispute=ready.dispute, side="T", name="某第三人")
    Seat.objects.create(dispute=ready.dispute, user=third, role="party", side="T", party=party)
    state(ready, ready.cast.worker, wage="月工资8000元")
    with pytest.raises(NotLawful):
        answer(ready, third, "wage", agrees=True)


@pytest.mark.parametrize(
    ("who", "code", "facts"),
    [
        ("employer", "nothing", {"agrees": True}),
        ("employer", "paid", {"agrees": True}),  # not stated
        ("worker", "wage", {"agrees": True}),  # its own claim
        ("employer", "wage", {"agrees": False, "text": " "}),
    ],
)
def test_an_answer_is_to_what_was_stated_and_a_denial_says_what_is_so(ready, who, code, facts):
    state(ready, ready.cast.worker, wage="月工资8000元")
    with pytest.raises(NotLawful):
        answer(ready, getattr(ready.cast, who), code, **facts)


def test_an_agent_without_special_powers_admits_nothing(ready):
    agent = person("agent9")
    party = ready.dispute.parties.get(side="B")
    seat = Seat.objects.create(
        dispute=ready.dispute, user=agent, role="representative", side="B", party=party
    )
    state(ready, ready.cast.worker, wage="月工资8000元")
    with pytest.raises(NotLawful) as refused:
        answer(ready, agent, "wage", agrees=True)
    assert "特别授权" in reasons(refused)
    answer(ready, agent, "wage", agrees=False, text="月工资6000元")
    seat.special_powers = True
    seat.save()
    ready.dispute = type(ready.dispute).objects.get(pk=ready.dispute.pk)
    answer(ready, agent, "wage", agrees=True)


def test_every_kind_of_claim_has_its_table_and_every_element_its_words(db):
    from disputes.models import Claim

    for kind in Claim.Kind.values:
        rows = elements.of(Claim(kind=kind))
        assert rows and len({row.code for row in rows}) == len(rows)
        assert all(row.burden in ("claimant", "employer") and str(row.title) for row in rows)
    assert set(elements.ELEMENTS) <= set(Claim.Kind.values)


def post(client, walk, step, **data):
    address = f"/cases/{walk.dispute.reference}/arbitration/{walk.case.pk}/{step}/"
    return client.post(address, data, follow=True)


def test_the_forms_carry_a_side_through_and_lose_nothing(ready, client):
    worker, employer = ready.cast.worker, ready.cast.employer
    one, two = paper(ready, worker), paper(ready, worker, "工资条", pages=1)
    client.force_login(worker)
    typed = {f"take_{one.pk}": "on", f"take_{two.pk}": "on", f"proves_{one.pk}": "劳动关系", f"pages_{two.pk}": "3"}  # fmt: skip
    wrong = post(client, ready, "offer_evidence", **typed)
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "“工资条”共1页" in page and "请写明“工资条”的证明目的" in page
    assert "劳动关系</textarea>" in page and not Exhibit.objects.exists()
    typed |= {f"proves_{two.pk}": "工资", f"pages_{two.pk}": "第 1 页"}
    done = post(client, ready, "offer_evidence", **typed)
    assert done.redirect_chain[-1][0].endswith(f"/evidence/{ready.case.pk}/")
    assert [(e.title, e.pages) for e in Exhibit.objects.all()] == [("劳动合同", ""), ("工资条", "1")]
    client.force_login(employer)
    first, second = Exhibit.objects.all()
    page = client.get(
        f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/give_opinions/"
    ).content.decode()
    assert "申请人证据1 · 劳动合同" in page
    said = {f"speak_{first.pk}": "on", f"lawful_{first.pk}": "on", f"relevant_{first.pk}": "on"}
    assert "有异议的理由" in post(client, ready, "give_opinions", **said).content.decode()
    said |= {
        f"text_{first.pk}": "签名不是本人所写",
        f"speak_{second.pk}": "on",
        **{f"{name}_{second.pk}": "on" for name in ("authentic", "lawful", "relevant")},
    }
    page = post(client, ready, "give_opinions", **said).content.decode()
    assert "签名不是本人所写" in page and "真实性" in page and "无异议" in page


def test_the_award_page_begins_with_what_is_agreed(ready, client):
    state(ready, ready.cast.worker, wage="月工资8000元")
    answer(ready, ready.cast.employer, "wage", agrees=True)
    in_hearing(ready)
    ready.deliberate()
    client.force_login(ready.cast.presiding)
    page = client.get(
        f"/cases/{ready.dispute.reference}/arbitration/{ready.case.pk}/make_award/"
    ).content.decode()
    assert "双方当事人对下列事实无争议" in page and "月工资数额和构成：月工资8000元。" in page


def test_who_does_not_read_the_file_finds_no_such_page(ready, client, stranger):
    address = f"/cases/{ready.dispute.reference}/evidence/{ready.case.pk}/"
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    assert client.get(f"/cases/{ready.dispute.reference}/evidence/999999/").status_code == 404


def test_the_page_asks_the_same_with_two_exhibits_and_with_forty(ready, client):
    worker, employer = ready.cast.worker, ready.cast.employer
    client.force_login(worker)
    address = f"/cases/{ready.dispute.reference}/evidence/{ready.case.pk}/"

    def asked(many):
        offer(ready, worker, *(paper(ready, worker, f"材料{n}") for n in range(many)))
        fresh = [o for o in Exhibit.objects.standing() if not o.opinions.exists()]
        ready.step("give_opinions", employer, opinions=[opinion(one) for one in fresh])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = asked(2)
    assert asked(38) == few <= 25


def test_nothing_is_offered_once_the_debate_is_closed(walk):
    for part in PATHS["deliberating"]:
        part(walk)
    with pytest.raises(NotLawful):
        offer(walk, walk.cast.worker, paper(walk, walk.cast.worker))
