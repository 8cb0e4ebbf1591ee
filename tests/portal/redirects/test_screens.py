"""The screens: everybody sees and changes the rows of the own sites, and nothing else exists."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.redirects import services
from portal.redirects.models import (
    AddressImport,
    LegacyPattern,
    MissedAddress,
    OldAddress,
    OldPlace,
)
from portal.sites.models import Role
from portal.sites.services import grant_role
from tests import factories
from tests.portal.redirects.desk import answer, typed

URL = "/tuy-phong/tin-tuc/bai/"
DAY = "2026-11-01"


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, title="Bài", slug="bai")


@pytest.fixture
def foreign(other_site):
    person = factories.make_person(other_site, Role.APPROVER)
    return factories.make_article(other_site, person, title="Bài lạ kín", slug="bai-la-kin")


@pytest.fixture
def desk(site, signed_in):
    return signed_in(factories.make_person(site, Role.SITE_ADMIN))


@pytest.fixture
def portal_desk(province, signed_in):
    return signed_in(factories.make_person(None, Role.PORTAL_ADMIN, "quantri"))


@pytest.fixture
def rows(article, foreign):
    return typed("/tuy-phong/cu", URL), typed("/la-gi/cu-kin", "/la-gi/tin-tuc/bai-la-kin/")


def _text(client, name, *args, query=""):
    return client.get(reverse(name, args=args) + query).content.decode()


def test_auditor_reads_all_rows_and_changes_none_but_of_an_own_site(site, signed_in, rows):
    auditor = factories.make_person(None, Role.AUDITOR)
    text = _text(signed_in(auditor), "old-addresses:index")
    assert "/tuy-phong/cu" in text
    assert "/la-gi/cu-kin" in text

    grant_role(person=auditor, role=Role.SITE_ADMIN, site=site)
    own, foreign_row = rows
    client = signed_in(auditor)
    for row in rows:
        client.post(reverse("old-addresses:delete", args=[row.pk]))
    assert not OldAddress.objects.filter(pk=own.pk).exists()
    assert OldAddress.objects.filter(pk=foreign_row.pk).exists()


def test_list_shows_own_rows_only(desk, portal_desk, rows):
    own = _text(desk, "old-addresses:index")
    assert "/tuy-phong/cu" in own
    assert "-kin" not in own
    assert "La Gi" not in own
    assert "/la-gi/cu-kin" in _text(portal_desk, "old-addresses:index")


def test_page_of_another_site_is_not_named(desk, article, foreign):
    services.remember_addresses([("/tuy-phong/da-chuyen/", foreign.pk)])

    for query in ("", "?export=csv"):
        answered = desk.get(reverse("old-addresses:index") + query)
        found = b"".join(answered) if answered.streaming else answered.content
        assert b"da-chuyen" in found
        assert b"-kin" not in found, query
        assert "Bài lạ kín".encode() not in found, query


@pytest.mark.parametrize(
    "query",
    ["?q=kin", "?site={other}", "?q=bai-la", "?export=csv", "?export=xlsx", "?kind=typed"],
)
def test_search_filter_and_export_find_own_rows_only(desk, rows, other_site, query):
    url = reverse("old-addresses:index") + query.format(other=other_site.pk)
    answered = desk.get(url)
    found = b"".join(answered) if answered.streaming else answered.content

    assert answered.status_code == 200
    assert b"cu-kin" not in found


def test_export_can_be_imported_again(desk, rows):
    answered = desk.get(reverse("old-addresses:index") + "?export=csv")
    heads, *lines = csv.reader(io.StringIO(b"".join(answered).decode("utf-8-sig")))

    assert [line[:3] for line in lines] == [["/tuy-phong/cu", URL, ""]]
    assert len(heads) == 6


@pytest.mark.parametrize("view", ["edit", "delete", "history", "history_results", "usage"])
def test_foreign_row_does_not_exist(desk, rows, view):
    own, other = rows
    for method in (desk.get, desk.post):
        assert method(reverse(f"old-addresses:{view}", args=[other.pk])).status_code == 404
        assert method(reverse(f"old-addresses:{view}", args=[10**30])).status_code == 404
    assert desk.get(reverse(f"old-addresses:{view}", args=[own.pk])).status_code == 200
    assert OldAddress.objects.count() == 2


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER])
def test_other_roles_have_no_such_screens(site, signed_in, rows, role):
    client = signed_in(factories.make_person(site, role, "khac"))

    for name in ("old-addresses:index", "old-addresses:add", "missed-addresses:index"):
        assert client.get(reverse(name)).status_code in {302, 403, 404}, name
    for name in ("redirects:import", "old-places:index", "legacy-patterns:index"):
        assert client.get(reverse(name)).status_code in {302, 403, 404}, name
    assert "dia-chi-cu" not in client.get("/quan-tri/").content.decode()


def test_portal_screens_are_closed_to_site_administrators(desk, site):
    place = services.remember_place(prefix="/cu", page=site.root_page)
    switch = services.switch_pattern(actor=None, name="dnn_post", enabled=True)

    for name, args in (
        ("old-places:index", []),
        ("old-places:add", []),
        ("old-places:delete", [place.pk]),
        ("legacy-patterns:index", []),
        ("legacy-patterns:edit", [switch.pk]),
    ):
        for method in (desk.get, desk.post):
            assert method(reverse(name, args=args)).status_code in {302, 403, 404}, name
    assert (OldPlace.objects.count(), LegacyPattern.objects.count()) == (1, 1)


def test_old_address_is_typed_changed_and_deleted(desk, article, site):
    url = reverse("old-addresses:add")
    form = {"address": "/tuy-phong/Cu/", "page": article.pk, "other": "", "legacy_key": "dnn:5"}
    assert desk.post(url, form).status_code == 302
    row = OldAddress.objects.get()
    assert (str(row), row.target_id, row.site) == ("/tuy-phong/cu", article.pk, site)

    form |= {"page": "", "other": "https://xa.example.vn/#a"}
    assert desk.post(reverse("old-addresses:edit", args=[row.pk]), form).status_code == 302
    assert answer("/tuy-phong/cu/") == (301, "https://xa.example.vn/#a")
    shown = _text(desk, "old-addresses:edit", row.pk)
    assert "https://xa.example.vn/#a" in shown

    assert desk.post(reverse("old-addresses:delete", args=[row.pk])).status_code == 302
    assert not OldAddress.objects.exists()


@pytest.mark.parametrize("address", ["/tuy-phong/cu", "x", ""])
def test_page_of_another_site_is_not_named_in_the_answer(desk, foreign, address):
    form = {"address": address, "page": foreign.pk, "other": "", "legacy_key": ""}

    answer = desk.post(reverse("old-addresses:add"), form)
    text = answer.content.decode()

    assert "DC-07" in text
    assert "Bài lạ kín" not in text
    assert f'value="{foreign.pk}"' not in text


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"address": "x"}, "DC-01"),
        ({"address": "/la-gi/cu"}, "DC-06"),
        ({"other": "/la-gi/"}, "DC-07"),
        ({"other": ""}, "DC-15"),
        ({"page": "{article}"}, "DC-15"),
        ({"page": "{foreign}", "other": ""}, "DC-07"),
        ({"other": "javascript:x"}, "DC-02"),
        ({"address": URL}, "DC-05"),
        ({"legacy_key": "so 5"}, "DC-11"),
    ],
)
def test_wrong_form_is_refused_in_a_sentence(desk, article, foreign, values, code):
    keys = {"article": article.pk, "foreign": foreign.pk}
    form = {"address": "/tuy-phong/cu", "page": "", "other": "/tuy-phong/", "legacy_key": ""}
    form |= {name: value.format(**keys) for name, value in values.items()}

    answered = desk.post(reverse("old-addresses:add"), form)

    assert answered.status_code == 200
    assert code in answered.content.decode()
    assert "kín" not in answered.content.decode() or "{foreign}" in str(values)
    assert not OldAddress.objects.exists()


def test_report_shows_own_misses_and_makes_a_row_of_one(desk, site, other_site, article):
    for owner in (site, other_site):
        MissedAddress.objects.create(
            site=owner, path=f"/{owner.code}/mat", count=7, first_day=DAY, last_day=DAY
        )
    shown = _text(desk, "missed-addresses:index")
    assert "/tuy-phong/mat" in shown
    assert "/la-gi/mat" not in shown
    start = f"{reverse('old-addresses:add')}?address=%2Ftuy-phong%2Fmat"
    assert start in shown
    assert 'value="/tuy-phong/mat"' in desk.get(start).content.decode()

    form = {"address": "/tuy-phong/mat", "page": article.pk, "other": "", "legacy_key": ""}
    assert desk.post(start, form).status_code == 302

    assert list(MissedAddress.objects.values_list("path", flat=True)) == ["/la-gi/mat"]


def test_foreign_miss_cannot_be_struck(desk, site, other_site):
    other = MissedAddress.objects.create(
        site=other_site, path="/la-gi/mat", first_day=DAY, last_day=DAY
    )
    mine = MissedAddress.objects.create(
        site=site, path="/tuy-phong/mat", first_day=DAY, last_day=DAY
    )

    assert desk.post(reverse("missed-addresses:delete", args=[other.pk])).status_code == 404
    assert desk.post(reverse("missed-addresses:delete", args=[mine.pk])).status_code == 302

    assert list(MissedAddress.objects.all()) == [other]


def test_short_way_to_the_report_keeps_its_filter(desk, site):
    answered = desk.get(f"{reverse('redirects:missed')}?site={site.pk}")

    assert answered.headers["Location"] == f"{reverse('missed-addresses:index')}?site={site.pk}"


def test_place_and_pattern_are_made_by_portal_administrators(portal_desk, site, article):
    form = {"address": "/tuyphong", "page": site.root_page_id}
    assert portal_desk.post(reverse("old-places:add"), form).status_code == 302
    assert answer("/tuyphong/tin-tuc/bai/") == (301, URL)

    form = {"name": "nukeviet_article", "site": site.pk}
    assert portal_desk.post(reverse("legacy-patterns:add"), form).status_code == 302
    assert answer("/tuy-phong/x/bai-9.html")[0] == 404
    assert portal_desk.post(reverse("legacy-patterns:add"), form).status_code == 200
    assert LegacyPattern.objects.count() == 1

    place = OldPlace.objects.get()
    assert portal_desk.post(reverse("old-places:delete", args=[place.pk])).status_code == 302
    assert answer("/tuyphong/tin-tuc/bai/")[0] == 404


class TestImport:
    def send(self, client, text):
        file = SimpleUploadedFile("cu.csv", text.encode())
        return client.post(reverse("redirects:import"), {"file": file})

    def test_file_is_looked_at_and_taken_over(self, desk, article):
        answered = self.send(desk, f"/tuy-phong/cu,{URL}\n")
        preview = answered.headers["Location"]
        shown = desk.get(preview).content.decode()
        assert "/tuy-phong/cu" in shown
        assert not OldAddress.objects.exists()

        assert desk.post(preview).status_code == 302

        assert answer("/tuy-phong/cu/") == (301, URL)
        assert desk.get(preview).status_code == 404

    def test_broken_rows_are_shown_and_given_back(self, desk, article, foreign):
        foreign_target = "/tuy-phong/moi,/la-gi/tin-tuc/bai-la-kin/"
        text = f"/tuy-phong/cu,{URL}\n=cmd|x,{URL}\n/la-gi/cu,{URL}\n{foreign_target}\n"
        preview = self.send(desk, text).headers["Location"]
        shown = desk.get(preview).content.decode()
        assert "DC-13" in shown
        assert "DC-06" in shown
        assert "DC-07" in shown
        assert "Bài lạ kín" not in shown

        assert desk.post(preview).status_code == 302
        assert not OldAddress.objects.exists()

        answered = desk.get(f"{preview}bi-tu-choi/")
        lines = list(csv.reader(io.StringIO(answered.content.decode("utf-8-sig"))))
        refused = [("'=cmd|x", "2"), ("/la-gi/cu", "3"), ("/tuy-phong/moi", "4")]
        assert [(line[0], line[3]) for line in lines[1:]] == refused

    def test_file_is_put_away(self, desk, article):
        preview = self.send(desk, f"/tuy-phong/cu,{URL}\n").headers["Location"]

        desk.post(preview, {"discard": "1"})

        assert not AddressImport.objects.exists()
        assert not OldAddress.objects.exists()

    def test_files_of_others_do_not_exist(self, desk, portal_desk, article):
        preview = self.send(portal_desk, f"/tuy-phong/cu,{URL}\n").headers["Location"]

        for url in (preview, f"{preview}bi-tu-choi/"):
            assert desk.get(url).status_code == 404
        assert desk.post(preview).status_code == 404
        assert not OldAddress.objects.exists()

    @pytest.mark.parametrize("text", ["", "\x00", f"{'a' * 5}\x00"])
    def test_file_that_is_none_is_refused_in_a_sentence(self, desk, text):
        answered = self.send(desk, text)

        assert answered.status_code == 200
        assert not AddressImport.objects.exists()

    def test_form_without_a_file_is_refused(self, desk):
        assert desk.post(reverse("redirects:import"), {}).status_code == 200
