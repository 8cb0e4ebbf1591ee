"""What the desk, the form of an article and a Word file cost, against their limits."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.shared import Cm
from PIL import Image

from portal.desk import rows
from portal.news.models import ArticlePage
from portal.ops.bench.crowd import cost, crowd, person, visitor
from portal.pages.models import SectionPage
from portal.sites.models import MemberSite
from portal.word.services import article_from_word

if TYPE_CHECKING:
    from portal.ops.bench.crowd import Say

DESK_MS, FORM_MS, WORD_MS = 60, 100, 10_000
PICTURES = 12
PICTURE_SIZE = (3600, 2400)  # what telephones send, after Word has made them smaller
PARAGRAPHS = 60  # with the pictures about ten pages
# A screen of the admin that shows next to nothing: what the rest is compared with.
PLAIN = "/quan-tri/ban-bien-tap/lich/?thang=1999-01"
SCREENS = {
    "desk": "/quan-tri/ban-bien-tap/",
    "desk, waiting for me": "/quan-tri/ban-bien-tap/?viec=cho-toi&xep=han",
    "desk, words": "/quan-tri/ban-bien-tap/?q=tin+so+49",
    "desk, published late": "/quan-tri/ban-bien-tap/?trang-thai=da-dang&han=tre",
    "desk, last page": "/quan-tri/ban-bien-tap/?p=100000",
}


def measure(*, say: Say, sites: int = 150, pages: int = 50_000) -> bool:
    """Print each figure and its share of the limit; whether all stay below theirs."""
    with crowd(say, sites=sites, pages=pages):
        began = time.perf_counter()
        count = rows.refresh_all()
        say(f"{count} rows of the desk derived in {time.perf_counter() - began:.1f} s")
        everywhere = list(MemberSite.objects.filter(is_province=False))
        people = {
            "one site": person("bench-one", everywhere[:1]),
            "all sites": person("bench-all", everywhere),
            "whole portal": person("bench-portal", [], is_superuser=True),
        }
        desk = max(_desk(say, name, somebody) for name, somebody in people.items())
        form = max(_form(say, name, somebody) for name, somebody in people.items())
        word = _word(say, people["one site"], everywhere[0])
    return all(
        [
            _judged(say, "desk", desk, DESK_MS),
            _judged(say, "form of an article", form, FORM_MS),
            _judged(say, "Word file of 10 pages and 12 pictures", word, WORD_MS),
        ]
    )


def _judged(say: Say, name: str, took: float, limit: float) -> bool:
    say(f"{name}: worst {took:.0f} ms of {limit} ms: {took / limit:.2f}")
    return took <= limit


def _desk(say: Say, who: str, somebody: Any) -> float:
    client = visitor(somebody)
    plain = cost(say, client, f"{who}, a page without articles", PLAIN)
    worst = max(cost(say, client, f"{who}, {name}", url) for name, url in SCREENS.items())
    say(f"{who}: the slowest is {worst / plain:.2f} of a page without articles")
    return worst


def _form(say: Say, who: str, somebody: Any) -> float:
    site = MemberSite.objects.filter(is_province=False).first()
    article = ArticlePage.objects.descendant_of(site.root_page).first() if site else None
    return cost(
        say,
        visitor(somebody),
        f"{who}, form",
        f"/quan-tri/pages/{article.pk if article else 0}/edit/",
    )


def _word(say: Say, somebody: Any, site: MemberSite) -> float:
    section = SectionPage.objects.child_of(site.root_page).first()
    content = _file()
    say(f"Word file of {len(content) / 1024**2:.1f} MB")
    began = time.perf_counter()
    article_from_word(
        actor=somebody, section=section, file=SimpleUploadedFile("bench.docx", content)
    )
    return (time.perf_counter() - began) * 1000


def _file() -> bytes:
    document = docx.Document()
    document.add_heading("Hội nghị tổng kết công tác năm", level=1)
    sentence = "Hội nghị đã nghe báo cáo kết quả thực hiện nhiệm vụ chính trị của Đảng bộ. "
    for number in range(PARAGRAPHS):
        document.add_paragraph(sentence * 6)
        if number % (PARAGRAPHS // PICTURES) == 0:
            document.add_picture(_picture(number), width=Cm(15))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _picture(number: int) -> io.BytesIO:
    """Noise, enlarged: about as heavy as a photograph, and no two alike."""
    noise = Image.effect_noise((PICTURE_SIZE[0] // 4, PICTURE_SIZE[1] // 4), 40 + number)
    out = io.BytesIO()
    noise.resize(PICTURE_SIZE).convert("RGB").save(out, "JPEG", quality=85)
    out.seek(0)
    return out
