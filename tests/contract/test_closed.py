"""A plugin that is switched off everywhere is nowhere, whoever asks."""

from __future__ import annotations

import pytest

from tests.contract import checks


@pytest.mark.parametrize("name", checks.SURFACES)
def test_a_plugin_that_is_off_is_not_noticed(ground, name):
    checks.closed(name, ground)
