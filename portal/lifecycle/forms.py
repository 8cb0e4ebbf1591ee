"""The forms of acts on a site. Each carries its act out by a service, whose refusals it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.lifecycle import services
from portal.lifecycle.models import Undertaking
from portal.lifecycle.states import ALLOWED, MESSAGE_LENGTH
from portal.pages.models import SectionPage
from portal.sites.models import CHANGEABLE, READABLE, MemberSite, Role, SiteState
from portal.sites.rights import SITE_ROLES
from portal.sites.structure import STEP, current

if TYPE_CHECKING:
    from portal.accounts.models import User
    from portal.sites.models import SiteEvent

NOTE_LENGTH = 500
# Spaces that browsers keep.
INDENT = "\u2003\u2003"


class SiteChoiceField(forms.ModelChoiceField):
    """Names of sites may be alike; their codes are not."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"


class SectionsField(forms.ModelMultipleChoiceField):
    """Sections in the order of the tree, each as far from the edge as it lies below ``depth``."""

    depth = 0

    def label_from_instance(self, obj: Any) -> str:
        return INDENT * (obj.depth - self.depth) + str(obj.title)


class ActForm(forms.Form):
    """Base: the reason, and an act that may be refused."""

    # Whether the act runs in the background.
    is_long: ClassVar[bool] = False
    note = forms.CharField(
        label=_("Reason or decision"),
        max_length=NOTE_LENGTH,
        required=False,
        help_text=_("Kept in the site’s history, for example the number of the decision."),
    )

    def __init__(self, *args: Any, site: MemberSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.site = site
        self.event: SiteEvent | None = None

    def carry_out(self, actor: User) -> bool:
        """Whether the act was done (or asked for); refusals are then among the errors.

        ``event`` is the entry it left in the history; None when nothing was to be changed.
        """
        try:
            self.event = self.act(actor)
        except ValidationError as error:
            self._show(error)
            return False
        return True

    def act(self, actor: User) -> SiteEvent | None:
        raise NotImplementedError

    def _show(self, error: ValidationError) -> None:
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


class StateForm(ActForm):
    """Another state, as far as one follows."""

    state = forms.ChoiceField(label=_("New state"), widget=forms.RadioSelect)
    successor = SiteChoiceField(
        label=_("Successor"),
        queryset=MemberSite.objects.none(),
        required=False,
        help_text=_("Needed for “redirected”: readers are led there."),
    )
    field_order = ("state", "successor", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = ALLOWED[SiteState(self.site.state)]
        states: Any = self.fields["state"]
        states.choices = [(state.value, state.label) for state in SiteState if state in following]
        successors: Any = self.fields["successor"]
        others = MemberSite.objects.exclude(pk=self.site.pk)
        successors.queryset = others.filter(state__in=READABLE)
        if SiteState.REDIRECTED not in following:
            del self.fields["successor"]

    def act(self, actor: User) -> SiteEvent | None:
        return services.change_state(
            actor=actor,
            site=self.site,
            state=SiteState(self.cleaned_data["state"]),
            note=self.cleaned_data["note"],
            successor=self.cleaned_data.get("successor"),
        )


class MaintenanceForm(ActForm):
    """The static page in place of the site."""

    note = None  # type: ignore[assignment]  # the message is the reason
    on = forms.BooleanField(label=_("Show only the maintenance page"), required=False)
    message = forms.CharField(
        label=_("Message to readers"),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, site: MemberSite, **kwargs: Any) -> None:
        initial = {"on": site.maintenance, "message": site.maintenance_message}
        super().__init__(*args, site=site, initial=initial, **kwargs)

    def act(self, actor: User) -> SiteEvent | None:
        return services.set_maintenance(
            actor=actor,
            site=self.site,
            on=self.cleaned_data["on"],
            message=self.cleaned_data["message"],
        )


class RenameForm(ActForm):
    """Other names."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=80)
    organisation = forms.CharField(label=_("Governing body"), max_length=200)
    field_order = ("name", "short_name", "organisation", "note")

    def __init__(self, *args: Any, site: MemberSite, **kwargs: Any) -> None:
        names = ("name", "short_name", "organisation")
        initial = {name: getattr(site, name) for name in names}
        super().__init__(*args, site=site, initial=initial, **kwargs)

    def act(self, actor: User) -> SiteEvent | None:
        return services.rename(actor=actor, site=self.site, **self.cleaned_data)


class PathForm(ActForm):
    """Another code."""

    code = forms.CharField(
        label=_("New code"),
        max_length=60,
        help_text=_("The site’s path: small letters without marks, digits and “-”."),
    )
    field_order = ("code", "note")

    def act(self, actor: User) -> SiteEvent | None:
        return services.change_path(actor=actor, site=self.site, **self.cleaned_data)


class BringBackForm(PathForm):
    """Out of the archive, to a path of its own."""

    def __init__(self, *args: Any, site: MemberSite, **kwargs: Any) -> None:
        super().__init__(*args, site=site, initial={"code": site.code}, **kwargs)
        self.fields["code"].label = _("Code of the site")

    def act(self, actor: User) -> SiteEvent | None:
        return services.bring_back(actor=actor, site=self.site, **self.cleaned_data)


class RestoreForm(ActForm):
    """The home page again."""

    def act(self, actor: User) -> SiteEvent | None:
        return services.restore_home(actor=actor, site=self.site, **self.cleaned_data)


class HostForm(ActForm):
    """The site's own host."""

    host = forms.CharField(
        label=_("Host"),
        max_length=300,
        required=False,
        help_text=_("For example tuyphong.example.vn, without https://. Empty: none."),
    )
    host_is_canonical = forms.BooleanField(
        label=_("The host is the main address; the path leads to it"), required=False
    )
    field_order = ("host", "host_is_canonical", "note")

    def __init__(self, *args: Any, site: MemberSite, **kwargs: Any) -> None:
        initial = {"host": site.host or "", "host_is_canonical": site.host_is_canonical}
        super().__init__(*args, site=site, initial=initial, **kwargs)

    def act(self, actor: User) -> SiteEvent | None:
        return services.set_host(actor=actor, site=self.site, **self.cleaned_data)


class ArchiveForm(ActForm):
    """Into the archive; in the background."""

    is_long = True

    def act(self, actor: User) -> None:
        services.ask_for(
            actor=actor,
            site=self.site,
            kind=Undertaking.Kind.ARCHIVE,
            note=self.cleaned_data["note"],
        )


class _TargetForm(ActForm):
    """Base of forms that choose another site to take something in."""

    is_long = True
    target = SiteChoiceField(label=_("Target site"), queryset=MemberSite.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets: Any = self.fields["target"]
        others = MemberSite.objects.exclude(pk=self.site.pk)
        targets.queryset = others.filter(state__in=CHANGEABLE)


class MergeForm(_TargetForm):
    """Into another site, with a role for each role; in the background."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("no role")), *((role.value, role.label) for role in SITE_ROLES)]
        for role in SITE_ROLES:
            self.fields[f"role_{role.value}"] = forms.ChoiceField(
                label=_("“%(role)s” becomes") % {"role": role.label},
                choices=choices,
                required=False,
                initial="" if role == Role.SITE_ADMIN else role.value,
            )
        self.order_fields(["target", *(f"role_{role.value}" for role in SITE_ROLES), "note"])

    def act(self, actor: User) -> None:
        chosen = {role.value: self.cleaned_data[f"role_{role.value}"] for role in SITE_ROLES}
        services.ask_for(
            actor=actor,
            site=self.site,
            kind=Undertaking.Kind.MERGE,
            note=self.cleaned_data["note"],
            target=self.cleaned_data["target"],
            values={"roles": {role: other or None for role, other in chosen.items()}},
        )


class SplitForm(_TargetForm):
    """Sections to another site; in the background."""

    sections = SectionsField(
        label=_("Sections"),
        queryset=SectionPage.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What lies below a section goes with it."),
    )
    field_order = ("sections", "target", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections: Any = self.fields["sections"]
        structure = current()
        own = [
            node.id
            for node in structure.nodes.values()
            if node.id != self.site.root_page_id and structure.site_of(node.path) == self.site
        ]
        sections.queryset = SectionPage.objects.filter(pk__in=own).order_by("path")
        home = structure.home_of(self.site)
        sections.depth = len(home.path) // STEP + 1 if home else 0

    def act(self, actor: User) -> None:
        keys = [page.pk for page in self.cleaned_data["sections"]]
        services.ask_for(
            actor=actor,
            site=self.site,
            kind=Undertaking.Kind.SPLIT,
            note=self.cleaned_data["note"],
            target=self.cleaned_data["target"],
            values={"sections": keys},
        )
