"""The administrator keeps offices, accounts and posts, and reads no case."""

import pytest

from disputes.models import Office, User

pytestmark = pytest.mark.django_db
NO_MORE = {"posts-INITIAL_FORMS": "0", "posts-MIN_NUM_FORMS": "0", "posts-MAX_NUM_FORMS": "1000"}


def test_an_account_is_made_with_its_post_and_ends_without_being_deleted(admin_client, committee):
    passwords = dict.fromkeys(("password1", "password2"), "quiet-Harbour-2026")
    post = {"posts-0-office": committee.pk, "posts-0-role": "clerk", "posts-0-since": "2026-01-05"}
    made = admin_client.post(
        "/admin/disputes/user/add/",
        {"username": "newclerk", "name": "何立", **passwords, "posts-TOTAL_FORMS": "1", **NO_MORE, **post},
    )
    assert made.status_code == 302
    user = User.objects.get(username="newclerk")
    assert user.offices("clerk") == [committee.pk] and not user.is_staff and not user.is_superuser
    assert admin_client.post(f"/admin/disputes/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    page = admin_client.get(f"/admin/disputes/user/{user.pk}/change/").content.decode()
    assert "posts-0-until" in page and "is_superuser" not in page and "identity" not in page


def test_nobody_appoints_himself(admin_client, admin_user, committee):
    address = f"/admin/disputes/user/{admin_user.pk}/change/"
    assert "posts-0-role" not in admin_client.get(address).content.decode()
    post = {"posts-0-office": committee.pk, "posts-0-role": "director", "posts-0-since": "2026-01-05"}
    admin_client.post(
        address,
        {"username": admin_user.username, "is_active": "on", "posts-TOTAL_FORMS": "1", **NO_MORE, **post},
    )
    assert User.objects.get(pk=admin_user.pk).offices("director") == []


def test_an_office_is_found_and_its_settings_are_kept(admin_client, committee):
    page = admin_client.get("/admin/disputes/office/?q=越秀").content.decode()
    assert committee.name in page and "机构s" not in page
    address = f"/admin/disputes/office/{committee.pk}/change/"
    fields = {
        "kind": committee.kind,
        "name": committee.name,
        "division": committee.division,
        "court": committee.court_id,
    }
    answer = admin_client.post(address, fields | {"settings": '{"correction_days": 7}'})
    assert answer.status_code == 302
    assert Office.objects.get(pk=committee.pk).settings == {"correction_days": 7}


def test_a_clerk_has_no_such_page(client, committee):
    from tests.conftest import person

    client.force_login(person("filer", role="clerk", office=committee))
    assert client.get("/admin/disputes/user/").status_code != 200


def test_threat_20_no_page_of_a_library_tells_sessions_or_second_factors(admin_client, committee):
    """A session that is found letter by letter, or a secret that is read, opens every case of its owner."""
    from allauth.mfa.models import Authenticator

    from tests.conftest import person

    clerk = person("filer", role="clerk", office=committee)
    factor = Authenticator.objects.create(
        user=clerk, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    for page in ("usersessions/usersession", "account/emailaddress", "auth/group", "viewflow/process"):
        assert admin_client.get(f"/admin/{page}/").status_code == 404, page
    address = f"/admin/mfa/authenticator/{factor.pk}"
    seen = admin_client.get(f"{address}/change/")
    assert seen.status_code == 200 and "JBSWY3DPEHPK3PXP" not in seen.content.decode()
    assert admin_client.get("/admin/mfa/authenticator/add/").status_code == 403
    admin_client.post(f"{address}/change/", {"user": clerk.pk, "type": "totp", "data": "{}"})
    factor.refresh_from_db()
    assert factor.data == {"secret": "JBSWY3DPEHPK3PXP"}
    assert admin_client.post(f"{address}/delete/", {"post": "yes"}).status_code == 302  # a lost telephone
    assert not Authenticator.objects.filter(user=clerk).exists()


def changes(user, committee, client):
    from tests.conftest import person

    client.force_login(person(user, role=user, office=committee))
    return client.get("/overview/administration/")


def test_the_supervisor_reads_what_an_administrator_changed_and_nobody_else_does(
    admin_client, admin_user, committee, client
):
    from allauth.mfa.models import Authenticator

    from tests.conftest import person

    clerk = person("clerk", role="clerk", office=committee)
    assert "管理员尚未作过变更" in changes("supervisor", committee, client).content.decode()
    told = {"username": "clerk", "name": "何立", "email": "new@example.org", "is_active": "on"}
    post = {"posts-0-office": committee.pk, "posts-0-role": "director", "posts-0-since": "2026-01-05"}
    address = f"/admin/disputes/user/{clerk.pk}/"
    assert admin_client.post(f"{address}change/", told | post | {"posts-TOTAL_FORMS": "1", **NO_MORE}).status_code == 302  # fmt: skip
    twice = dict.fromkeys(("password1", "password2"), "quiet-Harbour-2026")
    assert admin_client.post(f"{address}password/", twice | {"usable_password": "true"}).status_code == 302
    factor = Authenticator.objects.create(user=clerk, type=Authenticator.Type.TOTP, data={"secret": "x"})
    admin_client.post(f"/admin/mfa/authenticator/{factor.pk}/delete/", {"post": "yes"})
    page = changes("supervisor", committee, client).content.decode()
    for words in (
        "何立",
        "电子邮箱",
        "密码",
        f"{committee} · 仲裁委主任（负责人）",
        str(admin_user),
        "双重验证",
    ):
        assert words in page, words
    assert "quiet-Harbour" not in page and "Director" not in page and "authenticator" not in page
    for user in ("director", "administrator", "clerk"):
        assert changes(user, committee, client).status_code == 403


def test_the_trail_of_administration_is_never_changed(admin_client, committee):
    from django.contrib.admin.models import LogEntry
    from django.db import DatabaseError, transaction

    admin_client.post("/admin/disputes/office/add/", {"kind": "committee", "name": "甲仲裁委", "division": "440104", "settings": "{}"})  # fmt: skip
    rows = LogEntry.objects.all()
    assert rows.count() == 1
    for change in (rows.delete, lambda: rows.update(object_repr="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "asked",
    ["disputes/user/?opened_disputes=1", "disputes/user/?seats=1", "disputes/user/?identity_index__startswith=a",
     "mediation/mediation/?extension_by=A", "arbitration/arbitration/?asked_by__contains=a",
     "mfa/authenticator/?data__contains=a"],
)  # fmt: skip
def test_a_list_is_asked_for_nothing_that_it_does_not_show(admin_client, asked):
    assert admin_client.get(f"/admin/{asked}").status_code == 400
    shown = admin_client.get(f"/admin/{asked.partition('?')[0]}")
    assert shown.status_code == 200


def test_the_filters_of_a_list_are_answered(admin_client):
    for asked in ("disputes/user/?is_active__exact=1", "disputes/user/?posts__role__exact=clerk", "arbitration/hearing/?day__year=2026"):  # fmt: skip
        assert admin_client.get(f"/admin/{asked}").status_code == 200
