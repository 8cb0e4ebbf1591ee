"""Finds the rows in whose streams blocks of a plugin are stored, without reading the streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField

if TYPE_CHECKING:
    from collections.abc import Iterator


def mark_of(slug: str) -> str:
    """What the stored JSON holds for every block of a plugin, on every database."""
    return f'"type": "{slug}__'


def models_with_streams() -> Iterator[tuple[type[Model], list[str]]]:
    """Every model that has streams, with their names."""
    for model in apps.get_models():
        names = [f.name for f in model._meta.local_fields if isinstance(f, StreamField)]
        if names:
            yield model, names


def rows_holding(model: type[Model], names: list[str], text: str) -> QuerySet[Any]:
    """Rows of which one of the JSON fields ``names`` holds ``text``."""
    texts = {f"text_of_{name}": Cast(name, TextField()) for name in names}
    holds = Q(pk__in=[])
    for name in texts:
        holds |= Q(**{f"{name}__contains": text})
    rows: QuerySet[Any] = model._base_manager.annotate(**texts).filter(holds)
    return rows
