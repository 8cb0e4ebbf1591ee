"""The sheet of one offer, and what its buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.errors import sentence
from portal.syndication import services
from portal.syndication.differences import shown
from portal.syndication.forms import AcceptForm, ReasonForm, UpdateForm
from portal.syndication.models import SiteExchange
from portal.syndication.permissions import may_answer, may_publish, may_take_back, visible_offers
from portal.syndication.preview import preview_of
from portal.syndication.updating import words_of
from portal.syndication.views import TITLE, ExchangeScreen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.syndication.models import Offer


class OfferScreen(ExchangeScreen):
    """What all screens about one offer share; offers between others do not exist."""

    offer: Offer

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        user: Any = request.user
        rows = visible_offers(user).with_all().select_related("withdrawn_by")
        self.offer = get_object_or_404(rows, pk=kwargs["pk"])
        self.is_receiver = may_answer(user, self.offer)
        self.is_sender = may_take_back(user, self.offer)

    def get_page_subtitle(self) -> str:
        return self.offer.title

    def trail(self) -> list[tuple[str, Any]]:
        return [(reverse("exchange:index"), TITLE), ("", self.offer.title)]

    @property
    def sheet_url(self) -> str:
        return reverse("exchange:offer", args=[self.offer.pk])

    def may_edit(self, page: Any) -> bool:
        return bool(page and page.permissions_for_user(self.actor).can_edit())


class OfferView(OfferScreen):
    page_title = gettext_lazy("Offered article")
    template_name = "syndication/offer.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.sheet()

    def sheet(self, **bound: Any) -> HttpResponse:
        """The whole sheet, with one form that came back with errors."""
        offer, preview = self.offer, preview_of(self.offer)
        copy = offer.copy
        is_open = self.is_receiver and offer.is_waiting and offer.receiver.is_changeable
        context: dict[str, Any] = {
            "offer": offer,
            "preview": preview,
            "page": preview.article if preview else None,
            "then": services.Then,
            "is_receiver": self.is_receiver,
            "is_sender": self.is_sender,
            "accept_form": AcceptForm(offer=offer) if is_open and preview else None,
            "decline_form": ReasonForm() if is_open else None,
            "may_publish": is_open
            and offer.receiver.root_page is not None
            and may_publish(self.actor, offer.receiver.root_page),
            "take_back_form": ReasonForm()
            if self.is_sender and (offer.is_waiting or offer.is_accepted)
            else None,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[offer.article_id])
            if self.may_edit(offer.article)
            else "",
            "copy_url": reverse("wagtailadmin_pages:edit", args=[copy.pk])
            if copy and self.may_edit(copy)
            else "",
            "has_new_version": self.is_receiver and offer.is_accepted and offer.changed_at,
            "may_release": bool(
                copy
                and copy.live
                and offer.is_withdrawn
                and self.is_receiver
                and may_publish(self.actor, copy)
            ),
            "follows": SiteExchange.of(offer.receiver_id).follows_withdrawal,
        }
        return self.render(**context | bound)


class _Act(OfferView):
    """Base of the sheet's forms."""

    http_method_names = ["post"]
    form_name = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if form is None or form.is_valid():
            try:
                told, target = self.do(form.cleaned_data if form else {})
            except ValidationError as refusal:
                return self.refused(form, refusal)
            messages.success(request, told)
            return redirect(target)
        return self.sheet(**{self.form_name: form})

    def refused(self, form: Any, refusal: ValidationError) -> HttpResponse:
        """Above the fields of the form; where there is no such form any more, above the sheet."""
        self.setup(self.request, *self.args, **self.kwargs)
        messages.error(self.request, " ".join(refusal.messages))
        return self.sheet(**({self.form_name: form} if form and self.still_open() else {}))

    def still_open(self) -> bool:
        return True

    def form(self, data: Any) -> Any:
        return None

    def do(self, given: dict[str, Any]) -> tuple[str, str]:
        """Do it; what was done, and where to go."""
        raise NotImplementedError


class AcceptView(_Act):
    form_name = "accept_form"

    def still_open(self) -> bool:
        return self.offer.is_waiting and preview_of(self.offer) is not None

    def form(self, data: Any) -> AcceptForm:
        return AcceptForm(data, offer=self.offer)

    def do(self, given: dict[str, Any]) -> tuple[str, str]:
        chosen = self.request.POST.get("then", "")
        then = chosen if chosen in services.Then.values else services.Then.DRAFT
        row = services.accept(actor=self.actor, offer=self.offer, then=then, **given)
        copy: Any = row.copy
        self._warn(row)
        if row.changed_at:
            text = _("Your site has a copy from earlier; it was not changed. Compare it now.")
            return text, reverse("exchange:offer", args=[row.pk])
        said = {
            services.Then.DRAFT: _("“%(title)s” is a draft of your site now."),
            services.Then.SUBMIT: _("“%(title)s” was taken over and waits for its approval."),
            services.Then.PUBLISH: _("“%(title)s” was taken over and published."),
        }
        target = reverse("wagtailadmin_pages:edit", args=[copy.pk])
        return said[services.Then(then)] % {"title": copy.title}, target

    def _warn(self, row: Offer) -> None:
        """Nothing is lost silently, and nothing hidden."""
        preview = preview_of(row)
        if preview and preview.hidden_blocks:
            text = _("Kept in the copy, but not shown in your site: %(blocks)s.")
            values = {"blocks": ", ".join(preview.hidden_blocks)}
            messages.warning(self.request, text % values)
        if row.lost_files:
            text = _("Pictures and files that could not be carried: %(number)s")
            messages.warning(self.request, text % {"number": row.lost_files})


class DeclineView(_Act):
    form_name = "decline_form"

    def still_open(self) -> bool:
        return self.offer.is_waiting

    def form(self, data: Any) -> ReasonForm:
        return ReasonForm(data)

    def do(self, given: dict[str, Any]) -> tuple[str, str]:
        services.decline(actor=self.actor, offer=self.offer, **given)
        return _("The article was declined; the other newsroom reads why."), self.sheet_url


class TakeBackView(_Act):
    form_name = "take_back_form"

    def still_open(self) -> bool:
        return self.offer.is_waiting or self.offer.is_accepted

    def form(self, data: Any) -> ReasonForm:
        return ReasonForm(data)

    def do(self, given: dict[str, Any]) -> tuple[str, str]:
        services.take_back(actor=self.actor, offer=self.offer, **given)
        return _("The offer was withdrawn; the other newsroom is told."), self.sheet_url


class ReleaseView(_Act):
    def do(self, given: dict[str, Any]) -> tuple[str, str]:
        services.take_copy_from_readers(actor=self.actor, offer=self.offer)
        return _("Your copy was taken from readers."), self.sheet_url


class UpdateView(OfferScreen):
    """What the origin has changed, what was edited here, and the choice between them."""

    page_title = gettext_lazy("New version at the origin")
    template_name = "syndication/update.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.is_receiver or not self.offer.is_accepted:
            raise Http404

    def trail(self) -> list[tuple[str, Any]]:
        first, last = super().trail()
        return [first, (self.sheet_url, last[1]), ("", self.page_title)]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = services.compare(self.offer)
        form = self.form_for(found, request.POST)
        if form is None or not form.is_valid():
            return self.show(form)
        try:
            copy = services.take_new_version(
                actor=self.actor,
                offer=self.offer,
                overwrite=form.chosen(UpdateForm.THEIRS),
                keep=form.chosen(UpdateForm.OURS),
                seen=form.cleaned_data["seen"],
                publish="publish" in request.POST,
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return self.show(form)
        messages.success(request, _("The new version stands in the copy."))
        return redirect("wagtailadmin_pages:edit", copy.pk)

    def form_for(self, found: Any, data: Any = None) -> UpdateForm | None:
        if found is None:
            return None
        conflicts = [(one.name, words_of(one.name)) for one in found.conflicts]
        return UpdateForm(
            data, conflicts=conflicts, initial={"seen": found.article.live_revision_id}
        )

    def show(self, form: UpdateForm | None = None) -> HttpResponse:
        found = services.compare(self.offer)
        if found is None or not found.differences:
            text = _("There is no new version to take over.")
            messages.info(self.request, sentence("TD-20", text))
            return redirect(self.sheet_url)
        form = form or self.form_for(found)
        return self.render(
            offer=self.offer,
            form=form,
            rows=[
                (row, form[f"choice_{row.name}"] if row.is_conflict else None)  # type: ignore[index]
                for row in shown(self.offer, found)
            ],
            may_publish=may_publish(self.actor, found.copy),
            has_draft=found.copy.has_unpublished_changes and found.copy.live,
            back=self.sheet_url,
        )
