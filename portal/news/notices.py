"""Words to single people: by mail at once, and in the admin when they come there next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.news.newsroom import Notice
from portal.tasks import task

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from wagtail.models import Page

    from portal.accounts.models import User

MOST = 5
# As Wagtail's own buttons in messages; a plain link can hardly be read there.
LINK = (
    '<span class="buttons"><a class="button button-small button-secondary" href="{}">{}</a></span>'
)


def tell(*, people: Iterable[User], text: str, page: Page | None = None) -> None:
    """Leave a notice for each of ``people`` and mail it; within the transaction of the act."""
    for person in people:
        notice = Notice.objects.create(person=person, page=page, text=text[:1000])
        if person.email:
            mail_notice.enqueue(notice.pk)


@task(label=gettext_lazy("Mail a notice of the newsroom"))
def mail_notice(notice_id: int) -> None:
    """Mail one notice; one that is gone, or whose reader is, is left out."""
    notice = Notice.objects.select_related("person").filter(pk=notice_id).first()
    if notice is None or not notice.person.is_active or not notice.person.email:
        return
    with override(settings.LANGUAGE_CODE):
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        subject = _("From the newsroom: %(text)s") % {"text": notice.text[:120]}
        body = f"{notice.text}\n\n{base}{address_of(notice)}\n"
        send_mail(subject.replace("\n", " "), body, None, [notice.person.email])


def address_of(notice: Notice) -> str:
    """Where the notice leads in the admin."""
    if notice.page_id is None:
        return reverse("wagtailadmin_home")
    return reverse("wagtailadmin_pages:edit", args=[notice.page_id])


def show(request: HttpRequest, level: int = messages.INFO) -> None:
    """Show what the person has not seen yet, as messages; one query when there is nothing."""
    user: Any = request.user
    unseen = list(Notice.objects.filter(person=user, seen_at=None).order_by("pk")[:MOST])
    if not unseen:
        return
    for notice in unseen:
        link = format_html(LINK, address_of(notice), _("Open")) if notice.page_id else ""
        messages.add_message(request, level, format_html("{} {}", notice.text, link))
    keys = [notice.pk for notice in unseen]
    Notice.objects.filter(pk__in=keys).update(seen_at=timezone.now())
