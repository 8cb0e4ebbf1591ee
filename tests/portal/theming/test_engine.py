"""Templates and styles of themes: whose they are, on which page, and that none is mixed up."""

import threading

import pytest
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory

from portal.sites import structure
from portal.sites.models import MemberSite
from portal.theming import active
from portal.theming.finders import LAYERS, ThemeFinder, ThemeStorage, joined_styles
from portal.theming.look import Choice, Look, look_of, palette, unreadable
from portal.theming.registry import theme

CHILD_BASE = '{% extends "base.html" %}{% block top %}<p>ĐẦU CON</p>{% endblock %}'


@pytest.fixture
def dress():
    """Give a site a theme, as a release with that theme would find it."""

    def act(site, slug, **look):
        MemberSite.objects.filter(pk=site.pk).update(theme=slug, look=look)
        structure.bump()

    return act


def test_page_of_a_site_comes_in_its_own_theme(make_theme, province, site, dress):
    make_theme("con", files={"templates/base.html": CHILD_BASE})
    dress(site, "con")

    own, other = Client().get("/tuy-phong/").content, Client().get("/").content

    assert "ĐẦU CON".encode() in own
    assert b'data-theme="con"' in own
    assert "ĐẦU CON".encode() not in other
    assert b'data-theme="base"' in other


def test_error_page_comes_in_the_theme_of_the_site_it_lies_under(make_theme, province, site, dress):
    make_theme("con", files={"templates/components/error.html": "<h1>LỖI CON</h1>"})
    dress(site, "con")

    assert "LỖI CON" in Client().get("/tuy-phong/khong-co/").content.decode()
    assert "LỖI CON" not in Client().get("/khong-co/").content.decode()


def test_template_of_the_same_name_is_extended_along_the_parents(make_theme):
    extend = '{{% extends "t.html" %}}{{% block a %}}{name} {{{{ block.super }}}}{{% endblock %}}'
    make_theme("ong", files={"templates/t.html": "{% block a %}ông{% endblock %}"})
    make_theme("cha", toml='parent = "ong"', files={"templates/t.html": extend.format(name="cha")})
    make_theme("con", toml='parent = "cha"', files={"templates/t.html": extend.format(name="con")})

    with active.using("con"):
        assert render_to_string("t.html") == "con cha ông"
    with active.using("cha"):
        assert render_to_string("t.html") == "cha ông"


def test_theme_may_replace_a_template_of_an_app(make_theme):
    make_theme("con", files={"templates/wagtailadmin/login.html": "của giao diện"})

    with active.using("con"):
        assert render_to_string("wagtailadmin/login.html") == "của giao diện"
    assert "themes" not in get_template("wagtailadmin/login.html").origin.name


def test_theme_is_put_back_after_a_failure():
    with pytest.raises(RuntimeError), active.using("khong-co"):
        raise RuntimeError
    assert active.slug() == "base"


def test_source_that_fails_leaves_the_base_theme(caplog):
    def broken():
        raise RuntimeError("no database")

    with active.using(broken):
        assert active.slug() == "base"
    assert "cannot be told" in caplog.text


def test_threads_have_their_own_theme(make_theme):
    make_theme("mot", files={"templates/which.html": "mot"})
    make_theme("hai", files={"templates/which.html": "hai"})
    wrong = []
    together = threading.Barrier(4)

    def work(slug):
        together.wait()
        for _round in range(300):
            with active.using(slug):
                if get_template("which.html").render() != slug:
                    wrong.append(slug)

    threads = [threading.Thread(target=work, args=(slug,)) for slug in ("mot", "hai") * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_styles_of_the_chain_are_one_file_parents_first(make_theme):
    make_theme(
        "con",
        toml='styles = ["con.css"]',
        files={"static/css/con.css": "/* hết */\n.con { color: red; }"},
    )

    joined = joined_styles("con")

    assert joined.startswith(LAYERS)
    assert LAYERS.endswith(" components, plugin, theme, site, overlay, print;")
    assert joined.endswith(".con{color:red}")
    assert ".masthead" in joined
    assert "hết" not in joined


def test_static_files_of_parents_lie_in_the_folder_of_the_child(make_theme):
    make_theme("con", files={"static/img/emblem.svg": "<svg/>"})

    files = {name: storage for name, storage in ThemeFinder().list([]) if "con" in storage.prefix}

    with files["img/emblem.svg"].open("img/emblem.svg") as file:
        assert file.read() == b"<svg/>"
    assert files["js/site.js"].path("js/site.js").endswith("themes/base/static/js/site.js")
    assert files["css/all.css"].open("css/all.css").read().decode() == joined_styles("con")


def test_finder_knows_inherited_files(make_theme):
    make_theme("con")

    assert ThemeFinder().find("themes/con/js/site.js").endswith("base/static/js/site.js")
    assert not ThemeFinder().find("themes/con/js/khong-co.js")
    assert not ThemeFinder().find("js/site.js")
    assert len(ThemeFinder().find("themes/con/js/site.js", find_all=True)) == 1


def test_finder_lists_what_is_not_ignored(make_theme):
    make_theme("con", files={"static/img/la.svg": "<svg/>"})

    names = {name for name, storage in ThemeFinder().list(["*.js"]) if "con" in storage.prefix}

    assert {"img/la.svg", "css/all.css"} <= names
    assert "js/site.js" not in names


def test_storage_of_a_theme_has_its_joined_styles():
    storage = ThemeStorage(theme("base"))

    names = ("css/all.css", "js/site.js", "khong-co.js")
    assert [storage.exists(name) for name in names] == [True, True, False]


def test_joined_styles_are_as_new_as_the_newest_of_them(make_theme, tmp_path):
    make_theme("con", toml='styles = ["con.css"]', files={"static/css/con.css": ".con{}"})
    path = tmp_path / "themes/con/static/css/con.css"

    newest = ThemeStorage(theme("con")).get_modified_time("css/all.css")

    assert newest.timestamp() == pytest.approx(path.stat().st_mtime, abs=0.01)


def test_colours_of_a_site_stand_in_its_pages_and_only_there(province, site, dress):
    dress(site, "base", colours={"brand": "#0b4f3c"})

    own, other = (Client().get(url).content.decode() for url in ("/tuy-phong/", "/"))

    assert "<style>@layer site{:root{--brand:#0b4f3c;}" in own
    assert "<style>" not in other


@pytest.mark.parametrize(
    "stored",
    [
        {"colours": {"brand": "red;}</style><script>alert(1)</script>"}},
        {"colours": {"brand": 7}},
        {"colours": {"khong-co": "#123456"}},
        {"colours": "#123456"},
        {"colours": None, "header": ["x"]},
    ],
)
def test_faulty_stored_colours_are_passed_over(province, site, dress, stored):
    dress(site, "base", **stored)

    answer = Client().get("/tuy-phong/")

    assert answer.status_code == 200
    assert b"alert(1)" not in answer.content
    assert b"--brand:" not in answer.content


def test_link_colour_is_made_lighter_for_the_dark_page():
    found = palette(Choice("base", {"link": "#0b4f3c"}))["link"]

    assert found["light"] == "#0b4f3c"
    assert found["dark"] != "#0b4f3c"
    assert unreadable(Choice("base", {"link": "#0b4f3c"})) == []


def test_pair_below_four_and_a_half_is_told_with_its_ratio():
    (light, dark) = unreadable(Choice("base", {"brand": "#c8992b"}))

    assert (light.pair.text, light.pair.ground) == ("on-brand", "brand")
    assert light.mode, dark.mode == ("light", "dark")
    assert light.ratio == pytest.approx(2.6, abs=0.1)


def test_header_the_theme_does_not_have_is_its_usual_one(make_theme):
    make_theme(
        "con",
        toml='[[headers]]\nname = "gon"\nlabel = "Gọn"\n[[headers]]\nname = "to"\nlabel = "To"',
    )

    assert Look(Choice("con", header="to")).header == "to"
    assert Look(Choice("con", header="la")).header == "gon"
    assert Look(Choice("base", header="to")).header == ""


def test_page_gets_the_shade_for_the_dark(province, site, dress):
    dress(site, "base", colours={"link": "#0b4f3c"})
    dark = palette(Choice("base", {"link": "#0b4f3c"}))["link"]["dark"]

    assert f"--link:light-dark(#0b4f3c,{dark})" in Client().get("/tuy-phong/").content.decode()


def test_look_follows_the_page_that_is_found_later(province, site, dress):
    dress(site, "base", colours={"brand": "#0b4f3c"})
    request = RequestFactory().get("/")
    request.structure = structure.current()
    assert look_of(request).styles == ""

    request.portal_site = request.structure.site_by_id(site.pk)

    assert "#0b4f3c" in look_of(request).styles


def test_look_costs_no_query_of_its_own(province, site, dress, django_assert_num_queries):
    dress(site, "base", colours={"brand": "#0b4f3c"})
    request = RequestFactory().get("/tuy-phong/")
    request.structure = structure.current()
    look_of(RequestFactory().get("/"))  # overlays are read once per version of the structure

    with django_assert_num_queries(0):
        assert look_of(request).styles
