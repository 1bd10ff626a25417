"""Cities without districts: several basic courts share them by town and street (J1-3); a person decides what is not known."""

import pytest
from django.urls import reverse

from disputes import guangdong
from disputes.lifecycle.grounds import Ground
from disputes.models import Dispute, HandOff, Office
from disputes.models.venue import courts_of, lies_in, venues
from tests.court.test_awards import cast, clock, open_award, room, walk

pytestmark = pytest.mark.standing("open_award")

__all__ = ["cast", "clock", "open_award", "room", "walk"]
FIRST, SECOND, THIRD = (f"东莞市第{n}人民法院" for n in "一二三")


@pytest.fixture
def dongguan(db):
    guangdong.load()


@pytest.mark.parametrize(("city", "count", "towns"), [("441900", 3, 32), ("442000", 2, 20)])
def test_every_town_belongs_to_one_court_at_most(dongguan, city, count, towns):
    courts = Office.objects.filter(kind="basic_court", division=city)
    lists = [town for court in courts for town in court.settings["towns"]]
    assert courts.count() == count and len(lists) == len(set(lists)) == towns
    assert {court.settings["confidence"] for court in courts} == {"RECALLED"}
    assert all(court.court.name.endswith("中级人民法院") for court in courts)


def test_what_the_register_was_told_since_stays(dongguan):
    court = Office.objects.get(name=SECOND)
    court.settings["towns"] = ["虎门镇"]
    court.save()
    guangdong.load()
    assert Office.objects.get(name=SECOND).settings["towns"] == ["虎门镇"]


@pytest.mark.parametrize(
    ("address", "towns", "lies"),
    [
        ("东莞市大朗镇富民路1号", ["大朗镇"], True),
        ("东莞市大朗富民路1号", ["大朗镇"], True),
        ("南城区鸿福路9号", ["南城街道"], True),
        ("中山市古镇镇同兴路", ["古镇镇"], True),
        ("东莞市南城街道东城路3号", ["东城街道"], False),
        ("东莞市虎门大道3号", ["虎门镇"], False),
        ("松山湖科技路1号", ["大朗镇"], False),
    ],
)
def test_an_address_names_its_town(address, towns, lies):
    assert lies_in(address, towns) is lies


def there(open_award, work="", seat=""):
    """The courts a suit may go to; the work and the employer in 东莞, at these addresses."""
    Dispute.objects.update(
        workplace="441900", workplace_address=work, employer_seat="441900" if seat else "440106"
    )
    dispute = Dispute.objects.get()
    dispute.parties.filter(worker=False).update(address=seat)
    open_award.dispute = dispute
    return [
        (one.court.name, one.code)
        for one in venues(Ground.all["suit"], open_award, courts_of(dispute, [open_award.office]))
    ]


def test_the_town_of_the_work_and_of_the_employer_tell_the_courts(open_award, dongguan):
    found = there(open_award, "东莞市塘厦镇花园新街1号", "东莞市长安镇德政路2号")
    assert found == [(THIRD, "workplace"), (SECOND, "employer")]


@pytest.mark.parametrize("work", ["", "松山湖科技路1号", "虎门镇与长安镇之间，另在塘厦镇"])
def test_where_the_town_is_not_known_all_are_offered_with_the_reason(open_award, dongguan, work):
    found = there(open_award, work)
    assert found[:3] == [(name, "workplace_town") for name in (FIRST, SECOND, THIRD)]


def test_nobody_is_sent_to_a_guessed_court(open_award, dongguan, worker, client):
    there(open_award)
    client.force_login(worker)
    address = f"/cases/{open_award.dispute.reference}/new/handoff/file/"
    page = client.get(address)
    form = page.context["form"]
    assert "请在下方选择当地的法院" in page.content.decode()
    offered = {str(words).partition("：")[0]: key for key, words in form.fields["court"].choices if key}
    assert {FIRST, SECOND, THIRD} <= set(offered)
    asked = {"way": form.fields["way"].choices[0][0], "reason": "请求改判", "confirmed": "1"}
    wrong = client.post(address, asked)
    assert wrong.status_code == 422 and "从地址看不出属于哪一家" in wrong.content.decode()
    assert client.post(address, asked | {"court": offered[THIRD]}).status_code == 302
    one = HandOff.objects.get()
    assert one.office.name == THIRD and one.venue == "workplace_town"
    shown = client.get(reverse("disputes:court_handoff", args=[one.pk])).content.decode()
    assert "几家基层人民法院按镇街划分管辖" in shown


def test_a_committee_of_such_a_city_has_its_intermediate_court_above(dongguan):
    committee = Office.objects.get(kind="committee", division="441900")
    assert committee.court.court.name == "东莞市中级人民法院"
