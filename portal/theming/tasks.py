"""Mails of the studio."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.tasks import task
from portal.theming.models import LookChange


@task(label=gettext_lazy("Mail that a planned look could not be put on"))
def tell_failure(change_id: int) -> None:
    """Mail whoever planned it; the screen of the site says it to everybody else."""
    change = LookChange.objects.select_related("site", "actor").filter(pk=change_id).first()
    person = change.actor if change else None
    if change is None or person is None or not person.is_active or not person.email:
        return
    with override(settings.LANGUAGE_CODE):
        subject = _("%(site)s: the planned look was not put on") % {"site": change.site.short_name}
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        url = f"{base}{reverse('theming:site', args=[change.site_id])}"
        body = f"{change.theme_label}\n\n{change.reason}\n\n{url}\n"
        send_mail(" ".join(subject.split()), body, None, [person.email])
