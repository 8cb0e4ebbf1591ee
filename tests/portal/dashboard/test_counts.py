"""The figures of a week, exactly."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.dashboard import counts, figures
from portal.dashboard.figures import Figure
from portal.dashboard.models import BrokenLink
from portal.dashboard.permissions import sites_seen
from portal.dashboard.weeks import Week
from portal.news.services import submit_article
from portal.redirects.models import MissedAddress
from portal.sites.models import MemberSite, Role
from portal.sites.rights import forget_rights
from portal.sites.structure import current
from tests import factories
from tests.portal.dashboard.desk import figures as figures_of
from tests.portal.dashboard.desk import local, published

WEEK = Week.of(date(2026, 11, 16))
SECOND = timedelta(seconds=1)


def test_posts_at_the_edges_of_the_week_count_where_they_belong(site: Any, admin: Any) -> None:
    published(site, admin, WEEK.begin - SECOND)
    published(site, admin, WEEK.begin)
    published(site, admin, WEEK.end - SECOND)
    published(site, admin, WEEK.end)
    assert figures_of(site, WEEK, admin)["published"] == 2
    assert figures_of(site, WEEK, admin)["before"] == 1
    next_week = Week.of(date(2026, 11, 23))
    assert figures_of(site, next_week, admin)["published"] == 1
    assert figures_of(site, next_week, admin)["before"] == 2


def test_post_of_monday_midnight_is_of_the_new_week_whatever_utc_says(
    site: Any, admin: Any
) -> None:
    # It is still Sunday 17:00 in UTC.
    published(site, admin, local("2026-11-16 00:00"))
    assert figures_of(site, WEEK, admin)["published"] == 1
    assert figures_of(site, WEEK.before, admin)["published"] == 0


def test_post_is_late_after_more_than_24_hours_only(site: Any, admin: Any) -> None:
    day = timedelta(hours=24)
    noon = local("2026-11-18 12:00")
    published(site, admin, noon, after=day - SECOND)
    published(site, admin, noon + SECOND, after=day)
    assert figures_of(site, WEEK, admin)["late"] == 0
    published(site, admin, noon + 2 * SECOND, after=day + SECOND)
    assert figures_of(site, WEEK, admin)["late"] == 1


def test_late_post_of_last_week_is_not_late_this_week(site: Any, admin: Any) -> None:
    published(site, admin, WEEK.begin - SECOND, after=timedelta(days=3))
    assert figures_of(site, WEEK, admin)["late"] == 0
    assert figures_of(site, WEEK.before, admin)["late"] == 1


def test_post_without_a_time_of_the_event_is_never_late(site: Any, admin: Any) -> None:
    article = published(site, admin, WEEK.begin)
    type(article).objects.filter(pk=article.pk).update(event_at=None)
    found = figures_of(site, WEEK, admin)
    assert (found["published"], found["late"]) == (1, 0)


def test_figures_of_the_province_do_not_contain_its_members(
    province: MemberSite, site: Any, admin: Any
) -> None:
    published(site, admin, WEEK.begin, after=timedelta(days=2))
    draft = factories.make_article(site, admin, publish=False)
    submit_article(actor=admin, article=draft)
    BrokenLink.objects.create(site=site, place="page", page=draft, kind="address", target="/x/")
    sites = [province, site]
    of_province = figures_of(province, WEEK, admin, of=sites)
    assert of_province.pop("views") is None
    assert set(of_province.values()) == {0}
    of_member = figures_of(site, WEEK, admin, of=sites)
    assert (of_member["published"], of_member["late"], of_member["waiting"]) == (1, 1, 1)
    assert of_member["broken"] == 1
    published(province, admin, WEEK.begin)
    assert figures_of(province, WEEK, admin, of=sites)["published"] == 1
    assert figures_of(site, WEEK, admin, of=sites)["published"] == 1


def test_waiting_and_returned_posts_are_told_apart(
    site: Any, contributor: Any, approver: Any
) -> None:
    waiting = factories.make_article(site, contributor, publish=False, title="Chờ")
    returned = factories.make_article(site, contributor, publish=False, title="Trả lại")
    for article in (waiting, returned):
        submit_article(actor=contributor, article=article)
    state = returned.current_workflow_state
    state.current_task_state.reject(user=approver, comment="Sửa")
    found = figures_of(site, WEEK, approver)
    assert (found["waiting"], found["returned"]) == (1, 1)


def test_workflow_of_a_page_that_is_gone_counts_nowhere(site: Any, contributor: Any) -> None:
    article = factories.make_article(site, contributor, publish=False)
    state = submit_article(actor=contributor, article=article)
    assert figures_of(site, WEEK, contributor)["waiting"] == 1
    type(state).objects.filter(pk=state.pk).update(object_id="999999")
    assert figures_of(site, WEEK, contributor)["waiting"] == 0


def test_mended_links_do_not_count(site: Any, admin: Any) -> None:
    facts = {"site": site, "place": "links", "kind": "address"}
    BrokenLink.objects.create(target="/a/", **facts)
    BrokenLink.objects.create(target="/b/", still_there=False, **facts)
    assert figures_of(site, WEEK, admin)["broken"] == 1


def test_missed_addresses_are_those_of_the_last_seven_days(site: Any, admin: Any) -> None:
    today = timezone.localdate()
    for days in (0, 6, 7):
        day = today - timedelta(days=days)
        MissedAddress.objects.create(
            site=site, path=f"/tuy-phong/{days}", first_day=day, last_day=day, count=3
        )
    assert figures_of(site, WEEK, admin)["missed"] == 2


def test_views_that_nobody_counts_are_a_dash(site: Any, admin: Any) -> None:
    assert figures_of(site, WEEK, admin)["views"] is None


@pytest.fixture
def views() -> Any:
    asked: list[Any] = []
    yield asked
    figures.forget("views")


def test_figure_of_a_provider_stands_in_the_week(
    site: Any, other_site: Any, admin: Any, views: list[Any]
) -> None:
    def count(site_ids: frozenset[int], first: date, last: date) -> dict[int, Figure]:
        views.append((site_ids, first, last))
        return {site.pk: Figure(1234, "/x/"), -1: Figure(9)}

    figures.register("views", label="Lượt xem", count=count)
    sites = [site, other_site]
    assert figures_of(site, WEEK, admin, of=sites)["views"] == 1234
    # Not counted is something else than zero.
    assert figures_of(other_site, WEEK, admin, of=sites)["views"] is None
    assert views[0] == ({site.pk, other_site.pk}, date(2026, 11, 16), date(2026, 11, 22))


def test_provider_that_fails_loses_its_figures_only(
    site: Any, admin: Any, views: list[Any]
) -> None:
    figures.register("views", label="Lượt xem", count=lambda *_all: 1 // 0)
    found = figures_of(site, WEEK, admin)
    assert found["views"] is None
    assert found["published"] == 0


def test_provider_of_a_plugin_that_is_off_is_not_asked(
    site: Any, admin: Any, views: list[Any]
) -> None:
    def count(*asked: Any) -> Any:
        views.append(asked)
        return {site.pk: Figure(1)}

    figures.register("views", label="Lượt xem", count=count, plugin="khong_co")
    assert figures_of(site, WEEK, admin)["views"] is None
    assert views == []


def test_number_of_queries_does_not_grow_with_the_sites(
    province: MemberSite, site: Any, admin: Any
) -> None:
    def queries(sites: list[MemberSite]) -> int:
        structure = current()
        forget_rights(admin)
        counts.week_of(sites, WEEK, structure, admin)
        forget_rights(admin)
        with CaptureQueriesContext(connection) as captured:
            counts.week_of(sites, WEEK, structure, admin)
        return len(captured)

    few = queries([site])
    more = [factories.make_site(f"xa-{number}", f"Xã {number}") for number in range(5)]
    for each in more:
        published(each, admin, WEEK.begin)
    assert queries([province, site, *more]) == few <= 6


def test_table_sorts_by_a_figure_with_the_province_on_top(
    province: MemberSite, site: Any, other_site: Any, admin: Any
) -> None:
    published(other_site, admin, WEEK.begin)
    table = counts.week_of([site, other_site, province], WEEK, current(), admin)
    assert [row.site for row in table.rows] == [province, site, other_site]
    ordered = table.sorted_by("published")
    assert [row.site for row in ordered.rows] == [province, other_site, site]
    assert table.sorted_by("nonsense") == table
    assert [cell.figure.value for cell in table.sums if cell.figure][:2] == [1, 0]


def test_role_that_is_no_portal_role_sees_its_sites_only(
    province: MemberSite, site: Any, other_site: Any, editor: Any
) -> None:
    assert sites_seen(editor, current()) == [site]
    auditor = factories.make_person(None, Role.AUDITOR)
    assert set(sites_seen(auditor, current())) == {province, site, other_site}
