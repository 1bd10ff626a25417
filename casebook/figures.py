"""What published cases gave, by kind of claim: how many they are, and where the sums granted lie. Never a forecast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from casebook.models import Sum
from casebook.reading import Asked
from casebook.topics import Topic, topic_of

FEWEST = 3  # below, a figure would be the sum of one case
ROUNDED = 2  # to hundreds of yuan: a text that says less than the exact sum is not undone by a figure


@dataclass(frozen=True)
class Figure:
    """`low`, `middle` and `high` in yuan: a quarter, half and three quarters of the sums granted are no higher."""

    topic: str
    count: int
    nothing: int
    low: Decimal | None = None
    middle: Decimal | None = None
    high: Decimal | None = None

    @property
    def words(self) -> Any:
        return Topic(self.topic).label

    @property
    def url(self) -> str:
        return Asked().url(claim=self.topic)


def figures(topics: Iterable[str] | None = None) -> list[Figure]:
    """Of these topics (all), those with sums, the largest sample first. Two queries at any size."""
    rows = Sum.objects.filter(case__stage="published")
    if topics is not None:
        rows = rows.filter(topic__in=set(topics))
    counted = rows.order_by().values("topic").annotate(n=Count("pk"), nothing=Count("pk", filter=Q(given=0)))
    counts = {row["topic"]: (row["n"], row["nothing"]) for row in counted}
    quarters = _quarters(rows) if any(n - none >= FEWEST for n, none in counts.values()) else {}
    found = [Figure(topic, n, none, *quarters.get(topic, ())) for topic, (n, none) in counts.items()]
    return sorted(found, key=lambda figure: (-figure.count, figure.topic))


def _quarters(rows: Any) -> dict[str, list[Decimal]]:
    """By nearest rank: the sums at places ceil(n/4), ceil(n/2) and ceil(3n/4) of what was granted, where that is enough."""
    ranked = (
        rows.filter(given__gt=0)
        .annotate(
            place=Window(RowNumber(), partition_by="topic", order_by=["given", "pk"]),
            n=Window(Count("pk"), partition_by="topic"),
        )
        .filter(n__gte=FEWEST)
    )
    chosen = ranked.filter(
        Q(place=(F("n") + 3) / 4) | Q(place=(F("n") + 1) / 2) | Q(place=(3 * F("n") + 3) / 4)
    )
    found: dict[str, list[Decimal]] = {}
    for topic, given in chosen.order_by("topic", "place").values_list("topic", "given"):
        found.setdefault(topic, []).append(round(Decimal(given), -ROUNDED))
    return found


def figures_of(kinds: Iterable[str]) -> dict[str, Figure]:
    """Of these kinds of claim as the core names them."""
    topics = {kind: topic_of(kind) for kind in kinds}
    found = {figure.topic: figure for figure in figures(topics.values())} if topics else {}
    return {kind: found[topic] for kind, topic in topics.items() if topic in found}
