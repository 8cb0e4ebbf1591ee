"""The templates of each theme, and what every page carries whatever its theme."""

from __future__ import annotations

import pytest
from django.template.loader import get_template, render_to_string

from portal.theming import active
from portal.theming.overlays import ActiveOverlay
from portal.theming.registry import chain, themes

SLUGS = sorted(themes())
TEXT = "Cảnh báo lũ trên sông"


@pytest.mark.parametrize("slug", SLUGS)
def test_templates_of_theme_compile(slug: str) -> None:
    names = {
        path.relative_to(theme.templates).as_posix()
        for theme in chain(slug)
        for path in theme.templates.rglob("*")
        if path.is_file()
    }
    assert "base.html" in names
    with active.using(slug):
        for name in sorted(names):
            get_template(name)


def bands(*overlays: ActiveOverlay) -> str:
    return render_to_string("components/overlay_band.html", {"look": {"overlays": overlays}})


def test_emergency_comes_before_other_bands() -> None:
    html = bands(ActiveOverlay("dai-hoi", "Chào mừng Đại hội"), ActiveOverlay("khan-cap", TEXT))
    assert html.index(TEXT) < html.index("Chào mừng Đại hội")


def test_band_links_to_its_address() -> None:
    html = bands(ActiveOverlay("khan-cap", TEXT, "/thong-bao/"))
    assert f'<a href="/thong-bao/">{TEXT}</a>' in html


def test_text_of_band_escaped() -> None:
    assert "<b>" not in bands(ActiveOverlay("dai-hoi", "<b>Đại hội</b>"))


@pytest.mark.parametrize("kind", ["tet", "dai-hoi", "khan-cap"])
def test_overlay_without_text_has_no_band(kind: str) -> None:
    assert "<section" not in bands(ActiveOverlay(kind))


def test_mourning_without_text_says_what_it_is() -> None:
    assert "<p>" in bands(ActiveOverlay("quoc-tang"))


def test_preview_bar_only_in_preview() -> None:
    name = "components/preview_bar.html"
    assert not render_to_string(name, {"look": {"is_preview": False}}).strip()
    assert "?xem-thu=het" in render_to_string(name, {"look": {"is_preview": True}})


def test_home_stands_first_in_menu_of_the_province_theme() -> None:
    chrome = {"menu": [{"title": "Tin tức", "url": "/tin-tuc/"}], "site": {"url": "/"}}
    with active.using("dang_bo"):
        html = render_to_string("components/menu.html", {"chrome": chrome})
    assert html.index("menu__item--home") < html.index("Tin tức")
    with active.using("thanh_vien"):
        html = render_to_string("components/menu.html", {"chrome": chrome})
    assert "menu__item--home" not in html


def test_display_settings_need_no_script_to_be_out_of_the_way() -> None:
    html = render_to_string("components/display.html")
    assert 'class="display-open needs-script"' in html
    for value in ("scheme:", "scheme:light", "scheme:dark", "contrast:more"):
        assert f'data-show="{value}"' in html
    assert html.count("data-step=") == 3
