"""Fields: what Word computes, links to or fetches; only their last result is text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_SCHEMES = {"http", "https", "mailto", "tel"}
# They fetch or run something when Word opens the file (MS-DOCX, ECMA-376 part 1 §17.16.5).
_FETCHING = {
    "DATABASE",
    "DDE",
    "DDEAUTO",
    "IMPORT",
    "INCLUDE",
    "INCLUDEPICTURE",
    "INCLUDETEXT",
    "LINK",
    "MACROBUTTON",
    "RD",
}
# One address may stand behind thousands of words; browsers take no longer ones anyway.
LONGEST_ADDRESS = 2000
_ARGUMENT = re.compile(r'"([^"]*)"|(\\\w)|(\S+)')


@dataclass
class Field:
    """A field whose end has not been met yet."""

    instruction: str = ""
    has_result: bool = False

    @property
    def word(self) -> str:
        words = self.instruction.split()
        return words[0].upper() if words else ""

    @property
    def is_fetching(self) -> bool:
        return self.word in _FETCHING

    @property
    def target(self) -> str:
        """Where a HYPERLINK leads: an address, "#place" in the document, or ""."""
        if self.word != "HYPERLINK":
            return ""
        address = anchor = switch = ""
        for quoted, flag, plain in _ARGUMENT.findall(self.instruction)[1:]:
            if flag:
                switch = flag
                continue
            if switch == "\\l":
                anchor = quoted or plain
            elif not switch and not address:
                address = quoted or plain
            switch = ""
        return address or (f"#{anchor}" if anchor else "")


def is_kept(address: str) -> bool:
    """Whether readers can follow a link; files on somebody's disk and scripts they cannot."""
    if len(address) > LONGEST_ADDRESS:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme.lower() not in _SCHEMES:
        return False
    return bool(parts.netloc or parts.path) and not any(c.isspace() for c in address)
