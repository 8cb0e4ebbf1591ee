"""What the screens of a site's life say: of what was done, of what was not, and before it is."""

import pytest
from django.urls import reverse

from portal.lifecycle import stories
from portal.lifecycle.forms import INDENT, SplitForm
from portal.lifecycle.models import Undertaking
from portal.lifecycle.services import archive, ask_for, change_state, rename, set_host
from portal.pages.models import HomePage, SectionPage
from portal.sites.models import MemberSite, SiteEvent, SiteState
from portal.sites.services import note_event
from tests import factories

HOST = "tuyphong.example.test"


@pytest.fixture
def desk(admin, signed_in):
    return signed_in(admin)


def _url(site, act=""):
    args = [site.pk, act] if act else [site.pk]
    return reverse("lifecycle:act" if act else "lifecycle:site", args=args)


def _told(answer):
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(
    "facts",
    [
        {"short_name": ["Cũ", "Mới"], "elsewhere": True, "archive": ""},
        {"elsewhere": True},
        {"short_name": 3, "elsewhere": True},
    ],
)
def test_history_of_an_imported_site_that_was_renamed_is_shown(site, desk, facts):
    kind = SiteEvent.Kind.RENAMED
    note_event(site=site, kind=kind, actor=None, facts=facts)

    page = desk.get(_url(site)).content.decode()

    assert ("Cũ → Mới" in page) == (facts.get("short_name") == ["Cũ", "Mới"])


@pytest.mark.parametrize("kind", SiteEvent.Kind)
def test_facts_of_an_archive_never_break_the_page(site, desk, kind):
    facts = {"elsewhere": True, "from": 7, "to": [], "on": "x", "pages": None}
    note_event(site=site, kind=kind, actor=None, facts=facts)

    assert desk.get(_url(site)).status_code == 200


def test_act_that_changes_nothing_says_so(site, desk):
    same = desk.post(_url(site, "duong-dan"), {"code": site.code}, follow=True)
    other = desk.post(_url(site, "duong-dan"), {"code": "bac-binh"}, follow=True)

    assert _told(same) != _told(other)
    assert "/bac-binh/" in _told(other)[0]
    assert site.events.filter(kind=SiteEvent.Kind.PATH).count() == 1


def test_maintenance_says_whether_it_is_on(site, desk):
    on = _told(desk.post(_url(site, "bao-tri"), {"on": "on"}, follow=True))
    off = _told(desk.post(_url(site, "bao-tri"), {}, follow=True))

    assert on != off
    assert stories.story(site.events.first(), {}) in off[0]


def test_main_address_that_changes_is_told_as_such(site, admin):
    set_host(actor=admin, site=site, host=HOST)

    event = set_host(actor=admin, site=site, host=HOST, host_is_canonical=False)

    told = stories.story(event, {})
    assert "→" not in told
    assert HOST in told


def test_sections_of_a_split_are_indented_as_they_lie(site):
    section = factories.section_of(site)
    section.add_child(instance=SectionPage(title="Hoạt động cơ sở", slug="co-so"))

    labels = [label for _key, label in SplitForm(site=site).fields["sections"].choices]

    assert labels == ["Tin tức", f"{INDENT}Hoạt động cơ sở", "Xây dựng Đảng"]


@pytest.mark.parametrize("act", ["gop", "tach"])
def test_targets_are_told_apart_by_their_codes(site, other_site, desk, act):
    assert "(la-gi)" in desk.get(_url(site, act)).content.decode()


def _nested(site):
    """A site that lies below another one."""
    home = HomePage(title="Con", slug="con")
    site.root_page.add_child(instance=home)
    return MemberSite.objects.create(
        code="con", name="Trang con", short_name="Con", organisation="Con", root_page=home
    )


@pytest.mark.parametrize(("act", "code"), [("gop", "VD-12"), ("luu-tru", "VD-13")])
def test_site_with_another_below_is_refused_at_once(site, desk, act, code):
    nested = _nested(site)

    answer = desk.post(_url(site, act), {"target": nested.pk})

    assert f"(mã {code})" in answer.content.decode()
    assert not Undertaking.objects.exists()


def test_archiving_twice_is_refused_at_once(site, admin, refused):
    archive(actor=admin, site=site)

    refused("VD-18", ask_for, actor=admin, site=site, kind=Undertaking.Kind.ARCHIVE)


def test_split_of_sections_that_are_the_targets_is_refused_at_once(
    site, other_site, admin, refused
):
    values = {"sections": [factories.section_of(other_site).pk]}
    kind = Undertaking.Kind.SPLIT

    refused("VD-21", ask_for, actor=admin, site=site, kind=kind, target=other_site, values=values)


@pytest.mark.parametrize("short_name", ["La Gi", "la gi"])
def test_short_name_of_another_site_is_refused(site, other_site, admin, refused, desk, short_name):
    names = {"name": "Trang X", "short_name": short_name, "organisation": "X"}

    refused("TV-17", rename, actor=admin, site=site, **names)
    answer = desk.post(_url(site, "doi-ten"), names)

    assert "TV-17" in answer.context["form"].errors["short_name"][0]
    site.refresh_from_db()
    assert site.short_name == "Tuy Phong"


def test_site_whose_short_name_is_shared_already_gets_another_name(site, other_site, admin):
    MemberSite.objects.filter(pk=other_site.pk).update(short_name=site.short_name)

    names = {"short_name": site.short_name, "organisation": "X"}
    assert rename(actor=admin, site=site, name="Trang X", **names)


def test_closed_site_is_not_archived_by_the_queue(site, admin, refused):
    change_state(actor=admin, site=site, state=SiteState.CLOSED)

    refused("VD-17", ask_for, actor=admin, site=site, kind=Undertaking.Kind.ARCHIVE)
