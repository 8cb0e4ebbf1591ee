"""Words that Wagtail and Django write in English without offering them for translation.

Each correction names what it changes; ``manage.py translations check`` fails when a new version of
the library has no such place any more.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.template import TemplateDoesNotExist
from django.template.loaders import app_directories
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from django.contrib.auth.models import Permission

# Template: (what stands there, what shall stand there); all of them load i18n themselves.
TEMPLATES: dict[str, Sequence[tuple[str, str]]] = {
    "wagtailadmin/home.html": [('value="Search"', """value="{% translate 'Search' %}\"""")],
    "wagtailadmin/shared/header.html": [
        ('value="Search"', """value="{% translate 'Search' %}\"""")
    ],
    "wagtailadmin/shared/headers/_actions.html": [
        (
            '<nav aria-label="Actions"',
            """{% load i18n %}<nav aria-label="{% translate 'Actions' %}\"""",
        )
    ],
    "wagtailadmin/permissions/includes/collection_member_permissions_formset.html": [
        ('value="Add"', 'value="+"')
    ],
    "wagtailadmin/workflows/includes/workflow_pages_formset.html": [('value="Add"', 'value="+"')],
    "wagtailusers/groups/includes/page_permissions_formset.html": [('value="Add"', 'value="+"')],
    "wagtailusers/groups/includes/formatted_permissions.html": [
        (
            f"content_perms_dict.{action}.perm.name",
            f"content_perms_dict.{action}.perm|permission_label",
        )
        for action in ("add", "change", "delete")
    ]
    + [("text=custom_perm_label", "text=custom_perm.perm|permission_label")]
    + [("{% load i18n wagtailadmin_tags %}", "{% load i18n wagtailadmin_tags language %}")],
    "wagtailadmin/pages/listing/_page_title_column_header.html": [
        # Searching all pages gives no name of what is listed.
        (
            "start_index=start_index|intcomma",
            "model_name=model_name|default:_('pages') start_index=start_index|intcomma",
        )
    ],
    "wagtailadmin/reports/listing/_list_page_types_usage.html": [("name|title", "name|capfirst")],
    # The family name comes first.
    **dict.fromkeys(
        ("wagtailusers/users/create.html", "wagtailusers/users/edit.html"),
        (
            ("form.first_name %}", "form.given_name %}"),
            ("form.last_name %}", "form.first_name %}"),
            ("form.given_name %}", "form.last_name %}"),
        ),
    ),
    "wagtailembeds/embed_editor.html": [
        ("<p>URL: ", "{% load i18n %}<p>{% translate 'URL' %}: "),
        ("Provider: ", "{% translate 'Provider' %}: "),
        ("Author: ", "{% translate 'Author' %}: "),
    ],
}


class Loader(app_directories.Loader):
    """The loader of templates in apps, with the corrections above."""

    def get_contents(self, origin: Any) -> str:
        contents: str = super().get_contents(origin)
        for found, instead in TEMPLATES.get(str(origin.template_name), ()):
            contents = contents.replace(found, instead)
        return contents


def apply() -> None:
    """Give translated labels to columns and fields that have none. Called once, at start."""
    from django.forms import boundfield
    from wagtail.models import Site
    from wagtail.models.pages import PAGE_PERMISSION_TYPES
    from wagtail.sites.views import IndexView as Sites
    from wagtail.users.forms import PagePermissionsForm

    made: Callable[[str], str] = boundfield.pretty_name  # type: ignore[attr-defined]
    boundfield.pretty_name = lambda name: gettext(made(name))  # type: ignore[attr-defined]
    for column in Sites.columns:
        if column.name in _SITE_COLUMNS:
            column.label = capfirst(Site._meta.get_field(column.name).verbose_name)
    long_labels = {codename: label for codename, _short, label in PAGE_PERMISSION_TYPES}
    field = PagePermissionsForm.base_fields["permissions"]
    field.label_from_instance = lambda permission: long_labels[permission.codename]


def permission_label(permission: Permission) -> str:
    """What Django stores as "Can add member site", in the reader's language."""
    action, _of, model = permission.codename.partition("_")
    is_stock = model == permission.content_type.model and permission.name.startswith("Can ")
    if is_stock and (label := _ACTIONS.get(action)):
        return str(label % {"model": permission.content_type.name})
    return gettext(permission.name)


# Said in templates above, or made of the names of fields.
_FURTHER = (
    gettext_noop("Provider"),
    gettext_noop("Author"),
    gettext_noop("Link text"),
    gettext_noop("Phone number"),
    gettext_noop("Body"),
    gettext_noop("Subject"),
    gettext_noop("Role"),
)
_SITE_COLUMNS = ("port", "site_name", "root_page")
_ACTIONS = {
    "add": gettext_lazy("Can add %(model)s"),
    "change": gettext_lazy("Can change %(model)s"),
    "delete": gettext_lazy("Can delete %(model)s"),
    "publish": gettext_lazy("Can publish %(model)s"),
    "view": gettext_lazy("Can view %(model)s"),
}


def lost() -> Iterator[str]:
    """Corrections that no longer find their place, a line each."""
    from django.template import engines

    loader = app_directories.Loader(engines["django"].engine)  # type: ignore[attr-defined]
    for name, corrections in TEMPLATES.items():
        contents = ""
        for origin in loader.get_template_sources(name):
            with suppress(TemplateDoesNotExist):
                contents = loader.get_contents(origin)
                break
        for found, instead in corrections:
            if found not in contents:
                yield f"{name}: “{found}” is no longer there; mend portal/language/corrections.py"
            contents = contents.replace(found, instead)
