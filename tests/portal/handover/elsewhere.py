"""Run as a program in another installation: import an archive, tell what the site looks like."""

from __future__ import annotations

import json
import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    from portal.handover import verify
    from portal.handover.services import import_site
    from portal.sites.models import MemberSite
    from tests import factories
    from tests.portal.handover import ground

    call_command("migrate", verbosity=0)
    factories.make_province()
    import_site(actor=None, archive=sys.argv[1])
    site = MemberSite.objects.get(code="tuy-phong")
    accounts = get_user_model().objects.order_by("username")
    found = {
        "portrait": ground.portrait(site),
        "findings": verify.findings(site, is_closed=True),
        "accounts": [[a.username, a.is_active, a.has_usable_password()] for a in accounts],
    }
    sys.stdout.write(json.dumps(found, default=str))
