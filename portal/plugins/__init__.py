"""The plugin framework: discovery, activation, the one gate, registration points.

A plugin imports ``PluginConfig`` from here and its registration points from
``portal.plugins.points``; see docs/plugins/.
"""

from portal.plugins.config import API_VERSION, PluginConfig

__all__ = ["API_VERSION", "PluginConfig"]
