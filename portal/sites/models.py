"""Member sites and the roles people hold in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
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

    def clean(self) -> None:
        if self.code in settings.PORTAL_RESERVED_ADDRESSES:
            message = _("“%(code)s” is an address of the portal itself; choose another code.")
            raise ValidationError({"code": message % {"code": self.code}})


class Role(models.TextChoices):
    """What a person does in a site; each right includes those of the roles before it."""

    CONTRIBUTOR = "contributor", _("Contributor")
    EDITOR = "editor", _("Editor")
    APPROVER = "approver", _("Approver")


class SiteRole(models.Model):
    """One role of one site, carried by a group so that Wagtail's permissions apply."""

    site = models.ForeignKey(MemberSite, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="site_role")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "role"], name="sites_one_group_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.site.short_name}: {self.get_role_display()}"


class StructureVersion(models.Model):
    """One row whose token is replaced whenever the portal's structure changes (structure.py).

    A random token, not a counter: a rolled-back change must never share its number with a later
    one.
    """

    token = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.token
