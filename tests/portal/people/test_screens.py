"""The screens of people: what each administrator finds there, and what does not exist."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from portal.people import services
from portal.sites.models import Role, RoleGrant, SiteState
from portal.sites.services import grant_role, revoke_role
from tests import factories

User = get_user_model()
LIST = "/quan-tri/nguoi-cua-trang/"


def _typed(site, **values):
    return {
        "email": "moi@portal.example",
        "last_name": "Trần Thị",
        "first_name": "Đào",
        "site": site.pk if site else "",
        "role": "editor",
        "valid_from": "",
        "valid_to": "",
    } | values


def _screens(person, grant):
    return [
        f"{LIST}{person.pk}/",
        f"{LIST}{person.pk}/them-vai-tro/",
        f"{LIST}{person.pk}/vai-tro/{grant.pk}/",
        f"{LIST}{person.pk}/vai-tro/{grant.pk}/ket-thuc/",
        f"{LIST}{person.pk}/khoa/",
        f"{LIST}{person.pk}/mo-khoa/",
        f"{LIST}{person.pk}/gui-lai/",
    ]


def test_list_shows_people_of_the_own_site_by_given_name(admin, site, stranger, signed_in):
    for last_name, first_name in [("Trần", "Đức"), ("Bùi", "Ánh"), ("Lê", "Dũng")]:
        person = factories.make_person(site, Role.EDITOR, f"{last_name}.{first_name}")
        User.objects.filter(pk=person.pk).update(first_name="", last_name="")
        person.last_name, person.first_name = last_name, first_name
        person.save()

    text = signed_in(admin).get(LIST).content.decode()

    assert text.index("Bùi Ánh") < text.index("Lê Dũng") < text.index("Trần Đức")
    assert text.count("Tuy Phong: Biên tập viên") == 3
    assert "Xuyến" not in text
    assert stranger.email not in text


def test_search_finds_words_of_the_name_and_nobody_elsewhere(admin, site, stranger, signed_in):
    person = factories.make_person(site, Role.EDITOR)
    person.last_name, person.first_name = "Dương Hồng", "Lan"
    person.save()
    client = signed_in(admin)

    assert "Dương Hồng Lan" in client.get(f"{LIST}ket-qua/?q=lan+hồng").content.decode()
    assert "Xuyến" not in client.get(f"{LIST}ket-qua/?q=xuyến").content.decode()


def test_list_is_filtered_by_role_and_state(admin, site, signed_in):
    grants = {
        "Hết": {"valid_from": "2026-01-01", "valid_to": "2026-01-31"},
        "Sau": {"valid_from": timezone.localdate() + timedelta(days=9)},
        "Nay": {},
    }
    for name, period in grants.items():
        person = factories.make_person(site, Role.EDITOR, f"u{name}")
        User.objects.filter(pk=person.pk).update(first_name=f"Người{name}")
        RoleGrant.objects.filter(person=person).update(**period)
    client = signed_in(admin)

    def names(query):
        text = client.get(f"{LIST}ket-qua/?{query}").content.decode()
        return {name for name in grants if f"Người{name}" in text}

    assert names("") == {"Hết", "Sau", "Nay"}
    assert names("state=in_force") == {"Nay"}
    assert names("state=future") == {"Sau"}
    assert names("state=expired") == {"Hết"}
    assert names("role=approver") == set()
    assert names("state=in_force&role=editor") == {"Nay"}


def test_filter_by_a_foreign_site_finds_nothing(admin, other_site, stranger, signed_in):
    grant_role(person=admin, role=Role.SITE_ADMIN, site=factories.make_site("phan-ri", "Phan Rí"))

    text = signed_in(admin).get(f"{LIST}?site={other_site.pk}").content.decode()

    assert "Xuyến" not in text
    assert "La Gi" not in text


def test_form_invites_into_the_own_site(admin, site, signed_in):
    response = signed_in(admin).post(
        f"{LIST}moi/", _typed(site, valid_from="01/12/2026", valid_to="31/12/2027")
    )

    assert response.status_code == 302
    grant = RoleGrant.objects.get(person__email="moi@portal.example")
    assert (str(grant.valid_from), str(grant.valid_to)) == ("2026-12-01", "2027-12-31")


def test_form_takes_neither_a_foreign_site_nor_a_role_of_the_portal(
    admin, other_site, site, signed_in
):
    client = signed_in(admin)

    foreign = client.post(f"{LIST}moi/", _typed(other_site))
    raised = client.post(f"{LIST}moi/", _typed(site, role="portal_admin"))

    assert (foreign.status_code, raised.status_code) == (200, 200)
    assert "La Gi" not in foreign.content.decode()
    assert not User.objects.filter(email="moi@portal.example").exists()


def test_form_tells_what_is_wrong_with_a_code(portal_admin, site, signed_in):
    client = signed_in(portal_admin)

    def told(at=site, **values):
        return client.post(f"{LIST}moi/", _typed(at, **values)).content.decode()

    assert "ND-13" in told(first_name="<b>")
    assert "ND-11" in told(role="auditor")
    assert "ND-12" in told(None)
    assert "VT-03" in told(valid_from="02/12/2026", valid_to="01/12/2026")
    assert not User.objects.filter(email="moi@portal.example").exists()


def test_name_of_an_existing_account_is_not_shown_before_it_is_linked(
    admin, site, stranger, signed_in
):
    response = signed_in(admin).post(
        f"{LIST}moi/", _typed(site, email=stranger.email, role=""), follow=True
    )

    assert "Xuyến" not in response.content.decode()


def test_screens_of_a_stranger_do_not_exist(admin, stranger, other_site, signed_in):
    grant = RoleGrant.objects.get(person=stranger)
    client = signed_in(admin)

    for url in _screens(stranger, grant):
        for response in (client.get(url), client.post(url, {"role": "contributor"})):
            assert response.status_code == 404, url
            assert "Xuyến" not in response.content.decode()
    stranger.refresh_from_db()
    assert stranger.is_active
    assert RoleGrant.objects.standing().filter(pk=grant.pk, role="editor").exists()


def test_foreign_role_of_an_own_person_does_not_exist(admin, site, other_site, editor, signed_in):
    foreign = grant_role(person=editor, role=Role.APPROVER, site=other_site)
    client = signed_in(admin)

    page = client.get(f"{LIST}{editor.pk}/").content.decode()
    response = client.post(f"{LIST}{editor.pk}/vai-tro/{foreign.pk}/ket-thuc/")

    assert "La Gi" not in page
    assert response.status_code == 404
    assert RoleGrant.objects.standing().filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER])
def test_others_find_no_screens_and_no_menu(site, admin, role, signed_in):
    client = signed_in(factories.make_person(site, role))
    grant = RoleGrant.objects.get(person=admin)

    for url in [LIST, f"{LIST}ket-qua/", f"{LIST}moi/", *_screens(admin, grant)]:
        assert client.get(url).status_code == 404, url
        assert client.post(url).status_code == 404, url
    assert LIST not in client.get("/quan-tri/").content.decode()


def test_role_is_changed_ended_and_its_history_shown(admin, site, editor, signed_in):
    client = signed_in(admin)
    grant = RoleGrant.objects.get(person=editor)
    own = f"{LIST}{editor.pk}/"

    client.post(f"{own}them-vai-tro/", {"site": site.pk, "role": "contributor"})
    client.post(f"{own}vai-tro/{grant.pk}/", {"role": "approver", "valid_to": "31/12/2027"})
    client.post(f"{own}vai-tro/{grant.pk}/", {"role": "approver"})
    new = RoleGrant.objects.standing().get(person=editor, role="approver")
    assert str(new.valid_to) == "2027-12-31"
    client.post(f"{own}vai-tro/{new.pk}/ket-thuc/")

    page = client.get(own).content.decode()
    standing = RoleGrant.objects.standing().filter(person=editor)
    assert [found.role for found in standing] == ["contributor"]
    assert page.count("Người duyệt") >= 2


def test_own_last_role_is_refused_on_screen(admin, site, signed_in):
    grant = RoleGrant.objects.get(person=admin)

    response = signed_in(admin).post(f"{LIST}{admin.pk}/vai-tro/{grant.pk}/ket-thuc/", follow=True)

    assert "ND-06" in response.content.decode()
    assert RoleGrant.objects.standing().filter(pk=grant.pk).exists()


def test_person_who_leaves_the_own_sites_leaves_the_list(admin, site, other_site, signed_in):
    person = factories.make_person(site, Role.EDITOR)
    grant_role(person=person, role=Role.EDITOR, site=other_site)

    response = signed_in(admin).post(f"{LIST}{person.pk}/khoa/")

    assert response.url == LIST
    person.refresh_from_db()
    assert person.is_active


def test_list_of_many_people_costs_a_fixed_number_of_queries(
    admin, site, signed_in, django_assert_max_num_queries
):
    for number in range(30):
        factories.make_person(site, Role.EDITOR, f"nguoi{number}")
    client = signed_in(admin)
    client.get(LIST)

    with django_assert_max_num_queries(25):
        client.get(LIST)


def test_auditor_reads_people_and_finds_no_button(site, other_site, admin, signed_in):
    person = factories.make_person(site, Role.EDITOR)
    client = signed_in(factories.make_person(None, Role.AUDITOR))

    listed = client.get(LIST).content.decode()
    shown = client.get(f"{LIST}{person.pk}/").content.decode()

    assert f"{LIST}{person.pk}/" in listed
    assert f"{LIST}moi/" not in listed
    assert "Tuy Phong: Biên tập viên" in shown
    assert f"{LIST}{person.pk}/" not in shown.replace(f'href="{LIST}{person.pk}/"', "")
    for screen in _screens(person, RoleGrant.objects.get(person=person))[1:]:
        assert client.get(screen).status_code == 404, screen


def test_person_whose_last_role_ended_keeps_a_history_there(admin, site, signed_in):
    person = factories.make_person(site, Role.EDITOR)
    client = signed_in(admin)
    client.post(f"{LIST}{person.pk}/vai-tro/{RoleGrant.objects.get(person=person).pk}/ket-thuc/")

    shown = client.get(f"{LIST}{person.pk}/")

    assert shown.status_code == 200
    assert "Tuy Phong: Biên tập viên" in shown.content.decode()
    assert f"{LIST}{person.pk}/khoa/" not in shown.content.decode()
    assert f"{LIST}{person.pk}/" not in client.get(LIST).content.decode()
    assert f"{LIST}{person.pk}/" in client.get(f"{LIST}?state=ended").content.decode()


def test_history_comes_with_the_people_of_a_site_that_was_merged(
    admin, portal_admin, site, other_site, signed_in
):
    person = factories.make_person(None, None, "nguoi.chuyen")
    services.give_role(actor=portal_admin, person=person, role=Role.EDITOR, site=other_site)
    grant_role(person=person, role=Role.EDITOR, site=site)
    revoke_role(person=person, role=Role.EDITOR, site=other_site)
    client = signed_in(admin)
    before = client.get(f"{LIST}{person.pk}/").content.decode()

    other_site.successor = site
    other_site.save()
    after = client.get(f"{LIST}{person.pk}/").content.decode()

    assert "La Gi" not in before
    assert "La Gi: Biên tập viên" in after
    assert "Biên tập viên – La Gi" in after


def test_own_account_offers_no_form_that_would_be_refused(admin, site, signed_in):
    client = signed_in(admin)
    own = RoleGrant.objects.get(person=admin)

    for screen in (f"{LIST}{admin.pk}/them-vai-tro/", f"{LIST}{admin.pk}/vai-tro/{own.pk}/"):
        answer = client.get(screen)
        assert answer.url == f"{LIST}{admin.pk}/"
        assert "ND-04" in client.get(answer.url).content.decode()


def test_site_that_was_frozen_is_named_with_its_state(admin, portal_admin, site, signed_in):
    site.state = SiteState.FROZEN
    site.save()

    for actor in (admin, portal_admin):
        client = signed_in(actor)
        form = client.get(f"{LIST}moi/").content.decode()
        sent = client.post(f"{LIST}moi/", _typed(site)).content.decode()
        assert f"Tuy Phong ({site.get_state_display().lower()})" in form
        assert "VT-02" in form
        assert sent.count("VT-02") == 2
    empty = signed_in(admin).post(f"{LIST}moi/", _typed(None)).content.decode()
    assert empty.count("VT-02") == 2
    assert not User.objects.filter(email="moi@portal.example").exists()


def test_forged_role_is_refused_with_a_code(admin, site, signed_in):
    text = signed_in(admin).post(f"{LIST}moi/", _typed(site, role="portal_admin")).content.decode()

    assert "VT-05" in text
    assert "portal_admin không có" not in text


def test_person_whose_role_begins_later_hears_from_when(site, signed_in):
    person = factories.make_person(None, None)
    day = timezone.localdate() + timedelta(days=5)
    grant_role(person=person, role=Role.EDITOR, site=site, valid_from=day)

    text = signed_in(person).get("/quan-tri/", follow=True).content.decode()

    assert "VT-06" in text
    assert f"{day:%d/%m/%Y}" in text
    assert "không có quyền vào trang quản trị" not in text
