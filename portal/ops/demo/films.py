"""What the sections that hold no news show in the demonstration: video titles and files."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from portal.media.models import PortalDocument
from portal.media.services import store_document
from portal.news.models import ArticlePage
from portal.news.services import import_article

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from portal.accounts.models import User
    from portal.media.models import PortalImage
    from portal.pages.models import SectionPage
    from portal.sites.models import MemberSite

VIDEO_SECTION = "video"
VIDEOS = (
    "Phim tài liệu: Biển gọi – chuyện của ngư dân bám biển",
    "Chuyên đề: Chi bộ bốn tốt, đảng bộ cơ sở bốn tốt",
    "Bản tin tuần: Công tác xây dựng Đảng ở cơ sở",
    "Phóng sự: Những công trình điện gió trên vùng đất nắng",
    "Học Bác mỗi ngày: Gương sáng giữa đời thường",
    "Chuyên đề: Nhận diện thông tin xấu, độc trên mạng xã hội",
    "Phóng sự: Dân vận khéo ở một thôn vùng cao",
    "Hướng dẫn: Nộp hồ sơ trực tuyến tại trung tâm phục vụ hành chính công",
    "Bản tin tuần: Các xã, phường sau sắp xếp đơn vị hành chính",
    "Phim ngắn: Một ngày của cán bộ tổ công nghệ số cộng đồng",
    "Phóng sự: Cánh đồng mẫu lớn vào vụ",
    "Chuyên đề: Sinh hoạt chi bộ trên môi trường số",
    "Phóng sự: Trường học mới ở xã bãi ngang",
    "Tọa đàm: Đưa nghị quyết của Đảng vào cuộc sống",
)
FILES = (
    "Kế hoạch học tập, quán triệt nghị quyết của Trung ương",
    "Hướng dẫn sinh hoạt chi bộ định kỳ",
    "Tài liệu tuyên truyền tháng này",
    "Mẫu biên bản sinh hoạt chi bộ",
    "Báo cáo công tác xây dựng Đảng sáu tháng đầu năm",
)
LEAD = "Nội dung minh họa của bản trình diễn: trang này giữ chỗ cho một video."


def load_videos(
    *,
    author: User,
    section: SectionPage,
    images: Mapping[str, PortalImage],
    anchor: datetime,
    known: set[str],
) -> int:
    """Articles that stand for videos, those not yet ``known`` by title; returns their number."""
    pictures = list(images.values())
    added = 0
    for number, title in enumerate(VIDEOS):
        if title in known:
            continue
        at = anchor - timedelta(days=4 * number + 9, hours=number)
        article = ArticlePage(
            title=title,
            lead=LEAD,
            body=[("text", f"<p>{LEAD}</p>")],
            main_image=pictures[number % len(pictures)],
            main_image_caption="Hình ảnh trong video",
            event_at=at,
            author="Ban Biên tập",
        )
        import_article(
            actor=author, section=section, article=article, published_at=at + timedelta(hours=1)
        )
        added += 1
    return added


def load_files(site: MemberSite) -> list[PortalDocument]:
    """The files of ``FILES`` in the site's library, stored once."""
    rows = PortalDocument.objects.filter(site=site, title__in=FILES)
    there = {row.title: row for row in rows}
    for title in FILES:
        if title not in there:
            file = ContentFile(_pdf(), name=f"{title}.pdf")
            there[title] = store_document(actor=None, site=site, file=file, title=title)
    return [there[title] for title in FILES]


def _pdf() -> bytes:
    """One page A4 with a line of text."""
    text = b"BT /F1 18 Tf 72 760 Td (Van ban minh hoa cua ban trinh dien) Tj ET"
    page = b"/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page%s>>" % page,
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    start, count = len(out), len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, rows)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
