"""Demo content comes in through the services, once."""

import json
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision

from portal.accounts.models import User
from portal.media.models import PortalDocument, PortalImage
from portal.news.models import ArticlePage
from portal.ops.demo import loader
from portal.ops.demo.accounts import accounts
from portal.ops.demo.films import VIDEOS
from portal.ops.demo.loader import Size
from portal.pages.models import CardRow
from portal.sites import structure
from portal.sites.models import MemberSite, Role
from tests import factories


@pytest.fixture
def tiny(db, monkeypatch):
    monkeypatch.setitem(loader.SIZES, "s", Size(sites=3, articles=8, people=20, pictures=2, days=9))


def _counts():
    models = (MemberSite, User, PortalImage, PortalDocument, ArticlePage, CardRow, Revision)
    return [model.objects.count() for model in models]


@pytest.mark.slow
def test_demo_loads_once_and_a_second_time_changes_nothing(tiny, mailoutbox, caplog):
    call_command("demo", size="s", stderr=StringIO())
    first = _counts()

    call_command("demo", size="s", stderr=StringIO())

    assert _counts() == first
    assert first[0] == 3
    assert first[4] == 8 + len(VIDEOS)
    # The newest of each site wait for approval or are drafts.
    assert first[5] == 5 + len(VIDEOS)
    # Home pages and side columns are arranged, and every widget of them works.
    html = Client().get("/").content.decode()
    for kind in ("headline", "member_sites", "documents", "videos", "calendar", "banners", "poll"):
        assert f"widget--{kind}" in html
    assert "failed" not in caplog.text
    assert "widget--headline" in Client().get("/tuy-phong/").content.decode()
    assert mailoutbox == []
    assert Client().get("/").status_code == 200


@pytest.mark.slow
def test_accounts_can_sign_in_with_the_printed_password(tiny, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"
    call_command("demo", size="s", stderr=StringIO())
    out = StringIO()

    call_command("demo", accounts=True, stdout=out)

    rows = {row["username"]: row for row in json.loads(out.getvalue())}
    assert {tuple(row["roles"]) for row in rows.values()} == {
        ("system_admin",),
        *((role.value,) for role in Role),
    }
    editor = rows["tuy-phong.bientap"]
    assert editor["site_url"] == "http://localhost:8000/tuy-phong/"
    assert Client().login(username="tuy-phong.bientap", password=editor["password"])


def test_accounts_of_a_site_with_a_host_name_that_host(site, settings):
    settings.WAGTAILADMIN_BASE_URL = "http://localhost:8000"
    factories.make_person(site, Role.EDITOR, f"{site.code}.bientap")
    MemberSite.objects.filter(pk=site.pk).update(
        host="tuyphong.example.test", host_is_canonical=True
    )
    structure.bump()

    rows = {row["username"]: row for row in accounts()}

    assert rows[f"{site.code}.bientap"]["site_url"] == "http://tuyphong.example.test:8000/"


@pytest.mark.slow
def test_no_known_password_where_the_portal_is_reachable_by_others(tiny, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://portal.example"

    call_command("demo", size="s", stderr=StringIO())

    assert not any(user.has_usable_password() for user in User.objects.all())


@pytest.mark.slow
def test_demo_leaves_no_index_work_behind_and_is_found_at_once(tiny):
    call_command("demo", size="s", stderr=StringIO())

    waiting = set(DBTaskResult.objects.ready().values_list("task_path", flat=True))
    assert waiting == {
        "portal.media.tasks.make_variants",
        "portal.dashboard.tasks.check_pages",
        "portal.dashboard.tasks.check_site",
    }
    title = CardRow.objects.order_by("published_at").first().title
    assert title in unescape(Client().get("/tim-kiem/", {"q": title[:60]}).content.decode())
