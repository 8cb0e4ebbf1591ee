"""Which installed files may show their words to a user, and the messages in them.

Messages are read from the code of the installed versions, not from the catalogues they ship:
those lag behind. GNU gettext does the reading.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from pathlib import Path

import polib
from django.apps import apps
from django.utils.translation import templatize

from portal.settings.env import ROOT

SITE_PACKAGES = Path(polib.__file__).resolve().parent

PYTHON_KEYWORDS = (
    "gettext_noop",
    "gettext_lazy",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "pgettext_lazy:1c,2",
    "npgettext:1c,2,3",
    "npgettext_lazy:1c,2,3",
)
TEMPLATES = {".html", ".txt", ".xml"}
# Nobody but developers meets the words in these.
_PRIVATE = {"tests", "test", "locale", "migrations", "commands", "node_modules", "app_template",
            "project_template", "styleguide"}  # fmt: skip
# Apps that enabled ones take words from without being enabled themselves.
_BORROWED = {"django/contrib/humanize"}
_REQUIREMENT = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==", re.MULTILINE)


def of_libraries() -> polib.POFile:
    """Messages of the installed runtime requirements that an enabled app can show."""
    files: list[Path] = []
    for name in runtime_requirements():
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or version of Python
        files += of_distribution(distribution)
    return extract(sorted(files), root=SITE_PACKAGES)


def of_distribution(distribution: metadata.Distribution) -> Iterator[Path]:
    """Its files with messages, but for those of Django apps that are not enabled."""
    root = Path(str(distribution.locate_file(""))).resolve()
    packages = {
        file.parts[0]
        for file in distribution.files or ()
        if len(file.parts) > 1 and file.name == "__init__.py"
    }
    enabled = {app.name.replace(".", "/") for app in apps.get_app_configs()}

    def is_closed(folder: Path) -> bool:
        name = folder.relative_to(root).as_posix()
        return (folder / "apps.py").exists() and name not in enabled | _BORROWED

    for package in sorted(packages):
        if not is_closed(root / package):
            yield from _walk(root / package, skip=is_closed)


def of_scripts_of_libraries() -> polib.POFile:
    """Messages of the browser code of the installed libraries."""
    return of_scripts_below(SITE_PACKAGES)


def of_scripts_below(root: Path) -> polib.POFile:
    """Messages of the browser code of enabled apps below ``root``.

    Taken from the catalogues that the libraries ship: their built files hide the calls.
    """
    found: dict[str, polib.POEntry] = {}
    for app in apps.get_app_configs():
        catalogue = root / app.name.replace(".", "/") / "locale/en/LC_MESSAGES/djangojs.po"
        for entry in polib.pofile(str(catalogue)) if catalogue.exists() else ():
            if not entry.obsolete:
                found.setdefault(entry.msgid, _blank(entry, app.name))
    messages = polib.POFile()
    messages.extend(found.values())
    return messages


def of_project() -> polib.POFile:
    """Messages of the portal and the themes; plugins carry catalogues of their own."""
    files = [
        file
        for folder in ("portal", "themes")
        for file in _walk(ROOT / folder)
        if "template" not in file.relative_to(ROOT).parts[:3]
    ]
    return extract(files, root=ROOT)


def of_folder(folder: Path) -> polib.POFile:
    """Messages of everything in ``folder``, for example of one plugin."""
    return extract(_walk(folder), root=folder)


def runtime_requirements() -> list[str]:
    """Names of the distributions in requirements.txt."""
    return _REQUIREMENT.findall((ROOT / "requirements.txt").read_text())


def _walk(top: Path, skip: Callable[[Path], bool] | None = None) -> Iterator[Path]:
    for folder, children, names in os.walk(top):
        children[:] = sorted(
            child
            for child in children
            if child not in _PRIVATE and not (skip and skip(Path(folder, child)))
        )
        for name in sorted(names):
            file = Path(folder) / name
            if file.match("django/conf/global_settings.py"):
                continue  # names of languages that the portal does not offer
            if file.suffix in TEMPLATES or (
                file.suffix == ".py" and b"gettext" in file.read_bytes()
            ):
                yield file


def extract(files: Iterable[Path], *, root: Path) -> polib.POFile:
    """Messages of Python files and templates, sorted; places are given relative to ``root``.

    Raises:
        RuntimeError: GNU gettext is missing or could not read a file.
    """
    if shutil.which("xgettext") is None:
        raise RuntimeError("GNU gettext is missing: apt-get install gettext")
    with tempfile.TemporaryDirectory() as work:
        names = []
        for file in files:
            name = str(file.relative_to(root))
            source = file.read_text("utf-8")
            if file.suffix in TEMPLATES:
                name += ".py"
                source = templatize(source, origin=str(file))
            target = Path(work, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source, "utf-8")
            names.append(name)
        result = subprocess.run(  # noqa: S603  # files of our own choice
            [  # noqa: S607  # where the system has it
                "xgettext",
                "--language=Python",
                "--from-code=UTF-8",
                "--add-comments=Translators",
                "--add-location=file",
                "--no-wrap",
                "--output=-",
                *(f"--keyword={keyword}" for keyword in PYTHON_KEYWORDS),
                "--files-from=-",
            ],
            cwd=work,
            input="\n".join(names),
            text=True,
            capture_output=True,
            check=False,
        )
    if result.returncode:
        raise RuntimeError(f"xgettext: {result.stderr}")
    found = polib.pofile(result.stdout)
    for entry in found:
        entry.occurrences = sorted({(_source(name), "") for name, _line in entry.occurrences})
    return found


def _source(name: str) -> str:
    template = name.removesuffix(".py")
    return template if Path(template).suffix in TEMPLATES else name


def _blank(entry: polib.POEntry, place: str) -> polib.POEntry:
    plural = entry.msgid_plural
    return polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=plural,
        msgctxt=entry.msgctxt,
        msgstr_plural={0: ""} if plural else {},
        flags=entry.flags,
        comment=entry.comment,
        occurrences=[(place, "")],
    )
