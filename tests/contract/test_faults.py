"""The suite is worth something: a gate check that is missing anywhere is noticed."""

from __future__ import annotations

import pytest

from tests.contract import checks
from tests.contract.faults import FAULTS


@pytest.fixture(scope="module")
def slug():
    """The plugin that uses every point."""
    return "sample"


@pytest.mark.parametrize("name", FAULTS)
def test_a_missing_gate_check_is_noticed(ground, monkeypatch, name):
    fault = FAULTS[name]
    if not checks.SURFACES[fault.surface].has(ground.slug):
        pytest.skip(f"{ground.slug} has nothing of this kind")
    if fault.partly:
        ground.switch(ground.here)
    sites = [ground.elsewhere] if fault.partly else ground.sites
    checks.closed(fault.surface, ground, sites)

    fault.plant(monkeypatch, ground)

    with pytest.raises(AssertionError, match=f"but on “{fault.surface}” there is"):
        checks.closed(fault.surface, ground, sites)
