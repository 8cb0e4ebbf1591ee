"""The frame shows what a site's own settings say: texts, logo, links, default picture."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.sites.models import MemberSite, SiteLink
from tests import factories

URL = "/tuy-phong/"


@pytest.fixture
def reader():
    return Client()


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai")


def _link(site, place, label, url):
    return SiteLink.objects.create(site=site, place=place, label=label, url=url)


def test_texts_of_a_site_are_in_its_header_and_footer(site, other_site, reader):
    site.header_text = "Tiếng nói của <Đảng bộ>"
    site.footer_text = "Dòng một\nDòng hai"
    site.save()

    html = reader.get(URL).content.decode()

    assert "Tiếng nói của &lt;Đảng bộ&gt;" in html
    assert "Dòng một<br>Dòng hai" in html
    assert "Dòng một" not in reader.get("/la-gi/").content.decode()


def test_links_of_a_site_stand_in_their_places(site, other_site, reader):
    _link(site, "menu", "Hỏi đáp", "/tin-tuc/")
    _link(site, "footer", "Dịch vụ công", "https://dichvucong.gov.vn/")
    _link(site, "social", "Zalo", "https://zalo.me/x")

    chrome = reader.get(URL).context["chrome"]
    assert [(item.title, item.url) for item in chrome.menu][-1] == ("Hỏi đáp", "/tin-tuc/")
    assert [link.url for link in chrome.footer_links] == ["https://dichvucong.gov.vn/"]
    assert [link.label for link in chrome.social_links] == ["Zalo"]
    other = reader.get("/la-gi/").context["chrome"]
    assert (other.footer_links, other.social_links) == ([], [])


def test_path_in_a_link_is_one_of_the_portal_on_every_host(site):
    _link(site, "menu", "Cổng tỉnh", "/tin-tuc/")
    _link(site, "menu", "Của mình", "/tuy-phong/tin-tuc/")
    site.host = "tuyphong.example.test"
    site.save()

    chrome = Client(headers={"host": site.host}).get("/").context["chrome"]

    urls = [item.url for item in chrome.menu][-2:]
    assert urls == ["http://testserver/tin-tuc/", "/tin-tuc/"]


def test_link_taken_away_disappears(site, reader):
    link = _link(site, "social", "Zalo", "https://zalo.me/x")
    assert "zalo.me" in reader.get(URL).content.decode()

    link.delete()

    assert "zalo.me" not in reader.get(URL).content.decode()


def test_logo_and_default_picture_are_ready_made_and_cost_no_query(
    site, article, reader, run_tasks
):
    def cost():
        reader.get(URL)
        with CaptureQueriesContext(connection) as captured:
            answer = reader.get(URL)
        return len(captured), answer

    before, answer = cost()
    assert answer.context["lead_cards"][0].picture is None
    image = factories.make_image(site, "Biểu trưng")
    site.logo = site.default_image = image
    site.save()
    reader.get(URL)
    run_tasks()
    image.refresh_from_db()
    made = image.renditions.count()

    after, answer = cost()

    assert after == before
    [card] = answer.context["lead_cards"]
    assert card.picture.fallback_url == answer.context["chrome"].site.logo.fallback_url
    assert card.picture.srcset
    assert image.renditions.count() == made


def test_article_with_a_picture_keeps_its_own(site, approver, reader):
    own, default = factories.make_image(site, "Riêng"), factories.make_image(site, "Chung")
    MemberSite.objects.filter(pk=site.pk).update(default_image=default)
    factories.make_article(site, approver, title="Có ảnh", main_image=own)

    [card] = reader.get(URL).context["lead_cards"]

    assert "rieng" in card.picture.fallback_url
