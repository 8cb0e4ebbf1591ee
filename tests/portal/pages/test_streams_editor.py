"""Kept blocks on the real article form: opened, sent, published, copied."""

import json

import pytest
from django.forms import modelform_factory
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Revision

from plugins.sample.blocks import NoticeBlock
from portal.news.models import ArticlePage
from portal.pages.kept import STATE_KEY, plugin_name
from portal.pages.models import SiteLayout
from portal.plugins import points, registry
from portal.plugins.registry import Owned
from tests import factories
from tests.portal.news import desk
from tests.portal.pages.streams_desk import (
    AFTER,
    BEFORE,
    BODY,
    GHOST,
    NOTICE,
    drafted,
    exactly,
    form_with,
    kept_of,
    offered_in,
    sent,
    state_of,
    stored,
    switch,
)

NEW = {"type": "sample__notice", "id": "", "value": {"text": "Lén thêm"}}


@pytest.fixture
def client(approver, signed_in):
    return signed_in(approver)


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, body=json.dumps(BODY))


@pytest.fixture
def url(article):
    return desk.edit_url(article)


def test_what_is_off_or_gone_is_shown_as_a_notice(client, url):
    shown = state_of(client.get(url))

    assert [block["type"] for block in shown] == [item["type"] for item in BODY]
    assert plugin_name("sample") in shown[1]["value"]["text"]
    assert "gone__poll" in shown[3]["value"]["text"]
    assert json.loads(shown[1]["value"][STATE_KEY]) == NOTICE


def test_picker_offers_a_plugins_block_only_where_it_is_on(client, site, other_site, url):
    create = desk.create_url(site)
    switch(other_site)
    assert "sample__notice" not in offered_in(client.get(url)) | offered_in(client.get(create))
    switch(site)
    assert "sample__notice" in offered_in(client.get(url)) & offered_in(client.get(create))
    switch(site, enabled=False)
    assert "sample__notice" not in offered_in(client.get(url)) | offered_in(client.get(create))
    assert "text" in offered_in(client.get(url))


def test_blocks_are_described_once_for_all_forms_and_anew_in_another_language(article):
    form_of = modelform_factory(ArticlePage, fields=["body"])

    def described():
        return form_of(instance=article)["body"].field.widget.block_json

    with override("vi"):
        first, second = described(), described()
    with override("en"):
        english = described()

    assert second is first
    assert ("Quotation" in first, "Quotation" in english) == (False, True)


def test_address_of_the_request_decides_nothing(admin_client, site, province):
    """The admin knows no member site: the page's own place counts."""
    switch(province)
    response = admin_client.get(desk.create_url(site))
    assert "sample__notice" not in offered_in(response)
    assert "sample__notice" in offered_in(admin_client.get(desk.create_url(province)))


@pytest.mark.parametrize("action", ["save", "publish"])
def test_saving_keeps_every_kept_block_as_it_is_stored(client, article, url, action):
    response = desk.send(client, url, form_with(client, url), action)

    assert response.status_code == 302
    assert exactly(kept_of(drafted(article))) == exactly([NOTICE, GHOST])
    assert [item["id"] for item in drafted(article)] == [item["id"] for item in BODY]
    if action == "publish":
        assert exactly(kept_of(stored(article))) == exactly([NOTICE, GHOST])


def test_autosave_keeps_every_kept_block(client, article, url):
    response = desk.autosave(client, url, form_with(client, url))

    assert response.json()["success"]
    assert exactly(kept_of(drafted(article))) == exactly([NOTICE, GHOST])


def test_nothing_counts_as_changed_when_nothing_was(client, article, url):
    desk.send(client, url, form_with(client, url))
    before = Revision.objects.for_instance(article).count()

    form = form_with(client, url)
    response = client.post(url, form)

    assert response.status_code == 302
    assert Revision.objects.for_instance(article).count() == before + 1
    first, second = Revision.objects.for_instance(article).order_by("-pk")[:2]
    assert first.content["body"] == second.content["body"]


@pytest.mark.parametrize("order", [(3, 2, 1, 0), (1, 0, 2, 3), (0, 2, 3, 1)])
def test_kept_blocks_can_be_moved(client, article, url, order):
    form = form_with(client, url, lambda state: [state[i] for i in order])

    assert desk.send(client, url, form, "publish").status_code == 302

    expected = [BODY[i] for i in order]
    assert [item["id"] for item in stored(article)] == [item["id"] for item in expected]
    assert exactly(kept_of(stored(article))) == exactly(kept_of(expected))


def test_a_moved_block_is_found_by_the_order_the_form_says(client, article, url):
    """The script renames nothing when a block moves: it changes the order fields."""
    form = form_with(client, url)
    form |= {f"body-{i}-order": str(place) for i, place in enumerate((2, 0, 3, 1))}

    desk.send(client, url, form, "publish")

    assert [item["id"] for item in stored(article)] == [
        NOTICE["id"], GHOST["id"], BEFORE["id"], AFTER["id"],
    ]  # fmt: skip


def test_a_kept_block_may_be_deleted_by_a_click(client, article, url):
    form = form_with(client, url)
    form["body-1-deleted"] = "1"

    assert desk.send(client, url, form, "publish").status_code == 302

    assert [item["type"] for item in stored(article)] == ["text", "text", "gone__poll"]


def test_text_around_kept_blocks_is_cleaned_and_they_are_not(client, article, url):
    def with_soft_hyphen(state):
        state[0]["value"] = desk.rich_text("<p>Đo\u00adạn</p>", features=desk.RICH_TEXT_FEATURES)
        return state

    desk.send(client, url, form_with(client, url, with_soft_hyphen), "publish")

    assert "Đoạn" in stored(article)[0]["value"]
    assert exactly(kept_of(stored(article))) == exactly([NOTICE, GHOST])


def test_code_inside_a_kept_block_is_no_reason_to_refuse_the_article(client, site, approver):
    poll = {"type": "gone__poll", "id": "1", "value": "<script>alert(1)</script>"}
    article = factories.make_article(site, approver, body=json.dumps([BEFORE, poll]))
    url = desk.edit_url(article)

    assert desk.send(client, url, form_with(client, url), "publish").status_code == 302
    assert exactly(kept_of(stored(article))) == exactly([poll])


def test_refused_form_comes_back_with_its_kept_blocks(client, url, article):
    form = {**form_with(client, url), "title": ""}

    refused = desk.send(client, url, form)

    assert [block["type"] for block in state_of(refused)] == [item["type"] for item in BODY]
    again = {**form, **sent(state_of(refused)), "title": "Có tiêu đề"}
    assert desk.send(client, url, again, "publish").status_code == 302
    assert exactly(kept_of(stored(article))) == exactly([NOTICE, GHOST])


def _assert_refused(response, article, code="PLG-20"):
    shown = response.content.decode()
    assert response.status_code == 200
    assert code in shown
    assert exactly(stored(article)) == exactly(BODY)
    assert exactly(drafted(article)) == exactly(BODY)


@pytest.mark.parametrize("action", ["save", "publish"])
@pytest.mark.parametrize(
    "new",
    [
        NEW,
        {**NEW, "id": "0f0e7a52-0000-4a07-a06f-0b1d0a5b8d11"},
        {**NEW, "value": {STATE_KEY: json.dumps(NOTICE)}},
        {"type": "gone__poll", "id": "", "value": {STATE_KEY: json.dumps(GHOST)}},
        {"type": "never_heard_of", "id": "", "value": "x"},
        # A copy of a block that is there already.
        {"type": "gone__poll", "id": GHOST["id"], "value": {STATE_KEY: json.dumps(GHOST)}},
        # The number of another block.
        {"type": "gone__poll", "id": NOTICE["id"], "value": {STATE_KEY: json.dumps(GHOST)}},
    ],
)
def test_a_new_block_of_a_plugin_that_is_off_is_refused(client, article, url, new, action):
    form = form_with(client, url, lambda state: [*state, new])

    _assert_refused(desk.send(client, url, form, action), article)


def test_a_refused_block_can_be_deleted_in_the_form_that_comes_back(client, article, url):
    form = form_with(client, url, lambda state: [*state, NEW])
    refused = desk.send(client, url, form, "publish")
    again = {**form, **sent(state_of(refused)[:-1])}

    assert desk.send(client, url, again, "publish").status_code == 302
    assert exactly(kept_of(stored(article))) == exactly([NOTICE, GHOST])


def test_a_refused_block_is_saved_once_its_plugin_is_on(client, site, article, url):
    form = form_with(client, url, lambda state: [*state, NEW])
    refused = desk.send(client, url, form, "publish")
    switch(site)
    again = {**form, **sent(state_of(refused))}

    assert desk.send(client, url, again, "publish").status_code == 302
    assert stored(article)[-1]["value"] == {"text": "Lén thêm"}


def test_a_new_article_takes_no_block_of_a_plugin_that_is_off(client, site):
    create = desk.create_url(site)
    form = form_with(client, create, lambda state: [NEW])

    response = desk.send(client, create, form)

    assert "PLG-20" in response.content.decode()
    assert not ArticlePage.objects.exists()


def test_changed_json_of_a_kept_block_is_ignored(client, article, url):
    form = form_with(client, url)
    form["body-1-value--kept"] = json.dumps({**NOTICE, "value": {"text": "Sửa lén"}})
    form["body-3-value--kept"] = "no json at all"

    assert desk.send(client, url, form, "publish").status_code == 302
    assert exactly(kept_of(stored(article))) == exactly([NOTICE, GHOST])


def test_fields_sent_for_a_block_that_is_off_are_ignored(client, article, url):
    """As a form does that was opened before the plugin was switched off."""
    form = form_with(client, url)
    del form["body-1-value--kept"]
    form["body-1-value-text"] = "Sửa lén"

    assert desk.send(client, url, form, "publish").status_code == 302
    assert exactly(kept_of(stored(article))) == exactly([NOTICE, GHOST])


def test_a_form_opened_before_the_plugin_was_switched_on_keeps_the_block(
    client, site, article, url
):
    form = form_with(client, url)
    switch(site)

    assert desk.send(client, url, form, "publish").status_code == 302
    assert exactly(kept_of(stored(article))) == exactly([NOTICE, GHOST])


def test_the_block_edits_and_shows_again_after_switching_on(client, site, article, url):
    desk.send(client, url, form_with(client, url), "publish")
    switch(site)
    shown = state_of(client.get(url))
    assert shown[1]["value"] == {"text": "Lịch tiếp dân  "}

    def changed(state):
        state[1]["value"]["text"] = "Lịch mới"
        return state

    assert desk.send(client, url, form_with(client, url, changed), "publish").status_code == 302

    assert stored(article)[1] == {
        "type": "sample__notice", "value": {"text": "Lịch mới"}, "id": NOTICE["id"],
    }  # fmt: skip
    article.refresh_from_db()
    assert "Lịch mới" in client.get(article.get_url()).content.decode()


def test_two_kept_blocks_without_an_id_are_told_apart(client, site, approver):
    polls = [{"type": "gone__poll", "value": number} for number in (1, 2, 3)]
    article = factories.make_article(site, approver, body=json.dumps([*polls, BEFORE]))
    url = desk.edit_url(article)

    form = form_with(client, url, lambda state: [state[2], state[3], state[0]])
    assert desk.send(client, url, form, "publish").status_code == 302

    assert exactly(kept_of(stored(article))) == exactly([polls[2], polls[0]])


def test_preview_shows_no_block_of_a_plugin_that_is_off(client, site, article, url):
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])

    assert client.post(preview, form_with(client, url)).json()["is_valid"]
    shown = client.get(preview).content.decode()
    assert "Đoạn sau" in shown
    assert "sample-notice" not in shown

    switch(site)
    assert client.post(preview, form_with(client, url)).json()["is_valid"]
    assert "sample-notice" in client.get(preview).content.decode()


def test_copying_in_the_admin_copies_kept_blocks(client, article):
    address = reverse("wagtailadmin_pages:copy", args=[article.pk])
    form = {
        "new_title": "Bản sao",
        "new_slug": "ban-sao",
        "new_parent_page": str(article.get_parent().pk),
    }

    assert client.post(address, form).status_code == 302

    copied = ArticlePage.objects.get(slug="ban-sao")
    assert exactly(stored(copied)) == exactly(BODY)
    assert exactly(drafted(copied)) == exactly(BODY)


def test_a_page_moved_to_another_site_follows_that_sites_switch(
    client, admin_client, article, other_site, url
):
    switch(other_site)
    assert STATE_KEY in state_of(client.get(url))[1]["value"]

    article.move(factories.section_of(other_site), pos="last-child")

    assert STATE_KEY not in state_of(admin_client.get(url))[1]["value"]


@pytest.mark.parametrize("failing", ["get_form_state", "get_default"])
def test_a_block_whose_form_fails_is_kept_and_not_offered(
    client, site, article, url, monkeypatch, failing
):
    class BrokenBlock(NoticeBlock):
        pass

    def fail(self, *args):
        raise ZeroDivisionError

    setattr(BrokenBlock, failing, fail)
    broken = Owned("sample", points.BodyBlock("notice", BrokenBlock()))
    monkeypatch.setitem(registry._extensions, points.BodyBlock, [broken])
    switch(site)

    response = client.get(url)

    assert "sample__notice" not in offered_in(response)
    if failing == "get_form_state":
        assert STATE_KEY in state_of(response)[1]["value"]
        assert desk.send(client, url, form_with(client, url), "publish").status_code == 302
        assert exactly(kept_of(stored(article))) == exactly([NOTICE, GHOST])


def test_the_preview_of_a_block_in_the_picker_asks_the_gate(admin_client, site, other_site):
    block = ArticlePage._meta.get_field("body").stream_block.child_blocks["sample__notice"]
    address = reverse("wagtailadmin_block_preview") + f"?id={block.definition_prefix}"

    assert "sample-notice" not in admin_client.get(address).content.decode()
    switch(site)
    assert "sample-notice" in admin_client.get(address).content.decode()


def test_a_layout_of_side_widgets_keeps_what_is_off_at_its_own_site(site, other_site):
    latest = {**NOTICE, "type": "sample__latest"}
    layout_form = modelform_factory(SiteLayout, fields=["aside"])
    layout = SiteLayout.objects.create(site=site, aside=json.dumps([latest, GHOST]))

    def stream():
        return layout_form(instance=layout)["aside"].field.block

    switch(other_site)
    shown = stream().get_form_state(layout.aside)
    assert [STATE_KEY in block["value"] for block in shown] == [True, True]
    assert "sample__latest" not in stream().offered().child_blocks

    form = layout_form(sent(shown[::-1], "aside"), instance=layout)
    assert form.is_valid(), form.errors
    form.save()

    layout.refresh_from_db()
    assert exactly(layout.aside.get_prep_value()) == exactly([GHOST, latest])
    switch(site)
    assert "sample__latest" in stream().offered().child_blocks
