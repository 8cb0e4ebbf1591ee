"""The screen that takes a Word file, and the list of what was not carried."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.news.models import ArticlePage
from portal.sites.models import Role
from portal.word.models import WordImport
from tests import factories
from tests.portal.word.builders import upload
from tests.portal.word.test_services import article

SEND = "/quan-tri/tu-tep-word/"


def send(client, section, file=None, **headers):
    data = {"section": section.pk, "file": file or upload(article())}
    return client.post(SEND, data, headers=headers)


def test_draft_opens_in_the_editor(site, contributor, signed_in):
    client = signed_in(contributor)
    answer = send(client, factories.section_of(site))
    page = ArticlePage.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    html = client.get(answer.url).content.decode()
    assert "bai-viet.docx" in html
    assert reverse("word:report", args=[page.pk]) in html


def test_dropped_file_answers_with_the_address(site, contributor, signed_in):
    answer = send(signed_in(contributor), factories.section_of(site), accept="application/json")
    page = ArticlePage.objects.get()
    assert answer.json() == {"url": reverse("wagtailadmin_pages:edit", args=[page.pk])}


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_broken_file_answers_with_a_sentence(site, contributor, signed_in, accept):
    file = upload(b"fake word content\n")
    answer = send(signed_in(contributor), factories.section_of(site), file, accept=accept)
    assert answer.status_code == 400
    assert "WD-02" in answer.content.decode()
    assert not ArticlePage.objects.exists()


def test_section_of_another_site_refused(site, other_site, contributor, signed_in):
    answer = send(signed_in(contributor), factories.section_of(other_site))
    assert answer.status_code != 200
    assert not ArticlePage.objects.exists()


def test_sections_offered_are_those_to_write_in(site, other_site, contributor, signed_in):
    html = signed_in(contributor).get(SEND).content.decode()
    assert f'value="{factories.section_of(site).pk}"' in html
    assert f'value="{factories.section_of(other_site).pk}"' not in html
    assert f'value="{site.root_page_id}"' not in html


def test_several_sites_are_named(site, other_site, contributor, signed_in):
    from portal.sites.services import grant_role

    grant_role(person=contributor, site=other_site, role=Role.CONTRIBUTOR)
    html = signed_in(contributor).get(SEND).content.decode()
    assert '<optgroup label="La Gi">' in html
    assert f'value="{factories.section_of(other_site).pk}"' in html


def test_person_without_a_section_finds_no_screen(site, province, signed_in):
    auditor = factories.make_person(None, Role.AUDITOR)
    client = signed_in(auditor)
    assert client.get(SEND).status_code == 404
    assert SEND not in client.get("/quan-tri/").content.decode()


def test_list_for_colleagues_not_for_others(site, other_site, contributor, signed_in):
    send(signed_in(contributor), factories.section_of(site))
    made = WordImport.objects.get()
    made.findings = [["comment", "Biên tập: <b>xem</b> lại", 2], ["gone-kind", "x", 1]]
    made.save()
    url = reverse("word:report", args=[made.article_id])
    editor = factories.make_person(site, Role.EDITOR)
    html = signed_in(editor).get(url).content.decode()
    assert "Biên tập: &lt;b&gt;xem&lt;/b&gt; lại" in html
    assert "2×" in html
    stranger = factories.make_person(other_site, Role.SITE_ADMIN)
    assert signed_in(stranger).get(url).status_code == 404


def test_list_reachable_from_the_article(site, contributor, signed_in):
    client = signed_in(contributor)
    send(client, factories.section_of(site))
    made = WordImport.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[made.article_id])
    client.get(edit)  # takes the message
    assert reverse("word:report", args=[made.article_id]) in client.get(edit).content.decode()
    other = factories.make_article(site, contributor, publish=False)
    html = client.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).content.decode()
    assert "tu-tep-word/bai" not in html


def test_editor_shows_the_body(site, contributor, signed_in):
    client = signed_in(contributor)
    send(client, factories.section_of(site))
    page = ArticlePage.objects.get()
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert form.initial["title"] == "Hội nghị tổng kết"
    assert form.initial["body"][0].value.source == "<p>Đoạn 0.</p>"
