"""A new key of personal data is put in front: what was written before is read, and its people are found."""

import pytest
from django.db import connection

from disputes.models import User
from disputes.models.fields import blind_index

pytestmark = pytest.mark.django_db
IDENTITY = "44010619880312224X"


def test_a_new_key_in_front_writes_and_the_old_one_still_reads(settings):
    settings.FIELD_KEYS = ["a" * 50]
    before = User.objects.create(username="before", identity=IDENTITY)
    settings.FIELD_KEYS = ["b" * 50, "a" * 50]
    assert User.objects.get(pk=before.pk).identity == IDENTITY
    after = User.objects.create(username="after", identity=IDENTITY)
    settings.FIELD_KEYS = ["b" * 50]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM disputes_user WHERE identity LIKE 'v1.%'")
        assert cursor.fetchone() == (2,)
    assert User.objects.get(pk=after.pk).identity == IDENTITY
    with pytest.raises(ValueError, match="no key"):
        User.objects.get(pk=before.pk)


def test_who_was_known_under_the_old_key_is_found_under_the_new_one(settings):
    settings.FIELD_KEYS = ["a" * 50]
    before = User.objects.create(username="before", identity=IDENTITY)
    settings.FIELD_KEYS = ["b" * 50, "a" * 50]
    assert User.objects.get(identity_index=blind_index(IDENTITY)) == before
    after = User.objects.create(username="after", identity=IDENTITY)
    assert after.identity_index == before.identity_index
