"""Background work of handing sites over."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.tasks import task


@task(label=_("Index the pages of a new site"))
def index_site(site_id: int) -> None:
    """Make an imported site found by the search, and note what uses what; safe to run twice."""
    from portal.handover.indexing import index_all_of

    index_all_of(site_id)


@task(label=_("Export a site"), retries=0)
def export_in_background(archive_id: int) -> None:
    from portal.handover.keeping import run_export

    run_export(archive_id)


@task(label=_("Import a site"), retries=0)
def import_in_background(archive_id: int) -> None:
    from portal.handover.keeping import run_import

    run_import(archive_id)
