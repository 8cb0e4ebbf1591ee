"""What of an article goes to another site, and what has changed since.

Content is a dictionary of field names and plain values as Wagtail stores them: streams as lists,
relations as keys, moments as text; topics as names, attached files as pairs of key and title.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from portal.news.models import ArticlePage, Tag, tag_key

if TYPE_CHECKING:
    Content = dict[str, Any]

FIELDS = (
    "title",
    "lead",
    "main_image",
    "main_image_caption",
    "body",
    "event_at",
    "kind",
    "author",
    "source",
    "search_description",
)
ALL = (*FIELDS, "tags", "attachments")
TO_THE_MINUTE = len("2026-11-24 17:45")
# What the editor adds to texts when it opens them.
KEYS_OF_BLOCKS = re.compile(r' data-block-key="[^"]*"')


def content_of(article: ArticlePage) -> Content:
    """What readers see of ``article`` as it is given."""
    data = article.serializable_data()
    found = {name: data[name] for name in FIELDS}
    found["body"] = json.loads(data["body"] or "[]")
    found["tags"] = sorted(str(tag.name) for tag in article.tags.all())
    found["attachments"] = [[row.document_id, row.title] for row in article.attachments.all()]
    plain: Content = json.loads(json.dumps(found, default=str))
    return plain


def write(article: ArticlePage, content: Content, names: Any = ALL) -> None:
    """Put ``content`` into fields of ``article``, which is not saved."""
    for name in (name for name in FIELDS if name in names):
        field: Any = ArticlePage._meta.get_field(name)
        if name == "body":
            setattr(article, name, json.dumps(content[name]))
        elif field.is_relation:
            # A kind that is gone meanwhile is no reason to lose the article.
            kept = field.related_model.objects.filter(pk=content[name]).exists()
            setattr(article, field.attname, content[name] if kept else None)
        else:
            setattr(article, name, field.to_python(content[name]))
    if "tags" in names:
        article.tags.set(_spelt(content["tags"]))
    if "attachments" in names:
        rows: Any = article.attachments
        kind = rows.model
        rows.set([kind(document_id=key, title=title) for key, title in content["attachments"]])


def _spelt(names: list[str]) -> list[str]:
    """As the topics are spelt now, so that none becomes two."""
    keys = {tag_key(name): name for name in names}
    known = dict(Tag.objects.filter(key__in=keys).values_list("key", "name"))
    return [known.get(key, name) for key, name in keys.items()]


def changes(before: Content, after: Content) -> list[str]:
    """Names of the fields in which readers would see a difference."""
    return [name for name in ALL if _seen(name, before) != _seen(name, after)]


def _seen(name: str, content: Content) -> Any:
    value = content.get(name)
    # Versions keep thousandths of a second, rows more; the form knows minutes.
    return (value or "")[:TO_THE_MINUTE] if name == "event_at" else _bare(value)


def _bare(value: Any) -> Any:
    """Without the keys that blocks get, and with one way to say nothing."""
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items() if key != "id"}
    if isinstance(value, list):
        return [_bare(one) for one in value]
    if isinstance(value, str):
        return KEYS_OF_BLOCKS.sub("", value)
    return "" if value is None else value
