"""Deputies: the own ones, those one stands for, and for administrators those of their sites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.news.delegation import (
    DELEGABLE,
    delegate,
    end_delegation,
    may_end,
    people_of,
    roles_to_delegate,
    visible_delegations,
)
from portal.news.screens import FormScreen, NewsroomScreen
from portal.people.forms import DayInput
from portal.sites.models import CHANGEABLE, MemberSite, Role
from portal.sites.permissions import sites_with_role

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from portal.accounts.models import User

TITLE = gettext_lazy("Deputies during leave")
MOST = 200


def administered(user: User) -> QuerySet[MemberSite]:
    return sites_with_role(user, Role.SITE_ADMIN).filter(state__in=CHANGEABLE)


def offers(user: User) -> dict[str, tuple[MemberSite, Role]]:
    """What may be handed on, by "site:role": one's own, and anything in administered sites."""
    found = roles_to_delegate(user)
    found += [(site, role) for site in administered(user) for role in DELEGABLE]
    return {f"{site.pk}:{role.value}": (site, role) for site, role in found}


class DelegationForm(forms.Form):
    """Who stands for whom; people of the sites concerned only."""

    what = forms.ChoiceField(label=gettext_lazy("Role and site"))
    principal = forms.ModelChoiceField(
        label=gettext_lazy("Person on leave"), queryset=get_user_model().objects.none()
    )
    deputy = forms.ModelChoiceField(
        label=gettext_lazy("Deputy"), queryset=get_user_model().objects.none()
    )
    valid_from = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    valid_to = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate
        self.offers = offers(actor)
        what: Any = self.fields["what"]
        what.choices = [
            (key, f"{role.label} – {site.short_name}") for key, (site, role) in self.offers.items()
        ]
        people = get_user_model().objects.none()
        for site in {site.pk: site for site, _role in self.offers.values()}.values():
            people = people | people_of(site)
        for name in ("principal", "deputy"):
            field: Any = self.fields[name]
            field.queryset = people.distinct()
            field.label_from_instance = lambda person: f"{person} ({person.username})"
        if not administered(actor).exists():
            del self.fields["principal"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if what := cleaned.pop("what", None):
            cleaned["site"], cleaned["role"] = self.offers[what]
        return cleaned


class DelegationsView(NewsroomScreen):
    page_title = TITLE
    header_icon = "user"
    template_name = "newsroom/delegations.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = visible_delegations(self.actor, administered(self.actor))[:MOST]
        rows = [(row, not row.is_over and may_end(self.actor, row)) for row in found]
        may_add = bool(offers(self.actor))
        return self.render(rows=rows, may_add=may_add)


class DelegateView(FormScreen):
    page_title = TITLE
    header_icon = "user"
    button = gettext_lazy("Name the deputy")
    explanation = gettext_lazy(
        "The deputy decides in the place of the person on leave, on these days only. The log "
        "says for whom. Nobody hands on more than he or she holds."
    )

    def make_form(self, data: Any = None) -> DelegationForm:
        form = DelegationForm(data, actor=self.actor)
        if not form.offers:
            raise Http404
        return form

    def trail(self) -> list[tuple[str, str]]:
        return [(self.done_url, str(TITLE)), ("", _("Name a deputy"))]

    @property
    def done_url(self) -> str:
        return reverse("delegations:index")

    def save(self, values: dict[str, Any]) -> str:
        values.setdefault("principal", self.actor)
        made = delegate(actor=self.actor, **values)
        text = _("%(deputy)s stands for %(principal)s on these days.")
        return text % {"deputy": made.grant.person, "principal": made.principal}


class EndView(NewsroomScreen):
    page_title = TITLE
    header_icon = "user"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = visible_delegations(self.actor, administered(self.actor))
        delegation = rows.filter(pk=pk).first()
        if delegation is None:
            raise Http404
        end_delegation(actor=self.actor, delegation=delegation)
        messages.success(request, _("The delegation has ended."))
        return redirect("delegations:index")
