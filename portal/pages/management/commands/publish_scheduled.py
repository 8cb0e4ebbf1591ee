"""``manage.py publish_scheduled``: Wagtail's own, with respect for the states of sites."""

from __future__ import annotations

from typing import Any

from wagtail.management.commands import publish_scheduled

from portal.pages import due


class Command(publish_scheduled.Command):  # type: ignore[misc]
    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            self._tell()
            return
        for thing in due.expired():
            thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        for revision in due.scheduled():
            revision.publish(log_action="wagtail.publish.scheduled")

    def _tell(self) -> None:
        for thing in due.expired():
            self.stdout.write(f"{thing.expire_at:%Y-%m-%d %H:%M} - {thing}")
        for revision in due.scheduled():
            self.stdout.write(
                f"{revision.approved_go_live_at:%Y-%m-%d %H:%M} + {revision.object_str}"
            )
