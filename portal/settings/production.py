"""A server installation. PORTAL_BASE_URL is required; https is derived from it."""

import os

from portal.settings.base import *  # noqa: F403
from portal.settings.base import from_environment
from portal.settings.env import read_environment

environment = read_environment(os.environ, base_url=None, plugin_failure="quarantine")
globals().update(from_environment(environment))

DEBUG = False
IS_EMBEDDED = False

# nginx sets this header itself and drops what a client sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = environment.is_https
# Health is asked on the application's own port, without nginx.
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/"]
SESSION_COOKIE_SECURE = environment.is_https
CSRF_COOKIE_SECURE = environment.is_https
SECURE_HSTS_SECONDS = 63_072_000 if environment.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.is_https
SECURE_HSTS_PRELOAD = environment.is_https
