"""The planted world is built once for all page tests and thrown away after them."""

import pytest
import time_machine
from django.core.signals import request_finished
from django.db import close_old_connections, transaction
from django.test import override_settings

from tests.pages import world as planted


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with (
        time_machine.travel(planted.TODAY, tick=False),
        override_settings(SESSION_ENGINE="django.contrib.sessions.backends.cache"),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        request_finished.disconnect(close_old_connections)
        yield planted.build()
        request_finished.connect(close_old_connections)
        transaction.set_rollback(True)
