"""Every way to the approvers and to readers comes past the checks; saving never does."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from portal.checks import services
from portal.checks.findings import Check
from portal.checks.registry import OWN
from portal.clock.services import set_embargo
from portal.desk import services as desk_services
from portal.news import urgent
from portal.news.models import ArticlePage, UrgentPublication
from portal.news.scheduling import schedule
from portal.news.services import publish_article, submit_article
from portal.sites.models import Role
from tests import factories
from tests.portal.checks import said
from tests.portal.news import acts, desk

BAD = "CCCD 022085001234"
BAD_BODY = [desk.text(f"<p>{BAD}</p>")]


@pytest.fixture
def bad(site, contributor):
    return said.draft(site, contributor, BAD)


def fresh(article):
    return ArticlePage.objects.get(pk=article.pk)


def later(hours=2):
    return timezone.now() + timedelta(hours=hours)


def test_draft_is_saved_whatever_is_found(signed_in, contributor, site):
    desk.write(signed_in(contributor), site, body=BAD_BODY)
    assert not ArticlePage.objects.get().live


def test_buttons_are_refused_beside_the_field(signed_in, approver, contributor, site):
    for person, action in ((contributor, "submit"), (approver, "publish")):
        response = desk.write(signed_in(person), site, action, body=BAD_BODY)
        assert "KT-07" in response.context["form"].errors["body"].as_text()
    assert not ArticlePage.objects.exists()


def test_article_under_embargo_reaches_approvers_but_no_readers(
    signed_in, approver, contributor, site
):
    article = said.draft(site, contributor, "Một đoạn văn.")
    set_embargo(actor=approver, article=article, until=later(5))
    submit_article(actor=contributor, article=article)
    assert fresh(article).workflow_in_progress

    client, url = signed_in(approver), desk.edit_url(article)
    form = desk.fill(desk.open_form(client, url))
    for pressed in (
        {"action-publish": "x"},
        {"action-workflow-action": "x", "workflow-action-name": "approve"},
    ):
        response = client.post(url, {**form, **pressed})
        assert "BB-14" in response.context["form"].non_field_errors().as_text()
    with pytest.raises(services.BlockedError, match="BB-14"):
        publish_article(actor=approver, article=fresh(article))
    assert not fresh(article).live

    set_embargo(actor=approver, article=article, until=None)
    publish_article(actor=approver, article=fresh(article))
    assert fresh(article).live


def test_embargo_over_the_hour_that_was_set_is_refused(approver, contributor, site):
    article = said.draft(site, contributor, "Một đoạn văn.")
    desk_services.schedule(actor=approver, article_id=article.pk, at=later(3))
    with pytest.raises(ValidationError, match="DH-05"):
        set_embargo(actor=approver, article=fresh(article), until=later(5))


def test_reminder_stops_nothing(signed_in, approver, site):
    said.set_level(site, "identity-numbers", "warn")
    desk.write(signed_in(approver), site, "publish", body=BAD_BODY)
    assert ArticlePage.objects.get().live


def test_check_switched_off_finds_nothing(bad, site):
    said.set_level(site, "identity-numbers", "off")
    assert "KT-07" not in said.codes(bad)


def test_site_goes_before_the_portal(bad, site, other_site):
    said.set_level(None, "identity-numbers", "off")
    assert "KT-07" not in said.codes(bad)
    said.set_level(site, "identity-numbers", "warn")
    assert "KT-07" in said.codes(bad)


@pytest.mark.parametrize(
    "act",
    [
        lambda actor, page: submit_article(actor=actor, article=page),
        lambda actor, page: publish_article(actor=actor, article=page),
        lambda actor, page: schedule(actor=actor, page=page, go_live_at=later()),
        lambda actor, page: desk_services.schedule(actor=actor, article_id=page.pk, at=later()),
        lambda actor, page: urgent.publish_urgently(actor=actor, page=page, reason="Bão"),
    ],
    ids=["submission", "publication", "hour", "desk", "urgent"],
)
def test_act_is_refused_with_nothing_half_done(bad, approver, act):
    with pytest.raises(ValidationError) as refusal:
        act(approver, bad)

    assert acts.code(refusal) == "KT-07"
    assert not fresh(bad).live
    assert fresh(bad).go_live_at is None
    assert not WorkflowState.objects.exists()
    assert not UrgentPublication.objects.exists()


def test_approval_in_the_editor_is_refused(signed_in, contributor, approver, site):
    article = acts.submitted(signed_in(contributor), site)
    response = acts.decide(signed_in(approver), article, "approve", body=BAD_BODY)
    assert "KT-07" in desk.errors_of(response)
    assert not fresh(article).live


def test_return_is_not_stopped(signed_in, contributor, approver, site):
    said.set_level(site, "identity-numbers", "warn")
    article = acts.submitted(signed_in(contributor), site, body=BAD_BODY)
    said.set_level(site, "identity-numbers", "block")
    acts.decide(signed_in(approver), article, "reject", "Bỏ số căn cước", body=BAD_BODY)
    assert acts.status(article) == WorkflowState.STATUS_NEEDS_CHANGES


def _waiting(site, contributor):
    """An article that was sent before its site became strict."""
    said.set_level(site, "identity-numbers", "warn")
    article = said.draft(site, contributor, BAD)
    state = submit_article(actor=contributor, article=article)
    said.set_level(site, "identity-numbers", "block")
    return article, state


def test_approval_in_a_window_tells_the_refusal(signed_in, contributor, approver, site):
    article, state = _waiting(site, contributor)
    step = state.current_task_state.pk
    url = f"/quan-tri/pages/workflow/action/{article.pk}/approve/{step}/"
    client = signed_in(approver)

    window = client.post(url, {"comment": ""}, headers={"x-requested-with": "XMLHttpRequest"})
    plain = client.post(url, {"comment": ""}, follow=True)

    assert json.loads(window.content)["step"] == "success"
    assert "KT-07" in acts.texts(plain)
    assert acts.status(article) == WorkflowState.STATUS_IN_PROGRESS
    assert not fresh(article).live


def test_editor_cannot_pass_it_on(contributor, editor, site):
    acts.use_long(site)
    article, state = _waiting(site, contributor)
    step = state.current_task_state
    with pytest.raises(ValidationError):
        step.task.specific.on_action(step, editor, "approve")
    assert acts.status(article) == WorkflowState.STATUS_IN_PROGRESS
    assert fresh(article).current_workflow_task_state.pk == step.pk


def test_bulk_publishing_is_refused(signed_in, approver, bad, site):
    good = said.draft(site, approver, title="Tin tốt")
    ids = f"id={bad.pk}&id={good.pk}"
    url = f"/quan-tri/bulk/wagtailcore/page/publish/?{ids}&next=/quan-tri/"
    response = signed_in(approver).post(url, {"include_descendants": ""}, follow=True)
    assert "KT-07" in acts.texts(response)
    assert not fresh(bad).live
    assert not fresh(good).live


def test_copy_of_a_live_article_is_not_published(signed_in, approver, site):
    said.set_level(site, "identity-numbers", "warn")
    live = said.draft(site, approver, BAD)
    publish_article(actor=approver, article=live)
    said.set_level(site, "identity-numbers", "block")
    values = {
        "new_title": "Bản sao",
        "new_slug": "ban-sao",
        "new_parent_page": live.get_parent().pk,
        "publish_copies": "on",
    }
    response = signed_in(approver).post(f"/quan-tri/pages/{live.pk}/copy/", values, follow=True)
    assert "KT-07" in acts.texts(response)
    assert ArticlePage.objects.count() == 1


def test_scheduled_article_appears_though_the_site_became_strict(bad, approver, site):
    said.set_level(site, "identity-numbers", "warn")
    schedule(actor=approver, page=bad, go_live_at=later())
    said.set_level(site, "identity-numbers", "block")
    past = timezone.now() - timedelta(seconds=5)
    for revision in Revision.objects.for_instance(bad).exclude(approved_go_live_at=None):
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()
    call_command("publish_scheduled")
    assert fresh(bad).live


def test_urgent_version_can_be_withdrawn_to_one_that_is_stopped_now(site, approver, contributor):
    said.set_level(site, "identity-numbers", "warn")
    article = publish_article(actor=approver, article=said.draft(site, approver, BAD))
    article.lead = "Lời dẫn gấp."
    article.save_revision(user=approver)
    given = urgent.publish_urgently(actor=approver, page=article, reason="Bão")
    said.set_level(site, "identity-numbers", "block")
    urgent.withdraw(actor=approver, urgent=given, note="Nhầm")
    assert fresh(article).lead != "Lời dẫn gấp."


def test_failing_check_is_logged_and_skipped(bad, monkeypatch, caplog):
    def fails(reading):
        raise RuntimeError("no good")

    broken = Check("broken", "KT-99", "Broken", fails, "block")
    monkeypatch.setattr(services, "checks", lambda: [broken, *OWN])
    assert "KT-07" in said.codes(bad)
    assert "The check broken failed" in caplog.text


def test_stranger_sees_no_panel(signed_in, bad, other_site):
    url = f"/quan-tri/kiem-tra-truoc-khi-dang/bai/{bad.pk}/"
    stranger = factories.make_person(other_site, Role.EDITOR)
    assert signed_in(stranger).get(url).status_code == 404
