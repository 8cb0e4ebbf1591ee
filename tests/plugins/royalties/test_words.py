from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from plugins.royalties.words import amount_in_words, number_in_words

READ = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    31: "ba mươi mốt",
    44: "bốn mươi tư",
    55: "năm mươi lăm",
    91: "chín mươi mốt",
    99: "chín mươi chín",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    405: "bốn trăm linh năm",
    554: "năm trăm năm mươi tư",
    1000: "một nghìn",
    1001: "một nghìn không trăm linh một",
    1010: "một nghìn không trăm mười",
    1021: "một nghìn không trăm hai mươi mốt",
    1100: "một nghìn một trăm",
    2345: "hai nghìn ba trăm bốn mươi lăm",
    10_000: "mười nghìn",
    15_021: "mười lăm nghìn không trăm hai mươi mốt",
    21_000: "hai mươi mốt nghìn",
    100_000: "một trăm nghìn",
    105_004: "một trăm linh năm nghìn không trăm linh bốn",
    351_000: "ba trăm năm mươi mốt nghìn",
    379_500: "ba trăm bảy mươi chín nghìn năm trăm",
    1_000_000: "một triệu",
    1_000_001: "một triệu không trăm linh một",
    1_005_021: "một triệu không trăm linh năm nghìn không trăm hai mươi mốt",
    2_000_500: "hai triệu năm trăm",
    24_141_515: "hai mươi tư triệu một trăm bốn mươi mốt nghìn năm trăm mười lăm",
    100_000_000: "một trăm triệu",
    1_000_000_000: "một tỷ",
    1_000_000_005: "một tỷ không trăm linh năm",
    1_001_000_000: "một tỷ không trăm linh một triệu",
    2_340_000_000: "hai tỷ ba trăm bốn mươi triệu",
    21_000_000_000: "hai mươi mốt tỷ",
    1_000_000_000_000: "một nghìn tỷ",
    5_024_000_000_001: "năm nghìn không trăm hai mươi tư tỷ không trăm linh một",
    -15_000: "âm mười lăm nghìn",
}


@pytest.mark.parametrize(("number", "words"), READ.items())
def test_a_number_is_read_as_offices_do(number, words):
    assert number_in_words(number) == words


def test_an_amount_is_a_sentence_in_dong():
    words = "Ba trăm bảy mươi chín nghìn năm trăm đồng"
    assert amount_in_words(Decimal("379500.00")) == words


def test_a_number_too_long_to_read_is_refused():
    with pytest.raises(ValidationError, match="NB-01"):
        number_in_words(10**18)
