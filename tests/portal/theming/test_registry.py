"""Which themes there are, what they inherit, and what becomes of broken ones."""

import pytest

from portal.theming import registry
from portal.theming.look import Choice, unreadable

COLOUR = '[[colours]]\nname = "brand"\nlabel = "Màu"\nlight = "#003366"\ndark = "#003366"\n'


def test_theme_takes_colours_and_pairs_of_its_parent(make_theme):
    make_theme("con", toml='label = "Con"')

    assert registry.colours("con") == registry.colours("base")
    assert registry.pairs("con") == registry.pairs("base") != ()


def test_colours_of_a_theme_replace_those_of_its_parent(make_theme):
    make_theme("con", toml=COLOUR)
    make_theme("chau", toml='parent = "con"')

    found = {colour.name: colour.light for colour in registry.colours("chau")}
    of_base = {colour.name: colour.light for colour in registry.colours("base")}
    assert found == {**of_base, "brand": "#003366"}
    assert found != of_base


def test_chain_leads_through_all_parents_to_base(make_theme):
    make_theme("con")
    make_theme("chau", toml='parent = "con"')

    assert [theme.slug for theme in registry.chain("chau")] == ["chau", "con", "base"]


def test_headers_are_those_of_the_nearest_that_has_some(make_theme):
    make_theme("con", toml='[[headers]]\nname = "gon"\nlabel = "Gọn"')
    make_theme("chau", toml='parent = "con"')

    assert registry.headers("chau") == (("gon", "Gọn"),)
    assert registry.headers("base") == ()


def test_pair_needs_four_and_a_half_unless_it_says_less(make_theme):
    pair = '[[pairs]]\ntext = "link"\nground = "surface"\n'
    make_theme("con", toml=f"{pair}{pair}least = 3")

    assert [found.least for found in registry.pairs("con")] == [4.5, 3]


def test_themes_are_offered_by_their_labels(make_theme, tmp_path):
    for slug, label in (("mot", "B"), ("hai", "C"), ("ba", "A")):
        make_theme(slug)
        path = tmp_path / "themes" / slug / "theme.toml"
        path.write_text(f'name = "{slug}"\nlabel = "{label}"\nrequires_portal = ">=1"')
    registry.forget()

    assert [slug for slug, _label in registry.choices()][:3] == ["ba", "mot", "hai"]


@pytest.mark.parametrize("own", ["", '[[pairs]]\ntext = "link"\nground = "surface"\n'])
def test_child_of_a_theme_that_is_left_out_is_left_out_too(make_theme, own):
    make_theme("hong", toml='[[pairs]]\ntext = "la"\nground = "brand"')
    make_theme("con", toml=f'parent = "hong"\n{own}')

    assert "con" not in registry.themes()
    assert registry.problems()["con"]


def test_missing_theme_is_base(make_theme):
    assert registry.theme("da-go").slug == "base"
    assert [theme.slug for theme in registry.chain("da-go")] == ["base"]


@pytest.mark.parametrize(
    ("declaration", "reason"),
    [
        ("label = [", "TOMLDecodeError"),
        ('parent = "khong-co"', "do not lead to base"),
        ('parent = "hong"', "do not lead to base"),
        ('styles = ["thieu.css"]', "thieu.css is missing"),
        ('[[colours]]\nname = "brand"\nlight = "red"\ndark = "#000000"', "needs light and dark"),
        ('[[colours]]\nname = "brand"\nlight = "#000000"\ndark = "red"', "needs light and dark"),
        ('[[pairs]]\nground = "brand"', "text"),
        ('[[pairs]]\ntext = "la"\nground = "brand"', "names 'la'"),
    ],
)
def test_broken_theme_is_left_out_and_its_reason_told(make_theme, declaration, reason):
    make_theme("hong", toml=declaration)

    assert "hong" not in registry.themes()
    assert "base" in registry.themes()
    assert reason in registry.problems()["hong"]


@pytest.mark.parametrize(
    ("wanted", "reason"), [(">=2", "this portal has 1.0"), ("một", "no range of versions")]
)
def test_theme_for_another_version_is_left_out(make_theme, tmp_path, wanted, reason):
    make_theme("moi")
    path = tmp_path / "themes" / "moi" / "theme.toml"
    path.write_text(f'name = "moi"\nrequires_portal = "{wanted}"')
    registry.forget()

    assert reason in registry.problems()["moi"]


def test_theme_of_a_folder_with_another_name_is_left_out(make_theme, tmp_path):
    make_theme("mot")
    (tmp_path / "themes" / "mot" / "theme.toml").write_text('name = "hai"')
    registry.forget()

    assert "'hai'" in registry.problems()["mot"]


def test_every_shipped_theme_can_be_used_and_is_readable():
    assert not registry.problems()
    assert registry.BASE in registry.themes()
    for slug in registry.themes():
        assert unreadable(Choice(slug)) == [], slug
