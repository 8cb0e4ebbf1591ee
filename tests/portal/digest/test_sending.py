"""Mails that leave: what they are, and what becomes of them when something goes wrong."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from time import sleep

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from portal.digest import jobs, sending
from portal.digest.models import Delivery, DigestIssue, Subscriber
from tests.portal.digest.readers import NOW, article, link_in, reader
from tests.portal.digest.test_issues import make_daily


class Moody(EmailBackend):
    """Raises what the test says when a mail to a certain address is sent."""

    moods: dict[str, Exception] = {}

    def send_messages(self, messages):
        for message in messages:
            if error := self.moods.get(message.to[0]):
                raise error
        return super().send_messages(messages)


@pytest.fixture
def moods(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Moody"
    Moody.moods = {}
    return Moody.moods


@pytest.fixture
def people(site, topics, approver):
    """Three readers with a mail each."""
    article(site, approver, "Hội nghị <tổng kết> & biểu dương", hours=1)
    found = [reader(site, f"{name}@example.vn", topics[0]) for name in "abc"]
    make_daily()
    return found


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def due_again():
    Delivery.objects.update(due_at=NOW() - timedelta(minutes=1), claimed_at=None)


def test_mail_has_both_bodies_and_the_headers_of_one_click(client, site, people):
    assert sending.send_some("x") == 3
    message = mail.outbox[0]
    html = message.alternatives[0][0]
    path = link_in(message, "thoi-nhan")
    assert message.extra_headers["List-Unsubscribe"].endswith(f"{path}>")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.to == ["a@example.vn"]
    assert "Hội nghị <tổng kết> & biểu dương" in message.body
    assert "Hội nghị &lt;tổng kết&gt; &amp; biểu dương" in html
    assert "/n/" in message.body
    assert "/tuy-phong/tin-tuc/" in html
    assert "@@" not in message.body + html
    assert "Tuy Phong" in message.subject
    client.post(path)
    assert not Subscriber.objects.filter(pk=people[0].pk).exists()


def test_periodic_function_and_worker_bring_mails_out_once(people, run_tasks):
    jobs.make_and_send()
    jobs.make_and_send()
    run_tasks()
    jobs.make_and_send()
    run_tasks()
    assert len(mail.outbox) == 3
    issue = DigestIssue.objects.get(frequency="daily")
    assert (issue.sent, issue.failed) == (3, 0)
    assert issue.finished_at


def test_reader_who_left_meanwhile_gets_nothing(people):
    people[1].delete()
    assert sending.send_some("x") == 2
    assert states() == ["sent", "dropped", "sent"]


def test_no_more_leave_in_a_minute_than_the_setting_says(people, settings):
    settings.PORTAL_DIGEST_PER_MINUTE = 2
    while NOW().second > 55:  # both runs must be in one minute of the clock
        sleep(0.5)
    assert sending.send_some("x") == 2
    assert sending.send_some("y") == 0
    Delivery.objects.update(claimed_at=NOW() - timedelta(minutes=2))
    assert sending.send_some("z") == 1


def test_address_that_is_refused_three_times_is_paused(people, moods):
    moods["b@example.vn"] = smtplib.SMTPRecipientsRefused({"b@example.vn": (550, b"unknown")})
    people[1].refusals = 2
    people[1].save()
    assert sending.send_some("x") == 2
    assert states() == ["sent", "failed", "sent"]
    people[1].refresh_from_db()
    assert people[1].state == "paused"


def test_refusal_for_now_is_tried_again_later_and_not_without_end(people, moods):
    moods["b@example.vn"] = smtplib.SMTPRecipientsRefused({"b@example.vn": (451, b"later")})
    assert sending.send_some("x") == 2
    assert states() == ["sent", "waiting", "sent"]
    assert sending.send_some("x") == 0  # not before its time
    for _ in range(sending.MOST_ATTEMPTS):
        due_again()
        sending.send_some("x")
    assert states() == ["sent", "failed", "sent"]
    people[1].refresh_from_db()
    assert (people[1].state, people[1].refusals) == ("active", 0)


def test_mail_server_that_is_away_loses_nothing(people, moods, run_tasks):
    moods["b@example.vn"] = smtplib.SMTPServerDisconnected("away")
    jobs.make_and_send()
    run_tasks()
    assert states() == ["sent", "waiting", "waiting"]
    jobs.make_and_send()  # the task waits for its next attempt; no other is started
    moods.clear()
    due_again()
    assert sending.send_some("y") == 2
    assert states() == ["sent"] * 3
    assert [m.to[0][0] for m in mail.outbox] == ["a", "b", "c"]


def test_rows_of_a_killed_worker_are_sent_by_the_next_run(people):
    rows = Delivery.objects.order_by("pk")
    sending.take_up("dead")
    rows.filter(pk=rows[0].pk).update(state="sent")
    rows.filter(pk=rows[1].pk).update(state="sending")
    assert sending.send_some("other") == 0  # somebody may be holding them
    Delivery.objects.update(claimed_at=NOW() - timedelta(hours=1))
    assert sending.send_some("other") == 2
    names = {m.extra_headers["Message-ID"] for m in mail.outbox}
    assert len(names) == 2


def test_same_task_after_its_death_goes_on_at_once(people):
    sending.take_up("task")
    assert sending.send_some("task") == 3


def test_second_mail_of_a_row_has_the_name_of_the_first(people):
    sending.send_some("x")
    first = mail.outbox[0].extra_headers["Message-ID"]
    Delivery.objects.update(state="waiting", claimed_at=None)
    sending.send_some("y")
    assert mail.outbox[3].extra_headers["Message-ID"] == first


def test_bodies_are_rendered_per_edition_and_not_per_reader(people, django_assert_max_num_queries):
    # Per mail: "being sent" and "sent"; the rest is the same however many there are.
    with django_assert_max_num_queries(40):
        sending.send_some("x")


def test_broken_edition_does_not_hold_up_the_others(site, topics, people, monkeypatch):
    def broken(**_given):
        raise RuntimeError

    monkeypatch.setattr(sending, "render_digest", broken)
    assert sending.send_some("x") == 0
    assert states() == ["waiting"] * 3
    assert Delivery.objects.first().error == "rendering"
