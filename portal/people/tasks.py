"""Mails to people, sent in the background and repeated when the mail server does not answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.sites.models import RoleGrant
from portal.tasks import task


@task(label=gettext_lazy("Send an invitation to a person"))
def send_invitation(person_id: int) -> None:
    """Mail the one-time link with which a new person sets the password.

    The link is made here, not when the task is put into the queue, so that no row holds it. An
    account that has a password by now gets none.
    """
    person = get_user_model().objects.filter(pk=person_id, is_active=True).first()
    if person is None or not person.email or person.has_usable_password():
        return
    key = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    link = reverse("wagtailadmin_password_reset_confirm", args=[key, token])
    days = settings.PASSWORD_RESET_TIMEOUT // 86_400
    _send(person, "people/mail/invitation.txt", link=_absolute(link), days=days)


@task(label=gettext_lazy("Tell a person of a new role"))
def tell_of_role(grant_id: int) -> None:
    """Mail somebody who has an account that a role was given to them."""
    grant = RoleGrant.objects.select_related("person", "site").filter(pk=grant_id).first()
    if grant is None or grant.revoked_at or not grant.person.is_active or not grant.person.email:
        return
    _send(grant.person, "people/mail/role.txt", grant=grant)


def _send(person: Any, template: str, **values: Any) -> None:
    with override(settings.LANGUAGE_CODE):
        roles = RoleGrant.objects.standing().filter(person=person).select_related("site")
        context = {
            "person": person,
            "roles": roles,
            "portal": str(settings.WAGTAIL_SITE_NAME),
            "sign_in": _absolute(reverse("wagtailadmin_login")),
            **values,
        }
        subject = _("Your account at the %(portal)s") % {"portal": context["portal"]}
        send_mail(subject, render_to_string(template, context), None, [person.email])


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
