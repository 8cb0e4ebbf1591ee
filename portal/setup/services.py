"""The business act behind the wizard: a whole member site in one go."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Site as WagtailSite

from portal.errors import refuse
from portal.news.services import set_up_workflow
from portal.pages.services import create_member_site, refuse_taken_code
from portal.people.services import give_role, invite
from portal.setup.models import SiteSetup
from portal.setup.plugins import switch_for
from portal.setup.templates_of_sites import TEMPLATES
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from portal.sites.permissions import is_portal_admin
from portal.sites.services import refuse_taken_short_name
from portal.theming import registry as themes
from portal.theming.dress import Dress
from portal.theming.look import Choice
from portal.theming.trying import try_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.accounts.models import User


@dataclass(frozen=True)
class NewSite:
    """What the wizard asks. ``token`` is the form's: the same one makes one site.

    The first administrator is ``admin``, who has an account, or whoever has ``admin_email``.
    """

    token: str
    name: str
    short_name: str
    code: str
    organisation: str
    template: str
    theme: str = "base"
    host: str = ""
    plugins: tuple[str, ...] = ()
    admin: User | None = None
    admin_email: str = ""
    admin_last_name: str = ""
    admin_first_name: str = ""


def make_site(*, actor: User, wanted: NewSite) -> tuple[SiteSetup, bool]:
    """Make a site with sections, host, plugins and first administrator, "being prepared".

    All or nothing, and effective without a restart. Sent twice, the same form makes one site.

    Returns:
        What was made, and False when an earlier sending of the same form had made it.

    Raises:
        PermissionDenied: the actor is no portal administrator.
        ValidationError: by field of ``NewSite``: TV-01 to TV-05 the code or the sections, TM-01
            to TM-06 the host, TV-17 the short name, VD-33 the code leads another site's readers
            on, TV-14 no such template, TV-15 no such theme, GD-05, GD-06 a broken one,
            TV-16 an earlier sending made a site of another code, PLG-… a plugin, ND-… the
            administrator.
    """
    if not is_portal_admin(actor):
        raise PermissionDenied
    try:
        return _make(actor, wanted)
    except ValidationError:
        # Wagtail may have kept addresses of a host that was rolled back.
        WagtailSite.clear_site_root_paths_cache()
        raise


@transaction.atomic
def _make(actor: User, wanted: NewSite) -> tuple[SiteSetup, bool]:
    began = time.monotonic()
    structure.lock()
    if earlier := SiteSetup.objects.select_related("site").filter(token=wanted.token).first():
        if earlier.facts.get("code") != wanted.code:
            text = _("This form has made “%(site)s” already; open a new form for another site.")
            raise refuse("TV-16", text % {"site": earlier.site.short_name})
        return earlier, False
    site = _make_bare_site(actor, wanted)
    set_up_workflow(root_page=site.root_page)
    with _errors_of("plugins"):
        plugins = switch_for(actor=actor, site=site, slugs=wanted.plugins)
    person, is_new = _appoint(actor, wanted, site)
    setup = SiteSetup.objects.create(
        token=wanted.token,
        site=site,
        made_by=actor,
        facts={
            "code": wanted.code,
            "template": wanted.template,
            "sections": [section.title for section in TEMPLATES[wanted.template].all_sections],
            "plugins": plugins,
            "administrator": person.pk,
            "invited": is_new,
            "seconds": round(time.monotonic() - began, 2),
        },
    )
    structure.bump()
    return setup, True


def _try(theme: str) -> None:
    """One that no site wears yet may be broken; the province's pages show it."""
    province = structure.current().province
    if province and not MemberSite.objects.filter(theme=theme).exists():
        with _errors_of("theme"):
            try_theme(province, Dress.chosen(Choice(theme), None, ""))


def _make_bare_site(actor: User, wanted: NewSite) -> MemberSite:
    if wanted.template not in TEMPLATES:
        text = _("There is no such template; choose one of the list.")
        raise ValidationError({"template": refuse("TV-14", text)})
    if wanted.theme not in dict(themes.choices()):
        text = _("There is no such theme; choose one of the list.")
        raise ValidationError({"theme": refuse("TV-15", text)})
    _try(wanted.theme)
    refuse_taken_code(wanted.code)  # making one that exists would only complete it
    with _errors_of("short_name"):
        refuse_taken_short_name(wanted.short_name)
    try:
        return create_member_site(
            code=wanted.code,
            name=wanted.name,
            short_name=wanted.short_name,
            organisation=wanted.organisation,
            sections=TEMPLATES[wanted.template].sections,
            host=wanted.host or None,
            actor=actor,
            theme=wanted.theme,
            state=SiteState.DRAFT,
        )
    except ValidationError as refusal:
        if str(getattr(refusal, "code", "")).startswith("TM-"):
            raise ValidationError({"host": refusal}) from refusal
        raise


def _appoint(actor: User, wanted: NewSite, site: MemberSite) -> tuple[User, bool]:
    """The first administrator, and whether the account was made now."""
    if wanted.admin is not None:
        with _errors_of("admin"):
            give_role(actor=actor, person=wanted.admin, role=Role.SITE_ADMIN, site=site)
        return wanted.admin, False
    with _errors_of("admin_email"):
        done = invite(
            actor=actor,
            email=wanted.admin_email,
            last_name=wanted.admin_last_name,
            first_name=wanted.admin_first_name,
            role=Role.SITE_ADMIN,
            site=site,
        )
    return done.person, done.is_new


@contextmanager
def _errors_of(field: str) -> Iterator[None]:
    """Refusals within are shown at ``field``, whatever the service inside calls its own."""
    try:
        yield
    except ValidationError as refusal:
        raise ValidationError({field: refusal.messages}) from refusal


def by_field(refusal: ValidationError, fields: set[str]) -> list[tuple[str | None, str]]:
    """(field, sentence) of a refusal; fields that the form lacks become None."""
    if not hasattr(refusal, "error_dict"):
        return [(None, text) for text in refusal.messages]
    return [
        (name if name in fields and name != NON_FIELD_ERRORS else None, text)
        for name, texts in refusal.message_dict.items()
        for text in texts
    ]
