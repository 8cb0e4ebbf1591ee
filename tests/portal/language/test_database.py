"""Names are ordered, found and kept as Vietnamese wants it, on both databases."""

import unicodedata

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import F, Max, TextChoices
from django.utils.safestring import SafeString
from wagtail.models import Collection, Page

from portal.language import checks
from portal.language.sqlite import base
from tests import factories

IN_ORDER = ["An", "Ăn", "Ân", "Dân vận", "đảng bộ", "Đảng ủy", "Ma", "Mã", "Má", "Ủy ban", "Zeta"]


def nfd(text):
    return unicodedata.normalize("NFD", text)


@pytest.fixture
def groups(db):
    Group.objects.all().delete()
    return [Group.objects.create(name=name) for name in sorted(IN_ORDER)]


def test_names_come_in_the_order_of_a_dictionary(groups):
    rows = Group.objects.order_by("name")

    assert [group.name for group in rows] == IN_ORDER
    assert list(rows.values_list("name", flat=True)) == IN_ORDER
    assert [row["name"] for row in rows.values("pk", "name")] == IN_ORDER


def test_names_come_backwards_and_distinct(groups):
    rows = Group.objects.order_by("-name").distinct()

    assert [group.name for group in rows] == IN_ORDER[::-1]
    assert list(rows.values_list("name", flat=True)) == IN_ORDER[::-1]


def test_grouped_and_annotated_names_keep_the_order(groups):
    rows = Group.objects.values("name").annotate(last=Max("pk"), shown=F("name"))

    assert [row["name"] for row in rows.order_by("name")] == IN_ORDER
    assert [row["shown"] for row in rows.order_by("shown")] == IN_ORDER


def test_names_of_a_related_row_give_the_order(db):
    site = factories.make_province()
    sections = [factories.section_of(site)]
    people = [factories.make_person(site, None, name) for name in ("yen", "an")]
    Group.objects.get_or_create(name="Zeta")[0].user_set.add(people[0])
    Group.objects.get_or_create(name="Đảng")[0].user_set.add(people[1])

    found = type(people[0]).objects.filter(groups__name__in=["Zeta", "Đảng"])

    assert [user.username for user in found.order_by("groups__name")] == ["an", "yen"]
    assert sections


def test_the_order_is_asked_for_and_not_left_to_the_database(db):
    """Databases of the suite have the right order anyway; others may not."""
    asked = 'COLLATE "vi-x-icu"' if connection.vendor == "postgresql" else "portal_sort_key("
    people = get_user_model().objects

    assert asked in str(Group.objects.order_by("name").query)
    assert asked in str(Group.objects.order_by("-name").values_list("name", flat=True).query)
    assert asked in str(people.order_by("groups__name").query)
    for comparison in ("gt", "gte", "lt", "lte"):
        assert str(Group.objects.filter(**{f"name__{comparison}": "a"}).query).count(asked) == 2


def test_comparisons_agree_with_the_order(groups):
    before = Group.objects.filter(name__lt="Đảng ủy").order_by("name")
    after = Group.objects.filter(name__gte="Đảng ủy").order_by("name")

    assert [group.name for group in (*before, *after)] == IN_ORDER
    assert Group.objects.filter(name__gt="Đảng ủy").count() == after.count() - 1
    assert Group.objects.filter(name__lte="Đảng ủy").count() == before.count() + 1


def test_paths_and_slugs_keep_the_plain_order_of_the_database(db):
    query = str(Page.objects.order_by("path", "slug", "url_path").query)

    assert "portal_sort_key" not in query
    assert "COLLATE" not in query


def test_a_new_folder_takes_its_place_among_its_siblings(db):
    root = Collection.get_first_root_node()
    for name in ("Zeta", "Đảng", "An", "Ân", "Dân"):
        root.refresh_from_db()
        root.add_child(name=name)

    assert [folder.name for folder in root.get_children()] == ["An", "Ân", "Dân", "Đảng", "Zeta"]


@pytest.mark.parametrize(
    ("lookup", "typed", "found"),
    [
        ("icontains", "DANG", {"Đảng ủy", "đảng bộ"}),
        ("icontains", "đảng", {"Đảng ủy", "đảng bộ"}),
        ("icontains", "an", {"An", "Ăn", "Ân", "Dân vận", "Đảng ủy", "đảng bộ", "Ủy ban"}),
        ("istartswith", "uy", {"Ủy ban"}),
        ("iendswith", "UY", {"Đảng ủy"}),
        ("iexact", "ĐẢNG ỦY", {"Đảng ủy"}),
        ("iexact", "dang uy", set()),  # what must be the same may only differ in case
        ("icontains", "%", set()),
        ("icontains", "_", set()),
    ],
)
def test_filters_look_past_case_and_accents(groups, lookup, typed, found):
    rows = Group.objects.filter(**{f"name__{lookup}": typed})

    assert set(rows.values_list("name", flat=True)) == found


def test_filters_compare_columns_past_case_and_accents(groups):
    for lookup in ("icontains", "istartswith", "iendswith"):
        assert Group.objects.filter(**{f"name__{lookup}": F("name")}).count() == len(IN_ORDER)


def test_what_is_saved_is_composed_and_both_spellings_find_it(db):
    group = Group.objects.create(name=nfd("Đảng bộ"))
    Group.objects.bulk_create([Group(name=nfd("Ủy ban"))])
    group.refresh_from_db()

    assert group.name == "Đảng bộ"
    for typed in ("Đảng bộ", nfd("Đảng bộ")):
        assert Group.objects.filter(name=typed).count() == 1
        assert Group.objects.filter(name__icontains=typed).count() == 1
    assert Group.objects.filter(name__in=[nfd("Ủy ban"), "Zeta"]).count() == 1


def test_lists_of_texts_and_choices_are_composed(db):
    choices = TextChoices("choices", {"PARTY": (nfd("Đảng bộ"), "x")})
    Group.objects.bulk_create([Group(name=nfd(name)) for name in ("Tỉnh ủy", "Huyện ủy")])
    Group.objects.create(name=choices.PARTY)

    assert Group.objects.filter(name__in=["Tỉnh ủy", "Huyện ủy", "Đảng bộ"]).count() == 3
    assert Group.objects.filter(name=SafeString(nfd("Tỉnh ủy"))).count() == 1


def test_long_texts_are_folded_but_not_remembered():
    assert base.fold("Đảng " * 1000) == "dang " * 1000
    assert base.fold(None) is None
    assert base.sort_key(None) is None


def test_an_update_of_many_rows_is_composed(groups):
    Group.objects.filter(name="Zeta").update(name=nfd("Yên"))

    assert Group.objects.filter(name="Yên").count() == 1


def test_database_without_the_collation_is_refused_before_tables_are_made(db, monkeypatch):
    assert checks.collation_is_there(None, ["default"]) == []

    monkeypatch.setattr(checks, "COLLATION", "xx-x-icu")
    refused = [error.id for error in checks.collation_is_there(None, ["default"])]
    assert refused == (["language.E001"] if connection.vendor == "postgresql" else [])
