"""The suite's settings on the very database DATABASE_URL names, which the parent has prepared."""

from config.settings.test import *  # noqa: F403
