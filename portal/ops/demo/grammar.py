"""A small phrase grammar: blocks of alternatives, read from plain text and spoken with a ``Random``.

Text of a block::

    [title]                       a block name; a name may come again (``para`` does)
    - one alternative,            an alternative may run over several lines
      like this
    -x only for a commune         ``x`` local scope, ``t`` provincial scope
    +                             starts the next pool of the same block

Inside an alternative: ``[a|b]`` chooses, ``{name}`` is a fact of the article (``{name^}`` with its
first letter raised), ``{~name}`` a fresh phrase of the lexicon, ``{n:3-9}`` a fresh whole number, ``{p:91-99}`` a percentage with one decimal.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

LOCAL, PROVINCIAL = "x", "t"

_HEAD = re.compile(r"^\[(\w+)\]$")
_ITEM = re.compile(r"^-([xt]?)\s+(.*)$")
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{([^{}]+)\}")
_SENTENCE = re.compile(r"(?:^|(?<=[.?!] ))\w")
_RANGE = re.compile(r"^([np]):(\d+)-(\d+)$")


@dataclass(frozen=True)
class Pool:
    """Interchangeable sentences, split by the scope of the article that may use them."""

    local: tuple[str, ...]
    provincial: tuple[str, ...]

    def pick(self, rng: Random, scope: str) -> str | None:
        """One alternative that fits ``scope``, or None when there is none."""
        texts = self.local if scope == LOCAL else self.provincial
        return texts[int(rng.random() * len(texts))] if texts else None


@dataclass(frozen=True)
class Block:
    """A named block: a sequence of pools, one alternative of each is spoken."""

    name: str
    pools: tuple[Pool, ...]


def _pool(items: list[tuple[str, str]]) -> Pool:
    return Pool(
        local=tuple(text for scope, text in items if scope != PROVINCIAL),
        provincial=tuple(text for scope, text in items if scope != LOCAL),
    )


def parse(source: str) -> tuple[Block, ...]:
    """Read blocks from ``source``; ValueError names the line that fits no rule."""
    blocks: list[tuple[str, list[list[tuple[str, str]]]]] = []
    for raw in unicodedata.normalize("NFC", source).splitlines():
        line = raw.strip()
        if not line:
            continue
        if head := _HEAD.match(line):
            blocks.append((head[1], [[]]))
        elif not blocks:
            raise ValueError(f"text before the first block: {line!r}")
        elif line == "+":
            blocks[-1][1].append([])
        elif item := _ITEM.match(line):
            blocks[-1][1][-1].append((item[1], item[2]))
        elif blocks[-1][1][-1]:
            scope, text = blocks[-1][1][-1][-1]
            blocks[-1][1][-1][-1] = (scope, f"{text} {line}")
        else:
            raise ValueError(f"continuation without an item: {line!r}")
    return tuple(Block(name, tuple(_pool(pool) for pool in pools)) for name, pools in blocks)


def grouped(number: int) -> str:
    """``12345`` as "12.345", the way Vietnamese newspapers print it."""
    return f"{number:,}".replace(",", ".")


class Speaker:
    """Expands alternatives with one generator, one set of facts and one lexicon."""

    def __init__(
        self, rng: Random, facts: Mapping[str, str], lexicon: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.rng = rng
        self.facts = facts
        self.lexicon = lexicon

    def expand(self, text: str) -> str:
        """``text`` with every choice and slot spoken; KeyError for an unknown slot."""
        while "[" in text or "{" in text:
            text = _SLOT.sub(self._slot, _CHOICE.sub(self._choice, text))
        return " ".join(text.split())

    def say(self, text: str) -> str:
        """``expand`` as whole sentences: the first letter of each is raised."""
        return _SENTENCE.sub(lambda match: match[0].upper(), self.expand(text))

    def _choice(self, match: re.Match[str]) -> str:
        options = match[1].split("|")
        return options[int(self.rng.random() * len(options))]

    def _slot(self, match: re.Match[str]) -> str:
        name = match[1]
        if name[0] == "~":
            phrases = self.lexicon[name[1:]]
            return phrases[int(self.rng.random() * len(phrases))]
        if numbers := _RANGE.match(name):
            low, high = int(numbers[2]), int(numbers[3])
            if numbers[1] == "n":
                return grouped(self.rng.randint(low, high))
            return f"{low + self.rng.random() * (high - low):.1f}".replace(".", ",")
        if name[-1] == "^":
            fact = self.facts[name[:-1]]
            return fact[:1].upper() + fact[1:]
        return self.facts[name]
