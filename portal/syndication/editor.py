"""What the article editor offers and tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem

from portal.news.models import ArticlePage
from portal.sites.models import Role
from portal.sites.permissions import has_role
from portal.sites.structure import current
from portal.syndication.models import STANDING, Offer, State
from portal.syndication.permissions import may_offer_from

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


class OfferItem(ActionMenuItem):  # type: ignore[misc]
    """For published articles, in the words of who offers: to the province, or to the members."""

    name = "action-offer-article"
    icon_name = "site"

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or not isinstance(page, ArticlePage) or not page.live:
            return False
        site = current().site_of(page.path)
        self.label = (
            gettext_lazy("Offer to member sites…")
            if site and site.is_province
            else gettext_lazy("Offer to the province…")
        )
        return may_offer_from(context["request"].user, site)

    def get_url(self, context: dict[str, Any]) -> str:
        return reverse("exchange:send", args=[context["page"].pk])


def change_menu(items: list[Any], context: dict[str, Any]) -> None:
    item: Any = OfferItem(order=76)
    if item.is_shown(context):
        items.append(item)
        items.sort(key=lambda one: one.order)


def say_where_it_is(request: HttpRequest, page: Page) -> None:
    """Of a copy: where it comes from and what is new there. Of an origin: who has it.

    Whoever opens the editor belongs to the article's site, which has a part in these offers.
    """
    if request.method != "GET" or not issubclass(page.specific_class or type(page), ArticlePage):
        return
    found = Offer.objects.filter(Q(copy=page.pk) | Q(article=page.pk, state__in=STANDING))
    rows = list(found.for_lists().order_by("-offered_at", "-pk"))
    if not rows:
        return
    of_copy = [row for row in rows if row.copy_id == page.pk]
    if of_copy:
        _tell_of_copy(request, of_copy[0], page)
    _tell_of_origin(request, [row for row in rows if row.article_id == page.pk])


def _tell_of_origin(request: HttpRequest, rows: list[Offer]) -> None:
    names: dict[str, list[str]] = {}
    for row in rows:
        names.setdefault(row.state, []).append(row.receiver.short_name)
    if accepted := names.get(State.ACCEPTED):
        text = _("Taken over by %(names)s: what you publish or withdraw here concerns them, too.")
        messages.info(request, text % {"names": ", ".join(accepted)})
    if waiting := names.get(State.OFFERED):
        text = _("Offered to %(names)s, no answer yet.")
        messages.info(request, text % {"names": ", ".join(waiting)})


def _tell_of_copy(request: HttpRequest, row: Offer, page: Page) -> None:
    values = {"site": row.sender.short_name}
    is_editor = has_role(request.user, current().site_of(page.path), Role.EDITOR)  # type: ignore[arg-type]
    sheet = messages.button(reverse("exchange:offer", args=[row.pk]), _("About the origin"))
    if row.is_withdrawn:
        text = _("%(site)s withdrew this article.")
        messages.warning(request, text % values, buttons=[sheet] if is_editor else None)
    elif row.changed_at:
        url = reverse("exchange:update", args=[row.pk])
        text = _("%(site)s published a new version of this article.")
        button = messages.button(url, _("Compare and take over"))
        messages.warning(request, text % values, buttons=[button] if is_editor else None)
    else:
        text = _("This article was taken over from %(site)s.")
        messages.info(request, text % values, buttons=[sheet] if is_editor else None)
