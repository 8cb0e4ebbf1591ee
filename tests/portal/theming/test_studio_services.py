"""Putting a look on, and taking it back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.sites import details
from portal.sites.models import MemberSite, Role, SiteEvent, SiteState
from portal.theming import services
from portal.theming.look import Choice
from portal.theming.models import LookChange
from tests import factories
from tests.portal.theming.conftest import marked

BLUE = {"brand": "#0b3d91", "link": "#0b3d91"}


def _codes(error):
    return {one.code for one in error.value.error_list}


def test_look_is_seen_with_the_next_request_and_noted(admin, site, client, make_theme):
    make_theme("xanh", marked("GIAO-DIEN-XANH"))
    logo = factories.make_image(site, "Huy hiệu")
    assert "GIAO-DIEN-XANH" not in client.get("/tuy-phong/").content.decode()
    told = []
    details.after_change.append(told.append)
    try:
        change = services.apply_look(
            actor=admin,
            site=site,
            choice=Choice("xanh", BLUE),
            logo=logo,
            header_text="Đoàn kết, sáng tạo",
            note="Theo kết luận giao ban",
        )
    finally:
        details.after_change.remove(told.append)

    page = client.get("/tuy-phong/").content.decode()
    assert "GIAO-DIEN-XANH" in page
    assert "--brand:#0b3d91" in page
    assert "Đoàn kết, sáng tạo" in page
    assert logo.file.name.rpartition("/")[2].partition(".")[0] in page
    site.refresh_from_db()
    assert (site.theme, site.look["colours"], site.logo) == ("xanh", BLUE, logo)
    assert (change.state, change.before["theme"]) == ("applied", "base")
    assert (change.actor, change.actor_name, change.note) == (admin, "An", "Theo kết luận giao ban")
    event = SiteEvent.objects.get(site=site, kind=SiteEvent.Kind.LOOK)
    assert event.note == "Theo kết luận giao ban"
    assert event.facts == {"from": "Giao diện cơ sở", "to": "Giao diện xanh", "change": change.pk}
    assert told == [site]


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.NEWSROOM])
def test_others_change_nothing(site, role):
    person = factories.make_person(None if role == Role.NEWSROOM else site, role)

    with pytest.raises(PermissionDenied):
        services.apply_look(actor=person, site=site, choice=Choice("base", BLUE))
    with pytest.raises(PermissionDenied):
        services.revert(actor=person, site=site)

    assert not LookChange.objects.exists()


def test_administrator_of_another_site_changes_nothing(admin, other_site):
    with pytest.raises(PermissionDenied):
        services.apply_look(actor=admin, site=other_site, choice=Choice("base", BLUE))


def test_portal_administrator_changes_any_site(portal_admin, site):
    services.apply_look(actor=portal_admin, site=site, choice=Choice("base", BLUE))

    site.refresh_from_db()
    assert site.look["colours"] == BLUE


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (Choice("khong-co"), "GD-01"),
        (Choice("../base"), "GD-01"),
        (Choice("base", {"surface": "#000000"}), "GD-02"),
        (Choice("base", {"brand": "red"}), "GD-02"),
        (Choice("base", {"brand": "#12345"}), "GD-02"),
        (Choice("base", {"brand": "#93141b;}body{"}), "GD-02"),
        (Choice("base", {"brand": "#ffee88"}), "GD-03"),
        (Choice("base", {}, "tron"), "GD-04"),
    ],
)
def test_choice_that_cannot_be_worn_is_refused(admin, site, choice, code):
    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=choice)

    assert _codes(error) == {code}
    site.refresh_from_db()
    assert (site.theme, site.look) == ("base", {})
    assert not LookChange.objects.exists()


def test_unreadable_pair_is_told_with_its_figures(admin, site):
    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("base", {"brand": "#b0766f"}))

    assert "Chữ trên màu chủ đạo" in error.value.messages[0]
    assert "3,7:1" in error.value.messages[0]
    assert "4,5:1" in error.value.messages[0]


def test_each_pair_is_told_once_where_it_is_worst(admin, site):
    colours = {"on-brand": "#000000", "on-deep": "#000000"}
    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("base", colours))

    brand, deep = error.value.messages
    assert "Chữ trên màu chủ đạo khó đọc trên trang nền tối: 1,8:1" in brand
    assert "Chữ trên màu đậm khó đọc trên trang nền tối" in deep


def test_figure_just_below_the_least_is_not_rounded_up(admin, site):
    # 4,48 to 1 on white
    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("base", {"brand": "#777777"}))

    assert "4,4:1" in error.value.messages[0]


def test_texts_are_as_long_as_they_may_be(admin, site):
    for values in ({"header_text": "x" * 201}, {"note": "x" * 301}):
        with pytest.raises(ValidationError) as error:
            services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE), **values)
        assert _codes(error) == {"GD-14"}

    texts = {"header_text": "x" * 200, "note": "x" * 300}
    assert services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE), **texts).pk


def test_foreign_logo_is_refused(admin, site, other_site):
    foreign = factories.make_image(other_site, "Ảnh La Gi")

    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE), logo=foreign)

    assert _codes(error) == {"TV-10"}


@pytest.mark.parametrize("state", [SiteState.FROZEN, SiteState.REDIRECTED, SiteState.CLOSED])
def test_ended_site_keeps_its_look(portal_admin, site, state):
    MemberSite.objects.filter(pk=site.pk).update(state=state)
    site.refresh_from_db()

    with pytest.raises(ValidationError) as error:
        services.apply_look(actor=portal_admin, site=site, choice=Choice("base", BLUE))

    assert _codes(error) == {"TV-13"}


def test_same_look_again_is_no_change(admin, site):
    services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE))

    with pytest.raises(ValidationError) as error:
        services.apply_look(
            actor=admin, site=site, choice=Choice("base", {**BLUE, "accent": "#c8992b"})
        )

    assert _codes(error) == {"GD-09"}
    assert LookChange.objects.count() == 1


def test_undo_brings_everything_back_and_can_be_undone(admin, site, client):
    logo = factories.make_image(site, "Huy hiệu")
    MemberSite.objects.filter(pk=site.pk).update(logo=logo, header_text="Câu cũ")
    services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE), header_text="Câu mới")
    assert "Câu mới" in client.get("/tuy-phong/").content.decode()

    undone = services.revert(actor=admin, site=site)

    site.refresh_from_db()
    assert (site.look["colours"], site.logo, site.header_text) == ({}, logo, "Câu cũ")
    assert "Câu cũ" in client.get("/tuy-phong/").content.decode()
    assert (undone.kind, undone.state, undone.actor) == ("undone", "applied", admin)
    assert SiteEvent.objects.filter(site=site, kind=SiteEvent.Kind.LOOK).count() == 2

    services.revert(actor=admin, site=site)
    site.refresh_from_db()
    assert (site.look["colours"], site.logo, site.header_text) == (BLUE, None, "Câu mới")


def test_undo_goes_on_without_a_logo_that_is_gone(admin, site):
    logo = factories.make_image(site, "Huy hiệu")
    MemberSite.objects.filter(pk=site.pk).update(logo=logo)
    services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE))
    logo.delete()

    services.revert(actor=admin, site=site)

    site.refresh_from_db()
    assert (site.look["colours"], site.logo) == ({}, None)


def test_undo_gives_way_to_somebody_quicker(admin, portal_admin, site, monkeypatch):
    services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE))
    green = {"brand": "#0f5132"}

    def quicker(*_args):
        monkeypatch.undo()
        services.apply_look(actor=portal_admin, site=site, choice=Choice("base", green))

    monkeypatch.setattr(services, "try_theme", quicker)
    with pytest.raises(ValidationError) as error:
        services.revert(actor=admin, site=site)

    assert _codes(error) == {"GD-10"}
    site.refresh_from_db()
    assert site.look["colours"] == green


def test_nothing_to_undo_is_said(admin, site):
    with pytest.raises(ValidationError) as error:
        services.revert(actor=admin, site=site)

    assert _codes(error) == {"GD-10"}


def test_undo_to_a_theme_that_is_gone_is_refused(admin, site):
    MemberSite.objects.filter(pk=site.pk).update(theme="da-go")
    site.refresh_from_db()
    services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE))

    with pytest.raises(ValidationError) as error:
        services.revert(actor=admin, site=site)

    assert _codes(error) == {"GD-01"}
    site.refresh_from_db()
    assert site.look["colours"] == BLUE


def test_only_the_change_that_was_seen_is_taken_back(admin, site):
    first = services.apply_look(actor=admin, site=site, choice=Choice("base", BLUE))
    undone = services.revert(actor=admin, site=site, seen=first.pk)

    with pytest.raises(ValidationError) as error:
        services.revert(actor=admin, site=site, seen=first.pk)

    assert _codes(error) == {"GD-10"}
    assert LookChange.objects.applied().first() == undone
