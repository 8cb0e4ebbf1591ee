"""Links as approvers get and use them: sent by the services, read from the mail, opened."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

from portal.approving import pins
from portal.approving.models import ApprovalLink
from portal.news.services import submit_article
from tests import factories

PIN = "280195"
ADDRESS = re.compile(r"http://testserver(/duyet/\S+/)")


def give_pin(person: Any, pin: str = PIN) -> None:
    pins.set_pin(person=person, pin=pin)


def waiting(site: Any, author: Any, **values: Any) -> Any:
    """An article that was sent to its approvers."""
    article = factories.make_article(site, author, publish=False, **values)
    submit_article(actor=author, article=article)
    return article


def addresses() -> list[str]:
    """The links in all mails, oldest first."""
    return [url for message in mail.outbox for url in ADDRESS.findall(message.body)]


def press(address: str, answer: str = "approve", **values: Any) -> Any:
    """Send the form of the page; a reader's phone keeps no cookie."""
    client = values.pop("client", None) or Client()
    return client.post(address, {"answer": answer, "pin": PIN, "comment": "", **values})


def text(response: Any) -> str:
    return str(response.content.decode())


def the_link() -> ApprovalLink:
    return ApprovalLink.objects.latest("pk")
