"""The embedded default: SQLite, database search, no other service. ``make run`` uses it."""

import os

from portal.settings.base import *  # noqa: F403
from portal.settings.base import from_environment
from portal.settings.env import read_environment

environment = read_environment(os.environ)
globals().update(from_environment(environment))

DEBUG = False
IS_EMBEDDED = True
