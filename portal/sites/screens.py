"""What the portal's own screens in the admin share, whatever their room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


class Screen(WagtailAdminTemplateMixin, View):  # type: ignore[misc]
    """A screen with the way that leads to it."""

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        items: list[dict[str, str]] = [*self.breadcrumbs_items]
        steps = [*self.way(), *self.trail()]
        items += [{"url": url, "label": str(label)} for url, label in steps]
        items[-1]["url"] = ""
        return items

    def get_page_title(self) -> str:
        """What the browser's tab says: where the person is, not only in which room."""
        steps = self.trail()
        return str(steps[-1][1] if steps else self.page_title)

    def way(self) -> list[tuple[str, Any]]:
        """(address, words) of the steps from the start page to where the room begins."""
        return []

    def trail(self) -> list[tuple[str, Any]]:
        """The steps after these; the last of all is the screen itself."""
        return []

    def render(self, **context: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return answer


class HiddenScreen(Screen):
    """What the person may not see or do does not exist, also when only the service finds out."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.actor: Any = request.user
        try:
            response: Any = super().dispatch(request, *args, **kwargs)
        except PermissionDenied as error:
            raise Http404 from error
        return response  # type: ignore[no-any-return]


class FormScreen(HiddenScreen):
    """A form that one service answers; its refusals are shown above the fields."""

    button: Any = ""
    explanation: Any = ""

    def make_form(self, data: Any = None) -> Form:
        raise NotImplementedError

    def save(self, values: dict[str, Any]) -> str:
        """Do it, and say what was done."""
        raise NotImplementedError

    @property
    def done_url(self) -> str:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                words = self.save(form.cleaned_data)
            except ValidationError as refusal:
                form.add_error(None, refusal.messages)  # type: ignore[arg-type]
            else:
                messages.success(request, words)
                return redirect(self.done_url)
        return self.show(form)

    def show(self, form: Form) -> HttpResponse:
        return self.render(
            form=form,
            media=form.media,
            button=self.button,
            explanation=self.explanation,
            back=self.done_url,
            screen=self,
        )
