"""Switching plugins: who may, what is refused, what is kept."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied, ValidationError

from plugins.sample.models import Note
from portal.plugins import gate, registry, services
from portal.plugins.models import Activation, ActivationChange
from portal.plugins.scopes import INSTALLATION, Scope


def test_history_says_who_switched_what_where_and_why(site, admin_user):
    scope = Scope.site(site.pk)
    services.switch(actor=admin_user, slug="sample", scope=scope, enabled=True, note="Thử nghiệm")
    services.switch(actor=admin_user, slug="sample", scope=scope, enabled=False)
    off, on = ActivationChange.objects.all()
    assert (on.enabled, off.enabled) == (True, False)
    assert (on.scope_name, on.actor, on.note) == ("Tuy Phong", admin_user, "Thử nghiệm")


def test_switching_to_what_it_is_leaves_no_history(site):
    assert (
        services.switch(actor=None, slug="sample", scope=Scope.site(site.pk), enabled=False) is None
    )
    assert not ActivationChange.objects.exists()


def test_data_stays_when_switched_off(site, switch):
    switch(site)
    Note.objects.create(site=site, title="Lịch tiếp dân")
    switch(site, enabled=False)
    assert Note.objects.count() == 1


def test_only_people_with_the_right_may_switch(site, approver):
    scope = Scope.site(site.pk)
    with pytest.raises(PermissionDenied):
        services.switch(actor=approver, slug="sample", scope=scope, enabled=True)
    assert not Activation.objects.exists()
    approver.user_permissions.add(Permission.objects.get(codename="change_activation"))
    person = type(approver).objects.get(pk=approver.pk)
    services.switch(actor=person, slug="sample", scope=scope, enabled=True)
    assert gate.current().is_open("sample", scope)


@pytest.mark.parametrize(
    ("slug", "scope", "code"),
    [
        ("khong_co", INSTALLATION, "PLG-12"),
        ("sample", Scope.site(999), "PLG-13"),
        ("sample", Scope.unit(1), "PLG-13"),
    ],
)
def test_what_cannot_be_switched_is_refused(site, slug, scope, code):
    with pytest.raises(ValidationError) as refusal:
        services.switch(actor=None, slug=slug, scope=scope, enabled=True)
    assert refusal.value.code == code
    assert not Activation.objects.exists()


def test_a_plugin_waits_for_what_it_needs(monkeypatch, site, switch):
    sample = registry.installed()["sample"]
    other = type(sample)("plugins.sample", sample.module)
    other.slug, other.depends = "other", ("sample",)
    monkeypatch.setattr(registry, "installed", lambda: {"sample": sample, "other": other})
    scope = Scope.site(site.pk)
    with pytest.raises(ValidationError) as refusal:
        services.switch(actor=None, slug="other", scope=scope, enabled=True)
    assert refusal.value.code == "PLG-14"
    switch(site)
    services.switch(actor=None, slug="other", scope=scope, enabled=True)
    assert gate.current().is_open("other", scope)
