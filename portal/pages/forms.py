"""What every page form of the admin guards against, whatever the page type.

Text is normalised and cleaned of invisible characters; pasted program code and look-alike letters
are refused; a form sent twice makes one page; a stale form does not bury a newer version.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from portal.errors import refuse
from portal.pages.addresses import is_reserved
from portal.pages.kept import Kept
from portal.pages.pasted import cleaned_json, texts_of
from portal.pages.references import OwnReferences
from portal.sites.fixed import is_fixed, refusal
from portal.sites.structure import current
from portal.text import clean_pasted, code_fragments, lookalike_words, slugify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from wagtail.blocks import StreamValue
    from wagtail.models import Revision


class TokenField(forms.CharField):
    """Carried along with the form, never a change by itself."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class PortalPageForm(OwnReferences, WagtailAdminPageForm):  # type: ignore[misc]
    """Base form of page types. ``is_draft`` is true while required fields are deferred."""

    # Tells a second submission of the same new-page form from a new page (see submissions.py).
    form_token = TokenField(required=False, max_length=32)
    # Set by a refusal with TIN-05: autosave then leaves saving to the person (wagtail_hooks.py).
    newer_version = TokenField(required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_draft = False
        self.initial["form_token"] = uuid4().hex
        if self.instance.pk is None:
            self.fields["slug"].required = False
        elif is_fixed(self.instance.path, current()):
            self._fix_address()

    def _fix_address(self) -> None:
        """The slug of a site's home is the site's path; an earlier version may hold another one."""
        node = current().nodes_by_id.get(self.instance.pk)
        field = self.fields.get("slug")
        if node and field:
            field.disabled = True
            field.help_text = _("Changed only in the life of the site: “Change the path”.")
            self.initial["slug"] = node.slug

    def defer_required_fields(self) -> None:
        self.is_draft = True
        super().defer_required_fields()

    def clean(self) -> dict[str, Any]:
        self._refuse_reserved_slug()
        self._leave_slug_to_the_server()
        self._refuse_end_of_site()
        super().clean()
        self._refuse_stale()
        removed: set[str] = set()
        for name in self.instance.text_fields:
            removed |= self._clean_text(name)
        for name in self.instance.body_fields:
            removed |= self._clean_body(name)
        self.instance.cleaning_notes = sorted(removed)
        self.refuse_foreign_references()
        return self.cleaned_data

    def _refuse_reserved_slug(self) -> None:
        """A slug typed by hand must not hide an address of the portal, nor be hidden by it."""
        slug = self.cleaned_data.get("slug") or ""
        from_title = slug == slugify(self.cleaned_data.get("title", ""))
        parent = self.parent_page or (self.instance.get_parent() if self.instance.pk else None)
        if is_reserved(slug, parent) and not (from_title and self.instance.pk is None):
            self.add_error("slug", reserved_slug(slug))

    def _refuse_end_of_site(self) -> None:
        """A site's home keeps its address and never expires; life of sites decides on both."""
        field = self.fields.get("slug")
        if field is None or not field.disabled:
            return
        sent = self.data.get(self.add_prefix("slug"))
        if sent is not None and sent != self.initial["slug"] and not _is_made_up(sent):
            text = _(
                "The address of a site’s home page is the site’s path; a portal administrator "
                "changes it with “Change the path” in the life of the site."
            )
            self.add_error("slug", refuse("VD-31", text))
        if self.cleaned_data.get("expire_at"):
            self.add_error("expire_at", refusal())

    def _leave_slug_to_the_server(self) -> None:
        """The slug the browser made of the title is made anew when the page has its place.

        Only then is it sure to be free: two people may send the same title at the same moment.
        The browser goes on sending its own, so a number that was added then is kept.
        """
        slug = self.cleaned_data.get("slug") or ""
        if slug != slugify(self.cleaned_data.get("title", "")):
            return
        kept = self.initial.get("slug") or ""
        if self.instance.pk is None:
            self.cleaned_data["slug"] = ""
        elif re.fullmatch(rf"{re.escape(slug)}-\d+", kept):
            self.cleaned_data["slug"] = kept

    def _refuse_stale(self) -> None:
        """Refuse, once, to save over a version that another person saved meanwhile.

        The form comes back with everything typed and with the newer version's number, so that
        saving again is a decision.
        """
        newer = self._newer_version() if self.instance.pk else None
        if newer is None:
            return
        self.data = self.data.copy()
        self.data["newer_version"] = str(newer.pk)
        message = _(
            "%(person)s saved a newer version at %(time)s. Your text is kept below: compare it "
            "with the newer version in History, then save again if yours is to replace it."
        ) % {
            "person": newer.user or _("Somebody"),
            "time": date_format(localtime(newer.created_at), "SHORT_DATETIME_FORMAT"),
        }
        self.add_error(None, refuse("TIN-05", message))

    def _newer_version(self) -> Revision | None:
        """What another person saved last, after the version this form was opened with."""
        since = self._time_of_opened_version()
        if since is None:
            return None
        newer = self.instance.revisions.filter(created_at__gt=since).exclude(user=self.for_user)
        return newer.order_by("-created_at").first()

    def _time_of_opened_version(self) -> datetime | None:
        own = self.data.get("overwrite_revision_id")
        # Autosave writes into the row of a version, so the row's number alone says too little.
        if not own and (opened := _moment(self.data.get("loaded_revision_created_at", ""))):
            return opened
        known = own or self.data.get("loaded_revision_id") or ""
        rows = self.instance.revisions.filter(
            pk=known if known.isdecimal() and known.isascii() else None
        )
        return rows.values_list("created_at", flat=True).first()

    def _clean_text(self, name: str) -> set[str]:
        value = self.cleaned_data.get(name)
        if not isinstance(value, str):
            return set()
        cleaned = clean_pasted(value)
        self.cleaned_data[name] = cleaned.text
        for error in _refusals(cleaned.text):
            self.add_error(name, error)
        return set(cleaned.removed)

    def _clean_body(self, name: str) -> set[str]:
        value = self.cleaned_data.get(name)
        if not value:
            return set()
        self.cleaned_data[name], removed, errors = clean_stream(value)
        for error in errors:
            self.add_error(name, error)
        return removed


def clean_stream(value: StreamValue) -> tuple[StreamValue, set[str], list[forms.ValidationError]]:
    """A stream with its texts cleaned, the kinds of characters removed, and what is refused.

    Blocks that are kept as they are stored stay so: nobody could change what is in them.
    """
    block = value.stream_block
    given = block.get_prep_value(value)
    cleaned: list[Any] = []
    texts: list[str] = []
    removed: set[str] = set()
    for child, item in zip(value, given, strict=True):
        if isinstance(child.value, Kept):
            cleaned.append(item)
            continue
        raw, kinds = cleaned_json(item)
        cleaned.append(raw)
        texts += texts_of(raw)
        removed |= kinds
    if cleaned != given:
        value = block.to_python(cleaned)
    return value, removed, list(_refusals("\n".join(texts)))


def _is_made_up(slug: str) -> bool:
    """Wagtail's preview puts one in where a form sends no slug: what is disabled is not sent."""
    try:
        return str(UUID(slug)) == slug
    except ValueError:
        return False


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def reserved_slug(slug: str) -> forms.ValidationError:
    message = _("“%(slug)s” is an address of the portal itself; choose another slug.")
    return refuse("TIN-07", message % {"slug": slug})


def _refusals(text: str) -> Iterator[forms.ValidationError]:
    if fragments := code_fragments(text):
        message = _(
            "The pasted text holds program code (%(code)s); paste the text only, without it."
        )
        yield refuse("TIN-03", message % {"code": fragments[0]})
    if words := lookalike_words(text):
        message = _(
            "The word “%(word)s” mixes Vietnamese with letters of another script that look alike; "
            "type it again."
        )
        yield refuse("TIN-04", message % {"word": words[0]})
