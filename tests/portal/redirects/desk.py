"""Short ways to old addresses in tests."""

from django.test import Client

from portal.redirects import rules, services, targets
from portal.redirects.addresses import parse
from portal.redirects.checks import Reach
from portal.sites.structure import current


def typed(old, new, *, actor=None, legacy_key=""):
    """A typed old address, as the screen makes it."""
    reader = targets.Reader([new], rules.current(current()), Reach.of(actor))
    return services.save_address(
        actor=actor, address=parse(old), target=reader.target_of(new), legacy_key=legacy_key
    )


def answer(path, host="testserver", **headers):
    """Status and, for redirects, the new address."""
    found = Client().get(path, HTTP_HOST=host, **headers)
    if found.status_code == 301 and found.headers["Location"] == f"{path}/":
        # Django tries the address with its last slash before it gives up.
        found = Client().get(f"{path}/", HTTP_HOST=host, **headers)
    if found.status_code == 301:
        return 301, found.headers["Location"]
    return found.status_code, ""
