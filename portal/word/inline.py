"""The content of one paragraph: text in spans, and what stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils.translation import gettext as _

from portal.word import symbols
from portal.word.drawings import read_drawing, read_object, read_vml
from portal.word.equations import as_text
from portal.word.fields import Field
from portal.word.legacy import code_of_font
from portal.word.names import MC, R, W, is_on, local, texts, value
from portal.word.parts import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.word.context import Context
    from portal.word.parts import Piece
    from portal.word.styles import Looks

_AROUND = {"ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir", "rt"}
_SAYS_NOTHING = {
    *"pPr rPr sdtPr sdtEndPr smartTagPr customXmlPr proofErr bookmarkStart bookmarkEnd".split(),
    *"commentRangeStart commentRangeEnd commentReference permStart permEnd fldData".split(),
    *"lastRenderedPageBreak annotationRef footnoteRef endnoteRef separator softHyphen".split(),
    *"continuationSeparator moveFromRangeStart moveFromRangeEnd moveToRangeStart".split(),
    *"moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart".split(),
    *"customXmlDelRangeEnd rubyPr Ignorable pgNum delInstrText contentPart".split(),
}
_SIGNS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}


class Inline:
    """Reads the children of a ``w:p``. ``before`` and ``after`` are what is no text."""

    def __init__(self, context: Context, properties: Any) -> None:
        self.context = context
        self.properties = properties
        self.spans: list[Span] = []
        self.before: list[Piece] = []
        self.after: list[Piece] = []
        self.sizes: dict[float, int] = {}

    def walk(self, element: Any, link: str = "") -> None:
        for child in element:
            name = local(child)
            if name in _AROUND:
                if name == "ins":
                    self.context.findings.add("inserted")
                self.walk(child, link)
            elif read := self._READERS.get(name):
                read(self, child, link)
            elif name and name not in _SAYS_NOTHING:
                self._unknown(child)

    def _hyperlink(self, element: Any, link: str) -> None:
        self.walk(element, self._link_of(element) or link)

    def _link_of(self, element: Any) -> str:
        target = self.context.target_of(element.get(f"{R}id") or "")
        if not target and value(element, "anchor"):
            target = f"#{value(element, 'anchor')}"
        return self.context.link(target, texts(element))

    def _deleted(self, element: Any, _link: str = "") -> None:
        # What was moved stands elsewhere in the text.
        if local(element) == "del" and (text := texts(element)):
            self.context.findings.add("deleted", text)

    def _simple_field(self, element: Any, link: str) -> None:
        field = Field(value(element, "instr"), has_result=True)
        self.context.tell_field(field)
        self.walk(element, self.context.link(field.target, texts(element)) or link)

    def _equation(self, element: Any, _link: str = "") -> None:
        text = as_text(element).strip()
        self.context.findings.add("equation", text)
        if text:
            self._add(f" {text} " if self.spans else text, Span(""))

    def _one_of(self, element: Any, link: str) -> None:
        """The first form that a reader of Word's newer features takes; else the old one."""
        choice = element.find(f"{MC}Choice")
        chosen = choice if choice is not None else element.find(f"{MC}Fallback")
        if chosen is not None:
            self._children(chosen, Span("", link=link))

    def _unknown(self, element: Any) -> None:
        self.context.findings.add("unknown", f"{local(element)}: {texts(element)}")

    # Runs

    def _run(self, run: Any, link: str) -> None:
        looks = self.context.styles.looks(run, self.properties)
        if looks.has("vanish"):
            # Marks of fields may be hidden like their text.
            self._fields_of(run)
            if text := texts(run):
                self.context.findings.add("hidden", text)
            return
        style = Span("", bold=looks.has("b"), italic=looks.has("i"), link=link, font=looks.font)
        before = len(self.spans)
        self._children(run, style)
        added = self.spans[before:]
        text = "".join(span.text for span in added)
        if text.strip():
            self.sizes[looks.size] = self.sizes.get(looks.size, 0) + len(text)
            self._tell_looks(looks, text)
            self._shift(looks, added)

    def _fields_of(self, run: Any) -> None:
        for child in run:
            if local(child) == "fldChar":
                self._field_mark(child)
            elif local(child) == "instrText" and self.context.fields:
                self.context.fields[-1].instruction += child.text or ""

    def _children(self, element: Any, style: Span) -> None:
        for child in element:
            name = local(child)
            if name == "fldChar":
                self._field_mark(child)
            elif name == "instrText":
                if self.context.fields:
                    self.context.fields[-1].instruction += child.text or ""
            elif not self.context.is_in_instruction:
                self._child(child, name, style)

    def _child(self, child: Any, name: str, style: Span) -> None:
        if name == "t":
            self._add(child.text or "", style)
        elif name in _SIGNS:
            self._add(_SIGNS[name], style)
        elif read := self._PARTS.get(name):
            read(self, child, style)
        elif name in {"drawing", "pict", "object"}:
            self._beside(child, name)
        elif name in self._READERS and name != "del":
            self._READERS[name](self, child, style.link)
        elif name and name not in _SAYS_NOTHING and name != "delText":
            self._unknown(child)

    def _break(self, element: Any, style: Span) -> None:
        if value(element, "type") not in {"page", "column"}:
            self._add("\n", style)

    def _mark(self, element: Any, _style: Span) -> None:
        kind = local(element).removesuffix("Reference")
        self._add(self.context.note_mark(kind, value(element, "id")), Span(""))

    def _add(self, text: str, style: Span) -> None:
        if not text:
            return
        link = style.link
        if not link and (target := self.context.field_target):
            link = self.context.link(target, text)
        if code_of_font(style.font):
            # Fonts of the kind "symbol" have their letters in a private area.
            text = "".join(chr(ord(c) - 0xF000) if "\uf020" <= c <= "\uf0ff" else c for c in text)
        # Not joined with the span before: that may be raised, or in another code.
        self.spans.append(Span(text, style.bold, style.italic, link, style.font))

    def _symbol(self, element: Any, style: Span) -> None:
        font, code = value(element, "font"), value(element, "char")
        point = int(code, 16) if len(code) <= 4 and code.isalnum() and _is_hex(code) else 0
        if code_of_font(font):
            self._add(chr(point & 0xFF), Span("", style.bold, style.italic, style.link, font))
        elif sign := symbols.of_font(font, point):
            self._add(sign, style)
        else:
            self.context.findings.add("unknown", f"{font} {code}")

    def _beside(self, element: Any, name: str) -> None:
        readers = {"drawing": read_drawing, "pict": read_vml, "object": read_object}
        pieces = readers[name](element, self.context)
        has_text = any(span.text.strip() for span in self.spans)
        (self.after if has_text else self.before).extend(pieces)

    def _ruby(self, element: Any, style: Span) -> None:
        over = element.find(f"{W}rt")
        if over is not None and texts(over):
            self.context.findings.add("unknown", f"ruby: {texts(over)}")
        base = element.find(f"{W}rubyBase")
        if base is not None:
            self.walk(base, style.link)

    # Fields

    def _field_mark(self, element: Any) -> None:
        fields = self.context.fields
        kind = value(element, "fldCharType")
        if kind == "begin":
            fields.append(Field())
        elif kind == "separate" and fields:
            fields[-1].has_result = True
        elif kind == "end" and fields:
            self.context.tell_field(fields.pop())

    # Looks

    def _tell_looks(self, looks: Looks, text: str) -> None:
        findings = self.context.findings
        if looks.has("strike") or looks.has("dstrike"):
            findings.add("strike", text)
        if looks.own is None:
            return
        own = {local(child): child for child in looks.own}
        if "u" in own and is_on(own["u"]):
            findings.add("look", _("underlined text"))
        if value(own.get("color")) not in {"", "auto", "000000"}:
            findings.add("look", _("colour of letters"))
        if value(own.get("highlight")) not in {"", "none"}:
            findings.add("look", _("highlighted text"))

    def _shift(self, looks: Looks, added: list[Span]) -> None:
        """Raised and lowered letters: H₂O and m² exist as such, others are told."""
        place = value(looks.nearest("vertAlign"))
        change = {"superscript": symbols.raised, "subscript": symbols.lowered}.get(place)
        if change is None:
            return
        for span in added:
            if span.text.startswith("[") and span.text.endswith("]"):
                continue  # the mark of a note
            shifted = change(span.text)
            if shifted is None:
                self.context.findings.add("script", span.text)
            else:
                span.text = shifted

    @property
    def size(self) -> float:
        """Of most of the letters, in points."""
        return max(self.sizes, key=lambda size: self.sizes[size], default=0.0)

    # By the names of the elements: what stands in a paragraph, and what stands in a run.
    _READERS: ClassVar[dict[str, Callable[[Inline, Any, str], None]]] = {
        "r": _run,
        "hyperlink": _hyperlink,
        "del": _deleted,
        "moveFrom": _deleted,
        "fldSimple": _simple_field,
        "oMath": _equation,
        "oMathPara": _equation,
        "AlternateContent": _one_of,
    }
    _PARTS: ClassVar[dict[str, Callable[[Inline, Any, Span], None]]] = {
        "br": _break,
        "sym": _symbol,
        "footnoteReference": _mark,
        "endnoteReference": _mark,
        "ruby": _ruby,
    }


def _is_hex(text: str) -> bool:
    return bool(text) and all(char in "0123456789abcdefABCDEF" for char in text)
