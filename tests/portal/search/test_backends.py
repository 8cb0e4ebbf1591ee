"""Both databases find and rank the same (run on each; see the Makefile)."""

import unicodedata

import pytest
from django.db import connection
from modelsearch.query import And, Fuzzy, Not, Or, Phrase, PlainText
from wagtail.models import Page

from portal.news.models import ArticlePage
from portal.search.backends.database import SearchBackend
from tests import factories

TITLES = [
    "Đảng bộ tỉnh tổng kết công tác năm",
    "Dạng bộ lọc nước mới cho hộ dân",
    "Ủy ban kiểm tra làm việc tại xã",
    "Đường sắt qua Bình Thuận thông tuyến",
    "Quán triệt Kết luận 79-KL/TW",
    "Má nuôi của bộ đội",
    "Ma túy: cuộc chiến còn dài",
]


def nfd(value):
    return unicodedata.normalize("NFD", value)


@pytest.fixture
def articles(site, approver, index_articles):
    for title in TITLES:
        factories.make_article(
            site, approver, title=title, lead="Bản tin.", body=[("text", "<p>Sáng nay.</p>")]
        )
    index_articles()


def titles(results):
    return [page.title for page in results]


def found(query, **options):
    return titles(ArticlePage.objects.all().search(query, **options))


def begun(query, **options):
    return titles(ArticlePage.objects.all().autocomplete(query, **options))


def test_the_backend_is_that_of_the_database(db):
    assert type(SearchBackend({})).__module__.endswith(
        {"postgresql": "postgres", "sqlite": "sqlite"}[connection.vendor]
    )


FINDS = {
    TITLES[0]: ["dang bo tinh", "đảng bộ tỉnh", "ĐẢNG BỘ TỈNH", nfd("đảng bộ tỉnh"), "tỉnh đảng"],
    TITLES[2]: ["uỷ ban", "ủy ban", nfd("uỷ ban"), "uy ban"],
    TITLES[3]: ["duong sat", "binh thuan", "đường sắt"],
    TITLES[4]: ["79-KL/TW", "79 kl tw", "79KLTW", "kết luận 79", "79/kl"],
}


def test_finds(articles):
    answers = {query: found(query) for queries in FINDS.values() for query in queries}
    assert answers == {query: [title] for title, queries in FINDS.items() for query in queries}


def test_the_way_it_is_written_decides_the_order_not_what_is_found(articles):
    assert found("đảng bộ") == [TITLES[0], TITLES[1]]
    assert found("dạng bộ") == [TITLES[1], TITLES[0]]
    assert set(found("dang bo")) == {TITLES[0], TITLES[1]}
    assert found("má")[0] == TITLES[5]
    assert found("ma")[:1] == [TITLES[6]]


def test_words_together_and_in_the_title_come_first(site, approver, index_articles):
    body = [("text", "<p>Hội nghị bàn về chuyển đổi số ở xã.</p>")]
    cases = {
        "Số hộ đổi nghề, chuyển nhà": None,
        "Bản tin ngày": body,
        "Chuyển đổi số ở cơ sở": None,
    }
    for title, text in cases.items():
        factories.make_article(
            site, approver, title=title, lead="Bản tin.", body=text or [("text", "<p>Tin.</p>")]
        )
    index_articles()
    assert found("chuyen doi so") == [
        "Chuyển đổi số ở cơ sở",
        "Số hộ đổi nghề, chuyển nhà",
        "Bản tin ngày",
    ]
    assert found("chuyển đổi số")[0] == "Chuyển đổi số ở cơ sở"
    assert found("chuyển đổi số", fields=["title"]) == [
        "Chuyển đổi số ở cơ sở",
        "Số hộ đổi nghề, chuyển nhà",
    ]


def test_lead_body_and_topics_are_searched(site, approver, index_articles):
    factories.make_article(
        site,
        approver,
        title="Một tin",
        lead="Nông thôn mới khởi sắc.",
        body=[("text", "<p>Thanh long <b>được mùa</b></p>")],
        tags=["Học tập Bác"],
    )
    index_articles()
    for query in ("nong thon moi", "thanh long", "được mùa", "học tập bác"):
        assert found(query) == ["Một tin"], query


def test_autocomplete_takes_the_beginning_of_the_last_word(articles):
    for query in ("duo", "đườ", "đường s", "duong sa", nfd("đường sắ")):
        assert begun(query) == [TITLES[3]], query


def test_autocomplete_puts_what_is_typed_first(articles):
    assert begun("dạng")[0] == TITLES[1]
    assert begun("đảng")[0] == TITLES[0]


def test_search_needs_whole_words(articles):
    assert found("duon sat") == []


def test_a_changed_article_is_found_by_its_new_words_only(site, approver, run_tasks):
    article = factories.make_article(site, approver, title="Lễ kết nạp")
    run_tasks()
    article.title = "Lễ mít tinh"
    article.save_revision().publish()
    run_tasks()
    assert found("kết nạp") == []
    assert found("mít tinh") == ["Lễ mít tinh"]
    article.delete()
    assert found("mít tinh") == []


ODD = [
    '"', 'a"b', '"' * 4000, "\x00", "a\x00b", "'", "\\", "*", "dang*", "(", "a OR", "NEAR(a b)",
    "a:b", "title:x", "-a", "!", "&|", "<->", "a'b:*", "%s", "%(x)s", "\ud800", "x" * 20_000,
    "𝔡ảng", "москва", "m²", "1e5", "٣", "a " * 5000,
]  # fmt: skip


def test_no_query_breaks(articles):
    for query in ODD:
        for results in (found(query), begun(query), found(query, operator="or")):
            assert isinstance(results, list)
        assert Page.objects.all().search(query).count() >= 0


def test_or_takes_pages_with_any_word(articles):
    assert set(found("sắt kết", operator="or")) >= {TITLES[3], TITLES[4]}


def test_composed_queries_are_folded_too(articles):
    assert found(Phrase("đảng bộ tỉnh")) == [TITLES[0]]
    assert found(Phrase("bộ đảng")) == []
    assert found(And([PlainText("đường"), PlainText('sắt"')])) == [TITLES[3]]
    assert set(found(Or([PlainText("đường"), PlainText("“”"), PlainText("ủy")]))) == {
        TITLES[3],
        TITLES[2],
    }
    assert TITLES[3] not in found(Not(PlainText("đường")))
    assert found(Fuzzy("đường sắt")) == [TITLES[3]]
    assert found(And([PlainText('"')])) == []


def test_results_can_be_counted_cut_scored_and_ordered(articles):
    results = ArticlePage.objects.all().search("dang bo")
    assert results.count() == 2
    assert len(results[:1]) == 1
    scored = ArticlePage.objects.all().search("đảng bộ").annotate_score("score")
    points = [page.score for page in scored]
    assert points[0] > points[1] > 0
    by_title = ArticlePage.objects.order_by("title").search("dang bo", order_by_relevance=False)
    assert titles(by_title) == sorted([TITLES[0], TITLES[1]])
    newest = ArticlePage.objects.order_by("-first_published_at").search("dang bo")
    assert titles(newest) == [TITLES[1], TITLES[0]]
