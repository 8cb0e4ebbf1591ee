"""Changes of the page tree by several people at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from portal.lifecycle.trees import find_flaws
from portal.pages.models import SectionPage
from portal.pages.services import Section, create_member_site
from portal.sites.models import Role
from tests import factories

MOVERS = MOVES = ADDERS = 6


def _in_thread(function, *args):
    try:
        return function(*args)
    finally:
        connections.close_all()


def _tree():
    """A site with one section per mover, each to be moved to and fro, and two to move between."""
    factories.make_province()
    places = [Section("ben-nay", "Bên này"), Section("ben-kia", "Bên kia")]
    site = create_member_site(
        code="tuy-phong",
        name="Tuy Phong",
        short_name="Tuy Phong",
        organisation="Đảng ủy",
        sections=[
            *places,
            *(Section(f"muc-{n}", f"Mục {n}", "", places) for n in range(MOVERS)),
        ],
    )
    return site.root_page


def _move(home_id, number):
    page = SectionPage.objects.get(slug=f"muc-{number}")
    home = Page.objects.get(pk=home_id)
    here, there = (home.get_children().get(slug=slug) for slug in ("ben-nay", "ben-kia"))
    failures = 0
    for turn in range(MOVES):
        try:
            # What was read before others moved is what a form in a browser knows.
            page.move((here, there)[(turn + number) % 2], pos="last-child")
        except Exception:
            failures += 1
    return failures


def _add(number):
    parent = SectionPage.objects.get(slug=f"muc-{number}")
    for turn in range(MOVES):
        parent.add_child(instance=SectionPage(title=f"Mới {turn}", slug=f"moi-{turn}"))
    return 0


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_moves_and_additions_at_once_all_succeed_and_leave_a_sound_tree():
    home = _tree()
    before = Page.objects.count()

    with ThreadPoolExecutor(MOVERS + ADDERS) as pool:
        moving = [pool.submit(_in_thread, _move, home.pk, n) for n in range(MOVERS)]
        adding = [pool.submit(_in_thread, _add, n) for n in range(ADDERS)]
        failures = sum(job.result() for job in [*moving, *adding])

    assert failures == 0
    assert Page.objects.count() == before + ADDERS * MOVES
    assert find_flaws() == {}


def test_page_is_added_where_its_parent_lies_now(site):
    known = factories.section_of(site)
    tin_tuc = Page.objects.get(pk=known.pk)
    tin_tuc.move(factories.section_of(site, "xay-dung-dang"), pos="last-child")

    known.add_child(instance=SectionPage(title="Mới", slug="moi"))

    added = Page.objects.get(slug="moi")
    assert added.url_path.endswith("/tuy-phong/xay-dung-dang/tin-tuc/moi/")
    assert find_flaws() == {}


def test_move_to_where_the_slug_is_taken_by_now_is_refused(site, other_site):
    page = factories.section_of(site)

    with pytest.raises(ValidationError, match="VD-02"):
        page.move(Page.objects.get(pk=other_site.root_page_id), pos="last-child")

    page.refresh_from_db()
    assert page.is_child_of(site.root_page)


def test_move_of_a_page_deleted_meanwhile_is_told_in_a_sentence(site, signed_in):
    admin = factories.make_person(None, Role.PORTAL_ADMIN)
    page = factories.section_of(site)
    target = factories.section_of(site, "xay-dung-dang")
    client: Client = signed_in(admin)
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
    twin = SectionPage(title="Tin tức", slug="tin-tuc")
    target.add_child(instance=twin)

    answer = client.post(url, follow=True)

    assert answer.status_code == 200
    assert page.get_parent().pk == site.root_page_id


def test_moved_page_takes_its_card_to_the_other_site(site, other_site, editor):
    admin = factories.make_person(None, Role.PORTAL_ADMIN)
    article = factories.make_article(site, admin)

    article.move(factories.section_of(other_site), pos="last-child", user=admin)

    article.refresh_from_db()
    assert article.card.site == other_site
    assert article.card.section_id == factories.section_of(other_site).pk
