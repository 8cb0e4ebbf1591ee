"""The screens of a site's life, as a portal administrator uses them."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from portal.lifecycle import services
from portal.lifecycle.models import Undertaking
from portal.lifecycle.offers import OFFERS
from portal.lifecycle.services import archive, ask_for, change_state
from portal.sites.models import Role, SiteEvent, SiteState
from portal.sites.permissions import has_role
from portal.sites.services import revoke_role
from portal.tasks import queue
from tests import factories

# For sites that lost their home page, and for archived ones (test_restoring.py).
FOR_FEW = {"trang-chu", "ra-luu-tru"}


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


@pytest.mark.parametrize("act", [o.name for o in OFFERS if o.name not in FOR_FEW])
def test_screen_of_each_act_opens(site, other_site, desk, act):
    answer = desk.get(_url(site, act))

    assert answer.status_code == 200
    assert b"csrfmiddlewaretoken" in answer.content


def test_auditor_reads_the_page_of_a_site_and_is_offered_nothing(site, admin, signed_in):
    change_state(actor=admin, site=site, state=SiteState.FROZEN, note="Quyết định 12")
    client = signed_in(factories.make_person(None, Role.AUDITOR))

    answer = client.get(_url(site))

    assert "Quyết định 12" in answer.content.decode()
    assert answer.context["offers"] == []
    client.post(_url(site, "bao-tri"), {"on": "on"})
    assert client.get(_url(site, "bao-tri")).status_code == 404
    site.refresh_from_db()
    assert not site.maintenance


@pytest.mark.parametrize("role", [Role.SITE_ADMIN, Role.NEWSROOM])
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


def _archived(actor, site):
    archive(actor=actor, site=site)


def _in_state(state):
    return lambda actor, site: change_state(actor=actor, site=site, state=state)


@pytest.mark.parametrize(
    "before",
    [_in_state(SiteState.FROZEN), _in_state(SiteState.CLOSED), _archived],
    ids=["frozen", "closed", "archived"],
)
def test_site_that_nobody_may_change_is_merged_in_the_background(
    site, other_site, admin, articles, desk, run_tasks, before
):
    before(admin, site)
    desk.post(_url(site, "gop"), {"target": other_site.pk})

    run_tasks()

    site.refresh_from_db()
    assert (site.state, site.successor) == (SiteState.REDIRECTED, other_site)
    assert not site.root_page.get_descendants(inclusive=True).live().exists()
    assert desk.get("/la-gi/tin-tuc/bai-1/").status_code == 200
    assert "data-task-progress" not in desk.get(_url(site)).content.decode()


def test_sections_of_a_frozen_site_go_to_another_in_the_background(
    site, other_site, admin, articles, desk, run_tasks
):
    change_state(actor=admin, site=site, state=SiteState.FROZEN)
    section = factories.section_of(site)
    desk.post(_url(site, "tach"), {"sections": [section.pk], "target": other_site.pk})

    run_tasks()

    section.refresh_from_db()
    assert not section.live
    assert desk.get("/la-gi/tin-tuc/bai-1/").status_code == 200


@pytest.mark.parametrize("is_gone", [False, True])
def test_act_of_somebody_who_may_not_any_more_is_refused_at_once(
    site, other_site, admin, superuser, signed_in, desk, run_tasks, is_gone
):
    desk.post(_url(site, "gop"), {"target": other_site.pk})
    if is_gone:
        Undertaking.objects.update(actor=None)
    else:
        revoke_role(person=admin, role=Role.PORTAL_ADMIN, site=None, actor=superuser)

    run_tasks()

    site.refresh_from_db()
    assert site.state == SiteState.ACTIVE
    page = signed_in(superuser).get(_url(site)).content.decode()
    assert "(mã VD-25)" in page


def test_act_that_always_fails_says_so_after_a_few_tries(
    site, other_site, desk, run_tasks, monkeypatch
):
    def broken(**_values):
        raise RuntimeError("broken")

    monkeypatch.setattr(services, "merge_into", broken)
    desk.post(_url(site, "gop"), {"target": other_site.pk})

    for _try in range(3):
        DBTaskResult.objects.filter(status="READY").update(run_after=queue.AT_ONCE)
        run_tasks()

    page = desk.get(_url(site)).content.decode()
    assert "(mã CVN-01)" in page
    assert reverse("lifecycle:act", args=[site.pk, "gop"]) in page
    site.refresh_from_db()
    assert site.state == SiteState.ACTIVE


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
