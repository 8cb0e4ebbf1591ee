from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "portal.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from portal.pages import (
            cards,
            comparison,
            explorer,
            moves,
            received,
            spreadsheets,
            tasks,
            widgets,
        )
        from portal.plugins import wiring

        cards.connect_upkeep()
        moves.serialise()
        comparison.use_for_bodies()
        comparison.use_for_values()
        wiring.after_switch.append(tasks.index_after_switch)
        widgets.use_everywhere()
        explorer.shorten_lists()
        received.install()
        spreadsheets.install()
