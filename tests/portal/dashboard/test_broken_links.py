"""What is broken, is found; what answers, is not."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Collection

from portal.dashboard import link_check
from portal.dashboard.models import BrokenLink
from portal.media.models import PortalDocument
from portal.pages.models import SiteLayout
from portal.redirects.models import OldAddress
from portal.sites.models import MemberSite, SiteLink, SiteState
from tests import factories
from tests.portal.dashboard.desk import local, published

AT = local("2026-11-18 09:00")


def texts(*html: str) -> list[tuple[str, str]]:
    return [("text", f"<p>{each}</p>") for each in html]


@pytest.fixture
def target(site: MemberSite, admin: Any) -> Any:
    return published(site, admin, AT, title="Đích")


def broken_in(site: MemberSite, admin: Any, *html: str) -> list[tuple[str, str]]:
    """What is found in an article with this text: kinds and targets."""
    article = published(site, admin, AT, title="Nguồn", body=texts(*html))
    link_check.check_pages([article.pk])
    rows = BrokenLink.objects.standing().filter(page=article)
    return sorted(rows.values_list("kind", "target"))


def to_page(key: int) -> str:
    return f'<a linktype="page" id="{key}">Xem</a>'


def test_link_to_a_published_page_is_whole(site: Any, admin: Any, target: Any) -> None:
    assert broken_in(site, admin, to_page(target.pk)) == []


def test_link_to_an_unpublished_page_is_broken(site: Any, admin: Any, target: Any) -> None:
    target.unpublish()
    assert broken_in(site, admin, to_page(target.pk)) == [("page_hidden", str(target.pk))]


def test_link_to_a_page_that_is_gone_is_broken_once(site: Any, admin: Any) -> None:
    found = broken_in(site, admin, to_page(9999), to_page(9999))
    assert found == [("page_missing", "9999")]
    assert BrokenLink.objects.get().text == "Xem"
    assert BrokenLink.objects.get().site == site


def test_files_and_pictures_that_are_gone_are_broken(site: Any, admin: Any) -> None:
    image = factories.make_image(site)
    file = PortalDocument.objects.create(
        title="T", file=ContentFile(b"x", "t.txt"), collection=Collection.get_first_root_node()
    )
    whole = f'<a linktype="document" id="{file.pk}">A</a><embed embedtype="image" id="{image.pk}"/>'
    gone = '<a linktype="document" id="9998">A</a><embed embedtype="image" id="9997"/>'
    assert broken_in(site, admin, whole, gone) == [
        ("document_missing", "9998"),
        ("image_missing", "9997"),
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/tuy-phong/tin-tuc/dich/",
        "/tuy-phong/tin-tuc/dich",
        "http://testserver/tuy-phong/tin-tuc/dich/?a=1#b",
        "../dich/",
        "/tuy-phong/",
        "/",
        "/tuy-phong/tin-tuc/trang-2/",
        "/tim-kiem/?q=x",
        "/static/x.css",
        "#dau",
        "mailto:a@b.vn",
        "tel:0123",
        "https://example.org/khong-co/",
        "//example.org/khong-co/",
        "http://[sai",
        "/tu%E1%BB%B3/../tuy-phong/tin-tuc/dich/",
    ],
)
def test_address_that_answers_or_is_of_others_is_whole(
    site: Any, admin: Any, target: Any, address: str
) -> None:
    assert broken_in(site, admin, f'<a href="{address}">A</a>') == []


@pytest.mark.parametrize(
    "address",
    [
        "/tuy-phong/tin-tuc/khong-co/",
        "http://testserver/khong-co/",
        "HTTP://TESTSERVER/khong-co/",
        "../khong-co/",
        "/tuy-phong/tin-tuc/dich/trang-2/",
        "/tuy-phong/tin-tuc/trang-x/",
        "/khong-co.html",
        "/tuy-phong/chu-de/khong-co/",
        "/tai-lieu/9999/t.txt",
    ],
)
def test_address_of_the_portal_that_nothing_answers_is_broken(
    site: Any, admin: Any, target: Any, address: str
) -> None:
    assert broken_in(site, admin, f'<a href="{address}">A</a>') == [("address", address)]


def test_address_of_an_unpublished_page_is_broken(site: Any, admin: Any, target: Any) -> None:
    target.unpublish()
    address = "/tuy-phong/tin-tuc/dich/"
    assert broken_in(site, admin, f'<a href="{address}">A</a>') == [("address", address)]


def test_old_address_that_leads_on_is_whole(site: Any, admin: Any, target: Any) -> None:
    OldAddress.objects.create(site=site, path="/tuy-phong/cu", target=target)
    assert broken_in(site, admin, '<a href="/tuy-phong/cu/">A</a>') == []
    target.unpublish()
    assert broken_in(site, admin, '<a href="/tuy-phong/cu/">A</a>') != []


def test_path_on_a_sites_own_host_is_meant_from_its_home_page(
    site: Any, admin: Any, target: Any
) -> None:
    MemberSite.objects.filter(pk=site.pk).update(host="tuyphong.example.vn")
    from portal.sites import structure

    structure.bump()
    whole = ("https://tuyphong.example.vn/tin-tuc/dich/", "/tin-tuc/dich/")
    assert broken_in(site, admin, *(f'<a href="{a}">A</a>' for a in whole)) == []
    wrong = "https://tuyphong.example.vn/khong-co/"
    assert broken_in(site, admin, f'<a href="{wrong}">A</a>') == [("address", wrong)]


@pytest.mark.parametrize(
    ("state", "is_broken"),
    [
        (SiteState.ACTIVE, False),
        (SiteState.FROZEN, False),
        (SiteState.REDIRECTED, False),
        (SiteState.DRAFT, True),
        (SiteState.CLOSED, True),
    ],
)
def test_link_into_a_site_that_readers_do_not_see_is_broken(
    site: Any, other_site: Any, admin: Any, target: Any, state: str, is_broken: bool
) -> None:
    site.state = state
    site.save()
    assert bool(broken_in(other_site, admin, to_page(target.pk))) is is_broken
    address = '<a href="/tuy-phong/tin-tuc/dich/">A</a>'
    # An old address may lead on from a site that is redirected.
    if state != SiteState.REDIRECTED:
        assert bool(broken_in(other_site, admin, address)) is is_broken


def test_links_within_a_site_under_preparation_are_whole(
    site: Any, admin: Any, target: Any
) -> None:
    site.state = SiteState.DRAFT
    site.save()
    assert broken_in(site, admin, to_page(target.pk)) == []


def test_mended_link_disappears_when_the_article_is_published_again(
    site: Any, admin: Any, target: Any, run_tasks: Any, night_is_over: None
) -> None:
    article = published(site, admin, AT, body=texts(to_page(9999)))
    link_check.check_pages([article.pk])
    assert BrokenLink.objects.standing().count() == 1
    article.body = texts(to_page(target.pk))
    article.save_revision(user=admin).publish()
    run_tasks()
    row = BrokenLink.objects.get()
    assert not row.still_there
    assert row.mended_at is not None


def test_link_that_breaks_again_has_a_new_date(site: Any, admin: Any, target: Any) -> None:
    article = published(site, admin, AT, body=texts(to_page(target.pk)))
    target.unpublish()
    link_check.check_pages([article.pk])
    BrokenLink.objects.update(found_at=AT, still_there=False, mended_at=AT)
    link_check.check_pages([article.pk])
    row = BrokenLink.objects.get()
    assert (row.still_there, row.mended_at) == (True, None)
    assert row.found_at > AT


def test_links_to_a_page_are_whole_as_soon_as_it_is_published_again(
    site: Any, admin: Any, target: Any, run_tasks: Any, night_is_over: None
) -> None:
    article = published(site, admin, AT, body=texts(to_page(target.pk)))
    target.unpublish()
    link_check.check_pages([article.pk])
    assert BrokenLink.objects.standing().count() == 1
    target.save_revision(user=admin).publish()
    run_tasks()
    assert BrokenLink.objects.standing().count() == 0


def test_unpublished_article_has_no_broken_links(
    site: Any, admin: Any, run_tasks: Any, night_is_over: None
) -> None:
    article = published(site, admin, AT, body=texts(to_page(9999)))
    link_check.check_pages([article.pk])
    article.unpublish()
    run_tasks()
    assert BrokenLink.objects.standing().count() == 0


def test_moved_article_takes_its_broken_links_along(
    site: Any, other_site: Any, admin: Any, run_tasks: Any, night_is_over: None
) -> None:
    article = published(site, admin, AT, body=texts(to_page(9999)))
    link_check.check_pages([article.pk])
    article.move(factories.section_of(other_site), pos="last-child", user=admin)
    run_tasks()
    assert BrokenLink.objects.standing().get().site == other_site


def test_side_widgets_and_own_links_are_checked(site: Any, admin: Any, target: Any) -> None:
    links = [{"text": "A", "section": None, "address": "/khong-co/"}]
    layout = SiteLayout(site=site, aside=[("links", {"title": "Hộp", "links": links})])
    layout.save()
    SiteLink.objects.create(site=site, place="menu", label="B", url="/cung-khong/")
    SiteLink.objects.create(site=site, place="menu", label="C", url="/tuy-phong/")
    link_check.check_sites([site.pk])
    found = BrokenLink.objects.standing().order_by("place")
    assert [(row.place, row.target, row.text) for row in found] == [
        ("layout", "/khong-co/", "A"),
        ("links", "/cung-khong/", "B"),
    ]
    layout.delete()
    SiteLink.objects.all().delete()
    link_check.check_sites([site.pk])
    assert BrokenLink.objects.standing().count() == 0


NOW = local("2026-11-18 02:00")


def test_nightly_check_finds_what_is_broken_and_rests_until_the_next_night(
    site: Any, admin: Any
) -> None:
    first = published(site, admin, AT, body=texts(to_page(9999)))
    assert link_check.check_all(now=NOW, seconds=60)
    assert BrokenLink.objects.standing().get().page_id == first.pk
    published(site, admin, AT, body=texts(to_page(9998)))
    assert link_check.check_all(now=NOW + timedelta(hours=20), seconds=60)
    assert BrokenLink.objects.standing().count() == 1
    # The next night begins at one o'clock.
    assert link_check.check_all(now=NOW + timedelta(hours=22, minutes=59), seconds=60)
    assert BrokenLink.objects.standing().count() == 1
    assert link_check.check_all(now=NOW + timedelta(hours=23), seconds=60)
    assert BrokenLink.objects.standing().count() == 2


def test_nightly_check_goes_on_where_it_stopped(
    site: Any, admin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_check, "BATCH", 2)
    for number in range(5):
        published(site, admin, AT + timedelta(minutes=number), body=texts(to_page(9000 + number)))
    rounds = 0
    found = []
    while not link_check.check_all(now=NOW, seconds=0):
        rounds += 1
        found.append(BrokenLink.objects.standing().count())
    assert rounds >= 5
    assert found == sorted(found)
    assert found[0] < found[-1] == BrokenLink.objects.standing().count() == 5


def test_broken_links_of_pages_no_longer_published_go_at_night(site: Any, admin: Any) -> None:
    article = published(site, admin, AT, body=texts(to_page(9999)))
    link_check.check_pages([article.pk])
    type(article).objects.filter(pk=article.pk).update(live=False)
    link_check.check_all(now=NOW, seconds=60)
    assert BrokenLink.objects.standing().count() == 0


def test_links_mended_long_ago_are_forgotten(site: Any, admin: Any) -> None:
    for days in (89, 91):
        BrokenLink.objects.create(
            site=site,
            place="links",
            kind="address",
            target=f"/{days}/",
            still_there=False,
            mended_at=NOW - timedelta(days=days),
        )
    link_check.check_all(now=NOW, seconds=60)
    assert BrokenLink.objects.get().target == "/89/"


def test_check_is_registered_as_periodic_work() -> None:
    from portal.dashboard import jobs
    from portal.tasks import periodic

    job = periodic.registry["portal.dashboard.jobs.check_links"]
    assert job.lease.total_seconds() > 2 * jobs.SECONDS
    assert timezone.localtime(NOW).hour == 2
