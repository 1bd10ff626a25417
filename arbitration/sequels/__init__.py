"""What one step brings about elsewhere in the case, in the same transaction."""

from arbitration.sequels import (
    awards,
    calendar,
    cases,
    court,
    evidence,
    inquiries,
    minutes,
    online,
    reviews,
    seats,
    striking,
    supervision,
    tribunal,
)

__all__ = [
    "awards",
    "calendar",
    "cases",
    "court",
    "evidence",
    "inquiries",
    "minutes",
    "online",
    "reviews",
    "seats",
    "striking",
    "supervision",
    "tribunal",
]
