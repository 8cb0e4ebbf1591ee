"""What the page behind a link shows, and the two decisions."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState, WorkflowState

from portal.approving.models import ApprovalLink
from portal.sites import structure
from portal.sites.models import Role
from tests import factories
from tests.portal.approving import links
from tests.portal.news import acts


def test_page_shows_the_version_as_readers_would_see_it(address, article):
    page = Client().get(address)

    shown = links.text(page)
    assert page.status_code == 200
    assert "Tổng kết công tác năm" in shown
    assert "Nội dung hội nghị." in shown
    assert article.owner.get_full_name() in shown
    assert 'class="article"' in shown


def test_page_shows_the_pictures_of_the_version(site, contributor, approver, run_tasks):
    picture = factories.make_image(site)
    links.give_pin(approver)
    links.waiting(site, contributor, main_image=picture)
    run_tasks()

    shown = links.text(Client().get(links.addresses()[-1]))

    assert "article__picture" in shown
    assert "Quang cảnh hội nghị" in shown


def test_page_is_kept_out_of_caches_indexes_and_referrers(address):
    page = Client().get(address)

    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not page.cookies


def test_looking_decides_nothing_however_often(address, article):
    for _number in range(3):
        Client().get(address, {"answer": "approve", "pin": links.PIN})
        Client().head(address)

    article.refresh_from_db()
    assert not article.live
    assert links.the_link().used_at is None


def test_approval_publishes_and_is_logged_with_its_words(address, article, approver):
    phone = Client(headers={"user-agent": "Phone " * 60})

    answer = links.press(address, comment="Đồng ý đăng.", client=phone)

    assert answer.status_code == 200
    article.refresh_from_db()
    assert article.live
    step = TaskState.objects.get()
    assert (step.finished_by, step.comment) == (approver, "Đồng ý đăng.")
    entry = PageLogEntry.objects.get(action="approving.approved")
    assert (entry.user, entry.data["comment"]) == (approver, "Đồng ý đăng.")
    link = links.the_link()
    assert (link.answer, link.comment, link.ip) == ("approve", "Đồng ý đăng.", "127.0.0.1")
    assert len(link.user_agent) == 200


def test_return_gives_the_article_back_with_the_reason(address, article, contributor):
    mail.outbox.clear()

    links.press(address, "return", comment="Bổ sung số liệu")

    article.refresh_from_db()
    assert not article.live
    state = WorkflowState.objects.for_instance(article).get()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert PageLogEntry.objects.filter(action="approving.returned").exists()
    assert "Bổ sung số liệu" in mail.outbox[0].body
    assert mail.outbox[0].to == [contributor.email]


def test_return_without_a_reason_is_refused_and_costs_no_try(address, article):
    answer = links.press(address, "return", comment="  ", pin="000001")

    assert "DL-14" in links.text(answer)
    assert "DL-16" not in links.text(answer)
    assert links.the_link().used_at is None


def test_form_without_a_button_is_refused(address):
    assert "DL-14" in links.text(links.press(address, "publish"))
    assert links.the_link().used_at is None


def test_incomplete_article_is_not_published_and_the_link_stays(
    site, contributor, approver, run_tasks
):
    links.give_pin(approver)
    article = factories.make_article(site, contributor, publish=False)
    revision = article.get_latest_revision()
    revision.content["lead"] = ""
    revision.save()
    links.submit_article(actor=contributor, article=article)
    run_tasks()

    answer = links.press(links.addresses()[-1], comment="Được")

    assert "DL-13" in links.text(answer)
    article.refresh_from_db()
    assert not article.live
    assert links.the_link().state == "open"
    assert "Được" in links.text(answer)


def test_deputy_decides_in_the_name_of_whom_he_stands_for(site, contributor, approver, run_tasks):
    deputy = factories.make_person(site, Role.EDITOR, username="pho")
    acts.stand_in(approver, deputy, site)
    links.give_pin(deputy)
    article = links.waiting(site, contributor)
    run_tasks()

    links.press(links.addresses()[-1], comment="Được")

    article.refresh_from_db()
    assert article.live
    assert approver.get_full_name() in TaskState.objects.get().comment


def test_scheduled_article_waits_for_its_hour(site, contributor, approver, run_tasks):
    links.give_pin(approver)
    article = links.waiting(site, contributor, go_live_at=timezone.now() + timedelta(hours=3))
    run_tasks()

    links.press(links.addresses()[-1])

    article.refresh_from_db()
    assert not article.live
    assert article.scheduled_revision is not None


def test_token_is_nowhere_stored(address):
    token = address.split("/")[2]
    row = ApprovalLink.objects.values().get()

    assert token not in str(row)
    assert len(row["token_hash"]) == 64


def test_link_on_the_host_of_a_member_site_is_not_decided_there(address, site):
    type(site).objects.filter(pk=site.pk).update(host="tuyphong.example.vn")
    structure.bump()

    answer = Client(SERVER_NAME="tuyphong.example.vn").post(
        address, {"answer": "approve", "pin": links.PIN}
    )

    assert answer.status_code == 404
    assert links.the_link().used_at is None


@pytest.mark.parametrize("state", ["draft", "active"])
def test_link_works_for_a_site_that_is_being_prepared(address, article, site, state):
    type(site).objects.filter(pk=site.pk).update(state=state)
    structure.bump()

    assert "Nội dung hội nghị." in links.text(Client().get(address))
    links.press(address)
    article.refresh_from_db()
    assert article.live
