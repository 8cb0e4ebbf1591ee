"""What lies over the look of sites for some days."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.sites.models import MemberSite, SiteState
from portal.theming import overlay_services
from portal.theming.models import Overlay

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def _lay(actor, site, kind="khan-cap", begin=-1, end=1, **values):
    now = timezone.now()
    values.setdefault("text", "Bão số 5 đổ bộ chiều nay" if kind == "khan-cap" else "")
    return overlay_services.lay_overlay(
        actor=actor, site=site, kind=kind, starts_at=now + begin * DAY, ends_at=now + end * DAY,
        **values,
    )  # fmt: skip


def _page(client, path="/tuy-phong/"):
    return client.get(path).content.decode()


def test_overlay_of_the_portal_is_seen_in_all_sites_at_once(portal_admin, site, client):
    assert "data-overlay" not in _page(client)

    _lay(portal_admin, None, "tet", text="Chúc mừng năm mới")

    for path in ("/tuy-phong/", "/"):
        assert 'data-overlay="tet"' in _page(client, path)


def test_overlay_of_a_site_is_seen_there_only(admin, site, other_site, client):
    _lay(admin, site, url="/tuy-phong/tin-tuc/")

    page = _page(client)
    assert 'data-overlay="khan-cap"' in page
    assert "Bão số 5 đổ bộ chiều nay" in page
    for path in ("/la-gi/", "/"):
        assert "Bão số 5" not in _page(client, path)


def test_time_decides_without_anything_being_done(portal_admin, site, client):
    _lay(portal_admin, None, "dai-hoi", begin=1, end=3)

    assert "data-overlay" not in _page(client)
    with time_machine.travel(timezone.now() + 2 * DAY):
        assert 'data-overlay="dai-hoi"' in _page(client)
    with time_machine.travel(timezone.now() + 4 * DAY):
        assert "data-overlay" not in _page(client)


def test_overlay_begins_and_ends_to_the_moment(portal_admin, site, client):
    overlay = _lay(portal_admin, None, "dai-hoi", begin=1, end=2)
    begin, end = overlay.starts_at, overlay.ends_at

    seen = []
    for moment in (begin - SECOND, begin, end - SECOND, end):
        with time_machine.travel(moment, tick=False):
            seen.append("data-overlay" in _page(client))
    assert seen == [False, True, True, False]


def test_congress_comes_before_the_new_year(portal_admin, site, client):
    for kind in ("tet", "dai-hoi"):
        _lay(portal_admin, None, kind)

    assert 'data-overlay="dai-hoi tet"' in _page(client)


def test_same_occasion_of_portal_and_site_is_shown_once(portal_admin, site, client):
    for place in (None, site):
        _lay(portal_admin, place, "tet")

    assert 'data-overlay="tet"' in _page(client)


def test_path_of_an_overlay_leads_to_the_host_of_its_site(portal_admin, site, client):
    MemberSite.objects.filter(pk=site.pk).update(host="tuyphong.example.vn", host_is_canonical=True)
    _lay(portal_admin, None, url="/tuy-phong/tin-tuc/")

    assert 'href="http://tuyphong.example.vn/tin-tuc/"' in _page(client, "/")


def test_mourning_leaves_nothing_festive(portal_admin, site, client):
    _lay(portal_admin, None, "tet")
    _lay(portal_admin, None, "dai-hoi")
    _lay(portal_admin, None, "quoc-tang")
    _lay(portal_admin, site, "khan-cap")

    assert 'data-overlay="khan-cap quoc-tang"' in _page(client)


def test_overlay_that_was_ended_is_gone_with_the_next_request(portal_admin, site, client):
    overlay = _lay(portal_admin, None, "tet")
    assert 'data-overlay="tet"' in _page(client)

    overlay_services.end_overlay(actor=portal_admin, overlay=overlay)

    assert "data-overlay" not in _page(client)
    overlay.refresh_from_db()
    assert (overlay.created_by, overlay.created_by_name) == (portal_admin, "An")
    assert (overlay.switched_off_by, overlay.switched_off_by_name) == (portal_admin, "An")
    with pytest.raises(ValidationError) as error:
        overlay_services.end_overlay(actor=portal_admin, overlay=overlay)
    assert "GD-20" in error.value.messages[0]


def test_overlay_whose_time_is_over_cannot_be_ended(admin, site):
    overlay = _lay(admin, site, text="x" * 250)

    with time_machine.travel(overlay.ends_at), pytest.raises(ValidationError) as error:
        overlay_services.end_overlay(actor=admin, overlay=overlay)

    assert "GD-20" in error.value.messages[0]


def test_overlays_cost_no_query_within_a_request(portal_admin, site, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _lay(portal_admin, None, "tet")
    _page(client)

    with CaptureQueriesContext(connection) as queries:
        assert 'data-overlay="tet"' in _page(client)
    assert not [query for query in queries if "theming_overlay" in query["sql"]]


def test_mourning_is_declared_by_portal_administrators_only(admin, portal_admin, site):
    with pytest.raises(PermissionDenied):
        _lay(admin, site, "quoc-tang")

    assert _lay(portal_admin, None, "quoc-tang").pk
    overlay = _lay(portal_admin, site, "quoc-tang")
    with pytest.raises(PermissionDenied):
        overlay_services.end_overlay(actor=admin, overlay=overlay)


def test_others_lay_and_end_nothing(admin, editor, site, other_site, portal_admin):
    for actor, place in ((admin, None), (admin, other_site), (editor, site)):
        with pytest.raises(PermissionDenied):
            _lay(actor, place)
    assert not Overlay.objects.exists()

    overlay = _lay(portal_admin, other_site)
    for actor in (admin, editor):
        with pytest.raises(PermissionDenied):
            overlay_services.end_overlay(actor=actor, overlay=overlay)
    overlay.refresh_from_db()
    assert overlay.switched_off_at is None


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "giang-sinh"}, "GD-16"),
        ({"text": "  "}, "GD-17"),
        ({"text": "\u200b\u202e"}, "GD-17"),
        ({"text": "x" * 251}, "GD-17"),
        ({"url": "javascript:alert(1)"}, "GD-18"),
        ({"url": "//evil.example/"}, "GD-18"),
        ({"url": "/" + "x" * 500}, "GD-18"),
        ({"kind": "tet", "url": "/tin-tuc/"}, "GD-18"),
        ({"begin": 2, "end": 1}, "GD-19"),
        ({"begin": 1, "end": 1}, "GD-19"),
        ({"begin": 740, "end": 741}, "GD-19"),
        ({"begin": -3, "end": -1}, "GD-19"),
        ({"end": 400}, "GD-19"),
    ],
)
def test_bad_overlay_is_refused(admin, site, values, code):
    with pytest.raises(ValidationError) as error:
        _lay(admin, site, **values)

    assert [one.code for one in error.value.error_list] == [code]
    assert not Overlay.objects.exists()


def test_frozen_site_gets_no_overlay_and_loses_one(admin, site):
    overlay = _lay(admin, site)
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.FROZEN)
    site.refresh_from_db()

    with pytest.raises(ValidationError) as error:
        _lay(admin, site)
    assert "TV-13" in error.value.messages[0]
    overlay_services.end_overlay(actor=admin, overlay=overlay)


LIST = "/quan-tri/giao-dien/theo-dip/"


def _typed(**values):
    now = timezone.localtime()
    return {
        "kind": "khan-cap",
        "site": "",
        "starts_at": now.strftime("%d/%m/%Y %H:%M"),
        "ends_at": (now + DAY).strftime("%d/%m/%Y %H:%M"),
        "text": "Bão số 5",
        "url": "",
        **values,
    }


def test_administrator_lays_and_ends_on_the_screens(admin, site, signed_in, client):
    browser = signed_in(admin)

    assert browser.get(f"{LIST}them/").status_code == 200
    response = browser.post(f"{LIST}them/", _typed(site=str(site.pk)))
    assert response.status_code == 302
    assert "Bão số 5" in _page(client)
    assert "Bão số 5" in browser.get(LIST).content.decode()

    browser.post(f"{LIST}{Overlay.objects.get().pk}/ket-thuc/")
    assert "Bão số 5" not in _page(client)


def test_mourning_is_offered_to_portal_administrators_only(admin, portal_admin, site, signed_in):
    offered = ["quoc-tang" in signed_in(person).get(f"{LIST}them/").content.decode()
               for person in (admin, portal_admin)]  # fmt: skip

    assert offered == [False, True]


def test_refused_overlay_keeps_what_was_typed(admin, site, signed_in):
    typed = _typed(site=str(site.pk), text="", url="ftp://x/")

    page = signed_in(admin).post(f"{LIST}them/", typed).content.decode()

    assert "GD-17" in page
    assert "ftp://x/" in page
    assert not Overlay.objects.exists()


@pytest.mark.parametrize("changes", [{"site": ""}, {"kind": "quoc-tang"}, {"site": "other"}])
def test_site_administrator_cannot_reach_further_on_the_screen(
    admin, site, other_site, changes, signed_in
):
    typed = _typed(site=str(site.pk)) | {
        key: str(other_site.pk) if value == "other" else value for key, value in changes.items()
    }

    signed_in(admin).post(f"{LIST}them/", typed)

    assert not Overlay.objects.exists()


def test_overlays_of_foreign_sites_are_not_listed(admin, site, other_site, portal_admin, signed_in):
    _lay(portal_admin, other_site, text="Chỉ La Gi thấy")
    _lay(portal_admin, None, text="Mọi nơi thấy")

    page = signed_in(admin).get(LIST).content.decode()

    assert "Mọi nơi thấy" in page
    assert "Chỉ La Gi thấy" not in page
