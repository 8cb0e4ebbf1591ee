"""Pages for readers. ``request.portal_site`` is the member site whose address was asked for."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from plugins.sample.models import Note, SampleSettings

NEWEST = 30


@require_safe
def index(request):
    site = request.portal_site
    context = {
        "notes": Note.objects.of_site(site).select_related("site")[:NEWEST],
        "heading": SampleSettings.of(site).heading,
    }
    return render(request, "plugin_sample/index.html", context)


@require_safe
def detail(request, pk):
    note = get_object_or_404(Note.objects.of_site(request.portal_site), pk=pk)
    return render(request, "plugin_sample/note.html", {"note": note})


@require_safe
def as_json(request):
    """For other programs."""
    notes = Note.objects.of_site(request.portal_site).select_related("site")[:NEWEST]
    return JsonResponse({"notes": [{"title": note.title, "url": note.url} for note in notes]})


@require_safe
def feed(request):
    site = request.portal_site
    atom = Atom1Feed(title=SampleSettings.of(site).heading, link=request.path, description="")
    for note in Note.objects.of_site(site).select_related("site")[:NEWEST]:
        link = request.build_absolute_uri(note.url)
        atom.add_item(note.title, link, note.text, updateddate=note.changed_at)
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")
