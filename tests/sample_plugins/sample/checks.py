from django.utils.translation import gettext as _

from plugins.sample.models import Note


def notes_have_titles():
    """An empty text says that all is well; anything else is shown to administrators."""
    count = Note.objects.filter(title="").count()
    return _("%(count)s notices have no title.") % {"count": count} if count else ""
