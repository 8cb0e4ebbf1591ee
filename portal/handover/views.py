"""The screens of hand-over: archives of a site, imports, download."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.handover import keeping
from portal.handover.forms import ExportForm, ImportForm
from portal.handover.models import KEPT, HandoverArchive, folder
from portal.handover.permissions import may_export, may_have, may_import
from portal.handover.report import counted, groups
from portal.sites.models import MemberSite, Role
from portal.sites.permissions import sites_with_role
from portal.sites.screens import Screen

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from portal.accounts.models import User

LATEST = 50


def sites_to_export(user: User) -> QuerySet[MemberSite]:
    """The sites that ``user`` may export, those with a home page."""
    found = sites_with_role(user, Role.SITE_ADMIN).exclude(root_page=None)
    return found if user.is_active else found.none()


class HandoverView(Screen):
    """Base of the screens; for others than their people they do not exist."""

    header_icon = "folder-inverse"
    page_title = gettext_lazy("Hand-over")

    def way(self) -> list[tuple[str, Any]]:
        return [(reverse("handover:index"), _("Hand-over"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(kept_days=KEPT.days, **kwargs)
        return found


class IndexView(HandoverView):
    """Sites to export, and what was imported of late."""

    template_name = "handover/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        sites = sites_to_export(request.user)  # type: ignore[arg-type]
        if not sites:
            raise Http404
        is_admin = may_import(request.user)  # type: ignore[arg-type]
        if len(sites) == 1 and not is_admin:
            return redirect("handover:site", sites[0].pk)
        imports = HandoverArchive.objects.filter(kind=HandoverArchive.Kind.IMPORT)
        return self.render(
            sites=sites, may_import=is_admin, imports=imports[:LATEST] if is_admin else []
        )


class SiteView(HandoverView):
    """Archives of one site; a new one is started here."""

    template_name = "handover/site.html"
    site: MemberSite

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.site = get_object_or_404(MemberSite, pk=kwargs["site_id"])
        if not may_export(request.user, self.site):  # type: ignore[arg-type]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("handover:site", args=[self.site.pk]), self.site.short_name)]

    def get_page_subtitle(self) -> str:
        return self.site.name

    def get(self, request: HttpRequest, site_id: int) -> HttpResponse:
        rows = HandoverArchive.objects.filter(site=self.site).select_related("created_by")
        if not may_import(request.user):  # type: ignore[arg-type]
            rows = rows.filter(kind=HandoverArchive.Kind.EXPORT)
        archives = list(rows[:LATEST])
        is_busy = any(row.state in keeping.UNFINISHED for row in archives)
        return self.render(site=self.site, archives=archives, form=ExportForm(), is_busy=is_busy)

    def post(self, request: HttpRequest, site_id: int) -> HttpResponse:
        form = ExportForm(request.POST)
        try:
            form.is_valid()
            actor: Any = request.user
            keeping.start_export(actor=actor, site=self.site, **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("handover:site", self.site.pk)


class ImportView(HandoverView):
    """An archive comes in; what becomes of it is shown on its own screen."""

    template_name = "handover/import.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_import(request.user):  # type: ignore[arg-type]
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[tuple[str, str]]:
        return [(reverse("handover:import"), _("Import a site"))]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._form(ImportForm())

    def _form(self, form: ImportForm) -> HttpResponse:
        key = form["again"].value()
        is_key = re.fullmatch("[0-9]{1,18}", str(key or ""))
        again = _archive(self.request, int(key)) if is_key else None
        return self.render(form=form, folder=folder("inbox"), again=again)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES)
        actor: Any = request.user
        if not form.is_valid():
            return self._form(form)
        try:
            archive = self._start(actor, form.cleaned_data)
        except ValidationError as error:
            form.add_error("upload", error)
            return self._form(form)
        return redirect("handover:archive", archive.pk)

    def _start(self, actor: User, given: dict[str, Any]) -> HandoverArchive:
        upload = given["upload"]
        wanted = {
            "code": given["code"] or None,
            "dry_run": given["dry_run"],
            "skip_missing": given["skip_missing"],
        }
        if given["again"]:
            archive = _archive(self.request, given["again"])
            return keeping.import_again(actor=actor, archive=archive, **wanted)
        if upload:
            file = keeping.receive(actor=actor, upload=upload)
        else:
            file = f"inbox/{given['on_server']}"
        title = upload.name if upload else given["on_server"]
        return keeping.start_import(actor=actor, file=file, title=title, **wanted)


class ArchiveBase(HandoverView):
    archive: HandoverArchive

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.archive = _archive(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[tuple[str, str]]:
        archive = self.archive
        steps = [
            (reverse("handover:archive", args=[archive.pk]), archive.title or _("Archive file"))
        ]
        if archive.site:
            url = reverse("handover:site", args=[archive.site.pk])
            steps.insert(0, (url, archive.site.short_name))
        return steps

    def get_page_subtitle(self) -> str:
        return self.archive.title


class ArchiveView(ArchiveBase):
    """How far one archive is, and what its report says."""

    template_name = "handover/archive.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        report = self.archive.report
        form = None
        if keeping.may_try_again(self.archive) and may_import(request.user):  # type: ignore[arg-type]
            form = ImportForm(initial={**self.archive.options, "again": self.archive.pk})
        return self.render(
            form=form,
            archive=self.archive,
            is_import=self.archive.kind == HandoverArchive.Kind.IMPORT,
            is_busy=self.archive.state in keeping.UNFINISHED,
            counts=counted(report),
            groups=groups(report),
            facts=report.get("facts", {}),
        )


class DeleteView(ArchiveBase):
    """Asks, then deletes."""

    template_name = "handover/delete.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.render(archive=self.archive)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        site = self.archive.site
        actor: Any = request.user
        try:
            keeping.delete(actor=actor, archive=self.archive)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("handover:archive", pk)
        messages.success(request, _("The archive was deleted."))
        return redirect("handover:site", site.pk) if site else redirect("handover:index")


@never_cache
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a finished export, piece by piece; 404 for whom it does not concern."""
    archive = _archive(request, pk)
    is_export = archive.kind == HandoverArchive.Kind.EXPORT
    path = archive.path if is_export and archive.state == HandoverArchive.State.DONE else None
    if path is None:
        raise Http404
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=archive.title)
    answer["Content-Type"] = "application/zip"
    answer["Cache-Control"] = "no-store, private"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _archive(request: HttpRequest, pk: int) -> HandoverArchive:
    archive = get_object_or_404(HandoverArchive.objects.select_related("site"), pk=pk)
    if not may_have(request.user, archive):  # type: ignore[arg-type]
        raise Http404
    return archive
