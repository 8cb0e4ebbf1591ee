"""What became of each Word file: from which file an article was made, and what was left out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.word.findings import Entry, grouped, lost


class WordImport(models.Model):
    """One file that became an article. ``findings`` are rows [kind, text, times]."""

    article = models.OneToOneField(
        "news.ArticlePage",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="word_import",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    file_name = models.CharField(_("file"), max_length=255)
    file_sha256 = models.CharField(max_length=64)
    event_hint = models.CharField(_("place and date in the file"), max_length=255, blank=True)
    findings = models.JSONField(default=list)
    created_at = models.DateTimeField(_("taken over at"), auto_now_add=True)

    class Meta:
        verbose_name = _("Word file taken over")
        verbose_name_plural = _("Word files taken over")

    def __str__(self) -> str:
        return self.file_name

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, list[Entry]]]]]:
        """The list as people read it."""
        return grouped(self.findings)

    @property
    def lost(self) -> int:
        """How many entries are about what the article does not hold."""
        return lost(self.findings)

    @property
    def total(self) -> int:
        rows: list[Any] = self.findings
        return len(rows)
