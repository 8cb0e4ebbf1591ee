"""Background work. A task that is about one member site has the argument ``site_id``."""

from django.utils.translation import gettext_lazy as _

from plugins.sample import services
from portal.tasks import task
from portal.tasks.progress import report


@task(label=_("Count the notices of a site"))
def count_notes(*, site_id):
    services.count_notes(site_id=site_id)
    report(1, 1)


def count_again(scope):
    """Called each hour for every place where the plugin is on; long work becomes a task."""
    count_notes.enqueue(site_id=scope.id)
