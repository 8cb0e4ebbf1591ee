"""Work of the exchange in the background: telling the other newsroom, following a withdrawal."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from portal.syndication.models import Offer
from portal.syndication.permissions import people_of
from portal.tasks import task


@task(label=gettext_lazy("Tell a newsroom of an offered article"))
def tell_of_offer(offer_id: int) -> None:
    """One task for each person, so that a mail that fails is repeated alone."""
    row = Offer.objects.waiting().select_related("receiver").filter(pk=offer_id).first()
    if row is None:
        return
    for key in people_of(row.receiver).exclude(email="").values_list("pk", flat=True):
        mail_offer.enqueue(row.pk, key)


@task(label=gettext_lazy("Mail an offered article to an editor"))
def mail_offer(offer_id: int, person_id: int) -> None:
    """Left out when the offer was answered meanwhile, or the person has left."""
    row = Offer.objects.waiting().with_all().filter(pk=offer_id).first()
    person = get_user_model().objects.filter(pk=person_id, is_active=True).first()
    if row is None or person is None or not person.email:
        return
    if not people_of(row.receiver).filter(pk=person.pk).exists():
        return
    with override(settings.LANGUAGE_CODE):
        values = {"title": row.title, "site": row.sender.short_name}
        subject = _("Offered by %(site)s: %(title)s") % values
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        context = {
            "offer": row,
            "person": person,
            "portal": str(settings.WAGTAIL_SITE_NAME),
            "url": f"{base}{reverse('exchange:offer', args=[row.pk])}",
        }
        body = render_to_string("syndication/mail/offer.txt", context)
        send_mail(" ".join(subject.split()), body, None, [person.email])


@task(label=gettext_lazy("Follow the withdrawal of an offered article"))
def follow_withdrawal(offer_id: int) -> None:
    from portal.syndication.following import follow

    with override(settings.LANGUAGE_CODE):
        follow(offer_id=offer_id)


@task(label=gettext_lazy("Tell of a new version of an article that was taken over"))
def tell_of_change(offer_id: int) -> None:
    from portal.syndication.following import tell_change

    with override(settings.LANGUAGE_CODE):
        tell_change(offer_id=offer_id)


@task(label=gettext_lazy("Tell that an article that was taken over is back"))
def tell_of_return(offer_id: int) -> None:
    from portal.syndication.following import tell_return

    with override(settings.LANGUAGE_CODE):
        tell_return(offer_id=offer_id)


@task(label=gettext_lazy("Bring offers to where their articles lie now"))
def follow_moves(site_id: int) -> None:
    from portal.syndication import following

    following.follow_moves(site_id=site_id)
