"""Menus of the demonstration sites as small trees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class SectionSpec:
    """A section: ``holds_news`` is False where the site keeps pages, documents or tools, not articles."""

    slug: str
    title: str
    intro: str
    children: tuple["SectionSpec", ...] = ()
    holds_news: bool = True


def walk(sections: Iterable[SectionSpec]) -> Iterator[SectionSpec]:
    """Every section of a tree, parents before their children."""
    for section in sections:
        yield section
        yield from walk(section.children)


def news_slugs(sections: Iterable[SectionSpec]) -> tuple[str, ...]:
    """Slugs of the sections an article may be filed in: news sections without news children."""
    return tuple(
        section.slug
        for section in walk(sections)
        if section.holds_news and not any(child.holds_news for child in section.children)
    )


def _page(slug: str, title: str, intro: str, *children: SectionSpec) -> SectionSpec:
    return SectionSpec(slug, title, intro, children, holds_news=False)


def _news(slug: str, title: str, intro: str, *children: SectionSpec) -> SectionSpec:
    return SectionSpec(slug, title, intro, children)


_STUDY = _news(
    "hoc-tap-lam-theo-bac",
    "Học tập và làm theo Bác",
    "Gương tập thể, cá nhân và những cách làm hay trong học tập, làm theo tư tưởng, đạo đức, "
    "phong cách Hồ Chí Minh.",
)
_IDEOLOGY = _news(
    "bao-ve-nen-tang-tu-tuong",
    "Bảo vệ nền tảng tư tưởng",
    "Bảo vệ nền tảng tư tưởng của Đảng, nhận diện và đấu tranh với thông tin xấu, độc.",
)
_RESOLUTION = _news(
    "nghi-quyet-cuoc-song",
    "Nghị quyết và cuộc sống",
    "Nghị quyết của Đảng đi vào cuộc sống qua những việc làm cụ thể ở cơ sở.",
)
_DIGITAL = _news(
    "chuyen-doi-so",
    "Chuyển đổi số",
    "Chuyển đổi số trong các cơ quan đảng và đời sống nhân dân.",
)
_ORGANISATIONS = _news(
    "mat-tran-doan-the",
    "Mặt trận – Đoàn thể",
    "Hoạt động của Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội.",
)
_NOTICES = _news("thong-bao", "Thông báo", "Thông báo, lịch tiếp công dân và lịch tiếp xúc cử tri.")
_DOCUMENTS = _page("van-ban", "Văn bản", "Văn bản của cấp ủy, tra cứu theo loại và ngày ban hành.")
_CELL_MATERIALS = _page(
    "tai-lieu-sinh-hoat-chi-bo",
    "Tài liệu sinh hoạt chi bộ",
    "Thông tin nội bộ được phép phổ biến và tài liệu phục vụ sinh hoạt chi bộ hằng tháng.",
)
_CONTACT = _page("lien-he", "Liên hệ", "Địa chỉ, điện thoại và thư điện tử của cơ quan.")

_PARTY_BUILDING = _news(
    "xay-dung-dang",
    "Xây dựng Đảng",
    "Công tác xây dựng, chỉnh đốn Đảng và hệ thống chính trị.",
    _news("to-chuc-can-bo", "Tổ chức – Cán bộ", "Tổ chức bộ máy, công tác cán bộ và đảng viên."),
    _news(
        "tuyen-giao", "Tuyên giáo", "Tuyên truyền, giáo dục lý luận chính trị, định hướng dư luận."
    ),
    _news(
        "kiem-tra-giam-sat", "Kiểm tra, giám sát", "Kiểm tra, giám sát và thi hành kỷ luật Đảng."
    ),
    _news("dan-van", "Dân vận", "Phong trào thi đua “Dân vận khéo” và quy chế dân chủ ở cơ sở."),
    _news("sinh-hoat-chi-bo", "Sinh hoạt chi bộ", "Đổi mới, nâng cao chất lượng sinh hoạt chi bộ."),
)
_NOI_CHINH = _news(
    "noi-chinh",
    "Nội chính",
    "Cải cách tư pháp và phòng, chống tham nhũng, lãng phí, tiêu cực.",
)
_ECONOMY = _news(
    "kinh-te-xa-hoi",
    "Kinh tế – Xã hội",
    "Phát triển kinh tế, chăm lo đời sống vật chất và tinh thần của nhân dân.",
    _news("kinh-te", "Kinh tế", "Sản xuất, kinh doanh, đầu tư công và các công trình trọng điểm."),
    _news(
        "nong-nghiep-nong-thon", "Nông nghiệp, nông thôn", "Sản xuất nông nghiệp, nông thôn mới."
    ),
    _news(
        "an-sinh-xa-hoi", "An sinh xã hội", "Đền ơn đáp nghĩa, giảm nghèo, phòng, chống thiên tai."
    ),
)

PROVINCE_SECTIONS: tuple[SectionSpec, ...] = (
    _page(
        "gioi-thieu",
        "Giới thiệu",
        "Đảng bộ tỉnh: truyền thống, chức năng, tổ chức và địa chỉ liên hệ.",
        _page(
            "lich-su",
            "Lịch sử Đảng bộ",
            "Các chặng đường xây dựng và trưởng thành của Đảng bộ tỉnh.",
        ),
        _page(
            "chuc-nang-nhiem-vu",
            "Chức năng, nhiệm vụ",
            "Chức năng, nhiệm vụ, quyền hạn của cấp ủy.",
        ),
        _page(
            "co-cau-to-chuc",
            "Cơ cấu tổ chức",
            "Các cơ quan tham mưu, giúp việc và đảng bộ trực thuộc.",
        ),
        _CONTACT,
    ),
    _news(
        "tin-tuc-su-kien",
        "Tin tức – Sự kiện",
        "Tin thời sự về hoạt động của Đảng bộ tỉnh và các đảng bộ trực thuộc.",
        _news("tin-trong-tinh", "Tin trong tỉnh", "Những sự kiện nổi bật của tỉnh."),
        _news("tin-co-so", "Tin cơ sở", "Tin từ các xã, phường, đặc khu và cơ quan, đơn vị."),
        _news(
            "hoat-dong-lanh-dao",
            "Hoạt động của cấp ủy",
            "Hoạt động của Tỉnh ủy, Ban Thường vụ và Thường trực Tỉnh ủy.",
        ),
    ),
    SectionSpec(
        _PARTY_BUILDING.slug,
        _PARTY_BUILDING.title,
        _PARTY_BUILDING.intro,
        (*_PARTY_BUILDING.children, _NOI_CHINH),
    ),
    _STUDY,
    _IDEOLOGY,
    _RESOLUTION,
    _ECONOMY,
    _DIGITAL,
    _ORGANISATIONS,
    _page(
        "thong-tin-van-ban",
        "Thông tin – Văn bản",
        "Văn bản, thông báo, lịch công tác và tài liệu sinh hoạt chi bộ.",
        _DOCUMENTS,
        _NOTICES,
        _page("lich-cong-tac", "Lịch công tác", "Lịch công tác tuần của Tỉnh ủy."),
        _CELL_MATERIALS,
    ),
    _page(
        "da-phuong-tien",
        "Media",
        "Video, ảnh, đồ họa thông tin và podcast.",
        _page("video", "Video", "Phóng sự, bản tin và video tuyên truyền."),
        _page("anh", "Ảnh", "Phóng sự ảnh."),
        _page("do-hoa", "Đồ họa thông tin", "Số liệu và chủ trương qua đồ họa."),
        _page("podcast", "Podcast", "Chương trình phát thanh."),
    ),
    _page(
        "tien-ich",
        "Hỏi đáp – Góp ý",
        "Hỏi đáp, góp ý dự thảo văn bản, thăm dò ý kiến và liên kết.",
        _page("hoi-dap", "Hỏi đáp", "Câu hỏi của bạn đọc và trả lời của cơ quan có trách nhiệm."),
        _page("gop-y-du-thao", "Góp ý dự thảo", "Lấy ý kiến góp ý đối với dự thảo văn bản."),
        _page(
            "tham-do-y-kien",
            "Thăm dò ý kiến",
            "Ý kiến của bạn đọc về hoạt động của cổng thông tin.",
        ),
        _page("lien-ket", "Liên kết", "Trang thông tin của các cơ quan, đơn vị."),
    ),
    _page(
        "english", "English", "About the Party organisation of the province and how to reach it."
    ),
)

COMMUNE_SECTIONS: tuple[SectionSpec, ...] = (
    _page(
        "gioi-thieu",
        "Giới thiệu",
        "Đảng bộ, địa phương và tổ chức bộ máy.",
        _page("tong-quan", "Tổng quan", "Vị trí, dân số và truyền thống của địa phương."),
        _page(
            "to-chuc-bo-may",
            "Tổ chức bộ máy",
            "Đảng ủy, các cơ quan tham mưu và chi bộ trực thuộc.",
        ),
        _CONTACT,
    ),
    _news("tin-tuc-su-kien", "Tin tức – Sự kiện", "Tin thời sự của Đảng bộ và địa phương."),
    _PARTY_BUILDING,
    _STUDY,
    _RESOLUTION,
    _ECONOMY,
    _DIGITAL,
    _ORGANISATIONS,
    _NOTICES,
    _DOCUMENTS,
)

BOARD_SECTIONS: tuple[SectionSpec, ...] = (
    _page(
        "gioi-thieu",
        "Giới thiệu",
        "Chức năng, nhiệm vụ và tổ chức của cơ quan.",
        _page("chuc-nang-nhiem-vu", "Chức năng, nhiệm vụ", "Chức năng, nhiệm vụ, quyền hạn."),
        _page("to-chuc-bo-may", "Tổ chức bộ máy", "Lãnh đạo cơ quan và các phòng chuyên môn."),
        _CONTACT,
    ),
    _news(
        "tin-tuc-su-kien",
        "Tin tức – Sự kiện",
        "Hoạt động của cơ quan và tin từ cơ sở.",
        _news("hoat-dong-co-quan", "Hoạt động của cơ quan", "Tin hoạt động của cơ quan, đơn vị."),
        _news("tin-co-so", "Tin cơ sở", "Tin từ các xã, phường, đặc khu."),
    ),
    _news(
        "cong-tac-chuyen-mon", "Công tác chuyên môn", "Kết quả và kinh nghiệm công tác chuyên môn."
    ),
    _STUDY,
    _IDEOLOGY,
    _DIGITAL,
    _NOTICES,
    _DOCUMENTS,
)
