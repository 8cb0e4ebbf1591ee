"""Home pages and side widgets of the demonstration sites."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils import timezone

from portal.news.models import Tag
from portal.ops.demo.films import VIDEO_SECTION, load_files
from portal.pages.models import HomePage, SectionPage, SiteLayout
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from portal.media.models import PortalImage
    from portal.sites.models import MemberSite

    Items = list[tuple[str, Any]]

# Sections by slug; those that a site or a size of the demo lacks are left out.
QUICK_LINKS = ("thong-tin-van-ban", "lich-cong-tac", "tai-lieu-sinh-hoat-chi-bo", "hoi-dap")
NOTICES, POLL, LEADERS = "thong-bao", "tham-do-y-kien", "hoat-dong-lanh-dao"
BIG_SECTIONS = (
    "xay-dung-dang",
    "kinh-te-xa-hoi",
    "hoc-tap-lam-theo-bac",
    "bao-ve-nen-tang-tu-tuong",
    "nghi-quyet-cuoc-song",
    "chuyen-doi-so",
)
TOPICS = "chuyển đổi số|xây dựng đảng|nông thôn mới|an sinh"
OF_MEMBERS = ("xay-dung-dang", "kinh-te-xa-hoi", "cong-tac-chuyen-mon", "hoc-tap-lam-theo-bac")
PHOTOS = ("tin-tuc-su-kien", "cong-tac-chuyen-mon")
# Banner → the section it leads to, by kind of picture.
BANNERS = (("windfarm", "chuyen-doi-so"), ("hall", "hoc-tap-lam-theo-bac"))
ELSEWHERE = (
    ("Báo điện tử Đảng Cộng sản Việt Nam", "https://dangcongsan.vn/"),
    ("Cổng Thông tin điện tử Chính phủ", "https://chinhphu.vn/"),
    ("Cổng Dịch vụ công quốc gia", "https://dichvucong.gov.vn/"),
)
# (days from now, hour, what, where, who chairs)
WORK = (
    (1, time(8, 0), "Họp Thường trực Tỉnh ủy", "Phòng họp số 1", "Thường trực Tỉnh ủy"),
    (1, time(14, 0), "Tiếp công dân định kỳ", "Trụ sở Tiếp công dân tỉnh", "Thường trực Tỉnh ủy"),
    (2, time(7, 30), "Hội nghị báo cáo viên tháng", "Hội trường lớn", "Ban Tuyên giáo và Dân vận"),
    (3, None, "Kiểm tra công tác xây dựng Đảng ở cơ sở", "Các xã, phường phía Bắc", ""),
    (5, time(8, 0), "Họp Ban Thường vụ Tỉnh ủy", "Phòng họp số 1", "Thường trực Tỉnh ủy"),
    (8, time(9, 0), "Làm việc với các tổ công nghệ số cộng đồng", "Hội trường lớn", ""),
)
WORK_OF_MEMBERS = (
    (1, time(7, 30), "Giao ban Thường trực", "Phòng họp", "Thường trực cấp ủy"),
    (2, time(14, 0), "Họp Ban Thường vụ", "Phòng họp", "Thường trực cấp ủy"),
    (4, time(8, 0), "Kiểm tra sinh hoạt chi bộ định kỳ", "Các chi bộ trực thuộc", ""),
    (6, None, "Tiếp công dân", "Phòng Tiếp công dân", "Thường trực cấp ủy"),
)


class _Site:
    """One site's sections by slug, and how widgets name them."""

    def __init__(self, site: MemberSite) -> None:
        structure = current()
        below = SectionPage.objects.descendant_of(site.root_page)
        self.site = site
        own = [page for page in below if structure.site_of(page.path) == site]
        self.keys = {page.slug: page.pk for page in own}
        self.titles = {page.slug: page.title for page in own}

    def news(self, kind: str, slug: str, **values: Any) -> Items:
        """A widget of a section's news; nothing where the site has no such section."""
        key = self.keys.get(slug)
        return [(kind, {"title": "", "section": key, **values})] if key else []


def load_layouts(places: list[tuple[MemberSite, Mapping[str, PortalImage]]]) -> None:
    """Arrange the home page and the side widgets of each site, once; the province is first."""
    for site, images in places:
        place = _Site(site)
        home = HomePage.objects.get(pk=site.root_page_id)
        if not home.blocks:
            home.blocks = _province(place) if site.is_province else _member(place)
            home.save_revision().publish()
        if not SiteLayout.objects.filter(site=site).exists():
            aside = _side_of_province(place, images) if site.is_province else _side(place, images)
            layout = SiteLayout(site=site, aside=aside)
            layout.save()
            layout.save_revision().publish()


def _headline() -> tuple[str, Any]:
    return "headline", {"title": "", "article": None, "section": None, "count": 4, "width": "full"}


def _newest(count: int) -> tuple[str, Any]:
    return "newest", {"title": "Tin mới", "section": None, "count": count, "width": "half"}


def _province(place: _Site) -> Items:
    """The order that readers of such portals know."""
    files = [{"file": row.pk, "text": ""} for row in load_files(place.site)]
    documents = {"title": "Văn bản, tài liệu mới", "files": files, "count": 10}
    sites = {"title": "Tin các đảng bộ trực thuộc", "sites": [], "count": 5, "width": "full"}
    video = {"title": "Video tuyên truyền", "count": 20, "width": "full"}
    photos = {"title": "Phóng sự ảnh", "count": 4, "width": "full"}
    return [
        _headline(),
        _newest(6),
        *place.news("section_news", LEADERS, count=4, width="half"),
        ("member_sites", sites),
        *(
            w
            for slug in BIG_SECTIONS
            for w in place.news("section_news", slug, count=4, width="half")
        ),
        ("documents", {**documents, "newest_first": False, "width": "full"}),
        *place.news("videos", VIDEO_SECTION, **video),
        *_first(place, "photo_report", PHOTOS, **photos),
    ]


def _member(place: _Site) -> Items:
    sections = [w for s in OF_MEMBERS for w in place.news("section_news", s, count=4, width="half")]
    photos = {"title": "Hình ảnh hoạt động", "count": 4, "width": "full"}
    return [_headline(), _newest(6), *sections, *_first(place, "photo_report", PHOTOS, **photos)]


def _first(place: _Site, kind: str, slugs: tuple[str, ...], **values: Any) -> Items:
    found = [widget for slug in slugs for widget in place.news(kind, slug, **values)]
    return found[:1]


def _side_of_province(place: _Site, images: Mapping[str, PortalImage]) -> Items:
    poll = {
        "title": "Thăm dò ý kiến",
        "question": "Thông tin trên Cổng đã đáp ứng nhu cầu của đồng chí, quý bạn đọc chưa?",
        "text": "",
        "button": "Gửi ý kiến",
        "section": place.keys.get(POLL),
        "address": "",
    }
    return [
        _calendar(WORK),
        *place.news("notices", NOTICES, title="Thông báo mới", count=5),
        *_banners(place, images),
        *_topic(),
        *([("poll", poll)] if poll["section"] else []),
        ("most_read", {"title": "Đọc nhiều", "period": "7d", "count": 5}),
        ("links", {"title": "Liên kết nhanh", "links": _links(place, QUICK_LINKS)}),
        ("statistics", {"title": "Số liệu của Cổng"}),
    ]


def _side(place: _Site, images: Mapping[str, PortalImage]) -> Items:
    return [
        *place.news("notices", NOTICES, title="Thông báo mới", count=5),
        _calendar(WORK_OF_MEMBERS),
        *_banners(place, images),
        ("most_read", {"title": "Đọc nhiều", "period": "7d", "count": 5}),
        ("links", {"title": "Liên kết", "links": _links(place, ("van-ban", "lien-he"))}),
        ("statistics", {"title": "Số liệu của trang"}),
    ]


def _links(place: _Site, slugs: tuple[str, ...]) -> list[dict[str, Any]]:
    links = [
        {"text": "", "section": place.keys[slug], "address": ""}
        for slug in slugs
        if slug in place.keys
    ]
    return links + [{"text": text, "section": None, "address": url} for text, url in ELSEWHERE]


def _banners(place: _Site, images: Mapping[str, PortalImage]) -> Items:
    banners = [
        {
            "picture": images[kind].pk,
            "alternative": f"Chuyên mục {place.titles[slug]}",
            "is_written": True,
            "section": place.keys[slug],
            "address": "",
        }
        for kind, slug in BANNERS
        if kind in images and slug in place.keys
    ]
    return [("banners", {"title": "", "banners": banners})] if banners else []


def _topic() -> Items:
    """What is written about most, and is no name of a place."""
    matters = Tag.objects.filter(key__regex=TOPICS).annotate(number=Count("articles"))
    tag = matters.order_by("-number", "name").first()
    value = {"title": "", "kind": "tag", "name": tag.name, "count": 4} if tag else {}
    return [("topic", value)] if tag else []


def _calendar(work: tuple[Any, ...]) -> tuple[str, Any]:
    today = timezone.localdate()
    entries = [
        {
            "day": today + timedelta(days=days),
            "time": at,
            "what": what,
            "where": where,
            "chair": who,
        }
        for days, at, what, where, who in work
    ]
    return "calendar", {"title": "Lịch công tác", "entries": entries, "count": 5}
