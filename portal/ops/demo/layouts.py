"""Side widgets of the demonstration sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portal.pages.models import SectionPage, SiteLayout
from portal.sites.structure import current

if TYPE_CHECKING:
    from portal.sites.models import MemberSite

# Sections of the province by slug; those that a size of the demo lacks are left out.
QUICK_LINKS = ("thong-tin-van-ban", "lich-cong-tac", "tai-lieu-sinh-hoat-chi-bo", "hoi-dap")
NOTICES = "thong-bao"
ELSEWHERE = (
    ("Báo điện tử Đảng Cộng sản Việt Nam", "https://dangcongsan.vn/"),
    ("Cổng Thông tin điện tử Chính phủ", "https://chinhphu.vn/"),
    ("Cổng Dịch vụ công quốc gia", "https://dichvucong.gov.vn/"),
)


def load_layout(province: MemberSite) -> None:
    """Give the province (and so every member site) quick links and notices, once."""
    if SiteLayout.objects.filter(site=province).exists():
        return
    structure = current()
    below = SectionPage.objects.descendant_of(province.root_page)
    sections = {
        page.slug: page
        for page in below.filter(slug__in=(*QUICK_LINKS, NOTICES))
        if structure.site_of(page.path) == province
    }
    links = [
        {"text": "", "section": sections[slug].pk, "address": ""}
        for slug in QUICK_LINKS
        if slug in sections
    ]
    links += [{"text": text, "section": None, "address": url} for text, url in ELSEWHERE]
    notices = sections.get(NOTICES)
    aside: list[tuple[str, Any]] = [("links", {"title": "Liên kết nhanh", "links": links})]
    if notices:
        newest = {"title": "Thông báo mới", "section": notices.pk, "count": 5}
        aside.append(("newest", newest))
    layout = SiteLayout(site=province, aside=aside)
    layout.save()
    layout.save_revision().publish()
