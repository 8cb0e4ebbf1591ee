"""The screen of one bulk action: what is marked, its form, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from portal.desk import bulk
from portal.desk.permissions import rows_seen
from portal.desk.views import DeskBase, desk_url, filter_of
from portal.errors import sentence

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from portal.desk.models import DeskRow


class BulkView(DeskBase):
    template_name = "desk/bulk.html"
    act_key: str

    def get(self, request: HttpRequest, act: str) -> HttpResponse:
        self.act_key = act
        return self._refusal() or self._ask(self._form())

    def post(self, request: HttpRequest, act: str) -> HttpResponse:
        self.act_key = act
        if refusal := self._refusal():
            return refusal
        form = self._form(request.POST)
        if not form.is_valid():
            return self._ask(form)
        outcome = bulk.run(self.act, actor=request.user, rows=self.rows, given=form.cleaned_data)
        return self.render(outcome=outcome, **self._common())

    @property
    def act(self) -> bulk.Act:
        return bulk.ACTS[self.act_key]

    @cached_property
    def rows(self) -> list[DeskRow]:
        """What is marked and may be seen; keys of others are as if they did not exist."""
        given = getattr(self.request, self.request.method or "GET").getlist("id")
        keys = [int(key) for key in given if key.isascii() and key.isdecimal() and len(key) < 15]
        rows = rows_seen(self.request.user, self.structure).filter(pk__in=keys[: bulk.MOST])
        return list(rows.select_related("site").order_by("-updated_at", "-page"))

    @cached_property
    def query(self) -> str:
        given = getattr(self.request, self.request.method or "GET")
        return filter_of(given.get("loc", "")).query

    def _refusal(self) -> HttpResponse | None:
        if self.rows:
            return None
        text = _("Mark at least one article of the list.")
        messages.error(self.request, sentence("BB-10", text))
        return redirect(desk_url(self.query))

    def _form(self, data: Any = None) -> Any:
        site_ids = {row.site_id for row in self.rows if row.site_id}
        return self.act.form(data, site_ids=site_ids, structure=self.structure)

    def _ask(self, form: Any) -> HttpResponse:
        return self.render(form=form, media=form.media, **self._common())

    def _common(self) -> dict[str, Any]:
        return {
            "act": self.act,
            "rows": self.rows,
            "query": self.query,
            "back": desk_url(self.query),
        }

    def trail(self) -> list[tuple[str, str]]:
        return [("", str(self.act.label))]
