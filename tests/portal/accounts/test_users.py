"""People's names in Vietnamese order, and the admin's own form of users."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.admin.forms.account import NameEmailForm

from portal.sites.models import Role
from tests import factories

User = get_user_model()
TYPED = {
    "username": "bien.tap",
    "email": "bien.tap@portal.example",
    "first_name": "Đức",
    "last_name": "Nguyễn Văn",
    "password1": "Toa-soan-2026",
    "password2": "Toa-soan-2026",
}


@pytest.fixture
def administrator(db):
    return User.objects.create_superuser("quantri", "quantri@portal.example", "mat-khau-2026")


def _person(last_name, first_name):
    username = f"u{User.objects.count()}"
    return User.objects.create_user(username, first_name=first_name, last_name=last_name)


def test_full_name_has_family_name_first(db):
    assert str(_person("Nguyễn Thị", "Ánh")) == "Nguyễn Thị Ánh"


def test_person_without_name_is_shown_by_username(db):
    assert str(User.objects.create_user("phong.vien")) == "phong.vien"


def test_people_are_ordered_by_given_name_then_family_name(db):
    for last_name, first_name in [
        ("Trần", "Đức"),
        ("Nguyễn Văn", "Dũng"),
        ("Lê", "An"),
        ("Đỗ", "Ân"),
        ("Bùi", "Ánh"),
        ("Nguyễn", "An"),
    ]:
        _person(last_name, first_name)

    names = [str(person) for person in User.objects.order_by("sort_key")]

    assert names == ["Lê An", "Nguyễn An", "Bùi Ánh", "Đỗ Ân", "Nguyễn Văn Dũng", "Trần Đức"]


def test_names_typed_with_marks_apart_are_joined(db):
    person = _person("Nguye\u0302\u0303n", "A\u0301nh")

    person.refresh_from_db()
    assert (person.last_name, person.first_name) == ("Nguyễn", "Ánh")


def test_key_follows_a_name_saved_by_itself(db):
    person = _person("Nguyễn", "An")
    before = person.sort_key

    person.first_name = "Bình"
    person.save(update_fields=["first_name"])

    person.refresh_from_db()
    assert person.sort_key != before


def test_signing_in_does_not_touch_the_name(db):
    person = _person("Nguyễn", "An")
    stale = User.objects.get(pk=person.pk)
    person.first_name = "Bình"
    person.save()

    Client().force_login(stale)

    person.refresh_from_db()
    assert (person.first_name, person.sort_key) == ("Bình", person.sort_key)
    assert person.sort_key != stale.sort_key


def test_administrator_creates_a_person_in_the_admin(administrator):
    client = Client()
    client.force_login(administrator)

    response = client.post("/quan-tri/users/new/", TYPED)

    assert response.status_code == 302
    person = User.objects.get(username="bien.tap")
    assert person.get_full_name() == "Nguyễn Văn Đức"
    assert person.sort_key
    assert Client().login(username="bien.tap", password="Toa-soan-2026")
    assert "Nguyễn Văn Đức" in client.get("/quan-tri/users/").content.decode()


def test_person_without_rights_may_not_create_people(db):
    client = Client()
    client.force_login(_person("Nguyễn", "An"))

    client.post("/quan-tri/users/new/", TYPED)

    assert not User.objects.filter(username="bien.tap").exists()


ACCOUNT = "/quan-tri/account/"
PROFILE = {
    "name_email-last_name": "Nguyễn",
    "name_email-first_name": "An",
    "theme-theme": "system",
    "theme-contrast": "system",
    "theme-density": "default",
    "locale-preferred_language": "",
    "locale-current_time_zone": "Asia/Ho_Chi_Minh",
}


@pytest.fixture
def writer(site):
    """Somebody with a role and an account page."""
    return factories.make_person(site, Role.EDITOR)


def test_own_address_is_shown_and_cannot_be_changed(writer, signed_in):
    client = signed_in(writer)
    before = writer.email

    client.post(ACCOUNT, {**PROFILE, "name_email-email": "lanh.dao@lagi.example"})

    writer.refresh_from_db()
    assert (writer.last_name, writer.email) == ("Nguyễn", before)
    page = client.get(ACCOUNT).content.decode()
    assert before in page
    assert str(NameEmailForm.base_fields["email"].help_text) in page


def test_account_without_an_address_can_still_change_its_name(writer, signed_in):
    User.objects.filter(pk=writer.pk).update(email="")

    signed_in(writer).post(ACCOUNT, PROFILE)

    writer.refresh_from_db()
    assert (writer.last_name, writer.email) == ("Nguyễn", "")


@pytest.mark.parametrize("address", ["quantri@portal.example", "QuanTri@Portal.example"])
def test_address_of_another_account_is_refused(administrator, address):
    person = User.objects.create_user("khac", "khac@portal.example", first_name="An")
    client = Client()
    client.force_login(administrator)

    made = client.post("/quan-tri/users/new/", {**TYPED, "email": address})
    edited = client.post(
        f"/quan-tri/users/edit/{person.pk}/",
        {"username": "khac", "email": address, "first_name": "An", "last_name": "Lê"},
    )

    for answer in (made, edited):
        assert "ND-14" in answer.content.decode()
    assert not User.objects.filter(username="bien.tap").exists()
    person.refresh_from_db()
    assert (person.email, person.last_name) == ("khac@portal.example", "")


def test_accounts_that_share_an_address_from_before_can_be_saved(administrator):
    person = User.objects.create_user("khac", "QUANTRI@portal.example", first_name="An")
    client = Client()
    client.force_login(administrator)
    values = {"username": "khac", "email": person.email, "first_name": "An", "last_name": "Lê"}

    answer = client.post(f"/quan-tri/users/edit/{person.pk}/", values)

    assert answer.status_code == 302
    person.refresh_from_db()
    assert person.last_name == "Lê"
