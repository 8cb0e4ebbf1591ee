"""The two workflows: who is asked at which step, and which one a site uses."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import PageLogEntry, TaskState, Workflow, WorkflowState

from portal.news.holders import Stage, holder_of
from portal.news.models import ArticlePage, SiteApprovalTask
from portal.news.services import set_up_workflow, submit_article
from portal.news.settings_of_sites import (
    NAMES,
    Ready,
    change_newsroom,
    kind_of,
    newsroom_of,
    workflow_of,
)
from portal.sites import structure
from portal.sites.models import MemberSite, Role, SiteState
from tests import factories
from tests.portal.news import acts, desk


@pytest.fixture
def people(contributor, editor, approver):
    return contributor, editor, approver


@pytest.fixture
def underway(people, site, signed_in):
    """An article of a contributor in the long workflow."""
    acts.use_long(site)
    return acts.submitted(signed_in(people[0]), site)


def _fresh(article):
    return ArticlePage.objects.get(pk=article.pk)


def test_long_way_goes_over_editor_and_approver_to_readers(people, underway, signed_in):
    _author, editor, approver = people
    assert [message.to for message in mail.outbox] == [[editor.email]]
    assert holder_of(_fresh(underway)).people == [editor]
    mail.outbox.clear()

    acts.decide(signed_in(editor), underway, "approve", lead="Lời dẫn đã biên tập.")

    assert not _fresh(underway).live
    assert holder_of(_fresh(underway)).stage is Stage.APPROVING
    assert holder_of(_fresh(underway)).people == [approver]
    assert [message.to for message in mail.outbox] == [[approver.email]]

    acts.decide(signed_in(approver), underway, "approve", lead="Lời dẫn đã biên tập.")

    assert (_fresh(underway).live, _fresh(underway).lead) == (True, "Lời dẫn đã biên tập.")
    assert holder_of(_fresh(underway)).stage is Stage.DONE


def test_editor_does_not_decide_the_approval(people, underway, signed_in):
    _author, editor, _approver = people
    acts.decide(signed_in(editor), underway, "approve")

    acts.decide(signed_in(editor), underway, "approve")

    assert not _fresh(underway).live
    assert holder_of(_fresh(underway)).stage is Stage.APPROVING


def test_contributor_decides_no_step(people, underway, signed_in):
    acts.decide(signed_in(people[0]), underway, "approve")

    assert holder_of(_fresh(underway)).stage is Stage.EDITING


def test_approver_may_edit_in_the_place_of_the_editor(people, underway, signed_in):
    acts.decide(signed_in(people[2]), underway, "approve")

    assert holder_of(_fresh(underway)).stage is Stage.APPROVING


def test_editor_returns_to_the_author_who_submits_again(people, underway, signed_in):
    author, editor, _approver = people

    acts.decide(signed_in(editor), underway, "reject", "Thiếu nguồn")

    holder = holder_of(_fresh(underway))
    assert (holder.stage, holder.people) == (Stage.RETURNED, [author])
    client, url = signed_in(author), desk.edit_url(underway)
    desk.send(client, url, desk.fill(desk.open_form(client, url), source="TTXVN"), "submit")
    assert holder_of(_fresh(underway)).people == [editor]


def test_editing_step_is_passed_over_where_nobody_is_an_editor_any_more(
    contributor, editor, approver, site
):
    acts.use_long(site)
    article = factories.make_article(site, contributor, publish=False)
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)

    submit_article(actor=contributor, article=article)

    assert holder_of(_fresh(article)).people == [approver]
    statuses = TaskState.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [TaskState.STATUS_SKIPPED, TaskState.STATUS_IN_PROGRESS]


def test_short_workflow_is_what_sites_have_without_a_choice(site):
    assert kind_of(workflow_of(site)) is Ready.SHORT


def test_choice_of_the_province_leaves_member_sites_as_they_are(province, site, other_site):
    factories.make_person(province, Role.EDITOR)

    acts.use_long(province)

    assert kind_of(workflow_of(province)) is Ready.LONG
    assert kind_of(workflow_of(site)) is Ready.SHORT


def test_setting_up_again_keeps_what_the_site_chose(editor, site):
    acts.use_long(site)

    set_up_workflow(root_page=site.root_page)

    assert kind_of(workflow_of(site)) is Ready.LONG
    assert Workflow.objects.filter(name=NAMES[Ready.LONG]).count() == 1
    assert SiteApprovalTask.objects.count() == 2


def test_article_under_way_goes_on_as_it_began(contributor, editor, approver, site, signed_in):
    article = acts.submitted(signed_in(contributor), site)

    acts.use_long(site)
    acts.decide(signed_in(approver), article, "approve")

    assert _fresh(article).live


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.APPROVER])
def test_workflow_is_chosen_by_the_site_administrator_only(site, role):
    factories.make_person(site, Role.EDITOR, username="bien.tap")
    person = factories.make_person(site, role)

    with pytest.raises(PermissionDenied):
        change_newsroom(actor=person, site=site, kind=Ready.LONG, editors_publish_urgently=True)

    assert kind_of(workflow_of(site)) is Ready.SHORT
    assert not newsroom_of(site).editors_publish_urgently


def test_administrator_of_another_site_chooses_nothing_here(editor, site, other_site):
    stranger = factories.make_person(other_site, Role.SITE_ADMIN)

    with pytest.raises(PermissionDenied):
        change_newsroom(actor=stranger, site=site, kind=Ready.LONG, editors_publish_urgently=True)


def test_long_workflow_without_an_editor_is_refused(site):
    with pytest.raises(ValidationError) as refusal:
        acts.use_long(site)

    assert acts.code(refusal) == "QT-21"
    assert kind_of(workflow_of(site)) is Ready.SHORT


def test_workflow_of_a_closed_site_stays(editor, site):
    MemberSite.objects.filter(pk=site.pk).update(state=SiteState.FROZEN)
    structure.forget()

    with pytest.raises(ValidationError) as refusal:
        acts.use_long(site)

    assert acts.code(refusal) == "QT-22"


def test_step_of_before_asks_the_approvers(site):
    assert SiteApprovalTask.objects.get().role == Role.APPROVER


def test_decision_tells_where_the_article_went(people, underway, signed_in):
    _author, editor, approver = people
    type(approver).objects.filter(pk=approver.pk).update(first_name="Duyệt", last_name="Lê Văn")

    told = acts.texts(acts.decide(signed_in(editor), underway, "approve"))

    assert "Lê Văn Duyệt" in told
    assert underway.title in told
    assert told.count(underway.title) == 1  # and nothing vague beside it


def test_return_tells_the_reason_and_to_whom(people, underway, signed_in):
    author = people[0]
    type(author).objects.filter(pk=author.pk).update(first_name="Viết", last_name="Trần Thị")

    told = acts.texts(acts.decide(signed_in(people[1]), underway, "reject", "Thiếu nguồn"))

    assert "Trần Thị Viết" in told
    assert "Thiếu nguồn" in told


def test_returned_article_is_not_headed_as_waiting(people, underway, signed_in):
    acts.decide(signed_in(people[1]), underway, "reject", "Thiếu nguồn")

    shown = signed_in(people[0]).get(desk.edit_url(underway)).content.decode()

    assert str(Stage.RETURNED.label) in shown
    assert str(Stage.EDITING.label) not in shown
    assert _waiting_words() not in shown


def test_editing_screen_says_who_holds_the_article(people, underway, signed_in):
    shown = signed_in(people[0]).get(desk.edit_url(underway)).content.decode()

    assert str(holder_of(_fresh(underway))) in shown


def _waiting_words():
    from django.utils.translation import gettext

    return gettext("In Moderation")


def test_every_decision_is_in_the_history(people, underway, signed_in):
    acts.decide(signed_in(people[1]), underway, "approve")

    entries = PageLogEntry.objects.filter(page=underway.pk).values_list("action", "user")
    assert ("wagtail.workflow.approve", people[1].pk) in list(entries)
    assert acts.status(underway) == WorkflowState.STATUS_IN_PROGRESS


def test_decision_in_a_window_of_the_lists_tells_it_too(people, underway, signed_in):
    state = TaskState.objects.latest("pk")
    url = f"/quan-tri/pages/workflow/action/{underway.pk}/reject/{state.pk}/"

    told = acts.texts(signed_in(people[1]).post(url, {"comment": "Thiếu ảnh"}, follow=True))

    assert "Thiếu ảnh" in told
    assert underway.title in told
