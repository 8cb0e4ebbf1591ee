"""The list of sites and the settings of one: what administrators may see and change."""

import re

import pytest
from django.utils.translation import gettext

from portal.pages.models import SiteLayout
from portal.plugins import registry
from portal.plugins.scopes import Scope
from portal.plugins.services import switch
from portal.sites import structure
from portal.sites.forms import LinkForm
from portal.sites.models import MemberSite, Role, SiteLink, SiteState
from portal.sites.services import grant_role
from tests import factories

LIST = "/quan-tri/trang-thanh-vien/"


@pytest.fixture
def portal_admin(province):
    return factories.make_person(None, Role.PORTAL_ADMIN, "quan.tri.cong")


@pytest.fixture
def admin(site):
    return factories.make_person(site, Role.SITE_ADMIN)


def _url(site):
    return f"{LIST}edit/{site.pk}/"


def _typed(**values):
    data = {
        "motto": "Đoàn kết – Sáng tạo",
        "address": "01 Nguyễn Huệ",
        "phone": "",
        "email": "",
        "responsible": "Bí thư Đảng ủy",
        "licence": "",
        "footer_text": "",
        "default_image": "",
        "position": "7",
    }
    for place in SiteLink.Place:
        data |= {f"links-{place}-TOTAL_FORMS": "0", f"links-{place}-INITIAL_FORMS": "0"}
    return data | values


def _links(place, *links):
    data = {f"links-{place}-TOTAL_FORMS": str(len(links))}
    for number, (label, url, position) in enumerate(links):
        data |= {
            f"links-{place}-{number}-label": label,
            f"links-{place}-{number}-url": url,
            f"links-{place}-{number}-position": position,
        }
    return data


def test_site_administrator_lists_the_own_site_only(admin, site, other_site, signed_in):
    page = signed_in(admin).get(LIST).content.decode()

    assert "xã Tuy Phong" in page
    assert "La Gi" not in page
    assert "Đảng bộ tỉnh" not in re.sub(r"<title>.*?</title>", "", page, flags=re.DOTALL)


def test_portal_administrator_lists_all_with_their_administrators(
    portal_admin, admin, site, other_site, signed_in
):
    admin.last_name, admin.first_name = "Phan", "Thủy"
    admin.save()

    page = signed_in(portal_admin).get(LIST).content.decode()

    assert "xã La Gi" in page
    assert "Phan Thủy" in page
    assert f"/quan-tri/nguoi-cua-trang/?site={site.pk}" in page


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.NEWSROOM])
def test_others_find_neither_list_nor_settings(site, role, signed_in):
    where = None if role == Role.NEWSROOM else site
    client = signed_in(factories.make_person(where, role))

    client.get(LIST)
    page = client.get(LIST, follow=True).content.decode()
    assert _url(site) not in page
    for response in (client.get(_url(site)), client.post(_url(site), _typed())):
        assert response.status_code in {302, 403, 404}
    site.refresh_from_db()
    assert site.motto == ""
    assert f'href="{LIST}"' not in client.get("/quan-tri/").content.decode()


def test_settings_of_a_foreign_site_do_not_exist(admin, other_site, signed_in):
    client = signed_in(admin)

    for response in (client.get(_url(other_site)), client.post(_url(other_site), _typed())):
        assert response.status_code == 404
        assert "xã La Gi" not in response.content.decode()
    other_site.refresh_from_db()
    assert other_site.motto == ""


@pytest.mark.parametrize("key", ["0", "999999", "9" * 40, "x", "-1"])
def test_settings_of_no_site_do_not_exist(admin, key, signed_in):
    assert signed_in(admin).get(f"{LIST}edit/{key}/").status_code == 404


def test_saved_details_are_seen_by_readers_with_the_next_request(admin, site, signed_in, client):
    assert "01 Nguyễn Huệ" not in client.get("/tuy-phong/").content.decode()

    response = signed_in(admin).post(_url(site), _typed())

    assert response.status_code == 302
    assert "01 Nguyễn Huệ" in client.get("/tuy-phong/").content.decode()


def test_site_administrator_changes_neither_name_nor_code_nor_place(admin, site, signed_in):
    before = MemberSite.objects.values().get(pk=site.pk)

    signed_in(admin).post(
        _url(site),
        _typed(name="Khác", code="khac", host="khac.example.vn", state="closed", position="99"),
    )

    after = MemberSite.objects.values().get(pk=site.pk)
    for field in ("name", "code", "host", "state", "position"):
        assert after[field] == before[field]
    assert after["motto"] == "Đoàn kết – Sáng tạo"


def test_portal_administrator_changes_the_order(portal_admin, site, signed_in):
    signed_in(portal_admin).post(_url(site), _typed())

    site.refresh_from_db()
    assert site.position == 7


def test_links_are_kept_by_place_in_their_order(admin, site, signed_in):
    before = structure.current().version
    data = _typed(
        **_links("menu", ("Hai", "/tuy-phong/tin-tuc/", "2"), ("Một", "https://a.vn/", "1")),
        **_links("social", ("Facebook", "https://facebook.com/tuyphong", "")),
    )

    signed_in(admin).post(_url(site), data)

    def labels(place):
        return [link.label for link in SiteLink.objects.filter(site=site, place=place)]

    assert labels("menu") == ["Một", "Hai"]
    assert labels("social") == ["Facebook"]
    assert structure.current().version != before

    gone = _typed(**_links("menu", ("Một", "https://a.vn/", "1")))
    signed_in(admin).post(_url(site), gone | {"links-menu-0-DELETE": "on"})
    assert not SiteLink.objects.filter(site=site).exists()


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "//la.vn/", "/\\la.vn", "ftp://a.vn/", "tin-tuc", "/a b", "http://"],
)
def test_link_that_leads_nowhere_is_refused_and_nothing_saved(admin, site, url, signed_in):
    response = signed_in(admin).post(_url(site), _typed(**_links("menu", ("Lạ", url, "1"))))

    assert response.status_code == 200
    assert "TV-11" in response.content.decode()
    site.refresh_from_db()
    assert site.motto == ""
    assert not SiteLink.objects.filter(site=site).exists()


def test_link_needs_words_and_an_address(admin, site, signed_in):
    response = signed_in(admin).post(_url(site), _typed(**_links("menu", ("", "/a/", "1"))))

    assert "TV-12" in response.content.decode()


def test_empty_line_is_no_link(admin, site, signed_in):
    assert signed_in(admin).post(_url(site), _typed(**_links("menu", ("", "", "5")))).url
    assert not SiteLink.objects.filter(site=site).exists()


def test_links_of_many_lines_are_refused(admin, site, signed_in):
    many = [(f"L{n}", "/a/", str(n)) for n in range(41)]

    response = signed_in(admin).post(_url(site), _typed(**_links("menu", *many)))

    assert response.status_code == 200
    assert not SiteLink.objects.filter(site=site).exists()


def test_default_picture_is_one_of_the_site(admin, site, signed_in):
    picture = factories.make_image(site, "Ảnh mặc định")

    signed_in(admin).post(_url(site), _typed(default_image=str(picture.pk)))

    site.refresh_from_db()
    assert site.default_image == picture


def test_foreign_picture_is_refused_and_not_shown(admin, site, other_site, signed_in):
    foreign = factories.make_image(other_site, "Ảnh mật của La Gi")

    response = signed_in(admin).post(_url(site), _typed(default_image=str(foreign.pk)))

    page = response.content.decode()
    assert "TV-10" in page
    assert "Ảnh mật" not in page
    site.refresh_from_db()
    assert (site.default_image, site.motto) == (None, "")


def test_picture_of_another_site_is_refused_from_portal_administrators_too(
    portal_admin, site, other_site, signed_in
):
    foreign = factories.make_image(other_site, "Ảnh La Gi")

    response = signed_in(portal_admin).post(_url(site), _typed(default_image=str(foreign.pk)))

    assert "TV-10" in response.content.decode()


def test_shared_picture_is_taken(portal_admin, site, signed_in):
    from wagtail.models import Collection

    shared = factories.make_image(site, "Dùng chung")
    shared.collection = Collection.get_first_root_node()
    shared.save()

    signed_in(portal_admin).post(_url(site), _typed(default_image=str(shared.pk)))

    site.refresh_from_db()
    assert site.default_image == shared


def test_picture_that_stands_stays(admin, site, other_site, signed_in):
    site.default_image = factories.make_image(other_site, "Đã chọn từ trước")
    site.save()

    signed_in(admin).post(_url(site), _typed(default_image=str(site.default_image_id)))

    site.refresh_from_db()
    assert (site.default_image.title, site.motto) == ("Đã chọn từ trước", "Đoàn kết – Sáng tạo")


def test_look_is_not_changed_by_the_settings(admin, site, signed_in):
    logo = factories.make_image(site, "Huy hiệu")

    typed = _typed(theme="thanh_vien", header_text="Câu", logo=str(logo.pk))
    signed_in(admin).post(_url(site), typed)

    site.refresh_from_db()
    assert (site.theme, site.header_text, site.logo) == ("base", "", None)
    assert site.motto == "Đoàn kết – Sáng tạo"


@pytest.mark.parametrize("state", [SiteState.FROZEN, SiteState.REDIRECTED, SiteState.CLOSED])
def test_settings_of_a_site_nobody_may_change_stay(portal_admin, site, state, signed_in):
    MemberSite.objects.filter(pk=site.pk).update(state=state)
    structure.bump()

    response = signed_in(portal_admin).post(_url(site), _typed())

    assert "TV-13" in response.content.decode()
    site.refresh_from_db()
    assert site.motto == ""


def test_screens_of_making_and_deleting_do_not_exist(portal_admin, site, signed_in):
    client = signed_in(portal_admin)

    for url in (f"{LIST}new/", f"{LIST}delete/{site.pk}/", f"{LIST}history/{site.pk}/"):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404
    assert MemberSite.objects.filter(pk=site.pk).exists()


def test_administrator_of_two_sites_finds_both(admin, site, other_site, signed_in):
    grant_role(person=admin, role=Role.SITE_ADMIN, site=other_site)
    client = signed_in(admin)

    assert client.get(_url(site)).status_code == 200
    assert client.get(_url(other_site)).status_code == 200


def test_list_of_many_sites_costs_a_fixed_number_of_queries(
    portal_admin, signed_in, django_assert_max_num_queries
):
    for number in range(12):
        factories.make_person(factories.make_site(f"xa-{number}", f"Xã {number}"), Role.SITE_ADMIN)
    client = signed_in(portal_admin)
    client.get(LIST)

    with django_assert_max_num_queries(25):
        client.get(LIST)


def test_rooms_above_are_told_of_a_change(admin, site, signed_in, monkeypatch):
    from portal.sites import details

    told = []
    monkeypatch.setattr(details, "after_change", [told.append])

    signed_in(admin).post(_url(site), _typed())

    assert told == [site]


def test_auditor_looks_at_all_sites_and_saves_nothing(site, other_site, signed_in):
    client = signed_in(factories.make_person(None, Role.AUDITOR))

    listed = client.get(LIST).content.decode()
    shown = client.get(_url(site)).content.decode()
    answer = client.post(_url(site), _typed(motto="Sửa lén"))

    assert _url(site) in listed
    assert _url(other_site) in listed
    assert 'data-w-progress-target="label"' not in shown
    assert "data-links-add" not in shown
    assert answer.status_code == 302
    assert MemberSite.objects.get(pk=site.pk).motto != "Sửa lén"


def test_settings_say_which_plugins_are_on(admin, site, signed_in):
    config = registry.installed()["sample"]
    switch(actor=None, slug="sample", scope=Scope.site(site.pk), enabled=True)

    on = signed_in(admin).get(_url(site)).content.decode()
    switch(actor=None, slug="sample", scope=Scope.site(site.pk), enabled=False)
    off = signed_in(admin).get(_url(site)).content.decode()

    assert f"<dd>{config.verbose_name}" in on
    assert str(config.verbose_name) not in off.split("site-facts")[1].split("</dl>")[0]


def test_row_of_a_site_leads_to_its_own_side_widgets(admin, site, signed_in):
    layout = SiteLayout.objects.create(site=site)

    assert f"/quan-tri/bo-cuc/edit/{layout.pk}/" in signed_in(admin).get(LIST).content.decode()


def test_link_is_asked_for_its_text(admin, site, signed_in):
    label = LinkForm().fields["label"].label

    assert str(label) != gettext("Words")
