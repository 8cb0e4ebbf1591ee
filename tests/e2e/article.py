"""The article that the editorial path writes: a page of a real portal, or a stand-in for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone
from PIL import Image, ImageDraw

from tests.e2e.desk import Draft, Picture

if TYPE_CHECKING:
    from datetime import datetime

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "trang-bai-viet.txt"
STAND_IN = [
    "Ứng dụng công nghệ thông tin trong cơ quan Đảng: thuận lợi và khó khăn",
    "(tuyphong.example) Việc ứng dụng công nghệ thông tin đã làm thay đổi lề lối làm việc.",
    "Nhiều ứng dụng phát huy hiệu quả cao trong hoạt động của các cơ quan của Tỉnh ủy.",
    "Bên cạnh kết quả đạt được, việc xử lý văn bản khép kín còn gặp khó khăn.",
    "Thời gian tới cần tăng cường viết tin về hoạt động của chi bộ trong vòng 24 giờ.",
    "Mỗi cơ quan quan tâm đầu tư thiết bị, phần mềm phục vụ công tác chuyên môn.",
]
CAPTIONS = [
    "Quang cảnh Hội nghị trực tuyến tổng kết 10 năm thực hiện kết luận của Bộ Chính trị",
    "Tổ Thẩm định công nghệ thông tin khối Đảng tại buổi làm việc ở cơ sở",
]
TABLE = [
    ["Nội dung", "Số liệu"],
    ["Văn bản, tài liệu từ năm 2000", "123.000"],
    ["Hội nghị trực tuyến", "346"],
]


def write_draft(folder: Path, now: datetime, mark: str) -> Draft:
    """A draft with two pictures made in ``folder``; ``mark`` makes the title one of its kind."""
    title, lead, *paragraphs = _texts()
    pictures = [
        Picture(_picture(folder / f"{mark}-{number}.jpg", mark, number), caption, caption)
        for number, caption in enumerate(CAPTIONS)
    ]
    return Draft(
        title=f"{title} ({mark})",
        lead=lead,
        event_at=f"{timezone.localtime(now):%d/%m/%Y %H:%M}",
        paragraphs=paragraphs,
        pictures=pictures,
        table_caption="Một số kết quả chính",
        table=TABLE,
        author="TT_TN",
        source="binhthuan.gov.vn",
        tags=["Chuyển đổi số", "Cải cách hành chính"],
    )


def _texts() -> list[str]:
    """Title, lead, paragraphs; of the sample without its picture lines and side blocks."""
    if not SAMPLE.exists():
        return STAND_IN
    article = SAMPLE.read_text(encoding="utf-8").split("Video tuyên truyền")[0]
    lines = [line.strip() for line in article.splitlines() if line.strip()]
    title, _views, *rest = lines
    skipped = ("http", "Đồng chí", "TT_TN")
    return [title, *(line for line in rest if not line.startswith(skipped))]


def _picture(path: Path, mark: str, number: int) -> Path:
    """A picture that no other run has uploaded before."""
    image = Image.new("RGB", (1800, 1200), ("#8a1c1c", "#1c4f8a")[number])
    draw = ImageDraw.Draw(image)
    for step in range(0, 1200, 40):
        draw.line([(0, step), (1800, 1200 - step)], fill="#f0d58c", width=3)
    draw.text((100, 100), mark * (number + 1), fill="white", font_size=120)
    image.save(path, quality=88)
    return path
