"""The explorer of the admin."""

import pytest
from django.urls import reverse

from portal.pages.explorer import ROWS
from portal.pages.models import SectionPage
from tests import factories


@pytest.mark.parametrize("name", ["wagtailadmin_explore", "wagtailadmin_pages:type_use"])
def test_list_of_pages_has_few_rows_at_once(site, signed_in, approver, name):
    section = factories.section_of(site)
    for number in range(ROWS + 1):
        section.add_child(instance=SectionPage(title=f"Mục {number}", slug=f"muc-{number}"))
    args = [section.pk] if name == "wagtailadmin_explore" else ["pages", "sectionpage"]

    answer = signed_in(approver).get(reverse(name, args=args))

    assert len(answer.context["object_list"]) == ROWS
