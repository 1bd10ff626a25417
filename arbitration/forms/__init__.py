"""What people say to take the steps of an arbitration, an award and a review."""

from arbitration.forms import (
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
)

__all__ = [
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
]
