"""The studio of a site: who finds it, and what becomes of what is typed there."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.sites.models import MemberSite, Role, SiteState
from portal.theming.models import LookChange
from tests import factories

HOME = "/quan-tri/giao-dien/"


def _url(site):
    return f"{HOME}{site.pk}/"


def _typed(act="apply", **values):
    data = {"act": act, "theme": "base", "header_text": "", "logo": "", "note": ""}
    data |= {"starts_at": "", "ends_at": ""}
    return data | {key.replace("__", "-colour-"): value for key, value in values.items()}


def _seen(page):
    return re.search(r'name="change" value="(\d+)"', page)[1]


def test_administrator_of_one_site_goes_straight_to_its_studio(admin, site, signed_in):
    browser = signed_in(admin)

    assert browser.get(HOME)["Location"] == _url(site)
    page = browser.get(_url(site)).content.decode()
    for part in ("Giao diện cơ sở", "Chữ trên màu chủ đạo", 'name="base-colour-brand"'):
        assert part in page
    assert f'"{HOME}"' in browser.get("/quan-tri/").content.decode()
    assert _url(site) in browser.get(f"/quan-tri/trang-thanh-vien/edit/{site.pk}/").content.decode()


def test_portal_administrator_finds_all_sites(portal_admin, site, other_site, signed_in):
    page = signed_in(portal_admin).get(HOME).content.decode()

    assert _url(site) in page
    assert _url(other_site) in page


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.NEWSROOM])
def test_others_find_no_studio(site, role, signed_in):
    browser = signed_in(factories.make_person(None if role == Role.NEWSROOM else site, role))

    for address in (HOME, _url(site), f"{HOME}theo-dip/"):
        assert browser.get(address).status_code in {302, 403, 404}
    browser.post(_url(site), _typed(base__brand="#0b3d91"))
    browser.post(f"{_url(site)}hoan-tac/")
    assert not LookChange.objects.exists()
    assert f'"{HOME}"' not in browser.get("/quan-tri/").content.decode()


def test_auditor_looks_and_changes_nothing(site, signed_in):
    browser = signed_in(factories.make_person(None, Role.AUDITOR))

    page = browser.get(_url(site)).content.decode()
    assert "Giao diện cơ sở" in page
    assert 'value="apply"' not in page
    assert browser.post(_url(site), _typed(base__brand="#0b3d91")).status_code in {302, 403, 404}
    assert not LookChange.objects.exists()


def test_foreign_studio_does_not_exist(admin, other_site, signed_in):
    browser = signed_in(admin)
    change = LookChange.objects.create(
        site=other_site, chosen={"theme": "base"}, starts_at=timezone.now()
    )

    for response in (
        browser.get(_url(other_site)),
        browser.post(_url(other_site), _typed(base__brand="#0b3d91")),
        browser.post(f"{_url(other_site)}hoan-tac/"),
        browser.post(f"{HOME}thay-doi/{change.pk}/huy/"),
    ):
        assert response.status_code in {403, 404}
    other_site.refresh_from_db()
    change.refresh_from_db()
    assert (other_site.look, change.state) == ({}, "scheduled")


def test_apply_shows_in_public_and_in_the_history(admin, site, signed_in, client):
    browser = signed_in(admin)

    response = browser.post(_url(site), _typed(base__brand="#0b3d91", note="Đổi màu"), follow=True)

    assert "--brand:#0b3d91" in client.get("/tuy-phong/").content.decode()
    page = response.content.decode()
    assert 'value="#0b3d91"' in page
    assert "Đổi màu" in page
    assert f"{_url(site)}hoan-tac/" in page

    browser.post(f"{_url(site)}hoan-tac/", {"change": _seen(page)})
    assert "--brand" not in client.get("/tuy-phong/").content.decode()


def test_undone_twice_stays_undone(admin, site, signed_in, client):
    browser = signed_in(admin)
    page = browser.post(_url(site), _typed(base__brand="#0b3d91"), follow=True).content.decode()

    for _again in range(2):
        answer = browser.post(f"{_url(site)}hoan-tac/", {"change": _seen(page)}, follow=True)
    blind = browser.post(f"{_url(site)}hoan-tac/", follow=True)

    assert "GD-10" in answer.content.decode()
    assert "GD-10" in blind.content.decode()
    assert "--brand" not in client.get("/tuy-phong/").content.decode()


@pytest.mark.parametrize("act", ["", "boom"])
def test_form_sent_without_a_button_is_told_so(admin, site, signed_in, act):
    answer = signed_in(admin).post(_url(site), _typed(act=act, base__brand="#0b3d91"))

    assert "GD-21" in answer.content.decode()
    assert not LookChange.objects.exists()


def test_refused_choice_is_told_and_stays_typed(admin, site, signed_in):
    typed = _typed(base__brand="#ffee88", header_text="Câu đã gõ", note="Ghi chú đã gõ")

    page = signed_in(admin).post(_url(site), typed).content.decode()

    for part in ("GD-03", "1,1:1", "4,5:1", "#ffee88", "Câu đã gõ", "Ghi chú đã gõ"):
        assert part in page
    assert not LookChange.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"theme": "khong-co"},
        {"theme": ""},
        {"theme": "base\x00"},
        {"base__brand": "đỏ"},
        {"base__brand": "#" * 41},
        {"header_text": "x" * 201},
        {"note": "x" * 301},
        {"logo": "9" * 40},
        {"logo": "x"},
        {"act": "schedule"},
        {"act": "schedule", "starts_at": "hôm qua"},
        {"act": "schedule", "starts_at": "01/01/2020 10:00"},
        {"act": "schedule", "starts_at": "31/12/9999 23:59"},
        {"act": ""},
        {"act": "xoa"},
    ],
)
def test_nonsense_is_no_error_and_changes_nothing(admin, site, signed_in, values):
    response = signed_in(admin).post(_url(site), _typed(base__accent="#123456") | _typed(**values))

    assert response.status_code == 200
    assert not LookChange.objects.exists()


def test_foreign_logo_is_refused_and_not_shown(admin, site, other_site, signed_in):
    foreign = factories.make_image(other_site, "Ảnh mật của La Gi")

    page = signed_in(admin).post(_url(site), _typed(logo=str(foreign.pk))).content.decode()

    assert "TV-10" in page
    assert "Ảnh mật" not in page


def test_logo_and_line_are_put_on(admin, site, signed_in):
    logo = factories.make_image(site, "Huy hiệu")

    signed_in(admin).post(_url(site), _typed(logo=str(logo.pk), header_text="Đoàn kết"))

    site.refresh_from_db()
    assert (site.logo, site.header_text) == (logo, "Đoàn kết")


def test_picture_that_stands_stays(admin, site, other_site, signed_in):
    worn = factories.make_image(other_site, "Đã chọn từ trước")
    MemberSite.objects.filter(pk=site.pk).update(logo=worn)

    signed_in(admin).post(_url(site), _typed(logo=str(worn.pk), header_text="Đoàn kết"))

    site.refresh_from_db()
    assert (site.logo, site.header_text) == (worn, "Đoàn kết")


def test_preview_leads_to_the_site_and_changes_nothing(admin, site, signed_in, client):
    response = signed_in(admin).post(_url(site), _typed("preview", base__brand="#0b3d91"))

    assert response.status_code == 302
    path = re.sub(r"^https?://[^/]+", "", response["Location"])
    assert path.startswith("/tuy-phong/?xem-thu=")
    assert "--brand:#0b3d91" in client.get(path).content.decode()
    assert not LookChange.objects.exists()


def test_plan_is_listed_and_cancelled(admin, site, signed_in):
    browser = signed_in(admin)
    begin = (timezone.localtime() + timedelta(days=1)).strftime("%d/%m/%Y %H:%M")
    browser.post(_url(site), _typed("schedule", base__brand="#0b3d91", starts_at=begin))

    change = LookChange.objects.get()
    page = browser.get(_url(site)).content.decode()
    assert begin in page
    assert f"{HOME}thay-doi/{change.pk}/huy/" in page

    browser.post(f"{HOME}thay-doi/{change.pk}/huy/")
    change.refresh_from_db()
    assert change.state == "cancelled"


def test_frozen_site_is_shown_only(admin, site, signed_in):
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.FROZEN)
    browser = signed_in(admin)

    assert 'value="apply"' not in browser.get(_url(site)).content.decode()
    page = browser.post(_url(site), _typed(base__brand="#0b3d91")).content.decode()
    assert "TV-13" in page
    assert not LookChange.objects.exists()


def test_theme_that_is_missing_is_told(admin, portal_admin, site, signed_in):
    MemberSite.objects.filter(pk=site.pk).update(theme="da-go")

    assert "da-go" in signed_in(admin).get(_url(site)).content.decode()
    assert "da-go" in signed_in(portal_admin).get(HOME).content.decode()


def test_theme_that_cannot_be_read_is_told(portal_admin, site, other_site, make_theme, signed_in):
    make_theme("hong", toml="[[colours]\n")

    assert "hong" in signed_in(portal_admin).get(HOME).content.decode()


def test_health_tells_of_missing_themes(site, client):
    from portal.theming.health import themes_are_well

    assert themes_are_well()
    MemberSite.objects.filter(pk=site.pk).update(theme="da-go")
    assert not themes_are_well()
    checks = client.get("/suc-khoe/san-sang").json()["checks"]
    assert checks["themes"] == "error"


def test_health_tells_of_themes_that_cannot_be_read(site, make_theme, caplog):
    from portal.theming.health import themes_are_well

    make_theme("hong", toml="[[colours]\n")

    assert not themes_are_well()
    assert "hong" in caplog.text
