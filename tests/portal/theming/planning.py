"""Help for tests of planned looks."""

from datetime import timedelta

from django.utils import timezone

from portal.sites.models import MemberSite
from portal.theming import schedule, services
from portal.theming.look import Choice

BLUE, GREEN = {"brand": "#0b3d91"}, {"brand": "#0f5132"}
HOUR = timedelta(hours=1)


def plan(admin, site, begin, end=None, colours=BLUE, **values):
    now = timezone.now()
    return services.apply_look(
        actor=admin,
        site=site,
        choice=values.pop("choice", Choice("base", colours)),
        starts_at=now + begin * HOUR if begin is not None else None,
        ends_at=now + end * HOUR if end else None,
        **values,
    )


def run(hours):
    return schedule.apply_due(timezone.now() + hours * HOUR + timedelta(seconds=1))


def colours_of(site):
    return MemberSite.objects.get(pk=site.pk).look.get("colours", {})
