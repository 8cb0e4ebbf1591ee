"""Versions and tables are looked at before plugins work on the data."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db.migrations.recorder import MigrationRecorder
from django.urls import get_resolver

from plugins.sample.models import SamplePage
from portal.plugins import gate, registry, services, startup
from portal.plugins.models import KnownPlugin
from portal.plugins.problems import PluginsBroken
from portal.sites.models import Role
from tests import factories


@pytest.fixture
def kept_apps(monkeypatch, settings):
    """Put back whatever a quarantine takes out of Django's registry."""
    # Addresses are read once a process: other tests must not get those without the sample.
    assert get_resolver().url_patterns
    config = apps.app_configs["plugin_sample"]
    models, module = dict(config.models), config.models_module
    configs, problems = apps.app_configs, list(registry.problems())
    extensions = {kind: list(values) for kind, values in registry._extensions.items()}
    from wagtail.models import PAGE_MODEL_CLASSES

    from portal.plugins import loading

    yield
    apps.all_models["plugin_sample"] = config.models = models
    config.models_module, apps.app_configs = module, configs
    registry._extensions.update(extensions)
    registry._late_problems[:] = problems
    loading._waiting.clear()
    if SamplePage not in PAGE_MODEL_CLASSES:
        PAGE_MODEL_CLASSES.append(SamplePage)
    apps.clear_cache()


def test_a_new_plugin_is_noted_with_its_tables(db):
    startup.note_changes()
    row = KnownPlugin.objects.get(slug="sample")
    assert row.version == "1.0.0"
    assert "plugin_sample_note" in row.tables


def test_an_older_version_than_worked_on_the_data_is_refused(db, settings):
    services.note_installed("vi")
    KnownPlugin.objects.update(version="1.1.0")
    settings.PORTAL_PLUGIN_FAILURE = "raise"
    with pytest.raises(PluginsBroken, match="1.0.0 is older than 1.1.0"):
        startup.verify()


def test_a_plugin_with_waiting_migrations_is_left_out_of_a_server(
    site, switch, client, settings, kept_apps
):
    switch(site)
    MigrationRecorder.Migration.objects.filter(app="plugin_sample").delete()
    settings.PORTAL_PLUGIN_FAILURE = "quarantine"
    startup.verify()
    assert "sample" not in registry.installed()
    assert [p.code for p in registry.problems() if p.slug == "sample"] == ["PLG-08"]
    assert client.get("/tuy-phong/").status_code == 200
    assert client.get("/tuy-phong/mau/").status_code == 404


def test_a_removed_plugin_is_told_and_harms_nothing(site, client):
    KnownPlugin.objects.create(slug="da_go", name="Đã gỡ", version="1.0", package="plugins.da_go")
    assert [(p.slug, p.code) for p in startup.removed()] == [("da_go", "PLG-10")]
    assert client.get("/tuy-phong/").status_code == 200
    assert not gate.current().is_open("da_go")


def test_roles_carry_the_rights_their_plugin_names(site, editor):
    auditor = factories.make_person(None, Role.AUDITOR)

    assert editor.has_perm("plugin_sample.add_note")
    assert not auditor.has_perm("plugin_sample.add_note")
