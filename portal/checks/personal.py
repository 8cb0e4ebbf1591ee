"""Personal data in texts: numbers of identity papers, phones and accounts, e-mail addresses.

Numbers are told from each other by their shape and by the words before them, so that amounts
(26.803.528), numbers of documents (12-NQ/TW) and dates are left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.checks.findings import Finding
from portal.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portal.checks.reading import Passage, Reading

# Codes of provinces within the number of a citizen (Thông tư 59/2021/TT-BCA). Numbers once given
# stay valid, so mergers of provinces change nothing here.
PROVINCES = frozenset(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035"
    " 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072"
    " 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096".split()
)
# Not within longer numbers, amounts, numbers of documents ("…/QĐ-UBND", "…-CV/TU") or dates.
_BEFORE = r"(?<![\w/])(?<!\d[.,\-])"
_AFTER = r"(?!\d)(?![.,\-]\d)(?!/(?!0\d{8}))(?!-[A-ZĐ])(?!\w)"
_CITIZEN = re.compile(rf"{_BEFORE}0\d{{2}}[ .]?\d{{3}}[ .]?\d{{3}}[ .]?\d{{3}}{_AFTER}")
_NINE = re.compile(rf"{_BEFORE}\d{{3}}[ .]?\d{{3}}[ .]?\d{{3}}{_AFTER}")
# Mobile phones have ten digits, others eleven (02…). The first group has three digits at least:
# "08.11.2026 10" is a date.
_PHONE = re.compile(
    rf"{_BEFORE}(?:\(?(?:\+84|0084)\)?[ .\-]?|\(?0)"
    r"(?:[35789]\d\)?(?:[ .\-]?\d){7}|2\d\d\)?(?:[ .\-]?\d){7}|2\d\)?(?:[ .\-]?\d){8})"
    rf"{_AFTER}"
)
_ACCOUNT = re.compile(rf"{_BEFORE}\d(?:[ .\-]?\d){{7,18}}{_AFTER}")
# With the lengths that addresses may have (RFC 5321), and without going back: a text of one endless
# word costs no more than any other.
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+\-]{0,63}+@[A-Za-z0-9\-]{1,63}+(?:\.[A-Za-z0-9\-]{1,63}+)++")
# What stands before such a number, folded and in small letters.
_OF_PAPER = re.compile(r"cmnd|cmtnd|\bcmt\b|cccd|chung minh|can cuoc|dinh danh")
_OF_ACCOUNT = re.compile(r"\bstk\b|so tai khoan|tai khoan|\btk\b")
NEAR = 45


def identity_numbers(reading: Reading) -> Iterator[Finding]:
    message = _("“%(number)s” looks like the number of an identity card; leave it out.")
    for passage in reading.passages:
        citizens = [match for match in _CITIZEN.finditer(passage.text) if _is_citizen(match[0])]
        told = {at for match in citizens for at in range(*match.span())}
        found = [match[0] for match in citizens]
        found += [
            match[0]
            for match in _NINE.finditer(passage.text)
            if match.start() not in told and _says(_OF_PAPER, passage.text, match.start())
        ]
        yield from _told(reading, passage, found, message)


def contacts(reading: Reading) -> Iterator[Finding]:
    """Phones and mail addresses; those of officials and hotlines are allowed by the site."""
    phone = _("“%(number)s” looks like somebody's phone number; leave it out, or have it allowed.")
    mail = _("“%(number)s” is a mail address; leave it out, or have it allowed as an official one.")
    for passage in reading.passages:
        phones = [match[0] for match in _PHONE.finditer(passage.text)]
        yield from _told(reading, passage, phones, phone)
        mails = _EMAIL.findall(passage.text) if "@" in passage.text else []
        yield from _told(reading, passage, mails, mail)


def accounts(reading: Reading) -> Iterator[Finding]:
    message = _("“%(number)s” looks like a bank account; leave it out, or have it allowed.")
    for passage in reading.passages:
        found = [
            match[0]
            for match in _ACCOUNT.finditer(passage.text)
            if _says(_OF_ACCOUNT, passage.text, match.start())
        ]
        yield from _told(reading, passage, found, message)


def _is_citizen(number: str) -> bool:
    """Province, century and sex, year of birth: as the number of a citizen is made."""
    digits = _digits(number)
    century, year = divmod(int(digits[3]), 2)[0], int(digits[4:6])
    return (
        digits[:3] in PROVINCES
        and century < 2
        and (1900 + century * 100 + year <= timezone.localdate().year)
    )


def _says(words: re.Pattern[str], text: str, at: int) -> bool:
    before = fold(text[max(0, at - NEAR) : at]).lower()
    return words.search(before) is not None


def _told(
    reading: Reading, passage: Passage, numbers: list[str], message: str
) -> Iterator[Finding]:
    is_allowed = _allowing(reading.policy.allowed)
    for number in dict.fromkeys(numbers):
        if not is_allowed(number):
            yield Finding(message % {"number": number.strip()}, passage.field, passage.block)


def _allowing(lines: tuple[str, ...]) -> Callable[[str], bool]:
    addresses = {line.casefold() for line in lines if "@" in line}
    domains = tuple(line[1:] for line in addresses if line.startswith("@"))
    numbers = {_local(line) for line in lines if "@" not in line}

    def is_allowed(given: str) -> bool:
        if "@" not in given:
            return _local(given) in numbers
        address = given.casefold().rstrip(".")
        host = address.rpartition("@")[2]
        below = any(host == domain or host.endswith(f".{domain}") for domain in domains)
        return address in addresses or below

    return is_allowed


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isdigit())


def _local(number: str) -> str:
    """Digits only, as dialled within the country."""
    digits = _digits(number)
    if number.lstrip("( ").startswith(("+84", "0084")):
        return "0" + digits.removeprefix("00").removeprefix("84")
    return digits
