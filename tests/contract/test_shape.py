"""A plugin is built as docs/plugins/ says."""

from __future__ import annotations

import pytest

from tests.contract import shape


@pytest.mark.parametrize("check", shape.CHECKS, ids=lambda check: check.__name__)
def test_a_plugin_is_well_built(slug, check):
    check(slug)
