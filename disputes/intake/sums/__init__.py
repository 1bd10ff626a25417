"""The calculators behind the claims page and the award page: what each asks, and what is kept of its answer."""

from disputes.intake.sums.inputs import fields, meant
from disputes.intake.sums.ways import KINDS, NO_SUM, PLAIN, Facts, Way, way_of
from disputes.intake.sums.working import READ, Ground, cap_may_matter, missing, work_out

__all__ = [
    "KINDS", "NO_SUM", "PLAIN", "READ", "Facts", "Ground", "Way", "cap_may_matter", "fields", "meant", "missing", "way_of", "work_out",
]  # fmt: skip
