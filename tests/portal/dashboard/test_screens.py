"""The panel, the week, the lists behind its figures and broken links, as people see them."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.dashboard import link_check, missed
from portal.dashboard.models import BrokenLink
from portal.dashboard.weeks import Week
from portal.news.services import submit_article
from portal.redirects.models import MissedAddress
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from portal.sites.services import grant_role
from tests import factories
from tests.portal.dashboard.desk import published

WEEK = Week.of(date(2026, 11, 16))
HOME = "/quan-tri/"
WEEKS = "/quan-tri/tuan-cua-trang/"
LINKS = "/quan-tri/lien-ket-hong/"


def seen(client: Any, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return str(answer.content.decode())


@pytest.fixture
def foreign(other_site: MemberSite, admin: Any) -> Any:
    """Something of every kind in the other site, all called BÍ MẬT."""
    when = Week.present().begin
    published(
        other_site,
        admin,
        when,
        after=timedelta(days=3),
        title="BÍ MẬT đã đăng",
        body=[("text", '<a href="/khong-co/">BÍ MẬT liên kết</a>')],
    )
    draft = factories.make_article(other_site, admin, publish=False, title="BÍ MẬT chờ duyệt")
    submit_article(actor=admin, article=draft)
    returned = factories.make_article(other_site, admin, publish=False, title="BÍ MẬT trả lại")
    submit_article(actor=admin, article=returned)
    returned.current_workflow_state.current_task_state.reject(user=admin)
    link_check.check_all(now=when + timedelta(days=1), seconds=60)
    return draft


def test_panel_of_a_person_of_one_site_shows_its_figures(
    site: Any, editor: Any, admin: Any, signed_in: Any
) -> None:
    published(site, admin, Week.present().begin, after=timedelta(days=2))
    text = seen(signed_in(editor), HOME)
    assert 'id="week-section"' in text or 'id="week"' in text
    assert "week-figures" in text
    assert "week-table" not in text
    assert f"{WEEKS}{site.pk}/late/" in text
    assert "week-number--alarming" in text


def test_panel_of_a_person_of_two_sites_is_a_table_of_these(
    province: Any, site: Any, other_site: Any, editor: Any, signed_in: Any
) -> None:
    grant_role(person=editor, site=other_site, role=Role.CONTRIBUTOR)
    third = factories.make_site("bac-binh", "Bắc Bình")
    text = seen(signed_in(editor), HOME)
    assert "week-table" in text
    assert f"{WEEKS}{site.pk}/published/" in text
    assert f"{WEEKS}{other_site.pk}/published/" in text
    assert f"{WEEKS}{third.pk}/" not in text
    assert f"{WEEKS}{province.pk}/" not in text


def test_panel_of_the_portal_shows_ten_sites_the_province_first(
    province: Any, admin: Any, signed_in: Any
) -> None:
    for number in range(12):
        factories.make_site(f"xa-{number:02}", f"Xã {number}")
    text = seen(signed_in(admin), HOME)
    assert text.count("week-site") == 10
    assert text.index(f"{WEEKS}{province.pk}/") < text.index("Xã 0")
    assert "13" in text
    every = seen(signed_in(admin), WEEKS)
    assert every.count("week-site") == 13


def test_person_without_a_role_has_no_panel_and_no_screens(site: Any, signed_in: Any) -> None:
    nobody = factories.make_person(None, None)
    client = signed_in(nobody)
    for url in (WEEKS, LINKS, f"{WEEKS}csv/", f"{WEEKS}{site.pk}/late/", f"{LINKS}{site.pk}/"):
        assert client.get(url).status_code in {302, 403, 404}


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER, Role.SITE_ADMIN])
def test_person_of_one_site_sees_nothing_of_another(
    site: Any, other_site: Any, foreign: Any, signed_in: Any, role: Role
) -> None:
    client = signed_in(factories.make_person(site, role))
    for url in (HOME, WEEKS, LINKS, f"{WEEKS}csv/", f"{LINKS}{site.pk}/"):
        text = seen(client, url)
        assert "BÍ MẬT" not in text
        assert "La Gi" not in text
    for kind in ("published", "late", "waiting", "returned"):
        assert "BÍ MẬT" not in seen(client, f"{WEEKS}{site.pk}/{kind}/")
        seen(client, f"{WEEKS}{other_site.pk}/{kind}/", 404)
    seen(client, f"{LINKS}{other_site.pk}/", 404)
    seen(client, f"{LINKS}99999/", 404)
    seen(client, f"{WEEKS}{site.pk}/nonsense/", 404)


def test_lists_hold_what_the_figures_count(other_site: Any, foreign: Any, signed_in: Any) -> None:
    client = signed_in(factories.make_person(other_site, Role.APPROVER))
    titles = {
        "published": "BÍ MẬT đã đăng",
        "late": "BÍ MẬT đã đăng",
        "waiting": "BÍ MẬT chờ duyệt",
        "returned": "BÍ MẬT trả lại",
    }
    for kind, title in titles.items():
        text = seen(client, reverse("dashboard:posts", args=[other_site.pk, kind]))
        assert text.count("week-what") == 1
        assert title in text
    assert "BÍ MẬT liên kết" in seen(client, reverse("dashboard:broken_links"))


def test_broken_link_leads_its_editor_to_the_article(
    other_site: Any, foreign: Any, signed_in: Any
) -> None:
    row = BrokenLink.objects.standing().get()
    edit = reverse("wagtailadmin_pages:edit", args=[row.page_id])
    editor = signed_in(factories.make_person(other_site, Role.EDITOR))
    text = seen(editor, f"{LINKS}{other_site.pk}/")
    assert edit in text
    assert "/khong-co/" in text
    assert "BÍ MẬT liên kết" in text
    # A contributor may not change the articles of others.
    contributor = signed_in(factories.make_person(other_site, Role.CONTRIBUTOR))
    assert edit not in seen(contributor, f"{LINKS}{other_site.pk}/")


def test_title_of_a_hidden_page_of_another_site_is_not_told(
    site: Any, foreign: Any, editor: Any, admin: Any, signed_in: Any
) -> None:
    body = [("text", f'<a linktype="page" id="{foreign.pk}">Xem</a>')]
    article = published(site, admin, WEEK.begin, title="Của mình", body=body)
    link_check.check_pages([article.pk])
    text = seen(signed_in(editor), f"{LINKS}{site.pk}/")
    assert "Của mình" in text
    assert "BÍ MẬT" not in text


def test_page_moved_away_is_not_shown_to_its_old_site(
    site: Any, other_site: Any, editor: Any, admin: Any, signed_in: Any
) -> None:
    body = [("text", '<a href="/khong-co/">A</a>')]
    article = published(site, admin, WEEK.begin, title="Đã chuyển đi", body=body)
    link_check.check_pages([article.pk])
    assert "Đã chuyển đi" in seen(signed_in(editor), LINKS)
    # In bulk, and the task has not run yet.
    article.move(factories.section_of(other_site), pos="last-child")
    assert "Đã chuyển đi" not in seen(signed_in(editor), LINKS)


def test_week_of_the_address_is_shown_with_ways_to_its_neighbours(
    site: Any, editor: Any, admin: Any, signed_in: Any
) -> None:
    week = Week.present().before.before
    published(site, admin, week.begin)
    published(site, admin, week.begin - timedelta(seconds=1))
    published(site, admin, week.end)
    text = seen(signed_in(editor), f"{WEEKS}?tuan={week.sunday.isoformat()}")
    assert f"?tuan={week.before.key}" in text
    assert week.after
    assert f"?tuan={week.after.key}" in text
    assert f"{WEEKS}{site.pk}/published/?tuan={week.key}" in text
    rows = seen(signed_in(editor), f"{WEEKS}{site.pk}/published/?tuan={week.key}")
    assert rows.count("week-what") == 1


@pytest.mark.parametrize("text", ["abc", "2999-01-01", "1000-01-01", "%00", "2026-02-30"])
def test_week_that_is_none_is_told_and_the_present_one_shown(
    editor: Any, signed_in: Any, text: str
) -> None:
    shown = seen(signed_in(editor), f"{WEEKS}?tuan={text}")
    assert "BT-01" in shown
    assert Week.present().before.key in shown


def test_table_is_sorted_by_the_column_of_the_address(
    province: Any, site: Any, other_site: Any, admin: Any, signed_in: Any
) -> None:
    published(other_site, admin, Week.present().begin)
    text = seen(signed_in(admin), f"{WEEKS}?xep=published")
    places = [text.index(f"{WEEKS}{pk}/") for pk in (province.pk, other_site.pk, site.pk)]
    assert places == sorted(places)
    assert 'aria-sort="descending"' in text
    seen(signed_in(admin), f"{WEEKS}?xep=%22%3E<script>")


def test_states_of_sites_are_marked(
    province: Any, site: Any, other_site: Any, admin: Any, signed_in: Any
) -> None:
    third = factories.make_site("bac-binh", "Bắc Bình")
    closed = factories.make_site("ham-tan", "Hàm Tân")
    for each, state in ((site, SiteState.FROZEN), (third, "draft"), (closed, "closed")):
        each.state = state
        each.save()
    other_site.maintenance = True
    other_site.save()
    text = seen(signed_in(admin), WEEKS)
    assert text.count("week-mark") == 3
    assert "Hàm Tân" not in text


def test_csv_holds_the_table(province: Any, site: Any, admin: Any, signed_in: Any) -> None:
    MemberSite.objects.filter(pk=site.pk).update(short_name="=1+1")
    from portal.sites import structure

    structure.bump()
    published(site, admin, WEEK.before.begin, after=timedelta(days=2))
    answer = signed_in(admin).get(f"{WEEKS}csv/?tuan={WEEK.before.key}")
    assert answer["Content-Type"].startswith("text/csv")
    assert WEEK.before.key in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    own = next(row for row in rows if row[0] == "tuy-phong")
    assert own[1] == "'=1+1"
    assert own[3:6] == ["1", "0", "1"]
    assert rows[0][1] == "09/11/2026 – 15/11/2026"


def test_lists_have_several_pages(site: Any, admin: Any, signed_in: Any) -> None:
    for number in range(51):
        BrokenLink.objects.create(
            site=site, place="links", kind="address", target=f"/x-{number:02}/"
        )
    client = signed_in(admin)
    first, second = seen(client, LINKS), seen(client, f"{LINKS}?p=2")
    assert first.count("week-what") == 50
    assert second.count("week-what") == 1
    assert seen(client, f"{LINKS}?p=999").count("week-what") == 1


def test_views_have_a_column_before_anybody_counts_them(
    site: Any, editor: Any, signed_in: Any
) -> None:
    text = seen(signed_in(editor), HOME)

    assert 'class="week-hint"' in text


def test_hits_on_a_site_being_prepared_are_not_counted(site: Any, admin: Any) -> None:
    today = timezone.localdate()
    MissedAddress.objects.create(site=site, path="/mat/", first_day=today, last_day=today)
    before = missed.counted(frozenset([site.pk]), admin, structure.current())

    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.DRAFT)
    structure.forget()
    after = missed.counted(frozenset([site.pk]), admin, structure.current())

    assert (before[site.pk].value, after[site.pk].value) == (1, 0)


def test_start_page_of_a_person_with_two_sites_names_them_and_counts_theirs(
    province: Any, site: Any, other_site: Any, signed_in: Any
) -> None:
    person = factories.make_person(site, Role.EDITOR)
    grant_role(person=person, role=Role.EDITOR, site=other_site)
    own = [p for s in (site, other_site) for p in s.root_page.get_descendants(inclusive=True)]

    answer = signed_in(person).get(HOME)

    assert answer.context["site_name"] == "Tuy Phong, La Gi"
    assert re.search(rf"\b{len(own)} [Tt]rang\b", answer.content.decode())


def test_report_of_all_sites_is_not_offered_to_people_of_one(
    site: Any, editor: Any, signed_in: Any
) -> None:
    chief = factories.make_person(None, Role.AUDITOR)
    report = "/quan-tri/reports/page-types-usage/"

    assert report not in seen(signed_in(editor), HOME)
    assert report in seen(signed_in(chief), HOME)
