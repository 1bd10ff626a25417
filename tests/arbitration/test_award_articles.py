"""The award claim by claim: asked, found, granted, article, finality (AL-46, CR-53)."""

import pytest
from django.urls import reverse

from arbitration.articles import USUAL
from arbitration.lifecycle import Stage
from arbitration.models import Arbitration, AwardItem
from disputes.acts import NotLawful
from disputes.models import Claim, Paper
from disputes.papers.articles import read
from disputes.papers.extract import text_of
from disputes.papers.render import render
from disputes.papers.wording import cite
from tests.arbitration.test_evidence import answer, in_hearing, ready, state
from tests.arbitration.test_votes import three
from tests.arbitration.walk import PATHS, Walk
from tests.disputes.papers_sample import sample

pytestmark = pytest.mark.standing("two", "three")

__all__ = ["ready", "three"]

LCL = "《中华人民共和国劳动合同法》"


@pytest.fixture
def two(clock, dispute, cast):
    """A case before its award: severance below the line of finality, second wage above it."""
    Claim.objects.all().delete()
    Claim.objects.create(dispute=dispute, kind="severance", text="支付经济补偿", amount="20000")
    Claim.objects.create(dispute=dispute, kind="second_wage", text="支付二倍工资差额", amount="90000")
    walk = Walk(dispute, cast, clock)
    for part in PATHS[Stage.DELIBERATING]:
        part(walk)
    return walk


def item(claim, awarded, **more):
    return {"claim": claim.pk, "text": f"支持：{claim.text}", "awarded": awarded, **more}


def items(walk, *articles):
    found = zip(walk.dispute.claims.order_by("pk"), articles, strict=True)
    return [
        item(claim, f"{claim.amount:.2f}", found=f"{claim.text}的事实有证据。", articles=named)
        for claim, named in found
    ]


def made(walk, said, step="make_award"):
    return walk.step(step, walk.cast.presiding, items=said, facts="查明。", reasons="应付。")


def printed():
    """The papers of the awards as they are printed, by variant."""
    papers = Paper.objects.filter(code="D38", record_type="award").order_by("pk")
    return {paper.data["variant"]: text_of(render("D38", paper.data)) for paper in papers}


def address(walk, step="make_award"):
    return reverse("disputes:step", args=[walk.dispute.reference, "arbitration", walk.case.pk, step])


def typed(walk, **more):
    said = {"facts_text": "查明", "reasons": "应付", "confirmed": walk.dispute.reference[-4:]}
    for claim in walk.dispute.claims.all():
        said |= {
            f"text_{claim.pk}": "支持",
            f"awarded_{claim.pk}": "100",
            f"articles_{claim.pk}": "劳动合同法第三十条",
        }
    return said | more


def test_two_documents_each_cite_the_articles_of_their_own_items(two):
    made(two, items(two, ["LCL-46", "LCL-47"], ["LCR-6", "LCL-82", "《某市办法》第三条"]))
    said = printed()
    assert set(said) == {"final", "non_final"}
    assert f"以及{LCL}第四十六条、第四十七条的规定，裁决如下" in said["final"]
    assert "关于“支付经济补偿”：支付经济补偿的事实有证据。" in said["final"]
    assert f"依据{LCL}第四十六条、第四十七条的规定，作出裁决结果第一项。" in said["final"]
    both = f"《中华人民共和国劳动合同法实施条例》第六条、{LCL}第八十二条、《某市办法》第三条的规定"
    assert said["non_final"].count(both) == 2 and "第四十七条的规定" not in said["non_final"]
    assert not any("有关法律、法规" in words for words in said.values())


def test_an_award_in_part_and_the_rest_cite_their_own(two):
    first, second = items(two, ["LCL-47"], ["LCL-82"])
    made(two, [first], "award_in_part")
    made(two, [second])
    said = printed()
    assert f"以及{LCL}第四十七条的规定" in said["partial_final"] and "第八十二条" not in said["partial_final"]
    assert f"以及{LCL}第八十二条的规定" in said["non_final"]


def test_an_award_of_three_cites_what_its_items_name(three):
    three.vote(0, 0, 1)
    claim = three.dispute.claims.get()
    made(three, [item(claim, "100.00", articles=["劳动法-50"])])
    assert any("《中华人民共和国劳动法》第五十条的规定，裁决如下" in words for words in printed().values())


@pytest.mark.parametrize("articles", [[], [" "], None, [47]])
def test_an_item_that_names_no_article_is_refused(two, articles):
    with pytest.raises(NotLawful, match="CR-53"):
        made(two, items(two, ["LCL-47"], articles))
    assert not AwardItem.objects.exists()


def test_facts_from_before_articles_were_asked_for_stay_good_and_print_as_before(two):
    made(two, [item(claim, "100.00") for claim in two.dispute.claims.all()])
    assert [(one.found, one.articles) for one in AwardItem.objects.all()] == [("", []), ("", [])]
    (words,) = printed().values()
    assert "以及有关法律、法规的规定，裁决如下" in words and "关于“" not in words


def test_a_paper_without_the_new_keys_is_drawn_as_one_with_empty_ones():
    old = sample("D38", "final")
    empty = {"about": "支付工资", "found": "", "law": []}
    assert render("D38", old) == render(
        "D38", {**old, "law": [], "result": [{**row, **empty} for row in old["result"]]}
    )


def test_what_was_found_is_kept_encrypted(two):
    made(two, items(two, ["LCL-47"], ["LCL-82"]))
    kept = AwardItem.objects.extra(select={"raw": "found"}).values_list("raw", flat=True)
    assert len(kept) == 2 and all(raw and "事实" not in str(raw) for raw in kept)


def test_the_page_begins_with_the_usual_articles_and_those_of_the_working(two, client):
    Claim.objects.filter(kind="second_wage").update(working={"law": ["LCL-82", "LCR-7"]})
    client.force_login(two.cast.presiding)
    rows = client.get(address(two)).context["rows"]
    assert [row["articles"].value() for row in rows] == [
        f"{LCL}第四十六条、第四十七条", f"{LCL}第八十二条\n《中华人民共和国劳动合同法实施条例》第七条"
    ]  # fmt: skip


def test_the_page_says_for_each_claim_what_was_asked_and_whether_it_would_be_final(two, client):
    first, second = two.dispute.claims.order_by("pk")
    client.force_login(two.cast.presiding)
    page = client.get(address(two)).content.decode()
    assert "¥20,000.00" in page and page.count("是否终局取决于裁决数额") == 2
    said = typed(two, **{f"awarded_{second.pk}": "90000"})
    del said["confirmed"]
    where = reverse("arbitration:finality", args=[two.case.pk, "make_award"])
    live = client.post(where, said, headers={"HX-Request": "true"}).content.decode()
    for claim, words in ((first, "终局"), (second, "非终局")):
        row = live.split(f'<p id="final-{claim.pk}" hx-swap-oob="true">')[1].split("</p>")[0]
        assert f"{words}</span>" in row
    whole = client.post(where, said).content.decode()  # without scripts: a page, no parts of another
    assert "hx-swap-oob" not in whole and "非终局" in whole


def test_a_claim_without_an_article_is_named_and_nothing_typed_is_lost(two, client):
    first = two.dispute.claims.order_by("pk")[0]
    client.force_login(two.cast.presiding)
    refused = client.post(
        address(two),
        typed(
            two,
            **{f"articles_{first.pk}": " ，；", f"found_{first.pk}": "已解除", f"awarded_{first.pk}": "0"},
        ),
    )
    assert refused.status_code == 422 and list(refused.context["form"].errors) == [f"articles_{first.pk}"]
    page = refused.content.decode()
    assert "请写明裁决“支付经济补偿”所适用的条文" in page and "已解除" in page


def test_what_is_typed_is_kept_in_the_houses_form_and_shown_on_the_case(two, client):
    first = two.dispute.claims.order_by("pk")[0]
    client.force_login(two.cast.presiding)
    said = {
        f"found_{first.pk}": "双方于十一月解除。",
        f"articles_{first.pk}": "《劳动合同法》第四十七条第一款\n《某市办法》第三条",
    }
    assert client.post(address(two), typed(two, **said)).status_code == 302
    kept = AwardItem.objects.get(claim=first)
    assert (kept.found, kept.articles) == ("双方于十一月解除。", ["LCL-47(1)", "《某市办法》第三条"])
    page = client.get(two.dispute.get_absolute_url()).content.decode()
    assert "双方于十一月解除。" in page and "《劳动合同法》第47条第1款、《某市办法》第三条" in page


def test_in_part_a_row_without_a_decision_needs_no_article(two, client):
    first, second = two.dispute.claims.order_by("pk")
    client.force_login(two.cast.presiding)
    empty = {f"{name}_{second.pk}": "" for name in ("text", "awarded", "articles")}
    assert client.post(address(two, "award_in_part"), typed(two, **empty)).status_code == 302
    assert [one.claim_id for one in AwardItem.objects.all()] == [first.pk]


def test_what_both_sides_agree_on_is_the_first_text_of_what_was_found(ready, client):
    state(ready, ready.cast.worker, wage="月工资8000元")
    answer(ready, ready.cast.employer, "wage", agrees=True)
    in_hearing(ready)
    ready.deliberate()
    client.force_login(ready.cast.presiding)
    row = client.get(address(ready)).context["rows"][0]
    assert row["found"].value() == "双方当事人无争议：月工资数额和构成：月工资8000元。本委予以确认。"


def test_the_comparison_with_a_judgment_begins_with_the_article_of_the_award(two):
    from disputes.court.forms.answers import CompareForm
    from disputes.models import HandOff

    made(two, items(two, ["LCL-47", "LCL-46"], ["LCL-82"]))
    award = Arbitration.objects.get().awards.get(kind="non_final")
    handoff = HandOff(dispute=two.dispute, record_type="award", record_id=award.pk)
    form = CompareForm(record=handoff, user=two.cast.presiding)
    key = award.items.get().claim_id
    assert form.fields[f"article_{key}"].initial == f"{LCL}第八十二条"


def test_every_usual_article_is_of_a_kind_of_claim_and_is_read_back_as_it_is_printed():
    assert set(USUAL) <= set(Claim.Kind.values)
    for articles in USUAL.values():
        assert tuple(read(cite(articles))) == articles
