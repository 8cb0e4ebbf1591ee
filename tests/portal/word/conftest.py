"""A Word file to write into."""

from __future__ import annotations

import docx
import pytest

from tests.portal.word.builders import text


@pytest.fixture
def document():
    """With a title and a lead, so that what follows is the body."""
    made = docx.Document()
    text(made, "Hội nghị tổng kết", bold=True, centre=True, size=16)
    text(made, "Sáng 12/3, Đảng ủy xã tổ chức hội nghị tổng kết công tác năm.", bold=True)
    return made
