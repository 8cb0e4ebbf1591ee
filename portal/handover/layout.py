"""What lies where in an archive, and how large it may be.

An archive is an ordinary ZIP file; README.txt in it says the same to people.
"""

from __future__ import annotations

FORMAT = "portal-member-site"
# Raised when an older portal could not read the archive any more.
FORMAT_VERSION = 1

MANIFEST = "manifest.json"
README = "README.txt"
SITE = "site.json"
PAGES = "pages.jsonl"
LAYOUT = "layout.json"
PEOPLE = "people.json"
IMAGES = "images.jsonl"
DOCUMENTS = "documents.jsonl"
REDIRECTS = "redirects.csv"
# Not in archives of earlier portals.
SERIES = "series.json"
REQUIRED = frozenset({SITE, PAGES, LAYOUT, PEOPLE, IMAGES, DOCUMENTS, REDIRECTS})
FOLDERS = ("images/", "documents/")

# Addresses that mean a place of the archived site, wherever it is imported.
OWN_PLACE = "portal-site:"
OWN_FILE = "portal-document:"

KB, MB, GB = 1024, 1024**2, 1024**3
MAX_MEMBERS = 200_000
MAX_TOTAL = 40 * GB  # unpacked
MAX_RATIO = 200  # unpacked to packed, of the whole archive
MAX_DIRECTORY = 64 * MB  # the ZIP's own table of contents
MAX_JSON = 64 * MB
MAX_LINE = 32 * MB
MAX_UPLOAD = 2 * GB
CHUNK = 256 * KB
