"""Starts the portal in a process of its own and looks around; prints one line of JSON.

Called with the paths to look at besides the home page and the admin, after all plugins that work
were switched on for the province.
"""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    from portal.plugins import registry
    from tests import factories
    from tests.contract.ground import switch

    site = factories.make_province()
    administrator = get_user_model().objects.create_superuser("qt", "qt@portal.example", "x")
    visitor, admin = (Client(raise_request_exception=False) for _ in range(2))
    admin.force_login(administrator)
    visitor.get("/")  # the addresses are loaded with the first request
    for slug in registry.installed():
        switch(slug, [site], [site])
    found = {
        "problems": {problem.slug: problem.code for problem in registry.problems()},
        "sentences": [str(problem) for problem in registry.problems()],
        "installed": sorted(registry.installed()),
        "home": visitor.get("/").status_code,
        "admin": admin.get("/quan-tri/").status_code,
        "paths": {path: visitor.get(path).status_code for path in sys.argv[1:]},
    }
    print(f"\x1e{json.dumps(found)}", flush=True)  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main()
