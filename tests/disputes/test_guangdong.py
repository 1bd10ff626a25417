from types import SimpleNamespace

import pytest

from disputes import guangdong
from disputes.lifecycle.grounds import Ground
from disputes.models import Dispute, Office
from disputes.models.venue import courts_of, venues


@pytest.mark.django_db
def test_every_city_has_a_committee_a_centre_and_its_courts_and_loading_twice_changes_nothing():
    count = guangdong.load()
    assert guangdong.load() == count == Office.objects.count()
    cities = {o.city for o in Office.objects.filter(kind="committee", division__endswith="00")} - {"440000"}
    assert len(cities) == 21
    yuexiu = Office.objects.get(kind="committee", division="440104")
    assert yuexiu.name == "广州市越秀区劳动人事争议仲裁委员会"
    assert yuexiu.court.name == "广州市越秀区人民法院" and yuexiu.court.court.name == "广州市中级人民法院"


@pytest.mark.django_db
def test_no_two_committees_share_a_short_name():
    guangdong.load()
    short = list(Office.objects.filter(kind="committee").values_list("short", flat=True))
    twins = {name for name in short if short.count(name) > 1}
    assert not twins


@pytest.mark.django_db
def test_loading_again_keeps_what_an_office_chose():
    guangdong.load()
    city = Office.objects.get(kind="committee", division="440100")
    district = Office.objects.get(kind="committee", division="440104")
    city.settings = {"award_rolls": "raw", "number": "{short}{serial}"}
    district.settings |= {"overtime_base": "all_pay"}
    city.save()
    district.save()
    guangdong.load()
    city.refresh_from_db()
    district.refresh_from_db()
    assert city.settings == {"award_rolls": "raw", "number": "{short}{serial}"}
    assert district.settings == {"overtime_base": "all_pay", "confidence": "RECALLED"}


def test_a_request_to_set_aside_finds_its_intermediate_court_from_every_committee(db):
    guangdong.load()
    ground = Ground.all["set_aside"]
    committees = list(Office.objects.filter(kind="committee").select_related("court__court"))
    found = {}
    for office in committees:
        subject = SimpleNamespace(office=office, dispute=Dispute())
        (found[office.name],) = venues(ground, subject, courts_of(subject.dispute, [office]))
    assert len(found) > 140 and {venue.court.kind for venue in found.values()} == {"intermediate_court"}
    assert found["广东省劳动人事争议仲裁委员会"].court.name == "广州市中级人民法院"
    assert found["深圳市劳动人事争议仲裁委员会"].court.name == "深圳市中级人民法院"
    assert {venue.code for venue in found.values()} == {"committee"}


def test_the_first_court_of_the_city_is_not_said_to_be_that_of_the_district(db):
    guangdong.load()
    Office.objects.filter(name="广州市天河区人民法院").update(kind="review")  # no court of that district
    office = Office.objects.get(name="广州市越秀区劳动人事争议仲裁委员会")
    subject = SimpleNamespace(office=office, dispute=Dispute(workplace="440106", employer_seat="440104"))
    first, second = venues(Ground.all["suit"], subject, courts_of(subject.dispute, [office]))
    assert first.code == "workplace_city" and "名册中没有" in str(first.why) and first.law == "J1-3"
    assert (second.code, second.court.division) == ("employer", "440104")
