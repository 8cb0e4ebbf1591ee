"""Sets of sections that a new site can begin with. Titles are content, in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.pages.services import Section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class SiteTemplate:
    """``key`` is stored, ``label`` and ``summary`` are for the person who chooses."""

    key: str
    label: _StrPromise
    summary: _StrPromise
    sections: tuple[Section, ...]

    @property
    def all_sections(self) -> list[Section]:
        """Every section, parents before their children."""
        return list(_walk(self.sections))


def _walk(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _walk(tuple(section.children))


_CONTACT = Section("lien-he", "Liên hệ", "Địa chỉ, điện thoại và thư điện tử của cơ quan.")
_DUTIES = Section("chuc-nang-nhiem-vu", "Chức năng, nhiệm vụ", "Chức năng, nhiệm vụ và quyền hạn.")
_STAFF = Section(
    "to-chuc-bo-may", "Tổ chức bộ máy", "Lãnh đạo, các bộ phận chuyên môn và đơn vị trực thuộc."
)
_STUDY = Section(
    "hoc-tap-lam-theo-bac",
    "Học tập và làm theo Bác",
    "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
)
_NOTICES = Section("thong-bao", "Thông báo", "Thông báo của cơ quan, đơn vị.")
_DOCUMENTS = Section("van-ban", "Văn bản", "Văn bản chỉ đạo, điều hành.")
_DIGITAL = Section("chuyen-doi-so", "Chuyển đổi số", "Chuyển đổi số ở cơ quan và địa phương.")
_IDEOLOGY = Section(
    "bao-ve-nen-tang-tu-tuong",
    "Bảo vệ nền tảng tư tưởng",
    "Bảo vệ nền tảng tư tưởng của Đảng, đấu tranh với thông tin xấu, độc.",
)
_PARTY_BUILDING = Section(
    "xay-dung-dang",
    "Xây dựng Đảng",
    "Xây dựng, chỉnh đốn Đảng và hệ thống chính trị.",
    (
        Section("to-chuc-can-bo", "Tổ chức – Cán bộ", "Tổ chức bộ máy, cán bộ và đảng viên."),
        Section("tuyen-giao", "Tuyên giáo", "Tuyên truyền và giáo dục lý luận chính trị."),
        Section("kiem-tra-giam-sat", "Kiểm tra, giám sát", "Kiểm tra, giám sát và kỷ luật Đảng."),
        Section("dan-van", "Dân vận", "Công tác dân vận và quy chế dân chủ ở cơ sở."),
    ),
)

COMMUNE = SiteTemplate(
    "xa-phuong",
    _("Party committee of a commune, ward or special zone"),
    _("Introduction, news, Party building, economy and society, notices and documents."),
    (
        Section(
            "gioi-thieu",
            "Giới thiệu",
            "Đảng bộ, địa phương và tổ chức bộ máy.",
            (
                Section("tong-quan", "Tổng quan", "Vị trí, dân số và truyền thống địa phương."),
                _STAFF,
                _CONTACT,
            ),
        ),
        Section("tin-tuc-su-kien", "Tin tức – Sự kiện", "Tin của Đảng bộ và địa phương."),
        _PARTY_BUILDING,
        _STUDY,
        Section(
            "kinh-te-xa-hoi",
            "Kinh tế – Xã hội",
            "Phát triển kinh tế, văn hóa, xã hội, quốc phòng và an ninh.",
        ),
        Section("mat-tran-doan-the", "Mặt trận – Đoàn thể", "Hoạt động của Mặt trận, đoàn thể."),
        _DIGITAL,
        _NOTICES,
        _DOCUMENTS,
    ),
)
BOARD = SiteTemplate(
    "ban-co-quan-dang",
    _("Board or office of the provincial Party committee"),
    _("Introduction, news of the office, professional work, notices and documents."),
    (
        Section(
            "gioi-thieu",
            "Giới thiệu",
            "Chức năng, nhiệm vụ và tổ chức của cơ quan.",
            (_DUTIES, _STAFF, _CONTACT),
        ),
        Section(
            "tin-tuc-su-kien",
            "Tin tức – Sự kiện",
            "Hoạt động của cơ quan và tin từ cơ sở.",
            (
                Section("hoat-dong-co-quan", "Hoạt động của cơ quan", "Tin của cơ quan."),
                Section("tin-co-so", "Tin cơ sở", "Tin từ các xã, phường, đặc khu."),
            ),
        ),
        Section("cong-tac-chuyen-mon", "Công tác chuyên môn", "Kết quả, kinh nghiệm công tác."),
        _STUDY,
        _IDEOLOGY,
        _DIGITAL,
        _NOTICES,
        _DOCUMENTS,
    ),
)
COMMITTEE = SiteTemplate(
    "dang-bo-truc-thuoc",
    _("Party committee of offices, agencies, forces or enterprises"),
    _("Introduction, news, Party building, work of the Party cells, notices and documents."),
    (
        Section(
            "gioi-thieu",
            "Giới thiệu",
            "Đảng bộ và các tổ chức đảng trực thuộc.",
            (_DUTIES, _STAFF, _CONTACT),
        ),
        Section("tin-tuc-su-kien", "Tin tức – Sự kiện", "Hoạt động của Đảng bộ."),
        _PARTY_BUILDING,
        Section("sinh-hoat-chi-bo", "Sinh hoạt chi bộ", "Nâng cao chất lượng sinh hoạt chi bộ."),
        _STUDY,
        _IDEOLOGY,
        _NOTICES,
        _DOCUMENTS,
    ),
)
ORGANISATION = SiteTemplate(
    "mat-tran-doan-the",
    _("Fatherland Front or mass organisation"),
    _("Introduction, news, movements, members' voice, notices and documents."),
    (
        Section(
            "gioi-thieu",
            "Giới thiệu",
            "Chức năng, nhiệm vụ và tổ chức.",
            (_DUTIES, _STAFF, _CONTACT),
        ),
        Section("tin-tuc-su-kien", "Tin tức – Sự kiện", "Hoạt động của Mặt trận, đoàn thể."),
        Section("phong-trao-thi-dua", "Phong trào thi đua", "Các phong trào, cuộc vận động."),
        Section("giam-sat-phan-bien", "Giám sát – Phản biện", "Giám sát và phản biện xã hội."),
        Section("guong-dien-hinh", "Gương điển hình", "Người tốt, việc tốt, cách làm hay."),
        _STUDY,
        _NOTICES,
        _DOCUMENTS,
    ),
)
SMALL = SiteTemplate(
    "toi-thieu",
    _("Small site"),
    _("Introduction, news and notices; further sections are added later."),
    (
        Section("gioi-thieu", "Giới thiệu", "Giới thiệu cơ quan, đơn vị.", (_CONTACT,)),
        Section("tin-tuc-su-kien", "Tin tức – Sự kiện", "Tin hoạt động."),
        _NOTICES,
    ),
)

TEMPLATES = {
    template.key: template for template in (COMMUNE, BOARD, COMMITTEE, ORGANISATION, SMALL)
}
