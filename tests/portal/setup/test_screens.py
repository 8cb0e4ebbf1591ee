"""The wizard in the admin."""

import pytest
from django.contrib.auth import get_user_model

from portal.setup.models import SiteSetup
from portal.sites.models import MemberSite, Role, RoleGrant
from tests import factories

WIZARD = "/quan-tri/tao-trang-thanh-vien/"
User = get_user_model()


@pytest.fixture
def portal_admin(province):
    return factories.make_person(None, Role.PORTAL_ADMIN, "quan.tri.cong")


@pytest.fixture
def wizard(portal_admin, signed_in):
    return signed_in(portal_admin)


def _typed(**values):
    return {
        "token": "c" * 32,
        "name": "Trang thông tin điện tử Đảng ủy xã Phan Rí",
        "short_name": "Phan Rí",
        "code": "phan-ri",
        "organisation": "Đảng ủy xã Phan Rí",
        "host": "",
        "template": "xa-phuong",
        "theme": "base",
        "admin": "",
        "admin_email": "quantri.phanri@portal.example",
        "admin_last_name": "Đỗ Văn",
        "admin_first_name": "Ánh",
    } | values


def test_form_is_read_once_more_before_the_site_is_made(wizard):
    assert 'name="token"' in wizard.get(WIZARD).content.decode()

    review = wizard.post(WIZARD, _typed(review="1")).content.decode()

    assert "/phan-ri/" in review
    assert "Xây dựng Đảng" in review
    assert not SiteSetup.objects.exists()


def test_site_is_made_and_the_next_steps_are_told(wizard):
    response = wizard.post(WIZARD, _typed(make="1"), follow=True)

    site = MemberSite.objects.get(code="phan-ri")
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == f"{WIZARD}{site.pk}/xong/"
    assert f"/quan-tri/trang-thanh-vien/edit/{site.pk}/" in page
    assert f"{WIZARD}{site.pk}/dua-vao-hoat-dong/" in page


def test_double_click_makes_one_site(wizard):
    first = wizard.post(WIZARD, _typed(make="1"))
    second = wizard.post(WIZARD, _typed(make="1"))

    assert first.url == second.url
    assert MemberSite.objects.filter(is_province=False).count() == 1


def test_going_back_keeps_what_was_typed(wizard):
    page = wizard.post(WIZARD, _typed(edit="1")).content.decode()

    assert "Đảng ủy xã Phan Rí" in page
    assert 'value="phan-ri"' in page
    assert not SiteSetup.objects.exists()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"code": "tin-tuc"}, "TV-01"),
        ({"code": "tim-kiem"}, "TV-02"),
        ({"code": "Không"}, "TV-03"),
        ({"host": "a b"}, "TM-01"),
        ({"host": "http://phanri.example.vn/"}, "TM-01"),
        ({"admin_email": "", "admin": ""}, "TV-18"),
        ({"admin_first_name": ""}, "TV-19"),
        ({"short_name": "đảng bộ tỉnh"}, "TV-17"),
        ({"admin_first_name": "<b>x"}, "ND-13"),
        ({"admin": "khong.co.ai", "admin_email": ""}, "TV-20"),
    ],
)
def test_wrong_value_is_one_sentence_with_a_code(wizard, values, code):
    response = wizard.post(WIZARD, _typed(make="1", **values))

    assert response.status_code == 200 if code else 302
    assert code in response.content.decode()
    if code:
        assert not SiteSetup.objects.exists()


def test_free_path_and_host_are_told_while_typing(wizard, site):
    assert wizard.get(f"{WIZARD}kiem-tra/?code=phan-ri").json() == {"code": ""}
    assert "TV-01" in wizard.get(f"{WIZARD}kiem-tra/?code=tuy-phong").json()["code"]
    answer = wizard.get(f"{WIZARD}kiem-tra/?host=phanri.example.vn&code=tai-lieu").json()
    assert answer["host"] == ""
    assert "TV-02" in answer["code"]
    assert "TM-01" in wizard.get(f"{WIZARD}kiem-tra/?host=" + "a." * 400).json()["host"]


def test_site_is_put_into_operation(wizard, client):
    wizard.post(WIZARD, _typed(make="1"))
    site = MemberSite.objects.get(code="phan-ri")
    assert client.get("/phan-ri/").status_code == 404

    wizard.post(f"{WIZARD}{site.pk}/dua-vao-hoat-dong/")
    again = wizard.post(f"{WIZARD}{site.pk}/dua-vao-hoat-dong/", follow=True)

    assert client.get("/phan-ri/").status_code == 200
    assert "VD-05" in again.content.decode()


def test_administrator_signs_in_and_sees_the_own_site(wizard, signed_in):
    person = factories.make_person(None, None, "co.san")
    wizard.post(WIZARD, _typed(make="1", admin=person.pk, admin_email=""))
    site = MemberSite.objects.get(code="phan-ri")

    client = signed_in(User.objects.get(pk=person.pk))

    assert client.get(f"/quan-tri/trang-thanh-vien/edit/{site.pk}/").status_code == 200
    assert client.get(f"/quan-tri/pages/{site.root_page_id}/").status_code == 200


@pytest.mark.parametrize("role", [*Role])
def test_wizard_does_not_exist_for_others(site, role, signed_in):
    where = None if role in {Role.NEWSROOM, Role.AUDITOR, Role.PORTAL_ADMIN} else site
    client = signed_in(factories.make_person(where, role))
    if role == Role.PORTAL_ADMIN:
        assert WIZARD in client.get("/quan-tri/").content.decode()
        return

    for url in (WIZARD, f"{WIZARD}kiem-tra/?code=x", f"{WIZARD}{site.pk}/xong/"):
        assert client.get(url).status_code == 404
    refused = 302 if role == Role.AUDITOR else 404  # told that the role only looks
    assert client.post(WIZARD, _typed(make="1")).status_code == refused
    assert client.post(f"{WIZARD}{site.pk}/dua-vao-hoat-dong/").status_code == refused
    assert WIZARD not in client.get("/quan-tri/").content.decode()
    assert not SiteSetup.objects.exists()
    assert not RoleGrant.objects.filter(person__email="quantri.phanri@portal.example").exists()


def test_first_administrator_is_found_by_name_and_address(wizard):
    person = factories.make_person(None, None, "co.san")
    form = wizard.get(WIZARD).content.decode()
    label = f"{person} ({person.email or person.username})"
    assert "<datalist" in form
    assert f'<option value="{label}">' in form

    review = wizard.post(WIZARD, _typed(review="1", admin=label, admin_email="")).content.decode()
    wizard.post(WIZARD, _typed(make="1", admin=label, admin_email=""))

    assert str(person) in review
    assert RoleGrant.objects.filter(person=person, site__code="phan-ri").exists()


def test_review_shows_the_real_name_of_an_account_named_by_its_address(wizard):
    person = factories.make_person(None, None, "co.san")
    person.last_name, person.first_name, person.email = "Võ Thị", "Sáu", "sau@portal.example"
    person.save()

    typed = _typed(review="1", admin_email=person.email, admin_first_name="Khác")
    review = wizard.post(WIZARD, typed).content.decode()

    assert "Võ Thị Sáu (sau@portal.example)" in review
