"""A site's home page and the archive: nobody ends a site from the page explorer."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.lifecycle.services import archive, change_path
from portal.lifecycle.states import change_state
from portal.news.models import ArticlePage
from portal.pages.models import SectionPage
from portal.sites.models import Role, SiteState
from tests import factories

CODE = "(mã VD-30)"


@pytest.fixture
def people(site):
    return {
        "site": factories.make_person(site, Role.SITE_ADMIN),
        "portal": factories.make_person(None, Role.PORTAL_ADMIN),
        "super": get_user_model().objects.create_superuser("goc", "goc@portal.example", "x"),
    }


@pytest.fixture(params=["site", "portal", "super"])
def person(request, people):
    return people[request.param]


def _kept(site):
    home = Page.objects.filter(pk=site.root_page_id, live=True).first()
    site.refresh_from_db()
    return home is not None and site.root_page_id == home.pk and home.slug == site.code


@pytest.mark.parametrize("act", ["delete", "unpublish"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_home_is_neither_deleted_nor_taken_offline(site, person, signed_in, act, method):
    url = reverse(f"wagtailadmin_pages:{act}", args=[site.root_page_id])

    answer = getattr(signed_in(person), method)(url, follow=True)

    assert CODE in answer.content.decode()
    assert _kept(site)


@pytest.mark.parametrize("act", ["delete", "unpublish", "move"])
def test_home_among_pages_of_a_bulk_action_is_refused_with_all_of_it(site, person, signed_in, act):
    section = factories.section_of(site)
    target = factories.section_of(site, "xay-dung-dang")
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
    data = {"chooser": target.pk, "include_descendants": "on"}
    query = f"?id={section.pk}&id={site.root_page_id}"
    answer = signed_in(person).post(url + query, data, follow=True)

    assert CODE in answer.content.decode()
    assert _kept(site)
    assert Page.objects.filter(pk=section.pk, live=True).exists()


def test_bulk_action_on_all_children_leaves_homes_alone(site, province, people, signed_in):
    section = factories.section_of(province)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    signed_in(people["super"]).post(f"{url}?id=all&childOf={province.root_page_id}")

    assert _kept(site)
    assert not Page.objects.filter(pk=section.pk).exists()


def test_home_goes_nowhere_by_a_move(site, person, signed_in, province):
    target = factories.section_of(site)
    args = [site.root_page_id, target.pk]

    answer = signed_in(person).post(
        reverse("wagtailadmin_pages:move_confirm", args=args), follow=True
    )

    assert CODE in answer.content.decode()
    assert Page.objects.get(pk=site.root_page_id).is_child_of(province.root_page)


@pytest.mark.parametrize("act", ["delete", "unpublish", "move"])
def test_home_is_safe_from_the_admins_api(site, person, signed_in, province, act):
    url = f"/quan-tri/api/main/pages/{site.root_page_id}/action/{act}/"
    target = factories.section_of(province)
    data = {"recursive": True, "destination_page_id": target.pk, "position": "last-child"}

    answer = signed_in(person).post(url, data)

    assert answer.status_code in {302, 403, 404}
    assert _kept(site)


def test_rights_offer_nothing_that_ends_a_site(site, other_site, person, province):
    for page in (site.root_page, province.root_page):
        may = page.permissions_for_user(person)
        assert not any([may.can_delete(), may.can_unpublish(), may.can_move()])
        assert not may.can_move_to(factories.section_of(site))
        assert not may.can_copy_to(province.root_page, recursive=True)
    assert site.root_page.permissions_for_user(person).can_edit()
    assert factories.section_of(site).permissions_for_user(person).can_delete()


def test_archive_and_what_holds_a_site_are_kept(site, province, people, signed_in):
    archive(actor=None, site=site)
    shelf = Page.objects.get(slug="luu-tru")

    client = signed_in(people["super"])
    for act in ("delete", "unpublish"):
        answer = client.post(reverse(f"wagtailadmin_pages:{act}", args=[shelf.pk]), follow=True)
        assert CODE in answer.content.decode()

    assert Page.objects.filter(pk=shelf.pk, live=True).exists()
    assert not shelf.permissions_for_user(people["super"]).can_copy_to(
        province.root_page, recursive=True
    )


def test_descendants_unpublished_with_a_page_above_do_not_take_a_home_along(
    site, province, people, monkeypatch
):
    """As a page above would, had it not been refused itself."""
    monkeypatch.setattr(
        "portal.sites.policies.is_fixed", lambda path, _s: path == site.root_page.path
    )
    home = Page.objects.get(pk=province.root_page_id).specific

    UnpublishPageAction(home, user=people["super"], include_descendants=True).execute()

    assert _kept(site)


def _form(page, **values):
    data = {
        "title": page.title,
        "slug": page.slug,
        "blocks": streamfield([]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    return nested_form_data(data | values)


def test_path_of_a_site_is_no_field_of_the_page_editor(site, person, signed_in):
    url = reverse("wagtailadmin_pages:edit", args=[site.root_page_id])
    client = signed_in(person)

    field = client.get(url).context["form"]["slug"]
    answer = client.post(url, _form(site.root_page, slug="duong-khac"))

    assert field.field.disabled
    assert "(mã VD-31)" in answer.content.decode()
    assert _kept(site)


def test_home_is_saved_without_its_path_and_never_expires(site, people, signed_in):
    url = reverse("wagtailadmin_pages:edit", args=[site.root_page_id])
    client = signed_in(people["site"])
    data = _form(site.root_page, title="Tên khác")
    del data["slug"]

    refused = client.post(url, data | {"expire_at": "2099-01-01 10:00"})
    saved = client.post(url, data)

    assert CODE in refused.content.decode()
    assert saved.status_code == 302
    assert _kept(site)
    assert Page.objects.get(pk=site.root_page_id).title == "Tên khác"


def test_earlier_version_does_not_bring_the_old_path_back(site, people, signed_in):
    home = site.root_page.specific
    old = home.save_revision(user=people["site"])
    home.save_revision(user=people["site"])
    change_path(actor=None, site=site, code="bac-binh")
    args = [home.pk, old.pk]

    url = reverse("wagtailadmin_pages:revisions_revert", args=args)
    form = signed_in(people["site"]).get(url).context["form"]

    assert form["slug"].value() == "bac-binh"


def test_pages_of_sites_are_as_free_as_before(site, approver, people, signed_in):
    article = factories.make_article(site, approver)
    section = SectionPage(title="Tạm", slug="tam")
    Page.objects.get(pk=site.root_page_id).add_child(instance=section)
    client = signed_in(people["site"])

    for page in (article, section):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    assert not ArticlePage.objects.filter(pk=article.pk).exists()
    assert not SectionPage.objects.filter(pk=section.pk).exists()


def test_frozen_site_says_what_cannot_be_done_with_its_home(site, people, signed_in):
    change_state(actor=None, site=site, state=SiteState.FROZEN)
    url = reverse("wagtailadmin_pages:delete", args=[site.root_page_id])

    signed_in(people["super"]).post(url, follow=True)

    assert _kept(site)
