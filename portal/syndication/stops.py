"""What was withdrawn by its origin is not published here by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.errors import refuse
from portal.syndication.models import Offer, SiteExchange, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.exceptions import ValidationError
    from wagtail.models import Page

    from portal.news.models import ArticlePage


def refusals(
    article: ArticlePage,
    _place: Page,
    _is_for_readers: bool,  # noqa: FBT001
) -> Iterable[tuple[str, ValidationError]]:
    """TD-31 for a copy of a withdrawn article, in a site that follows withdrawals."""
    if article.pk is None:
        return
    row = Offer.objects.filter(copy=article.pk, state=State.WITHDRAWN).with_all().first()
    if row is not None and SiteExchange.of(row.receiver_id).follows_withdrawal:
        text = _(
            "%(site)s withdrew this article, and your site follows; an administrator may change "
            "that in the settings of the news exchange."
        )
        yield "title", refuse("TD-31", text % {"site": row.sender.short_name})
