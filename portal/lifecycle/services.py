"""The acts on a site's life, by their names; each is described where it is written.

All are for portal administrators (``actor`` None is the command line), one transaction each, and
leave an entry in the site's history.
"""

from portal.lifecycle.archiving import archive, bring_back, move_sections
from portal.lifecycle.merging import merge_into
from portal.lifecycle.naming import change_path, rename, set_host
from portal.lifecycle.restoring import restore_home
from portal.lifecycle.states import change_state, set_maintenance
from portal.lifecycle.undertakings import ask_for

__all__ = [
    "archive",
    "ask_for",
    "bring_back",
    "change_path",
    "change_state",
    "merge_into",
    "move_sections",
    "rename",
    "restore_home",
    "set_host",
    "set_maintenance",
]
