"""The screens of the desk: what each person finds there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.clock.models import ClockRule, Embargo, LateNote, LateReason
from portal.desk import figures
from portal.desk.models import Assignment, DeskRow, SavedFilter, State
from portal.news.models import ArticleKind, ArticlePage
from portal.news.services import publish_article, submit_article
from portal.sites.models import Role
from tests import factories
from tests.portal.desk import desk
from tests.portal.desk.desk import LIST, row


@pytest.fixture
def article(site, contributor):
    return desk.draft(site, contributor, title="Đại hội đảng bộ xã", author="P.C")


@pytest.fixture
def foreign(other_site):
    author = factories.make_person(other_site, Role.CONTRIBUTOR)
    return desk.draft(other_site, author, title="Chuyện của La Gi")


def _titles(response):
    assert response.status_code == 200
    return {line.title for line in response.context["table"].lines}


def _list(client, query=""):
    return _titles(client.get(f"{LIST}?{query}"))


def test_people_see_the_articles_of_their_sites_only(article, foreign, editor, admin, signed_in):
    assert _list(signed_in(editor)) == {article.title}
    assert _list(signed_in(admin)) == {article.title, foreign.title}
    assert foreign.title not in signed_in(editor).get(LIST).content.decode()


def test_who_has_no_role_has_no_desk(province, signed_in):
    nobody = factories.make_person(None, None)
    assert signed_in(nobody).get(LIST).status_code in {302, 403, 404}


def test_site_of_others_in_the_filter_shows_nothing(article, foreign, editor, signed_in):
    assert _list(signed_in(editor), f"trang={foreign.desk_row.site_id}") == set()
    section = factories.section_of(foreign.desk_row.site)
    assert _list(signed_in(editor), f"muc={section.pk}") == set()


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=dai+hoi", True),
        ("q=ĐẢNG+đại", True),
        ("q=dai+hoi+huyen", False),
        ("q=%25", False),
        ("trang-thai=dang-soan", True),
        ("trang-thai=duyet", False),
        ("viec=cua-toi", False),
        ("viec=cho-toi", False),
        ("han=tre", False),
        ("tac-gia=p.c", True),
        ("tac-gia=nguyen", False),
        ("tu=01/01/2020", True),
        ("den=01/01/2020", False),
        ("ngay=dang&tu=01/01/2020", False),
        ("ngay=su-kien&tu=01/01/2020", True),
        ("loai=999999", False),
        ("xep=han", True),
    ],
)
def test_filter_finds_what_it_says(article, editor, signed_in, query, is_found):
    assert _list(signed_in(editor), query) == ({article.title} if is_found else set())


def test_filter_of_section_kind_and_author_finds(article, site, contributor, signed_in):
    kind = ArticleKind.objects.get(code="tin")
    ArticlePage.objects.get(pk=article.pk)
    article.kind = kind
    article.save()
    client = signed_in(contributor)
    section = factories.section_of(site)
    query = f"muc={section.pk}&loai={kind.pk}&viec=cua-toi&trang={site.pk}"
    assert _list(client, query) == {article.title}


def test_what_waits_for_a_role_is_found_by_its_people(
    article, contributor, editor, approver, signed_in
):
    submit_article(actor=contributor, article=article)
    assert _list(signed_in(approver), "viec=cho-toi") == {article.title}
    assert _list(signed_in(editor), "viec=cho-toi") == set()


@pytest.mark.parametrize(
    ("query", "code"),
    [("tu=31/02/2026", "BB-01"), ("trang-thai=%3Cb%3E", "BB-02"), ("trang=1e9", "BB-02")],
)
def test_nonsense_in_the_filter_is_told_and_left_out(article, editor, signed_in, query, code):
    response = signed_in(editor).get(f"{LIST}?{query}")
    assert _titles(response) == {article.title}
    text = response.content.decode()
    assert code in text
    assert "<b>" not in text.split("<main")[-1].split("messages")[-1] or "31/02" not in text


def test_unknown_parameters_are_not_shown_again(article, editor, signed_in):
    text = signed_in(editor).get(f"{LIST}?la=xyzzy123&q=dai").content.decode()
    assert "xyzzy123" not in text


def test_deadline_is_told_in_words_and_colour(site, contributor, signed_in):
    for hours, title in ((1, "Xanh"), (20, "Vàng"), (30, "Đỏ")):
        desk.draft(site, contributor, hours_ago=hours, title=title)
    lines = signed_in(contributor).get(LIST).context["table"].lines
    assert {line.title: line.colour for line in lines} == {
        "Xanh": "green", "Vàng": "amber", "Đỏ": "red",
    }  # fmt: skip
    assert all(line.countdown for line in lines)


def test_late_and_soon_and_unexplained_are_found(site, approver, signed_in):
    desk.draft(site, approver, hours_ago=20, title="Sắp")
    desk.draft(site, approver, hours_ago=30, title="Quá")
    late = desk.draft(site, approver, hours_ago=30, title="Chậm")
    publish_article(actor=approver, article=late)
    client = signed_in(approver)
    assert _list(client, "han=sap-het-han") == {"Sắp"}
    assert _list(client, "han=tre") == {"Quá", "Chậm"}
    assert _list(client, "han=thieu-ly-do") == {"Chậm"}


def test_long_list_has_pages_from_both_ends(site, approver, signed_in, monkeypatch):
    monkeypatch.setattr("portal.desk.paging.PER_PAGE", 2)
    titles = ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy"]
    for title in titles:
        desk.draft(site, approver, title=title)
    client = signed_in(approver)

    def pages(query):
        found = [client.get(f"{LIST}?{query}&p={n}") for n in (1, 2, 3, 4)]
        return [[line.title for line in page.context["table"].lines] for page in found]

    whole = [["Bảy", "Sáu"], ["Năm", "Bốn"], ["Ba", "Hai"], ["Một"]]
    assert pages("") == whole
    monkeypatch.setattr("portal.desk.paging.FEW", 0)
    assert pages("") == whole
    assert pages("q=") == whole
    assert len(client.get(f"{LIST}?p=999").context["table"].lines) == 1
    assert len(client.get(f"{LIST}?p=abc").context["table"].lines) == 2


def test_views_are_a_column_when_somebody_counts_them(article, editor, signed_in):
    assert signed_in(editor).get(LIST).context["table"].numbers == []
    figures.register("views", label="Lượt xem", count=lambda keys: dict.fromkeys(keys, 1234))
    figures.register("broken", label="Hỏng", count=lambda keys: 1 / 0)
    try:
        response = signed_in(editor).get(LIST)
    finally:
        figures.forget("views")
        figures.forget("broken")
    assert response.context["table"].numbers == ["Lượt xem"]
    assert "1.234" in response.content.decode()


def test_list_takes_the_same_queries_for_many_articles(
    site, contributor, signed_in, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(contributor)
    desk.draft(site, contributor, title="Một")
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(6):
        desk.draft(site, contributor, title=f"Bài {number}")
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def test_filter_is_kept_and_forgotten(article, editor, signed_in):
    client = signed_in(editor)
    query = "han=tre&trang-thai=duyet&la=1"
    kept = client.post(f"{LIST}loc/luu/", {"name": "Chậm duyệt", "loc": query})
    assert kept["Location"] == f"{LIST}?trang-thai=duyet&han=tre"
    one = SavedFilter.objects.get()
    assert (one.person, one.query) == (editor, "trang-thai=duyet&han=tre")
    assert "Chậm duyệt" in client.get(LIST).content.decode()
    client.post(f"{LIST}loc/{one.pk}/bo/", {"loc": query})
    assert not SavedFilter.objects.exists()


def test_sheet_of_ones_own_article_opens_and_that_of_others_is_not_there(
    article, foreign, editor, signed_in
):
    client = signed_in(editor)
    text = client.get(f"{LIST}bai/{article.pk}/").content.decode()
    assert article.title in text
    assert client.get(f"{LIST}bai/{foreign.pk}/").status_code == 404
    assert client.post(f"{LIST}bai/{foreign.pk}/ly-do/").status_code == 404
    assert client.get(f"{LIST}bai/999999/").status_code == 404


def test_reason_embargo_and_holder_are_given_on_the_sheet(
    site, contributor, editor, approver, signed_in
):
    client = signed_in(editor)
    waiting = desk.draft(site, contributor)
    sheet = f"{LIST}bai/{waiting.pk}/"
    client.post(f"{sheet}giu-tin/", {"until": "31/12/2026 08:00", "note": "UBKT"})
    assert Embargo.objects.get().note == "UBKT"
    client.post(f"{sheet}giao/", {"person": approver.pk, "note": ""})
    assert Assignment.objects.get().person == approver
    late = desk.draft(site, contributor, hours_ago=40, title="Chậm")
    publish_article(actor=approver, article=late)
    reason = LateReason.objects.get(code="cho-duyet")
    sheet = f"{LIST}bai/{late.pk}/"
    client.post(f"{sheet}ly-do/", {"reason": reason.pk, "note": "Họp"})
    assert LateNote.objects.get().note == "Họp"
    assert not row(late).lacks_reason
    assert "Họp" in client.get(sheet).content.decode()


def test_wrong_entry_on_the_sheet_is_told_there(site, contributor, editor, signed_in):
    waiting = desk.draft(site, contributor)
    url = f"{LIST}bai/{waiting.pk}/giu-tin/"
    answer = signed_in(editor).post(url, {"until": "01/01/2020 08:00"})
    assert answer.status_code == 200
    assert "DH-03" in answer.content.decode()
    assert not Embargo.objects.exists()


def test_contributor_may_not_set_an_embargo_by_its_address(article, contributor, signed_in):
    url = f"{LIST}bai/{article.pk}/giu-tin/"
    answer = signed_in(contributor).post(url, {"until": "31/12/2026 08:00"})
    assert answer.status_code in {302, 403}
    assert not Embargo.objects.exists()


def test_editor_is_told_the_deadline_when_it_opens_an_article(site, contributor, signed_in):
    late = desk.draft(site, contributor, hours_ago=30)
    text = signed_in(contributor).get(f"/quan-tri/pages/{late.pk}/edit/").content.decode()
    assert f"/quan-tri/ban-bien-tap/bai/{late.pk}/" in text


def test_who_publishes_late_is_asked_for_the_reason(site, approver, signed_in):
    from tests.portal.news import desk as news

    client = signed_in(approver)
    late = desk.draft(site, approver, hours_ago=30)
    form = news.fill(news.open_form(client, news.edit_url(late)))
    news.send(client, news.edit_url(late), form, "publish")
    assert row(late).lacks_reason
    text = client.get(LIST).content.decode()
    assert f"/quan-tri/ban-bien-tap/bai/{late.pk}/" in text


def test_start_page_shows_what_waits_and_what_is_late(
    article, contributor, approver, site, signed_in
):
    submit_article(actor=contributor, article=article)
    desk.draft(site, contributor, hours_ago=30, title="Quá hạn rồi")
    text = signed_in(approver).get("/quan-tri/").content.decode()
    assert article.title in text
    assert "Quá hạn rồi" in text


def test_calendar_shows_what_appears_and_expires_to_those_who_may_see(
    article, foreign, approver, other_site, signed_in
):
    now = timezone.localtime()
    moment = now.replace(day=15, hour=9) + timedelta(days=31)
    DeskRow.objects.filter(pk=article.pk).update(go_live_at=moment, state=State.SCHEDULED)
    DeskRow.objects.filter(pk=foreign.pk).update(expire_at=moment)
    url = f"{LIST}lich/?thang={moment:%Y-%m}"
    text = signed_in(approver).get(url).content.decode()
    assert article.title in text
    assert foreign.title not in text
    assert article.title not in signed_in(approver).get(f"{LIST}lich/").content.decode()


@pytest.mark.parametrize("month", ["x", "2026-13", "0001-01", "2026-11-01", "9999-12"])
def test_month_that_is_none_is_told(approver, signed_in, month):
    text = signed_in(approver).get(f"{LIST}lich/?thang={month}").content.decode()
    assert ("BB-13" in text) == (month != "2026-11")


def test_rules_are_for_portal_administrators(admin, approver, signed_in):
    url = "/quan-tri/dong-ho/quy-dinh/"
    assert signed_in(approver).get(url).status_code in {302, 403, 404}
    client = signed_in(admin)
    assert client.get(url).status_code == 200
    rule = ClockRule.objects.get()
    form = {
        "valid_from": "01/01/2010",
        "hours": "12",
        "remind_before": "2",
        "remind_after": "1",
        "counts_weekends": "on",
        "counts_holidays": "on",
    }
    assert client.post(f"{url}edit/{rule.pk}/", form).status_code == 302
    assert ClockRule.objects.get().hours == 12
    refused = client.post(f"{url}new/", form)
    assert "DH-02" in refused.content.decode()
    assert ClockRule.objects.count() == 1


@pytest.mark.parametrize("part", ["ngay-nghi", "ly-do-tre"])
def test_further_lists_of_the_clock_open(admin, signed_in, part):
    client = signed_in(admin)
    assert client.get(f"/quan-tri/dong-ho/{part}/").status_code == 200
    assert client.get(f"/quan-tri/dong-ho/{part}/new/").status_code == 200
