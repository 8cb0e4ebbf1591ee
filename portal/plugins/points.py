"""Registration points: what a plugin may add, and where. One short page each in docs/plugins/.

A plugin's ``extensions.py`` holds one list::

    extensions = [
        MenuItem(_("Videos"), url_name="plugin_video_gallery__admin:index", icon="media"),
        SideWidget("latest", LatestVideosBlock()),
    ]

Everything here is switched with its plugin; no plugin asks the gate itself. Names are small
letters, digits and underscores, and belong to the plugin: two plugins may use the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime, timedelta

    from django.db.models import Model
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise
    from wagtail.admin.ui.components import Component
    from wagtail.admin.viewsets.model import ModelViewSet
    from wagtail.blocks import Block

    from portal.plugins.events import Event
    from portal.plugins.scopes import Scope
    from portal.sites.models import MemberSite

    Text: TypeAlias = str | _StrPromise

NAME = re.compile(r"[a-z][a-z0-9_]*")


class Point:
    """Base of all points. ``order``: small comes first."""

    # Whether several plugins' values are told apart by ``name``.
    is_named: ClassVar[bool] = False

    def __post_init__(self) -> None:
        name = getattr(self, "name", None)
        if self.is_named and not (isinstance(name, str) and NAME.fullmatch(name)):
            message = f"{type(self).__name__}: {name!r} is not a name (small letters, digits, _)"
            raise ValueError(message)


def _expect_class(point: Point, given: object, base: Any) -> None:
    if not (isinstance(given, type) and issubclass(given, base)):
        message = f"{type(point).__name__}: {given!r} is not a class of the right kind"
        raise TypeError(message)


def _expect_block(point: Point, given: object) -> None:
    from wagtail.blocks import Block

    if not isinstance(given, Block):
        message = f"{type(point).__name__}: {given!r} is not a block (write brackets after a class)"
        raise TypeError(message)


@dataclass(frozen=True)
class MenuItem(Point):
    """An item of the admin's main menu that leads to a view of the plugin.

    Attributes:
        url_name: for example "plugin_video_gallery__admin:index".
        permission: only people who have it see the item, for example "plugin_x.change_video".
    """

    label: Text
    url_name: str
    icon: str = "plus"
    order: int = 500
    permission: str = ""


@dataclass(frozen=True)
class Report(Point):
    """The same in the admin's Reports menu."""

    label: Text
    url_name: str
    icon: str = "list-ul"
    order: int = 500
    permission: str = ""


@dataclass(frozen=True)
class AdminList(Point):
    """Wagtail's list, search, forms, history and usage for one model, with its menu item.

    The viewset's addresses are ``plugin_<slug>__<name>:index`` and so on. Rows of places where the
    plugin is switched off, or that the person has nothing to do with, are left out when the
    model has a foreign key ``site`` to a member site. ``roles`` of member sites may add, change
    and delete rows.
    """

    is_named = True
    name: str
    viewset: type[ModelViewSet]
    roles: tuple[str, ...] = ("editor", "approver")

    def __post_init__(self) -> None:
        from wagtail.admin.viewsets.model import ModelViewSet

        super().__post_init__()
        _expect_class(self, self.viewset, ModelViewSet)


@dataclass(frozen=True)
class BodyBlock(Point):
    """A block for article bodies; stored under ``<slug>__<name>``, which must never change."""

    is_named = True
    name: str
    block: Block

    def __post_init__(self) -> None:
        super().__post_init__()
        _expect_block(self, self.block)


@dataclass(frozen=True)
class SideWidget(Point):
    """A block for the regions around a page's content, and ("home") for home pages."""

    is_named = True
    name: str
    block: Block
    regions: tuple[str, ...] = ("top", "aside", "bottom", "home")

    def __post_init__(self) -> None:
        super().__post_init__()
        _expect_block(self, self.block)


@dataclass(frozen=True)
class SettingsPanel(Point):
    """A form in the admin's Settings menu for one ``PluginSettings`` model of the plugin."""

    model: type[Model]
    icon: str = "cog"
    order: int = 500

    def __post_init__(self) -> None:
        from portal.plugins.models import InstallationSettings, SiteSettings

        super().__post_init__()
        _expect_class(self, self.model, (SiteSettings, InstallationSettings))


@dataclass(frozen=True)
class HomePanel(Point):
    """A panel on the admin's start page; ``make`` gets the request, None shows nothing."""

    make: Callable[[HttpRequest], Component | None]
    order: int = 500


@dataclass(frozen=True)
class Permission(Point):
    """A right of its own, given to roles ("editor", "approver", … of ``Role``).

    ``name`` is the codename, verb first: "manage_videos"; people have it as "plugin_x.<name>".
    """

    is_named = True
    name: str
    label: Text
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Periodic(Point):
    """A function called again and again: once for every place where the plugin is switched on.

    It must be idempotent and quick; long work belongs into a task that it enqueues.
    """

    function: Callable[[Scope], object]
    every: timedelta


@dataclass(frozen=True)
class EventHandler(Point):
    """A function called in the background for each event of a kind, at least once."""

    event: type[Event]
    function: Callable[[Any], object]


@dataclass(frozen=True)
class SearchHit:
    """One result; ``url`` from the host's root."""

    title: str
    url: str
    lead: str = ""


@dataclass(frozen=True)
class SearchResults:
    """``count`` of all, ``hits`` of the first few, ``more_url`` to the rest."""

    count: int = 0
    hits: list[SearchHit] = field(default_factory=list)
    more_url: str = ""


class Searching(Protocol):
    def __call__(self, query: str, *, site: MemberSite | None, limit: int) -> SearchResults:
        """Public results of the cleaned ``query``; ``site`` None means the whole portal."""


@dataclass(frozen=True)
class SearchSource(Point):
    """Results of the plugin's own below those of pages on the search page.

    Page types with ``card_content`` are found without this.
    """

    is_named = True
    name: str
    label: Text
    search: Searching
    order: int = 500


@dataclass(frozen=True)
class SitemapEntry:
    """A public address, from the host's root, and when it last changed."""

    url: str
    changed_at: datetime | None = None


@dataclass(frozen=True)
class SitemapSource(Point):
    """Addresses for the sitemap that are not pages."""

    entries: Callable[[Scope], Iterable[SitemapEntry]]


@dataclass(frozen=True)
class HealthCheck(Point):
    """``check`` returns an empty text when all is well, else one sentence for administrators."""

    is_named = True
    name: str
    check: Callable[[], str]
