"""Two sites with different themes, answered by the same processes at the same time."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.e2e

READERS = 8
PAGES_EACH = 40
# What is asked, and what tells whose page came back: theme and name of the site in the title.
ASKED = {
    "/": ("dang_bo", "Đảng bộ tỉnh"),
    "/tuy-phong/": ("thanh_vien", "Tuy Phong"),
    "/khong-co-trang-nay/": ("dang_bo", "Không tìm thấy"),
    "/tuy-phong/khong-co-trang-nay/": ("thanh_vien", "Không tìm thấy"),
}
MARKS = re.compile(
    r'data-theme="(?P<theme>\w+)".*?<title>(?P<title>[^<]*)</title>.*?'
    r'href="/static/themes/(?P<styles>\w+)/css/all\.',
    re.DOTALL,
)


def test_sites_with_different_themes_are_never_mixed_under_load(portal):
    place = urlsplit(portal.base)

    def read(number):
        connection = HTTPConnection(place.hostname, place.port, timeout=60)
        wrong = []
        paths = list(ASKED)
        for turn in range(PAGES_EACH):
            path = paths[(number + turn) % len(paths)]
            theme, title = ASKED[path]
            connection.request("GET", path)
            body = connection.getresponse().read().decode()
            found = MARKS.search(body)
            told = found and (found["theme"], found["styles"], title in found["title"])
            if told != (theme, theme, True):
                wrong.append((path, told))
        connection.close()
        return wrong

    with ThreadPoolExecutor(READERS) as readers:
        mixed = [row for rows in readers.map(read, range(READERS)) for row in rows]

    assert mixed == []
