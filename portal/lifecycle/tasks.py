"""Background work on the life of sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.search import index

from portal.errors import refuse
from portal.lifecycle.models import Undertaking
from portal.sites.models import MemberSite, Role, SiteEvent
from portal.tasks import task
from portal.tasks.progress import report

if TYPE_CHECKING:
    from portal.accounts.models import User


def index_after_move(site: MemberSite, moved: int) -> None:
    """Have pages that moved to ``site`` found at their new place; within the act."""
    if moved and site.root_page_id:
        index_below.enqueue(site.root_page_id)


@task(label=gettext_lazy("Index pages that moved"))
def index_below(page_id: int) -> None:
    """Index anew the published pages below one page; safe to run twice."""
    root = Page.objects.filter(pk=page_id).first()
    if root is None:
        return
    rows = Page.objects.filter(path__startswith=root.path, live=True).order_by("path")
    total = rows.count()
    for done, page in enumerate(rows.specific().iterator(chunk_size=100), start=1):
        index.insert_or_update_object(page)
        report(done, total, page.title)


# What two more tries do not mend, nobody should wait for: then the screen says that it failed.
@task(label=gettext_lazy("Change of a member site"), retries=2)
def undertake(undertaking_id: int) -> None:
    """Carry out an act that was asked for on a site's screen; safe to run twice.

    The act is one transaction with the note that it is done.

    Raises:
        ValidationError: a refusal of the act; VD-25 who asked may not do it any more.
    """
    report(0, 0, _("Pages, files and addresses are being moved"))
    with transaction.atomic():
        rows = Undertaking.objects.select_for_update(of=("self",))
        asked = rows.select_related("site", "target", "actor").get(pk=undertaking_id)
        if asked.event_id is None:
            try:
                asked.event = _carry_out(asked, asked.actor)
            except PermissionDenied as error:
                text = _("Whoever asked for this may not do it any more; nothing was changed.")
                raise refuse("VD-25", text) from error
            asked.save(update_fields=["event"])


def _carry_out(asked: Undertaking, actor: User | None) -> SiteEvent:
    from portal.lifecycle import services

    if actor is None:  # the account is gone; for the acts None is the command line
        raise PermissionDenied
    if asked.kind == Undertaking.Kind.ARCHIVE:
        return services.archive(actor=actor, site=asked.site, note=asked.note)
    target = MemberSite.objects.get(pk=asked.target_id or 0)
    if asked.kind == Undertaking.Kind.SPLIT:
        return services.move_sections(
            actor=actor,
            sections=asked.values["sections"],
            target_site=target,
            note=asked.note,
        )
    roles = {Role(old): Role(new) if new else None for old, new in asked.values["roles"].items()}
    return services.merge_into(
        actor=actor, site=asked.site, target=target, roles=roles, note=asked.note
    )
