"""What reading one document needs to know on its way through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from portal.word.fields import Field, is_kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.word.findings import Findings
    from portal.word.numbering import Numbering
    from portal.word.parts import Piece
    from portal.word.styles import Styles


@dataclass
class Context:
    """``part`` is the one being read (body, footnotes): its relations name pictures and links."""

    part: Any
    styles: Styles
    numbering: Numbering
    findings: Findings
    # Reads what a text box holds; given by the reader of blocks.
    read_blocks: Callable[[Any, Context], list[Piece]]
    fields: list[Field] = field(default_factory=list)
    # Notes in the order of their marks: ("footnote" or "endnote", its id).
    notes: list[tuple[str, str]] = field(default_factory=list)
    _places: dict[tuple[str, str], int] = field(default_factory=dict)
    depth: int = 0

    @property
    def is_in_instruction(self) -> bool:
        return any(not one.has_result for one in self.fields)

    @property
    def field_target(self) -> str:
        return next((one.target for one in reversed(self.fields) if one.target), "")

    def note_mark(self, kind: str, key: str) -> str:
        """The mark in the text of a note, whose text will stand at the end."""
        if (kind, key) not in self._places:
            self.notes.append((kind, key))
            self._places[kind, key] = len(self.notes)
        return f"[{self._places[kind, key]}]"

    def link(self, target: str, text: str) -> str:
        """``target`` if readers can follow it; else "", told in the findings."""
        target = target.strip()
        if target.startswith("#"):
            self.findings.add("anchor")
            return ""
        if target and not is_kept(target):
            self.findings.add("link", f"{text} → {target}" if text else target)
            return ""
        return target

    def target_of(self, relation: str) -> str:
        """The address of a relation that leads out of the file; "" if there is none."""
        found = self.part.rels.get(relation)
        return str(found.target_ref) if found is not None and found.is_external else ""

    def part_of(self, relation: str) -> Any:
        """The part of the file that a relation names; None if it lies outside or is missing."""
        found = self.part.rels.get(relation)
        return None if found is None or found.is_external else found.target_part

    def tell_field(self, one: Field) -> None:
        if one.is_fetching:
            self.findings.add("field", one.instruction)
