"""Files that the embedded default hands out itself."""

from pathlib import Path

import pytest
from django.test import Client


@pytest.fixture
def folder(province, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    for name in ("images/a.jpg", "avatar_images/b.png", "documents/mat.txt"):
        path = Path(tmp_path, name)
        path.parent.mkdir()
        path.write_bytes(b"x")


@pytest.mark.parametrize("name", ["images/a.jpg", "avatar_images/b.png"])
def test_picture_is_served(folder, name):
    answer = Client().get(f"/media/{name}")

    assert answer.status_code == 200
    answer.close()


@pytest.mark.parametrize(
    "name",
    [
        "documents/mat.txt",
        "images/../documents/mat.txt",
        "images/%2e%2e/documents/mat.txt",
        "images/..%2fdocuments/mat.txt",
        "images//../documents/mat.txt",
        "../portal.db",
    ],
)
def test_other_files_are_not_found(folder, name):
    assert Client().get(f"/media/{name}").status_code == 404
