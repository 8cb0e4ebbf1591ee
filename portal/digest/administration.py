"""Business acts of administrators: what a site offers, requests about personal data, a trial."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from portal.digest import offers, previews, rendering
from portal.digest.models import DigestSettings, DigestTopic, Subscriber
from portal.digest.permissions import may_manage
from portal.errors import refuse
from portal.news.models import Series, Tag, tag_key
from portal.sites import structure
from portal.sites.models import MemberSite, SiteLink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portal.accounts.models import User

Kind = DigestTopic.Kind
MOST_TAGS = 30


@dataclass(frozen=True)
class Offer:
    """What readers of a site may choose; ``tags`` are names, the others keys."""

    all_news: bool = True
    sections: Sequence[int] = ()
    series: Sequence[int] = ()
    tags: Sequence[str] = ()
    sites: Sequence[int] = ()


@transaction.atomic
def change_settings(
    *, actor: User | None, site: MemberSite, offer: Offer, **values: Any
) -> DigestSettings:
    """Switch the mails of ``site`` on or off and say how and about what they are.

    What is offered no more stays with the readers who have it. Switched on, a link stands in the
    foot of the site.

    Args:
        actor: None for the portal itself, when it is set up.
        values: fields of ``DigestSettings``.

    Raises:
        PermissionDenied: the actor does not administer the site.
        ValidationError: NT-20 nothing can be changed in the site; NT-21 there is no such topic;
            NT-22 nothing is offered; or a field is wrong.
    """
    if actor is not None and not may_manage(actor, site):
        raise PermissionDenied
    site = MemberSite.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if not site.is_changeable:
        text = _("“%(site)s” is frozen or closed; its news by e-mail cannot be changed.")
        raise refuse("NT-20", text % {"site": site.short_name})
    rules = DigestSettings.objects.filter(site=site).first() or DigestSettings(site=site)
    was_on = rules.is_on
    for name, value in values.items():
        setattr(rules, name, value)
    if rules.is_on and not was_on:
        rules.on_since = timezone.now()
    rules.full_clean(validate_unique=False)
    wanted = list(_wanted(site, offer))
    if rules.is_on and not wanted:
        raise refuse("NT-22", _("Offer at least one subject, or switch the mails off."))
    rules.save()
    _write_topics(site, wanted)
    _write_link(site, is_on=rules.is_on)
    structure.bump()
    log(instance=site, action="digest.settings", user=actor, data={"on": rules.is_on})
    return rules


def _wanted(site: MemberSite, offer: Offer) -> Iterator[dict[str, Any]]:
    """The fields that tell each topic, in their order."""
    now = structure.current()
    if offer.all_news:
        yield {"kind": Kind.SITE, "about_id": site.pk}
    own = {node.id for node in now.nodes.values() if now.site_of(node.path) == site}
    for key in offer.sections:
        if key in own:
            yield {"kind": Kind.SECTION, "section_id": key}
    for key in Series.objects.filter(site=site, pk__in=offer.series).values_list("pk", flat=True):
        yield {"kind": Kind.SERIES, "series_id": key}
    for tag in _tags(offer.tags):
        yield {"kind": Kind.TAG, "tag_id": tag.pk}
    if site.is_province:
        for other in now.sites:
            if other.pk in offer.sites and other.pk != site.pk:
                yield {"kind": Kind.SITE, "about_id": other.pk}


def _tags(names: Sequence[str]) -> list[Tag]:
    keys = list(dict.fromkeys(tag_key(name) for name in names if tag_key(name)))[:MOST_TAGS]
    found = {tag.key: tag for tag in Tag.objects.filter(key__in=keys)}
    if missing := [key for key in keys if key not in found]:
        text = _("No article has the topic “%(name)s” yet; choose topics that articles have.")
        raise refuse("NT-21", text % {"name": missing[0][:80]})
    return [found[key] for key in keys]


def _write_topics(site: MemberSite, wanted: list[dict[str, Any]]) -> None:
    kept = []
    for position, fields in enumerate(wanted):
        topic, _made = DigestTopic.objects.update_or_create(
            site=site, **fields, defaults={"is_offered": True, "position": position}
        )
        kept.append(topic.pk)
    others = DigestTopic.objects.filter(site=site).exclude(pk__in=kept)
    others.filter(subscribers=None).delete()
    others.update(is_offered=False)


def _write_link(site: MemberSite, *, is_on: bool) -> None:
    """In the foot of the site; an administrator may move or rename it there."""
    url = "/ban-tin/" if site.is_province else f"/{site.code}/ban-tin/"
    links = SiteLink.objects.filter(site=site, url=url)
    if not is_on:
        links.delete()
    elif not links.exists():
        with override(settings.LANGUAGE_CODE):
            label = _("Get the news by e-mail")
        place = SiteLink.Place.FOOTER
        last = SiteLink.objects.filter(site=site, place=place).count()
        SiteLink.objects.create(site=site, place=place, label=label, url=url, position=last)


@transaction.atomic
def switch_on(*, site: MemberSite) -> DigestSettings:
    """For demonstration content: on, with the site's sections as topics."""
    now = structure.current()
    home = now.home_of(site)
    sections = [node.id for node in home.children if node.live] if home else []
    own = [key for key in sections if now.site_of(now.nodes_by_id[key].path) == site]
    return change_settings(actor=None, site=site, offer=Offer(sections=own), is_on=True)


@transaction.atomic
def export_subscriber(*, actor: User, subscriber: Subscriber) -> dict[str, Any]:
    """All that is kept about a reader who asks for it.

    Raises:
        PermissionDenied: the actor does not administer the site.
    """
    site: MemberSite = subscriber.site
    if not may_manage(actor, site):
        raise PermissionDenied
    log(instance=site, action="digest.exported", user=actor, data={"comment": str(subscriber)})
    related = subscriber.topics.select_related("tag", "series", "about", "site")
    names = [topic.label for topic in offers.named(related, structure.current())]
    mails = subscriber.deliveries.select_related("issue").order_by("pk")
    return {
        "email": subscriber.email,
        "site": site.name,
        "state": subscriber.state,
        "frequency": subscriber.frequency,
        "topics": names,
        "asked_at": subscriber.asked_at,
        "confirmed_at": subscriber.confirmed_at,
        "consent_text": subscriber.consent_text,
        "mails": [{"day": m.issue.day, "state": m.state, "sent_at": m.sent_at} for m in mails],
    }


@transaction.atomic
def erase_subscriber(*, actor: User, subscriber: Subscriber) -> None:
    """Delete a reader's address on request.

    Raises:
        PermissionDenied: the actor does not administer the site.
    """
    site: MemberSite = subscriber.site
    if not may_manage(actor, site):
        raise PermissionDenied
    log(instance=site, action="digest.erased", user=actor, data={"comment": str(subscriber)})
    Subscriber.objects.filter(pk=subscriber.pk).delete()


def send_trial(*, actor: User, site: MemberSite) -> str:
    """Send the digest as it would be now to the actor; returns the address.

    Raises:
        PermissionDenied: the actor does not administer the site.
        ValidationError: NT-23 the actor has no address; NT-24 there is no news; NT-25 the mail
            server did not take it.
    """
    if not may_manage(actor, site):
        raise PermissionDenied
    if not actor.email:
        raise refuse("NT-23", _("Your account has no e-mail address; enter one first."))
    rendered = previews.preview(site) or previews.preview(site, days=previews.TRIAL_DAYS)
    if rendered is None:
        raise refuse("NT-24", _("There is no article of the last 30 days to be sent."))
    try:
        get_connection().send_messages([rendering.trial_message(rendered, actor.email)])
    except OSError as error:  # also whatever the mail server says (SMTPException)
        text = _("The mail server did not take the mail; ask who runs the portal.")
        raise refuse("NT-25", text) from error
    return actor.email
