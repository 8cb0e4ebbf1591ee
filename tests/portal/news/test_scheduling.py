"""A new version of a live article at its hour, the end of an article, and hours that are past."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localtime
from wagtail.models import Revision

from portal.news.holders import Stage, holder_of
from portal.news.models import ArticlePage
from portal.news.scheduling import schedule
from portal.pages.models import CardRow
from portal.tasks import jobs
from tests import factories
from tests.portal.news import acts, desk

SHAPE = "%d/%m/%Y %H:%M"


@pytest.fixture
def live(site, approver):
    return factories.make_article(site, approver, title="Lũ trên sông Lũy", lead="Bản thứ nhất.")


def _fresh(article):
    return ArticlePage.objects.get(pk=article.pk)


def _hours(hours):
    return timezone.now() + timedelta(hours=hours)


def _let_come(article):
    """The hour has come; what Wagtail keeps of it lies in two places."""
    moment = timezone.now() - timedelta(seconds=5)
    for revision in Revision.objects.for_instance(article).exclude(approved_go_live_at=None):
        content = {**revision.content, "go_live_at": moment.isoformat()}
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=moment, content=content)
    jobs.publish_scheduled()


def test_new_version_waits_while_the_old_one_stays(live, approver, signed_in, run_tasks):
    """Written, submitted and approved before its hour; readers see it from then on."""
    author, url = signed_in(approver), desk.edit_url(live)
    form = desk.fill(
        desk.open_form(author, url),
        title="Lũ rút trên sông Lũy",
        slug=live.slug,
        lead="Bản thứ hai.",
        go_live_at=localtime(_hours(2)).strftime(SHAPE),
    )
    desk.send(author, url, form, "submit")
    assert holder_of(_fresh(live)).stage is Stage.APPROVING

    told = acts.texts(_approve(signed_in(approver), live))

    assert localtime(_hours(2)).strftime("%d/%m/%Y") in told
    assert (_fresh(live).live, _fresh(live).lead) == (True, "Bản thứ nhất.")
    assert holder_of(_fresh(live)).stage is Stage.SCHEDULED
    jobs.publish_scheduled()
    assert _fresh(live).lead == "Bản thứ nhất."

    _let_come(live)

    run_tasks()
    assert _fresh(live).lead == "Bản thứ hai."
    assert CardRow.objects.get(page=live).title == "Lũ rút trên sông Lũy"
    reader = Client()
    assert "Bản thứ hai." in reader.get(live.url).content.decode()
    assert live.url not in Client().get("/tim-kiem/", {"q": "xyzt"}).content.decode()
    assert "Lũ rút trên sông Lũy" in reader.get("/tuy-phong/tin-tuc/").content.decode()
    assert live.url in reader.get("/tim-kiem/", {"q": "rút"}).content.decode()


def _approve(client, article):
    from wagtail.models import TaskState

    state = TaskState.objects.filter(workflow_state__object_id=str(article.pk)).last()
    url = f"/quan-tri/pages/workflow/action/{article.pk}/approve/{state.pk}/"
    return client.post(url, {"comment": ""}, follow=True)


def test_service_schedules_a_version(live, approver):
    schedule(actor=approver, page=live, go_live_at=_hours(1), expire_at=_hours(3))

    assert _fresh(live).scheduled_revision is not None
    _let_come(live)
    assert _fresh(live).scheduled_revision is None
    assert _fresh(live).expire_at is not None


def test_editor_schedules_nothing(live, editor):
    with pytest.raises(PermissionDenied):
        schedule(actor=editor, page=live, go_live_at=_hours(1))

    assert _fresh(live).scheduled_revision is None


@pytest.mark.parametrize(("begins", "ends", "code"), [(-1, None, "QT-51"), (2, 1, "QT-52")])
def test_service_refuses_wrong_hours(live, approver, begins, ends, code):
    with pytest.raises(ValidationError) as refusal:
        schedule(
            actor=approver,
            page=live,
            go_live_at=_hours(begins),
            expire_at=_hours(ends) if ends else None,
        )

    assert acts.code(refusal) == code
    assert _fresh(live).scheduled_revision is None


def test_article_ends_at_its_hour(live):
    ArticlePage.objects.filter(pk=live.pk).update(expire_at=_hours(-1))

    jobs.publish_scheduled()

    after = _fresh(live)
    assert (after.live, after.expired) == (False, True)
    assert not CardRow.objects.filter(page=live).exists()
    assert Client().get(live.url).status_code == 404


def test_past_hour_is_refused_in_the_form(live, approver, signed_in):
    client, url = signed_in(approver), desk.edit_url(live)
    past = localtime(_hours(-1)).strftime(SHAPE)
    form = desk.fill(desk.open_form(client, url), go_live_at=past)

    answer = desk.send(client, url, form, "publish")

    assert "QT-51" in desk.errors_of(answer)
    assert past in desk.errors_of(answer)
    assert _fresh(live).lead == "Bản thứ nhất."


def test_hour_that_came_does_not_hinder_later_changes(live, approver, signed_in):
    schedule(actor=approver, page=live, go_live_at=_hours(1))
    _let_come(live)
    client, url = signed_in(approver), desk.edit_url(live)

    form = desk.fill(desk.open_form(client, url), slug=live.slug, lead="Bản thứ ba.")
    desk.send(client, url, form, "publish")

    assert _fresh(live).lead == "Bản thứ ba."
