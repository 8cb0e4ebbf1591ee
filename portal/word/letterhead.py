"""What official papers carry around their text: letterhead, place and date, the writer's name."""

from __future__ import annotations

import re
from typing import NamedTuple

from portal.text import fold

# Only papers begin so, never a title.
_SURE = re.compile(
    r"dang cong san viet nam|cong hoa xa hoi chu nghia viet nam"
    r"|doc lap\s*[-–—]\s*tu do\s*[-–—]\s*hanh phuc"
)
# Beside those: a number, a line of signs, the body that writes.
_NUMBER = re.compile(r"(so\s*[:.…\d]|so\s+\S+-|\(?v/v)|\W*$")
_BODY = re.compile(
    r"tinh uy|thanh uy|huyen uy|thi uy|dang uy|dang bo|chi bo|ban |bch |van phong|uy ban|hoi dong"
    r"|mat tran"
)
_PLACE_AND_DATE = re.compile(
    r"(?:[^,\d]{2,120},\s*)?ngày\s+(\d{1,2}|[.…\s]*)\s*tháng\s+(\d{1,2}|[.…\s]*)\s*"
    r"năm\s+(\d{4}|[\d.…\s]*)\W*",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(r"\(?(?:ngày\s+)?\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}\)?\.?", re.I)
_BY = re.compile(
    r"(?:tin|bài|ảnh|video|tác giả|thực hiện|người viết|nhóm phóng viên|nhóm pv|pv|ctv)"
    r"(?:\s*(?:,|và|-|–|&|/)\s*(?:tin|bài|ảnh|video|clip))*\s*:\s*(.+)",
    re.IGNORECASE,
)
_FROM = re.compile(r"\(?(?:theo|nguồn|nguồn tin)\s*:?\s+(.{2,80}?)\)?\.?", re.IGNORECASE)
_INITIALS = re.compile(r"\(?[A-ZĐ]{1,5}(?:[._\- ][A-ZĐ]{1,5}){0,4}\.?\)?")
_MOST_OF_NAME, _MOST_WORDS = 60, 6
# With all the spaces and dots of a form.
_LONGEST_DATE = 400


class Signature(NamedTuple):
    author: str
    source: str


def is_sure(text: str) -> bool:
    """Whether the line names the Party or the state as papers do at their top."""
    return len(text) < 120 and _SURE.search(_plain(text)) is not None


def is_beside(text: str) -> bool:
    """Whether the line is the number, the matter or the date of a paper."""
    is_number = len(text) <= 70 and _NUMBER.match(_plain(text)) is not None
    return is_number or is_place_and_date(text)


def is_body(text: str) -> bool:
    """Whether the line may name who writes; titles begin so too."""
    is_loud = len(text) <= 70 and text == text.upper()
    return is_loud and _BODY.match(_plain(text)) is not None


def is_place_and_date(text: str) -> bool:
    if len(text) > _LONGEST_DATE:
        return False
    shown = " ".join(text.split())
    return bool(_PLACE_AND_DATE.fullmatch(shown) or _SHORT_DATE.fullmatch(shown))


def place_and_date_in(text: str) -> str:
    """The first place with its date within a longer text, such as a table; "" if there is none."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return next((line for line in lines if is_place_and_date(line)), "")


def has_day(text: str) -> bool:
    """Forms leave the date free: "ngày … tháng … năm …"."""
    return any(char.isdigit() for char in text)


def signature(text: str, *, stands_out: bool) -> Signature | None:
    """Who wrote it, if the line at the end of an article says so.

    Args:
        stands_out: bold, italic or at the right: a name alone counts only then.
    """
    shown = " ".join(text.split()).strip()
    if len(shown) > _MOST_OF_NAME + 20:
        return None
    if found := _BY.fullmatch(shown):
        return Signature(found[1].strip(" ./"), "")
    if found := _FROM.fullmatch(shown):
        return Signature("", found[1].strip())
    if len(shown) > _MOST_OF_NAME or shown[-1:] in set("!?:;,"):
        return None
    words = re.split(r"[\s\-–,]+", shown.strip("().*"))
    is_name = 1 < len(words) <= _MOST_WORDS and all(word[:1].isupper() for word in words)
    is_name = is_name and shown != shown.upper()
    if _INITIALS.fullmatch(shown) or (stands_out and is_name):
        return Signature(shown.strip("()"), "")
    return None


def _plain(text: str) -> str:
    return " ".join(fold(text).lower().split()).strip("*_ ")
