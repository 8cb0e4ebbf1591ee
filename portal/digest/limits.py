"""Against abuse of the public form: by sender in the cache, by address in the database."""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.digest.addresses import key_of
from portal.digest.models import AddressGuard
from portal.errors import refuse

if TYPE_CHECKING:
    from django.http import HttpRequest

HOUR = 3600
# A whole office may stand behind one address of the network.
MOST_BY_SENDER = 30
# Mails that others can cause to one address, at all sites together.
MOST_TO_ADDRESS = 3
REFUSAL_HOLDS = timedelta(days=90)


def count_sender(request: HttpRequest) -> None:
    """Count one sending of the form.

    Raises:
        ValidationError: NT-07 too many within the hour.
    """
    key = f"digest-sender-{hashlib.sha256(_network_of(request).encode()).hexdigest()}"
    if cache.add(key, 1, HOUR):
        return
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out just now
        cache.set(key, 1, HOUR)
        return
    if count > MOST_BY_SENDER:
        text = _("Too many subscriptions came from your network; try again in an hour.")
        raise refuse("NT-07", text)


def may_mail(address: str) -> bool:
    """Whether one more mail may be caused to ``address`` today; counts it. In a transaction."""
    guard = _guard(address)
    today = timezone.localdate()
    if guard.refused_until and guard.refused_until > timezone.now():
        return False
    if guard.day != today:
        guard.day, guard.mails = today, 0
    if guard.mails >= MOST_TO_ADDRESS:
        return False
    guard.mails += 1
    guard.save()
    return True


def stop_mails(address: str) -> None:
    """The owner wants no mails that others cause. In a transaction."""
    guard = _guard(address)
    guard.refused_until = timezone.now() + REFUSAL_HOLDS
    guard.save()


def forget_guards() -> None:
    """What counts no more."""
    old = AddressGuard.objects.filter(day__lt=timezone.localdate())
    old.exclude(refused_until__gt=timezone.now()).delete()


def _guard(address: str) -> AddressGuard:
    key = key_of(address)
    AddressGuard.objects.get_or_create(key=key)
    return AddressGuard.objects.select_for_update().get(key=key)


def _network_of(request: HttpRequest) -> str:
    """The sender's address as nginx tells it; of IPv6, the network that one household has."""
    given = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        given = request.headers.get("X-Forwarded-For", given).rpartition(",")[2].strip()
    try:
        found = ipaddress.ip_address(given)
    except ValueError:
        return "unknown"
    if found.version == 6:
        return str(ipaddress.ip_network(f"{found}/64", strict=False))
    return str(found)
