"""Why a step of an arbitration may be refused, in words a party can read."""

from arbitration.lifecycle.guards.agreeing import *  # noqa: F403
from arbitration.lifecycle.guards.dates import *  # noqa: F403
from arbitration.lifecycle.guards.ending import *  # noqa: F403
from arbitration.lifecycle.guards.evidence import *  # noqa: F403
from arbitration.lifecycle.guards.hearing import *  # noqa: F403
from arbitration.lifecycle.guards.inquiry import *  # noqa: F403
from arbitration.lifecycle.guards.intake import *  # noqa: F403
from arbitration.lifecycle.guards.interim import *  # noqa: F403
from arbitration.lifecycle.guards.minutes import *  # noqa: F403
from arbitration.lifecycle.guards.online import *  # noqa: F403
from arbitration.lifecycle.guards.preparing import *  # noqa: F403
from arbitration.lifecycle.guards.sittings import *  # noqa: F403
from arbitration.lifecycle.guards.tribunal import *  # noqa: F403
