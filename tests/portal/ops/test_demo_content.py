"""The content of the demonstration: deterministic, well-formed Vietnamese, no real people."""
# ruff: noqa: S311 - content wants a seed, not secrecy

import re
import unicodedata
from collections import Counter
from dataclasses import astuple
from datetime import datetime, timedelta
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from portal.ops.demo import pictures
from portal.ops.demo.people import DENIED_NAMES, draw_name, make_people
from portal.ops.demo.sections import news_slugs, walk
from portal.ops.demo.sites import PROVINCE_CODE, SITES, SITES_BY_CODE
from portal.ops.demo.texts import TITLE_MAX, TITLE_MIN, make_article, make_title
from portal.ops.demo.topics import ALL_TOPICS

FULL_LOAD = 15_477
FIRST_DAY = datetime(2025, 7, 1, 8, 0)
# Marks of a template, doubled blanks or punctuation, a blank before punctuation.
BROKEN = re.compile(r"[{}|\[\]~^]|\s{2}|[.,;:]{2}|\s[.,;:]|None")


def assignments(count: int, seed: int = 1):
    """Sites, sections and moments as a loader would spread them, a third on the province."""
    rng = Random(seed)
    for _ in range(count):
        site = SITES[0] if rng.random() < 0.3 else rng.choice(SITES)
        moment = FIRST_DAY + timedelta(days=rng.randrange(505), hours=rng.randrange(9))
        yield site, rng.choice(news_slugs(site.sections)), moment


@pytest.fixture(scope="module")
def articles():
    rng = Random(20)
    return [
        (make_article(rng, site=site, section_slug=slug, event_at=moment), moment)
        for site, slug, moment in assignments(600)
    ]


def texts_of(article) -> list[str]:
    table = article.table
    cells = [table[0], *table[1], *(cell for row in table[2] for cell in row)] if table else []
    return [
        article.title,
        article.lead,
        *article.paragraphs,
        *(article.quote or ()),
        *cells,
        *article.picture_captions,
        *article.tags,
        article.source,
    ]


def test_same_seed_gives_same_article():
    made = [
        make_article(Random(5), site=site, section_slug=slug, event_at=moment)
        for site, slug, moment in list(assignments(20)) * 2
    ]
    assert made[:20] == made[20:]
    assert len({article.title for article in made[:20]}) > 15


def test_title_alone_equals_title_of_article():
    for site, slug, moment in assignments(30):
        article = make_article(Random(9), site=site, section_slug=slug, event_at=moment)
        title = make_title(Random(9), site=site, section_slug=slug, event_at=moment)
        assert title == article.title


def test_texts_are_nfc_and_show_no_template(articles):
    for article, _ in articles:
        for text in texts_of(article):
            assert unicodedata.is_normalized("NFC", text), text
            assert not BROKEN.search(text), text
            assert text == text.strip()


def test_sentences_begin_with_a_capital(articles):
    for article, _ in articles:
        for text in [article.title, article.lead, *article.paragraphs, *article.picture_captions]:
            for sentence in re.split(r"(?<=[.?!]) ", text):
                assert not sentence[0].islower(), text


def test_lengths_are_those_of_a_newspaper(articles):
    for article, _ in articles:
        assert TITLE_MIN <= len(article.title) <= TITLE_MAX
        assert not article.title.endswith(".")
        assert 60 <= len(article.lead) <= 420
        assert 2 <= len(article.paragraphs) <= 8
        assert 1 <= len(article.picture_captions) == len(article.picture_kinds) <= 3
        assert 2 <= len(set(article.tags)) == len(article.tags) <= 4


def test_every_topic_is_written_about(articles):
    written = Counter(article.topic for article, _ in articles)
    assert set(written) == {topic.name for topic in ALL_TOPICS}
    assert len(written) >= 18
    assert any(article.quote for article, _ in articles)
    assert any(article.table for article, _ in articles)


def test_tables_are_rectangular(articles):
    for article, _ in articles:
        if article.table:
            _, header, rows = article.table
            assert rows
            assert all(len(row) == len(header) for row in rows)


def test_day_in_text_is_the_day_of_the_event(articles):
    for article, moment in articles:
        body = " ".join([article.lead, *article.paragraphs])
        assert f"{moment:%d/%m}" in body
        for day in re.findall(r"(?:[Ss]áng|[Cc]hiều|[Tt]ối)(?: ngày)? (\d\d/\d\d)", body):
            assert day == f"{moment:%d/%m}"


def test_picture_kinds_can_be_painted(articles):
    assert {kind for article, _ in articles for kind in article.picture_kinds} <= set(
        pictures.KINDS
    )


def test_no_district_level_after_the_reform(articles):
    for article, _ in articles:
        assert not re.search(r"\bhuyện\b", " ".join(texts_of(article)).lower())


def test_no_leader_is_named(articles):
    everything = "\n".join(text for article, _ in articles for text in texts_of(article)).casefold()
    # Hồ Chí Minh is the subject of a movement, no person of the news.
    names = "|".join(DENIED_NAMES - {"hồ chí minh"})
    assert re.findall(rf"\b(?:{names})\b", everything) == []


def test_titles_of_a_full_load_rarely_repeat():
    rng = Random(7)
    titles = {
        make_title(rng, site=site, section_slug=slug, event_at=moment)
        for site, slug, moment in assignments(FULL_LOAD)
    }
    assert len(titles) / FULL_LOAD >= 0.97


def test_unknown_section_is_served():
    article = make_article(Random(1), site=SITES[1], section_slug="khac", event_at=FIRST_DAY)
    assert article.paragraphs


def test_sites_are_the_province_and_thirty_members():
    assert len(SITES) == 31
    assert SITES[0].code == PROVINCE_CODE
    assert SITES[0].kind == "province"
    assert SITES[1].code == "tuy-phong"
    assert len(SITES_BY_CODE) == 31
    for site in SITES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", site.code)
        assert site.email.endswith(".example")
        assert re.fullmatch(r"\(0252\) 000 00\d\d", site.phone)
        assert unicodedata.is_normalized("NFC", "".join(map(str, astuple(site))))


def test_sections_have_unique_slugs_in_a_site():
    for site in SITES:
        slugs = [section.slug for section in walk(site.sections)]
        assert len(slugs) == len(set(slugs))
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)
        assert "tin-tuc-su-kien" in slugs
        assert len(news_slugs(site.sections)) >= 6


def test_people_are_unique_and_invented():
    people = make_people(Random(3), 1600, SITES)
    assert len(people) == 1600
    assert len({person.username for person in people}) == 1600
    for person in people:
        assert re.fullmatch(r"[a-z0-9.-]+", person.username)
        assert person.email.endswith(".example")
        assert f"{person.last_name} {person.first_name}".casefold() not in DENIED_NAMES
    assert people == make_people(Random(3), 1600, SITES)


def test_denied_name_is_drawn_again():
    class Scripted(Random):
        """Chooses Nguyễn Thị Bình first and Lê Thị Bình on the second try."""

        picks = iter(["women", "Thị", "Bình", "Nguyễn", "women", "Thị", "Bình", "Lê"])

        def choice(self, options):
            wanted = next(self.picks)
            return options[0] if wanted == "women" else wanted

    assert draw_name(Scripted()) == ("Lê Thị", "Bình")


@pytest.mark.parametrize(
    ("suffix", "role"),
    [
        ("ctv", "contributor"),
        ("bientap", "editor"),
        ("duyet", "approver"),
        ("quantri", "site_admin"),
    ],
)
def test_every_site_has_its_fixed_account(suffix, role):
    people = {person.username: person for person in make_people(Random(1), 128, SITES)}
    assert people["quantri"].role == "system_admin"
    assert people["kiemsoat"].role == "auditor"
    for site in SITES:
        person = people[f"{site.code}.{suffix}"]
        assert (person.site_code, person.role) == (site.code, role)


def test_too_few_people_is_refused():
    with pytest.raises(ValueError, match="fixed accounts"):
        make_people(Random(1), 10, SITES)


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_picture_has_the_wanted_size_and_repeats(kind):
    picture = pictures.make_picture(Random(2), kind=kind, width=96, height=54)
    assert (picture.size, picture.mode) == ((96, 54), "RGB")
    again = pictures.make_picture(Random(2), kind=kind, width=96, height=54)
    other = pictures.make_picture(Random(4), kind=kind, width=96, height=54)
    assert picture.tobytes() == again.tobytes()
    assert picture.tobytes() != other.tobytes()


def test_jpeg_can_be_read_back():
    picture = pictures.make_picture(Random(2), kind="sea", width=160, height=90)
    stored = Image.open(BytesIO(pictures.save_jpeg(picture, quality=80)))
    assert (stored.format, stored.size) == ("JPEG", (160, 90))
