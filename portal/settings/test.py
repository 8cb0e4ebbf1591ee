"""For the test suite: own folder, quick password hashes. Honours PORTAL_DATABASE_URL."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import from_environment
from portal.settings.env import ROOT, read_environment

_folder = Path(tempfile.mkdtemp(prefix="portal-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
environment = read_environment(
    {
        "PORTAL_CACHE_URL": "memory://",
        "PORTAL_PLUGIN_PATH": str(ROOT / "tests" / "sample_plugins"),
        **os.environ,
        "PORTAL_DATA_DIR": str(_folder),
    },
    base_url="http://testserver",
)
globals().update(from_environment(environment))
if not environment.database["ENGINE"].endswith("postgresql"):
    # A file, as installations have it: in memory two connections could not write at once.
    DATABASES["default"]["TEST"] = {  # type: ignore[name-defined]  # noqa: F405
        "NAME": str(_folder / "test.db")
    }
STORAGES["staticfiles"] = {  # type: ignore[name-defined]  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
DEBUG = False
IS_EMBEDDED = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
