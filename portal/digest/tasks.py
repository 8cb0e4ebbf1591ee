"""Mails of news by e-mail, in the background. No token and no address is in any task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy, override

from portal.digest import offers, rendering, sending, tokens
from portal.digest.models import DigestSettings, Subscriber
from portal.sites.structure import current
from portal.tasks import task

if TYPE_CHECKING:
    from django_tasks.base import TaskContext


@task(label=gettext_lazy("Mail the link that confirms a subscription"))
def mail_confirmation(subscriber_id: int) -> None:
    """To whoever asked; nothing is sent when it was confirmed or forgotten meanwhile."""
    rows = Subscriber.objects.select_related("site").exclude(state=Subscriber.State.ACTIVE)
    if reader := rows.filter(pk=subscriber_id).first():
        url = rendering.address("digest_confirm", tokens.confirm_token(reader))
        _send(reader, gettext_lazy("Confirm your subscription: %(site)s"), "confirm.txt", url=url)


@task(label=gettext_lazy("Tell a subscriber that the subscription exists"))
def mail_known(subscriber_id: int) -> None:
    """The form was sent for an address that gets mails already: its owner is told, nobody else."""
    rows = Subscriber.objects.select_related("site").active()
    if reader := rows.filter(pk=subscriber_id).first():
        url = rendering.address("digest_choice", tokens.own_token(reader))
        _send(reader, gettext_lazy("You already get the news of %(site)s"), "known.txt", url=url)


@task(
    label=gettext_lazy("Send news by e-mail"),
    retries=8,
    backoff=30,
    takes_context=True,
)
def send_issues(context: TaskContext) -> None:
    """As many mails as a minute may have; the rest waits for the next run."""
    sending.send_some(str(context.task_result.id))


def _send(reader: Subscriber, subject: Any, template: str, **values: Any) -> None:
    site: Any = reader.site
    with override(settings.LANGUAGE_CODE):
        rules = DigestSettings.objects.filter(site=site).first()
        context = {
            "site": site,
            "reader": reader,
            "topics": offers.named(reader.topics.select_related("tag", "series"), current()),
            "days": tokens.GOOD_FOR.days,
            **values,
        }
        EmailMessage(
            " ".join((str(subject) % {"site": site.short_name}).split()),
            render_to_string(f"digest/mail/{template}", context),
            rendering.sender_of(site, rules),
            [reader.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
