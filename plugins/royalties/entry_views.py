"""The list of work, proposals and their approval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plugins.royalties import adjusting, articles, services
from plugins.royalties.forms import AdjustForm, WorkForm, of_entry
from plugins.royalties.models import Entry, EntryState, Payee, RoyaltySettings
from plugins.royalties.months import month_of
from plugins.royalties.reckoning import plain
from plugins.royalties.screens import SiteFormScreen, SiteScreen, url, words_of
from portal.language.templatetags.language import grouped

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_TOLD = 3


class ListScreen(SiteScreen):
    """A list with acts on the marked rows."""

    acts: dict[str, str] = {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = self.acts.get(request.POST.get("act", ""))
        keys = self.keys()
        if act is None or not keys:
            messages.warning(request, _("Mark at least one row first."))
        else:
            try:
                messages.success(request, getattr(self, act)(keys))
            except ValidationError as refusal:
                messages.error(request, refusal.messages[0])
        return redirect(request.get_full_path())


class WorklistView(ListScreen):
    """Published articles of a month for which nobody proposed anything yet."""

    template_name = "plugin_royalties/worklist.html"
    tab = "worklist"
    acts = {"usual": "propose_usual", "exempt": "exempt"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shows_all = request.GET.get("tat-ca") == "1"
        settings = RoyaltySettings.of(self.site)
        rows = articles.waiting(self.site, self.month, self.book, settings, shows_all=shows_all)
        words = words_of(request.GET.get("tim", ""))
        if words:
            rows = rows.filter(title__icontains=words)
        page = self.page_of(rows)
        payees = list(Payee.objects.at(self.site).in_use())
        lines = [self._line(one, payees) for one in articles.read(page.object_list)]
        return self.render(page=page, lines=lines, shows_all=shows_all, words=words)

    def _line(self, article: articles.Article, payees: list[Payee]) -> dict[str, Any]:
        day = article.published_on
        kind = self.book.proposed_kind(article.kind_id, day, is_taken_over=article.is_taken_over)
        grade = self.book.usual_grade(kind.code, day) if kind and kind.is_entitled else None
        payee = articles.payee_of(article, payees)
        return {"article": article, "kind": kind, "grade": grade, "payee": payee}

    def propose_usual(self, keys: list[int]) -> str:
        done = services.propose_usual(actor=self.actor, site=self.site, article_ids=keys)
        for reason, titles in done.left.items():
            messages.warning(self.request, f"{reason}: {_some(titles)}")
        for text in done.warnings:
            messages.warning(self.request, text)
        return _counted(done.made)

    def exempt(self, keys: list[int]) -> str:
        return _counted(services.exempt(actor=self.actor, site=self.site, article_ids=keys))


def _some(titles: list[str]) -> str:
    named = "; ".join(titles[:MOST_TOLD])
    if len(titles) <= MOST_TOLD:
        return f"{named}."
    more = _("… and %(count)s more.") % {"count": len(titles) - MOST_TOLD}
    return f"{named} {more}"


def _counted(count: int) -> str:
    text = ngettext("%(count)s entry was written.", "%(count)s entries were written.", count)
    return text % {"count": count}


class EntriesView(ListScreen):
    """The entries of a month of account, to approve or to send back."""

    template_name = "plugin_royalties/entries.html"
    tab = "entries"
    acts = {"approve": "approve", "return": "send_back"}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        state = request.GET.get("trang-thai", "")
        rows = Entry.objects.at(self.site).filter(month=self.month.first)
        counts = dict.fromkeys(EntryState.values, 0)
        for value in rows.order_by().values_list("state", flat=True):
            counts[value] += 1
        if state in EntryState.values:
            rows = rows.filter(state=state)
        rows = rows.select_related("proposed_by", "approved_by").prefetch_related("parts__payee")
        states = [(value, label, counts[value]) for value, label in EntryState.choices]
        return self.render(page=self.page_of(rows), states=states, state=state)

    def approve(self, keys: list[int]) -> str:
        count = services.approve(actor=self.actor, site=self.site, entry_ids=keys)
        return _("Approved: %(count)s.") % {"count": count}

    def send_back(self, keys: list[int]) -> str:
        reason = words_of(self.request.POST.get("reason", ""), 300)
        count = services.send_back(actor=self.actor, site=self.site, entry_ids=keys, reason=reason)
        return _("Sent back: %(count)s.") % {"count": count}


class WorkScreen(SiteFormScreen):
    """The form of one work."""

    template_name = "plugin_royalties/work.html"
    tab = "entries"

    def said(self, done: services.Done) -> str:
        for text in done.warnings:
            messages.warning(self.request, text)
        values = {"title": done.entry.title, "sum": grouped(done.entry.amount)}
        return _("“%(title)s”: %(sum)s VND proposed.") % values


class ProposeView(WorkScreen):
    """Propose royalties for one article; it may have several entries: text, pictures …"""

    button = gettext_lazy("Propose")

    @cached_property
    def article(self) -> articles.Article:
        found = articles.find(self.site, [self.kwargs["article"]])
        if not found:
            raise Http404
        return found[0]

    @property
    def entries(self) -> Any:
        own = Entry.objects.at(self.site).filter(article=self.article.pk)
        return own.prefetch_related("parts__payee")

    def make_form(self, data: Any = None) -> WorkForm:
        article, day = self.article, self.article.published_on
        kind = self.book.proposed_kind(article.kind_id, day, is_taken_over=article.is_taken_over)
        form = WorkForm(data, site=self.site, day=day, book=self.book, initial={})
        payee = articles.payee_of(article, form.payees.values())
        if kind and not self.entries.exists():
            grade = self.book.usual_grade(kind.code, day)
            form.initial = {"kind": kind.code, "grade": grade.name if grade else ""}
            form.initial |= {"payee_0": payee.pk, "share_0": services.HUNDRED} if payee else {}
        return form

    def save(self, values: dict[str, Any]) -> str:
        done = services.propose(
            actor=self.actor, site=self.site, article_id=self.article.pk, work=values["work"]
        )
        return self.said(done)

    @property
    def done_url(self) -> str:
        return url("propose", self.site.pk, self.article.pk)


class ChangeView(WorkScreen):
    """Change one entry, or take it back."""

    button = gettext_lazy("Propose")

    @cached_property
    def entry(self) -> Entry:
        rows = Entry.objects.at(self.site).select_related("site")
        found = rows.filter(pk=self.kwargs["entry"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def only_removes(self) -> bool:
        """Adjustments and what earns nothing are not changed, only taken back."""
        return self.entry.adjusts_id is not None or self.entry.state == EntryState.EXEMPT

    @property
    def entries(self) -> list[Entry]:
        return []

    def make_form(self, data: Any = None) -> WorkForm:
        return WorkForm(
            data,
            site=self.site,
            day=self.entry.published_on,
            book=self.book,
            initial=of_entry(self.entry),
        )

    def save(self, values: dict[str, Any]) -> str:
        done = services.change(actor=self.actor, entry=self.entry, work=values["work"])
        return self.said(done)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            services.remove(actor=self.actor, entry=self.entry)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            text = _("The entry of “%(title)s” was taken back.")
            messages.success(request, text % {"title": self.entry.title})
        return redirect(self.done_url)

    @property
    def done_url(self) -> str:
        return f"{url('entries', self.site.pk)}?thang={month_of(self.entry.month).key}"


class AdjustView(ChangeView):
    """Correct an entry of a closed sheet."""

    template_name = "plugin_royalties/form.html"
    button = gettext_lazy("Put into an open month")

    @property
    def explanation(self) -> str:  # type: ignore[override]
        entry = self.entry
        paid = f"{plain(entry.coefficient)} = {grouped(entry.amount)} đồng"
        text = _("The difference becomes an entry of its own in the next month that is not closed.")
        return f"{entry.kind_name} {entry.grade}: {paid}. {text}"

    def make_form(self, data: Any = None) -> AdjustForm:  # type: ignore[override]
        return AdjustForm(data)

    def save(self, values: dict[str, Any]) -> str:
        done = adjusting.adjust(
            actor=self.actor,
            entry=self.entry,
            coefficient=values["coefficient"],
            reason=values["reason"],
        )
        return self.said(done)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return SiteFormScreen.post(self, request, *args, **kwargs)
