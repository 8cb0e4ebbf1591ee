"""From what the tables say about an article to its row on the desk. Pure: no queries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from wagtail.models import Page, TaskState, WorkflowState

from portal.clock.rules import Limit
from portal.desk.models import DeskRow, State
from portal.desk.moments import APPROVING, EDITING, first_end, spent
from portal.sites.models import Role
from portal.text import fold

if TYPE_CHECKING:
    from portal.clock.rules import RuleBook
    from portal.desk.sources import Sources, Task
    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Turn(NamedTuple):
    """Whose turn it is: a person's, a role's or nobody's."""

    person: int | None = None
    role: str = ""
    since: datetime | None = None


def search_key(text: str) -> str:
    """What titles and names are searched by: no accents, small letters."""
    return fold(text).lower()


def row_of(sources: Sources, book: RuleBook, structure: Structure) -> DeskRow:
    page = sources.page
    site = structure.site_of(page["path"])
    section = structure.nodes.get(page["path"][: -Page.steplen])
    state = state_of(sources)
    turn = turn_of(sources, state)
    steps = [task.step for task in sources.tasks]
    published_at = page["first_published_at"]
    limit = _limit_of(page, book, site)
    is_late = bool(published_at and limit.due_at and published_at > limit.due_at)
    way = spent(
        event_at=page["event_at"],
        drafted_at=sources.drafted_at,
        published_at=published_at,
        steps=steps,
    )
    title = page["draft_title"] or page["title"]
    return DeskRow(
        page_id=page["pk"],
        site_id=site.pk if site else None,
        section_id=section.id if section else None,
        title=title,
        title_key=search_key(title)[:255],
        author=page["author"],
        author_key=search_key(_names(page))[:500],
        owner_id=page["owner_id"],
        kind_id=page["kind_id"],
        state=state,
        live=page["live"],
        holder_id=turn.person,
        holder_role=turn.role,
        held_since=turn.since,
        event_at=page["event_at"],
        due_at=limit.due_at,
        warn_at=limit.warn_at,
        remind_again_at=limit.remind_again_at,
        first_drafted_at=_known_draft(sources),
        submitted_at=sources.submitted_at,
        edited_at=first_end(steps, EDITING),
        approved_at=first_end(steps, APPROVING),
        published_at=published_at,
        go_live_at=sources.go_live_at,
        expire_at=page["expire_at"],
        is_late=is_late,
        lacks_reason=is_late and way is not None and page["late_note__reason_id"] is None,
        is_urgent=sources.is_urgent,
        updated_at=_updated_at(sources),
        revision_id=page["latest_revision_id"],
        **{
            f"minutes_{name}": int(seconds // 60)
            for name, seconds in (vars(way).items() if way else ())
        },
    )


def _limit_of(page: dict[str, Any], book: RuleBook, site: MemberSite | None) -> Limit:
    """Of what another site published first, its own report tells."""
    if page["origin_id"]:
        return Limit()
    return book.limit(
        page["event_at"],
        site_id=site.pk if site else None,
        kind_id=page["kind_id"],
        embargo=page["embargo__until"],
    )


def state_of(sources: Sources) -> State:
    """A running workflow comes first: it says who has to do something now."""
    page = sources.page
    if sources.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return State.RETURNED
    if sources.status == WorkflowState.STATUS_IN_PROGRESS:
        running = _running(sources)
        return State.EDITING if running and running.role == Role.EDITOR else State.APPROVAL
    if sources.go_live_at:
        return State.SCHEDULED
    if page["live"]:
        return State.CHANGED if page["has_unpublished_changes"] else State.PUBLISHED
    if page["expired"]:
        return State.EXPIRED
    return State.WITHDRAWN if page["first_published_at"] else State.DRAFTING


def turn_of(sources: Sources, state: State) -> Turn:
    """Who holds the article since when; an assignment counts until its step is over."""
    turn = _turn_by_state(sources, state)
    assigned_at = sources.page["assignment__given_at"]
    if turn.since is None or assigned_at is None or assigned_at < turn.since:
        return turn
    return Turn(person=sources.page["assignment__person_id"], since=assigned_at)


def _turn_by_state(sources: Sources, state: State) -> Turn:
    page = sources.page
    last = sources.tasks[-1] if sources.tasks else None
    if state in {State.EDITING, State.APPROVAL}:
        running = _running(sources)
        role = running.role if running else Role.APPROVER
        return Turn(role=str(role), since=running.begin if running else sources.submitted_at)
    if state == State.RETURNED:
        return Turn(sources.requested_by or page["owner_id"], since=last.end if last else None)
    if state == State.DRAFTING:
        since = last.end if last and last.end else sources.drafted_at
        return Turn(page["owner_id"], since=since or page["latest_revision_created_at"])
    if state == State.CHANGED:
        return Turn(page["latest_revision__user_id"], since=page["latest_revision_created_at"])
    return Turn()


def _running(sources: Sources) -> Task | None:
    for task in reversed(sources.tasks):
        if task.status == TaskState.STATUS_IN_PROGRESS:
            return task
    return None


def _names(page: dict[str, Any]) -> str:
    owner = f"{page['owner__last_name'] or ''} {page['owner__first_name'] or ''}"
    return " ".join(f"{page['author'] or ''} {owner}".split())


def _known_draft(sources: Sources) -> datetime | None:
    """Nothing for an article that was published before it came here."""
    published_at, drafted_at = sources.page["first_published_at"], sources.drafted_at
    return None if published_at and drafted_at and drafted_at > published_at else drafted_at


def _updated_at(sources: Sources) -> datetime:
    page = sources.page
    moments: list[Any] = [
        page["latest_revision_created_at"],
        page["last_published_at"],
        page["assignment__given_at"],
    ]
    for task in sources.tasks:
        moments += [task.begin, task.end]
    known: list[datetime] = [moment for moment in moments if moment]
    if not known and sources.drafted_at:
        known = [sources.drafted_at]
    return max(known, default=page["first_published_at"] or _LONG_AGO)
