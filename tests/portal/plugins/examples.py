"""Does what docs/plugins/ tells a newcomer to do: puts the printed examples into a plugin.

A fenced example whose first line names a file is that file; with ": add" behind the name its
imports, list items and everything else go into the file where a person would put them.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parents[3] / "docs" / "plugins"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = re.compile(r"^(?:#|\{#) ((?:plugins|tests/plugins)/\S+?)(: add)?(?: #\})?$")


@dataclass(frozen=True)
class Example:
    """One file of a page, or what is added to it."""

    page: str
    path: str
    text: str
    is_addition: bool

    def apply(self, folder):
        target = folder / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not self.is_addition:
            assert not target.exists(), f"{self.page}: {self.path} is there already"
            target.write_text(self.text)
        elif target.suffix == ".py":
            before = target.read_text() if target.exists() else ""
            target.write_text(added(before, self.text))
        else:
            target.write_text(f"{target.read_text()}\n{self.text}")


def examples(page):
    """The examples of ``docs/plugins/<page>.md`` that name a file, in their order."""
    found = []
    for _language, body in FENCE.findall((PAGES / f"{page}.md").read_text()):
        first, _newline, rest = body.partition("\n")
        if match := HEAD.match(first):
            found.append(Example(page, match[1], rest, bool(match[2])))
    return found


def added(before, addition):
    """``before`` with the imports, list items and definitions of ``addition``."""
    if not before:
        return addition
    lines = before.splitlines()
    tree = ast.parse(before)
    lists = {name: node for node in tree.body for name in _list_name(node)}
    last_import = max(node.end_lineno for node in tree.body if _is_import(node))
    inserts, tail = [], []
    for node in ast.parse(addition).body:
        source = addition.splitlines()[_first_line(node) - 1 : node.end_lineno]
        names = list(_list_name(node))
        if names and names[0] in lists:
            inserts.append((lists[names[0]].end_lineno - 1, source[1:-1]))
        elif _is_import(node):
            inserts.append((last_import, [line for line in source if line not in lines]))
        elif not isinstance(node, ast.Expr):  # the docstring is there already
            tail += ["", "", *source]
    for place, new in sorted(inserts, key=lambda item: item[0], reverse=True):
        lines[place:place] = new
    return "\n".join([*lines, *tail, ""])


def _first_line(node):
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _is_import(node):
    return isinstance(node, ast.Import | ast.ImportFrom)


def _list_name(node):
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.List):
        yield node.targets[0].id
