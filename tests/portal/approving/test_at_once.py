"""Two presses at the same moment decide once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from wagtail.models import PageLogEntry, TaskState

from portal.approving.models import ApprovalLink, WrongPin
from portal.approving.services import send_links
from portal.sites.models import Role
from tests import factories
from tests.portal.approving import links

AT_ONCE = 3


def _press(call):
    address, values = call
    try:
        return links.text(links.press(address, **values))
    finally:
        connections.close_all()


def _together(*calls):
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(_press, calls))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_same_link_pressed_by_several_hands_decides_once(address, article):
    calls = [(address, {"comment": f"Lần {number}"}) for number in range(AT_ONCE)]

    answers = _together(*calls)

    assert sum("DL-03" in answer for answer in answers) == AT_ONCE - 1
    assert PageLogEntry.objects.filter(action="approving.approved").count() == 1
    assert PageLogEntry.objects.filter(action="wagtail.publish").count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_approvers_who_disagree_at_once_decide_once(address, article, site, run_tasks):
    second = factories.make_person(site, Role.APPROVER, username="nguoi-duyet-hai")
    links.give_pin(second)
    send_links(actor=second, page=article, to_self=True)
    run_tasks()
    other = links.addresses()[-1]

    answers = _together(
        (address, {"answer": "approve"}), (other, {"answer": "return", "comment": "Chưa"})
    )

    assert sum("DL-09" in answer for answer in answers) == 1
    assert ApprovalLink.objects.exclude(used_at=None).count() == 1
    article.refresh_from_db()
    assert article.live == (TaskState.objects.get().status == TaskState.STATUS_APPROVED)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_wrong_pins_sent_at_once_are_all_counted(address, article):
    answers = _together(*[(address, {"pin": "111222"})] * 7)

    assert WrongPin.objects.count() == 5
    assert all("DL-16" in answer or "DL-17" in answer for answer in answers)
