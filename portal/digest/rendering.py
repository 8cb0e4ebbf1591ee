"""Digests as mails: text and HTML once per edition; only the reader's own links differ."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import make_msgid, quote
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from portal.digest.models import DigestSettings, DigestTopic
from portal.digest.offers import named
from portal.digest.tokens import own_token
from portal.news.models import ArticlePage
from portal.pages.cards import read_cards, visible_rows
from portal.reading.short import short_url
from portal.sites.structure import current, origin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from portal.digest.models import Subscriber
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

# Stand in the rendered bodies for what is of one reader; nobody can type them into an article
# that then becomes a link: only these two addresses are put there.
CHOICE, LEAVE = "@@tuy-chon@@", "@@thoi-nhan@@"
LONGEST_SUBJECT = 120


@dataclass(frozen=True)
class Rendered:
    """A digest without its reader. ``count``: of articles."""

    site: MemberSite
    sender: str
    subject: str
    text: str
    html: str
    count: int


def render_digest(
    *, rules: DigestSettings, groups: Sequence[dict[str, Any]], day: date
) -> Rendered | None:
    """What ``groups`` (of an edition) look like now; None when readers find none of it any more."""
    with override(settings.LANGUAGE_CODE):
        structure = current()
        shown = _shown(groups, structure)
        if not shown:
            return None
        site: MemberSite = rules.site
        home = structure.home_of(site)
        count = sum(len(group["articles"]) for group in shown)
        context = {
            "site": site,
            "home_url": structure.whole(home.url) if home else origin(),
            "rules": rules,
            "day": day,
            "groups": shown,
            "count": count,
            "choice_url": CHOICE,
            "leave_url": LEAVE,
        }
        return Rendered(
            site=site,
            sender=sender_of(site, rules),
            subject=_subject(site, day, shown[0]["articles"][0]["title"], count),
            text=render_to_string("digest/mail/digest.txt", context),
            html=render_to_string("digest/mail/digest.html", context),
            count=count,
        )


def message_for(
    rendered: Rendered, subscriber: Subscriber, *, name: str = ""
) -> EmailMultiAlternatives:
    """The mail of one reader, with the headers that mail programs show as a button to leave.

    Args:
        name: makes the mail's identity, so that a mail sent twice is one to mail servers.
    """
    token = own_token(subscriber)
    choice, leave = address("digest_choice", token), address("digest_leave", token)
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    if name:
        headers["Message-ID"] = f"<{name}@{host()}>"
    return _message(rendered, subscriber.email, headers, choice=choice, leave=leave)


def trial_message(rendered: Rendered, to: str) -> EmailMultiAlternatives:
    """The mail as it looks, with links that belong to nobody."""
    url = f"{origin()}{reverse('digest_subscribe')}"
    message = _message(rendered, to, {}, choice=url, leave=url)
    message.subject = _("[Test] %(subject)s") % {"subject": rendered.subject}
    return message


def _message(
    rendered: Rendered, to: str, headers: dict[str, str], *, choice: str, leave: str
) -> EmailMultiAlternatives:
    def own(body: str) -> str:
        return body.replace(CHOICE, choice).replace(LEAVE, leave)

    headers = {
        "Message-ID": make_msgid(domain=host()),
        "List-Id": f"<ban-tin.{rendered.site.code}.{host()}>",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        **headers,
    }
    message = EmailMultiAlternatives(
        rendered.subject, own(rendered.text), rendered.sender, [to], headers=headers
    )
    message.attach_alternative(own(rendered.html), "text/html")
    return message


def address(name: str, token: str) -> str:
    """A whole address on the main host, which answers whatever becomes of the site."""
    return f"{origin()}{reverse(name, args=[token])}"


def host() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def sender_of(site: MemberSite, rules: DigestSettings | None = None) -> str:
    """The name of the site before the portal's address for mails."""
    given = settings.DEFAULT_FROM_EMAIL
    if given == "webmaster@localhost":  # nobody chose one
        given = f"khong-tra-loi@{host()}"
    if "<" in given:
        given = given.rpartition("<")[2].rstrip(">")
    name = (rules.sender_name if rules else "") or site.short_name
    # Letters with accents are encoded when the mail is made.
    return f'"{quote(" ".join(name.split()))}" <{given}>'


def _subject(site: MemberSite, day: date, first: str, count: int) -> str:
    words = _("%(site)s, news of %(day)s: %(title)s") % {
        "site": site.short_name,
        "day": f"{day:%d/%m/%Y}",
        "title": first,
    }
    words = " ".join(words.split())
    if len(words) > LONGEST_SUBJECT:
        words = words[: LONGEST_SUBJECT - 1].rpartition(" ")[0] + "…"
    if count > 1:
        more = ngettext("and %(count)d more article", "and %(count)d more articles", count - 1)
        words = f"{words} ({more % {'count': count - 1}})"
    return words


def _shown(groups: Sequence[dict[str, Any]], structure: Structure) -> list[dict[str, Any]]:
    """Titles and articles that readers find at this moment; topics that are gone are left out."""
    keys = [key for group in groups for key in group["articles"]]
    rows = DigestTopic.objects.filter(pk__in=[group["topic"] for group in groups])
    related = rows.select_related("tag", "series", "about", "site")
    topics = {topic.key: topic for topic in named(related, structure)}
    articles = _articles(keys, structure)
    shown = []
    for group in groups:
        own = [articles[key] for key in group["articles"] if key in articles]
        if own and (topic := topics.get(group["topic"])):
            shown.append({"title": topic.label, "url": topic.url, "articles": own})
    return shown


def _articles(keys: Sequence[int], structure: Structure) -> dict[int, dict[str, Any]]:
    """What a mail shows of each article; of one that was taken over, the address of its origin."""
    origins = dict(
        ArticlePage.objects.filter(pk__in=keys, origin__isnull=False).values_list("pk", "origin_id")
    )
    rows = visible_rows(structure).filter(pk__in={*keys, *origins.values()})
    pages = dict(rows.values_list("page__path", "pk"))
    cards = {pages[card.path]: card for card in read_cards(rows, structure) if card.path in pages}
    found = {}
    for key in keys:
        if card := cards.get(key):
            canonical = origins.get(key, key) if origins.get(key, key) in cards else key
            found[key] = {
                "title": card.title,
                "lead": card.lead,
                "site_name": card.site_name,
                "published_at": timezone.localtime(card.published_at),
                "url": structure.whole(cards[canonical].url),
                "short_url": short_url(canonical),
            }
    return found
