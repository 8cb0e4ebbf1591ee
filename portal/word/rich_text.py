"""Paragraphs as the rich text of the portal: what its editor offers and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.word.findings import Findings
    from portal.word.parts import Paragraph, Span

_TOP, _LOWEST = 2, 3


@dataclass(frozen=True)
class Headings:
    """``levels`` are those that the file uses, in order: the first becomes h2, others h3."""

    levels: tuple[int, ...]

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph]) -> Headings:
        return cls(tuple(sorted({p.level for p in paragraphs if p.role == "heading"})) or (1,))

    def tag(self, paragraph: Paragraph, findings: Findings) -> str:
        rank = self.levels.index(paragraph.level) + _TOP
        if rank > _LOWEST:
            findings.add("heading", paragraph.text)
        return f"h{min(rank, _LOWEST)}"


def html_of(paragraphs: Sequence[Paragraph], headings: Headings, findings: Findings) -> str:
    """One text block."""
    found: list[str] = []
    for is_list, group in groupby(paragraphs, key=_is_item):
        members = list(group)
        if is_list:
            found += [_list(one, findings) for one in _lists(members)]
        else:
            found += [_paragraph(one, headings, findings) for one in members]
    return "".join(found)


def _is_item(paragraph: Paragraph) -> bool:
    return paragraph.place is not None and paragraph.role != "heading"


def _lists(members: list[Paragraph]) -> list[list[Paragraph]]:
    """Neighbouring items as lists: another list at the top begins a new one, deeper ones do not."""
    found: list[list[Paragraph]] = []
    top_list, top = "", 0
    for member in members:
        place = member.place
        if place is None:
            continue
        if not found or (place.depth <= top and place.list_id != top_list):
            found.append([])
            top_list, top = place.list_id, place.depth
        found[-1].append(member)
    return found


def _paragraph(paragraph: Paragraph, headings: Headings, findings: Findings) -> str:
    if paragraph.role == "heading":
        tag = headings.tag(paragraph, findings)
        label = (
            f"{paragraph.place.label} " if paragraph.place and paragraph.place.is_ordered else ""
        )
        return f"<{tag}>{escape(label)}{_spans(paragraph, is_plain=True)}</{tag}>"
    return f"<p>{_spans(paragraph)}</p>"


def _spans(paragraph: Paragraph, *, is_plain: bool = False) -> str:
    """Neighbours that look alike become one, so that no letter is parted from its word."""
    found: list[str] = []
    for (bold, italic, link), group in groupby(_trimmed(paragraph), key=_look):
        text = "".join(span.text for span in group)
        html = "<br/>".join(escape(" ".join(line.split("\t"))) for line in text.split("\n"))
        if text.strip() and italic and not is_plain:
            html = f"<i>{html}</i>"
        if text.strip() and bold and not is_plain:
            html = f"<b>{html}</b>"
        if text.strip() and link:
            html = f'<a href="{escape(link)}">{html}</a>'
        found.append(html)
    return "".join(found)


def _look(span: Span) -> tuple[bool, bool, str]:
    return span.bold, span.italic, span.link


def _trimmed(paragraph: Paragraph) -> list[Span]:
    spans = [span for span in paragraph.spans if span.text]
    while spans and not spans[0].text.strip():
        del spans[0]
    while spans and not spans[-1].text.strip():
        del spans[-1]
    if spans:
        spans[0].text = spans[0].text.lstrip()
        spans[-1].text = spans[-1].text.rstrip()
    return spans


def _list(members: list[Paragraph], findings: Findings) -> str:
    """Nested lists, or paragraphs with their numbers where the portal's list would count else."""
    places = [member.place for member in members if member.place]
    top = min(place.depth for place in places)
    first = next(place for place in places if place.depth == top)
    is_exact = all(
        not place.is_ordered or (place.is_decimal and place.number == count)
        for count, place in enumerate((p for p in places if p.depth == top), start=1)
    )
    if first.is_ordered and not is_exact:
        findings.add("labels", f"{first.label} {members[0].text[:100]}")
        return "".join(
            f"<p>{escape(member.place.label)} {_spans(member)}</p>"
            for member in members
            if member.place
        )
    if any(place.is_ordered and not place.is_decimal for place in places):
        findings.add("numbering", members[0].text[:100])
    return _nested(members)


def _nested(members: list[Paragraph]) -> str:
    """``ul`` and ``ol``; a list within a list lies in the item above it."""
    found = ""
    open_lists: list[tuple[int, str]] = []
    for member in members:
        place = member.place
        if place is None:
            continue
        tag = "ol" if place.is_ordered else "ul"
        while open_lists and open_lists[-1][0] > place.depth and len(open_lists) > 1:
            found += f"</li></{open_lists.pop()[1]}>"
        if open_lists and open_lists[-1][0] >= place.depth:
            if open_lists[-1][1] == tag:
                found += "</li><li>"
            else:
                found += f"</li></{open_lists.pop()[1]}><{tag}><li>"
                open_lists.append((place.depth, tag))
        else:
            found += f"<{tag}><li>"
            open_lists.append((place.depth, tag))
        found += _spans(member)
    while open_lists:
        found += f"</li></{open_lists.pop()[1]}>"
    return found
