"""By what a published case is filtered and counted: derived from its own words, and put right where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from casebook.kept import empty_after_commit
from casebook.models import Edition, Label, TypicalCase
from casebook.topics import outcome_of

BATCH = 500


def label(case: TypicalCase) -> None:
    """Write its labels anew."""
    Label.objects.filter(case=case).delete()
    Label.objects.bulk_create(Label(case=case, facet=f, value=v) for f, v in case.labels())


def put_right(cases: Iterable[TypicalCase]) -> Iterator[TypicalCase]:
    """The same cases; those filed before a label was known are filed under it now.

    What became of the claims is worked out for imported cases alone: of its own an editor has said it.
    """
    waiting = iter(cases)
    while some := list(islice(waiting, BATCH)):
        yield from _put_right(some)


def _put_right(cases: list[TypicalCase]) -> list[TypicalCase]:
    filed: dict[int, set[tuple[str, str]]] = {case.pk: set() for case in cases}
    changed = False
    for pk, facet, value in Label.objects.filter(case__in=cases).values_list("case", "facet", "value"):
        filed[pk].add((facet, value))
    with transaction.atomic():
        for case in cases:
            if case.imported and not case.outcome:
                case.outcome = outcome_of(case.sums, case.routes, case.result)
            if filed[case.pk] != set(case.labels()):
                TypicalCase.objects.filter(pk=case.pk).update(outcome=case.outcome)
                label(case)
                changed = True
        if changed:
            Edition.move_on()
            empty_after_commit()
    return cases
