"""Loads the demonstration content through the same services that people's clicks use.

Every item is a function of the seed and its number, so loading again adds only what is missing.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.digest.administration import switch_on
from portal.media.models import PortalImage
from portal.media.services import store_image
from portal.news.models import ArticlePage
from portal.news.services import add_article, import_article, set_up_workflow, submit_article
from portal.ops.demo import pictures, sites
from portal.ops.demo.accounts import load_people
from portal.ops.demo.articles import build_article
from portal.ops.demo.films import VIDEO_SECTION, load_videos
from portal.ops.demo.layouts import load_layouts
from portal.ops.demo.sections import news_slugs
from portal.pages.models import SectionPage
from portal.pages.services import Section, create_member_site
from portal.search.indexing import index_updates_paused
from portal.sites.structure import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from portal.accounts.models import User
    from portal.ops.demo.sections import SectionSpec
    from portal.ops.demo.sites import SiteSpec
    from portal.sites.models import MemberSite

# Units whose own colour readers know.
COLOURS = {
    "tinh-doan": {"brand": "#0b5ea8", "link": "#0b5ea8", "deep": "#083e6f"},
    "lien-doan-lao-dong": {"brand": "#1f5f8b", "link": "#1f5f8b", "deep": "#123c5a"},
    "phu-quy": {"brand": "#0a6470", "link": "#0a6470", "deep": "#063f47"},
}
DESCRIPTIONS = {
    "sea": "Tàu cá trên biển lúc bình minh",
    "dunes": "Đồi cát ven biển",
    "windfarm": "Các trụ điện gió trên cánh đồng",
    "hall": "Quang cảnh hội trường trong giờ làm việc",
    "fields": "Cánh đồng vào vụ mới",
    "town": "Mái nhà trong thị trấn",
    "harbour": "Bến cảng cá",
    "hills": "Đồi núi trong nắng sớm",
    "school": "Sân trường ngày hội",
    "forum": "Buổi trao đổi, thảo luận chuyên đề",
}
BATCH = 200
# Of all articles, the province's own portal publishes this share.
PROVINCE_SHARE = 0.3


@dataclass(frozen=True)
class Size:
    """How much to load: ``days`` is the span of time the articles are spread over."""

    sites: int
    articles: int
    people: int
    pictures: int
    days: int


SIZES = {
    "s": Size(sites=5, articles=120, people=30, pictures=5, days=45),
    "m": Size(sites=13, articles=1_500, people=200, pictures=5, days=720),
    "l": Size(sites=31, articles=15_477, people=1_650, pictures=4, days=5_800),
}


@dataclass(frozen=True)
class LoadedSite:
    spec: SiteSpec
    site: MemberSite
    sections: list[SectionPage]
    images: dict[str, PortalImage]


def load(*, size: str, seed: int, say: Callable[[str], None]) -> None:
    """Load demo content of ``size``; a second run with the same arguments changes nothing."""
    wanted = SIZES[size]
    specs = sites.SITES[: wanted.sites]
    with index_updates_paused(), disable_reference_index_auto_update(), _mail_muted():
        made = [_load_site(spec) for spec in specs]
        set_up_workflow(root_page=made[0].root_page)
        switch_on(site=made[0])
        people = load_people(Random(f"{seed}:people"), wanted.people, specs)
        say(f"{len(made)} sites, {len(people)} people")
        loaded = [
            LoadedSite(
                spec, site, _news_sections(spec, site), _load_pictures(spec, site, wanted, seed)
            )
            for spec, site in zip(specs, made, strict=True)
        ]
        say(f"{sum(len(place.images) for place in loaded)} pictures")
        added = _load_articles(loaded, people, wanted, seed, say)
        added += _load_videos(loaded[0], people)
        load_layouts([(place.site, place.images) for place in loaded])
    if added:
        say("search index")
        call_command("update_index", verbosity=0)
        _index_references()
    say(f"{added} articles added")


@contextmanager
def _mail_muted() -> Iterator[None]:
    """Invented people at invented addresses get no mail."""
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = before


def _load_site(spec: SiteSpec) -> MemberSite:
    return create_member_site(
        code=spec.code,
        name=spec.name,
        short_name=spec.short_name,
        organisation=spec.organisation,
        sections=[_section(section) for section in spec.sections],
        is_province=spec.kind == "province",
        address=spec.address,
        phone=spec.phone,
        email=spec.email,
        motto=spec.motto,
        responsible="Chánh Văn phòng" if spec.kind == "province" else "Trưởng Ban Biên tập",
        licence="Bản trình diễn – dữ liệu không có thật",
        theme="dang_bo" if spec.kind == "province" else "thanh_vien",
        look={"colours": COLOURS.get(spec.code, {})},
    )


def _section(spec: SectionSpec) -> Section:
    children = [_section(child) for child in spec.children]
    return Section(slug=spec.slug, title=spec.title, intro=spec.intro, children=children)


def _news_sections(spec: SiteSpec, site: MemberSite) -> list[SectionPage]:
    """The site's own sections that news goes into (not those of sites nested in it)."""
    slugs = set(news_slugs(spec.sections))
    structure = current()
    below = SectionPage.objects.descendant_of(site.root_page).filter(slug__in=slugs)
    return [page for page in below if structure.site_of(page.path) == site]


def _load_pictures(
    spec: SiteSpec, site: MemberSite, wanted: Size, seed: int
) -> dict[str, PortalImage]:
    """The site's pictures by kind: the province has every kind, the others some."""
    count = len(pictures.KINDS) if site.is_province else wanted.pictures
    kinds = Random(f"{seed}:{spec.code}:kinds").sample(pictures.KINDS, k=count)
    images = {}
    for kind in kinds:
        description = DESCRIPTIONS[kind]
        title = f"{description} – {spec.short_name}"
        image = PortalImage.objects.filter(title=title, site=site).first()
        rng = Random(f"{seed}:{spec.code}:{kind}")
        images[kind] = image or _store_picture(rng, site, kind, title, description)
    return images


def _store_picture(
    rng: Random, site: MemberSite, kind: str, title: str, description: str
) -> PortalImage:
    picture = pictures.make_picture(rng, kind=kind, width=1600, height=900)
    file = ContentFile(pictures.save_jpeg(picture), name=f"{title}.jpg")
    return store_image(
        actor=None,
        site=site,
        file=file,
        title=title,
        description=description,
        credit="Ban Biên tập",
        source="Ảnh minh họa do máy tạo",
    )


def _load_articles(
    loaded: Sequence[LoadedSite],
    people: dict[str, User],
    wanted: Size,
    seed: int,
    say: Callable[[str], None],
) -> int:
    known = set(ArticlePage.objects.values_list("title", "event_at"))
    anchor = timezone.localtime(loaded[0].site.created_at)
    added = 0
    for batch in _batches(wanted.articles):
        with transaction.atomic():
            for number in batch:
                added += _load_article(loaded, people, wanted, seed, number, anchor, known)
        if wanted.articles > BATCH:
            say(f"{batch[-1] + 1} of {wanted.articles} articles")
    return added


def _load_videos(province: LoadedSite, people: dict[str, User]) -> int:
    below = SectionPage.objects.descendant_of(province.site.root_page)
    section = below.filter(slug=VIDEO_SECTION).first()
    if section is None:
        return 0
    return load_videos(
        author=people[f"{province.spec.code}.ctv"],
        section=section,
        images=province.images,
        anchor=timezone.localtime(province.site.created_at),
        known=set(ArticlePage.objects.child_of(section).values_list("title", flat=True)),
    )


def _batches(count: int) -> Iterator[range]:
    for start in range(0, count, BATCH):
        yield range(start, min(start + BATCH, count))


def _load_article(
    loaded: Sequence[LoadedSite],
    people: dict[str, User],
    wanted: Size,
    seed: int,
    number: int,
    anchor: datetime,
    known: set[tuple[str, datetime]],
) -> int:
    """Add article ``number`` unless it is there; the newest of each site stay unpublished."""
    rng = Random(f"{seed}:article:{number}")
    place = loaded[0] if rng.random() < PROVINCE_SHARE else loaded[1 + number % (len(loaded) - 1)]
    section = rng.choice(place.sections)
    event_at = _event_time(rng, anchor, wanted, number)
    images = loaded[0].images | place.images
    article = build_article(rng, place.spec, section, event_at, images)
    if (article.title, article.event_at) in known:
        return 0
    author = people[f"{place.spec.code}.ctv"]
    if number < len(loaded):
        add_article(actor=author, section=section, article=article)
        if number % 2 == 0:
            submit_article(actor=author, article=article)
        return 1
    published_at = min(anchor, event_at + timedelta(minutes=rng.randint(40, 1_800)))
    import_article(actor=author, section=section, article=article, published_at=published_at)
    return 1


def _event_time(rng: Random, anchor: datetime, wanted: Size, number: int) -> datetime:
    """Newest first: article 0 is of the last day, the last one of ``wanted.days`` ago."""
    days = wanted.days * (number + rng.random()) / wanted.articles
    day = (anchor - timedelta(days=1 + days)).date()
    clock = time(hour=rng.randint(7, 17), minute=rng.choice((0, 15, 30, 45)))
    return timezone.make_aware(datetime.combine(day, clock))


def _index_references() -> None:
    for model in (ArticlePage, SectionPage):
        for page in model.objects.iterator(chunk_size=500):
            ReferenceIndex.create_or_update_for_object(page)
