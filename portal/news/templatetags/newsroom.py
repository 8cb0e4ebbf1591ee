"""Who holds an article, for Wagtail's status panel (see ``apps.py``)."""

from __future__ import annotations

from typing import Any

from django import template
from wagtail.models import Page, WorkflowState

from portal.news.holders import holder_of, stage_of

register = template.Library()


@register.simple_tag
def stage_title(state: WorkflowState) -> str:
    """Where an article with this workflow state is: with the editors, returned …"""
    return str(stage_of(state).label)


@register.simple_tag
def holder(page: Any) -> str:
    """Who is to act next, and since when."""
    return str(holder_of(page)) if isinstance(page, Page) else ""
