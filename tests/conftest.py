"""The cast: one person per role, one office of each kind, and cases walked to a stage by real steps."""

import datetime as dt
import gc
import os

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import settings

from disputes.live import bell
from disputes.models import Claim, Dispute, Engagement, Office, Party, Post, Seat, User
from tests import tables
from tests.standing import in_turn, pytest_fixture_setup, pytest_runtest_teardown  # noqa: F401

# Properties run without a stopwatch (the machine is shared) and on the same examples everywhere, so that what
# passed here passes there; `make test SCALE=full` tries new ones.
settings.register_profile("house", deadline=None, derandomize=os.environ.get("SCALE") != "full")
settings.load_profile("house")


def pytest_collection_modifyitems(config, items):
    """`ASKING=services` leaves out the modules of which no test asks the database or the channel layer."""
    if os.environ.get("ASKING") == "services":
        asking = {item.path for item in items if asks(item)}
        config.hook.pytest_deselected(items=[item for item in items if item.path not in asking])
        items[:] = [item for item in items if item.path in asking]
    in_turn(items)


def pytest_collection_finish():
    """What was loaded and collected stays: no collection of garbage looks at it again, as in production."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


def asks(item):
    return (
        item.get_closest_marker("django_db") is not None
        or "django_db_setup" in item.fixturenames
        or hasattr(item.module, "get_channel_layer")
    )


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, django_db_modify_db_settings):
    """On SQLite the tables of an earlier run of the same code serve again."""
    if connection.vendor != "sqlite" or django_db_keepdb:
        yield django_db_keepdb
    elif tables.lay(tables.own()):
        yield True
        tables.drop()
    else:
        yield False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker):
    """Tables that were made anew are kept for the next run."""
    if connection.vendor == "sqlite" and not django_db_keepdb:
        with django_db_blocker.unblock():
            tables.keep(tables.kept())


@pytest.fixture(autouse=True)
def the_language_of_the_house():
    """A request leaves its language behind in the thread: no test begins in that of the one before."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def rung_out():
    """The bell of a test has rung before its tables are emptied."""
    yield
    bell.settle()


@pytest.fixture(autouse=True)
def no_plug_is_pulled(request, monkeypatch):
    """Waiting for the disk is a tenth of what a court package costs; what measures or kills waits for it."""
    if not any(request.node.get_closest_marker(kind) for kind in ("bench", "long")):
        monkeypatch.setattr(os, "fsync", lambda handle: None)


def person(username: str, *, role: str = "", office: Office | None = None) -> User:
    user, _made = User.objects.get_or_create(username=username, defaults={"name": username.title()})
    if role and office:
        Post.objects.get_or_create(
            user=user, office=office, role=role, defaults={"since": dt.date(2020, 1, 1)}
        )
    return User.objects.get(pk=user.pk)


@pytest.fixture
def committee(db):
    intermediate = Office.objects.create(
        kind="intermediate_court", name="广州市中级人民法院", division="440100"
    )
    court = Office.objects.create(
        kind="basic_court", name="广州市越秀区人民法院", division="440104", court=intermediate
    )
    return Office.objects.create(
        kind="committee",
        name="广州市越秀区劳动人事争议仲裁委员会",
        short="穗越",
        division="440104",
        court=court,
    )


@pytest.fixture
def organisation(db):
    return Office.objects.create(
        kind="mediation",
        organisation="township",
        name="广州市越秀区北京街道调解委员会",
        short="穗越北京街",
        division="440104",
    )


@pytest.fixture
def worker(db):
    return person("worker")


@pytest.fixture
def employer(db):
    return person("employer")


@pytest.fixture
def stranger(db):
    return person("stranger")


@pytest.fixture
def mediator(organisation):
    return person("mediator", role="mediator", office=organisation)


@pytest.fixture
def lead(organisation):
    return person("lead", role="lead", office=organisation)


@pytest.fixture
def clerk(committee):
    return person("clerk", role="clerk", office=committee)


@pytest.fixture
def director(committee):
    return person("director", role="director", office=committee)


@pytest.fixture
def presiding(committee):
    return person("presiding", role="presiding", office=committee)


@pytest.fixture
def arbitrator(committee):
    return person("arbitrator", role="arbitrator", office=committee)


@pytest.fixture
def recorder(committee):
    return person("recorder", role="recorder", office=committee)


@pytest.fixture
def court(committee):
    return person("court", role="court", office=committee.court)


@pytest.fixture
def editor(committee):
    return person("editor", role="editor", office=committee)


@pytest.fixture
def dispute(worker, employer):
    """A draft with both sides, one claim for wages, and a seat for each side."""
    dispute = Dispute.objects.create(
        opened_by=worker,
        cause="追索劳动报酬",
        workplace="440104",
        employer_seat="440104",
        facts_text="拖欠三个月工资。",
    )
    a = Party.objects.create(
        dispute=dispute, side="A", name="陈嘉禾", worker=True, identity="44010619880312224X", phone="13800138000",
        address="广州市越秀区北京路1号", sex="女", born_on="1988-03-12",
    )  # fmt: skip
    b = Party.objects.create(
        dispute=dispute, side="B", kind="organisation", name="广州市云岭物流有限公司", identity="91440101MA5CK7Q279",
        address="广州市越秀区中山路2号", head="任晓峰", head_post="执行董事", phone="02083330000",
    )  # fmt: skip
    Seat.objects.create(dispute=dispute, user=worker, role="party", side="A", party=a)
    Seat.objects.create(dispute=dispute, user=employer, role="party", side="B", party=b)
    Claim.objects.create(dispute=dispute, kind="wages", text="支付2026年6月至8月工资", amount="24000.00")
    return dispute


@pytest.fixture
def engaged(dispute, committee):
    """The dispute is before the committee: its staff may enter."""
    Engagement.objects.create(dispute=dispute, office=committee, capacity="arbitration")
    return dispute


@pytest.fixture(scope="session", autouse=True)
def the_suite_may_empty_the_docket():
    """Between tests with real transactions the tables are emptied; SQLite's trigger would refuse even that."""
    from django.db.backends.sqlite3.base import DatabaseOperations

    from disputes.models import triggers

    flush = DatabaseOperations.execute_sql_flush

    def emptied(self, sql_list):
        with self.connection.cursor() as cursor:
            for statement in triggers.SQLITE_UNDO + triggers.TRAIL_SQLITE_UNDO:
                cursor.execute(statement)
        flush(self, sql_list)
        with self.connection.cursor() as cursor:
            for statement in triggers.SQLITE + triggers.TRAIL_SQLITE:
                cursor.execute(statement)

    DatabaseOperations.execute_sql_flush = emptied
    yield
    DatabaseOperations.execute_sql_flush = flush


@pytest.fixture(scope="session", autouse=True)
def who_lingers_keeps_no_database():
    """On a loaded machine a vacuum or a thread's connection may outlive the last test: PostgreSQL would not drop it."""
    if connection.vendor != "postgresql":
        yield
        return
    from django.db.backends.postgresql.creation import DatabaseCreation

    destroy = DatabaseCreation._destroy_test_db

    def destroyed(self, name, verbosity):
        self.connection.close_pool()
        with self._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
            )
        destroy(self, name, verbosity)

    DatabaseCreation._destroy_test_db = destroyed  # for good: the database is dropped after this fixture ends
    yield
