"""People's names in Vietnamese order, and the admin's own form of users."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

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
