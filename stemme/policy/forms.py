"""A new version of the guidelines: title, lead and points, in up to five languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from stemme.kit.languages import LANGUAGES
from stemme.policy.queries import GuidelinesRow, TextRow

_POINTS_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class LanguageFields:
    """The three fields of one language, for the template."""

    code: str
    name: str
    fields: tuple[forms.BoundField, ...]
    #: Has a text or an error, so it is shown unfolded.
    open: bool


class GuidelinesForm(forms.Form):
    """Fields ``title_en``, ``lead_en``, ``points_en`` and so on. A language may be left out, but not all of them."""

    def __init__(
        self, data: QueryDict | None = None, *, current: GuidelinesRow | None = None, first: str = "en"
    ) -> None:
        super().__init__(data, initial=_initial(current) if current else {})
        self.current = current
        self.order = sorted(LANGUAGES, key=lambda language: language[0] != first)
        for code, _name in self.order:
            self._add_language(code)

    def _add_language(self, code: str) -> None:
        speaks = {"lang": code}
        self.fields[f"title_{code}"] = forms.CharField(
            label=_("Title"), max_length=200, required=False, widget=forms.TextInput(attrs=speaks)
        )
        self.fields[f"lead_{code}"] = forms.CharField(
            label=_("Introduction"),
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2, **speaks}),
            help_text=_("One or two sentences under the title."),
        )
        self.fields[f"points_{code}"] = forms.CharField(
            label=_("In short"),
            max_length=6000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 8, **speaks}),
            help_text=_("One point per line."),
        )

    def languages(self) -> Iterator[LanguageFields]:
        """The fields by language, the organisation's own first."""
        for number, (code, name) in enumerate(self.order):
            fields = tuple(self[f"{part}_{code}"] for part in ("title", "lead", "points"))
            used = any(field.value() or field.errors for field in fields)
            yield LanguageFields(code, name, fields, open=number == 0 or used)

    def clean(self) -> dict[str, Any]:
        """At least one language; each one begun is complete; something is different from before."""
        cleaned = super().clean() or {}
        for code, _name in self.order:
            self._check_language(code, cleaned)
        texts = self.texts()
        if self.errors:
            return cleaned
        if not texts:
            raise forms.ValidationError(_("Write the guidelines in at least one language."))
        if self.current and list(self.current.texts.values()) == sorted(texts, key=_place):
            raise forms.ValidationError(_("These are the words of the version that is published already."))
        return cleaned

    def _check_language(self, code: str, cleaned: dict[str, Any]) -> None:
        title, lead, points = (cleaned.get(f"{part}_{code}", "") for part in ("title", "lead", "points"))
        if (lead or points) and not title:
            self.add_error(f"title_{code}", _("Give it a title."))
        if (title or lead) and not points:
            self.add_error(f"points_{code}", _("Write at least one point."))
        if len(_lines(points)) > _POINTS_AT_MOST:
            self.add_error(f"points_{code}", _("That is more than 30 points. Shorter guidelines are read."))

    def texts(self) -> list[TextRow]:
        """The texts that were written, after validation."""
        found = []
        for code, _name in self.order:
            title, lead, points = (self.cleaned_data.get(f"{p}_{code}", "") for p in ("title", "lead", "points"))
            if title and points:
                found.append(TextRow(code, title, " ".join(lead.split()), _lines(points)))
        return found


def _lines(points: str) -> tuple[str, ...]:
    """The points without empty lines and without numbers or dashes that people put before them."""
    stripped = (line.strip().lstrip("-–•*·").strip() for line in points.splitlines())
    return tuple(line for line in stripped if line)


def _place(text: TextRow) -> int:
    return [code for code, _name in LANGUAGES].index(text.language)


def _initial(current: GuidelinesRow) -> dict[str, str]:
    initial: dict[str, str] = {}
    for code, text in current.texts.items():
        initial |= {f"title_{code}": text.title, f"lead_{code}": text.lead, f"points_{code}": "\n".join(text.points)}
    return initial
