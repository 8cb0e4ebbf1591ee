"""The screens of people of sites; for others than administrators they do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from portal.accounts.models import User
from portal.people import guards, lists, services
from portal.people.forms import ChangeForm, InviteForm, RoleForm
from portal.people.models import PersonEvent
from portal.people.permissions import (
    has_roles_elsewhere,
    may_administer,
    may_look,
    may_touch,
    sites_of_history,
    visible_grants,
    visible_people,
)
from portal.sites import screens
from portal.sites.models import RoleGrant
from portal.sites.permissions import is_portal_admin
from portal.sites.rights import rights_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.forms import Form

TITLE = gettext_lazy("People of sites")


class RolesColumn(Column):
    """Role, site and period, one line each."""

    cell_template_name = "people/roles_cell.html"


class PersonColumn(Column):
    cell_template_name = "people/person_cell.html"


class PeopleView(IndexView):  # type: ignore[misc]
    """Everybody with a role in the sites that the reader administers."""

    model = User
    page_title = TITLE
    header_icon = "group"
    template_name = "people/index.html"
    index_url_name = "people:index"
    index_results_url_name = "people:index_results"
    filterset_class = lists.PeopleFilterSet
    search_fields = lists.SEARCHED
    default_ordering = ("sort_key", "username")
    paginate_by = 50
    any_permission_required = None
    _show_breadcrumbs = True
    columns = [
        PersonColumn("pk", label=gettext_lazy("User")),
        RolesColumn("username", label=gettext_lazy("Roles")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_look(request.user):  # type: ignore[arg-type]
            raise Http404
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def get_base_queryset(self) -> QuerySet[User]:
        """Who left is shown to who asks for it."""
        user = self.request.user
        people = visible_people(user)
        if rights_of(user).reads_everything or self.request.GET.get("state") == lists.ENDED:
            return people
        return people.filter(pk__in=visible_grants(user).standing().values("person"))

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        return lists.search(queryset, self.search_query or "")

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(lists.with_roles(object_list, self.request.user))

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": str(TITLE)}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not may_administer(self.request.user):
            return []
        return [HeaderButton(_("Invite a person"), url=reverse("people:invite"), icon_name="plus")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return []


class PeopleScreen(screens.HiddenScreen):
    """Base of the other screens."""

    page_title = TITLE
    header_icon = "group"
    may_enter = staticmethod(may_administer)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_enter(request.user):  # type: ignore[arg-type]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def way(self) -> list[tuple[str, Any]]:
        return [(reverse("people:index"), TITLE)]

    def act(self, service: Callable[..., Any], words: str, **values: Any) -> bool:
        """Call a service and tell what came of it."""
        try:
            service(actor=self.actor, **values)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return False
        messages.success(self.request, words)
        return True


class FormScreen(PeopleScreen, screens.FormScreen):
    """Inviting; the other forms about people change parts of it."""

    template_name = "people/form.html"
    title = gettext_lazy("Invite a person")
    button = gettext_lazy("Invite")

    def make_form(self, data: Any = None) -> Form:
        return InviteForm(data, actor=self.actor)

    def trail(self) -> list[tuple[str, str]]:
        return [("", str(self.title))]

    def get_page_subtitle(self) -> str:
        return str(self.title)

    @property
    def done_url(self) -> str:
        return reverse("people:index")

    def save(self, values: dict[str, Any]) -> str:
        done = services.invite(actor=self.actor, **values)
        if not done.changed:
            return _("This person holds the role already; nothing was changed.")
        text = (
            _("An invitation is on its way to %(email)s.")
            if done.is_new
            else _("The role was given; %(email)s is told by mail.")
        )
        return text % {"email": values["email"]}


class OnePersonMixin:
    """``self.person``, whom the actor may see; anybody else does not exist."""

    person: Any
    # Whether the service behind the screen refuses whom the actor may not change (ND-04).
    refuses_own = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """No form whose answer could only be a refusal."""
        if self.refuses_own and may_administer(request.user):  # type: ignore[arg-type]
            try:
                guards.refuse_unless_touchable(request.user, self.person)  # type: ignore[arg-type]
            except ValidationError as refusal:
                messages.error(request, " ".join(refusal.messages))
                return redirect(self.url)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    actor: Any

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        user: Any = request.user
        found = visible_people(user).filter(pk=kwargs["pk"]).first() if user.is_active else None
        if found is None:
            raise Http404
        self.person = found

    @property
    def url(self) -> str:
        return reverse("people:person", args=[self.person.pk])

    def trail(self) -> list[tuple[str, str]]:
        return [(self.url, str(self.person))]


class PersonView(OnePersonMixin, PeopleScreen):
    """One person's account, roles and history, as far as the own sites go."""

    template_name = "people/person.html"
    may_enter = staticmethod(may_look)

    def get_page_subtitle(self) -> str:
        return str(self.person)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        [person] = lists.with_roles([self.person], self.actor)
        ended = RoleGrant.objects.filter(person=person).exclude(revoked_at=None)
        events = PersonEvent.objects.filter(person=person).select_related("site")
        if not rights_of(self.actor).reads_everything:
            sites = sites_of_history(self.actor)
            ended, events = ended.filter(site__in=sites), events.at_sites(sites)
        return self.render(
            person=person,
            ended=ended.select_related("site", "revoked_by").order_by("-revoked_at")[:50],
            events=events[:100],
            may_touch=may_touch(self.actor, person),
            is_own=person.pk == self.actor.pk,
            elsewhere=has_roles_elsewhere(self.actor, person),
            is_here=bool(person.shown_grants)  # type: ignore[attr-defined]
            or is_portal_admin(self.actor),
            may_administer=may_administer(self.actor),
            is_invited=person.is_active and not person.has_usable_password(),
            states=lists.ROLE_STATES,
        )


class GiveRoleView(OnePersonMixin, FormScreen):
    title = gettext_lazy("Give a role")
    button = gettext_lazy("Give the role")
    refuses_own = True

    def make_form(self, data: Any = None) -> Form:
        return RoleForm(data, actor=self.actor)

    def trail(self) -> list[tuple[str, str]]:
        return [*OnePersonMixin.trail(self), ("", str(self.title))]

    @property
    def done_url(self) -> str:
        return self.url

    def save(self, values: dict[str, Any]) -> str:
        services.give_role(actor=self.actor, person=self.person, **values)
        return _("The role was given.")


class OneGrantMixin(OnePersonMixin):
    """``self.grant``, one the actor may see and that stands."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        grants = visible_grants(request.user).standing()  # type: ignore[arg-type]
        own = grants.filter(person=self.person).select_related("site", "person")
        found = own.filter(pk=kwargs["grant"]).first()
        if found is None:
            raise Http404
        self.grant: RoleGrant = found


class ChangeRoleView(OneGrantMixin, FormScreen):
    title = gettext_lazy("Change a role")
    button = gettext_lazy("Save")
    refuses_own = True

    def make_form(self, data: Any = None) -> Form:
        return ChangeForm(data, actor=self.actor, grant=self.grant)

    def trail(self) -> list[tuple[str, str]]:
        return [*OnePersonMixin.trail(self), ("", str(self.grant))]

    @property
    def done_url(self) -> str:
        return self.url

    def save(self, values: dict[str, Any]) -> str:
        services.change_role(actor=self.actor, grant=self.grant, **values)
        return _("The role was changed.")


class ConfirmScreen(OnePersonMixin, PeopleScreen):
    """A question, and the act when it is answered with yes."""

    template_name = "people/confirm.html"

    def question(self) -> tuple[str, str, str]:
        """Title, explanation and the button's words."""
        raise NotImplementedError

    def do(self) -> None:
        raise NotImplementedError

    def trail(self) -> list[tuple[str, str]]:
        return [*OnePersonMixin.trail(self), ("", self.question()[0])]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        title, explanation, button = self.question()
        return self.render(title=title, explanation=explanation, button=button, back=self.url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.do()
        is_here = visible_grants(self.actor).standing().filter(person=self.person).exists()
        stays = is_here or rights_of(self.actor).reads_everything
        return redirect(self.url if stays else reverse("people:index"))


class EndRoleView(OneGrantMixin, ConfirmScreen):
    def question(self) -> tuple[str, str, str]:
        values = {"person": self.person, "role": self.grant}
        text = _("“%(person)s” loses the role “%(role)s” with the next click. The history stays.")
        return _("End the role?"), text % values, _("End the role")

    def do(self) -> None:
        self.act(services.end_role, _("The role was ended."), grant=self.grant)


class DisableView(ConfirmScreen):
    def question(self) -> tuple[str, str, str]:
        if has_roles_elsewhere(self.actor, self.person):
            text = _("“%(person)s” loses all roles in your sites. The account itself stays.")
            title, button = _("End all roles here?"), _("End all roles here")
        else:
            text = _("“%(person)s” is signed out at once and cannot sign in until enabled again.")
            title, button = _("Disable the account?"), _("Disable the account")
        return title, text % {"person": self.person}, button

    def do(self) -> None:
        self.act(services.disable_person, _("Done."), person=self.person)


class EnableView(ConfirmScreen):
    def question(self) -> tuple[str, str, str]:
        text = _("“%(person)s” can sign in again, with the roles that still stand.")
        values = {"person": self.person}
        return _("Enable the account?"), text % values, _("Enable the account")

    def do(self) -> None:
        words = _("The account is enabled.")
        self.act(services.enable_person, words, person=self.person)


class InviteAgainView(ConfirmScreen):
    def question(self) -> tuple[str, str, str]:
        text = _("A fresh link to set the password is mailed to %(email)s.")
        values = {"email": self.person.email}
        return _("Send the invitation again?"), text % values, _("Send again")

    def do(self) -> None:
        words = _("The invitation is on its way.")
        self.act(services.send_invitation_again, words, person=self.person)
