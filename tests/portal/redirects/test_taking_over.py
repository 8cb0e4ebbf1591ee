"""Rows that Wagtail's own app kept come into our table."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from portal.redirects.models import Kind, OldAddress
from tests import factories
from tests.portal.redirects.desk import answer

TABLE = "wagtailredirects_redirect"


@pytest.fixture
def rows_of_wagtail(site, approver):
    article = factories.make_article(site, approver, title="Bài", slug="bai")
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {TABLE} (id integer, old_path varchar(255), redirect_page_id integer,"
            " redirect_link varchar(255), automatically_created boolean)"
        )
        for number, row in enumerate(
            [
                ("/tuy-phong/Cu", article.pk, "", True),
                ("/ra-ngoai?a=1", None, "https://xa.example.vn/X", False),
                ("/trong", None, "/tim-kiem/?q=a", False),
                ("/khong-dau-ca", None, "", False),
                ("/TUY-PHONG/cu", article.pk, "", True),
            ]
        ):
            cursor.execute(
                f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s, %s)",  # noqa: S608
                [number, *row],
            )
    return article


def test_rows_of_wagtail_are_taken_over(rows_of_wagtail, site):
    migration = import_module("portal.redirects.migrations.0002_rows_of_wagtail")

    migration.take_over(apps, SimpleNamespace(connection=connection))

    assert set(OldAddress.objects.values_list("path", "kind")) == {
        ("/tuy-phong/cu", Kind.MOVED),
        ("/ra-ngoai?a=1", Kind.TYPED),
        ("/trong", Kind.TYPED),
    }
    assert OldAddress.objects.get(path="/tuy-phong/cu").site == site
    assert answer("/tuy-phong/cu/") == (301, "/tuy-phong/tin-tuc/bai/")
    assert answer("/ra-ngoai/?a=1") == (301, "https://xa.example.vn/X")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608
        assert cursor.fetchone() == (0,)
