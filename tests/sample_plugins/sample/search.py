"""What readers and search machines find besides pages."""

from django.db.models import Q

from plugins.sample.models import Note
from portal.plugins.points import SearchHit, SearchResults, SitemapEntry


def search_notes(query, *, site, limit):
    matches = Q(title__icontains=query) | Q(text__icontains=query)
    rows = Note.objects.of_site(site).filter(matches).select_related("site")
    hits = [SearchHit(note.title, note.url, note.text) for note in rows[:limit]]
    return SearchResults(rows.count(), hits)


def sitemap_entries(scope):
    for note in Note.objects.filter(site_id=scope.id).select_related("site"):
        yield SitemapEntry(note.url, note.changed_at)
