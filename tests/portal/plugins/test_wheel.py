"""A plugin of others, installed as a package: discovered, migrated, gated and working."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import zipfile

import pytest

from tests.contract.processes import Process, fresh_database
from tests.portal import shell
from tests.portal.plugins import starting
from tests.portal.plugins.broken import declared

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NAME = "ben_ngoai"
PACKAGE = "congty_ben_ngoai"
MODELS = """
from django.db import models
from portal.plugins.fields import SiteKey

class Poll(models.Model):
    site = SiteKey()
    question = models.CharField("câu hỏi", max_length=200)
"""
MIGRATION = """
import django.db.models.deletion
from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True
    dependencies = [("sites", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Poll",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False,
                                           verbose_name="ID")),
                ("question", models.CharField(max_length=200, verbose_name="câu hỏi")),
                ("site", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE,
                                           related_name="+", to="sites.membersite",
                                           verbose_name="member site")),
            ],
        ),
    ]
"""
URLS = f"""
from django.shortcuts import render
from django.urls import path
from {PACKAGE}.models import Poll

def index(request):
    polls = Poll.objects.filter(site=request.portal_site)
    return render(request, "plugin_{NAME}/index.html", {{"polls": polls}})

urlpatterns = [path("", index, name="index")]
"""
FILES = {
    f"{PACKAGE}/__init__.py": "",
    f"{PACKAGE}/apps.py": declared(NAME, name=PACKAGE, slug=NAME),
    f"{PACKAGE}/models.py": MODELS,
    f"{PACKAGE}/urls.py": URLS,
    f"{PACKAGE}/extensions.py": "extensions = []\n",
    f"{PACKAGE}/migrations/__init__.py": "",
    f"{PACKAGE}/migrations/0001_initial.py": MIGRATION,
    f"{PACKAGE}/templates/plugin_{NAME}/index.html": '{% extends "base.html" %}',
    f"{PACKAGE}-1.0.0.dist-info/METADATA": (
        "Metadata-Version: 2.1\nName: congty-ben-ngoai\nVersion: 1.0.0\n"
    ),
    f"{PACKAGE}-1.0.0.dist-info/WHEEL": (
        "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    ),
    f"{PACKAGE}-1.0.0.dist-info/entry_points.txt": f"[portal.plugins]\n{NAME} = {PACKAGE}\n",
}


def build_wheel(folder):
    """The wheel of the package, written as its format is described."""
    path = folder / f"{PACKAGE}-1.0.0-py3-none-any.whl"
    record = f"{PACKAGE}-1.0.0.dist-info/RECORD"
    lines = []
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in FILES.items():
            digest = hashlib.sha256(text.encode()).digest()
            code = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            lines.append(f"{name},sha256={code},{len(text.encode())}")
            wheel.writestr(name, text)
        wheel.writestr(record, "\n".join([*lines, f"{record},,"]) + "\n")
    return path


@pytest.fixture
def given(tmp_path):
    """Variables of a process that has the wheel in its site-packages, and an own database."""
    target = tmp_path / "site-packages"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"]
    command = [*pip, "--target", str(target), str(build_wheel(tmp_path))]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (tmp_path / "none").mkdir()
    fresh_database(tmp_path)
    return starting.variables(tmp_path, tmp_path / "none", failure="raise", PYTHONPATH=str(target))


def test_a_plugin_from_a_wheel_is_found_migrated_gated_and_works(given):
    code, output = shell.run(given, "migrate", "--verbosity=0")
    assert code == 0, output
    code, output = shell.run(given, "plugin", "list")
    assert code == 0, output
    assert NAME in output

    with Process(given, NAME) as process:
        paths = process("lay")
        assert [process("get", path) for path in paths["tuy-phong"]] == [404]
        process("switch", "tuy-phong")
        assert [process("get", path) for path in paths["tuy-phong"]] == [200]
        assert [process("get", path) for path in paths["la-gi"]] == [404]
        process("switch")
        assert process("purge", dry_run=False)["rows"] == 2
        assert process("traces") == []


def test_a_wheel_without_apps_is_a_problem_with_the_name_of_its_entry_point(given, tmp_path):
    (tmp_path / "site-packages" / PACKAGE / "apps.py").unlink()

    code, output = shell.run(given, "check")

    assert code != 0
    assert f"- {NAME}: " in output
    assert "(code PLG-01)" in output
