"""Each kind of flaw is found, and sound translations pass."""

import polib
import pytest

from portal.language import flaws


def entry(english, vietnamese, plural=""):
    made = polib.POEntry(msgid=english, msgid_plural=plural)
    if plural:
        made.msgstr_plural = vietnamese if isinstance(vietnamese, dict) else {0: vietnamese}
    else:
        made.msgstr = vietnamese
    return made


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Save draft", "Lưu bản nháp"),
        ("Page '%(title)s' published.", "Đã xuất bản trang “%(title)s”."),
        ("%(a)s of %(b)s", "%(b)s có %(a)s"),
        ("See <b>more</b>…", "Xem <b>thêm</b>..."),
        ("Why not <a href='#'>add one</a>?", "Hãy <a href='#'>thêm mới</a>."),
        ("No, don't delete it", "Không, giữ lại"),
        ("Jan.", "Th. 1"),
        ("URL", "URL"),
        (" and %(count)d more", " và %(count)d mục khác"),
    ],
)
def test_sound_translation_has_no_flaw(english, vietnamese):
    assert list(flaws.of_entry(entry(english, vietnamese))) == []


@pytest.mark.parametrize(
    ("english", "vietnamese", "named"),
    [
        ("Save", "", "missing"),
        ("Save", "   ", "missing"),
        ("By %(name)s", "Của %(ten)s", "placeholders"),
        ("By %(name)s", "Của", "placeholders"),
        ("%s of %s", "%s", "without names"),
        ("By {name}", "Của {0}", "placeholders"),
        ("See <b>more</b>", "Xem <b>thêm", "HTML"),
        ("A &amp; B", "A và B", "entities"),
        (" more", "thêm", "white space"),
        ("more\n", "thêm", "white space"),
        ("Saved.", "Đã lưu", "ends with"),
        ("Really?", "Thật chứ.", "ends with"),
        ("Save", "lưu", "first letter"),
        ("save", "Lưu", "first letter"),
        ("Cancel", "Huỷ", "tone mark"),
        ("Cancel", "Hoà", "tone mark"),
        ("Name", "Te\u0302n", "NFC"),
        ("Long name", "Tên  dài", "double space"),
        ("A, b", "A , b", "double space"),
        ("Nothing here", "Nothing here", "left in English"),
        ("Edit draft", "Sửa bản viết", "“draft” is “nháp”"),
        ("Moderators", "Các điều hành viên", "is “duyệt”"),
        ("Picture chosen", "Đã chọn hình ảnh", "write ảnh"),
        ("The menu", "Thực đơn", "write trình đơn"),
        ("Choose", "Click để chọn", "write từ tiếng Việt"),
        ("Saved", "Lưu thành công", "thành công"),
    ],
)
def test_flaw_is_named(english, vietnamese, named):
    found = list(flaws.of_entry(entry(english, vietnamese)))

    assert any(named in flaw for flaw in found), found


def test_fuzzy_translation_is_a_flaw():
    made = entry("Save", "Lưu")
    made.flags.append("fuzzy")

    assert list(flaws.of_entry(made)) == ["fuzzy"]


def test_plural_has_one_form_with_its_number():
    plural = "%(count)d pages"

    assert list(flaws.of_entry(entry("One page", "%(count)d trang", plural))) == []
    assert list(flaws.of_entry(entry("One page", "Các trang", plural)))
    two = {0: "%(count)d trang", 1: "%(count)d trang"}
    assert "one plural form" in next(flaws.of_entry(entry("One page", two, plural)))


def test_like_messages_have_like_translations():
    pair = [entry("Add picture", "Thêm ảnh"), entry("Add picture…", "Bổ sung ảnh…")]
    alike = [entry("Add picture", "Thêm ảnh"), entry("add picture…", "thêm ảnh…")]

    assert [flaw for _entry, flaw in flaws.of_catalogue(pair)] == [
        "translated differently from “Add picture”"
    ]
    assert list(flaws.of_catalogue(alike)) == []


def test_terms_agree_with_themselves():
    for term in flaws.terms().required:
        for word in term.vietnamese:
            for pattern, _instead in flaws.terms().forbidden:
                assert not pattern.search(word), (word, pattern.pattern)
