"""Two people on one article, and autosave (TIN-05): nothing typed is lost, nothing is buried."""

import pytest
from django.contrib import messages
from wagtail.models import Revision

from portal.sites.models import Role
from tests import factories
from tests.portal.news import desk


@pytest.fixture
def article(site, approver):
    return factories.make_article(site, approver, publish=False, title="Bản đầu")


@pytest.fixture
def url(article):
    return desk.edit_url(article)


@pytest.fixture
def mine(editor, signed_in):
    return signed_in(editor)


@pytest.fixture
def theirs(site, signed_in):
    return signed_in(factories.make_person(site, Role.EDITOR, "bien-tap-vien-hai"))


def _save(client, url, title):
    return desk.send(client, url, desk.fill(desk.open_form(client, url), title=title))


def _titles(article):
    revisions = Revision.objects.for_instance(article).order_by("created_at", "pk")
    return [revision.content["title"] for revision in revisions]


def _form_that_came_back(response):
    return desk.querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()


def test_stale_form_is_refused_once_and_keeps_what_was_typed(article, url, mine, theirs):
    form = desk.fill(desk.open_form(mine, url), title="Bản của tôi")
    _save(theirs, url, "Bản của đồng nghiệp")

    refused = desk.send(mine, url, form)

    assert "TIN-05" in desk.errors_of(refused)
    assert _titles(article) == ["Bản đầu", "Bản của đồng nghiệp"]
    again = _form_that_came_back(refused)
    assert again["title"] == "Bản của tôi"

    accepted = desk.send(mine, url, desk.fill(again, title=again["title"]))

    assert accepted.status_code == 302
    assert _titles(article) == ["Bản đầu", "Bản của đồng nghiệp", "Bản của tôi"]


def test_stale_form_is_refused_when_publishing(article, url, approver, signed_in, theirs):
    client = signed_in(approver)
    form = desk.fill(desk.open_form(client, url), title="Bản của tôi")
    _save(theirs, url, "Bản của đồng nghiệp")

    refused = desk.send(client, url, form, "publish")

    assert "TIN-05" in desk.errors_of(refused)
    article.refresh_from_db()
    assert not article.live


def test_third_version_after_the_refusal_is_refused_again(article, url, mine, theirs):
    form = desk.fill(desk.open_form(mine, url), title="Bản của tôi")
    _save(theirs, url, "Bản hai")
    again = _form_that_came_back(desk.send(mine, url, form))
    _save(theirs, url, "Bản ba")

    refused = desk.send(mine, url, desk.fill(again, title="Bản của tôi"))

    assert "TIN-05" in desk.errors_of(refused)
    assert _titles(article)[-1] == "Bản ba"


def test_own_version_in_another_window_does_not_hide_a_colleagues(article, url, mine, theirs):
    form = desk.fill(desk.open_form(mine, url), title="Bản cũ của tôi")
    _save(theirs, url, "Bản của đồng nghiệp")
    _save(mine, url, "Bản mới của tôi")

    refused = desk.send(mine, url, form)

    assert "TIN-05" in desk.errors_of(refused)
    assert _titles(article)[-1] == "Bản mới của tôi"


def test_version_a_colleague_goes_on_autosaving_counts_as_newer(article, url, mine, theirs):
    first = desk.autosave(theirs, url, desk.fill(desk.open_form(theirs, url), title="Một")).json()
    form = desk.fill(desk.open_form(mine, url), title="Bản của tôi")
    going_on = desk.fill(desk.open_form(theirs, url), title="Hai")
    desk.autosave(theirs, url, going_on, overwrite_revision_id=first["revision_id"])

    refused = desk.send(mine, url, form)

    assert "TIN-05" in desk.errors_of(refused)
    assert _titles(article)[-1] == "Hai"


def test_own_earlier_version_is_no_conflict(article, url, mine):
    form = desk.fill(desk.open_form(mine, url), title="Cửa sổ thứ nhất")
    _save(mine, url, "Cửa sổ thứ hai")

    assert desk.send(mine, url, form).status_code == 302
    assert _titles(article)[-1] == "Cửa sổ thứ nhất"


def test_own_autosaves_are_no_conflict_for_saving(article, url, mine):
    form = desk.fill(desk.open_form(mine, url), title="Tự lưu một")
    first = desk.autosave(mine, url, form)
    assert first.json()["success"]
    number = first.json()["revision_id"]
    second = desk.autosave(mine, url, {**form, "title": "Tự lưu hai"}, overwrite_revision_id=number)
    assert second.json()["revision_id"] == number

    saved = desk.send(mine, url, {**form, "title": "Lưu hẳn"})

    assert saved.status_code == 302
    assert _titles(article) == ["Bản đầu", "Tự lưu hai", "Lưu hẳn"]


def test_autosave_never_replaces_a_newer_version(article, url, mine, theirs):
    form = desk.fill(desk.open_form(mine, url), title="Bản của tôi")
    _save(theirs, url, "Bản của đồng nghiệp")

    answer = desk.autosave(mine, url, form)

    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    assert _titles(article) == ["Bản đầu", "Bản của đồng nghiệp"]


def test_autosave_after_a_refusal_leaves_the_decision_to_the_person(article, url, mine, theirs):
    form = desk.fill(desk.open_form(mine, url), title="Bản của tôi")
    _save(theirs, url, "Bản của đồng nghiệp")
    again = desk.fill(_form_that_came_back(desk.send(mine, url, form)), title="Bản của tôi")

    answer = desk.autosave(mine, url, again)

    # This code makes the editor's script stop autosaving until the form is opened anew.
    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    assert "TIN-05" in answer.json()["error_message"]
    assert _titles(article) == ["Bản đầu", "Bản của đồng nghiệp"]
    assert desk.send(mine, url, again).status_code == 302


def test_autosave_of_a_new_article_makes_one_page(contributor, signed_in, site):
    client = signed_in(contributor)
    url = desk.create_url(site)
    form = desk.fill(desk.open_form(client, url), title="Tự lưu")

    answer = desk.autosave(client, url, form).json()
    repeated = desk.autosave(client, url, form)

    assert answer["success"]
    assert (repeated.status_code, repeated.json()["error_code"]) == (400, "blocked_by_hook")
    saved = desk.send(client, answer["url"], {**form, "title": "Lưu hẳn"})
    assert saved.status_code == 302
    pages = factories.section_of(site).get_children()
    assert [page.draft_title for page in pages] == ["Lưu hẳn"]


def test_autosave_of_a_refused_text_saves_nothing(article, url, mine):
    form = desk.fill(desk.open_form(mine, url), title="Hội nghị <script>")

    answer = desk.autosave(mine, url, form)

    assert (answer.status_code, answer.json()["error_code"]) == (400, "validation_error")
    assert _titles(article) == ["Bản đầu"]


def test_autosaves_of_invisible_characters_leave_no_pile_of_messages(article, url, mine):
    form = desk.fill(desk.open_form(mine, url), title="Hội\u200b nghị")
    number = desk.autosave(mine, url, form).json()["revision_id"]
    for _ in range(2):
        assert desk.autosave(mine, url, form, overwrite_revision_id=number).json()["success"]

    page = mine.get(url)

    assert [m for m in page.context["messages"] if m.level == messages.INFO] == []
    assert _titles(article)[-1] == "Hội nghị"
