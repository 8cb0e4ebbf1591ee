"""Puts the periodic functions of plugins on the worker's schedule."""

from portal.plugins.wiring import register_periodic

register_periodic()
