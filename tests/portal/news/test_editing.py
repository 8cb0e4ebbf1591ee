"""Writing an article on the real form: what is stored, and what is refused with which code."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Revision

from portal.media.models import PortalImage
from portal.news.models import ArticlePage
from portal.text import KIND_INVISIBLE
from tests import factories
from tests.portal.news import desk


@pytest.fixture
def client(contributor, signed_in):
    return signed_in(contributor)


def _assert_refused(response, code, kept):
    assert code in desk.errors_of(response)
    assert kept in response.content.decode()
    assert not ArticlePage.objects.exists()
    assert not Revision.objects.exists()


@pytest.fixture
def undescribed(site):
    image = factories.make_image(site, title="Không mô tả")
    PortalImage.objects.filter(pk=image.pk).update(description="")
    return image


def test_contributor_creates_draft_with_everything_typed(client, site, contributor):
    image = factories.make_image(site)

    response = desk.write(
        client,
        site,
        main_image=str(image.pk),
        tags="Chuyển đổi số, Đảng phí",
        body=[desk.text(), desk.picture(image), desk.gallery(image, image), desk.table(["A", "B"])],
    )

    article = ArticlePage.objects.get()
    assert response.status_code == 302
    assert (article.live, article.owner) == (False, contributor)
    assert article.slug == "dang-uy-xa-tong-ket-cong-tac-nam"
    assert article.main_image_id == image.pk
    draft = article.get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == ["text", "picture", "gallery", "table"]
    assert sorted(tag.name for tag in draft.tags.all()) == ["Chuyển đổi số", "Đảng phí"]


def test_draft_needs_no_more_than_a_title(client, site):
    desk.write(client, site, lead="", event_at="", slug="")

    assert ArticlePage.objects.get().slug == "dang-uy-xa-tong-ket-cong-tac-nam"


def test_day_comes_first_in_the_time_of_the_event(client, site):
    desk.write(client, site, event_at="05/11/2026 14:30")

    expected = datetime(2026, 11, 5, 14, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert ArticlePage.objects.get().event_at == expected


def test_second_article_of_the_same_title_gets_its_own_address(client, site):
    desk.write(client, site)
    desk.write(client, site)

    slugs = {article.slug for article in ArticlePage.objects.all()}
    assert slugs == {"dang-uy-xa-tong-ket-cong-tac-nam", "dang-uy-xa-tong-ket-cong-tac-nam-2"}


def test_number_in_the_address_stays_while_the_browser_sends_its_own(client, site):
    desk.write(client, site)
    url = desk.create_url(site)
    form = desk.fill(desk.open_form(client, url))
    edit_url = desk.autosave(client, url, form).json()["url"]

    for _ in range(2):
        assert desk.send(client, edit_url, form).status_code == 302

    article = ArticlePage.objects.latest("pk")
    assert article.slug == "dang-uy-xa-tong-ket-cong-tac-nam-2"


def test_address_chosen_by_hand_stays(client, site):
    desk.write(client, site, slug="tong-ket-2026")

    assert ArticlePage.objects.get().slug == "tong-ket-2026"


def test_address_of_another_article_chosen_by_hand_is_refused(client, site):
    desk.write(client, site, slug="tong-ket-2026")

    response = desk.write(client, site, slug="tong-ket-2026")

    assert "tong-ket-2026" in desk.errors_of(response)
    assert ArticlePage.objects.count() == 1


@pytest.mark.parametrize("action", ["save", "submit"])
def test_event_in_the_future_is_refused(client, site, action):
    tomorrow = timezone.localtime() + timedelta(days=1)
    typed = date_format(tomorrow, "SHORT_DATETIME_FORMAT")

    response = desk.write(client, site, action, event_at=typed)

    _assert_refused(response, "TIN-01", kept=typed)


@pytest.mark.parametrize("typed", ["31/02/2026 10:00", "11/31/2026 10:00", "hôm qua"])
def test_time_that_does_not_exist_is_refused(client, site, typed):
    response = desk.write(client, site, event_at=typed)

    assert "event_at" in response.context["form"].errors
    assert typed in response.content.decode()
    assert not ArticlePage.objects.exists()


def test_submitting_without_lead_and_event_is_refused(client, site):
    response = desk.write(client, site, "submit", lead="", event_at="")

    assert {"lead", "event_at"} <= set(response.context["form"].errors)
    assert not ArticlePage.objects.exists()


@pytest.mark.parametrize("place", ["main", "body", "gallery"])
def test_undescribed_picture_is_refused_on_submission(client, site, undescribed, place):
    described = factories.make_image(site)
    values = {
        "main": {"main_image": str(undescribed.pk)},
        "body": {"body": [desk.text(), desk.picture(undescribed)]},
        "gallery": {"body": [desk.gallery(described, undescribed)]},
    }

    response = desk.write(client, site, "submit", **values[place])

    _assert_refused(response, "TIN-02", kept="Sáng nay, Đảng ủy xã")
    assert "Không mô tả" in desk.errors_of(response)


def test_undescribed_picture_may_wait_in_a_draft(client, site, undescribed):
    desk.write(client, site, main_image=str(undescribed.pk))

    assert ArticlePage.objects.get().main_image_id == undescribed.pk


CODE = "<script>alert(1)</script>"
PASTED = {
    "title": {"title": f"Hội nghị {CODE}"},
    "lead": {"lead": f"Sáng nay {CODE}"},
    "author": {"author": CODE},
    "text": {"body": [desk.text("<p>Chữ &lt;script&gt;alert(1)&lt;/script&gt;</p>")]},
    "table cell": {"body": [desk.table(["Xã", CODE])]},
    "quotation": {"body": [("quote", {"text": CODE, "attribution": ""})]},
}


@pytest.mark.parametrize("place", PASTED)
def test_program_code_is_refused_even_in_a_draft(client, site, place):
    response = desk.write(client, site, **PASTED[place])

    _assert_refused(response, "TIN-03", kept="alert(1)")


def test_link_to_program_code_is_not_kept(client, site):
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    block = {"key": "a", "type": "unstyled", "text": "liên kết", "depth": 0, "data": {}}
    ranges = {"inlineStyleRanges": [], "entityRanges": [{"offset": 0, "length": 8, "key": 0}]}
    typed = json.dumps({"blocks": [{**block, **ranges}], "entityMap": {"0": link}})

    desk.write(client, site, body=[("text", typed)])

    stored = str(ArticlePage.objects.get().body[0].value)
    assert "liên kết" in stored
    assert "javascript" not in stored


def test_letters_of_another_script_are_refused(client, site):
    # The second letter of the last word is Cyrillic.
    response = desk.write(client, site, lead="Hội nghị của đảng bộ tỉnh, đ\u0430ng")

    _assert_refused(response, "TIN-04", kept="đ\u0430ng")


def test_invisible_characters_are_removed_with_a_message(client, site):
    response = desk.write(
        client,
        site,
        title="Hội\u200b nghị",
        slug="",
        body=[desk.text("<p>Chuyển\u200b đổi</p>"), desk.table(["Ô\u2060 một"])],
    )

    article = ArticlePage.objects.get()
    page = client.get(response.headers["Location"]).content.decode()
    assert article.title == "Hội nghị"
    assert "\u200b" not in article.body.render_as_block()
    assert "Ô một" in article.body.render_as_block()
    assert page.count(gettext(KIND_INVISIBLE)) == 1


def test_message_about_cleaning_comes_also_when_publishing_at_once(approver, signed_in, site):
    client = signed_in(approver)
    article = factories.make_article(site, approver)
    url = desk.edit_url(article)

    form = desk.fill(desk.open_form(client, url), title="Hội\u200b nghị")
    response = desk.send(client, url, form, "publish")

    page = client.get(response.headers["Location"]).content.decode()
    assert page.count(gettext(KIND_INVISIBLE)) == 1


def test_letters_and_marks_apart_are_joined_everywhere(client, site):
    apart = "Chuye\u0302\u0309n đo\u0302\u0309i"

    desk.write(client, site, title=apart, lead=apart, body=[desk.text(f"<p>{apart}</p>")])

    article = ArticlePage.objects.get()
    assert article.title == article.lead == "Chuyển đổi"
    assert "Chuyển đổi" in str(article.body[0].value)
