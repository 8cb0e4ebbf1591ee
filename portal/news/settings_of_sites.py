"""Which workflow a site uses, and what its editors may do in a hurry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from portal.errors import refuse
from portal.news.newsroom import SiteNewsroom
from portal.news.workflow import SiteApprovalTask
from portal.sites.models import MemberSite, Role
from portal.sites.permissions import has_role, people_with_role
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.accounts.models import User

EDITING, APPROVING = "Biên tập", "Duyệt"


class Ready(models.TextChoices):
    """The workflows that stand ready; their names in the database are the newsroom's words."""

    SHORT = "short", gettext_lazy("Short: write → approve (and publish)")
    LONG = "long", gettext_lazy("Long: write → edit → approve → publish")


NAMES = {Ready.SHORT: "Soạn → duyệt", Ready.LONG: "Soạn → biên tập → duyệt → xuất bản"}
STEPS = {
    Ready.SHORT: ((APPROVING, Role.APPROVER),),
    Ready.LONG: ((EDITING, Role.EDITOR), (APPROVING, Role.APPROVER)),
}


@transaction.atomic
def ready_workflow(kind: Ready) -> Workflow:
    """One of the two workflows with its steps; made when it is first asked for."""
    workflow, _created = Workflow.objects.get_or_create(name=NAMES[kind])
    for order, (name, role) in enumerate(STEPS[kind]):
        steps = SiteApprovalTask.objects.filter(name=name, role=role)
        step = steps.first() or SiteApprovalTask.objects.create(name=name, role=role)
        WorkflowTask.objects.get_or_create(
            workflow=workflow, task=step, defaults={"sort_order": order}
        )
    return workflow


def kind_of(workflow: Workflow | None) -> Ready | None:
    """Which of the two it is; None for one that an administrator made."""
    name = workflow.name if workflow else ""
    return next((kind for kind in Ready if NAMES[kind] == name), None)


def workflow_of(site: MemberSite) -> Workflow | None:
    """What articles of ``site`` go through, its own or inherited."""
    home = Page.objects.filter(pk=site.root_page_id).first()
    return home.get_workflow() if home else None


def newsroom_of(site: MemberSite) -> SiteNewsroom:
    """The settings of ``site``; not yet saved when nobody changed them."""
    return SiteNewsroom.objects.filter(site=site).first() or SiteNewsroom(site=site)


@transaction.atomic
def change_newsroom(
    *, actor: User, site: MemberSite, kind: Ready, editors_publish_urgently: bool
) -> SiteNewsroom:
    """Choose the workflow of ``site`` and what its editors may do.

    What is under way goes on in the workflow in which it began. Sites nested in this one keep
    theirs.

    Raises:
        PermissionDenied: the actor does not administer the site.
        ValidationError: QT-21 the long workflow in a site without editors; QT-22 the site is
            closed.
    """
    if not has_role(actor, site, Role.SITE_ADMIN):
        raise PermissionDenied
    site = MemberSite.objects.select_for_update().get(pk=site.pk)
    if not site.is_changeable or site.root_page_id is None:
        text = _("“%(site)s” is closed; its workflow cannot be changed.")
        raise refuse("QT-22", text % {"site": site.short_name})
    if kind == Ready.LONG and not people_with_role(site, Role.EDITOR).exists():
        text = _("Nobody is an editor in %(site)s; give somebody this role first.")
        raise refuse("QT-21", text % {"site": site.short_name})
    if kind_of(workflow_of(site)) != kind:
        _keep_nested(site)
        WorkflowPage.objects.update_or_create(
            page_id=site.root_page_id, defaults={"workflow": ready_workflow(kind)}
        )
    newsroom, _created = SiteNewsroom.objects.update_or_create(
        site=site, defaults={"editors_publish_urgently": editors_publish_urgently}
    )
    chosen = {"workflow": NAMES[kind], "editors_publish_urgently": editors_publish_urgently}
    log(instance=site, action="news.settings", user=actor, data=chosen)
    return newsroom


def _keep_nested(site: MemberSite) -> None:
    """Sites below that use this site's workflow get it for themselves before it changes."""
    workflow = workflow_of(site) or ready_workflow(Ready.SHORT)
    homes = current().home_paths
    above = homes.get(site.pk, "")
    own = set(WorkflowPage.objects.values_list("page_id", flat=True))
    for other in current().sites:
        path = homes.get(other.pk, "")
        nested = path.startswith(above) and other.pk != site.pk
        if nested and other.root_page_id and other.root_page_id not in own:
            WorkflowPage.objects.create(page_id=other.root_page_id, workflow=workflow)
