"""The plugin API changes only on purpose: what was recorded must still be there."""

import json
import re

from portal.plugins.config import API_VERSION
from tests.portal.plugins.api import RECORD, surface
from tests.portal.plugins.examples import PAGES

ANEW = "python -m tests.portal.plugins.api"


def test_the_api_is_the_one_that_was_recorded():
    recorded = json.loads(RECORD.read_text())
    now = json.loads(json.dumps(surface()))
    gone = {key: value for key, value in recorded.items() if now.get(key) != value}
    new = sorted(set(now) - set(recorded))
    assert (gone, new) == ({}, []), (
        "The plugin API changed. Additions: raise the second number of API_VERSION, list them in "
        f"docs/plugins/api-version.md, record anew ({ANEW}). Removals: see that page first."
    )


def test_every_version_of_the_api_has_its_list_of_changes():
    text = (PAGES / "api-version.md").read_text()
    versions = re.findall(r"^### (\d+\.\d+)", text, re.MULTILINE)
    assert versions[0] == API_VERSION
    assert f"`API_VERSION` is `{API_VERSION}`" in text


def test_everything_plugins_may_register_is_part_of_the_api():
    names = surface()
    assert "points.MenuItem" in names
    assert names["points.SideWidget"]["regions"].endswith(" = …")
    assert "config.PluginConfig" in names
    assert names["gate.current"] == "function() -> 'Gate'"
