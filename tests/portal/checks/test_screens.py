"""Screens of levels and names, and the panel of the editor."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.checks import settings
from portal.checks.findings import Finding
from portal.checks.models import KnownName, SiteChecks
from portal.checks.points import ArticleCheck
from portal.checks.registry import checks
from portal.plugins import gate, registry
from portal.sites.models import Role
from tests import factories
from tests.portal.checks import said
from tests.portal.news import acts

BASE = "/quan-tri/kiem-tra-truoc-khi-dang/"


@pytest.fixture
def site_admin(site):
    return factories.make_person(site, Role.SITE_ADMIN)


@pytest.fixture
def portal_admin(province):
    return factories.make_person(None, Role.PORTAL_ADMIN)


def test_site_admin_chooses_levels_and_measures(signed_in, site_admin, site):
    client = signed_in(site_admin)
    assert "site.html" not in client.get(BASE).content.decode()
    values = {
        "level-contacts": "off",
        "level-kind": "",
        "fewest_words": "5",
        "allowed": "1900 1234",
    }

    response = client.post(f"{BASE}{site.pk}/", values)

    assert response.status_code == 302
    row = SiteChecks.objects.get(site=site)
    assert (row.levels, row.fewest_words, row.allowed) == ({"contacts": "off"}, 5, "1900 1234")


def test_wrong_value_comes_back_with_the_form(signed_in, site_admin, site):
    client = signed_in(site_admin)
    for values in ({"level-contacts": "loud"}, {"title_longest": "9999"}, {"title_longest": "x"}):
        response = client.post(f"{BASE}{site.pk}/", values)
        assert response.status_code == 200
        assert response.context["form"].errors
    assert not SiteChecks.objects.exists()


def test_portal_admin_chooses_for_all(signed_in, portal_admin, site_admin, site):
    assert signed_in(site_admin).get(f"{BASE}toan-cong/").status_code in {302, 403, 404}
    signed_in(portal_admin).post(f"{BASE}toan-cong/", {"level-kind": "off", "allowed": ""})
    assert SiteChecks.objects.get().site is None
    article = said.draft(site, portal_admin)
    assert "KT-15" not in said.codes(article)


def test_outsiders_change_nothing(signed_in, site_admin, other_site, editor, site):
    with pytest.raises(PermissionDenied):
        settings.change_checks(actor=site_admin, site=other_site, levels={})
    with pytest.raises(PermissionDenied):
        settings.change_checks(actor=site_admin, site=None, levels={})
    with pytest.raises(PermissionDenied):
        settings.save_name(actor=editor, site=site, name=KnownName(name="Lê Văn Đức"))
    for address in (f"{other_site.pk}/", f"{other_site.pk}/ten/"):
        assert signed_in(site_admin).get(f"{BASE}{address}").status_code in {302, 403, 404}
    assert not SiteChecks.objects.exists()


def test_unknown_check_is_refused(site_admin, site):
    with pytest.raises(ValidationError) as refusal:
        settings.change_checks(actor=site_admin, site=site, levels={"nothing": "warn"})
    assert acts.code(refusal) == "KT-33"


def test_names_are_added_changed_and_deleted(signed_in, site_admin, site):
    client = signed_in(site_admin)
    client.post(f"{BASE}{site.pk}/ten/moi/", {"name": " Lê  Văn Đức", "post": "Bí thư Đảng ủy"})
    name = KnownName.objects.get()
    assert (name.name, name.site) == ("Lê Văn Đức", site)

    client.post(f"{BASE}{site.pk}/ten/{name.pk}/", {"name": "Lê Văn Đức", "post": "Chủ tịch"})
    name.refresh_from_db()
    assert name.post == "Chủ tịch"
    assert "Chủ tịch" in client.get(f"{BASE}{site.pk}/ten/").content.decode()

    client.post(f"{BASE}{site.pk}/ten/{name.pk}/xoa/")
    assert not KnownName.objects.exists()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "Đức"}, "KT-31"),
        ({"name": "Lê Đức", "valid_from": "02/01/2026", "valid_to": "01/01/2026"}, "KT-32"),
    ],
)
def test_wrong_name_is_refused(signed_in, site_admin, site, values, code):
    response = signed_in(site_admin).post(f"{BASE}{site.pk}/ten/moi/", values)
    assert code in str(response.context["form"].errors)
    assert not KnownName.objects.exists()


def test_panel_tells_what_stops_and_what_reminds(signed_in, site, contributor):
    article = said.draft(site, contributor, "CCCD 022085001234")
    html = signed_in(contributor).get(f"{BASE}bai/{article.pk}/").content.decode()
    assert "KT-07" in html
    assert "KT-15" in html
    assert f'data-path="{article.body[0].id}"' in html


def test_panel_reads_the_newest_version(signed_in, site, contributor):
    article = said.draft(site, contributor)
    article.title = "HỘI NGHỊ ĐẢNG BỘ XÃ"
    article.save_revision(user=contributor)
    article.refresh_from_db()
    html = signed_in(contributor).get(f"{BASE}bai/{article.pk}/").content.decode()
    assert "KT-11" in html


def test_check_of_a_plugin_follows_its_switch(site, contributor, monkeypatch):
    def stamp(reading):
        return [Finding("no stamp", "title")]

    given = registry.Owned("demo_seal", ArticleCheck("stamp", "TD-01", "Stamp", stamp))
    monkeypatch.setitem(registry._extensions, ArticleCheck, [given])
    article = said.draft(site, contributor)
    monkeypatch.setattr(gate.Gate, "is_open_at", lambda self, slug, place: True)
    assert "TD-01" in said.codes(article)
    assert checks()[-1].name == "demo_seal__stamp"
    monkeypatch.setattr(gate.Gate, "is_open_at", lambda self, slug, place: False)
    assert "TD-01" not in said.codes(article)
