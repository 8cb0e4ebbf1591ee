"""What appears or disappears when a plugin is switched, in plain words. Counts only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from portal.plugins import gate, overview, points, registry, stored_blocks
from portal.plugins.scopes import INSTALLATION
from portal.sites.scoping import pages_of
from portal.tasks.models import TaskState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portal.plugins.config import PluginConfig
    from portal.plugins.overview import Place
    from portal.plugins.registry import Owned

# More addresses than this are counted, not named.
NAMED = 4


@dataclass(frozen=True)
class Impact:
    """Sentences: what changes, and which plugins stop there or must be switched on first."""

    changes: list[str]
    broken: list[str]
    needed: list[str]


def of_switching(config: PluginConfig, places: Sequence[Place], *, enabled: bool) -> Impact:
    """What happens when ``config`` is switched on or off at ``places``."""
    preview = Preview(config, places, enabled=enabled)
    return Impact(
        changes=[line for line in preview.changes() if line],
        broken=[] if enabled else preview.broken(),
        needed=preview.needed() if enabled else [],
    )


class Preview:
    """Writes the sentences of one preview."""

    def __init__(self, config: PluginConfig, places: Sequence[Place], *, enabled: bool) -> None:
        self.config = config
        self.places = places
        self.enabled = enabled
        self.now = gate.current()
        self.is_whole = any(place.scope == INSTALLATION for place in places)
        self.sites = self._sites()

    def _sites(self) -> frozenset[int]:
        """The member sites concerned."""
        if self.config.scope != "site":
            return self.now.all_sites
        named = {place.scope.id for place in self.places if place.scope.kind == "site"}
        if self.is_whole:
            named |= {p.scope.id for p in overview.Places(self.config).parts if p.is_on}
        return frozenset(named)

    def changes(self) -> Iterator[str]:
        yield self._addresses()
        yield self._pages()
        yield from self._content()
        yield self._names(
            [str(model._meta.verbose_name) for model in self._page_models()],
            _("Editors can create pages of these kinds: %(names)s."),
            _("Editors can no longer create pages of these kinds: %(names)s."),
        )
        yield self._names(
            self._labels(points.BodyBlock),
            _("Editors are offered these blocks: %(names)s."),
            _("Editors are no longer offered these blocks: %(names)s."),
        )
        yield self._names(
            self._labels(points.SideWidget),
            _("These side widgets are shown where a layout holds them: %(names)s."),
            _("These side widgets are no longer shown: %(names)s."),
        )
        yield self._names(
            self._menu(),
            _("People who work there see these items in the admin menu: %(names)s."),
            _("People who work only there no longer see these items in the admin menu: %(names)s."),
        )
        if self._own(points.SearchSource):
            yield (
                _("Its results are found on the search page.")
                if self.enabled
                else _("Its results are no longer found on the search page.")
            )
        yield self._periodic()
        yield self._tasks()

    def _addresses(self) -> str:
        if not module_has_submodule(self.config.module, "urls"):
            return ""
        prefix = self.config.url_prefix
        if self.config.scope == "site":
            sites = [site for site in self.now.structure.sites if site.pk in self.sites]
            found = [f"/{prefix}/" if s.is_province else f"/{s.code}/{prefix}/" for s in sites]
        else:
            found = [f"/{prefix}/"]
        if not found:
            return ""
        names = ", ".join(found[:NAMED])
        if more := len(found) - NAMED:
            names += _(" and %(count)d more") % {"count": more} if more > 0 else ""
        return self._say(
            _("These public addresses open: %(names)s.") % {"names": names},
            _("These public addresses answer “not found”: %(names)s.") % {"names": names},
        )

    def _pages(self) -> str:
        count = sum(
            model._meta.base_manager.filter(self._inside(model), live=True).count()
            for model in self._page_models()
        )
        if not count:
            return ""
        on = ngettext(
            "%(count)d published page of it can be read.",
            "%(count)d published pages of it can be read.",
            count,
        )
        off = ngettext(
            "%(count)d published page of it can no longer be read.",
            "%(count)d published pages of it can no longer be read.",
            count,
        )
        return self._say(on, off) % {"count": count}

    def _content(self) -> Iterator[str]:
        """Its blocks in pages, and in anything else that holds streams (side layouts)."""
        pages = 0
        for model, count in self._holders():
            if issubclass(model, Page):
                pages += count
            elif count:
                on = _("Its content in “%(kind)s” (%(count)d) is shown.")
                off = _("Its content in “%(kind)s” (%(count)d) is no longer shown.")
                kind = str(model._meta.verbose_name_plural)
                yield self._say(on, off) % {"kind": kind, "count": count}
        if pages:
            on = ngettext(
                "Its blocks in %(count)d page are shown.",
                "Its blocks in %(count)d pages are shown.",
                pages,
            )
            off = ngettext(
                "Its blocks in %(count)d page are no longer shown.",
                "Its blocks in %(count)d pages are no longer shown.",
                pages,
            )
            yield self._say(on, off) % {"count": pages}

    def _holders(self) -> Iterator[tuple[type[Model], int]]:
        """(model, number of rows that hold a block of the plugin), other plugins' included."""
        mark = stored_blocks.mark_of(self.config.slug)
        for model, names in stored_blocks.models_with_streams():
            if registry.owner_of(model) != self.config.slug:
                rows = stored_blocks.rows_holding(model, names, mark)
                yield model, rows.filter(self._inside(model)).count()

    def _inside(self, model: type[Model]) -> Q:
        """Matches the rows of ``model`` that belong to the sites concerned."""
        if self.sites == self.now.all_sites:
            return Q()
        if issubclass(model, Page):
            return pages_of(self.sites, self.now.structure)
        if any(field.name == "site" for field in model._meta.get_fields()):
            return Q(site__in=self.sites)
        return Q(pk__in=[])

    def _menu(self) -> list[str]:
        found = [str(item.value.label) for item in self._own(points.MenuItem)]
        found += [str(item.value.label) for item in self._own(points.Report)]
        for item in self._own(points.AdminList):
            found.append(str(item.value.viewset.model._meta.verbose_name_plural))
        return found

    def _periodic(self) -> str:
        count = len(self._own(points.Periodic))
        on = ngettext("%(count)d periodic run starts.", "%(count)d periodic runs start.", count)
        off = ngettext("%(count)d periodic run stops.", "%(count)d periodic runs stop.", count)
        return self._say(on, off) % {"count": count} if count else ""

    def _tasks(self) -> str:
        count = self._task_count()
        if not count:
            return ""
        on = ngettext(
            "%(count)d task that was put aside runs.",
            "%(count)d tasks that were put aside run.",
            count,
        )
        off = ngettext(
            "%(count)d waiting task is put aside until it is switched on again.",
            "%(count)d waiting tasks are put aside until it is switched on again.",
            count,
        )
        return self._say(on, off) % {"count": count}

    def _task_count(self) -> int:
        if self.enabled:
            parked = TaskState.objects.parked()
            return parked.filter(self._of_places("result__")).count()
        return DBTaskResult.objects.filter(self._of_places(""), status=Status.READY).count()

    def _of_places(self, prefix: str) -> Q:
        """Tasks of these places; all of them when the plugin is then on nowhere."""
        own = overview.tasks_of(self.config.name, prefix)
        left = self.now.open_sites(self.config.slug) - self.sites
        if self.config.scope != "site" or not left:
            return own
        place = Q(**{f"{prefix}args_kwargs__kwargs__site_id__in": list(self.sites)})
        event = Q(**{f"{prefix}args_kwargs__kwargs__values__site_id__in": list(self.sites)})
        return own & (place | event)

    def broken(self) -> list[str]:
        """Names of the plugins that stop working there because they need this one."""
        leaning = registry.dependants(self.config.slug)
        return sorted(overview.name_of(slug) for slug in leaning if self._works_there(slug))

    def _works_there(self, slug: str) -> bool:
        if self.config.scope == "installation" or self.is_whole:
            return self.now.is_open(slug)
        return any(self.now.is_open(slug, place.scope) for place in self.places)

    def needed(self) -> list[str]:
        """Names of the plugins that must be switched on there first."""
        slugs = {
            slug for place in self.places for slug in overview.missing_at(self.config, place.scope)
        }
        return sorted(overview.name_of(slug) for slug in slugs)

    def _page_models(self) -> list[type[Page]]:
        return [model for model in self.config.get_models() if issubclass(model, Page)]

    def _labels(self, point: type[Any]) -> list[str]:
        return [str(owned.value.block.label or owned.value.name) for owned in self._own(point)]

    def _own(self, point: type[Any]) -> list[Owned[Any]]:
        return [owned for owned in registry.extensions(point) if owned.slug == self.config.slug]

    def _names(self, names: list[str], on: str, off: str) -> str:
        return self._say(on, off) % {"names": ", ".join(names)} if names else ""

    def _say(self, on: str, off: str) -> str:
        return on if self.enabled else off
