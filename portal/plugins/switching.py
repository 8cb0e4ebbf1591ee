"""Switching a plugin at several places at once: what can be switched is, the rest is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from portal.plugins import services

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portal.accounts.models import User
    from portal.plugins.scopes import Scope


@dataclass
class Outcome:
    """Names of the places that were switched; refusals with the places they hold for."""

    switched: list[str] = field(default_factory=list)
    refused: dict[str, list[Scope]] = field(default_factory=dict)


@transaction.atomic
def switch_places(
    *, actor: User | None, slug: str, scopes: Iterable[Scope], enabled: bool, note: str = ""
) -> Outcome:
    """Call ``services.switch`` for each place, all in one transaction.

    Raises:
        PermissionDenied: ``actor`` may not decide about plugins; nothing was switched.
    """
    outcome = Outcome()
    for scope in scopes:
        try:
            with transaction.atomic():
                change = services.switch(
                    actor=actor, slug=slug, scope=scope, enabled=enabled, note=note
                )
        except ValidationError as refusal:
            outcome.refused.setdefault(" ".join(refusal.messages), []).append(scope)
            continue
        if change:
            outcome.switched.append(change.scope_name)
    return outcome
