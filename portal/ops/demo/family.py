"""What a topic family is made of, and the reader that builds one from its text."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.ops.demo.grammar import Block, Pool, parse


@dataclass(frozen=True)
class TableRow:
    """One indicator: its unit, the range its plan is drawn from, the most it may reach in per cent."""

    label: str
    unit: str
    low: int
    high: int
    most: int = 116


@dataclass(frozen=True)
class Topic:
    """One kind of story.

    ``phrases`` are facts chosen once per article, ``numbers`` once drawn whole numbers
    (``name: low-high``, with `` x20`` when the province counts in twenty times as many, or
    ``name: other*70-95`` for a share of an earlier one in per cent).
    ``setting`` says whether people met ("meeting"),
    went out ("field"), sat in a Party cell ("cell") or
    none of these ("plain").
    """

    name: str
    setting: str
    phrases: Mapping[str, Pool]
    numbers: tuple[tuple[str, str], ...]
    titles: Pool
    leads: Pool
    paragraphs: tuple[Block, ...]
    quotes: Pool
    captions: Pool
    tags: tuple[str, ...]
    table_caption: Pool | None
    table_rows: tuple[TableRow, ...]
    scope: str = ""
    coastal_only: bool = False
    inland_only: bool = False
    rural_only: bool = False


def _row(text: str) -> TableRow:
    label, unit, limits, *most = (part.strip() for part in text.split("|"))
    low, high = limits.split("-")
    return TableRow(label, unit, int(low), int(high), *(int(value) for value in most))


def _texts(blocks: Mapping[str, Block], name: str) -> tuple[str, ...]:
    return blocks[name].pools[0].local if name in blocks else ()


def topic(
    name: str,
    setting: str,
    source: str,
    *,
    scope: str = "",
    coastal_only: bool = False,
    inland_only: bool = False,
    rural_only: bool = False,
) -> Topic:
    """Build a Topic from its text; KeyError names a required block that is missing."""
    parsed = parse(source)
    blocks = {block.name: block for block in parsed}
    phrases = {
        block.name.removeprefix("fact_"): block.pools[0]
        for block in parsed
        if block.name.startswith("fact_")
    }
    numbers = tuple(
        (key.strip(), rule.strip())
        for key, rule in (text.split(":") for text in _texts(blocks, "numbers"))
    )
    return Topic(
        name=name,
        setting=setting,
        phrases=phrases,
        numbers=numbers,
        titles=blocks["title"].pools[0],
        leads=blocks["lead"].pools[0],
        paragraphs=tuple(block for block in parsed if block.name == "para"),
        quotes=blocks["quote"].pools[0],
        captions=blocks["caption"].pools[0],
        tags=tuple(tag.strip() for text in _texts(blocks, "tags") for tag in text.split(",")),
        table_caption=blocks["table"].pools[0] if "table" in blocks else None,
        table_rows=tuple(_row(text) for text in _texts(blocks, "rows")),
        scope=scope,
        coastal_only=coastal_only,
        inland_only=inland_only,
        rural_only=rural_only,
    )
