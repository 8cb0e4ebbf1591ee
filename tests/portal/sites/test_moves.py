"""Changes of the page tree by several people at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.urls import reverse
from wagtail import hooks
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
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
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


def test_slug_taken_while_a_person_moves_a_page_is_told_in_a_sentence(site, signed_in):
    """Somebody else's page arrives between the screen's check and the move itself."""
    admin = factories.make_person(None, Role.PORTAL_ADMIN)
    page = factories.section_of(site)
    target = factories.section_of(site, "xay-dung-dang")

    def arrive(_request, _page, destination):
        destination.add_child(instance=SectionPage(title="Tin tức", slug="tin-tuc"))

    with hooks.register_temporarily("before_move_page", arrive):
        url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
        answer = signed_in(admin).post(url, follow=True)

    assert answer.status_code == 200
    assert "(mã VD-02)" in answer.content.decode()
    page.refresh_from_db()
    assert page.is_child_of(site.root_page)
    assert not target.get_children().exists()  # the other page came within this transaction


def test_pages_moved_in_bulk_are_moved_or_refused_together(site, other_site, signed_in):
    admin = factories.make_person(None, Role.PORTAL_ADMIN)
    first, second = factories.section_of(site), factories.section_of(site, "xay-dung-dang")
    target = SectionPage(title="Kho", slug="kho")
    Page.objects.get(pk=other_site.root_page_id).add_child(instance=target)

    def arrive(_request, _action, _objects, _view):
        target.add_child(instance=SectionPage(title="Xây dựng Đảng", slug="xay-dung-dang"))

    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    query = f"?id={first.pk}&id={second.pk}&next=/quan-tri/pages/"
    with hooks.register_temporarily("before_bulk_action", arrive):
        answer = signed_in(admin).post(url + query, {"chooser": target.pk}, follow=True)

    assert "(mã VD-02)" in answer.content.decode()
    for page in (first, second):
        page.refresh_from_db()
        assert page.is_child_of(site.root_page)


def test_moved_page_takes_its_card_to_the_other_site(site, other_site, editor):
    admin = factories.make_person(None, Role.PORTAL_ADMIN)
    article = factories.make_article(site, admin)

    article.move(factories.section_of(other_site), pos="last-child", user=admin)

    article.refresh_from_db()
    assert article.card.site == other_site
    assert article.card.section_id == factories.section_of(other_site).pk
