"""Makes something of everything a plugin can store, so that there is something to hide.

Nothing here knows any plugin: values are made from the types of fields and blocks. All texts hold
``mark(site)``, so that whoever sees it sees the plugin.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Page, get_page_models

from portal.pages.models import SiteLayout
from portal.pages.regions import REGIONS
from portal.plugins import points, registry
from portal.sites.models import MemberSite
from tests import factories

HOST = "Bài có khối của hệ thống"


def word(site: MemberSite) -> str:
    """The first word of the mark, which a search finds."""
    return f"Kyhieu{site.pk}x"


def mark(site: MemberSite) -> str:
    """In every text of the plugin at ``site``; the search page does not repeat all of it."""
    return f"{word(site)} noidungmau"


@dataclass
class Content:
    """What a plugin has at one member site. ``article`` and ``layout`` hold its blocks."""

    article: Any
    layout: SiteLayout
    pages: list[Page] = field(default_factory=list)
    rows: list[models.Model] = field(default_factory=list)

    def of(self, model: type[models.Model]) -> Any:
        return next((row for row in self.rows if type(row) is model), None)


def build(slug: str, site: MemberSite, actor: Any) -> Content:
    """Fill ``site``, where the plugin is switched on."""
    content = Content(_article(slug, site, actor), _layout(slug, site))
    for model in _by_need(slug):
        if issubclass(model, Page):
            content.pages.append(_page(model, site, actor))
        else:
            content.rows.append(_row(model, site, content, actor))
    return content


def title_of(model: type[Page], site: MemberSite) -> str:
    """The title of a page of the plugin, which no row has."""
    return f"{word(site)} trangmau {model._meta.model_name}"


def page_types(slug: str) -> list[type[Page]]:
    return [model for model in get_page_models() if registry.owner_of(model) == slug]


def _by_need(slug: str) -> list[type[models.Model]]:
    """The plugin's models, those that others point to first."""
    left = list(registry.installed()[slug].get_models())
    ordered: list[type[models.Model]] = []
    while left:
        for model in left:
            needed = {f.related_model for f in _required(model) if f.related_model}
            if not needed & set(left) - {model}:
                break
        left.remove(model)
        ordered.append(model)
    return ordered


def _required(model: type[models.Model]) -> list[Any]:
    fields = [f for f in model._meta.local_fields if not f.auto_created and not f.null]
    return [f for f in fields if f.related_model or not f.has_default()]


def _values(model: type[models.Model], site: MemberSite, content: Content) -> dict[str, Any]:
    fields = [f for f in model._meta.local_fields if not f.primary_key]
    return {f.name: value_of(f, site, content) for f in fields if _is_wanted(f)}


def _is_wanted(column: Any) -> bool:
    if isinstance(column, (models.CharField, models.TextField, models.FileField)):
        return not column.choices and column.editable
    is_key = bool(column.related_model)
    return not column.null and (is_key or not column.has_default()) and not column.auto_created


def value_of(column: Any, site: MemberSite, content: Content | None = None) -> Any:
    """Something a column takes."""
    if column.related_model is MemberSite:
        return site
    if column.related_model:
        return (content and content.of(column.related_model)) or _any_of(column.related_model)
    if isinstance(column, models.FileField):
        return ContentFile(factories.jpeg(), name=f"kyhieu-{site.pk}.jpg")
    if isinstance(column, StreamField):
        return []
    if column.choices:
        return column.flatchoices[0][0]
    simple: dict[type, Any] = {
        models.SlugField: f"kyhieu-{site.pk}-{column.model._meta.model_name}",
        models.URLField: "https://kyhieu.example/",
        models.EmailField: "kyhieu@portal.example",
        models.CharField: mark(site)[: column.max_length or 200],
        models.TextField: mark(site),
        models.BooleanField: True,
        models.DateTimeField: timezone.now(),
        models.DateField: timezone.localdate(),
        models.JSONField: {},
        models.IntegerField: 1,
        models.DecimalField: 1,
        models.FloatField: 1.0,
    }
    for kind, value in simple.items():
        if isinstance(column, kind):
            return value
    raise TypeError(f"no value is known for {column!r}; give it a default or add its type here")


def _any_of(model: type[models.Model]) -> Any:
    found = model._default_manager.first()
    if found is None:
        raise LookupError(f"there is no {model.__name__} to point to")
    return found


def _row(model: type[models.Model], site: MemberSite, content: Content, actor: Any) -> models.Model:
    row = model(**_values(model, site, content))
    row.save()
    log(row, "wagtail.create", user=actor)
    return row


def _page(model: type[Page], site: MemberSite, actor: Any) -> Page:
    columns = [f for f in model._meta.local_fields if _is_wanted(f) and not f.primary_key]
    page = model(
        title=title_of(model, site),
        **{f.name: value_of(f, site) for f in columns},
    )
    _parent(model, site).add_child(instance=page)
    page.save_revision(user=actor, log_action=True).publish()
    page = model.objects.get(pk=page.pk)
    # So that panels and reports of edited, locked and waiting pages have something to show.
    page.locked, page.locked_by, page.locked_at = True, actor, timezone.now()
    page.save()
    if workflow := page.get_workflow():
        workflow.start(page, actor)
    return model.objects.get(pk=page.pk)


def _parent(model: type[Page], site: MemberSite) -> Page:
    """A page of the site below which the type may lie."""
    own = Page.objects.descendant_of(site.root_page, inclusive=True).order_by("-depth")
    allowed = set(model.clean_parent_page_models())
    for page in own.specific():
        if type(page) in allowed:
            return page
    raise LookupError(f"{model.__name__} lies below none of a site's pages: {allowed}")


def blocks_of(slug: str, point: type[Any]) -> list[Any]:
    return [owned for owned in registry.extensions(point) if owned.slug == slug]


def _item(owned: Any, site: MemberSite) -> dict[str, Any]:
    return {"type": owned.type_name, "value": block_value(owned.value.block, site)}


def _article(slug: str, site: MemberSite, actor: Any) -> Any:
    items = [_item(owned, site) for owned in blocks_of(slug, points.BodyBlock)]
    body = [{"type": "text", "value": "<p>Đoạn của cổng.</p>"}, *items]
    return factories.make_article(site, actor, title=f"{HOST} {site.code}", body=body)


def _layout(slug: str, site: MemberSite) -> SiteLayout:
    layout, _made = SiteLayout.objects.get_or_create(site=site)
    for region in REGIONS:
        widgets = blocks_of(slug, points.SideWidget)
        items = [_item(owned, site) for owned in widgets if region in owned.value.regions]
        setattr(layout, region, json.dumps(items))
    layout.save_revision().publish()
    return layout


def block_value(block: Any, site: MemberSite) -> Any:
    """Stored content for a block, made of what its parts are."""
    if isinstance(block, blocks.StructBlock):
        return {name: block_value(part, site) for name, part in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [{"type": "item", "value": block_value(block.child_block, site)}]
    if isinstance(block, blocks.StreamBlock):
        name, part = next(iter(block.child_blocks.items()))
        return [{"type": name, "value": block_value(part, site)}]
    if isinstance(block, blocks.RichTextBlock):
        return f"<p>{mark(site)}</p>"
    if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        return mark(site)
    return block.get_prep_value(block.get_default())
