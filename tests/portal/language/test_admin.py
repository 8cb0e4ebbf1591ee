"""What the admin shows of names, rights, numbers and dates."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from wagtail.models import Collection, Page, Workflow

from portal.language import corrections
from portal.sites.models import MemberSite, Role
from tests import factories


@pytest.fixture
def administrator(db):
    factories.make_province()
    person = factories.make_person(None, None, "quantri")
    person.is_superuser = True
    person.save()
    client = Client()
    client.force_login(person)
    return client


def speak_english(client):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(get_user_model().objects.get(username="quantri"))
    profile.preferred_language = "en"
    profile.save()


def test_people_are_listed_by_given_name(administrator):
    site = factories.make_site()
    for username, last, first in [
        ("a", "Zơ", "An"),
        ("b", "An", "Ơn"),
        ("c", "Bùi", "Đạt"),
        ("d", "Lê", "Dung"),
    ]:
        person = factories.make_person(site, Role.EDITOR, username)
        person.last_name, person.first_name = last, first
        person.save()

    html = administrator.get("/quan-tri/users/").content.decode()

    names = re.findall(r"(Zơ An|Lê Dung|Bùi Đạt|An Ơn)\s*</a>", html)
    assert names == ["Zơ An", "Lê Dung", "Bùi Đạt", "An Ơn"]


def test_people_are_found_by_words_of_their_names(administrator):
    person = factories.make_person(factories.make_site(), Role.EDITOR, "lan")
    person.last_name, person.first_name = "Dương Hồng", "Lan"
    person.save()

    def found(query):
        return (
            "Dương Hồng Lan"
            in administrator.get("/quan-tri/users/results/", {"q": query}).content.decode()
        )

    assert found("duong lan")
    assert found("Hồng Lan")
    assert not found("hong ha")
    assert not found("zz " * 2000)


def test_family_name_is_asked_for_first(administrator):
    for address in ("/quan-tri/account/", "/quan-tri/users/new/"):
        html = administrator.get(address).content.decode()
        assert 0 < html.index('last_name"') < html.index('first_name"'), address


def test_groups_to_choose_from_are_in_order(administrator):
    for name in ("Zeta", "Ân", "Đảng ủy", "An"):
        Group.objects.create(name=f"{name}: Người duyệt")

    for address in ("/quan-tri/users/new/", "/quan-tri/users/"):
        html = administrator.get(address).content.decode()
        places = [html.index(f"{name}: Người duyệt") for name in ("An", "Ân", "Đảng ủy", "Zeta")]
        assert places == sorted(places), address


def test_search_of_pages_names_what_it_counts(administrator):
    html = administrator.get("/quan-tri/pages/search/").content.decode()

    assert re.search(r"1–\d+ trong số \d+ trang", html)
    assert "None" not in re.sub(r"<[^>]*>", "", html)


def test_compared_moments_are_written_as_people_do(administrator):
    article = factories.make_article(
        MemberSite.objects.get(), get_user_model().objects.get(username="quantri")
    )
    article.event_at = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    article.save_revision()
    article.go_live_at = datetime(2026, 12, 25, 1, tzinfo=UTC)
    article.save_revision()

    html = administrator.get(
        f"/quan-tri/pages/{article.pk}/revisions/compare/earliest...latest/"
    ).content.decode()

    assert '<span class="deletion">(chưa có)</span>' in html
    assert '<span class="addition">25/12/2026 08:00</span>' in html
    assert "22/11/2026 08:30" in html


@pytest.mark.parametrize(
    ("language", "label"),
    [("vi", "Được thêm trang thành viên"), ("en", "Can add member site")],
)
def test_rights_are_said_in_the_readers_language(administrator, language, label):
    if language == "en":
        speak_english(administrator)

    html = administrator.get("/quan-tri/groups/new/").content.decode()

    assert label in html
    assert ("Can add" in html) is (language == "en")


def test_own_screens_speak_english_to_who_chose_it(administrator):
    speak_english(administrator)

    for address in ("/quan-tri/phan-mo-rong/", "/quan-tri/cong-viec-nen/"):
        page = administrator.get(address)
        html = re.sub(r"<title>.*?</title>|data-busy=\"[^\"]*\"", "", page.content.decode())
        assert page.status_code == 200, address
        assert "Phần mở rộng" not in html
        assert "Công việc" not in html


def test_stock_of_wagtail_has_vietnamese_names(db):
    factories.make_province()

    assert Page.objects.get(depth=1).title == "Toàn cổng"
    assert Collection.get_first_root_node().name == "Kho chung"
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()


def test_help_does_not_lead_to_english_pages(administrator):
    html = administrator.get("/quan-tri/").content.decode()

    assert "guide.wagtail.org" not in html
    assert "whats-new" not in html


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("vi", 26803528, "26.803.528"),
        ("en", 26803528, "26,803,528"),
        ("vi", "15477", "15.477"),
        ("vi", 999, "999"),
        ("vi", None, "0"),
        ("vi", "không", ""),
    ],
)
def test_big_numbers_are_grouped_where_asked(language, value, shown):
    page = Template("{% load language %}{{ value|grouped }}")

    with translation.override(language):
        assert page.render(Context({"value": value})) == shown


def test_numbers_are_not_grouped_by_themselves():
    with translation.override("vi"):
        assert Template("{{ value }}").render(Context({"value": 1234})) == "1234"


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (datetime(2026, 11, 23, 2, tzinfo=UTC), "5 giờ"),
        (datetime(2026, 11, 21, 7, tzinfo=UTC), "2 ngày"),
        (datetime(2026, 11, 1, 7, tzinfo=UTC), "3 tuần, 1 ngày"),
    ],
)
def test_relative_times_are_vietnamese(ago, shown):
    page = Template("{{ ago|timesince:now }}")
    now = datetime(2026, 11, 23, 7, tzinfo=UTC)

    with translation.override("vi"):
        said = page.render(Context({"ago": ago, "now": now})).replace("\xa0", " ")

    assert said == shown


@pytest.mark.parametrize("codename", ["add_funds", "view_all_reports", "change_password"])
def test_right_that_only_looks_like_a_stock_one_keeps_its_name(db, codename):
    kind = ContentType.objects.get_for_model(Group)
    right = Permission(codename=codename, name="Được làm việc riêng", content_type=kind)

    assert corrections.permission_label(right) == "Được làm việc riêng"


def test_custom_right_keeps_its_own_words(db):
    right = Permission.objects.get(codename="manage_background_work")
    page = Template("{% load language %}{{ right|permission_label }}")

    with translation.override("vi"):
        assert page.render(Context({"right": right})) == "Được xem và cho chạy lại công việc nền"
