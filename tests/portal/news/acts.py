"""What people do to an article on its way, through the editing screen."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import WorkflowState

from portal.news.delegation import delegate
from portal.news.models import ArticlePage, SiteNewsroom
from portal.news.settings_of_sites import Ready, change_newsroom
from portal.sites.models import Role
from tests import factories
from tests.portal.news import desk


def decide(client: Any, article: Any, decision: str, comment: str = "", **values: Any) -> Any:
    """Press a button of the present step on the editing screen."""
    url = desk.edit_url(article)
    form = desk.fill(desk.open_form(client, url), **values)
    extra = {"workflow-action-extra-data": json.dumps({"comment": comment})}
    action = {"action-workflow-action": "x", "workflow-action-name": decision}
    return client.post(url, {**form, **action, **extra}, follow=True)


def submitted(client: Any, site: Any, **values: Any) -> Any:
    desk.write(client, site, "submit", **values)
    return ArticlePage.objects.latest("pk")


def status(article: Any) -> str:
    return str(WorkflowState.objects.for_instance(article).latest("pk").status)


def use_long(site: Any, *, urgent: bool = False) -> SiteNewsroom:
    """The long workflow for ``site``, chosen by an administrator of its own."""
    admin = factories.make_person(site, Role.SITE_ADMIN, username=f"{site.code}.quan-tri")
    return change_newsroom(actor=admin, site=site, kind=Ready.LONG, editors_publish_urgently=urgent)


def allow_urgent(site: Any) -> None:
    SiteNewsroom.objects.update_or_create(site=site, defaults={"editors_publish_urgently": True})


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


def stand_in(principal: Any, deputy: Any, site: Any, role: Role = Role.APPROVER, **values: Any):
    """``deputy`` stands for ``principal`` from today on, for a week."""
    values = {"valid_from": today(), "valid_to": today(7), "reason": "Nghỉ phép", **values}
    actor = values.pop("actor", principal)
    return delegate(actor=actor, principal=principal, deputy=deputy, site=site, role=role, **values)


def texts(response: Any) -> str:
    return "\n".join(str(message) for message in response.context["messages"])


def code(refusal: Any) -> str:
    """The code of a refusal that pytest caught."""
    return str(refusal.value.error_list[0].code)
