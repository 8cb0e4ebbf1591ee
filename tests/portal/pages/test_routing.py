"""Which address shows which page, to whom, and where old addresses lead."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.pages.models import SectionPage
from tests import factories


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai", tags=["Đảng phí"])


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Redirects are made when the change is committed."""
    return django_capture_on_commit_callbacks


def _section_in(parent, slug):
    page = SectionPage(title=slug.title(), slug=slug, show_in_menus=True)
    parent.add_child(instance=page)
    return page


def _titles(reader, url):
    context = reader.get(url).context
    cards = context["cards"] if "cards" in context else context["lead_cards"]
    return [card.title for card in cards]


def test_page_is_found_however_deep_in_the_same_queries(reader, site, approver, article):
    section = factories.section_of(site)
    for slug in ("mot", "hai", "ba"):
        section = _section_in(section, slug)
    deep = factories.make_article(site, approver, slug="sau", title="Sâu", tags=["Đảng phí"])
    deep.move(section, pos="last-child")
    urls = ["/tuy-phong/tin-tuc/bai/", "/tuy-phong/tin-tuc/mot/hai/ba/sau/"]

    counts = []
    for url in urls:
        assert reader.get(url).status_code == 200
        with CaptureQueriesContext(connection) as captured:
            reader.get(url)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "address",
    [
        "/khong-co/",
        "/tuy-phong/khong-co/",
        "/tuy-phong/tin-tuc/khong-co/",
        "/tuy-phong/tin-tuc/bai/thua/",
        "/tuy-phong/tin-tuc/bai/trang-2/",
        "/tin-tuc/bai/",
        "/trang-chu/tuy-phong/",
    ],
)
def test_address_without_a_page_is_not_found(reader, article, address):
    assert reader.get(address).status_code == 404


def test_address_without_last_slash_leads_to_the_page(reader, article):
    answer = reader.get("/tuy-phong/tin-tuc/bai")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/tuy-phong/tin-tuc/bai/")


def test_draft_is_not_found_even_for_its_author(reader, site, approver, signed_in):
    factories.make_article(site, approver, slug="nhap", publish=False)

    for client in (reader, signed_in(approver)):
        assert client.get("/tuy-phong/tin-tuc/nhap/").status_code == 404


def test_unpublished_article_is_not_found(reader, article):
    article.unpublish()

    assert reader.get("/tuy-phong/tin-tuc/bai/").status_code == 404


def test_published_article_stays_readable_in_an_unpublished_section(reader, site, article):
    factories.section_of(site).unpublish()

    assert reader.get("/tuy-phong/tin-tuc/bai/").status_code == 200
    [card] = reader.get("/tuy-phong/").context["lead_cards"]
    assert (card.title, card.section_title, card.section_url) == ("Bài", "", "")


def test_restricted_section_asks_to_sign_in_and_hides_its_cards(reader, site, article, signed_in):
    PageViewRestriction.objects.create(page=factories.section_of(site), restriction_type="login")

    for url in ("/tuy-phong/tin-tuc/", "/tuy-phong/tin-tuc/bai/", "/tuy-phong/tin-tuc/trang-2/"):
        answer = reader.get(url)
        assert answer.status_code == 302
        assert reader.get(answer.headers["Location"]).status_code == 200, url
    for url in ("/", "/tuy-phong/", "/chu-de/dang-phi/", "/tuy-phong/chu-de/dang-phi/"):
        assert "Bài" not in _titles(reader, url), url
    member = signed_in(factories.make_person(None, None))
    assert member.get("/tuy-phong/tin-tuc/bai/").status_code == 200


def test_reader_signs_in_on_the_page_the_restriction_leads_to(reader, site, article):
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    factories.make_person(None, None, "ban-doc")
    login = reader.get(article.url).headers["Location"]

    typed = {"username": "ban-doc", "password": factories.PASSWORD, "next": article.url}
    answer = reader.post(login, typed)

    assert (answer.status_code, answer.headers["Location"]) == (302, article.url)
    assert reader.get(article.url).status_code == 200


def test_page_with_a_password_opens_with_it_only(reader, article):
    PageViewRestriction.objects.create(
        page=article, restriction_type="password", password="mat-khau"
    )
    form = reader.get(article.url)
    assert "Nội dung hội nghị" not in form.content.decode()
    url = form.context["action_url"]

    refused = reader.post(url, {"password": "sai", "return_url": article.url})
    assert refused.status_code == 200
    assert "Nội dung hội nghị" not in reader.get(article.url).content.decode()

    reader.post(url, {"password": "mat-khau", "return_url": article.url})
    assert "Nội dung hội nghị" in reader.get(article.url).content.decode()


def test_old_address_of_a_renamed_article_leads_to_the_new_one(reader, article, committed):
    with committed(execute=True):
        article.slug = "bai-moi"
        article.save_revision().publish()

    answer = reader.get("/tuy-phong/tin-tuc/bai/")

    assert answer.status_code == 301
    assert answer.headers["Location"].endswith("/tuy-phong/tin-tuc/bai-moi/")


def test_old_addresses_below_a_renamed_section_lead_to_new_ones(reader, site, article, committed):
    section = factories.section_of(site)
    with committed(execute=True):
        section.slug = "thoi-su"
        section.save_revision().publish()

    for end in ("", "bai/"):
        answer = reader.get(f"/tuy-phong/tin-tuc/{end}")
        assert answer.status_code == 301
        assert answer.headers["Location"].endswith(f"/tuy-phong/thoi-su/{end}")


def test_old_address_of_a_moved_article_leads_to_the_new_one(reader, site, article):
    article.move(factories.section_of(site, "xay-dung-dang"), pos="last-child")

    answer = reader.get("/tuy-phong/tin-tuc/bai/")

    assert answer.status_code == 301
    assert answer.headers["Location"].endswith("/tuy-phong/xay-dung-dang/bai/")


def test_time_of_publication_and_of_withdrawal_are_kept(reader, site, approver, article):
    later = factories.make_article(site, approver, slug="hen-gio", title="Hẹn giờ", publish=False)
    now = timezone.now()
    later.go_live_at = article.expire_at = now + timedelta(hours=1)
    later.save_revision().publish()
    article.save_revision().publish()
    call_command("publish_scheduled")
    assert reader.get("/tuy-phong/tin-tuc/hen-gio/").status_code == 404
    assert _titles(reader, "/tuy-phong/tin-tuc/") == ["Bài"]

    with time_machine.travel(now + timedelta(hours=2)):
        call_command("publish_scheduled")

        assert reader.get("/tuy-phong/tin-tuc/hen-gio/").status_code == 200
        assert reader.get("/tuy-phong/tin-tuc/bai/").status_code == 404
        assert _titles(reader, "/tuy-phong/tin-tuc/") == ["Hẹn giờ"]
