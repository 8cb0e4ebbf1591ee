"""Mails of approval by link, in the portal's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.approving.models import ApprovalLink, LinkRules
from portal.approving.tokens import hash_of, make_token
from portal.tasks import task

if TYPE_CHECKING:
    from portal.accounts.models import User


@task(label=gettext_lazy("Mail an approval link"))
def mail_link(link_id: int) -> None:
    """Make the link's token and mail it; the token is in no row and in no task.

    A link that was mailed, withdrawn or used, or whose person left, is left out.
    """
    rows = ApprovalLink.objects.open().select_related("person", "asked_by", "site", "page")
    link = rows.filter(pk=link_id, sent_at=None, person__is_active=True).first()
    if link is None or not link.person.email:
        return
    token = make_token()
    ApprovalLink.objects.filter(pk=link.pk).update(token_hash=hash_of(token))
    with override(settings.LANGUAGE_CODE):
        title = link.page.get_admin_display_title()
        subject = _("For your approval: %(title)s") % {"title": title}
        values = {
            "link": link,
            "title": title,
            "url": _absolute(reverse("approval_link", args=[token])),
            "edit_url": _absolute(reverse("wagtailadmin_pages:edit", args=[link.page_id])),
        }
        _send(link.person, subject, "approving/mail/link.txt", **values)
    ApprovalLink.objects.filter(pk=link.pk).update(sent_at=timezone.now())


@task(label=gettext_lazy("Tell an approver that the links are locked"))
def tell_of_lock(person_id: int) -> None:
    """Somebody typed too many wrong PINs: the person should know, whoever it was."""
    with override(settings.LANGUAGE_CODE):
        subject = _("Your approval links are locked for a while")
        minutes = LinkRules.load().lock_minutes
        _send_to(person_id, subject, "approving/mail/locked.txt", minutes=minutes)


@task(label=gettext_lazy("Tell an approver that a PIN was set"))
def tell_of_new_pin(person_id: int) -> None:
    with override(settings.LANGUAGE_CODE):
        subject = _("A PIN for approval by link was set")
        _send_to(person_id, subject, "approving/mail/pin.txt")


def _send_to(person_id: int, subject: str, template: str, **values: Any) -> None:
    person = get_user_model().objects.filter(pk=person_id, is_active=True).first()
    if person and person.email:
        _send(person, subject, template, **values)


def _send(person: User, subject: str, template: str, **values: Any) -> None:
    context = {
        "person": person,
        "portal": str(settings.WAGTAIL_SITE_NAME),
        "account_url": _absolute(reverse("wagtailadmin_account")),
        **values,
    }
    body = render_to_string(template, context)
    send_mail(" ".join(subject.split()), body, None, [person.email])


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
