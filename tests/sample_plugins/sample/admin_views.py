"""Pages of the admin that are no list of one model."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from plugins.sample.models import Note, Tally
from plugins.sample.tasks import count_notes
from portal.plugins import gate
from portal.sites.permissions import sites_of

COUNT = "plugin_sample.count_notes"


def _sites(user):
    return sites_of(user).filter(pk__in=gate.current().open_sites("sample"))


@require_safe
@permission_required(COUNT, raise_exception=True)
def overview(request):
    context = {"notes": Note.objects.of_person(request.user), "sites": _sites(request.user)}
    return render(request, "plugin_sample/admin/overview.html", context)


@require_safe
def report(request):
    tallies = Tally.objects.filter(site__in=_sites(request.user)).select_related("site")
    return render(request, "plugin_sample/admin/report.html", {"tallies": tallies})


@require_POST
@permission_required(COUNT, raise_exception=True)
def count(request, pk):
    """Count the notices of a site in the background."""
    site = get_object_or_404(_sites(request.user), pk=pk)
    count_notes.enqueue(site_id=site.pk)
    return redirect("plugin_sample__admin:report")
