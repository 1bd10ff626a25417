"""Statements for SQLite are put into its words once; what they ask and what is seen of them stays the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the other database takes them as they are"),
]


def test_a_statement_asks_the_same_again_with_other_values():
    with connection.cursor() as cursor:
        for value in ("甲", "%s", 7):
            cursor.execute("SELECT %s, '%%', '100%%s'", [value])
            assert cursor.fetchone() == (value, "%", "100%s")
        cursor.execute("SELECT %(a)s || %(b)s", {"a": "甲", "b": "乙"})
        assert cursor.fetchone() == ("甲乙",)
        cursor.execute("SELECT '%s'")  # without values nothing stands for one
        assert cursor.fetchone() == ("%s",)


def test_what_was_asked_is_told_with_its_values():
    with CaptureQueriesContext(connection) as told, connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["甲"])
    assert told[0]["sql"] == "SELECT '甲'"
