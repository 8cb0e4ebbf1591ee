"""One variable moves files to S3-compatible storage: pictures, variants and files live there."""

import os
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import boto3
import pytest
from django.core.files.storage import default_storage

from portal.media.models import PortalImage
from portal.media.variants import picture_of
from portal.settings.env import read_environment
from tests import factories

pytestmark = [pytest.mark.services, pytest.mark.slow]


@pytest.fixture(scope="module")
def s3_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "moto.server",
        "-H",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    server = subprocess.Popen(
        command, env=kept, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _try in range(100):
            try:
                urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
                break
            except (URLError, OSError):
                time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def on_s3(s3_port, settings, tmp_path):
    """The portal with PORTAL_STORAGE_URL pointing to a bucket."""
    client = boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{s3_port}",
        aws_access_key_id="khoa",
        aws_secret_access_key="bi-mat",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket="portal", ACL="public-read")
    url = f"s3://khoa:bi-mat@127.0.0.1:{s3_port}/portal?tls=off"
    source = {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_STORAGE_URL": url}
    environment = read_environment(source)
    settings.STORAGES = {**settings.STORAGES, "default": environment.storage}
    return client


def test_picture_and_its_variants_live_in_the_bucket(on_s3, site, run_tasks):
    image = factories.make_image(site, content=factories.jpeg(1600, 900))

    run_tasks()

    image = PortalImage.objects.get(pk=image.pk)
    names = {row["Key"] for row in on_s3.list_objects_v2(Bucket="portal")["Contents"]}
    assert {entry["name"] for entry in image.variants} <= names
    assert image.file.name in names
    with urlopen(picture_of(image).fallback_url, timeout=10) as answer:
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert len(answer.read()) > 100


def test_deleted_picture_leaves_the_bucket(
    on_s3, site, run_tasks, django_capture_on_commit_callbacks
):
    image = factories.make_image(site)
    name = image.file.name
    assert default_storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    run_tasks()

    assert not default_storage.exists(name)
