"""Communes, wards and the island zone that the demonstration news is about."""

from dataclasses import dataclass

PROVINCE_NAME = "Lâm Đồng"


@dataclass(frozen=True)
class Place:
    """A commune-level unit: ``level`` is "xã", "phường" or "đặc khu"; ``produce`` its main product."""

    name: str
    level: str
    coastal: bool
    produce: str

    @property
    def locality(self) -> str:
        """The full name as written inside a sentence, for example "xã Tuy Phong"."""
        return f"{self.level} {self.name}"

    @property
    def hamlet_word(self) -> str:
        """What the parts of this unit are called."""
        return "khu phố" if self.level == "phường" else "thôn"


def _places(level: str, coast: str, produce: str, names: str) -> tuple[Place, ...]:
    return tuple(Place(name.strip(), level, coast == "sea", produce) for name in names.split(","))


PLACES: tuple[Place, ...] = (
    *_places("xã", "sea", "tôm giống", "Tuy Phong, Vĩnh Hảo"),
    *_places("xã", "sea", "hải sản", "Liên Hương, Phan Rí Cửa, Tân Thành, Sơn Mỹ"),
    *_places("xã", "sea", "thanh long", "Hòa Thắng, Tân Hải"),
    *_places(
        "xã", "inland", "lúa chất lượng cao", "Bắc Bình, Hải Ninh, Tánh Linh, Đức Linh, Nghị Đức"
    ),
    *_places("xã", "inland", "lúa chất lượng cao", "Nam Thành, Bắc Ruộng, Đồng Kho, Hồng Thái"),
    *_places("xã", "inland", "thanh long", "Hàm Thuận Bắc, Hàm Thuận Nam, Hàm Thuận, Hàm Liêm"),
    *_places("xã", "inland", "thanh long", "Hàm Kiệm, Hàm Thạnh, Hồng Sơn, Tân Lập, Lương Sơn"),
    *_places("xã", "inland", "cao su", "Hàm Tân, Tân Minh, Suối Kiết, Hoài Đức, Trà Tân, La Dạ"),
    *_places("xã", "inland", "bắp lai", "Sông Lũy, Phan Sơn, Đông Giang"),
    *_places("xã", "inland", "cà phê", "Di Linh, Đức Trọng, Hòa Ninh, Gia Hiệp, Đắk Mil, Kiến Đức"),
    *_places("xã", "inland", "cà phê", "Nhân Cơ, Quảng Tín, Cư Jút, Tuy Đức, Tà Đùng"),
    *_places("xã", "inland", "rau, hoa công nghệ cao", "Đơn Dương, Ka Đô, Lạc Dương, Hiệp Thạnh"),
    *_places("xã", "inland", "sầu riêng", "Đạ Huoai, Đạ Tẻh, Cát Tiên, Bảo Lâm 1"),
    *_places(
        "phường", "sea", "hải sản", "Phan Thiết, Mũi Né, Phú Thủy, Tiến Thành, La Gi, Phước Hội"
    ),
    *_places("phường", "inland", "thanh long", "Hàm Thắng, Bình Thuận"),
    *_places(
        "phường", "inland", "rau, hoa công nghệ cao", "Xuân Hương - Đà Lạt, Lâm Viên - Đà Lạt"
    ),
    *_places("phường", "inland", "chè và tơ tằm", "1 Bảo Lộc, 3 Bảo Lộc"),
    *_places("phường", "inland", "cà phê", "Bắc Gia Nghĩa, Đông Gia Nghĩa"),
    *_places("đặc khu", "sea", "hải sản nuôi lồng bè", "Phú Quý"),
)

PLACES_BY_NAME: dict[str, Place] = {place.name: place for place in PLACES}

_HAMLET_NAMES = (
    "Bình Thạnh, Phước Thể, Vĩnh Hải, Thanh Lương, Tân Phú, Minh Hòa, Lạc Trị, Hòa Phú, Hiệp Đức,"
    "Tân An, Bình Tân, Phú Cường, Thuận Hòa, Xuân Quang, Phú Tân, Hội Nhơn, Tân Lý, Thái Hòa,"
    "Phú Thịnh, Nam Tân, Bình Minh, Phú Hưng, Thạnh Mỹ, Đoàn Kết, Tân Hưng, An Bình, Hưng Long,"
    "Phú Sung, Tân Bình, Lập Đức, Phước Tân, Thuận Thành, Hòa Thuận, Lâm Hòa, Mỹ Thạnh, Suối Giêng,"
    "Tân Quang, Phú Mỹ, Hồng Lâm, Vĩnh Phúc, Bình An, Tân Tiến, Phú Lâm, Thạnh Bình, Hòa An,"
    "Vĩnh Hòa, Lâm Giáo, Thuận Điền, Phú Hòa, An Thạnh, Tân Hòa, Bình Lâm, Hiệp Hòa, Thanh Bình,"
    "Mỹ Hòa, Phước Lộc, Hòa Bình, Xuân Hòa, Tân Sơn, Bàu Sen, Suối Cạn, Gò Mít, Đồng Tâm, Phú Nhang"
)
HAMLETS: tuple[str, ...] = tuple(name.strip() for name in _HAMLET_NAMES.split(","))
