"""Who a story is about: the facts a commune or a provincial body brings into every sentence."""

from random import Random

from portal.ops.demo.grammar import grouped
from portal.ops.demo.places import HAMLETS, PLACES, PROVINCE_NAME, Place
from portal.ops.demo.sites import SiteSpec

_BODY_NAMES = {
    "mat-tran": "Ủy ban MTTQ Việt Nam tỉnh",
    "dang-uy-ubnd": "Đảng ủy UBND tỉnh",
}
_HEADS = {
    "tinh": ("Bí thư Tỉnh ủy", "Phó Bí thư Thường trực Tỉnh ủy"),
    "van-phong-tinh-uy": ("Chánh Văn phòng Tỉnh ủy", "Phó Chánh Văn phòng Tỉnh ủy"),
    "ban-to-chuc": ("Trưởng Ban Tổ chức Tỉnh ủy", "Phó Trưởng Ban Thường trực Ban Tổ chức Tỉnh ủy"),
    "ban-tuyen-giao-dan-van": (
        "Trưởng Ban Tuyên giáo và Dân vận Tỉnh ủy",
        "Phó Trưởng Ban Thường trực Ban Tuyên giáo và Dân vận Tỉnh ủy",
    ),
    "ban-noi-chinh": ("Trưởng Ban Nội chính Tỉnh ủy", "Phó Trưởng Ban Nội chính Tỉnh ủy"),
    "uy-ban-kiem-tra": (
        "Chủ nhiệm Ủy ban Kiểm tra Tỉnh ủy",
        "Phó Chủ nhiệm Thường trực Ủy ban Kiểm tra Tỉnh ủy",
    ),
    "dang-uy-co-quan-dang": (
        "Bí thư Đảng ủy các cơ quan Đảng tỉnh",
        "Phó Bí thư Thường trực Đảng ủy các cơ quan Đảng tỉnh",
    ),
    "dang-uy-ubnd": ("Bí thư Đảng ủy UBND tỉnh", "Phó Bí thư Thường trực Đảng ủy UBND tỉnh"),
    "truong-chinh-tri": (
        "Hiệu trưởng Trường Chính trị tỉnh",
        "Phó Hiệu trưởng Trường Chính trị tỉnh",
    ),
    "mat-tran": (
        "Chủ tịch Ủy ban MTTQ Việt Nam tỉnh",
        "Phó Chủ tịch Thường trực Ủy ban MTTQ Việt Nam tỉnh",
    ),
    "tinh-doan": ("Bí thư Tỉnh đoàn", "Phó Bí thư Thường trực Tỉnh đoàn"),
    "lien-doan-lao-dong": (
        "Chủ tịch Liên đoàn Lao động tỉnh",
        "Phó Chủ tịch Thường trực Liên đoàn Lao động tỉnh",
    ),
}
_PARTIES = {
    "dang-uy-co-quan-dang": "Đảng bộ các cơ quan Đảng tỉnh",
    "dang-uy-ubnd": "Đảng bộ UBND tỉnh",
}


def place_of(site: SiteSpec) -> Place | None:
    """The commune a local site speaks for, None for a provincial one."""
    if not site.is_local:
        return None
    return next(place for place in PLACES if place.name == site.short_name)


def _posts(rng: Random, head: str, second: str, others: tuple[str, ...]) -> dict[str, str]:
    """The speaker's post, a colleague's, and both as they are written inside a sentence."""
    posts = [head, second, *others]
    chair = posts[0] if rng.random() < 0.5 else rng.choice(posts)
    deputy = next(post for post in (second, head) if post != chair)
    return {
        "chair_ngan": chair,
        "chair": f"đồng chí {chair}",
        "deputy": f"đồng chí {deputy}",
    }


def _hamlet(rng: Random, place: Place) -> str:
    if rng.random() < (0.5 if place.level == "phường" else 0.12):
        return f"{place.hamlet_word} {rng.randint(1, 12)}"
    return f"{place.hamlet_word} {rng.choice(HAMLETS)}"


def _listed(word: str, names: list[str]) -> str:
    short = [name.removeprefix(f"{word} ") for name in names]
    return f"các {word} {', '.join(short[:-1])} và {short[-1]}"


def local_facts(rng: Random, place: Place) -> dict[str, str]:
    """Facts of a story set in one commune, ward or the island zone."""
    unit, hamlet = place.locality, _hamlet(rng, place)
    names = sorted({hamlet, _hamlet(rng, place), _hamlet(rng, place)} | {f"{place.hamlet_word} 1"})
    committee = f"Đảng ủy {unit}"
    return {
        **_posts(
            rng,
            f"Bí thư {committee}",
            f"Phó Bí thư Thường trực {committee}",
            (f"Phó Bí thư Đảng ủy, Chủ tịch UBND {unit}",),
        ),
        "place": place.name,
        "place_area": unit,
        "unit": unit,
        "level": place.level,
        "org": committee,
        "party": f"Đảng bộ {unit}",
        "ubnd": f"UBND {unit}",
        "mttq": f"Ủy ban MTTQ Việt Nam {unit}",
        "ubkt": f"Ủy ban Kiểm tra {committee}",
        "van_phong": f"Văn phòng {committee}",
        "co_quan_to_chuc": f"Ban Xây dựng Đảng {committee}",
        "chu_tich": f"đồng chí Chủ tịch UBND {unit}",
        "hamlet": hamlet,
        "hamlet_full": f"{hamlet}, {unit}",
        "hamlet_word": place.hamlet_word,
        "spots": _listed(place.hamlet_word, names[:3]),
        "cell": f"Chi bộ {hamlet}",
        "cell_sec": f"đồng chí Bí thư Chi bộ {hamlet}",
        "sub_noun": "chi bộ",
        "produce": place.produce,
        "coastal": "yes" if place.coastal else "",
        "cells": str(rng.randint(24, 68)),
        "members": grouped(rng.randint(640, 2480)),
        "moi": str(rng.randint(9, 46)),
    }


def provincial_facts(rng: Random, site: SiteSpec) -> dict[str, str]:
    """Facts of a story told from a body of the province; its "hamlet" is a commune it visits."""
    place, *others = rng.sample([place for place in PLACES if place.level == "xã"], 3)
    head, second = _HEADS[site.code]
    organisation = _BODY_NAMES.get(site.code, site.organisation)
    return {
        **_posts(rng, head, second, ()),
        "place": PROVINCE_NAME,
        "place_area": place.locality,
        "unit": "tỉnh",
        "level": "tỉnh",
        "org": organisation,
        "party": _PARTIES.get(site.code, "Đảng bộ tỉnh"),
        "ubnd": "UBND tỉnh",
        "mttq": "Ủy ban MTTQ Việt Nam tỉnh",
        "ubkt": "Ủy ban Kiểm tra Tỉnh ủy",
        "van_phong": organisation if "Văn phòng" in organisation else f"Văn phòng {organisation}",
        "co_quan_to_chuc": "Ban Tổ chức Tỉnh ủy",
        "chu_tich": "đồng chí Phó Chủ tịch Thường trực UBND tỉnh",
        "hamlet": place.locality,
        "hamlet_full": place.locality,
        "hamlet_word": "thôn",
        "spots": _listed("xã", [other.locality for other in (place, *others)]),
        "cell": f"Đảng bộ {place.locality}",
        "cell_sec": f"đồng chí Bí thư Đảng ủy {place.locality}",
        "sub_noun": "đảng bộ",
        "produce": place.produce,
        "coastal": "yes" if place.coastal else "",
        "cells": str(rng.randint(126, 132)),
        "members": grouped(rng.randint(118_000, 121_000)),
        "moi": grouped(rng.randint(1200, 3600)),
    }
