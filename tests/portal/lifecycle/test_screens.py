"""The screens of a site's life, as a portal administrator uses them."""

import pytest
from django.urls import reverse

from portal.lifecycle.models import Undertaking
from portal.lifecycle.offers import OFFERS
from portal.lifecycle.services import archive, ask_for, change_state
from portal.sites.models import Role, SiteEvent, SiteState
from portal.sites.permissions import has_role
from tests import factories


@pytest.fixture
def desk(admin, signed_in):
    return signed_in(admin)


def _url(site, act=""):
    args = [site.pk, act] if act else [site.pk]
    return reverse("lifecycle:act" if act else "lifecycle:site", args=args)


def test_page_of_a_site_shows_state_numbers_and_history(site, admin, articles, desk):
    change_state(actor=admin, site=site, state=SiteState.FROZEN, note="Quyết định 12")

    page = desk.get(_url(site)).content.decode()

    for text in ("Quyết định 12", "/tuy-phong/", admin.get_full_name()):
        assert text in page
    site.refresh_from_db()
    assert site.get_state_display() in page


@pytest.mark.parametrize("act", [offer.name for offer in OFFERS])
def test_screen_of_each_act_opens(site, other_site, desk, act):
    answer = desk.get(_url(site, act))

    assert answer.status_code == 200
    assert b"csrfmiddlewaretoken" in answer.content


@pytest.mark.parametrize("role", [Role.SITE_ADMIN, Role.NEWSROOM, Role.AUDITOR])
@pytest.mark.parametrize("act", ["", *[offer.name for offer in OFFERS]])
def test_screens_do_not_exist_for_others(site, signed_in, role, act):
    person = factories.make_person(site if role == Role.SITE_ADMIN else None, role)
    client = signed_in(person)

    assert client.get(_url(site, act)).status_code == 404
    assert client.post(_url(site, act), {"code": "x", "on": "on"}).status_code == 404

    site.refresh_from_db()
    assert (site.code, site.maintenance) == ("tuy-phong", False)


@pytest.mark.parametrize("url", ["999999/", "999999/gop/", "{pk}/khong-co/"])
def test_site_or_act_that_is_not_there_is_missing(site, desk, url):
    base = reverse("lifecycle:site", args=[site.pk]).removesuffix(f"{site.pk}/")

    assert desk.get(base + url.format(pk=site.pk)).status_code == 404


def test_short_acts_are_done_at_once(site, other_site, desk):
    forms = {
        "bao-tri": {"on": "on", "message": "Đang nâng cấp"},
        "doi-ten": {"name": "Trang mới", "short_name": "Mới", "organisation": "ĐU Mới"},
        "duong-dan": {"code": "moi", "note": "Đổi tên xã"},
        "ten-mien": {"host": "moi.example.vn", "host_is_canonical": "on"},
        "trang-thai": {"state": "frozen", "note": "Ngừng"},
    }
    for act, values in forms.items():
        answer = desk.post(_url(site, act), values)
        assert answer.status_code == 302, (act, answer.context["form"].errors)

    site.refresh_from_db()
    assert (site.maintenance, site.short_name, site.code) == (True, "Mới", "moi")
    assert (site.host, site.state) == ("moi.example.vn", SiteState.FROZEN)
    assert site.events.count() >= len(forms)
    assert desk.get(_url(site)).status_code == 200


@pytest.mark.parametrize(
    ("act", "values", "code"),
    [
        ("duong-dan", {"code": "la-gi"}, "TV-01"),
        ("duong-dan", {"code": "Tuy Phong"}, "TV-03"),
        ("ten-mien", {"host": "https://x.vn"}, "TM-01"),
        ("doi-ten", {"name": " ", "short_name": "x", "organisation": "x"}, ""),
        ("trang-thai", {"state": "redirected"}, ""),
        ("trang-thai", {"state": "nothing"}, ""),
        ("gop", {"target": "999999"}, ""),
        ("gop", {"target": ""}, ""),
        ("gop", {}, ""),
        ("tach", {"sections": ["abc"], "target": "x"}, ""),
        ("tach", {}, ""),
        ("duong-dan", {"code": "x" * 5000, "note": "y" * 5000}, ""),
    ],
)
def test_refusal_is_shown_in_the_form_and_nothing_changes(
    site, other_site, desk, act, values, code
):
    answer = desk.post(_url(site, act), values)

    assert answer.status_code == 200
    assert answer.context["form"].errors
    if code:
        assert f"(mã {code})" in answer.content.decode()
    site.refresh_from_db()
    assert (site.code, site.host, site.state) == ("tuy-phong", None, SiteState.ACTIVE)
    assert not Undertaking.objects.exists()


def test_redirection_without_successor_is_refused_in_the_form(site, admin, desk):
    change_state(actor=admin, site=site, state=SiteState.FROZEN)

    answer = desk.post(_url(site, "trang-thai"), {"state": "redirected"})

    assert "(mã VD-06)" in answer.content.decode()


def test_merge_runs_in_the_background_and_its_result_is_shown(
    site, other_site, editor, articles, desk, run_tasks
):
    values = {"target": other_site.pk, "role_editor": "contributor", "note": "Nghị quyết 60"}
    answer = desk.post(_url(site, "gop"), values)

    assert answer.status_code == 302
    waiting = desk.get(_url(site)).content.decode()
    assert "data-task-progress" in waiting
    assert reverse("lifecycle:act", args=[site.pk, "gop"]) not in waiting

    run_tasks()

    site.refresh_from_db()
    assert (site.state, site.successor) == (SiteState.REDIRECTED, other_site)
    assert has_role(editor, other_site, Role.CONTRIBUTOR)
    assert Undertaking.objects.get().event.kind == SiteEvent.Kind.MERGED
    page = desk.get(_url(site)).content.decode()
    assert "Nghị quyết 60" in page
    assert "data-task-progress" not in page
    assert "Nghị quyết 60" in desk.get(_url(other_site)).content.decode()


def test_refusal_in_the_background_is_shown_on_the_page(site, other_site, admin, desk, run_tasks):
    desk.post(_url(site, "gop"), {"target": other_site.pk})
    change_state(actor=admin, site=other_site, state=SiteState.FROZEN)

    run_tasks()

    page = desk.get(_url(site)).content.decode()
    assert "(mã VD-15)" in page
    site.refresh_from_db()
    assert site.state == SiteState.ACTIVE
    assert reverse("lifecycle:act", args=[site.pk, "gop"]) in page


def test_archive_and_split_run_in_the_background(
    site, other_site, admin, articles, desk, run_tasks
):
    section = factories.section_of(site)
    desk.post(_url(site, "tach"), {"sections": [section.pk], "target": other_site.pk})
    run_tasks()
    answer = desk.post(_url(site, "luu-tru"), {"note": "Lưu"})
    assert answer.status_code == 302
    run_tasks()

    site.refresh_from_db()
    assert site.state == SiteState.FROZEN
    assert set(site.events.values_list("kind", flat=True)) >= {"split", "archived"}
    assert desk.get(_url(site)).status_code == 200


def test_second_long_act_waits_for_the_first(site, other_site, admin, refused):
    given = {"actor": admin, "site": site, "kind": Undertaking.Kind.ARCHIVE}
    ask_for(**given)

    refused("VD-22", ask_for, **given)

    assert Undertaking.objects.count() == 1


def test_task_that_runs_twice_archives_once(site, admin, run_tasks):
    from portal.lifecycle.tasks import undertake

    asked = ask_for(actor=admin, site=site, kind=Undertaking.Kind.ARCHIVE)
    run_tasks()

    undertake.func(asked.pk)

    assert site.events.filter(kind=SiteEvent.Kind.ARCHIVED).count() == 1


def test_acts_that_make_no_sense_are_not_offered(site, province, admin, desk):
    archive(actor=admin, site=site)

    page = desk.get(_url(province)).content.decode()
    for act in ("gop", "luu-tru", "duong-dan", "trang-thai", "ten-mien"):
        assert _url(province, act) not in page
    assert desk.get(_url(province, "gop")).status_code == 302


def test_sections_offered_for_a_split_are_the_sites_own(site, other_site, province, desk):
    form = desk.get(_url(province, "tach")).context["form"]

    offered = set(form.fields["sections"].queryset.values_list("pk", flat=True))
    assert factories.section_of(province).pk in offered
    assert factories.section_of(site).pk not in offered
