"""What the date of an event brings into a sentence: parts of the day, reporting periods, anniversaries.

The wording fits events from 01/07/2025 on, when the provinces were merged and the district level ended.
"""

from datetime import date, datetime, timedelta, timezone
from random import Random

VIETNAM = timezone(timedelta(hours=7))

# Period that an event of a month looks back on and the one it looks ahead to.
_PERIODS = {
    1: ("năm {last}", "năm {year}"),
    2: ("tháng 1 năm {year}", "quý I năm {year}"),
    3: ("quý I năm {year}", "quý II năm {year}"),
    4: ("quý I năm {year}", "quý II năm {year}"),
    5: ("4 tháng đầu năm {year}", "quý II năm {year}"),
    6: ("6 tháng đầu năm {year}", "6 tháng cuối năm {year}"),
    7: ("6 tháng đầu năm {year}", "6 tháng cuối năm {year}"),
    8: ("7 tháng đầu năm {year}", "những tháng cuối năm {year}"),
    9: ("8 tháng đầu năm {year}", "những tháng cuối năm {year}"),
    10: ("9 tháng đầu năm {year}", "quý IV năm {year}"),
    11: ("10 tháng đầu năm {year}", "hai tháng cuối năm {year}"),
    12: ("năm {year}", "năm {next}"),
}
# month, day, first year, name; a story looks forward to the next of them
_ANNIVERSARIES = (
    (2, 3, 1930, "Ngày thành lập Đảng Cộng sản Việt Nam"),
    (3, 26, 1931, "Ngày thành lập Đoàn TNCS Hồ Chí Minh"),
    (4, 30, 1975, "Ngày Giải phóng miền Nam, thống nhất đất nước"),
    (5, 19, 1890, "Ngày sinh Chủ tịch Hồ Chí Minh"),
    (6, 11, 1948, "Ngày Chủ tịch Hồ Chí Minh ra Lời kêu gọi thi đua ái quốc"),
    (9, 2, 1945, "Cách mạng Tháng Tám và Quốc khánh 2/9"),
    (11, 18, 1930, "Ngày truyền thống Mặt trận Tổ quốc Việt Nam"),
    (12, 22, 1944, "Ngày thành lập Quân đội nhân dân Việt Nam"),
)
_ROMAN = ("I", "II", "III", "IV")


def _part_of_day(hour: int) -> str:
    if hour < 12:
        return "Sáng"
    return "Chiều" if hour < 18 else "Tối"


def _anniversary(day: date) -> str:
    for year in (day.year, day.year + 1):
        for month, number, since, name in _ANNIVERSARIES:
            if date(year, month, number) >= day:
                return f"kỷ niệm {year - since} năm {name}"
    raise AssertionError("every date has an anniversary within a year")


def _gift_occasion(day: date) -> str:
    if day.month == 7:
        return f"kỷ niệm {day.year - 1947} năm Ngày Thương binh - Liệt sĩ"
    return f"Tết Nguyên đán {day.year}" if day.month in (1, 2) else _anniversary(day)


def date_facts(rng: Random, event_at: datetime) -> dict[str, str]:
    """Facts of the moment of the event, in Vietnam time when ``event_at`` is aware."""
    moment = event_at.astimezone(VIETNAM) if event_at.tzinfo else event_at
    year, month = moment.year, moment.month
    day = f"{moment:%d/%m}" if rng.random() < 0.6 else f"{moment:%d/%m/%Y}"
    word = "" if rng.random() < 0.6 else "ngày "
    when = f"{_part_of_day(moment.hour)} {word}{day}"
    past, ahead = (text.format(year=year, last=year - 1, next=year + 1) for text in _PERIODS[month])
    return {
        "when": when,
        "when_low": when[0].lower() + when[1:],
        "date": f"{moment:%d/%m/%Y}",
        "year": str(year),
        "last_year": str(year - 1),
        "quarter": _ROMAN[(month - 1) // 3],
        "quy_ky": f"quý {_ROMAN[(month - 1) // 3]} năm {year}",
        "thang_ky": f"tháng {month}/{year}",
        "ky": past,
        "ky_toi": ahead,
        "ky_ngan": f"tháng {month}/{year}" if rng.random() < 0.5 else f"năm {year}",
        "dot": f"khóa {month} năm {year}"
        if rng.random() < 0.5
        else f"đợt {rng.randint(1, 4)} năm {year}",
        "so_ket": "tổng kết" if past.startswith("năm") else "sơ kết",
        "ky_niem": _anniversary(moment.date()),
        "dip": _gift_occasion(moment.date()),
        "term": f"{year} – {year + 2}",
    }
