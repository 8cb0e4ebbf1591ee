"""The body field. Migrations freeze this import path: the module must never move."""

from __future__ import annotations

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose blocks stay out of migrations, so blocks can come and go freely."""

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        for key in ("block_types", "block_lookup", "use_json_field"):
            kwargs.pop(key, None)
        return name, path, [], kwargs
