"""A function as a form: name, titles, working time, and its words in up to five languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.languages import LANGUAGES, OWN_NAMES
from stemme.kit.lines import one_line
from stemme.policy.expectations.actions import FunctionChoice
from stemme.policy.expectations.expectation import Words
from stemme.policy.expectations.function_queries import FunctionDetail, TitleRow
from stemme.policy.expectations.titles import LENGTH, title_key

#: Points of one heading, and characters of one point.
_POINTS, _POINT = 8, 300
PARTS = ("hope", "need_not", "ask_first", "support")
_LABELS = {
    "hope": gettext_lazy("We hope"),
    "need_not": gettext_lazy("You need not"),
    "ask_first": gettext_lazy("Ask first"),
    "support": gettext_lazy("What you can expect from us"),
}


@dataclass(frozen=True, slots=True)
class LanguageFields:
    """The fields of one language, for the template."""

    code: str
    name: str
    fields: tuple[forms.BoundField, ...]
    #: The viewer's own, or one with an error: shown unfolded.
    open: bool
    #: Says what is hoped for.
    written: bool


@dataclass(frozen=True, slots=True)
class Theirs:
    """What somebody else saved meanwhile, where it is not what was typed."""

    label: str
    language: str
    text: str


class FunctionForm(forms.Form):
    """Fields ``hope_en``, ``need_not_en`` and so on. A language may be left out, but not all of them."""

    name = forms.CharField(label=gettext_lazy("Name of the function"), max_length=120)
    everybody = forms.BooleanField(
        label=gettext_lazy("For everybody whose title belongs to no other function"), required=False
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes of working time a week"),
        help_text=gettext_lazy("What you give, not what you ask for. Empty: nothing is said."),
        min_value=0,
        max_value=600,
        required=False,
    )
    more_titles = forms.CharField(
        label=gettext_lazy("Further titles"),
        help_text=gettext_lazy("One per line, as in HR’s file. Capitals do not matter."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea({"rows": 2, "spellcheck": "false"}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, initial: FunctionDetail, titles: Sequence[TitleRow], first: str
    ) -> None:
        super().__init__(data, initial=_initial(initial))
        self.order = sorted(LANGUAGES, key=lambda language: language[0] != first)
        choices = [(row.key, _with_people(row)) for row in titles]
        self.fields["titles"] = forms.MultipleChoiceField(
            label=_("Titles"), choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )
        for code, _name in self.order:
            for part in PARTS:
                area = forms.Textarea({"rows": 3, "lang": code})
                self.fields[f"{part}_{code}"] = forms.CharField(
                    label=_LABELS[part], max_length=_POINTS * _POINT, required=False, widget=area
                )

    def languages(self) -> Iterator[LanguageFields]:
        """The fields by language, the viewer's own first."""
        for number, (code, name) in enumerate(self.order):
            fields = tuple(self[f"{part}_{code}"] for part in PARTS)
            wrong = any(field.errors for field in fields)
            yield LanguageFields(code, name, fields, open=number == 0 or wrong, written=bool(fields[0].value()))

    def clean_name(self) -> str:
        """One line, with something in it."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean(self) -> dict[str, Any]:
        """At least one language; each one begun says what is hoped for; titles are titles."""
        cleaned = super().clean() or {}
        for code, _name in self.order:
            self._check_language(code, cleaned)
        if not self.errors and not any(cleaned[f"hope_{code}"] for code, _name in self.order):
            raise forms.ValidationError(_("Say in at least one language what you hope for."))
        more = cleaned.get("more_titles", "").splitlines()
        if any(len(one_line(title)) > LENGTH for title in more):
            self.add_error("more_titles", _("One title per line, please."))
        cleaned["more_titles"] = [key for key in map(title_key, more) if key]
        return cleaned

    def _check_language(self, code: str, cleaned: dict[str, Any]) -> None:
        """Turn the four texts into points; what is wrong about them."""
        points = {part: _points(cleaned.get(f"{part}_{code}", "")) for part in PARTS}
        cleaned |= {f"{part}_{code}": lines for part, lines in points.items()}
        for part, lines in points.items():
            if len(lines) > _POINTS or any(len(line) > _POINT for line in lines):
                self.add_error(f"{part}_{code}", _("At most 8 points of 300 characters. Fewer are kept in mind."))
        if not points["hope"] and any(points.values()):
            self.add_error(f"hope_{code}", _("Say what you hope for."))

    def choice(self) -> FunctionChoice:
        """What was written, as a value. Only after ``is_valid``."""
        values = self.cleaned_data
        texts = {
            code: Words(*(values[f"{part}_{code}"] for part in PARTS))
            for code, _name in self.order
            if values[f"hope_{code}"]
        }
        return FunctionChoice(
            name=values["name"],
            everybody=values["everybody"],
            minutes_a_week=values["minutes"] or 0,
            titles=frozenset([*values["titles"], *values["more_titles"]]),
            texts=texts,
        )

    def meet(self, saved: FunctionDetail) -> list[Theirs]:
        """Somebody saved meanwhile: the next press is about that version; where it differs from what was typed."""
        mine = self.choice()
        sent = QueryDict.copy(cast(QueryDict, self.data))
        sent["seen"] = str(saved.version)
        self.data = sent
        found = [
            Theirs(f"{OWN_NAMES[code]}: {_LABELS[part]}", code, "\n".join(theirs))
            for code, _name in self.order
            for part in PARTS
            if (theirs := _part(saved.texts, code, part)) != _part(mine.texts, code, part)
        ]
        if saved.titles != mine.titles:
            found.append(Theirs(_("Titles"), "", "\n".join(sorted(saved.titles))))
        if saved.minutes_a_week != mine.minutes_a_week:
            found.append(Theirs(_("Minutes of working time a week"), "", str(saved.minutes_a_week)))
        if saved.name != mine.name:
            found.append(Theirs(_("Name of the function"), "", saved.name))
        return found


def _part(texts: Mapping[str, Words], code: str, part: str) -> tuple[str, ...]:
    words = texts.get(code)
    found: tuple[str, ...] = getattr(words, part) if words else ()
    return found


def _points(written: str) -> tuple[str, ...]:
    """The points without empty lines and without dashes that people put before them."""
    stripped = (one_line(line).lstrip("-–•*·").strip() for line in written.splitlines())
    return tuple(line for line in stripped if line)


def _with_people(row: TitleRow) -> str:
    return row.title if row.people is None else f"{row.title} ({row.people})"


def _initial(row: FunctionDetail) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "name": row.name,
        "everybody": row.everybody,
        "minutes": row.minutes_a_week or None,
        "titles": sorted(row.titles),
        "seen": row.version,
    }
    for code, words in row.texts.items():
        initial |= {f"{part}_{code}": "\n".join(getattr(words, part)) for part in PARTS}
    return initial
