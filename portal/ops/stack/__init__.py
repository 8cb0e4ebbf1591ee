"""The real programs of a one-server installation on loopback, all in one folder.

For trials and tests on a developer's machine; servers use systemd (see docs/deploy.md).
"""


class StackProblem(Exception):
    """Why the stack cannot do what was asked, as one sentence for the person at the terminal."""
