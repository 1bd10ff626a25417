"""What people say to take the steps of an arbitration, an award and a review."""

from arbitration.forms import (
    agreeing,
    archive,
    award,
    dates,
    evidence,
    hearing,
    inquiry,
    intake,
    interim,
    minutes,
    online,
    preparing,
    reviews,
    sittings,
)

__all__ = [
    "agreeing",
    "archive",
    "award",
    "dates",
    "evidence",
    "hearing",
    "inquiry",
    "intake",
    "interim",
    "minutes",
    "online",
    "preparing",
    "reviews",
    "sittings",
]
