"""One light row per article, and what the desk remembers besides: who was given what, filters."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an article stands, in a newsroom's words."""

    DRAFTING = "drafting", _("Being written")
    EDITING = "editing", _("With the editors")
    APPROVAL = "approval", _("With the approvers")
    RETURNED = "returned", _("Returned")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    CHANGED = "changed", _("Published, being changed")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# Somebody still has something to do before readers see it.
OPEN = (State.DRAFTING, State.EDITING, State.APPROVAL, State.RETURNED)


class DeskRow(models.Model):
    """What the desk shows of one article; derived (rows.py), so it may be thrown away.

    Attributes:
        holder: the person whose turn it is; None when it is a role's (``holder_role``) or nobody's.
        published_at: when readers first found it, also before this portal (imports).
        first_drafted_at: None for articles that were imported: their way is not known.
        minutes_before: from the event to the first draft; then writing (also after a return),
            editing, approving, and waiting for what nobody had to do any more.
        is_late: published after the limit; those not yet published are told by ``due_at``.
        revision_id: the latest version this row knows.
    """

    page = models.OneToOneField(
        "news.ArticlePage", primary_key=True, on_delete=models.CASCADE, related_name="desk_row"
    )
    site = models.ForeignKey(
        "sites.MemberSite", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    section = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    title = models.CharField(max_length=255)
    title_key = models.CharField(max_length=255)
    author = models.CharField(max_length=150, blank=True)
    # The signature and the owner's name, as they are searched.
    author_key = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.ForeignKey(
        "news.ArticleKind", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State.choices)
    live = models.BooleanField()
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    holder_role = models.CharField(max_length=20, blank=True)
    held_since = models.DateTimeField(null=True)
    event_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    remind_again_at = models.DateTimeField(null=True)
    first_drafted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    go_live_at = models.DateTimeField(null=True)
    expire_at = models.DateTimeField(null=True)
    minutes_before = models.PositiveIntegerField(null=True)
    minutes_writing = models.PositiveIntegerField(null=True)
    minutes_editing = models.PositiveIntegerField(null=True)
    minutes_approving = models.PositiveIntegerField(null=True)
    minutes_waiting = models.PositiveIntegerField(null=True)
    is_late = models.BooleanField(default=False)
    lacks_reason = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)
    updated_at = models.DateTimeField()
    revision_id = models.BigIntegerField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [
            models.Index(fields=["-updated_at", "-page"], name="desk_newest"),
            models.Index(fields=["site", "-updated_at"], name="desk_newest_of_site"),
            models.Index(fields=["section", "-updated_at"], name="desk_newest_of_section"),
            # With what the filters ask for besides, so that counting reads the index alone.
            models.Index(
                fields=["state", "-updated_at", "is_late", "published_at", "due_at", "site"],
                name="desk_newest_of_state",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(published_at=None),
                name="desk_deadlines",
            ),
            # Words in titles are looked for in the index, a tenth of the table.
            models.Index(fields=["title_key", "site"], name="desk_words"),
            models.Index(fields=["holder_role", "site"], name="desk_turn_of_role"),
            models.Index(fields=["site", "published_at"], name="desk_published_of_site"),
            models.Index(fields=["published_at"], name="desk_published"),
            models.Index(fields=["go_live_at"], name="desk_go_live"),
            models.Index(fields=["expire_at"], name="desk_expiry"),
        ]

    def __str__(self) -> str:
        return self.title


class Assignment(models.Model):
    """The last person an article was handed to; it counts until its step is over."""

    page = models.OneToOneField(
        "news.ArticlePage", primary_key=True, on_delete=models.CASCADE, related_name="assignment"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    given_at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.page_id}: {self.person_id}"


class Reminder(models.Model):
    """That people were reminded of one article, so that they are not reminded again."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("Before the limit")
        AFTER = "after", _("After the limit")

    page = models.ForeignKey("news.ArticlePage", on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "kind"], name="desk_reminded_once")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.kind}"


class SavedFilter(models.Model):
    """A filter of the desk under a name that its owner gave it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_filters"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="desk_name_of_filter")
        ]

    def __str__(self) -> str:
        return self.name
