"""Django's engine for SQLite, which puts the placeholders of a statement into SQLite's own words once, not each time.

A batch of lapses sends some ten thousand of them in statements that are always the same (tests/bench/test_sweep.py).
"""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base


@lru_cache(maxsize=1024)
def _put(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        return str(super().convert_query(query, param_names=param_names)) if param_names else _put(query)


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=Cursor)
