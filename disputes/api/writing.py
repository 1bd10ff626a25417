"""What callers get is written here."""

from __future__ import annotations

from typing import Any

from rest_framework.renderers import JSONRenderer


class Escaped(JSONRenderer):
    ensure_ascii = True


class WholeJson(JSONRenderer):
    """JSON as ever; half a surrogate pair that a caller sent cannot be written as it is and is escaped."""

    def render(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().render(*args, **kwargs)
        except UnicodeEncodeError:
            return Escaped().render(*args, **kwargs)
