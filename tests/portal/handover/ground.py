"""A site with everything that an archive has to carry, and what it looks like without its keys."""

from __future__ import annotations

import json
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import PageViewRestriction, get_page_models

from portal.handover.places import DOCUMENT, Places
from portal.handover.references import Walker
from portal.media.models import PortalDocument, PortalImage
from portal.media.services import store_document
from portal.news.models import ArticleAttachment, ArticleKind, ArticlePage, Series
from portal.pages.models import SectionPage, SiteLayout
from portal.redirects.models import OldAddress
from portal.sites.models import Role, SiteLink
from portal.sites.services import grant_role
from tests import factories
from tests.portal.media.builders import PDF

# Made anew by every import, or told apart elsewhere.
NEW = set(
    "pk path depth numchild url_path translation_key locale content_type latest_revision "
    "live_revision owner page content_object locked locked_by locked_at site slug "
    "latest_revision_created_at".split()
)


def furnish(site, province):
    """Fill ``site``; returns its approver."""
    chief = factories.make_person(site, Role.SITE_ADMIN, "bien.tap")
    chief.last_name = "Nguyễn Văn"
    chief.save()
    section = factories.section_of(site)
    below = SectionPage(title="Hoạt động cơ sở", slug="co-so", intro="Từ cơ sở")
    section.add_child(instance=below)
    own = site.collection.add_child(name="Năm 2026")
    images = [
        factories.make_image(site, f"Ảnh {n}", content=factories.jpeg(colour=colour), credit="An")
        for n, colour in enumerate(("#8a1c1c", "#1c8a1c", "#1c1c8a"))
    ]
    images[0].collection = own
    images[0].focal_point_x = images[0].focal_point_y = 100
    images[0].focal_point_width = images[0].focal_point_height = 50
    images[0].save()
    images[0].tags.add("hội nghị")
    shared = factories.make_image(province, "Ảnh tỉnh", content=factories.jpeg(colour="#777777"))
    file = store_document(
        actor=chief, site=site, file=ContentFile(PDF, name="nghị quyết.pdf"), title="Nghị quyết"
    )
    foreign = factories.make_article(province, superuser(), title="Tin của tỉnh")
    first = factories.make_article(site, chief, title="Bài thứ nhất", tags=["Xây dựng Đảng"])
    series = Series.objects.create(
        site=site, title="Đại hội các cấp", slug="dai-hoi", lead="Từ cơ sở", picture=images[2]
    )
    rich = factories.make_article(
        site,
        chief,
        title="Bài thứ hai",
        main_image=shared,
        main_image_caption="Ảnh của tỉnh",
        tags=["Xây dựng Đảng", "chuyển đổi số"],
        series=series,
        kind=ArticleKind.objects.order_by("pk").last(),
        body=body(first, foreign, images, file, site),
    )
    rich.attachments = [ArticleAttachment(document=file, title="Toàn văn")]
    rich.save_revision(user=chief).publish(user=chief)
    rich.refresh_from_db()
    rich.lead = "Dẫn đề mới, chưa xuất bản."
    rich.save_revision(user=chief)
    factories.make_article(site, chief, title="Còn nháp", publish=False)
    old = timezone.now() - timedelta(days=400)
    ArticlePage.objects.filter(pk=first.pk).update(first_published_at=old, last_published_at=old)
    PageViewRestriction.objects.create(
        page=below, restriction_type=PageViewRestriction.PASSWORD, password="bi-mat-123"
    )
    frame(site, section, rich, images[0])
    return chief


def superuser():
    from django.contrib.auth import get_user_model

    users = get_user_model().objects
    return users.filter(username="chu").first() or users.create_superuser(
        "chu", "chu@portal.example", factories.PASSWORD
    )


def body(first, foreign, images, file, site):
    links = (
        f'<p>Xem <a linktype="page" id="{first.pk}">bài trước</a>, '
        f'<a linktype="page" id="{foreign.pk}">tin của tỉnh</a>, '
        f'<a linktype="document" id="{file.pk}">văn bản</a>, '
        f'<a href="/{site.code}/tin-tuc/">chuyên mục</a>, '
        f'<a href="/tai-lieu/{file.pk}/{file.filename}">tệp</a>, '
        f'<a linktype="page" id="999999">đã mất</a>, '
        f'<a href="https://example.org/?a=1&amp;b=2">ngoài</a></p>'
        f'<embed embedtype="image" id="{images[2].pk}" alt="A &amp; B" format="left"/>'
    )
    return json.dumps(
        [
            {"type": "text", "value": links, "id": "a1"},
            {
                "type": "picture",
                "value": {"image": images[0].pk, "caption": "Quang cảnh", "credit": ""},
                "id": "a2",
            },
            {
                "type": "gallery",
                "value": {
                    "title": "Bộ ảnh",
                    "items": [
                        {
                            "type": "item",
                            "value": {"image": image.pk, "caption": image.title},
                            "id": f"i{n}",
                        }
                        for n, image in enumerate(images[:2])
                    ],
                },
                "id": "a3",
            },
            {
                "type": "table",
                "value": {
                    "data": [["Xã", "Số"], ["A", "1"]],
                    "first_row_is_table_header": True,
                    "table_caption": "Bảng",
                },
                "id": "a4",
            },
            {"type": "file", "value": {"document": file.pk, "title": "Tệp"}, "id": "a5"},
            {"type": "gone__box", "value": {"x": [1, {"y": "z"}]}, "id": "a6", "more": True},
        ]
    )


def _widgets(site, section, headline, image):
    """Home blocks that refer to something of the site."""
    file = PortalDocument.objects.filter(site=site).first()
    banner = {"picture": image.pk, "alternative": "Cờ", "section": section.pk, "address": ""}
    home = site.root_page
    values = {
        "headline": {"title": "", "article": headline.pk, "section": None, "count": 2},
        "banners": {"title": "", "banners": [{"type": "item", "value": banner, "id": "n1"}]},
        "documents": {
            "title": "Tệp",
            "files": [{"type": "item", "value": {"file": file.pk, "text": ""}, "id": "n2"}],
        },
        "member_sites": {"title": "", "sites": [str(home.pk)], "count": 2},
        "poll": {"question": "Gì?", "section": section.pk, "address": "", "button": ""},
    }
    return [{"type": kind, "value": v, "id": f"w-{kind}"} for kind, v in values.items()]


def frame(site, section, headline, image):
    home = site.root_page.specific
    home.headline = headline
    home.blocks = json.dumps(
        [
            {"type": "section_news", "value": {"section": section.pk, "count": 4}, "id": "b1"},
            *_widgets(site, section, headline, image),
        ]
    )
    home.save()
    own = SiteLayout(site=site)
    links = [
        {"text": "", "section": section.pk, "address": ""},
        {"text": "Trang chủ tỉnh", "section": site.root_page.get_parent().pk, "address": ""},
    ]
    own.aside = json.dumps(
        [
            {
                "type": "links",
                "value": {
                    "title": "Liên kết",
                    "links": [
                        {"type": "item", "value": value, "id": f"l{n}"}
                        for n, value in enumerate(links)
                    ],
                },
                "id": "c1",
            }
        ]
    )
    own.save()
    own.save_revision().publish()
    site.logo, site.default_image = image, image
    site.opening_views, site.opening_views_on = 123456, timezone.localdate()
    site.phone, site.footer_text = "0252 123 456", "Dòng cuối"
    site.save()
    SiteLink.objects.create(site=site, place="menu", label="Tin", url=f"/{site.code}/tin-tuc/")
    SiteLink.objects.create(site=site, place="social", label="Kênh", url="https://youtube.com/x")
    OldAddress.objects.create(site=site, path=f"/{site.code}/bai-cu", target=headline, kind="moved")
    OldAddress.objects.create(site=site, path="/portals/5/trang-cu", target=section, kind="typed")
    person = factories.make_person(site, Role.CONTRIBUTOR, "an.cu")
    grant_role(
        person=person,
        role=Role.EDITOR,
        site=site,
        valid_from=timezone.localdate(),
        valid_to=timezone.localdate() + timedelta(days=30),
    )


class Naming:
    """Targets that replace every key by what it stands for."""

    def __init__(self, site):
        self.site = site
        self.root = Places(site).root

    def key(self, model, key, where, *, link=False):
        row = model._base_manager.filter(pk=key).first()
        if row is None:
            return "nothing"
        if hasattr(row, "url_path"):
            home = self.site.root_page.url_path
            inside = row.url_path.startswith(home)
            return f"page:{row.url_path.removeprefix(home)}" if inside else "elsewhere"
        return getattr(row, "sha256", None) or str(row)

    def instead_of(self, key, where):
        return ""

    def address(self, url, where):
        if found := DOCUMENT.match(url):
            return "document:" + PortalDocument.objects.get(pk=found["id"]).sha256
        return "own:" + url.removeprefix(self.root) if url.startswith(self.root) else url

    def html(self, text, where):
        return text

    def kept(self, item, where):
        return item


def portrait(site):
    """Everything of a site, without keys: equal for a site and what was imported of it."""
    naming = Naming(site)
    walker = Walker(naming)
    home = site.root_page.url_path
    pages = {}
    for page in Places(site).pages().specific():
        rows = {"now": page.serializable_data()}
        if page.latest_revision and page.has_unpublished_changes:
            rows["draft"] = page.latest_revision.content
        pages[page.url_path.removeprefix(home)] = {
            "type": page._meta.label,
            "owner": str(page.owner),
            "slug": page.slug if page.pk != site.root_page_id else "",
            "restricted": page.view_restrictions.exists(),
            "live": bool(page.live_revision_id),
            "latest": str(page.latest_revision_created_at),
            "versions": [str(r.created_at) for r in page.revisions.order_by("created_at")][-1:],
            **{name: plain(walker.record(type(page), row, "")) for name, row in rows.items()},
        }
    own = SiteLayout.objects.filter(site=site).first()
    # A copy that arrives beside the site it was made of has its code behind the name.
    short_name = site.short_name.removesuffix(f" ({site.code})")
    return {
        "pages": pages,
        "types": len(get_page_models()),
        "layout": plain(walker.record(SiteLayout, own.serializable_data(), "")) if own else None,
        "images": files(site, PortalImage),
        "documents": files(site, PortalDocument),
        "series": [
            (row.title, row.slug, row.lead, row.is_open, row.picture.sha256)
            for row in site.series.select_related("picture")
        ],
        "links": [
            (link.place, link.label, naming.address(link.url, "")) for link in site.links.all()
        ],
        "site": [site.name, short_name, site.phone, site.footer_text, site.opening_views],
        "logo": site.logo.sha256 if site.logo else None,
        "roles": sorted(
            (g.person.email, g.role, str(g.valid_from), str(g.valid_to))
            for g in site.role_grants.select_related("person")
        ),
        "redirects": sorted(
            (naming.address(row.path, ""), naming.key(type(row.target), row.target_id, ""))
            for row in OldAddress.objects.filter(site=site)
        ),
    }


def plain(data):
    found = {}
    for name, value in data.items():
        if name in NEW:
            continue
        found[name] = value
        if isinstance(value, list):
            rows = [plain(row) if isinstance(row, dict) else row for row in value]
            found[name] = sorted(rows, key=str) if name == "tagged_items" else rows
        elif isinstance(value, str) and name.endswith("_at"):
            found[name] = parse_datetime(value).isoformat()[:23]
    return json.loads(json.dumps(found, default=str))


def files(site, model):
    return sorted(
        (
            row.sha256,
            row.title,
            getattr(row, "description", ""),
            getattr(row, "credit", ""),
            getattr(row, "focal_point_x", None) or 0,
            row.collection.name if row.collection_id != site.collection_id else "",
            sorted(row.tags.names()),
        )
        for row in model.objects.filter(site=site)
    )
