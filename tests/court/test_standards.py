"""Award and judgment compared claim by claim, and the report on one scope and one standard (issue: standards report)."""

import csv
import io
import itertools
import json

import pytest
from django.core.exceptions import PermissionDenied

from disputes.acts import NotLawful, perform
from disputes.models import Comparison, HandOff
from tests.conftest import person
from tests.court.test_awards import (
    awarded,
    before_court,
    cast,
    clock,
    file,
    final,
    open_award,
    room,
    today,
    walk,
)

pytestmark = pytest.mark.standing("open_award")

__all__ = ["awarded", "cast", "clock", "final", "open_award", "room", "walk"]


@pytest.fixture
def judged(open_award, worker, clerk, court):
    return before_court(file(open_award, "suit", worker), clerk, court, "judged", a=today(), b=today())


def view(handoff, view="differs", **more):
    (item,) = handoff.subject.items.all()
    return {
        "claim": item.claim_id,
        "view": view,
        "article": "劳动合同法第四十七条",
        "reason": "工龄起算不同",
        **more,
    }


def test_the_court_compares_claim_by_claim_and_a_second_look_replaces_the_first(judged, court, director):
    perform(judged, "compare", by=court, views=[view(judged)])
    (one,) = Comparison.objects.all()
    assert (one.issue, one.view, one.office, one.court) == (
        "wages",
        "differs",
        judged.from_office,
        judged.office,
    )
    perform(HandOff.objects.get(), "compare", by=director, views=[view(judged, "same", reason="")])
    (one,) = Comparison.objects.all()
    assert one.view == "same"
    assert judged.dispute.docket.filter(step="handoff.compare").count() == 2


def test_nobody_else_does(judged, worker, employer, clerk, presiding, elsewhere, subtests):
    for who in (worker, employer, clerk, presiding, elsewhere):
        with subtests.test(who=who.username), pytest.raises(PermissionDenied):
            perform(judged, "compare", by=who, views=[view(judged)])


def test_a_row_that_says_nothing_is_refused(judged, court, subtests):
    for wrong in ({"claim": 999_999}, {"view": "better"}, {"reason": " "}):
        with subtests.test(wrong=wrong), pytest.raises(NotLawful):
            perform(judged, "compare", by=court, views=[view(judged) | wrong])
    assert not Comparison.objects.exists()


def test_what_rests_on_no_award_is_not_compared(handoff, court):
    one = handoff(stage="judged", ground="direct_suit")
    HandOff.objects.filter(pk=one.pk).update(record_type="arbitration")
    with pytest.raises(NotLawful):
        perform(HandOff.objects.get(), "compare", by=court, views=[{"claim": 1, "view": "same"}])


def test_the_page_asks_for_the_reason_and_keeps_what_was_typed(judged, court, client):
    client.force_login(court)
    address = f"/cases/{judged.dispute.reference}/handoff/{judged.pk}/compare/"
    (item,) = judged.subject.items.all()
    key = item.claim_id
    said = {f"view_{key}": "partly", f"article_{key}": "劳动合同法第四十七条", f"reason_{key}": ""}
    wrong = client.post(address, said)
    assert wrong.status_code == 422 and f"reason_{key}" in wrong.context["form"].errors
    assert "劳动合同法第四十七条" in wrong.content.decode()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, said | {f"reason_{key}": "基数不同"}).status_code == 302
    assert Comparison.objects.get().reason == "基数不同"


def test_the_report_counts_by_issue_article_and_office_and_names_what_waits(judged, court, director, client):
    client.force_login(director)
    empty = client.get("/overview/standards/").content.decode()
    assert judged.dispute.number in empty and "尚未比对的裁判" in empty
    perform(judged, "compare", by=court, views=[view(judged)])
    page = client.get("/overview/standards/")
    tables = dict(page.context["tables"])
    (line,) = tables["issue"]
    assert (str(line.label), line.all, line.same, line.differs, line.share) == ("劳动报酬", 1, 0, 1, 0)
    assert [line.label for line in tables["article"]] == ["劳动合同法第四十七条"]
    assert [line.label for line in tables["office"]] == [judged.from_office.name]
    assert "工龄起算不同" in page.content.decode() and not page.context["waiting"]
    year = judged.answered_on.year
    assert client.get(f"/overview/standards/?year={year}").context["compared"] == 1
    assert client.get(f"/overview/standards/?year={year}").context["year"] == year
    assert client.get("/overview/standards/?year=1").context["compared"] == 1  # no such year: all of them


def test_one_judgment_on_the_suits_of_both_sides_counts_each_claim_once(
    open_award, worker, employer, clerk, court, director, client
):
    """J1-4: the court joins them; two hand-offs, one judgment."""
    suits = [file(open_award, "suit", user) for user in (worker, employer)]
    one, two = [before_court(suit, clerk, court, "judged", a=today(), b=today()) for suit in suits]
    perform(one, "compare", by=court, views=[view(one)])
    client.force_login(director)
    assert not client.get("/overview/standards/").context["waiting"]
    perform(two, "compare", by=court, views=[view(two, "partly")])
    page = client.get("/overview/standards/")
    (line,) = dict(page.context["tables"])["issue"]
    assert (line.all, line.partly, line.differs) == (1, 1, 0) and page.context["compared"] == 1
    assert not page.context["waiting"]


def test_each_office_sees_its_own_and_the_province_all(judged, court, elsewhere, client, committee):
    perform(judged, "compare", by=court, views=[view(judged)])
    seen = {
        "court": court,
        "elsewhere": elsewhere,
        "supervisor": person("boss", role="supervisor", office=committee),
    }
    found = {}
    for name, user in seen.items():
        client.force_login(user)
        found[name] = client.get("/overview/standards/").context["compared"]
    assert found == {"court": 1, "elsewhere": 0, "supervisor": 1}


EXPORTS = ["/overview/standards/export.csv", "/overview/standards/export.json"]


def test_the_report_leaves_as_a_spreadsheet_and_as_data_with_the_figures_of_the_page(judged, court, client):
    perform(judged, "compare", by=court, views=[view(judged)])
    client.force_login(court)
    page = client.get("/overview/standards/")
    for address in EXPORTS:
        assert address in page.content.decode()
    sheet = client.get(EXPORTS[0])
    assert sheet["Content-Type"] == "text/csv; charset=utf-8" and sheet.content.startswith(b"\xef\xbb\xbf")
    assert 'attachment; filename="standards.csv"' in sheet["Content-Disposition"]
    heading, *rows = csv.reader(io.StringIO(sheet.content.decode("utf-8-sig")))
    assert heading[:3] == ["统计口径", "统计项目", "已比对请求"] and len(heading) == 7
    told = json.loads(client.get(EXPORTS[1]).content)
    for by, found in page.context["tables"]:
        assert [(one["label"], one["all"], one["share"]) for one in told["tables"][by]] == [
            (str(line.label), line.all, line.share) for line in found
        ]
        for line in found:
            assert [str(line.label), "1", "0", "0", "1", "0%"] in [row[1:] for row in rows]
    (one,) = told["differing"]
    assert one["reason"] == "工龄起算不同" and one["number"] == judged.dispute.number and told["complete"]


def test_the_files_follow_the_year_and_the_reader(judged, court, elsewhere, client):
    perform(judged, "compare", by=court, views=[view(judged)])
    year = judged.answered_on.year
    for user, compared in ((court, 1), (elsewhere, 0)):
        client.force_login(user)
        assert json.loads(client.get(EXPORTS[1]).content)["compared"] == compared
        assert len(client.get(EXPORTS[0]).content.decode().splitlines()) == 1 + 4 * compared
    client.force_login(court)
    Comparison.objects.update(answered_on=judged.answered_on.replace(year=year - 1))
    assert json.loads(client.get(f"{EXPORTS[1]}?year={year - 1}").content)["year"] == year - 1
    assert f"standards-{year - 1}.csv" in client.get(f"{EXPORTS[0]}?year={year - 1}")["Content-Disposition"]


def test_others_have_neither_page_nor_file(judged, worker, clerk, mediator, editor, client, subtests):
    for who, address in itertools.product(
        (worker, clerk, mediator, editor), ["/overview/standards/", *EXPORTS]
    ):
        with subtests.test(who=who.username, address=address):
            client.force_login(who)
            assert client.get(address).status_code == 403


def test_threat_22_no_cell_of_the_spreadsheet_is_run(judged, court, client, subtests):
    perform(judged, "compare", by=court, views=[view(judged)])
    client.force_login(court)
    for sign in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "|cmd", "'=1"):
        with subtests.test(sign=sign):
            Comparison.objects.update(article=sign)
            sheet = client.get(EXPORTS[0]).content.decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(sheet, newline="")))
            (cell,) = [row[1] for row in rows[1:] if sign in row[1]]
            assert cell.startswith("'")
            for row in rows[1:]:
                assert all(said[:1].isdigit() or said[:1] not in "=+-@\t\r" for said in row)


def test_the_files_ask_a_bounded_number_of_questions(judged, court, client, django_assert_max_num_queries):
    perform(judged, "compare", by=court, views=[view(judged)])
    one = Comparison.objects.get()
    for n in range(40):
        claim = judged.dispute.claims.create(kind="wages", text=f"{n}", amount=1)
        Comparison.objects.create(
            handoff=judged, office=one.office, court=one.court, claim=claim, issue="wages", view="differs",
            reason="不同", answered_on=one.answered_on,
        )  # fmt: skip
    client.force_login(court)
    for address in EXPORTS:
        with django_assert_max_num_queries(14):
            assert client.get(address).status_code == 200


def test_a_courts_own_system_compares_over_the_api(judged, court):
    from tests.api.test_partner import make

    system = make(judged.office, "审判系统")
    told = system.request("GET", f"/api/v1/court/handoffs/{judged.pk}/").json()
    (claim,) = told["claims"]
    row = {
        "claim": claim["number"],
        "view": "partly",
        "article": "劳动合同法第四十七条",
        "reason": "基数不同",
    }
    wrong = [None, [], [{"claim": "1"}], [row | {"view": 3}], [row | {"article": "长" * 41}], "same"]
    on = judged.answered_on.isoformat()
    for views in wrong:
        said = {"sequence": 1, "event": "compared", "on": on, "views": views}
        assert (
            system.request("POST", f"/api/v1/court/handoffs/{judged.pk}/messages/", said).status_code == 422
        ), views
    said = {"sequence": 1, "event": "compared", "on": on, "views": [row]}
    answer = system.request("POST", f"/api/v1/court/handoffs/{judged.pk}/messages/", said)
    assert answer.json()["state"] == "taken", answer.content.decode()
    assert Comparison.objects.get().view == "partly"
