"""WSGI entry point of server installations."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()

from portal.plugins.startup import verify  # noqa: E402 - needs the apps to be loaded

verify()
