"""All text of a file into Unicode, one spelling, and without what cannot be seen."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.text import clean_pasted, code_fragments, lookalike_words
from portal.word import legacy
from portal.word.parts import Paragraph, Table
from portal.word.tables import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portal.word.findings import Findings
    from portal.word.parts import Piece
    from portal.word.reader import ReadFile

MOST_SAMPLE = 80


def tidy(file: ReadFile, findings: Findings) -> None:
    """Change the texts of ``file`` in place and tell what was changed."""
    paragraphs = [*_paragraphs(file.pieces)]
    for note in file.notes:
        paragraphs += _paragraphs(note)
    known = _convert(paragraphs, findings)
    for paragraph in paragraphs:
        _clean(paragraph, findings)
    if known:
        findings.rewrite(lambda text: _converted(text, known))


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[Paragraph]:
    for piece in pieces:
        if isinstance(piece, Paragraph):
            yield piece
        elif isinstance(piece, Table):
            yield from paragraphs_of(piece)


def _convert(paragraphs: list[Paragraph], findings: Findings) -> str:
    """First what is sure; then, knowing the code, single words too. Returns that code."""
    counts: Counter[str] = Counter()
    samples: dict[str, str] = {}
    for known in ("", "found"):
        code = counts.most_common(1)[0][0] if counts else ""
        if known and not code:
            break
        for paragraph in paragraphs:
            for name, sample in legacy.convert_spans(paragraph.spans, known=code).items():
                counts[name] += 1
                samples.setdefault(name, sample)
    for name, times in counts.most_common():
        words = _("%(code)s (%(count)s×), for example: “%(sample)s”") % {
            "code": name,
            "count": times,
            "sample": samples[name][:MOST_SAMPLE],
        }
        findings.add("legacy", words)
    return counts.most_common(1)[0][0] if counts else ""


def _converted(text: str, known: str) -> str:
    code = legacy.code_of_text(text, known=known)
    if not code:
        return text
    convert = legacy.from_tcvn3 if code == legacy.TCVN3_NAME else legacy.from_vni
    return legacy.text_of(convert(text))


def _clean(paragraph: Paragraph, findings: Findings) -> None:
    removed: set[str] = set()
    for span in paragraph.spans:
        cleaned = clean_pasted(span.text)
        removed.update(cleaned.removed)
        span.text = cleaned.text
    for kind in sorted(removed):
        findings.add("cleaned", _(kind))
    # A letter and its mark may have stood in different spans.
    for word in lookalike_words(paragraph.text):
        findings.add("lookalike", word)
    for fragment in code_fragments(paragraph.text):
        findings.add("code", fragment)
