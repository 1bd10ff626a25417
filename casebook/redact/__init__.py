"""Remove what identifies people from a text: pure functions, no framework, no clock, no database."""

from casebook.redact.engine import DEFAULT_HIDDEN, Redacted, redact
from casebook.redact.spans import TYPES, Span

__all__ = ["DEFAULT_HIDDEN", "TYPES", "Redacted", "Span", "redact"]
