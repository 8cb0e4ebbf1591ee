"""What the plugin does when something happens elsewhere. Each event may come more than once."""

from plugins.sample import services


def on_page_published(event):
    services.announce_page(site_id=event.site_id, page_id=event.page_id, title=event.title)
