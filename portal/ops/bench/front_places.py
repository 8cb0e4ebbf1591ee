"""Where a reader meets each public template: one address per template and site.

What the demonstration content lacks (an article with everything, a series) is added first, through
the services that people's clicks use; so this belongs on data that nobody needs.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from portal.media.models import PortalImage
from portal.media.services import store_document
from portal.news.models import ArticlePage, Series
from portal.news.neighbours import series_url
from portal.news.services import import_article
from portal.pages.models import SectionPage
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

RICH = "Bài viết đủ các thành phần: ảnh, bộ ảnh, bảng, tệp đính kèm và liên kết video"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"
STATEMENT = "/tro-nang/"
# Templates that search engines are asked to leave out, and the address that is not found.
UNLISTED = frozenset({"search", "404"})


@dataclass(frozen=True)
class Place:
    """A template on a site: ``name`` as in ``--only``, ``url`` a path on the main host."""

    name: str
    site: str
    url: str

    @property
    def label(self) -> str:
        return f"{self.site}/{self.name}"


def print_places() -> None:
    """Write the places as one JSON line, for the process that measures."""
    found = [asdict(place) for site in _sites() for place in places_of(site)]
    sys.stdout.write(json.dumps(found) + "\n")


def read_places(line: str) -> list[Place]:
    return [Place(**row) for row in json.loads(line)]


def places_of(site: MemberSite) -> Iterator[Place]:
    """Every public template that ``site`` shows; makes the content they need."""
    rich = _rich_article(site)
    structure = current()
    for name, url in _addresses(site, rich, structure):
        if _exists(name, url):
            yield Place(name, site.code, url)


def _sites() -> list[MemberSite]:
    """The province and the first member site that has articles."""
    structure = current()
    province = structure.province
    found = [province] if province else []
    for site in structure.sites:
        home = structure.home_of(site)
        if not site.is_province and home and _plain_article(site) is not None:
            return [*found, site]
    return found


def _addresses(
    site: MemberSite, rich: ArticlePage, structure: Structure
) -> Iterator[tuple[str, str]]:
    home = structure.home_of(site)
    base = home.url if home else "/"
    code = "" if site.is_province else f"?trang-web={site.code}"
    plain = _plain_article(site)
    yield "home", base
    yield "section", structure.url_of(rich.get_parent().url_path)
    if plain:
        yield "article", structure.url_of(plain.url_path)
    yield "article-full", structure.url_of(rich.url_path)
    yield "search", f"{reverse('search:results')}{code or '?'}{'&' if code else ''}q=dang+bo"
    prefix = "/" if site.is_province else f"/{site.code}/"
    tag = rich.tags.first()
    if tag:
        yield "tag", f"{prefix}chu-de/{tag.slug}/"
    if rich.series:
        yield "series", series_url(rich.series.slug, site, structure)
    moment = timezone.localtime(rich.first_published_at)
    yield "archive", f"{prefix}luu-tru-tin/{moment:%Y/%m/%d}/"
    yield "statement", prefix.rstrip("/") + STATEMENT
    yield "404", f"{prefix}khong-co-trang-nay/"
    for name, part in (("documents", "van-ban"), ("video", "video")):
        yield name, f"{prefix}{part}/"


def _exists(name: str, url: str) -> bool:
    """Lists of plugins are measured only where such a plugin is installed."""
    if name not in {"documents", "video", "statement"}:
        return True
    try:
        return resolve(url).url_name != "wagtail_serve"
    except Resolver404:
        return False


def _plain_article(site: MemberSite) -> ArticlePage | None:
    """The newest article with a picture that lies in a section of ``site`` itself."""
    structure = current()
    rows = ArticlePage.objects.live().descendant_of(site.root_page).exclude(title=RICH)
    newest = rows.filter(main_image__isnull=False).order_by("-first_published_at")
    return next((row for row in newest[:50] if structure.site_of(row.path) == site), None)


def _rich_article(site: MemberSite) -> ArticlePage:
    """One article of ``site`` with every kind of block, a file, a topic and a series."""
    structure = current()
    made = ArticlePage.objects.live().filter(title=RICH).descendant_of(site.root_page)
    for article in made:
        if structure.site_of(article.path) == site:
            return article
    plain = _plain_article(site)
    section = (
        plain.get_parent().specific
        if plain
        else SectionPage.objects.descendant_of(site.root_page).first()
    )
    actor = get_user_model().objects.filter(is_superuser=True).earliest("pk")
    series, _made = Series.objects.get_or_create(
        site=site, slug="chuyen-de-do", defaults={"title": "Chuyên đề dùng để đo"}
    )
    article = ArticlePage(
        title=RICH,
        lead="Bài viết này chứa mọi thành phần mà biên tập viên có thể dùng.",
        body=_body(site, plain),
        main_image=plain.main_image if plain else None,
        main_image_caption="Ảnh minh họa",
        event_at=timezone.now() - timedelta(hours=5),
        series=series,
    )
    article.tags.add("Chuyển đổi số")
    published_at = timezone.now() - timedelta(hours=1)
    return import_article(actor=actor, section=section, article=article, published_at=published_at)


def _body(site: MemberSite, plain: ArticlePage | None) -> list[tuple[str, Any]]:
    file = SimpleUploadedFile("cong-van-so-12.pdf", PDF)
    document = store_document(actor=None, site=site, file=file, title="Công văn số 12")
    own = PortalImage.objects.filter(site=site)[:4]
    images = list(own) or ([plain.main_image] if plain and plain.main_image else [])
    items = [{"image": image, "caption": image.description} for image in images]
    table = {
        "data": [["Nội dung", "Số liệu"], ["Hội nghị trực tuyến", "346"]],
        "first_row_is_table_header": True,
        "table_caption": "Một số kết quả",
    }
    body: list[tuple[str, Any]] = [
        ("text", "<h2>Kết quả</h2><p>Công tác chuyển đổi số có nhiều tiến bộ.</p><h3>Ở xã</h3>"),
        ("quote", {"text": "Lấy người dân làm trung tâm.", "attribution": "Nghị quyết"}),
        ("table", table),
        ("file", {"document": document, "title": "Công văn số 12"}),
        ("embed", {"url": "https://www.youtube.com/watch?v=abc", "title": "Phóng sự"}),
    ]
    if images:
        picture = {"image": images[0], "caption": "Ảnh minh họa", "credit": ""}
        body.append(("picture", picture))
        body.append(("gallery", {"title": "Một số hình ảnh", "items": items}))
    return body
