"""A whole site into the archive, and sections to another site."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from portal.lifecycle.services import archive, change_path, change_state, move_sections
from portal.lifecycle.trees import find_flaws
from portal.pages.models import CardRow, HomePage, SectionPage
from portal.pages.services import Section, create_member_site
from portal.sites.models import MemberSite, Role, SiteEvent, SiteState
from portal.sites.structure import current
from tests import factories


def test_archived_site_lies_below_the_archive_frozen_and_readable(
    site, province, admin, articles, client
):
    event = archive(actor=admin, site=site, note="Sáp nhập")

    site.refresh_from_db()
    assert site.state == SiteState.FROZEN
    assert client.get("/luu-tru/tuy-phong/tin-tuc/bai-1/").status_code == 200
    assert not SectionPage.objects.get(slug="luu-tru").show_in_menus
    assert current().site_of(Page.objects.get(pk=articles[0].pk).path) == site
    card = CardRow.objects.get(pk=articles[0].pk)
    assert (card.site, card.section_id) == (site, factories.section_of(site).pk)
    assert (event.kind, event.facts["from"]) == (SiteEvent.Kind.ARCHIVED, "/tuy-phong/")
    assert find_flaws() == {}


@pytest.mark.parametrize("rest", ["", "tin-tuc/", "tin-tuc/bai-1/"])
def test_old_address_of_an_archived_site_leads_to_the_archive(site, admin, articles, client, rest):
    archive(actor=admin, site=site)

    answer = client.get(f"/tuy-phong/{rest}")

    assert (answer.status_code, answer["Location"]) == (301, f"/luu-tru/tuy-phong/{rest}")


def test_path_of_an_archived_site_changes_within_the_archive(site, admin, articles, client):
    archive(actor=admin, site=site)
    change_path(actor=admin, site=site, code="tuy-phong-cu")

    assert client.get("/luu-tru/tuy-phong-cu/tin-tuc/bai-1/").status_code == 200
    for old in ("/tuy-phong/", "/luu-tru/tuy-phong/"):
        answer = client.get(f"{old}tin-tuc/bai-1/")
        assert answer["Location"] == "/luu-tru/tuy-phong-cu/tin-tuc/bai-1/"


def test_archive_takes_several_sites(site, other_site, admin):
    archive(actor=admin, site=site)
    archive(actor=admin, site=other_site)

    shelf = SectionPage.objects.get(slug="luu-tru")
    assert [page.slug for page in shelf.get_children()] == ["tuy-phong", "la-gi"]
    assert find_flaws() == {}


@pytest.mark.parametrize(
    ("fault", "code"),
    [("province", "VD-04"), ("again", "VD-18"), ("draft", "VD-17"), ("closed", "VD-17")],
)
def test_archiving_that_makes_no_sense_is_refused(site, province, admin, refused, fault, code):
    if fault == "again":
        archive(actor=admin, site=site)
    elif fault in {"draft", "closed"}:
        MemberSite.objects.filter(pk=site.pk).update(state=fault)
    chosen = province if fault == "province" else site
    before = list(Page.objects.values_list("pk", "path"))

    refused(code, archive, actor=admin, site=chosen)

    assert list(Page.objects.values_list("pk", "path")) == before


def test_archive_whose_address_is_no_section_is_refused(site, province, admin, refused):
    home = HomePage(title="L", slug="luu-tru")
    Page.objects.get(pk=province.root_page_id).add_child(instance=home)

    refused("VD-19", archive, actor=admin, site=site)

    site.refresh_from_db()
    assert site.state == SiteState.ACTIVE


def test_section_becomes_one_of_a_new_site(site, admin, articles, client):
    new = create_member_site(code="moi", name="Mới", short_name="Mới", organisation="Mới")
    section = factories.section_of(site)

    event = move_sections(actor=admin, sections=[section.pk], target_site=new, note="Tách xã")

    section.refresh_from_db()
    assert section.get_parent().pk == new.root_page_id
    cards = CardRow.objects.filter(pk__in=[article.pk for article in articles])
    assert set(cards.values_list("site", "section")) == {(new.pk, section.pk)}
    assert client.get("/moi/tin-tuc/bai-1/").status_code == 200
    answer = client.get("/tuy-phong/tin-tuc/bai-1/")
    assert (answer.status_code, answer["Location"]) == (301, "/moi/tin-tuc/bai-1/")
    assert (event.site, event.facts["pages"]) == (site, 4)
    assert new.events.filter(kind=SiteEvent.Kind.SPLIT).exists()
    assert find_flaws() == {}


def test_section_the_target_has_already_becomes_one_with_it(
    site, other_site, admin, articles, client
):
    chosen = [factories.section_of(site).pk, factories.section_of(site, "xay-dung-dang").pk]

    move_sections(actor=admin, sections=chosen, target_site=other_site)

    assert client.get("/la-gi/tin-tuc/bai-1/").status_code == 200
    for rest in ("tin-tuc/", "tin-tuc/bai-1/", "xay-dung-dang/"):
        assert client.get(f"/tuy-phong/{rest}")["Location"] == f"/la-gi/{rest}"
    assert client.get("/tuy-phong/").status_code == 200
    assert find_flaws() == {}


def test_section_chosen_together_with_its_parent_moves_once(site, other_site, admin):
    create_member_site(
        code="tuy-phong",
        name="",
        short_name="",
        organisation="",
        sections=[Section("du-lich", "Du lịch", "", [Section("bien", "Biển")])],
    )
    outer, inner = (SectionPage.objects.get(slug=slug) for slug in ("du-lich", "bien"))

    move_sections(actor=admin, sections=[inner.pk, outer.pk], target_site=other_site)

    inner.refresh_from_db()
    assert inner.url_path.endswith("/la-gi/du-lich/bien/")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("none", "VD-20"),
        ("home", "VD-20"),
        ("article", "VD-20"),
        ("gone", "VD-20"),
        ("two sites", "VD-20"),
        ("own", "VD-21"),
        ("frozen", "VD-15"),
    ],
)
def test_split_that_makes_no_sense_is_refused(
    site, other_site, province, admin, articles, refused, fault, code
):
    section = factories.section_of(site).pk
    chosen = {
        "none": [],
        "home": [site.root_page_id],
        "article": [articles[0].pk],
        "gone": [section, 999_999],
        "two sites": [section, factories.section_of(province).pk],
    }.get(fault, [section])
    if fault == "frozen":
        change_state(actor=admin, site=other_site, state=SiteState.FROZEN)
    target = site if fault == "own" else other_site
    before = list(Page.objects.values_list("pk", "path"))

    refused(code, move_sections, actor=admin, sections=chosen, target_site=target)

    assert list(Page.objects.values_list("pk", "path")) == before


def test_site_administrator_archives_and_splits_nothing(site, other_site):
    person = factories.make_person(site, Role.SITE_ADMIN)

    with pytest.raises(PermissionDenied):
        archive(actor=person, site=site)
    with pytest.raises(PermissionDenied):
        move_sections(
            actor=person, sections=[factories.section_of(site).pk], target_site=other_site
        )

    site.refresh_from_db()
    assert site.state == SiteState.ACTIVE
