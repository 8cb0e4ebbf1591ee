"""Invented users of the demonstration: editors of every site, the newsroom and many officers."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from portal.ops.demo.sites import PROVINCE_CODE, SiteSpec

ADMIN_USERNAME = "quantri"
MAIL_DOMAIN = "dangbotinh.example"

# Role of the fixed accounts of each site, by the suffix of their username.
SITE_ACCOUNTS = (
    ("ctv", "contributor"),
    ("bientap", "editor"),
    ("duyet", "approver"),
    ("quantri", "site_admin"),
)
# Accounts of the roles that hold in the whole portal.
PORTAL_ACCOUNTS = (
    ("banbientap", "newsroom"),
    ("kiemsoat", "auditor"),
    ("quantricong", "portal_admin"),
)
ROLES = (
    "system_admin",
    "contributor",
    "editor",
    "approver",
    "site_admin",
    "newsroom",
    "auditor",
    "portal_admin",
    "officer",
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FAMILY = _words(
    "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Phạm Phạm Huỳnh Huỳnh Phan Vũ Võ "
    "Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Đoàn Mai Lương Tạ Châu Thái Cao Lâm Hà Tô Kiều Thông Đàng"
)
_MIDDLE_WOMEN = _words(
    "Thị Ngọc Thu Thanh Kim Mỹ Bích Hồng Minh Thùy Phương Khánh Như Xuân Cẩm Diệu"
)
_GIVEN_WOMEN = _words(
    "An Anh Bình Chi Dung Duyên Giang Hà Hạnh Hằng Hiền Hoa Huệ Hương Lan Linh Loan Mai My Nga Ngân Nhàn "
    "Nhung Oanh Phượng Quyên Quỳnh Tâm Thảo Thơ Thúy Thư Tiên Trang Trâm Trúc Tuyết Uyên Vân Vy Xuân Yến"
)
_MIDDLE_MEN = _words(
    "Văn Hữu Đức Quốc Minh Thanh Công Đình Xuân Ngọc Hoàng Anh Gia Trung Duy Khắc Thành"
)
_GIVEN_MEN = _words(
    "An Bảo Bình Châu Chiến Cường Danh Dũng Duy Đạt Điền Đông Giang Hải Hậu Hiếu Hòa Hoàng Huy Hùng Khang "
    "Khánh Khoa Kiên Lâm Linh Long Lộc Luân Mạnh Nam Nghĩa Nhân Nhật Phát Phong Phú Phúc Phước Quang Quân "
    "Sang Sơn Tài Tâm Tân Thạch Thái Thành Thịnh Thuận Tiến Tín Toàn Trí Trung Trường Tú Tuấn Tường Việt "
    "Vinh Vũ Vương"
)

# Well-known leaders past and present: a name made by chance that equals one of theirs is drawn again.
_LEADERS = (
    "Hồ Chí Minh, Nguyễn Ái Quốc, Nguyễn Tất Thành, Trần Phú, Lê Hồng Phong, Hà Huy Tập, Nguyễn Văn Cừ,"
    "Trường Chinh, Lê Duẩn, Nguyễn Văn Linh, Đỗ Mười, Lê Khả Phiêu, Nông Đức Mạnh, Nguyễn Phú Trọng,"
    "Tô Lâm, Tôn Đức Thắng, Võ Chí Công, Lê Đức Anh, Trần Đức Lương, Nguyễn Minh Triết, Trương Tấn Sang,"
    "Trần Đại Quang, Nguyễn Xuân Phúc, Võ Văn Thưởng, Lương Cường, Phạm Văn Đồng, Phạm Hùng,"
    "Võ Văn Kiệt, Phan Văn Khải, Nguyễn Tấn Dũng, Phạm Minh Chính, Lê Minh Hưng, Trần Thanh Mẫn,"
    "Vương Đình Huệ, Nguyễn Thị Kim Ngân, Nguyễn Sinh Hùng, Nguyễn Văn An, Võ Nguyên Giáp, Lê Đức Thọ,"
    "Trần Cẩm Tú, Phan Văn Giang, Lương Tam Quang, Nguyễn Hòa Bình, Đỗ Văn Chiến, Trương Thị Mai,"
    "Nguyễn Trọng Nghĩa, Lê Hoài Trung, Lê Minh Hoan, Phạm Gia Túc, Võ Thị Ánh Xuân, Đặng Quốc Khánh,"
    "Nguyễn Thị Định, Nguyễn Thị Bình, Nguyễn Thị Minh Khai, Võ Thị Sáu, Huỳnh Thúc Kháng,"
    "Nguyễn Hoài Anh, Nguyễn Thị Thắng, Y Thanh Hà Niê Kđăm, Hồ Văn Mười, Dương Văn An"
)
DENIED_NAMES = frozenset(
    unicodedata.normalize("NFC", name.strip()).casefold() for name in _LEADERS.split(",")
)


@dataclass(frozen=True)
class Person:
    """An invented person: ``last_name`` is family and middle name, ``role`` one of ROLES."""

    username: str
    last_name: str
    first_name: str
    email: str
    site_code: str | None
    role: str


def ascii_fold(text: str) -> str:
    """``text`` in lower case ASCII: đ to d, diacritics off, all but letters and digits left out."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(ch for ch in decomposed.lower() if ch.isascii() and ch.isalnum())


def draw_name(rng: Random) -> tuple[str, str]:
    """An invented (family and middle name, given name) that no well-known leader bears."""
    while True:
        middles, givens = rng.choice(((_MIDDLE_WOMEN, _GIVEN_WOMEN), (_MIDDLE_MEN, _GIVEN_MEN)))
        middle, given = rng.choice(middles), rng.choice(givens)
        last = f"{rng.choice(_FAMILY)} {middle}"
        if middle != given and f"{last} {given}".casefold() not in DENIED_NAMES:
            return unicodedata.normalize("NFC", last), unicodedata.normalize("NFC", given)


def _person(rng: Random, username: str, site_code: str | None, role: str) -> Person:
    last, first = draw_name(rng)
    return Person(username, last, first, f"{username}@{MAIL_DOMAIN}", site_code, role)


def _personal_username(first: str, last: str, taken: set[str]) -> str:
    """Given name and initials of the rest, numbered when taken: "anhnv", "anhnv2"."""
    base = ascii_fold(first) + "".join(ascii_fold(word)[0] for word in last.split())
    number, username = 1, base
    while username in taken:
        number += 1
        username = f"{base}{number}"
    return username


def _drawn_role(rng: Random) -> str:
    return rng.choices(
        ("officer", "contributor", "editor", "approver", "newsroom"), (70, 18, 7, 4, 1)
    )[0]


def make_people(rng: Random, count: int, sites: Sequence[SiteSpec]) -> list[Person]:
    """``count`` people: administrators, fixed accounts of the portal and each site, then others.

    Usernames are unique ASCII. ValueError when ``count`` leaves no room for the fixed accounts.
    """
    fixed = 1 + len(PORTAL_ACCOUNTS) + len(sites) * len(SITE_ACCOUNTS)
    if count < fixed:
        raise ValueError(f"{count} people asked for, the fixed accounts alone are {fixed}")
    people = [_person(rng, ADMIN_USERNAME, None, "system_admin")]
    people += [_person(rng, username, None, role) for username, role in PORTAL_ACCOUNTS]
    for site in sites:
        for suffix, role in SITE_ACCOUNTS:
            people.append(_person(rng, f"{site.code}.{suffix}", site.code, role))
    taken = {person.username for person in people}
    codes = [site.code for site in sites]
    while len(people) < count:
        last, first = draw_name(rng)
        username = _personal_username(first, last, taken)
        taken.add(username)
        role = _drawn_role(rng)
        code = PROVINCE_CODE if role == "newsroom" else rng.choice(codes)
        email = f"{username}@{MAIL_DOMAIN}"
        people.append(Person(username, last, first, email, code, role))
    return people
