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
