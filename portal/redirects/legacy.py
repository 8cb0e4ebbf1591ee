"""Patterns of addresses of the systems that sites came from. A fixed list: they are code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from portal.text import slugify

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KEY_LENGTH = 250


@dataclass(frozen=True)
class Pattern:
    """``regex`` matches the path within its site, as ``addresses.spelled`` writes it.

    Its group "key" tells the thing in the old system, "slug" what may be a page's slug today.
    """

    name: str
    label: _StrPromise
    regex: re.Pattern[str]
    prefix: str


class Trace(NamedTuple):
    """What an old address tells: a pattern, a key ("dnn:1520") and a slug ("" for files)."""

    pattern: str
    key: str
    slug: str


CATALOGUE = (
    Pattern(
        "dnn_post",
        _("DotNetNuke articles: /page/post/number/title"),
        re.compile(r"(?:/[^/?]+)*/post/0*(?P<key>[0-9]{1,12})(?:/(?P<slug>[^/?]+))?"),
        "dnn",
    ),
    Pattern(
        "dnn_files",
        _("DotNetNuke files: /portals/number/file"),
        re.compile(r"/portals/(?P<key>[0-9]{1,9}/[^?]+)"),
        "dnn-file",
    ),
    Pattern(
        "nukeviet_article",
        _("NukeViet articles: /section/title-number.html"),
        re.compile(r"(?:/[^/?]+){1,4}/(?P<slug>[^/?]+)-0*(?P<key>[0-9]{1,12})\.html"),
        "nukeviet",
    ),
    Pattern(
        "uploads",
        _("Files of NukeViet and others: /uploads/folder/file"),
        re.compile(r"/uploads/(?P<key>[^?]+)"),
        "uploads",
    ),
)


def choices() -> list[tuple[str, _StrPromise]]:
    return [(pattern.name, pattern.label) for pattern in CATALOGUE]


def trace_of(path: str) -> Trace | None:
    """What the path (within its site) tells, if it is of a known pattern. A query is ignored."""
    bare = path.partition("?")[0]
    for pattern in CATALOGUE:
        if found := pattern.regex.fullmatch(bare):
            key = f"{pattern.prefix}:{found['key']}"
            slug = found.groupdict().get("slug") or ""
            return Trace(pattern.name, key if len(key) <= KEY_LENGTH else "", slugify(slug))
    return None
