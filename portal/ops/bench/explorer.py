"""What the explorer and lists cost for people of many sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.ops.bench.crowd import cost, crowd, person, visitor
from portal.pages.models import SectionPage
from portal.sites.models import MemberSite

if TYPE_CHECKING:
    from portal.ops.bench.crowd import Say

LIMIT_MS = 200


def measure(*, say: Say, sites: int = 150, pages: int = 50_000) -> bool:
    """Print milliseconds and queries of each screen; whether all stay below the limit."""
    with crowd(say, sites=sites, pages=pages):
        everywhere = list(MemberSite.objects.filter(is_province=False))
        worst = max(
            _costs(say, f"{count} sites", person(f"bench-{count}", everywhere[:count]), everywhere)
            for count in (1, 8, len(everywhere))
        )
    say(f"worst {worst:.0f} ms of {LIMIT_MS} ms: {worst / LIMIT_MS:.2f}")
    return worst <= LIMIT_MS


def _costs(say: Say, who: str, somebody: Any, everywhere: list[MemberSite]) -> float:
    client = visitor(somebody)
    section = SectionPage.objects.child_of(everywhere[0].root_page).first()
    province = MemberSite.objects.get(is_province=True).root_page_id
    screens = {
        "explorer of the province": f"/quan-tri/pages/{province}/",
        "explorer of a site": f"/quan-tri/pages/{everywhere[0].root_page_id}/",
        "list of news": f"/quan-tri/pages/{section.pk if section else 0}/",
        "list of all articles": "/quan-tri/pages/usage/news/articlepage/",
        "page chooser": f"/quan-tri/choose-page/{everywhere[0].root_page_id}/",
        "start page": "/quan-tri/",
    }
    return max(cost(say, client, f"{who}, {name}", url) for name, url in screens.items())
