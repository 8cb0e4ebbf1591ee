"""Bulk actions: one form, then the act on each article; what is refused is told per article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.desk import forms, services
from portal.errors import sentence
from portal.sites.models import Role
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.forms import Form
    from django.utils.functional import _StrPromise

    from portal.desk.models import DeskRow

# As many as one screen of the list shows.
MOST = 100


@dataclass(frozen=True)
class Act:
    """One bulk action: its words, its form, and what it does with one article."""

    label: str | _StrPromise
    button: str | _StrPromise
    icon: str
    form: Callable[..., Form]
    do: Callable[[Any, int, dict[str, Any]], object]
    # Below it nobody may do it with any article.
    role: Role = Role.EDITOR


def _assign(actor: Any, pk: int, given: dict[str, Any]) -> object:
    return services.assign(
        actor=actor, article_id=pk, person=given["person"], note=given.get("note", "")
    )


def _schedule(actor: Any, pk: int, given: dict[str, Any]) -> object:
    return services.schedule(actor=actor, article_id=pk, at=given["at"])


def _tag(actor: Any, pk: int, given: dict[str, Any]) -> object:
    return services.add_tags(actor=actor, article_id=pk, names=given["names"].split(","))


def _move(actor: Any, pk: int, given: dict[str, Any]) -> object:
    return services.move(actor=actor, article_id=pk, section=given["section"])


def _offer(actor: Any, pk: int, given: dict[str, Any]) -> object:
    return services.offer_to_sites(
        actor=actor, article_id=pk, receivers=given["receivers"], note=given["note"]
    )


ACTS: dict[str, Act] = {
    "giao": Act(
        gettext_lazy("Hand over"),
        gettext_lazy("Hand over"),
        "user",
        forms.AssignForm,
        _assign,
    ),
    "hen-gio": Act(
        gettext_lazy("Schedule the publication"),
        gettext_lazy("Schedule"),
        "date",
        forms.ScheduleForm,
        _schedule,
        Role.APPROVER,
    ),
    "chu-de": Act(
        gettext_lazy("Add topics"),
        gettext_lazy("Add topics"),
        "tag",
        forms.TagForm,
        _tag,
        Role.CONTRIBUTOR,
    ),
    "chuyen-muc": Act(
        gettext_lazy("Move to another section"),
        gettext_lazy("Move"),
        "arrow-right-full",
        forms.MoveForm,
        _move,
    ),
    "gui-bai": Act(
        gettext_lazy("Offer to other sites"),
        gettext_lazy("Offer"),
        "mail",
        forms.OfferForm,
        _offer,
    ),
}


def acts_of(user: Any) -> dict[str, Act]:
    """What the buttons above the list offer ``user``."""
    rights = rights_of(user)
    return {key: act for key, act in ACTS.items() if rights.holds_somewhere(act.role)}


@dataclass
class Outcome:
    """What became of each article."""

    done: list[DeskRow] = field(default_factory=list)
    refused: list[tuple[DeskRow, str]] = field(default_factory=list)


def run(act: Act, *, actor: Any, rows: Iterable[DeskRow], given: dict[str, Any]) -> Outcome:
    """Each article in a transaction of its own: one refusal stops none of the others."""
    outcome = Outcome()
    for row in rows:
        try:
            act.do(actor, row.pk, given)
        except PermissionDenied:
            text = _("You may not do this with this article.")
            outcome.refused.append((row, sentence("BB-07", text)))
        except ValidationError as error:
            outcome.refused.append((row, " ".join(error.messages)))
        else:
            outcome.done.append(row)
    return outcome
