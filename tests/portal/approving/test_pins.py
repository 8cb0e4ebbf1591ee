"""The PIN: set on the account page, asked for by links, locked after five wrong ones."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.approving import pins
from portal.approving.models import ApproverAccount, WrongPin
from tests import factories
from tests.portal.approving import links

ACCOUNT = "/quan-tri/account/"


def _save(client, **values):
    fields = {
        "name_email-last_name": "Nguyễn Văn",
        "name_email-first_name": "An",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "locale-preferred_language": "",
        "locale-current_time_zone": "Asia/Ho_Chi_Minh",
        "approving-shown": "1",
        "approving-wants_links": "on",
    }
    new = {f"approving-{name}": value for name, value in values.items()}
    return client.post(ACCOUNT, {**fields, **new})


def _wrong(address, times):
    for _number in range(times):
        answer = links.press(address, pin="111222")
    return links.text(answer)


def test_pin_is_set_with_the_password_and_stored_hashed(approver, signed_in, run_tasks):
    answer = _save(
        signed_in(approver), pin=links.PIN, pin_again=links.PIN, password=factories.PASSWORD
    )

    assert answer.status_code == 302
    stored = ApproverAccount.objects.get(person=approver)
    assert stored.pin
    assert links.PIN not in stored.pin
    run_tasks()
    assert [message.to for message in mail.outbox] == [[approver.email]]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"pin": "12345"}, "DL-18"),
        ({"pin": "28019a"}, "DL-18"),
        ({"pin": "111111"}, "DL-18"),
        ({"pin": "345678"}, "DL-18"),
        ({"pin": "987654"}, "DL-18"),
        ({"pin": "٢٨٠١٩٥"}, "DL-18"),
        ({"pin_again": "280196"}, "DL-24"),
        ({"pin": "", "pin_again": "280195"}, "DL-24"),
        ({"password": "sai"}, "DL-19"),
        ({"password": ""}, "DL-19"),
    ],
)
def test_pin_that_is_refused_changes_nothing(approver, signed_in, values, code):
    given = {"pin": links.PIN, "password": factories.PASSWORD, **values}
    given.setdefault("pin_again", given["pin"])

    answer = _save(signed_in(approver), **given)

    assert code in links.text(answer)
    assert not ApproverAccount.objects.exclude(pin="").exists()


def test_saving_the_account_without_a_pin_keeps_the_one_there_is(approver, signed_in):
    links.give_pin(approver)
    stored = ApproverAccount.objects.get().pin

    assert _save(signed_in(approver)).status_code == 302

    assert ApproverAccount.objects.get().pin == stored


def test_switch_is_kept(approver, signed_in):
    client = signed_in(approver)
    _save(client, wants_links="")
    assert not ApproverAccount.objects.get().wants_links
    _save(client)
    assert ApproverAccount.objects.get().wants_links


def test_people_who_approve_nowhere_are_not_asked(editor, signed_in):
    assert "approving-pin" not in links.text(signed_in(editor).get(ACCOUNT))


def test_person_without_a_pin_reads_how_to_set_one(address, article):
    ApproverAccount.objects.update(pin="")

    shown = links.text(Client().get(address))
    answer = links.press(address)

    assert ACCOUNT in shown
    assert 'name="pin"' not in shown
    assert "Nội dung hội nghị." in shown
    assert "DL-15" in links.text(answer)
    assert links.the_link().used_at is None


def test_wrong_pin_decides_nothing_and_keeps_what_was_typed(address, article):
    answer = links.press(address, "return", pin="111222", comment="Thiếu ảnh")

    shown = links.text(answer)
    assert "DL-16" in shown
    assert "Thiếu ảnh" in shown
    assert "111222" not in shown
    article.refresh_from_db()
    assert not article.live
    assert WrongPin.objects.count() == 1


def test_fifth_wrong_pin_locks_and_tells_by_mail(address, article, approver, run_tasks):
    mail.outbox.clear()

    assert "DL-17" in _wrong(address, 5)

    right = links.press(address)
    assert "DL-17" in links.text(right)
    assert 'name="pin"' not in links.text(Client().get(address))
    article.refresh_from_db()
    assert not article.live
    run_tasks()
    assert [message.to for message in mail.outbox] == [[approver.email]]


def test_lock_is_over_after_a_while_and_the_next_wrong_pin_locks_again(address, article):
    _wrong(address, 5)
    WrongPin.objects.update(at=timezone.now() - timedelta(minutes=31))

    assert "DL-17" in _wrong(address, 1)

    WrongPin.objects.update(at=timezone.now() - timedelta(minutes=31))
    links.press(address)
    article.refresh_from_db()
    assert article.live


def test_wrong_pins_before_a_right_one_are_settled(address, site, contributor, approver, run_tasks):
    _wrong(address, 4)
    links.press(address)
    links.waiting(site, contributor, title="Tin thứ hai")
    run_tasks()

    assert "DL-16" in _wrong(links.addresses()[-1], 4)


def test_wrong_pins_of_yesterday_do_not_count(address):
    _wrong(address, 4)
    WrongPin.objects.update(at=timezone.now() - timedelta(hours=25))

    assert "DL-16" in _wrong(address, 1)


def test_lock_counts_for_all_links_of_the_person(address, site, contributor, run_tasks):
    links.waiting(site, contributor, title="Tin thứ hai")
    run_tasks()
    _wrong(address, 5)

    assert "DL-17" in links.text(links.press(links.addresses()[-1]))


def test_new_pin_ends_the_lock(address, article, approver):
    _wrong(address, 5)
    pins.set_pin(person=approver, pin="902817")

    links.press(address, pin="902817")

    article.refresh_from_db()
    assert article.live
