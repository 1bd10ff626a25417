import pytest

from disputes import guangdong
from disputes.models import Office


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
