"""The public templates of a running portal, and what axe and the keyboard find on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portal.ops.bench.front_browser import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.e2e.conftest import Installation

__all__ = ["dressed", "faults_of_focus", "places", "small_targets", "violations"]
ROOT = Path(__file__).resolve().parents[2]
# Marks what a keyboard has to reach: drawn, not inert, not in a drawer that is closed.
REACHABLE = """
() => {
  const kinds = 'a[href], button, input:not([type=hidden]), select, textarea, summary, '
    + '[tabindex="0"]';
  let number = 0;
  for (const element of document.querySelectorAll(kinds)) {
    const drawn = element.checkVisibility({visibilityProperty: true});
    if (drawn && !element.disabled && !element.closest('[inert]') && element.tabIndex >= 0) {
      element.dataset.reach = String(number++);
    }
  }
  return number;
}
"""
# The scripts come after the page and make tabs of headings.
READY = """
() => document.documentElement.classList.contains('has-script')
  && !document.querySelector('[data-tabs]:not(.is-ready)')
"""
# Of the focused element: its mark, how it is called, and whether its focus can be seen.
FOCUSED = """
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const style = getComputedStyle(element);
  const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
    || (style.boxShadow !== 'none' && style.boxShadow !== element.dataset.shadow);
  const box = element.getBoundingClientRect();
  const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth
    && box.width > 0 && box.height > 0;
  return {mark: element.dataset.reach ?? '', seen, inside, name: element.outerHTML.slice(0, 120)};
}
"""
SMALL = """
() => [...document.querySelectorAll('button, input:not([type=hidden]), select, summary, nav a')]
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
  .filter((element) => {
    const box = element.getBoundingClientRect();
    // The label of a check box is part of its target.
    const label = element.labels?.[0]?.getBoundingClientRect();
    const high = Math.max(box.height, label?.height ?? 0);
    const wide = Math.max(box.width, label?.width ?? 0);
    return high < 23.9 || wide < 23.9;
  })
  .map((element) => element.outerHTML.slice(0, 120))
"""
DRESS = """
from portal.sites.models import MemberSite
from portal.sites.structure import current
from portal.theming.registry import themes
found = [site for site in current().sites if current().home_of(site)]
names = sorted(themes(), key=lambda slug: (slug != "dang_bo", slug != "thanh_vien"))
for site, name in zip(found, names * len(found)):
    row = MemberSite.objects.get(pk=site.pk)
    row.theme = name
    row.save()
    print("site", row.code, name)
"""


def places(portal: Installation) -> list[dict[str, str]]:
    """``name``, ``site`` and ``url`` of each template on the province and on a member site."""
    rows: list[dict[str, str]] = json.loads(_manage(portal, "bench", "--front-places"))
    return rows


def dressed(portal: Installation) -> dict[str, str]:
    """Give each theme to a site, the province its own; returns themes by the sites' codes."""
    lines = _manage(portal, "shell", "-v", "0", "-c", DRESS, whole=True).splitlines()
    rows = [line.split() for line in lines if line.startswith("site ")]
    return {code: name for _word, code, name in rows}


def faults_of_focus(page: Page) -> list[str]:
    """What Tab does not reach, what does not show its focus, and traps."""
    wanted: int = page.evaluate(REACHABLE)
    reached, faults = set(), []
    for _press in range(2 * wanted + 20):
        page.keyboard.press("Tab")
        focused: dict[str, Any] | None = page.evaluate(FOCUSED)
        if focused is None or focused["mark"] in reached:
            break  # around once, or out to the browser's own buttons
        if focused["mark"]:
            reached.add(focused["mark"])
        if not focused["seen"]:
            faults.append(f"its focus is not seen: {focused['name']}")
        if not focused["inside"]:
            faults.append(f"it is focused outside the window: {focused['name']}")
    missed = [number for number in range(wanted) if str(number) not in reached]
    faults += [f"Tab does not reach: {_named(page, number)}" for number in missed]
    return faults


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and links of menus that are under 24 × 24 CSS pixels."""
    found: list[str] = page.evaluate(SMALL)
    return found


def _named(page: Page, number: int) -> str:
    text = "(mark) => document.querySelector(`[data-reach='${mark}']`)?.outerHTML.slice(0, 120)"
    return str(page.evaluate(text, str(number)))


def _manage(portal: Installation, *words: str, whole: bool = False) -> str:
    """The last line, or all, of what a command on the portal's own data says."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PORTAL_", "PYTEST_"))}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    env = {**kept, "PORTAL_DATA_DIR": str(portal.log.parent), "PORTAL_BASE_URL": portal.base}
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)
    text = done.stdout.decode()
    return text if whole else text.splitlines()[-1]
