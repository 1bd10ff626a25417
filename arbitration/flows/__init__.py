"""The duties of the people of a committee. The law opens and ends them; they order nobody's law."""

from arbitration.flows import hearing, intake, interim, minutes, preparing, reviews

__all__ = ["hearing", "intake", "interim", "minutes", "preparing", "reviews"]
