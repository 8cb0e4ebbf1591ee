"""Files that the embedded default hands out itself."""

from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from portal.ops import media_files


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


def _stored_fields():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.FileField):
                yield field


def test_files_of_no_other_model_are_public(folder, tmp_path):
    """Whatever plugin or library brings the model."""
    checked = 0
    for field in _stored_fields():
        if field.model._meta.label in media_files.PUBLIC_MODELS:
            continue
        name = field.generate_filename(field.model(), "noi-bo.pdf")
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        assert Client().get(f"/media/{name}").status_code == 404, field
        checked += 1

    assert checked
    assert media_files.internal_files_stay_inside() == []


def test_model_that_would_put_its_files_among_the_pictures_is_refused(monkeypatch):
    monkeypatch.setattr(media_files, "PUBLIC_MODELS", {"media.PortalImage"})

    [first, *_rest] = media_files.internal_files_stay_inside()

    assert first.id == "portal.E101"
    assert "Rendition" in " ".join(error.msg for error in media_files.internal_files_stay_inside())
