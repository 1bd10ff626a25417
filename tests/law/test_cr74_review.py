"""Review of a mediation agreement and judicial confirmation (CR-74, CR-76, CPL-205)."""

import pytest

from tests.law.vectors import LONGER, Vector, holds

VECTORS = [
    Vector("DT41", "agreement_review_application", "2026-09-18", "2026-10-08", "2026-10-03"),
    Vector("DT42", "agreement_review", "2026-10-08", "2026-10-14"),
    Vector("DT42 longer", "agreement_review", "2026-10-08", "2026-10-21", more=LONGER),
    Vector("DT43", "judicial_confirmation", "2026-09-18", "2026-10-19", "2026-10-18"),
    Vector(
        "DT70", "agreement_review_application", "2026-12-25", "2027-01-11", "2027-01-09", provisional=True
    ),
]


@pytest.mark.parametrize("vector", VECTORS, ids=str)
def test_the_period_ends_where_the_fact_sheet_says(vector):
    holds(vector)
