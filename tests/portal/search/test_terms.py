import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.terms import accent_word, clean_query, index_text, is_too_long, terms_of


def nfd(value):
    return unicodedata.normalize("NFD", value)


def test_index_text_holds_plain_words_in_order_then_accent_words():
    assert index_text("Đảng bộ tỉnh A") == "dang bo tinh a xdang12 xbo025 xtinh2"


def test_composition_and_place_of_the_tone_make_no_difference():
    assert index_text(nfd("Đảng ủy")) == index_text("Đảng uỷ")
    assert accent_word("hòa") == accent_word("hoà")


def test_words_that_differ_by_one_accent_differ_as_accent_words():
    words = "đảng đang dạng dăng dâng đăng đẳng dang".split()
    assert len({accent_word(word) for word in words}) == len(words)


def test_document_numbers_are_also_indexed_without_signs():
    assert index_text("Kết luận 79-KL/TW").split()[:6] == "ket luan 79 kl tw kltw".split()
    assert set(terms_of("79KLTW").folded) <= set(index_text("79-KL/TW").split())


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ('  "đảng   bộ"\n', "đảng bộ"),
        ('"' * 4000, ""),
        ("a\x00b\u200bc", "abc"),
        (nfd("tỉnh"), "tỉnh"),
        ("79-KL/TW", "79-KL/TW"),
    ],
)
def test_clean_query(raw, clean):
    assert clean_query(raw) == clean


@pytest.mark.parametrize(
    ("raw", "too_long"),
    [
        ("x" * 200, False),
        ("x" * 201, True),
        (nfd("ộ" * 200), False),
        ('"' * 4000, False),
        ("x " * 500_000, True),
        ("x" * 20_000, True),
    ],
)
def test_length_is_that_of_the_cleaned_text(raw, too_long):
    assert is_too_long(raw) is too_long


def test_a_megabyte_is_refused_without_reading_it():
    start = time.perf_counter()
    assert is_too_long("đ " * 500_000)
    assert time.perf_counter() - start < 0.05


def test_only_the_first_words_count():
    assert len(terms_of("a " * 100).folded) == 12
    assert terms_of("???").folded == ()


@given(st.text(max_size=80))
def test_words_of_a_query_cannot_break_its_syntax(raw):
    terms = terms_of(raw)
    for word in (*terms.folded, *terms.accented):
        assert not re.search(r"[\s\"'\\:*()&|!<>]", word)


@given(st.text(max_size=80))
def test_a_text_is_found_by_itself(raw):
    words = set(index_text(clean_query(raw)).split())
    terms = terms_of(raw)
    assert words >= set(terms.folded)
    assert words >= set(terms.accented)
