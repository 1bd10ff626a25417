"""What people say to take the steps of a mediation."""

from mediation.forms import blind, facts, intake, keeping, settling, talks

__all__ = ["blind", "facts", "intake", "keeping", "settling", "talks"]
