"""What people say to take the steps of a mediation."""

from mediation.forms import blind, facts, intake, keeping, settling, shares, sittings, talks

__all__ = ["blind", "facts", "intake", "keeping", "settling", "shares", "sittings", "talks"]
