"""What readers see of news by e-mail.

No form here has a token against forgery, which would need a cookie: behind the links of mails the
secret in the address stands in for it, and to send the first form for somebody does nothing that
its sender could not do alone: the owner of the address is asked. Looking (GET) never changes
anything, because programs that examine mails open every link in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe
from django.views.generic import View

from portal.digest import limits, offers, services, tokens
from portal.digest.forms import ChoiceForm, SubscribeForm
from portal.digest.models import DigestSettings, Frequency, Subscriber
from portal.errors import refuse
from portal.sites.middleware import structure_of
from portal.sites.own_addresses import of_site, site_named
from portal.sites.secret_links import SecretLinkView

if TYPE_CHECKING:
    from django.http import HttpRequest

    from portal.sites.models import MemberSite
    from portal.sites.structure import Structure

# 404 would lead to the list of missed addresses, where others could read a token.
NOT_USABLE = 410
REFUSED = 422
TOO_MANY = 429


def consent_text(site: MemberSite) -> str:
    """What a reader agrees to; stored word by word as it was shown."""
    text = _(
        "I agree that %(organisation)s keeps my e-mail address only to send me the news chosen "
        "above; I can leave at any time by the link in every mail, and my address is then deleted."
    )
    return text % {"organisation": site.organisation or site.name}


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(sensitive_post_parameters("email"), name="dispatch")
class SubscribeView(View):
    http_method_names = ["get", "head", "post"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.structure: Structure = structure_of(request)
        found = site_named(self.structure, kwargs.get("site_code"))
        if found is None:
            raise Http404
        self.site: MemberSite = found
        request.portal_site = found  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        form.is_valid()
        typed = form.cleaned_data
        if request.POST.get("website"):
            return self.done()  # a program; it is told nothing
        try:
            _refuse_foreign(request)
            limits.count_sender(request)
            services.subscribe(
                site=self.site,
                email=typed.get("email", ""),
                topics=typed.get("topics", ()),
                frequency=typed.get("frequency", ""),
                consent_text=consent_text(self.site) if typed.get("consent") else "",
            )
        except ValidationError as refusal:
            code = next(iter(refusal.error_list)).code
            status = TOO_MANY if code == "NT-07" else REFUSED
            return self.page(form, refusal=" ".join(refusal.messages), code=code, status=status)
        return self.done()

    def done(self) -> HttpResponse:
        return redirect(of_site("digest_asked", self.site, self.structure))

    def form(self, data: Any = None) -> SubscribeForm:
        shown = [topic for topic in self.offered if topic.is_offered]
        first = {"topics": [str(t.key) for t in shown[:1]], "frequency": Frequency.WEEKLY}
        return SubscribeForm(data, offered=shown, initial=first)

    @cached_property
    def offered(self) -> list[offers.NamedTopic]:
        if not offers.sends(self.site, self.structure):
            return []
        return offers.named(offers.topics_of(self.site), self.structure)

    def page(
        self, form: SubscribeForm, *, refusal: str = "", code: str | None = "", status: int = 200
    ) -> HttpResponse:
        if not self.offered:
            told = _("%(site)s sends no news by e-mail at the moment.")
            refused = {"refusal": told % {"site": self.site.short_name}}
            return render(self.request, "digest/message.html", refused, status=NOT_USABLE)
        rules = DigestSettings.objects.filter(site=self.site).first()
        context = {
            "form": form,
            "site": self.site,
            "rules": rules,
            "refusal": refusal,
            "wrong": {"NT-01": "email", "NT-02": "email", "NT-08": "consent"}.get(code or "", ""),
            "consent": consent_text(self.site),
            "days": tokens.GOOD_FOR.days,
        }
        return render(self.request, "digest/subscribe.html", context, status=status)


@require_safe
def asked(request: HttpRequest, site_code: str | None = None) -> HttpResponse:
    """The same for everybody, whatever became of the form."""
    site = site_named(structure_of(request), site_code)
    request.portal_site = site  # type: ignore[attr-defined]
    context = {"title": _("Look into your mailbox"), "asked": True, "days": tokens.GOOD_FOR.days}
    return render(request, "digest/message.html", context)


def _refuse_foreign(request: HttpRequest) -> None:
    """A form that another site's page sends is none of ours. Raises ValidationError NT-11."""
    origin = request.headers.get("Origin", "")
    own = {f"{scheme}://{request.get_host()}" for scheme in ("http", "https")}
    if origin not in {"", "null"} and origin.lower() not in own:
        raise refuse("NT-11", _("The form was sent from another site; open it here and send it."))


class OwnView(SecretLinkView):
    """A page behind a link of a mail."""

    def message(self, *, status: int = 200, **context: Any) -> HttpResponse:
        return render(self.request, "digest/message.html", context, status=status)

    def gone(self) -> HttpResponse:
        """For whoever comes back after leaving; also a mail program that presses twice."""
        text = _("Your address is not in the list any more; no further mails come.")
        return self.message(title=_("You get no more mails"), done=text)

    def show_as(self, reader: Subscriber) -> MemberSite:
        """The site's frame around the page, while readers find the site."""
        site: MemberSite = reader.site
        if site.is_readable:
            self.request.portal_site = site  # type: ignore[attr-defined]
        return site

    def own(self, reader: Subscriber) -> list[offers.NamedTopic]:
        chosen = set(reader.topics.values_list("pk", flat=True))
        found = offers.named(offers.topics_of(self.show_as(reader)), structure_of(self.request))
        return [topic for topic in found if topic.is_offered or topic.key in chosen]


class ConfirmView(OwnView):
    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        reader = tokens.by_confirm_token(token)
        site = self.show_as(reader)
        if reader.state == Subscriber.State.ACTIVE:
            return self.confirmed(reader)
        services.refuse_closed(site)
        chosen = offers.named(
            reader.topics.select_related("tag", "series", "about", "site"), structure_of(request)
        )
        context = {"reader": reader, "site": site, "topics": chosen}
        return render(request, "digest/confirm.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        reader = tokens.by_confirm_token(token)
        self.show_as(reader)
        if request.POST.get("answer") == "no":
            services.refuse_mails(subscriber=reader)
            text = _("Your address was deleted, and nobody can subscribe it for 90 days.")
            return self.message(title=_("You get no mails"), done=text)
        return self.confirmed(services.confirm(subscriber=reader))

    def confirmed(self, reader: Subscriber) -> HttpResponse:
        text = _("The news of %(site)s will come to %(address)s.")
        told = {"site": reader.site.short_name, "address": str(reader)}
        return self.message(
            title=_("Your subscription is confirmed"),
            done=text % told,
            choice_token=tokens.own_token(reader),
        )


class ChoiceView(OwnView):
    """Topics and rhythm; saving shows the page again with a sentence."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        reader = tokens.by_own_token(token)
        return self.page(reader, token) if reader else self.gone()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        reader = tokens.by_own_token(token)
        if reader is None:
            return self.gone()
        form = ChoiceForm(request.POST, offered=self.own(reader))
        form.is_valid()
        typed = form.cleaned_data
        try:
            services.change_choice(
                subscriber=reader,
                topics=typed.get("topics", ()),
                frequency=typed.get("frequency", ""),
            )
        except ValidationError as refusal:
            told = " ".join(refusal.messages)
            return self.page(reader, token, form=form, refusal=told, status=REFUSED)
        return self.page(reader, token, done=_("Your choice was saved."))

    def page(
        self,
        reader: Subscriber,
        token: str,
        *,
        form: ChoiceForm | None = None,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        if form is None:
            reader.refresh_from_db()
            chosen = [str(pk) for pk in reader.topics.values_list("pk", flat=True)]
            first = {"topics": chosen, "frequency": reader.frequency}
            form = ChoiceForm(offered=self.own(reader), initial=first)
        context |= {"form": form, "reader": reader, "token": token, "site": reader.site}
        return render(self.request, "digest/choice.html", context, status=status)


class LeaveView(OwnView):
    """One button; mail programs press it by themselves when their user does (RFC 8058)."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        reader = tokens.by_own_token(token)
        if reader is None:
            return self.gone()
        context = {"reader": reader, "site": self.show_as(reader), "token": token}
        return render(request, "digest/leave.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        reader = tokens.by_own_token(token)
        if reader is not None:
            self.show_as(reader)
            services.leave(subscriber=reader)
        return self.gone()
