"""Member sites and the roles people hold in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import date

    from wagtail.models import Collection, Page


class MemberSiteQuerySet(models.QuerySet["MemberSite"]):
    def of_page(self, page: Page) -> MemberSite | None:
        """The site whose root is the nearest ancestor of ``page`` (or the page itself)."""
        steps = range(page.steplen, len(page.path) + 1, page.steplen)
        prefixes = [page.path[:end] for end in steps]
        roots = self.filter(root_page__path__in=prefixes).order_by("-root_page__depth")
        return roots.first()

    def of_collection(self, collection: Collection) -> MemberSite | None:
        steps = range(collection.steplen, len(collection.path) + 1, collection.steplen)
        prefixes = [collection.path[:end] for end in steps]
        return self.filter(collection__path__in=prefixes).order_by("-collection__depth").first()


class SiteState(models.TextChoices):
    """Where a site stands in its life; nothing of it is ever deleted."""

    DRAFT = "draft", _("Being prepared")
    ACTIVE = "active", _("In operation")
    FROZEN = "frozen", _("Frozen")
    REDIRECTED = "redirected", _("Redirected")
    CLOSED = "closed", _("Closed")


# States in which readers find the site's pages, and those in which anybody may change them.
READABLE = frozenset({SiteState.ACTIVE, SiteState.FROZEN})
CHANGEABLE = frozenset({SiteState.DRAFT, SiteState.ACTIVE})


class MemberSite(models.Model):
    """A unit's site: the province's own portal or one of its member sites.

    Invariant: everything below ``root_page`` and in ``collection`` belongs to the site, but for
    what belongs to a site nested in it.
    """

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$")],
        help_text=_("The site's path in addresses, for example tuy-phong."),
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80)
    organisation = models.CharField(_("governing body"), max_length=200)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    responsible = models.CharField(
        _("person responsible"),
        max_length=200,
        blank=True,
        help_text=_("The post of the person responsible for the content."),
    )
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    is_province = models.BooleanField(_("province portal"), default=False, editable=False)
    position = models.PositiveIntegerField(_("order"), default=0)
    root_page = models.OneToOneField(
        "wagtailcore.Page",
        verbose_name=_("home page"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="member_site",
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name=_("collection"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="member_site",
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=SiteState.choices,
        default=SiteState.ACTIVE,
        editable=False,
    )
    state_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="predecessors",
    )
    host = models.CharField(
        _("host"),
        max_length=253,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("The site's own host, for example tuyphong.example.vn."),
    )
    host_is_canonical = models.BooleanField(
        _("the host is the main address"), default=True, editable=False
    )
    maintenance = models.BooleanField(_("under maintenance"), default=False, editable=False)
    maintenance_message = models.CharField(max_length=500, blank=True, editable=False)
    theme = models.CharField(_("theme"), max_length=60, default="base", editable=False)
    # What the site chose of what its theme offers; see portal.theming.look.
    look = models.JSONField(default=dict, editable=False)
    logo = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    default_image = models.ForeignKey(
        "media.PortalImage",
        verbose_name=_("default picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown in lists for articles without a picture."),
    )
    header_text = models.CharField(_("line in the header"), max_length=200, blank=True)
    footer_text = models.TextField(_("further lines in the footer"), max_length=1000, blank=True)
    opening_views = models.PositiveBigIntegerField(
        _("views before this portal counted"), default=0, editable=False
    )
    opening_views_on = models.DateField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MemberSiteQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("member site")
        verbose_name_plural = _("member sites")
        constraints = [
            models.UniqueConstraint(
                fields=["is_province"],
                condition=models.Q(is_province=True),
                name="sites_one_province",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_readable(self) -> bool:
        """Whether readers find its pages."""
        return self.state in READABLE and not self.maintenance

    @property
    def is_changeable(self) -> bool:
        """Whether anybody may change its content."""
        return self.state in CHANGEABLE

    def clean(self) -> None:
        if self.code in settings.PORTAL_RESERVED_ADDRESSES:
            message = _("“%(code)s” is an address of the portal itself; choose another code.")
            raise ValidationError({"code": message % {"code": self.code}})


class Role(models.TextChoices):
    """What a person does; rights.py says what each may do where."""

    CONTRIBUTOR = "contributor", _("Contributor")
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")
    SITE_ADMIN = "site_admin", _("Site administrator")
    NEWSROOM = "newsroom", _("Portal newsroom")
    AUDITOR = "auditor", _("Auditor")
    PORTAL_ADMIN = "portal_admin", _("Portal administrator")


class SiteLink(models.Model):
    """A link that a site shows in its menu, in its footer or as a social channel."""

    class Place(models.TextChoices):
        MENU = "menu", _("Menu")
        FOOTER = "footer", _("Footer")
        SOCIAL = "social", _("Social networks")

    site = models.ForeignKey(MemberSite, on_delete=models.CASCADE, related_name="links")
    place = models.CharField(_("place"), max_length=10, choices=Place.choices)
    label = models.CharField(_("label"), max_length=80)
    url = models.CharField(
        _("address"),
        max_length=500,
        help_text=_("https://… or a path of this portal, for example /tin-tuc/."),
    )
    position = models.PositiveIntegerField(_("order"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["place", "position", "pk"]
        verbose_name = _("link of a site")
        verbose_name_plural = _("links of a site")

    def __str__(self) -> str:
        return self.label


class RoleScope(models.TextChoices):
    """Where a role holds."""

    PORTAL = "portal", _("Whole portal")
    SITE = "site", _("Member site")


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def standing(self) -> RoleGrantQuerySet:
        """Not taken back; they may begin later or have run out."""
        return self.filter(revoked_at=None)

    def in_force(self, day: date | None = None) -> RoleGrantQuerySet:
        """Standing on ``day`` (today when left out); both ends of a period belong to it."""
        day = day or timezone.localdate()
        ended = models.Q(valid_to=None) | models.Q(valid_to__gte=day)
        return self.standing().filter(ended, valid_from__lte=day)


class RoleGrant(models.Model):
    """One role of one person in one scope, for a period; kept for good when taken back."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="role_grants",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    scope = models.CharField(
        _("scope"), max_length=20, choices=RoleScope.choices, default=RoleScope.SITE
    )
    site = models.ForeignKey(
        MemberSite,
        verbose_name=_("member site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="role_grants",
    )
    valid_from = models.DateField(_("valid from"), default=timezone.localdate)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = RoleGrantQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(scope="site", site__isnull=False)
                | models.Q(scope="portal", site__isnull=True),
                name="sites_scope_of_role",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "site"],
                condition=models.Q(revoked_at=None, scope="site"),
                name="sites_one_standing_role",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(revoked_at=None, scope="portal"),
                name="sites_one_standing_portal_role",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="sites_period_of_role",
            ),
        ]

    def __str__(self) -> str:
        where = self.site.short_name if self.site else self.get_scope_display()
        return f"{where}: {self.get_role_display()}"


class SiteEvent(models.Model):
    """What happened to a site in its life, kept for good, with names as they were then."""

    class Kind(models.TextChoices):
        CREATED = "created", _("Created")
        STATE = "state", _("State changed")
        RENAMED = "renamed", _("Renamed")
        PATH = "path", _("Path changed")
        HOST = "host", _("Host changed")
        MERGED = "merged", _("Merged")
        ARCHIVED = "archived", _("Moved into the archive")
        SPLIT = "split", _("Sections moved")
        MAINTENANCE = "maintenance", _("Maintenance")
        EXPORTED = "exported", _("Exported")
        IMPORTED = "imported", _("Imported")
        ROLES = "roles", _("Roles changed")
        LOOK = "look", _("Look changed")

    site = models.ForeignKey(
        MemberSite, verbose_name=_("member site"), on_delete=models.CASCADE, related_name="events"
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor_name = models.CharField(_("name of the person"), max_length=300)
    note = models.CharField(_("reason or decision"), max_length=500, blank=True)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("event in the life of a site")
        verbose_name_plural = _("events in the life of a site")

    def __str__(self) -> str:
        return f"{self.site}: {self.get_kind_display()}"


class StructureVersion(models.Model):
    """One row whose token is replaced whenever the portal's structure changes (structure.py).

    A random token, not a counter: a rolled-back change must never share its number with a later
    one.
    """

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
