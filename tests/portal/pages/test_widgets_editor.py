"""Editing widgets: live preview of home pages, and the fence around what a site may name."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.sites.models import Role
from tests import factories
from tests.portal.pages.widgets_desk import main, make_file


def _form(*blocks):
    """What the editor of a home page sends; its slug is fixed, so browsers leave it out."""
    home = {"title": "Trang chủ", "headline": "", "blocks": streamfield(blocks)}
    return nested_form_data({**home, "comments": inline_formset([])})


def _headline(title="", article=""):
    value = {"title": title, "article": article, "section": "", "count": 2, "width": "full"}
    return "headline", value


@pytest.fixture
def edit(site):
    return reverse("wagtailadmin_pages:edit", args=[site.root_page_id])


def test_preview_of_a_home_page_shows_what_was_typed(site, approver, signed_in):
    factories.make_article(site, approver, title="Bài một")
    client = signed_in(approver)
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[site.root_page_id])

    assert client.post(url, _form(_headline("Vừa gõ"))).json()["is_valid"]
    html = client.get(url).content.decode()

    assert "Vừa gõ" in html
    assert "widget--headline widget--full" in html
    assert "Bài một" in html
    assert main() == ""


def _errors(answer):
    return str(answer.context["form"].errors)


def _publish(client, edit, *blocks):
    return client.post(edit, {**_form(*blocks), "action-publish": "1"})


def test_arranged_home_page_is_published(site, approver, signed_in, edit):
    article = factories.make_article(site, approver, title="Bài một")

    answer = _publish(signed_in(approver), edit, _headline("Tin chính", article.pk))

    assert answer.status_code == 302
    assert "Tin chính" in main()


def test_foreign_article_picture_and_file_are_refused(site, other_site, approver, signed_in, edit):
    foreign = factories.make_article(
        other_site, factories.make_person(other_site, Role.APPROVER), title="Lạ", publish=False
    )
    banner = {"picture": factories.make_image(other_site).pk, "alternative": "Cờ"}
    target = {"section": "", "address": "/x/"}
    row = {"value": {**banner, **target}, "order": 0, "deleted": "", "id": "", "type": ""}
    file = {"file": make_file(other_site).pk, "text": ""}
    listed = {"value": file, "order": 0, "deleted": "", "id": "", "type": ""}
    cases = (
        _headline("", foreign.pk),
        ("banners", {"title": "", "width": "half", "banners": {"count": 1, "0": row}}),
        (
            "documents",
            {"title": "", "width": "half", "count": 3, "files": {"count": 1, "0": listed}},
        ),
    )
    client = signed_in(approver)
    for case in cases:
        answer = _publish(client, edit, case)
        assert answer.status_code == 200, case
        assert "CL-01" in _errors(answer), case
    assert main() == ""


def test_code_pasted_into_a_block_is_refused(site, approver, signed_in, edit):
    answer = _publish(signed_in(approver), edit, _headline("<script>alert(1)</script>"))

    assert "TIN-03" in _errors(answer)
    assert main() == ""
