"""Putting a theme on for a try before anybody sees it: each template is read, pages are made.

Nothing is written, and the theme that the site has stays whatever happens here.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.db import transaction
from django.http import Http404, QueryDict
from django.template import TemplateDoesNotExist, engines
from django.template.base import Node, Template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.templatetags.static import StaticNode
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from wagtail.coreutils import get_dummy_request
from wagtail.models import Page

from portal.errors import refuse
from portal.sites.own_addresses import of_site
from portal.sites.structure import current, in_use, structural_models
from portal.theming import active, registry
from portal.theming.finders import JOINED, files_of, joined_styles
from portal.theming.preview import Draft
from portal.theming.templatetags.theming import theme_static

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest

    from portal.sites.models import MemberSite
    from portal.theming.dress import Dress

# What each site has beside its pages, and the pages that tell of mistakes.
OWN = ("accessibility_statement", "archive", "series_list", "digest_subscribe")
ERRORS = ("404.html", "403.html", "400.html", "403_csrf.html")


def try_theme(site: MemberSite, dress: Dress) -> None:
    """Read all of the theme and make pages of ``site`` in it.

    Raises:
        ValidationError: GD-05 a template fails, with its name, line and error; GD-06 a template
            names a static file that is not there.
    """
    slug = dress.choice.theme
    with active.using(slug):
        for name in template_names(slug):
            _compile(name, slug)
        _guarded("css/all.css", lambda: joined_styles(slug))
        # Whatever a page should write is taken back.
        with transaction.atomic():
            try:
                for step in _pages(site, dress):
                    _guarded("", step)
            finally:
                transaction.set_rollback(True)


def template_names(slug: str) -> list[str]:
    """All templates of the theme and its parents."""
    found: dict[str, None] = {}
    for theme in registry.chain(slug):
        for path in sorted(theme.templates.rglob("*")):
            if path.is_file() and path.suffix in {".html", ".txt", ".xml", ".svg", ".json"}:
                found[_name(path, theme.templates)] = None
    return list(found)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _compile(name: str, slug: str) -> None:
    for node in _nodes(_guarded(name, lambda: _read_anew(name))):
        line = (node.token.lineno if node.token else 0) or 0
        if wanted := _missing_template(node):
            raise _broken(name, line, _("there is no template “%(name)s”") % {"name": wanted})
        if path := _missing_file(node, slug):
            text = _(
                "The theme is not put on: its template %(template)s, line %(line)s, names the "
                "static file %(path)s, which is not there."
            )
            raise refuse("GD-06", text % {"template": name, "line": line, "path": path})


def _read_anew(name: str) -> Template:
    """From the file: what is kept in memory may be older, and good."""
    kept: Any = engines["django"].get_template(name).template  # type: ignore[attr-defined]
    return Template(Path(kept.origin.name).read_text("utf-8"), kept.origin, name, kept.engine)


def _nodes(template: Template) -> Iterator[Node]:
    for node in template.nodelist:
        yield from node.get_nodes_by_type(Node)


def _missing_template(node: Any) -> str:
    """The template that a tag names outright and that is nowhere."""
    expression: Any = None
    if isinstance(node, ExtendsNode):
        expression = node.parent_name
    elif isinstance(node, IncludeNode):
        expression = node.template
    name = getattr(expression, "var", None)
    # One that extends its own name goes on to the parent theme: making a page tells.
    if not isinstance(name, str) or (node.origin and node.origin.template_name == name):
        return ""
    try:
        engines["django"].get_template(name)
    except TemplateDoesNotExist as error:
        return str(error) or name
    except Exception:  # that template is told of by itself
        return ""
    return ""


def _missing_file(node: Any, slug: str) -> str:
    """The static file that a tag names outright and that is nowhere."""
    if isinstance(node, StaticNode):
        path = node.path.var
        return path if isinstance(path, str) and not finders.find(path) else ""
    if getattr(node, "func", None) is not theme_static:
        return ""
    path = node.args[0].var if node.args else ""
    known = not isinstance(path, str) or path == JOINED or path in files_of(slug)
    return "" if known else path


def _pages(site: MemberSite, dress: Dress) -> Iterator[Callable[[], Any]]:
    """What makes a page of each kind that readers can meet on the site."""
    draft, structure = Draft.made(site.pk, dress), in_use()
    for page in _some_pages(site):
        yield lambda page=page: _served(page, _request(page.url or "/", site, draft))  # type: ignore[misc]
    search = reverse("search:results")
    own = [of_site(name, site, structure) for name in OWN]
    for path in (search, f"{search}?q=a", reverse("webapp_offline"), *own):
        yield lambda path=path: _answered(_request(path, site, draft))  # type: ignore[misc]
    missing = _request("/khong-co-trang-nay/", site, draft)
    for name in ERRORS:
        yield lambda name=name: engines["django"].get_template(name).render({}, missing)  # type: ignore[misc]
    # Of a server in trouble: there is no request either.
    yield lambda: engines["django"].get_template("500.html").render()


def _some_pages(site: MemberSite) -> list[Page]:
    structure = current()
    home = structure.home_of(site)
    if home is None:
        return []
    section = next((node.id for node in home.children if node.live), None)
    below = Page.objects.filter(path__startswith=home.path).live()
    newest = below.not_type(*structural_models()).order_by("-first_published_at", "-pk").first()
    keys = [home.id, section, newest.pk if newest else None]
    return [below.get(pk=pk).specific for pk in keys if pk and below.filter(pk=pk).exists()]


def _request(path: str, site: MemberSite, draft: Draft) -> HttpRequest:
    """As a reader's, which no middleware has seen."""
    path, _mark, query = (path if path.startswith("/") else "/").partition("?")
    request: Any = get_dummy_request(path=path)
    request.GET = QueryDict(query)
    request.user = AnonymousUser()
    request.structure = in_use()
    request.portal_site = site
    request.portal_look_draft = draft
    return request  # type: ignore[no-any-return]


def _served(page: Page, request: HttpRequest) -> None:
    _rendered(page.serve(request))


def _answered(request: HttpRequest) -> None:
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return
    with suppress(Http404):  # not every site has each of them
        _rendered(match.func(request, *match.args, **match.kwargs))


def _rendered(response: Any) -> None:
    if hasattr(response, "render") and not response.is_rendered:
        response.render()


def _guarded(name: str, step: Callable[[], Any]) -> Any:
    try:
        return step()
    except Exception as error:
        found, line = place_of(error)
        text = str(error) or type(error).__name__
        raise _broken(found or name, line, text) from error


def _broken(name: str, line: int, error: str) -> Exception:
    text = _("The theme is not put on: its template %(template)s fails at line %(line)s: %(error)s")
    values = {"template": name or "–", "line": line or "–", "error": error[:300]}
    return refuse("GD-05", text % values)


def place_of(error: BaseException) -> tuple[str, int]:
    """(template, line) where it failed, as far as the error or its way tells."""
    # Django raises some errors anew, which forgets the way.
    while isinstance(error.__cause__, Exception):
        error = error.__cause__
    token = getattr(error, "token", None)
    found, line = "", token.lineno if token else 0
    step = error.__traceback__
    while step is not None:
        node = step.tb_frame.f_locals.get("self")
        if isinstance(node, Node) and node.token:
            origin = getattr(node, "origin", None)
            found = getattr(origin, "template_name", "") or found
            line = node.token.lineno
        step = step.tb_next
    return found, token.lineno if token else line
