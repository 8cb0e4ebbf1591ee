"""Dates in forms of the administration."""

import re
from pathlib import Path

from django.conf import settings

from portal.language.inputs import TypedDateInput, TypedDateTimeInput


def test_what_cannot_be_read_is_not_replaced_by_the_present():
    for widget in (TypedDateInput(), TypedDateTimeInput()):
        assert '"validateOnBlur": false' in widget.render("day", "hom nay").replace("&quot;", '"')


def test_no_form_has_the_picker_that_does():
    own = Path("portal/language/inputs.py")
    found = [
        path.relative_to(settings.BASE_DIR)
        for folder in ("portal", "plugins")
        for path in (settings.BASE_DIR / folder).rglob("*.py")
        if re.search(r"\bAdminDate(?:Time)?Input\b", path.read_text("utf-8"))
    ]
    assert found == [own]
