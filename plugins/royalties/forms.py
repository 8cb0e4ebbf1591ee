"""Forms of the screens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plugins.royalties.models import Budget, PartRole, Payee
from plugins.royalties.rate_rows import BaseUnit, DatedRow, Grade, TaxRule, WorkKind
from plugins.royalties.reckoning import plain
from plugins.royalties.services import HUNDRED, Share, Work
from portal.errors import refuse
from portal.language.inputs import TypedDateInput
from portal.language.templatetags.language import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from plugins.royalties.models import Entry
    from plugins.royalties.rates import RateBook
    from portal.sites.models import MemberSite

MOST_SHARES = 4


class CommaDecimalField(forms.DecimalField):
    """Takes “1,5” and “1.5” alike."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:
        text = value.replace(",", ".").strip() if isinstance(value, str) else value
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        return plain(value) if isinstance(value, Decimal) else value


class MoneyField(CommaDecimalField):
    """Takes “3.000.000”, “3 000 000” and “3000000”: points stand between thousands."""

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = "".join(value.replace(".", "").split())
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return grouped(value) if isinstance(value, Decimal) else value


def coefficient(**options: Any) -> CommaDecimalField:
    options.setdefault("label", gettext_lazy("Coefficient"))
    return CommaDecimalField(max_digits=7, decimal_places=2, **options)


class WorkForm(forms.Form):
    """Kind, grade or coefficient, and who gets which share."""

    kind = forms.ChoiceField(label=gettext_lazy("Category of the work"))
    grade = forms.ChoiceField(label=gettext_lazy("Grade"), required=False)
    coefficient = coefficient(
        required=False,
        min_value=0,
        help_text=gettext_lazy("Left empty: that of the grade."),
    )
    quantity = forms.IntegerField(
        label=gettext_lazy("Number of works"),
        initial=1,
        min_value=1,
        max_value=999,
        help_text=gettext_lazy("For example how many pictures."),
    )
    over_reason = forms.CharField(
        label=gettext_lazy("Reason above the ceiling"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only for a coefficient above the highest one of the kind."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=300)

    def __init__(
        self, data: Any, *, site: MemberSite, day: date, book: RateBook, initial: dict[str, Any]
    ) -> None:
        super().__init__(data, initial=initial)
        self.book, self.day = book, day
        self.kinds = [kind for kind in book.kinds(day) if kind.is_entitled]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.code, _("%(kind)s (at most %(most)s)") % _of_kind(kind)) for kind in self.kinds
        ]
        names = {grade.name for kind in self.kinds for grade in book.grades(kind.code, day)}
        choices = [("", "–"), *((name, name) for name in sorted(names))]
        self.fields["grade"].choices = choices  # type: ignore[attr-defined]
        self.payees = {one.pk: one for one in Payee.objects.at(site).in_use()}
        people = [("", "–"), *((pk, str(one)) for pk, one in self.payees.items())]
        for number in range(MOST_SHARES):
            self._add_share(number, people)

    def _add_share(self, number: int, people: list[Any]) -> None:
        label = _("Person %(number)s") % {"number": number + 1}
        self.fields[f"payee_{number}"] = forms.ChoiceField(
            label=label, choices=people, required=False
        )
        self.fields[f"role_{number}"] = forms.ChoiceField(
            label=_("Work done"), choices=PartRole.choices, required=False
        )
        self.fields[f"share_{number}"] = CommaDecimalField(
            label=_("Share (%)"),
            required=False,
            min_value=0,
            max_value=100,
            max_digits=6,
            decimal_places=3,
        )

    @property
    def main_fields(self) -> list[Any]:
        names = ("kind", "grade", "coefficient", "quantity", "note", "over_reason")
        return [self[name] for name in names]

    @property
    def share_rows(self) -> Iterator[list[Any]]:
        for number in range(MOST_SHARES):
            yield [self[f"{name}_{number}"] for name in ("payee", "role", "share")]

    @property
    def scale(self) -> list[tuple[str, list[str]]]:
        """What the grades are worth, to read beside the form."""
        return [
            (kind.name, [f"{g.name} = {plain(g.coefficient)}" for g in grades])
            for kind in self.kinds
            if (grades := self.book.grades(kind.code, self.day))
        ]

    def clean(self) -> dict[str, Any]:
        """Adds ``work``; refuses what has neither grade nor coefficient (NB-21)."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            values["work"] = self._work(values)
        return values

    def _work(self, values: dict[str, Any]) -> Work:
        coefficient, grade = self._coefficient(), values["grade"]
        worth = {row.name: row.coefficient for row in self.book.grades(values["kind"], self.day)}
        return Work(
            kind_code=values["kind"],
            # A grade stands beside its own coefficient only.
            grade=grade if worth.get(grade) == coefficient else "",
            coefficient=coefficient,
            quantity=values["quantity"],
            shares=self._shares(),
            note=values["note"],
            over_reason=values["over_reason"],
        )

    def _coefficient(self) -> Decimal:
        values = self.cleaned_data
        given: Decimal | None = values["coefficient"]
        if given is not None:
            return given
        for grade in self.book.grades(values["kind"], self.day):
            if grade.name == values["grade"]:
                return grade.coefficient
        text = _("Write a coefficient, or choose a grade that this kind of work has.")
        raise refuse("NB-21", text)

    def _shares(self) -> list[Share]:
        found = []
        chosen = [n for n in range(MOST_SHARES) if self.cleaned_data[f"payee_{n}"]]
        for number in chosen:
            percent = self.cleaned_data[f"share_{number}"]
            if percent is None and len(chosen) == 1:
                percent = HUNDRED
            payee = self.payees[int(self.cleaned_data[f"payee_{number}"])]
            role = self.cleaned_data[f"role_{number}"] or PartRole.AUTHOR
            found.append(Share(payee, percent or Decimal(0), role))
        return found


def _of_kind(kind: WorkKind) -> dict[str, str]:
    return {"kind": kind.name, "most": plain(kind.most)}


def of_entry(entry: Entry) -> dict[str, Any]:
    """What the form shows of an entry that is changed."""
    values: dict[str, Any] = {
        "kind": entry.kind_code,
        "grade": entry.grade,
        "coefficient": entry.coefficient,
        "quantity": entry.quantity,
        "note": entry.note,
        "over_reason": entry.over_reason,
    }
    for number, part in enumerate(entry.parts.all()[:MOST_SHARES]):
        values[f"payee_{number}"] = part.payee_id
        values[f"role_{number}"] = part.role
        values[f"share_{number}"] = part.share
    return values


class AdjustForm(forms.Form):
    coefficient = coefficient(label=gettext_lazy("Right coefficient"), min_value=0)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class CloseForm(forms.Form):
    pay_on = forms.DateField(
        label=gettext_lazy("Day of payment"),
        widget=TypedDateInput,
        help_text=gettext_lazy("The tax rules of this day hold."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"pay_on": timezone.localdate()})


class PayeeNamesForm(forms.ModelForm[Payee]):
    """What editors write."""

    class Meta:
        model = Payee
        fields = ("pen_name", "real_name", "account", "note", "is_active")


class PayeeForm(forms.ModelForm[Payee]):
    """With the numbers, for those who close and pay."""

    class Meta:
        model = Payee
        fields = (
            "pen_name",
            "real_name",
            "account",
            "group",
            "tax_code",
            "id_number",
            "bank_account",
            "bank_name",
            "commitment_until",
            "note",
            "is_active",
        )
        widgets = {"commitment_until": TypedDateInput}


@dataclass(frozen=True)
class Table:
    """One table of rates: its rows' class, form columns and columns of the list."""

    model: Any
    fields: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def is_dated(self) -> bool:
        return issubclass(self.model, DatedRow)


DATES = ("valid_from", "valid_to", "basis", "note")
TABLES = {
    "don-vi": Table(
        BaseUnit,
        ("base_salary", "percent", "fixed_amount", *DATES),
        ("base_salary", "percent", "amount"),
    ),
    "the-loai": Table(
        WorkKind,
        (
            "code",
            "name",
            "most",
            "article_kinds",
            "is_entitled",
            "for_taken_over",
            "sort_order",
            *DATES,
        ),
        ("name", "code", "most", "is_entitled"),
    ),
    "bac": Table(
        Grade,
        ("kind_code", "name", "coefficient", "is_usual", *DATES),
        ("kind_code", "name", "coefficient", "is_usual"),
    ),
    "thue": Table(
        TaxRule,
        ("group", "rate", "threshold", "method", "by_work", "spared", *DATES),
        ("group", "rate", "threshold", "method", "by_work", "spared"),
    ),
    "du-toan": Table(
        Budget, ("year", "month", "amount", "basis"), ("year", "month", "amount", "basis")
    ),
}


def rate_form(table: Table, book: RateBook) -> type[forms.ModelForm[Any]]:
    """The form of one table; the site is not in it, the address says it."""
    widgets = {name: TypedDateInput for name in ("valid_from", "valid_to") if table.is_dated}
    if table.model is WorkKind:
        widgets["article_kinds"] = forms.CheckboxSelectMultiple
    made: Any = forms.modelform_factory(
        table.model, fields=table.fields, widgets=widgets, formfield_callback=_form_field
    )
    if table.model is Grade:
        codes = {row.code: f"{row.name} ({row.code})" for row in book.works}
        made.base_fields["kind_code"] = forms.ChoiceField(
            label=_("Category of the work"), choices=list(codes.items())
        )
    return made  # type: ignore[no-any-return]


def _form_field(column: Any, **options: Any) -> Any:
    """Numbers as they are written here."""
    if isinstance(column, models.DecimalField):
        is_money = column.decimal_places == 2 and column.max_digits == 17
        options["form_class"] = MoneyField if is_money else CommaDecimalField
    return column.formfield(**options)
