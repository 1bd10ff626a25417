"""The suite's settings on the very database DATABASE_URL names, which the parent has prepared.

`SHELF` names the parent's folder of papers, where what a child renders is looked for.
"""

import os
from pathlib import Path

from config.settings.test import *  # noqa: F403

if "SHELF" in os.environ:
    PAPERS_ROOT = Path(os.environ["SHELF"])
