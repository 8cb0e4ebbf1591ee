"""Work of the desk that takes longer than a request."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.desk import mails, reminders, rows
from portal.desk.models import Assignment, DeskRow, Reminder
from portal.tasks import task


@task(label=gettext_lazy("Work out the deadlines of articles anew"))
def count_deadlines() -> None:
    """After a rule of the clock or a holiday changed."""
    rows.refresh_open()


@task(label=gettext_lazy("Compare the desk of the newsroom with all articles"))
def compare_desk() -> None:
    """Two people who act at the same moment may leave a row that is a step behind."""
    rows.refresh_all()


@task(label=gettext_lazy("Tell somebody of an article that was handed over"))
def tell_of_assignment(page_id: int) -> None:
    given = Assignment.objects.select_related("person", "given_by").filter(pk=page_id).first()
    row = DeskRow.objects.filter(pk=page_id).first()
    if given is None or row is None or not given.person.is_active or not given.person.email:
        return
    with mails.in_own_language():
        subject = _("Handed to you: %(title)s") % {"title": row.title}
        mails.send(
            given.person, row, subject=subject, template="desk/mail/assigned.txt", given=given
        )


@task(label=gettext_lazy("Remind people of an article's deadline"))
def send_reminders(page_id: int, kind: str) -> None:
    """One task for each person, so that a mail that fails is repeated alone."""
    row = DeskRow.objects.filter(pk=page_id).first()
    if row is None or row.published_at:
        return
    for pk in reminders.people_for(row).values_list("pk", flat=True):
        send_reminder.enqueue(page_id, kind, pk)


@task(label=gettext_lazy("Send a reminder of an article's deadline"))
def send_reminder(page_id: int, kind: str, person_id: int) -> None:
    row = DeskRow.objects.filter(pk=page_id, published_at=None).first()
    if row is None:
        return
    person = reminders.people_for(row).filter(pk=person_id).first()
    if person is None:
        return
    with mails.in_own_language():
        is_before = kind == Reminder.Kind.BEFORE
        text = _("Limit is near: %(title)s") if is_before else _("Over the limit: %(title)s")
        subject = text % {"title": row.title}
        mails.send(
            person, row, subject=subject, template="desk/mail/reminder.txt", is_before=is_before
        )
