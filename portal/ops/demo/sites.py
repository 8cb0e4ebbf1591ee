"""The province and its thirty member sites, with their menus."""

from dataclasses import dataclass

from portal.ops.demo.places import PLACES_BY_NAME, PROVINCE_NAME
from portal.ops.demo.sections import (
    BOARD_SECTIONS,
    COMMUNE_SECTIONS,
    PROVINCE_SECTIONS,
    SectionSpec,
)

PROVINCE_CODE = "tinh"
LOCAL_KINDS = frozenset({"commune", "ward", "zone"})


@dataclass(frozen=True)
class SiteSpec:
    """One site of the installation.

    ``kind`` is province, commune, ward, zone, board, committee, school, front or union; ``email`` and
    ``phone`` are fictitious on purpose (reserved domain, subscriber number 000 00nn).
    """

    code: str
    name: str
    short_name: str
    organisation: str
    address: str
    phone: str
    email: str
    motto: str
    sections: tuple[SectionSpec, ...]
    kind: str

    @property
    def is_local(self) -> bool:
        """Whether the site belongs to a commune-level Party committee."""
        return self.kind in LOCAL_KINDS


_KIND_OF_LEVEL = {"xã": "commune", "phường": "ward", "đặc khu": "zone"}

_COMMUNES = (
    ("tuy-phong", "Tuy Phong", "Đoàn kết – Dân chủ – Kỷ cương – Phát triển"),
    ("lien-huong", "Liên Hương", "Gần dân, hiểu dân, vì Nhân dân phục vụ"),
    ("phan-ri-cua", "Phan Rí Cửa", "Vươn khơi bám biển, xây dựng quê hương giàu đẹp"),
    ("bac-binh", "Bắc Bình", "Đoàn kết các dân tộc, cùng nhau phát triển"),
    ("hoa-thang", "Hòa Thắng", "Kỷ cương – Trách nhiệm – Sáng tạo – Hiệu quả"),
    ("phan-thiet", "Phan Thiết", "Văn minh – Thân thiện – Phát triển"),
    ("mui-ne", "Mũi Né", "Xanh – Sạch – Đẹp – An toàn – Mến khách"),
    ("ham-thuan-bac", "Hàm Thuận Bắc", "Đoàn kết – Đổi mới – Hành động – Hiệu quả"),
    ("ham-thuan-nam", "Hàm Thuận Nam", "Nói đi đôi với làm, hướng về cơ sở"),
    ("la-gi", "La Gi", "Đoàn kết – Kỷ cương – Đột phá – Phát triển"),
    ("ham-tan", "Hàm Tân", "Trọng dân, gần dân, có trách nhiệm với dân"),
    ("tanh-linh", "Tánh Linh", "Chung sức xây dựng nông thôn mới hiện đại"),
    ("duc-linh", "Đức Linh", "Chủ động – Sáng tạo – Vì Nhân dân"),
    ("phu-quy", "Phú Quý", "Giữ vững chủ quyền, làm giàu từ biển"),
    ("xuan-huong-da-lat", "Xuân Hương - Đà Lạt", "Hiền hòa – Thanh lịch – Mến khách"),
    ("duc-trong", "Đức Trọng", "Kỷ cương – Năng động – Hiệu quả"),
    ("di-linh", "Di Linh", "Đoàn kết – Đổi mới – Bản sắc – Phát triển"),
    ("bac-gia-nghia", "Bắc Gia Nghĩa", "Đoàn kết – Sáng tạo – Bền vững"),
    ("dak-mil", "Đắk Mil", "Đại đoàn kết – Khát vọng – Phát triển"),
)

# code, organisation, kind, motto
_OFFICES = (
    (
        "van-phong-tinh-uy",
        "Văn phòng Tỉnh ủy",
        "board",
        "Trung thành – Tận tụy – Bảo mật – Chuyên nghiệp",
    ),
    (
        "ban-to-chuc",
        "Ban Tổ chức Tỉnh ủy",
        "board",
        "Trung thành – Trung thực – Gương mẫu – Trong sáng – Tinh thông",
    ),
    (
        "ban-tuyen-giao-dan-van",
        "Ban Tuyên giáo và Dân vận Tỉnh ủy",
        "board",
        "Nghe dân nói, nói dân hiểu, làm dân tin",
    ),
    ("ban-noi-chinh", "Ban Nội chính Tỉnh ủy", "board", "Kỷ cương – Liêm chính – Khách quan"),
    (
        "uy-ban-kiem-tra",
        "Ủy ban Kiểm tra Tỉnh ủy",
        "board",
        "Kỷ cương – Liêm chính – Bản lĩnh – Nhân văn",
    ),
    (
        "dang-uy-co-quan-dang",
        "Đảng ủy các cơ quan Đảng tỉnh",
        "committee",
        "Gương mẫu – Trách nhiệm – Đổi mới – Hiệu quả",
    ),
    (
        "dang-uy-ubnd",
        "Đảng ủy Ủy ban nhân dân tỉnh",
        "committee",
        "Kỷ cương – Liêm chính – Hành động – Phục vụ",
    ),
    ("truong-chinh-tri", "Trường Chính trị tỉnh", "school", "Chuẩn mực – Kỷ cương – Sáng tạo"),
    (
        "mat-tran",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "front",
        "Đoàn kết – Dân chủ – Đồng thuận – Phát triển",
    ),
    ("tinh-doan", "Tỉnh đoàn", "union", "Tiên phong – Bản lĩnh – Đoàn kết – Sáng tạo"),
    (
        "lien-doan-lao-dong",
        "Liên đoàn Lao động tỉnh",
        "union",
        "Đổi mới – Dân chủ – Đoàn kết – Phát triển",
    ),
)


def _phone(number: int) -> str:
    return f"(0252) 000 {number:04d}"


def _province() -> SiteSpec:
    return SiteSpec(
        code=PROVINCE_CODE,
        name=f"Cổng thông tin điện tử Đảng bộ tỉnh {PROVINCE_NAME}",
        short_name=f"Đảng bộ tỉnh {PROVINCE_NAME}",
        organisation=f"Tỉnh ủy {PROVINCE_NAME}",
        address=f"Khu trung tâm hành chính tỉnh, tỉnh {PROVINCE_NAME}",
        phone=_phone(0),
        email="bientap@dangbotinh.example",
        motto="Đoàn kết – Kỷ cương – Sáng tạo – Phát triển",
        sections=PROVINCE_SECTIONS,
        kind="province",
    )


def _commune(number: int, code: str, place_name: str, motto: str) -> SiteSpec:
    place = PLACES_BY_NAME[place_name]
    organisation = f"Đảng ủy {place.locality}"
    return SiteSpec(
        code=code,
        name=f"Trang thông tin điện tử {organisation}",
        short_name=place_name,
        organisation=organisation,
        address=f"Trung tâm hành chính {place.locality}, tỉnh {PROVINCE_NAME}",
        phone=_phone(number),
        email=f"{code}@dangbotinh.example",
        motto=motto,
        sections=COMMUNE_SECTIONS,
        kind=_KIND_OF_LEVEL[place.level],
    )


def _office(number: int, code: str, organisation: str, kind: str, motto: str) -> SiteSpec:
    return SiteSpec(
        code=code,
        name=f"Trang thông tin điện tử {organisation}",
        short_name=organisation,
        organisation=organisation,
        address=f"Khu trung tâm hành chính tỉnh, tỉnh {PROVINCE_NAME}",
        phone=_phone(number),
        email=f"{code}@dangbotinh.example",
        motto=motto,
        sections=BOARD_SECTIONS,
        kind=kind,
    )


SITES: tuple[SiteSpec, ...] = (
    _province(),
    *(_commune(number, *row) for number, row in enumerate(_COMMUNES, start=1)),
    *(_office(number, *row) for number, row in enumerate(_OFFICES, start=1 + len(_COMMUNES))),
)

SITES_BY_CODE: dict[str, SiteSpec] = {site.code: site for site in SITES}
