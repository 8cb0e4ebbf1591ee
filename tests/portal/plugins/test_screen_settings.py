"""Forms for settings of plugins: who may change which, and what a form leaves alone."""

from __future__ import annotations

from html import unescape

import pytest
from django.apps import apps
from django.db import models
from django.http import Http404
from django.test import RequestFactory

from plugins.sample.models import SampleSettings
from portal.plugins import registry, services
from portal.plugins.models import InstallationSettings
from portal.plugins.permissions import may_switch
from portal.plugins.points import SettingsPanel
from portal.plugins.scopes import Scope
from portal.plugins.settings_views import form_of
from portal.sites.models import Role, StructureVersion
from tests import factories

FORM = "/quan-tri/phan-mo-rong/sample/cai-dat/samplesettings/"


@pytest.fixture
def opened(site, other_site):
    """The sample is on for ``site`` only."""
    services.switch(actor=None, slug="sample", scope=Scope.site(site.pk), enabled=True)


def test_approver_changes_the_settings_of_the_own_site(opened, signed_in, approver, site):
    client = signed_in(approver)
    response = client.get(FORM)
    assert response["Location"] == f"{FORM}{site.pk}/"
    assert "Thông báo" in unescape(client.get(f"{FORM}{site.pk}/").content.decode())
    response = client.post(f"{FORM}{site.pk}/", {"heading": "Thông báo mới"}, follow=True)
    assert response.status_code == 200
    assert SampleSettings.of(site).heading == "Thông báo mới"


def test_looking_at_the_form_writes_nothing(opened, admin_client, site):
    assert admin_client.get(f"{FORM}{site.pk}/").status_code == 200
    assert not SampleSettings.objects.exists()


def test_wrong_input_keeps_what_was_typed_and_saves_nothing(opened, admin_client, site):
    typed = "x" * 101
    response = admin_client.post(f"{FORM}{site.pk}/", {"heading": typed})
    assert response.status_code == 200
    assert typed in response.content.decode()
    assert not SampleSettings.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_site_where_the_plugin_is_off_has_no_form_even_for_a_superuser(
    opened, admin_client, other_site, method
):
    response = getattr(admin_client, method)(f"{FORM}{other_site.pk}/", {"heading": "Lạ"})
    assert response.status_code == 404
    assert not SampleSettings.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_plugin_that_is_off_has_no_form_even_for_a_superuser(admin_client, site, method):
    response = getattr(admin_client, method)(f"{FORM}{site.pk}/", {"heading": "Lạ"})
    assert response.status_code == 404
    assert not SampleSettings.objects.exists()


def test_approver_of_another_site_changes_nothing(opened, signed_in, site, other_site):
    services.switch(actor=None, slug="sample", scope=Scope.site(other_site.pk), enabled=True)
    person = factories.make_person(other_site, Role.APPROVER)
    client = signed_in(person)
    assert client.get(f"{FORM}{site.pk}/").status_code == 404
    assert client.post(f"{FORM}{site.pk}/", {"heading": "Lạ"}).status_code == 404
    assert not SampleSettings.objects.exists()
    assert client.get(FORM)["Location"] == f"{FORM}{other_site.pk}/"


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_people_who_do_not_approve_change_nothing(opened, signed_in, site, role, request):
    client = signed_in(request.getfixturevalue(role))
    assert client.get(FORM).status_code == 404
    assert client.post(f"{FORM}{site.pk}/", {"heading": "Lạ"}).status_code == 404
    assert not SampleSettings.objects.exists()


def test_menu_item_is_for_those_who_may_change_something(opened, signed_in, approver, editor):
    assert FORM in signed_in(approver).get("/quan-tri/").content.decode()
    assert FORM not in signed_in(editor).get("/quan-tri/").content.decode()


def test_menu_item_goes_with_the_plugin(site, signed_in, approver):
    assert FORM not in signed_in(approver).get("/quan-tri/").content.decode()


def test_form_leads_to_other_open_sites_only(opened, admin_client, site, other_site, province):
    services.switch(actor=None, slug="sample", scope=Scope.site(province.pk), enabled=True)
    page = admin_client.get(f"{FORM}{site.pk}/").content.decode()
    assert f'value="{FORM}{province.pk}/"' in page
    assert f'value="{FORM}{other_site.pk}/"' not in page


def test_detail_page_links_to_the_form(opened, admin_client):
    page = admin_client.get("/quan-tri/phan-mo-rong/sample/").content.decode()
    assert f'href="{FORM}"' in page


@pytest.fixture
def whole():
    """Settings of the installation, in a table that happens to have the right columns."""

    class Whole(InstallationSettings):
        token = models.CharField(max_length=32)

        class Meta:
            app_label = "plugin_sample"
            db_table = "sites_structureversion"
            managed = False

    yield form_of(registry.Owned("sample", SettingsPanel(Whole)))
    del apps.all_models["plugin_sample"]["whole"]
    apps.clear_cache()


def ask(view, user, **posted):
    request = RequestFactory().post("/", posted)
    request.user = user
    return view(request)


def test_settings_of_the_installation_are_not_for_people_of_sites(opened, whole, approver):
    before = StructureVersion.objects.get().token
    with pytest.raises(Http404):
        ask(whole, approver, token="moi")
    assert StructureVersion.objects.get().token == before


def test_settings_of_the_installation_are_one_row(whole, administrator):
    model = whole.view_initkwargs["model"]
    assert issubclass(model, InstallationSettings)
    row = model.now()
    row.token = "moi"
    row.save()
    assert model.objects.count() == 1
    assert model.now().token == "moi"
    assert may_switch(administrator)
