from datetime import date, datetime
from decimal import Decimal

import pytest

from plugins.royalties import register, services
from portal.clock.counting import ZONE
from portal.desk.models import DeskRow
from portal.news.models import ArticleKind
from portal.plugins import services as plugins
from portal.plugins.scopes import Scope
from tests import factories


@pytest.fixture
def open_site(site):
    """The member site /tuy-phong/, where this plugin is switched on."""
    plugins.switch(actor=None, slug="royalties", scope=Scope.site(site.pk), enabled=True)
    return site


@pytest.fixture
def both_sites(open_site, other_site):
    plugins.switch(actor=None, slug="royalties", scope=Scope.site(other_site.pk), enabled=True)
    return open_site, other_site


@pytest.fixture
def site_admin(open_site):
    return factories.make_person(open_site, factories.Role.SITE_ADMIN)


@pytest.fixture
def payee(open_site):
    return add_payee(open_site, "Hải Yến", "Nguyễn Thị Hải Yến")


@pytest.fixture
def article(open_site):
    """Makes articles that were first published on a day."""

    def make(day, site=None, kind="tin", **values):
        return publish(site or open_site, day, kind=kind, **values)

    return make


ADMIN = "/quan-tri/plugin/nhuan-but/"


def at(site, path):
    """A screen of the plugin at a site."""
    return f"{ADMIN}{site.pk}/{path}"


def html_of(client, url):
    response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return response.content.decode()


def add_payee(site, pen_name, real_name="", **values):
    names = {"pen_name": pen_name, "real_name": real_name or pen_name}
    return register.save_payee(actor=None, site=site, values={**names, **values})


def publish(site, day, *, kind="tin", hour=9, **values):
    found = factories.make_article(
        site, None, kind=ArticleKind.objects.get(code=kind) if kind else None, **values
    )
    at = datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)
    type(found).objects.filter(pk=found.pk).update(first_published_at=at)
    DeskRow.objects.filter(pk=found.pk).update(published_at=at)
    return found


def work(payee, coefficient="1", **values):
    values.setdefault("kind_code", "tin")
    shares = values.pop("shares", None) or [services.Share(payee)]
    return services.Work(coefficient=Decimal(coefficient), shares=shares, **values)


def propose(site, article, payee, coefficient="1", actor=None, **values):
    done = services.propose(
        actor=actor, site=site, article_id=article.pk, work=work(payee, coefficient, **values)
    )
    return done.entry


def approved(site, article, payee, coefficient="1", **values):
    entry = propose(site, article, payee, coefficient, **values)
    services.approve(actor=None, site=site, entry_ids=[entry.pk])
    entry.refresh_from_db()
    return entry


JUNE = date(2026, 6, 30)
JULY = date(2026, 7, 1)
