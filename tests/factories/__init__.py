"""Small builders of test data; everything goes through the services that the product uses."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from portal.media.services import store_image
from portal.news.models import ArticlePage
from portal.news.services import add_article, publish_article, set_up_workflow
from portal.pages.models import SectionPage
from portal.pages.services import Section, create_member_site
from portal.sites.models import MemberSite, Role
from portal.sites.services import grant_role

if TYPE_CHECKING:
    from portal.media.models import PortalImage

PASSWORD = "mat-khau-thu-2026"
SECTIONS = (Section("tin-tuc", "Tin tức"), Section("xay-dung-dang", "Xây dựng Đảng"))


def make_province() -> MemberSite:
    """The province with two sections and the workflow."""
    site = create_member_site(
        code="tinh",
        name="Cổng thông tin điện tử Đảng bộ tỉnh",
        short_name="Đảng bộ tỉnh",
        organisation="Tỉnh ủy",
        sections=SECTIONS,
        is_province=True,
    )
    set_up_workflow(root_page=site.root_page)
    return site


def make_site(code: str = "tuy-phong", short_name: str = "Tuy Phong") -> MemberSite:
    """A member site with two sections."""
    return create_member_site(
        code=code,
        name=f"Trang thông tin điện tử Đảng ủy xã {short_name}",
        short_name=short_name,
        organisation=f"Đảng ủy xã {short_name}",
        sections=SECTIONS,
    )


def make_person(site: MemberSite | None, role: Role | None, username: str = "") -> Any:
    """An account with ``PASSWORD``; ``role`` None makes one without rights."""
    name = username or f"{site.code if site else 'khach'}.{role.value if role else 'khong'}"
    user = get_user_model().objects.create_user(
        username=name, email=f"{name}@portal.example", password=PASSWORD, first_name="An"
    )
    if role:
        grant_role(person=user, site=site, role=role)
    return user


def section_of(site: MemberSite, slug: str = "tin-tuc") -> SectionPage:
    return SectionPage.objects.child_of(site.root_page).get(slug=slug)


def jpeg(width: int = 640, height: int = 360, colour: str = "#8a1c1c", **options: Any) -> bytes:
    """The bytes of a one-coloured JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG", **options)
    return out.getvalue()


def make_image(site: MemberSite, title: str = "Hội nghị", **values: Any) -> PortalImage:
    values.setdefault("description", "Quang cảnh hội nghị")
    file = ContentFile(values.pop("content", jpeg()), name=f"{title}.jpg")
    return store_image(actor=None, site=site, file=file, title=title, **values)


def make_article(
    site: MemberSite, actor: Any, *, section: str = "tin-tuc", publish: bool = True, **values: Any
) -> ArticlePage:
    """An article of ``site``, published unless told otherwise (``actor`` must be allowed to)."""
    values.setdefault("title", "Đảng bộ tỉnh tổng kết công tác năm")
    values.setdefault("lead", "Sáng nay, hội nghị tổng kết đã diễn ra.")
    values.setdefault("event_at", timezone.now())
    values.setdefault("body", [("text", "<p>Nội dung hội nghị.</p>")])
    tags = values.pop("tags", [])
    article = ArticlePage(**values)
    article.tags.add(*tags)
    add_article(actor=actor, section=section_of(site, section), article=article)
    return publish_article(actor=actor, article=article) if publish else article
