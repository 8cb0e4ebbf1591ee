"""Writes one believable article of a Party newspaper from a seed, a site, a section and a date."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from portal.ops.demo import topics
from portal.ops.demo.actors import local_facts, place_of, provincial_facts
from portal.ops.demo.corpus_shared import LEXICON, SHARED
from portal.ops.demo.family import TableRow, Topic
from portal.ops.demo.grammar import LOCAL, PROVINCIAL, Block, Speaker, grouped
from portal.ops.demo.occasions import date_facts
from portal.ops.demo.places import PLACES
from portal.ops.demo.sites import SiteSpec

TITLE_MIN, TITLE_MAX = 40, 120
_TITLE_TRIES = 40
_SHORE_KINDS = frozenset({"sea", "harbour", "dunes"})
_INITIALS = "ABCDGHKLMNPQSTVXY"


@dataclass(frozen=True)
class ArticleText:
    """The words of one article, plain text in NFC, no markup.

    ``quote`` is (words, post of the speaker), ``table`` is (caption, header row, rows of cells),
    ``picture_kinds`` names a kind of ``pictures.make_picture`` for each of ``picture_captions``.
    """

    title: str
    lead: str
    paragraphs: list[str]
    quote: tuple[str, str] | None
    table: tuple[str, list[str], list[list[str]]] | None
    picture_captions: list[str]
    picture_kinds: list[str]
    tags: list[str]
    author_initials: str
    source: str
    topic: str


class _Story:
    """Everything decided before the first sentence: topic, scope, facts and a speaker over them."""

    def __init__(self, rng: Random, site: SiteSpec, section_slug: str, event_at: datetime) -> None:
        self.rng = rng
        self.site = site
        self.scope = topics.choose_scope(rng, site, section_slug)
        place = None
        if self.scope == LOCAL:
            place = place_of(site) or rng.choice(PLACES)
        self.topic: Topic = topics.choose_topic(rng, site, section_slug, place)
        actor = local_facts(rng, place) if place else provincial_facts(rng, site)
        self.facts = actor | date_facts(rng, event_at)
        self.speaker = Speaker(rng, self.facts, LEXICON)
        self._draw_numbers()
        self._draw_phrases()

    def _draw_numbers(self) -> None:
        drawn: dict[str, int] = {}
        for name, rule in self.topic.numbers:
            other, star, rest = rule.rpartition("*")
            limits, _, larger = rest.partition(" x")
            number = self.rng.randint(*(int(limit) for limit in limits.split("-")))
            if star:
                number = drawn[other] * number // 100
            elif larger and self.scope == PROVINCIAL:
                number *= int(larger)
            drawn[name] = number if star else _rounded(number)
            self.facts[name] = grouped(drawn[name])

    def _draw_phrases(self) -> None:
        for name, pool in self.topic.phrases.items():
            phrase = pool.pick(self.rng, self.scope)
            self.facts[name] = self.speaker.expand(phrase or "")
        if self.site.kind == "union" and self.scope == PROVINCIAL and "to_chuc" in self.facts:
            self.facts["to_chuc"] = self.facts["org"]

    def paragraph(self, block: Block) -> str:
        """One sentence of each pool of ``block`` that has one for this scope."""
        texts = (pool.pick(self.rng, self.scope) for pool in block.pools)
        return " ".join(self.speaker.say(text) for text in texts if text)

    def title(self) -> str:
        """A title within the limits; ValueError when the topic cannot give one."""
        for _ in range(_TITLE_TRIES):
            title = self.speaker.say(self.topic.titles.pick(self.rng, self.scope) or "")
            if TITLE_MIN <= len(title) <= TITLE_MAX:
                return title
        raise ValueError(f"topic {self.topic.name} gives no title of a fitting length")

    def body(self) -> list[str]:
        """Four to seven paragraphs: who was there, what happened, conclusions, outlook."""
        own = list(self.topic.paragraphs)
        if len(own) > 2 and self.rng.random() < 0.25:
            own.pop(self.rng.randrange(1, len(own)))
        blocks = own
        if self.topic.setting != "plain":
            setting = self.topic.setting
            blocks = [SHARED[f"attend_{setting}"], *own, SHARED[f"conclude_{setting}"]]
            if self.rng.random() < 0.6:
                blocks.append(SHARED["outlook"])
        return [self.paragraph(block) for block in blocks]

    def quote(self) -> tuple[str, str] | None:
        """Words of somebody named by post only, in about four articles of ten."""
        if self.topic.setting == "plain" or self.rng.random() > 0.4:
            return None
        text = self.speaker.say(self.topic.quotes.pick(self.rng, self.scope) or "")
        posts = (self.facts["chair"], self.facts["cell_sec"])
        return text, self.rng.choice(posts).removeprefix("đồng chí ")

    def table(self) -> tuple[str, list[str], list[list[str]]] | None:
        """Plan and result of the topic's indicators, in about a quarter of the articles that can."""
        if self.topic.table_caption is None or self.rng.random() > 0.25:
            return None
        caption = self.speaker.say(self.topic.table_caption.pick(self.rng, self.scope) or "")
        header = ["Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)"]
        return caption, header, [self._table_row(row) for row in self.topic.table_rows]

    def _table_row(self, row: TableRow) -> list[str]:
        plan = _rounded(self.rng.randint(row.low, row.high) * (24 if self.scope != LOCAL else 1))
        done = max(1, int(plan * self.rng.uniform(row.most - 28, row.most) / 100))
        share = f"{done / plan * 100:.1f}".replace(".", ",")
        return [row.label, row.unit, grouped(plan), grouped(done), share]

    def pictures(self) -> tuple[list[str], list[str]]:
        """One to three (kind, caption) pairs without repeats, as two parallel lists."""
        wanted = self.rng.choices((1, 2, 3), (50, 35, 15))[0]
        options = [
            text
            for text in self.topic.captions.local
            if self.facts["coastal"] or text.partition(":")[0] not in _SHORE_KINDS
        ]
        chosen = self.rng.sample(options, min(wanted, len(options)))
        kinds = [text.partition(":")[0] for text in chosen]
        return kinds, [self.speaker.say(text.partition(":")[2]) for text in chosen]

    def tags(self) -> list[str]:
        """Two to four tags: the topic's own and sometimes the place."""
        tags = self.rng.sample(self.topic.tags, self.rng.randint(2, min(3, len(self.topic.tags))))
        return [*tags, self.facts["place"]] if self.rng.random() < 0.5 else tags

    def signature(self) -> tuple[str, str]:
        """Initials of the writer and the source line."""
        initials = ".".join(self.rng.choices(_INITIALS, k=self.rng.choice((2, 2, 3))))
        sources = ("Ban Biên tập", self.facts["org"], self.facts["van_phong"], self.site.name)
        return initials, self.rng.choice(sources)


def _rounded(number: int) -> int:
    """Large figures of a newspaper are rarely odd to the last digit."""
    return number if number < 200 else number - number % 5


def _shorten(paragraphs: Sequence[str], facts: Mapping[str, str]) -> list[str]:
    """After its first mention a post loses the name of the committee, as an editor would have it."""
    full = facts["chair"]
    short = full.replace(facts["unit"], facts["level"])
    return [paragraphs[0], *(text.replace(full, short) for text in paragraphs[1:])]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def make_title(rng: Random, *, site: SiteSpec, section_slug: str, event_at: datetime) -> str:
    """The title ``make_article`` would give with a generator in the same state."""
    return _nfc(_Story(rng, site, section_slug, event_at).title())


def make_article(
    rng: Random, *, site: SiteSpec, section_slug: str, event_at: datetime
) -> ArticleText:
    """Write one article for a section of a site about an event at ``event_at``.

    An unknown ``section_slug`` is served from every topic. The same generator state and arguments
    always give the same article.
    """
    story = _Story(rng, site, section_slug, event_at)
    title = story.title()
    lead = story.speaker.say(story.topic.leads.pick(rng, story.scope) or "")
    paragraphs = _shorten(story.body(), story.facts)
    quote, table = story.quote(), story.table()
    kinds, captions = story.pictures()
    initials, source = story.signature()
    return ArticleText(
        title=_nfc(title),
        lead=_nfc(lead),
        paragraphs=[_nfc(text) for text in paragraphs],
        quote=quote and (_nfc(quote[0]), _nfc(quote[1])),
        table=table,
        picture_captions=[_nfc(text) for text in captions],
        picture_kinds=kinds,
        tags=story.tags(),
        author_initials=initials,
        source=source,
        topic=story.topic.name,
    )
