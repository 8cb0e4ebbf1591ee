"""Widgets that editors write: calendar, documents, banners, questions; and figures of others."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from portal.news.models import Series, Tag
from portal.pages import figures
from portal.pages.figures import Figure
from portal.pages.models import HomePage
from portal.sites import structure
from portal.sites.models import MemberSite, SiteState
from tests import factories
from tests.portal.pages.widgets_desk import (
    arrange,
    aside,
    beside,
    main,
    make_file,
    page,
    queries,
)


def _entry(days, what, at=None, **values):
    day = timezone.localdate() + timedelta(days=days)
    return {"day": day, "time": at, "what": what, "where": "", "chair": "", **values}


def calendar(*entries, count=8):
    return "calendar", {"title": "", "entries": list(entries), "count": count}


def test_calendar_shows_what_is_coming_by_days_and_hours(site):
    late, early = (
        _entry(1, "Muộn", "14:00"),
        _entry(1, "Sớm", "08:00", where="Phòng 1", chair="Bí thư"),
    )
    beside(site, calendar(_entry(3, "Xa"), late, early, _entry(-1, "Đã qua"), _entry(0, "Nay")))

    html = aside()

    places = [html.index(word) for word in ("Nay", "Sớm", "Phòng 1", "Bí thư", "Muộn", "Xa")]
    assert places == sorted(places)
    assert "Đã qua" not in html
    assert html.count("agenda__date") == 3


def test_calendar_shows_as_many_entries_as_chosen(site):
    beside(site, calendar(_entry(2, "Sau"), _entry(1, "Trước"), count=1))

    assert "Trước" in aside()
    assert "Sau" not in aside()


def test_calendar_whose_entries_are_over_leaves_nothing(site):
    beside(site, calendar(_entry(-1, "Đã qua")))

    assert aside() == ""


def documents(*files, **values):
    rows = [{"file": file.pk, "text": text} for file, text in files]
    return "documents", {"title": "", "files": rows, "newest_first": False, "count": 10, **values}


def test_documents_have_type_and_size_and_the_editors_order(site):
    one, two = make_file(site, "Một"), make_file(site, "Hai")
    beside(site, documents((two, ""), (one, "Tên khác")))

    html = aside()

    assert f'href="{one.url}"' in html
    assert "PDF ·" in html
    assert html.index(">Hai<") < html.index(">Tên khác<")
    assert ">Một<" not in html


def test_newest_documents_come_first_when_chosen(site):
    old, new = make_file(site, "Cũ"), make_file(site, "Mới")
    beside(site, documents((old, ""), (new, ""), newest_first=True, count=1))

    assert ">Mới<" in aside()
    assert ">Cũ<" not in aside()


def test_deleted_and_restricted_files_are_not_named(site):
    gone, secret = make_file(site, "Đã xóa"), make_file(site, "Nội bộ")
    beside(site, documents((gone, ""), (secret, "")))
    gone.delete()
    nothing = type("Gone", (), {"pk": None})()
    site.layout.aside = [documents((gone, ""), (secret, ""), (nothing, ""))]
    site.layout.save()
    below = site.collection.add_child(instance=Collection(name="Riêng"))
    type(secret).objects.filter(pk=secret.pk).update(collection=below)
    CollectionViewRestriction.objects.create(collection=site.collection, restriction_type="login")

    assert aside() == ""


def test_files_and_sections_of_a_closed_site_are_not_named(province, site):
    section = factories.section_of(site)
    beside(province, documents((make_file(site), "")), question(section=section.pk, address=""))
    assert "PDF" in aside("/")
    assert "Ý kiến?" in aside("/")

    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.CLOSED)
    structure.bump()

    assert aside("/") == ""


def banners(*pictures, written=False, **values):
    target = {"section": None, "address": "https://example.org/", **values}
    items = [
        {"picture": picture.pk, "alternative": "Kỷ niệm 50 năm", "is_written": written, **target}
        for picture in pictures
    ]
    return "banners", {"title": "", "banners": items}


def test_banner_is_a_lazy_picture_with_its_words(site):
    image = factories.make_image(site)
    beside(site, banners(image))

    assert 'alt="Kỷ niệm 50 năm" loading="lazy"' in aside()
    assert 'href="https://example.org/"' in aside()


def test_words_on_a_banner_are_read_once(site):
    beside(site, banners(factories.make_image(site), written=True))

    assert aside().count("Kỷ niệm 50 năm") == 1
    assert 'alt=""' in aside()


def test_banner_goes_with_its_picture(site):
    image = factories.make_image(site)
    beside(site, banners(image))
    image.delete()

    assert aside() == ""


def test_banner_goes_with_its_section(site):
    section = factories.section_of(site)
    beside(site, banners(factories.make_image(site), section=section.pk, address=""))
    section.unpublish()

    assert aside() == ""


def test_pictures_and_files_cost_one_query_each_however_many(site):
    images = [factories.make_image(site, f"Ảnh {n}") for n in range(3)]
    files = [(make_file(site, f"Tệp {n}"), "") for n in range(3)]
    bare = queries("/tuy-phong/")
    arrange(site, banners(images[0]), documents(files[0]))
    assert queries("/tuy-phong/") == bare + 2

    beside(site, banners(*images), documents(*files))
    arrange(site, banners(*images), documents(*files), banners(*images[1:]), documents(*files[1:]))
    assert queries("/tuy-phong/") == bare + 2


def question(**values):
    value = {"title": "", "question": "Ý kiến?", "text": "", "button": "Gửi", "section": None}
    return "poll", {**value, "address": "/gop-y/", **values}


def test_question_leads_to_its_address_and_counts_nothing(site):
    arrange(site, question())

    assert 'href="/gop-y/">Gửi</a>' in main()
    assert "<form" not in main()


def test_question_whose_section_is_gone_leaves_nothing(site):
    section = factories.section_of(site)
    arrange(site, question(section=section.pk, address=""))
    assert 'href="/tuy-phong/tin-tuc/"' in main()
    section.unpublish()

    assert "Ý kiến?" not in page()


@pytest.fixture
def counted():
    yield figures.register
    figures.forget()


STATISTICS = ("statistics", {"title": ""})


def test_statistics_show_what_somebody_counts(site, province, counted):
    asked = []
    counted(read=lambda key: asked.append(key) or [Figure("Đang truy cập", 1234)])
    beside(province, STATISTICS)

    assert "<dt>Đang truy cập</dt><dd>1.234</dd>" in aside()
    aside("/")
    assert asked == [site.pk, None]


def test_statistics_are_hidden_when_counting_fails(site, counted, caplog):
    def fail(_key):
        raise RuntimeError

    counted(read=fail)
    beside(site, STATISTICS)

    assert aside() == ""
    assert "Counting visits failed" in caplog.text


def test_statistics_count_articles_where_the_counting_plugin_is_closed(site, approver, counted):
    counted(read=lambda _key: [Figure("Đang truy cập", 1234)], plugin="sample")
    factories.make_article(site, approver)
    beside(site, STATISTICS)

    assert "Đang truy cập" not in aside()
    assert "<dd>1</dd>" in aside()


def test_statistics_of_a_site_without_articles_are_hidden(site):
    beside(site, STATISTICS)

    assert aside() == ""


def _refusal(name_of_block, **values):
    """The codes with which the editor's form refuses a block of a home page."""
    block = HomePage._meta.get_field("blocks").stream_block.child_blocks[name_of_block]
    value = block.to_python(block.get_prep_value(block.get_default()))
    value.update(values)
    with pytest.raises(Exception) as caught:  # noqa: PT011
        block.clean(value)
    return str(caught.value.as_json_data())


def test_entry_without_a_day_is_refused_with_its_name(site):
    _kind, value = calendar({**_entry(0, "Giao ban"), "day": None})
    found = _refusal("calendar", **_python("calendar", value))

    assert "BC-06" in found
    assert "Giao ban" in found


def test_banner_without_words_is_refused(site):
    _kind, value = banners(factories.make_image(site))
    value["banners"][0]["alternative"] = ""

    assert "alternative" in _refusal("banners", **_python("banners", value))


def test_question_needs_one_way_to_answer(site):
    assert "BC-03" in _refusal("poll", question="Gì?", address="", section=None)
    section = factories.section_of(site).pk
    assert "BC-03" in _refusal("poll", question="Gì?", address="/x/", section=section)
    for address in ("javascript:alert(1)", "//elsewhere.example/", "/\\elsewhere.example"):
        assert "BC-04" in _refusal("poll", question="Gì?", address=address)


def test_unknown_topic_is_refused(site):
    assert "BC-07" in _refusal("topic", name="Không có", kind="tag")
    assert "BC-07" in _refusal("topic", name="Không có", kind="series")


def test_known_topic_and_series_are_accepted(site):
    Series.objects.create(site=site, title="Đại hội", slug="dai-hoi")
    Tag.objects.create(name="Chuyển đổi số")
    block = HomePage._meta.get_field("blocks").stream_block.child_blocks["topic"]

    for kind, name in (("series", "đại hội"), ("tag", "chuyển đổi số")):
        value = {"title": "", "kind": kind, "name": name, "count": 5, "width": "half"}
        assert block.clean(block.to_python(value))["name"] == name


def _python(kind, value):
    block = HomePage._meta.get_field("blocks").stream_block.child_blocks[kind]
    return block.to_python(value)
