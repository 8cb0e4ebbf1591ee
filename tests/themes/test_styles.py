"""The styles of each theme, joined as readers get them."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from portal.theming.finders import files_of, joined_styles
from portal.theming.look import Choice, unreadable
from portal.theming.registry import chain, problems, themes

if TYPE_CHECKING:
    from pathlib import Path

SLUGS = sorted(themes())
CSS_BYTES = 12 * 1024
SCRIPT_BYTES = 8 * 1024


OWN = [theme.static / "css" / name for theme in themes().values() for name in theme.styles]


def test_themes_all_usable() -> None:
    assert not problems()
    assert {"base", "dang_bo", "thanh_vien"} <= set(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_property_used_is_defined(slug: str) -> None:
    styles = joined_styles(slug)
    used = set(re.findall(r"var\((--[\w-]+)", styles))
    defined = set(re.findall(r"(?<!\()(--[\w-]+)\s*:", styles))
    assert used - defined == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_reference_value_defined_is_used(slug: str) -> None:
    styles = joined_styles(slug)
    defined = set(re.findall(r"(--ref-[\w-]+)\s*:", styles))
    assert defined == set(re.findall(r"var\((--ref-[\w-]+)", styles))


@pytest.mark.parametrize("slug", SLUGS)
def test_colours_declared_are_those_of_the_styles(slug: str) -> None:
    """What the studio shows as a theme's colours is what the page has without a choice."""
    found: dict[str, tuple[str, str]] = {}
    for theme in reversed(chain(slug)):
        text = "".join((theme.static / "css" / n).read_text("utf-8") for n in theme.styles)
        for name, light, dark in re.findall(
            r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", text.split("@layer overlay")[0]
        ):
            found[name] = (light, dark)
    own = {c.name: (c.light, c.dark) for c in themes()[slug].colours}
    told = {name: found[name] for name in own if name in found and own[name][0] != own[name][1]}
    assert told == {name: own[name] for name in told}
    assert {"brand", "deep", "link"} <= set(told)


@pytest.mark.parametrize("slug", SLUGS)
def test_pairs_of_theme_readable(slug: str) -> None:
    assert unreadable(Choice(slug)) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_styles_small_enough(slug: str) -> None:
    assert len(gzip.compress(joined_styles(slug).encode(), 9)) <= CSS_BYTES


@pytest.mark.parametrize("slug", SLUGS)
def test_scripts_of_pages_small_enough(slug: str) -> None:
    scripts = [path for name, path in files_of(slug).items() if name.startswith("js/")]
    assert scripts
    whole = b"".join(path.read_bytes() for path in scripts if path.name != "sw.js")
    assert len(gzip.compress(whole, 9)) <= SCRIPT_BYTES


@pytest.mark.parametrize("sheet", OWN, ids=lambda path: f"{path.parts[-4]}-{path.name}")
def test_sheet_keeps_the_rules_of_the_house(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
    assert text.lstrip().startswith("@layer"), "every rule belongs to a layer"
    # Old phones know no nesting: a rule lies in at-rules only.
    assert not re.search(r"[;{]\s*&", text)
    assert not re.search(r"[;{}]\s*[.#\w:\[*][^;{}@]*\{[^{}]*\{", text)
    assert re.findall(r"url\((?!\"\.\./img/)[^)]*\)", text) == []
    important = [line for line in text.splitlines() if "!important" in line]
    assert [line for line in important if "display:" not in line] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_pictures_named_exist(slug: str) -> None:
    named = set(re.findall(r"url\(\"?\.\./([^)\"]+)", joined_styles(slug)))
    assert named
    assert named <= set(files_of(slug))
