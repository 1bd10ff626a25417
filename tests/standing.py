"""A case walked once for all tests of a module that begin with it: `pytestmark = pytest.mark.standing("ready")`.

Of the names given, deepest first, a test begins with the first it asks for. What that fixture needs is made once,
outside the transaction of any test; each test is rolled back to there and has copies of its own of what was made, on
the day the walk ended. A test that asks for none of them finds an empty house, as ever.
"""

import copy
import inspect
from contextlib import ExitStack
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

LIVE = {"request", "monkeypatch", "settings", "client", "tmp_path"}  # each test's own, never walked with


class Standing:
    """What stands now, if anything: the values by the names of their fixtures."""

    def __init__(self):
        self.key, self.values, self.moment, self.stack = None, {}, None, ExitStack()

    def begin(self, item, blocker):
        """What stood for the test before goes, unless this one begins there too."""
        key = wanted(item)
        if key != self.key:
            self.end(blocker)
            if key:
                with blocker.unblock():
                    self.walk(item, key)

    def walk(self, item, key):
        with ExitStack() as stack, ExitStack() as clocks:
            stack.enter_context(transaction.atomic())
            stack.callback(transaction.set_rollback, rollback=True)
            if "clock" in item.fixturenames:
                self.make(item, "clock", clocks)
            self.make(item, key[1], clocks)
            self.key, self.moment, self.stack = key, timezone.now(), stack.pop_all()

    def make(self, item, name, clocks):
        """The fixture of that name, after all it needs; a clock goes only as long as the walk."""
        if name in self.values:
            return self.values[name]
        if name in LIVE:
            raise pytest.UsageError(f"{item.nodeid}: what stands needs {name}, which is each test's own")
        definition = item._fixtureinfo.name2fixturedefs[name][-1]
        needs = {each: self.make(item, each, clocks) for each in definition.argnames if each != "db"}
        made = definition.func(**needs, **({"db": None} if "db" in definition.argnames else {}))
        if inspect.isgenerator(made):
            running, made = made, next(made)
            clocks.callback(next, running, None)
        self.values[name] = made
        return made

    def copied(self, request):
        """Of everything a copy, with one memory of what is the same; the clock is the test's."""
        if "clock" not in self.values:
            return copy.deepcopy(self.values)
        clock = request.getfixturevalue("clock")
        getattr(clock, "traveller", clock).move_to(self.moment)
        return copy.deepcopy(self.values, {id(self.values["clock"]): clock})

    def end(self, blocker):
        with blocker.unblock():
            self.stack.close()
        self.__init__()


STANDING = Standing()


def wanted(item):
    """The module and the name with which a test begins, or None."""
    marker = item.get_closest_marker("standing")
    database = item.get_closest_marker("django_db")
    if "transactional_db" in item.fixturenames or (database and database.kwargs.get("transaction")):
        return None
    name = next((name for name in marker.args if name in item.fixturenames), None) if marker else None
    return name and (item.path, name)


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    item = request._pyfuncitem if request.scope == "function" else None
    if item is None:
        return None
    if fixturedef.argname == "_django_db_helper":
        blocker = request.getfixturevalue("django_db_blocker")
        STANDING.begin(item, blocker)
        if STANDING.key:
            item.standing = STANDING.copied(request)
            item.getparent(pytest.Module).addfinalizer(partial(STANDING.end, blocker))
        return None
    made = getattr(item, "standing", {})
    if fixturedef.argname == "clock" or fixturedef.argname not in made:
        return None
    fixturedef.cached_result = (made[fixturedef.argname], fixturedef.cache_key(request), None)
    return made[fixturedef.argname]


def pytest_runtest_teardown(item):
    item.standing = {}


def in_turn(items):
    """Within each module, those that begin alike stand together; the order is otherwise as written."""
    marked = [n for n, item in enumerate(items) if wanted(item)]
    turned = sorted((items[n] for n in marked), key=lambda item: tuple(map(str, wanted(item))))
    for n, item in zip(marked, turned, strict=True):
        items[n] = item
