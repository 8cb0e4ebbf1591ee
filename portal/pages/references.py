"""What a person may refer to in what they write: pages, pictures and files.

A reference shows the title and the content of what it leads to, so nobody may make one to
something of a site they do not belong to. What somebody with wider rights put in stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.db.models import ForeignKey, Q
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as documents
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as images
from wagtail.models import Page

from portal.errors import refuse
from portal.pages.received import number_of
from portal.sites.rights import rights_of
from portal.sites.scoping import pages_of
from portal.sites.structure import current

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.db.models import Model

    from portal.sites.structure import Structure

Reference = tuple[type[Any], str]  # the kind of thing and its key


def linkable_pages(user: Any, structure: Structure) -> Q:
    """Matches what ``user`` may link to: pages of own sites, and published ones of the province."""
    rights = rights_of(user)
    if rights.sees_everything:
        return Q()
    found = pages_of(rights.in_site, structure)
    province = structure.province
    if province is None:
        return found
    restricted = Q(path__below=structure.restricted_paths)
    public = pages_of([province.pk], structure) & Q(live=True)
    return found | (public & ~restricted if structure.restricted_paths else public)


class OwnReferences(forms.ModelForm):  # type: ignore[type-arg]
    """For forms of the admin: refuses new references to what belongs to other sites.

    What the stored version (``instance``, before the form fills it) refers to already may stay,
    anywhere in the form.
    """

    data: Any
    for_user: Any
    formsets: dict[str, Any]

    def refuse_foreign_references(self) -> None:
        """Call it in ``clean``; needs three queries at most, whatever the form holds."""
        if self.for_user is None or rights_of(self.for_user).sees_everything:
            return
        given = {name: _references_of(self, name) for name in self.cleaned_data}
        below = [(form, name) for form in self._forms_below() for name in form.cleaned_data]
        of_children = [(form, name, _references_of(form, name)) for form, name in below]
        everything = frozenset().union(*given.values(), *(refs for *_place, refs in of_children))
        foreign = _foreign(everything - self._stored_references(), self.for_user)
        for name, refs in given.items():
            if refs & foreign:
                _take_out(self, name, foreign)
                self.add_error(name, foreign_reference())
        for form, name, refs in of_children:
            if refs & foreign:
                _take_out(form, name, foreign)
                form.add_error(name, foreign_reference())

    def _forms_below(self) -> list[Any]:
        """Forms of rows that belong to the instance, those that could be read."""
        formsets = getattr(self, "formsets", {}).values()
        forms_below = [form for formset in formsets for form in formset.forms]
        return [form for form in forms_below if form.is_valid()]

    def _stored_references(self) -> frozenset[Reference]:
        if self.instance.pk is None:
            return frozenset()
        stored = {ref for name in self.fields for ref in references_in(self.instance, name)}
        for formset in getattr(self, "formsets", {}).values():
            # By the relation's own name: the form calls comments otherwise.
            for child in getattr(self.instance, formset.rel_name).all():
                for column in child._meta.concrete_fields:
                    stored |= references_in(child, column.name)
        return frozenset(stored)


def _take_out(form: Any, name: str, foreign: frozenset[Reference]) -> None:
    """The form comes back without them: it would show their titles and pictures."""
    form.data = form.data.copy()
    prefix = form.add_prefix(name)
    value = form.cleaned_data[name]
    if not isinstance(value, StreamValue):
        form.data[prefix] = ""
        return
    numbers = _numbers_of_blocks(form.data, prefix)
    whole = len(numbers) != len(value)  # blocks that are not read cannot be told apart
    for number, child in zip(numbers, value, strict=False) if not whole else ():
        found = child.block.extract_references(child.value)
        if foreign & {(_kind(kind), _key(key)) for kind, key, *_rest in found}:
            form.data[f"{prefix}-{number}-deleted"] = "1"
    for number in numbers if whole else ():
        form.data[f"{prefix}-{number}-deleted"] = "1"


def _numbers_of_blocks(data: Any, prefix: str) -> list[int]:
    """The numbers under which the form sent its blocks, in the order of the blocks."""
    count = int(data[f"{prefix}-count"])
    shown = [number for number in range(count) if not data.get(f"{prefix}-{number}-deleted")]
    return sorted(shown, key=lambda number: int(data[f"{prefix}-{number}-order"]))


def references_in(instance: Model, name: str) -> frozenset[Reference]:
    """What the field ``name`` of ``instance`` refers to; everything in it, however deep."""
    column = _column(instance, name)
    if isinstance(column, ForeignKey):
        return _reference(column, getattr(instance, column.attname))
    return _references(column, column.value_from_object(instance)) if column else frozenset()


def _references_of(form: Any, name: str) -> frozenset[Reference]:
    """The same for what was typed into one field of a form."""
    column = _column(form.instance, name)
    value = form.cleaned_data.get(name)
    if isinstance(column, ForeignKey):
        return _reference(column, getattr(value, "pk", None))
    return _references(column, value)


def _column(instance: Model, name: str) -> Any:
    try:
        return instance._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _reference(column: Any, key: Any) -> frozenset[Reference]:
    kind = _kind(column.related_model)
    return frozenset({(kind, _key(key))} if key and kind in _JUDGED else ())


def _references(column: Any, value: Any) -> frozenset[Reference]:
    if not value or not isinstance(column, StreamField | RichTextField):
        return frozenset()
    found = ((_kind(kind), _key(key)) for kind, key, *_rest in column.extract_references(value))
    return frozenset((kind, key) for kind, key in found if kind in _JUDGED)


def _key(raw: Any) -> str:
    """One spelling for each key: the database takes "0254" for 254. Words stay words."""
    number = number_of(raw)
    return str(raw) if number is None else str(number)


def _kind(model: Any) -> type[Any]:
    return Page if issubclass(model, Page) else model


def is_foreign(user: Any, model: type[Any], key: Any) -> bool:
    """Whether ``user`` may not choose this page, picture or file; of other models: False."""
    kind = _kind(model)
    return kind in _JUDGED and bool(_foreign(frozenset({(kind, _key(key))}), user))


def _foreign(found: frozenset[Reference], user: Any) -> frozenset[Reference]:
    """Those that do not lead to something which ``user`` may choose.

    What does not exist is nobody's to choose either: tomorrow it may be another site's.
    """
    known: set[Reference] = set()
    for kind in {kind for kind, _key in found}:
        keys = [key for its_kind, key in found if its_kind is kind and number_of(key) is not None]
        rows = kind._base_manager.filter(pk__in=keys)
        if kind is Page:
            own = rows.filter(linkable_pages(user, current()))
        else:
            policy = _POLICIES[kind]
            own = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
        known |= {(kind, str(pk)) for pk in own.filter(pk__in=keys).values_list("pk", flat=True)}
    return found - known


_POLICIES = {get_image_model(): images, get_document_model(): documents}
_JUDGED = {Page, *_POLICIES}


def foreign_reference() -> ValidationError:
    message = _(
        "This referred to a page, picture or file that belongs to another member site or does not "
        "exist, and was taken out; choose one of your own."
    )
    return refuse("CL-01", message)
