import re
from itertools import chain
from pathlib import Path

import pytest
from django.utils.translation import gettext_lazy, override

from portal.errors import refuse, sentence

ROOT = Path(__file__).resolve().parents[2]


def test_refusal_carries_its_code_and_says_it_once():
    with override("en"):
        error = refuse("TIN-01", gettext_lazy("The event cannot be in the future."))
    assert error.code == "TIN-01"
    assert error.messages == ["The event cannot be in the future (code TIN-01)."]


def test_message_with_percent_signs_stays_as_it_is():
    with override("en"):
        assert refuse("ANH-01", "100 % of it").messages == ["100 % of it (code ANH-01)."]


def test_half_a_surrogate_pair_that_is_quoted_can_be_sent():
    assert sentence("DC-01", "/\ud800 sai").encode().startswith(b"/? sai")


def test_vietnamese_sentence_says_ma():
    with override("vi"):
        assert sentence("TIM-01", "Từ khóa quá dài") == "Từ khóa quá dài (mã TIM-01)."


def codes_in_use():
    pattern = re.compile(r"\b(?:refuse|sentence)\(\s*\"([A-Z]+-\d\d)\"|\(code ([A-Z]+-\d\d)\)")
    for path in chain((ROOT / "portal").rglob("*.py"), (ROOT / "plugins").rglob("*.py")):
        for match in pattern.finditer(path.read_text()):
            yield match.group(1) or match.group(2)


@pytest.mark.parametrize("code", sorted(set(codes_in_use())))
def test_every_code_is_explained(code):
    table = (ROOT / "docs" / "error-codes.md").read_text()
    assert f"| {code} |" in table
