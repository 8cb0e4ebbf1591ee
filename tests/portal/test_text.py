import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import text

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + " -–/.,0123456789“”", max_size=60)
spelled = st.builds(unicodedata.normalize, st.sampled_from(["NFC", "NFD"]), vietnamese)
any_text = st.text(max_size=60) | spelled


def nfd(value):
    return unicodedata.normalize("NFD", value)


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("Đảng bộ tỉnh", "Dang bo tinh"),
        ("ĐẢNG ỦY KHỐI", "DANG UY KHOI"),
        ("đường sắt", "duong sat"),
        ("uỷ ban, ủy ban", "uy ban, uy ban"),
        ("Nghị quyết 79-NQ/TW", "Nghi quyet 79-NQ/TW"),
        ("", ""),
    ],
)
def test_fold(given_text, folded):
    assert text.fold(given_text) == folded
    assert text.fold(nfd(given_text)) == folded


@given(any_text)
def test_fold_is_idempotent_and_nfc(value):
    folded = text.fold(value)
    assert text.fold(folded) == folded
    assert unicodedata.is_normalized("NFC", folded)


@given(vietnamese)
def test_fold_leaves_ascii_of_vietnamese_letters_and_their_number(value):
    folded = text.fold(value.replace("–", "-").replace("“", '"').replace("”", '"'))
    assert folded.isascii()
    assert len(folded) == len(value)


@given(any_text)
def test_slug_has_plain_words_only(value):
    slug = text.slugify(value)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug)
    assert text.slugify(slug) == slug
    assert text.slugify(nfd(value)) == text.slugify(text.nfc(value))


@given(any_text, st.integers(1, 30))
def test_slug_is_cut_after_a_word(value, length):
    whole, cut = text.slugify(value, 10_000), text.slugify(value, length)
    assert len(cut) <= length
    assert whole.startswith(cut)
    if "-" in whole[: length + 1]:
        assert whole == cut or whole[len(cut)] == "-"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đảng bộ tỉnh", "dang-bo-tinh"),
        ("  “Học tập – làm theo” Bác (2026) ", "hoc-tap-lam-theo-bac-2026"),
        ("Kết luận 79-KL/TW", "ket-luan-79-kl-tw"),
        ("tin\u00adtức\u200b mới", "tintuc-moi"),
        ("???", ""),
        ("Москва", ""),
    ],
)
def test_slug_examples(title, slug):
    assert text.slugify(title) == slug


def test_slug_of_one_endless_word_is_cut_inside_it():
    assert text.slugify("x" * 300) == "x" * text.SLUG_LENGTH


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Kế hoạch số 5.PDF", "ke-hoach-so-5.pdf"),
        (nfd("Quyết định.docx"), "quyet-dinh.docx"),
        ("..\\..\\a.php", "a.php"),
        ("/etc/passwd", "passwd"),
        ("C:\\Hồ sơ\\Ảnh Đại hội.JPG", "anh-dai-hoi.jpg"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("a.php.jpg", "a-php.jpg"),
        (".htaccess", "htaccess"),
        ("con.pdf", "tep-con.pdf"),
        ("báo cáo. pdf ", "bao-cao.pdf"),
        ("a.p\u0111f", "a-pdf"),
        ("a\x00b.pdf", "a-b.pdf"),
        ("", "tep"),
        ("???.pdf", "tep.pdf"),
    ],
)
def test_file_name_examples(name, safe):
    assert text.file_name(name) == safe


@given(any_text | st.text(alphabet="aé./\\ \u202e", max_size=300))
def test_file_name_is_always_safe(value):
    name = text.file_name(value)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]{1,10})?", name)
    assert len(name) <= 100
    assert text.file_name(name) == name


def test_sort_key_orders_letters_before_tones():
    alphabet = "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y".split()
    assert sorted(reversed(alphabet), key=text.sort_key) == alphabet
    tones = "ma mà mả mã má mạ".split()
    assert sorted(reversed(tones), key=text.sort_key) == tones


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ăn", "Ân", "Bình Thuận", "Dân vận", "Đảng ủy", "Zeta"],
        # Word by word, letters first: "Đạ Huoai" stands before "Đa Kao" because of h and k.
        ["Đạ Huoai", "Đa Kao", "Đà Lạt", "Đạ Tẻh", "Đam Rông", "Đức Trọng"],
        ["an", "án", "an b", "án b", "anh"],
        ["2 tháng 9", "9 tháng 2", "Ban"],
        ["hoa", "hòa", "hoàn"],
    ],
)
def test_sort_key_orders_names(ordered):
    assert sorted(reversed(ordered), key=text.sort_key) == ordered


@given(any_text)
def test_sort_key_ignores_case_and_composition_and_is_plain(one):
    key = text.sort_key(one)
    assert re.fullmatch(r"[a-z0-9]*", key)
    assert len(key) <= text.SORT_KEY_LENGTH
    assert key == text.sort_key(nfd(one))
    assert text.sort_key("Đ" + one) == text.sort_key("đ" + one)


def test_person_sort_key_puts_the_given_name_first():
    people = [("Trần Văn", "An"), ("Lê Thị", "Ánh"), ("Nguyễn", "Văn Bình"), ("Đỗ", "Đạt")]
    shuffled = [people[2], people[3], people[1], people[0]]
    assert sorted(shuffled, key=lambda p: text.person_sort_key(*p)) == people
    assert text.person_sort_key("Lê", "An") < text.person_sort_key("Trần", "An")


@given(any_text)
def test_clean_pasted_is_idempotent_nfc_and_storable(value):
    cleaned = text.clean_pasted(value)
    assert unicodedata.is_normalized("NFC", cleaned.text)
    assert text.clean_pasted(cleaned.text) == text.Cleaned(cleaned.text, ())
    cleaned.text.encode()
    assert "\x00" not in cleaned.text


@pytest.mark.parametrize(
    ("pasted", "clean", "removed"),
    [
        ("Đảng\u200b bộ", "Đảng bộ", (text.KIND_INVISIBLE,)),
        ("\ufeffTin", "Tin", (text.KIND_INVISIBLE,)),
        ("tin\u00adtức", "tintức", (text.KIND_SOFT_HYPHEN,)),
        ("a\u202eb", "ab", (text.KIND_DIRECTION,)),
        ("a\x00\x07b\x85", "ab", (text.KIND_CONTROL,)),
        ("\uf0b7 mục", " mục", (text.KIND_PRIVATE,)),
        ("a\ud800b\ufffe", "ab", (text.KIND_CONTROL,)),
        ("10\u00a0000\u202fđ", "10 000 đ", ()),
        ("một\r\nhai\rba\tbốn", "một\nhai\nba\tbốn", ()),
        ("lịch\U000e0041sử", "lịchsử", (text.KIND_INVISIBLE,)),
    ],
)
def test_clean_pasted_says_what_it_removed(pasted, clean, removed):
    assert text.clean_pasted(pasted) == text.Cleaned(clean, removed)


def test_clean_pasted_keeps_all_vietnamese_letters():
    assert text.clean_pasted(nfd(LETTERS)) == text.Cleaned(LETTERS, ())


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Đ\u0430ng bộ và Tr\u0443ng ương", ["Đ\u0430ng", "Tr\u0443ng"]),
        ("B\u0391N TUYÊN GIÁO", ["B\u0391N"]),
        ("t\u043e\u0300a nhà", ["t\u043e\u0300a"]),
        ("Đảng bộ tỉnh, Москва, Ελλάδα", []),
        ("điện trở 5 kΩ, λ và Δt", []),
        ("", []),
    ],
)
def test_lookalike_words(sentence, words):
    assert text.lookalike_words(sentence) == words


@given(vietnamese)
def test_vietnamese_has_no_lookalikes(value):
    assert text.lookalike_words(value) == []
    assert text.lookalike_words(nfd(value)) == []


@pytest.mark.parametrize(
    ("pasted", "fragments"),
    [
        ("x <script src=a> y", ["<script"]),
        ("< /IFRAME >", ["< /IFRAME"]),
        ("javascript:alert(1)", ["javascript:"]),
        ('<img onerror="x"> onclick =', ["onerror=", "onclick ="]),
        ("<?php echo", ["<?php"]),
        ("Học JavaScript: ngôn ngữ lập trình; con = 3; a < b", []),
        ("Công văn <số 5> ngày 01/02", []),
    ],
)
def test_code_fragments(pasted, fragments):
    assert text.code_fragments(pasted) == fragments


@given(vietnamese)
def test_prose_is_no_code(value):
    assert text.code_fragments(value) == []
