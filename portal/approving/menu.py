"""The entry in the menu of the editing screen."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem

from portal.approving.permissions import may_send
from portal.news.models import ArticlePage


class SendLinkItem(ActionMenuItem):  # type: ignore[misc]
    label = _("Send an approval link…")
    name = "action-send-approval-link"
    icon_name = "mail"

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or not isinstance(page, ArticlePage):
            return False
        return may_send(page, context["request"].user)

    def get_url(self, context: dict[str, Any]) -> str:
        return reverse("approval-links:send", args=[context["page"].pk])


def change_menu(items: list[Any], context: dict[str, Any]) -> None:
    item: Any = SendLinkItem(order=75)
    if item.is_shown(context):
        items.append(item)
        items.sort(key=lambda one: one.order)
