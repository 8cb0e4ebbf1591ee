"""Why a plugin is in quarantine, in sentences for people. Codes: docs/error-codes.md."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext

from portal.errors import sentence


def gettext_noop(message: str) -> str:
    """Marks a text for translation. Django's own would read the settings, which are being made."""
    return message


SENTENCES = {
    "PLG-01": gettext_noop("Its file apps.py cannot be read: %(error)s"),
    "PLG-02": gettext_noop("Its declaration is wrong: %(error)s"),
    "PLG-03": gettext_noop("Another plugin already uses the name or address “%(value)s”"),
    "PLG-04": gettext_noop("Its program cannot be loaded: %(error)s"),
    "PLG-05": gettext_noop("It needs the plugin “%(other)s”, which is missing or in quarantine"),
    "PLG-06": gettext_noop(
        "It asks for plugin API %(range)s; this portal has %(version)s. Install a matching version"
    ),
    "PLG-07": gettext_noop("It depends on itself through %(path)s"),
    "PLG-08": gettext_noop("%(count)s of its migrations have not run; run manage.py prepare"),
    "PLG-09": gettext_noop(
        "Its version %(version)s is older than %(stored)s, which has already worked on the data; "
        "install %(stored)s or later"
    ),
    "PLG-10": gettext_noop("It was removed from the disk, but its data is still in the database"),
    "PLG-11": gettext_noop("The address “%(value)s” belongs to the portal itself"),
}


@dataclass(frozen=True)
class Problem:
    """One reason; ``str()`` is its sentence with the code."""

    slug: str
    code: str
    values: dict[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return sentence(self.code, gettext(SENTENCES[self.code]) % self.values)

    @property
    def plain(self) -> str:
        """For terminals before translations can be had."""
        return f"{self.slug}: {SENTENCES[self.code] % self.values} (code {self.code})"


class PluginsBroken(Exception):
    """The start is refused: some plugins have problems (development and CI)."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        lines = "".join(f"\n  - {problem.plain}" for problem in problems)
        super().__init__(f"Some plugins are broken:{lines}")
