"""What people are sent, and that the link works once."""

import re

import pytest

from portal.people import services
from portal.sites.models import Role
from tests import factories

LINK = re.compile(r"https?://[^/]+(/quan-tri/password_reset/\S+)")


@pytest.fixture
def invited(admin, site, run_tasks):
    done = services.invite(
        actor=admin,
        email="moi@portal.example",
        last_name="Trần Thị",
        first_name="Đào",
        role=Role.EDITOR,
        site=site,
    )
    run_tasks()
    return done.person


def test_invitation_names_account_and_role(invited, mailoutbox):
    [mail] = mailoutbox

    assert mail.to == ["moi@portal.example"]
    assert "tran.thi.dao" in mail.body
    assert "Tuy Phong" in mail.body


def test_link_sets_a_password_once(invited, mailoutbox, client):
    path = LINK.search(mailoutbox[0].body)[1]
    form = client.get(path, follow=True)
    typed = {"new_password1": "Mat-khau-moi-2026", "new_password2": "Mat-khau-moi-2026"}

    client.post(form.redirect_chain[-1][0], typed)

    assert client.login(username="tran.thi.dao", password="Mat-khau-moi-2026")
    client.logout()
    again = client.get(path, follow=True)
    assert "new_password1" not in again.content.decode()


def test_person_with_a_password_is_told_of_the_role_without_a_link(
    admin, site, stranger, run_tasks, mailoutbox
):
    services.invite(
        actor=admin,
        email=stranger.email,
        last_name="x",
        first_name="y",
        role=Role.EDITOR,
        site=site,
    )
    run_tasks()

    [mail] = mailoutbox
    assert "Tuy Phong" in mail.body
    assert not LINK.search(mail.body)


def test_no_link_is_mailed_when_a_password_was_set_meanwhile(admin, site, run_tasks, mailoutbox):
    person = services.invite(
        actor=admin,
        email="moi@portal.example",
        last_name="Trần",
        first_name="Đào",
        role=Role.EDITOR,
        site=site,
    ).person
    person.set_password(factories.PASSWORD)
    person.save()

    run_tasks()

    assert mailoutbox == []
