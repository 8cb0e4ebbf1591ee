"""Fixtures of the whole suite: a province, a member site and its people."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import override

from portal.sites import structure
from portal.sites.models import MemberSite, Role
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Callable


def pytest_configure() -> None:
    """Load all addresses as a server does: in the portal's language.

    Wagtail fixes the labels of a few forms when they are loaded, which would else happen while
    the tables are made, in no language.
    """
    with override(settings.LANGUAGE_CODE):
        import_module(settings.ROOT_URLCONF)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that commit without bringing back what migrations wrote.

    The next such test would find other rows, or none, whichever of the two ran first.
    """
    for item in items:
        marker = item.get_closest_marker("django_db")
        kept = marker and marker.kwargs.get("serialized_rollback")
        if marker and marker.kwargs.get("transaction") and not kept:
            raise pytest.UsageError(f"{item.nodeid}: transaction=True needs serialized_rollback")


@pytest.fixture(autouse=True)
def _fresh_structure() -> None:
    """Each test has its own database content, so no snapshot may outlive one."""
    structure.forget()


@pytest.fixture
def province(db: None) -> MemberSite:
    return factories.make_province()


@pytest.fixture
def site(province: MemberSite) -> MemberSite:
    return factories.make_site()


@pytest.fixture
def other_site(province: MemberSite) -> MemberSite:
    return factories.make_site("la-gi", "La Gi")


@pytest.fixture
def contributor(site: MemberSite) -> Any:
    return factories.make_person(site, Role.CONTRIBUTOR)


@pytest.fixture
def editor(site: MemberSite) -> Any:
    return factories.make_person(site, Role.EDITOR)


@pytest.fixture
def approver(site: MemberSite) -> Any:
    return factories.make_person(site, Role.APPROVER)


@pytest.fixture
def signed_in() -> Callable[[Any], Client]:
    """A client signed in as the given person."""

    def client_of(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


@pytest.fixture
def run_tasks(db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Run all waiting background tasks, as the worker would."""
    # The worker tidies up connections; on PostgreSQL that would end the test's transaction.
    monkeypatch.setattr("portal.tasks.runner.close_old_connections", lambda: None)

    def run() -> None:
        call_command("worker", once=True)

    return run
