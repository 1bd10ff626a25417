"""What people say to take the steps of a mediation."""

from mediation.forms import facts, intake, keeping, settling, talks

__all__ = ["facts", "intake", "keeping", "settling", "talks"]
