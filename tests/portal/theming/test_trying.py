"""A theme is tried before readers see it; a broken one is refused and the old one stays."""

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.test.signals import template_rendered

from portal.ops.errors import server_error
from portal.setup.services import make_site
from portal.sites.models import MemberSite, SiteLink
from portal.theming import active, registry, services
from portal.theming.look import Choice
from portal.theming.models import LookChange
from tests import factories
from tests.portal.setup.test_services import wanted
from tests.portal.theming.conftest import forget

BROKEN = {
    "unknown tag in a template that no page needs": (
        {"components/la.html": "<p>\n{% khong_co_the %}"},
        ("GD-05", "components/la.html", "2", "khong_co_the"),
    ),
    "block that does not end": (
        {"pages/section_page.html": '{% extends "base.html" %}\n\n{% block content %}x'},
        ("GD-05", "pages/section_page.html", "3"),
    ),
    "file that is not there": (
        {"components/la.html": '\n{% include "components/khong-co.html" %}'},
        ("GD-05", "components/la.html", "2", "components/khong-co.html"),
    ),
    "parent that is not there": (
        {"components/la.html": '{% extends "khong-co.html" %}'},
        ("GD-05", "components/la.html", "1", "khong-co.html"),
    ),
    "unknown tag in a mail": (
        {"digest/la.txt": "{% khong_co_the %}"},
        ("GD-05", "digest/la.txt", "1", "khong_co_the"),
    ),
    "search that fails when it is made": (
        {"search/results.html": "{% include missing|default:'x/khong-co.html' %}"},
        ("GD-05", "search/results.html", "1", "x/khong-co.html"),
    ),
    "section that fails when it is made": (
        {"pages/section_page.html": "{% include missing|default:'x/khong-co.html' %}"},
        ("GD-05", "pages/section_page.html", "1", "x/khong-co.html"),
    ),
    "statement that fails when it is made": (
        {"webapp/statement.html": "{% include missing|default:'x/khong-co.html' %}"},
        ("GD-05", "webapp/statement.html", "1", "x/khong-co.html"),
    ),
    "archive that fails when it is made": (
        {"reading/archive.html": "{% include missing|default:'x/khong-co.html' %}"},
        ("GD-05", "reading/archive.html", "1", "x/khong-co.html"),
    ),
    "page without a network that fails when it is made": (
        {"webapp/offline.html": "{% include missing|default:'x/khong-co.html' %}"},
        ("GD-05", "webapp/offline.html", "1", "x/khong-co.html"),
    ),
    "page of a server in trouble that fails when it is made": (
        {"500.html": "{% include missing|default:'x/khong-co.html' %}"},
        ("GD-05", "500.html", "1", "x/khong-co.html"),
    ),
    "static file of the theme that is not there": (
        {"components/la.html": "{% load theming %}\n{% theme_static 'img/khong-co.svg' %}"},
        ("GD-06", "components/la.html", "2", "img/khong-co.svg"),
    ),
    "static file that is not there": (
        {"components/la.html": "{% load static %}{% static 'khong/co.css' %}"},
        ("GD-06", "components/la.html", "1", "khong/co.css"),
    ),
    "page that fails when it is made": (
        {"components/footer.html": "<p>\n\n{% include missing|default:'x/khong-co.html' %}"},
        ("GD-05", "components/footer.html", "3", "x/khong-co.html"),
    ),
    "missing page that fails when it is made": (
        {"404.html": "{% load i18n %}\n{% include 5|add:missing %}"},
        ("GD-05", "404.html", "2"),
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_theme_is_refused_and_the_old_one_stays(case, admin, site, client, make_theme):
    templates, expected = BROKEN[case]
    make_theme("hong", templates)
    before = client.get("/tuy-phong/").content

    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("hong"))

    for part in expected:
        assert part in error.value.messages[0], error.value.messages
    site.refresh_from_db()
    assert site.theme == "base"
    assert client.get("/tuy-phong/").content == before
    assert not LookChange.objects.exists()


def test_stylesheet_that_cannot_be_read_is_told(admin, site, make_theme):
    theme = make_theme("hong", toml='styles = ["hong.css"]\n', files={"static/css/hong.css": ""})
    (theme / "static" / "css" / "hong.css").write_bytes(b"\xff\xfe")

    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("hong"))

    assert "GD-05" in error.value.messages[0]
    assert "css/all.css" in error.value.messages[0]


def test_undo_to_a_theme_that_broke_is_refused(admin, site, make_theme):
    theme = make_theme("xanh")
    services.apply_look(actor=admin, site=site, choice=Choice("xanh"))
    services.apply_look(actor=admin, site=site, choice=Choice("base"))
    (theme / "templates" / "404.html").write_text("{% khong_co %}")
    forget()

    with pytest.raises(ValidationError) as error:
        services.revert(actor=admin, site=site)

    assert "GD-05" in error.value.messages[0]
    site.refresh_from_db()
    assert site.theme == "base"


def test_page_of_an_article_is_tried(admin, approver, site, make_theme):
    factories.make_article(site, approver)
    make_theme("hong", {"news/article_page.html": "{{ page.title }}{% include page.lead %}"})

    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("hong"))

    assert "news/article_page.html" in error.value.messages[0]


def test_broken_parent_is_told_too(admin, site, make_theme):
    make_theme("cha", {"components/la.html": "{% if %}"})
    make_theme("con", toml='parent = "cha"\n')

    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("con"))

    assert "components/la.html" in error.value.messages[0]


def test_themes_of_the_portal_can_be_worn(admin, site, approver):
    factories.make_article(site, approver)
    for slug in registry.themes():
        if slug != site.theme:
            services.apply_look(actor=admin, site=site, choice=Choice(slug))
            site.refresh_from_db()
            assert site.theme == slug


def test_what_a_page_writes_is_taken_back(admin, site, make_theme):
    make_theme("moi")
    made = []

    def write(**_values):
        made.append(SiteLink.objects.create(site=site, place="menu", label="x", url="/x/"))

    template_rendered.connect(write)
    try:
        services.apply_look(actor=admin, site=site, choice=Choice("moi"))
    finally:
        template_rendered.disconnect(write)

    assert made
    assert not SiteLink.objects.exists()


def test_theme_that_fails_with_what_was_chosen_is_refused(admin, site, make_theme):
    fails = (
        "{% if chrome.site.header_text %}{% include missing|default:'x/khong-co.html' %}{% endif %}"
    )
    make_theme("dong", {"components/header.html": fails})

    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("dong"), header_text="Dòng chữ")

    assert "components/header.html" in error.value.messages[0]
    services.apply_look(actor=admin, site=site, choice=Choice("dong"))


def test_file_that_broke_after_the_start_is_refused(admin, site, make_theme):
    theme = make_theme("xanh", {"base.html": "{% extends 'base.html' %}"})
    services.apply_look(actor=admin, site=site, choice=Choice("xanh"))
    services.apply_look(actor=admin, site=site, choice=Choice("base"))
    (theme / "templates" / "base.html").write_text("{% extends 'base.html' %}\n{% khong_co %}")

    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("xanh"))

    assert "khong_co" in error.value.messages[0]
    site.refresh_from_db()
    assert site.theme == "base"


def test_search_with_words_is_tried(admin, site, make_theme):
    fails = "{% if query %}{% include missing|default:'x/khong-co.html' %}{% endif %}"
    make_theme("tim", {"search/results.html": fails})

    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("tim"))

    assert "search/results.html" in error.value.messages[0]


def test_500_of_a_broken_theme_is_that_of_the_basic_one(make_theme):
    make_theme("xau", {"500.html": "{% include missing|default:'x/khong-co.html' %}"})

    with active.using("xau"):
        answer = server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "masthead" in answer.content.decode()


def test_new_site_gets_no_broken_theme(portal_admin, make_theme):
    make_theme("xau", {"components/header.html": "{% include missing|default:'x/khong.html' %}"})

    with pytest.raises(ValidationError) as error:
        make_site(actor=portal_admin, wanted=wanted(theme="xau"))

    assert "GD-05" in str(error.value.message_dict["theme"])
    assert not MemberSite.objects.filter(is_province=False).exists()
    make_theme("tot")
    make_site(actor=portal_admin, wanted=wanted(theme="tot"))
