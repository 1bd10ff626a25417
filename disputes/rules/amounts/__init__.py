"""What each claim is worth: one calculator per kind, every line of its working kept.

Each line is rounded half-up to 0.01 and the total is the sum of the lines. Limitation never cuts a sum here.
"""

from disputes.rules.amounts.kinds import CALCULATORS, calculate
from disputes.rules.amounts.sums import Step, Sum

__all__ = ["CALCULATORS", "Step", "Sum", "calculate"]
