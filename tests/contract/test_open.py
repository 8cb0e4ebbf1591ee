"""A plugin that is switched on for one site works there and is nowhere else."""

from __future__ import annotations

import pytest

from tests.contract import checks


@pytest.fixture
def partly(ground):
    """The ground with the plugin on at ``here`` only."""
    ground.switch(ground.here)
    return ground


@pytest.mark.parametrize("name", checks.SURFACES)
def test_a_plugin_works_where_it_is_on(partly, name):
    if not checks.SURFACES[name].has(partly.slug):
        pytest.skip(f"{partly.slug} has nothing of this kind")

    checks.opened(name, partly, [partly.here])


@pytest.mark.parametrize("name", [n for n, s in checks.SURFACES.items() if s.per_site])
def test_a_plugin_stays_closed_on_other_sites(partly, name):
    if partly.config.scope != "site":
        pytest.skip(f"{partly.slug} is not switched by site")

    checks.closed(name, partly, [partly.elsewhere])
