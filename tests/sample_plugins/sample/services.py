"""Business acts. Views, tasks and handlers call these and decide nothing themselves."""

from django.db import transaction
from django.utils import timezone

from plugins.sample.models import Note, Tally


@transaction.atomic
def count_notes(*, site_id):
    """Count the notices of one member site and keep the number; returns it."""
    count = Note.objects.filter(site_id=site_id).count()
    values = {"notes": count, "counted_at": timezone.now()}
    Tally.objects.update_or_create(site_id=site_id, defaults=values)
    return count


def announce_page(*, site_id, page_id, title):
    """Make a notice of a page that was published; telling it twice makes one notice."""
    if site_id is not None:
        values = {"site_id": site_id, "title": title[:200]}
        Note.objects.update_or_create(page_id=page_id, defaults=values)
