"""The two old codes of Vietnamese text that Word files still carry, as tables.

TCVN3 ("ABC", fonts .VnTime…): one byte a letter, TCVN 5712:1993, table VN3. VNI (fonts VNI-Times…):
the letter and behind it its marks. Word shows both as letters of Western Europe, so the tables map
from those (Windows-1252 and Latin-1 are the same here).
"""

from __future__ import annotations

_TCVN3_CODES = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ®¡¢§£¤¥¦"
_TCVN3_LETTERS = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂĐÊÔƠƯ"
TCVN3 = dict(zip(_TCVN3_CODES, _TCVN3_LETTERS, strict=True))

# Marks of VNI behind a, e, o, u, y and behind ô (ơ) and ö (ư).
_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_ROOF = dict(zip("âáàåãä", ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"], strict=True))
_BOWL = dict(zip("êéèúüë", ["", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"], strict=True))
MARKS: dict[str, dict[str, str]] = {
    "a": {
        **_TONES,
        **{mark: f"\u0302{tone}" for mark, tone in _ROOF.items()},
        **{mark: f"\u0306{tone}" for mark, tone in _BOWL.items()},
    },
    "e": {**_TONES, **{mark: f"\u0302{tone}" for mark, tone in _ROOF.items()}},
    "o": {**_TONES, **{mark: f"\u0302{tone}" for mark, tone in _ROOF.items()}},
    "u": _TONES,
    "y": _TONES,
    "ô": _TONES,
    "ö": _TONES,
}
# Letters of VNI that stand alone; "ô" and "ö" may have a mark behind them.
ALONE = dict(zip("ôöñíìæóòî", "ơưđíìỉĩịỵ", strict=True))
