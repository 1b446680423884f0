"""A new version of the guidelines: title, lead, points and sections, in up to five languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.languages import CODES, LANGUAGES
from stemme.kit.lines import one_line
from stemme.policy.queries import GuidelinesRow
from stemme.policy.starters import starter
from stemme.policy.texts import OWN, SECTIONS, SectionRow, TextRow

#: By the key of texts.SECTIONS.
SECTION_NAMES = {
    "what": gettext_lazy("What, when and where"),
    "disclosure": gettext_lazy("Saying that one works here"),
    "never": gettext_lazy("What stays out"),
    "wrong": gettext_lazy("If something goes wrong"),
    "voluntary": gettext_lazy("Voluntary, and people’s own accounts"),
    "machine": gettext_lazy("Texts written with a machine"),
}
_POINTS_AT_MOST = 30
_SECTION_AT_MOST = 6_000
#: Room for an organisation's own sections, besides those that we offer.
OWN_SLOTS = ("own1", "own2", "own3")
_SLOTS = (*SECTIONS, *OWN_SLOTS)


@dataclass(frozen=True, slots=True)
class SectionFields:
    """Title and text of one section in one language. ``begin`` fills it with our words, where there are any."""

    name: str
    fields: tuple[forms.BoundField, ...]
    begin: str
    open: bool


@dataclass(frozen=True, slots=True)
class LanguageFields:
    """The fields of one language, for the template."""

    code: str
    name: str
    fields: tuple[forms.BoundField, ...]
    sections: tuple[SectionFields, ...]
    #: Has a text or an error, so it is shown unfolded.
    open: bool
    #: Nothing is written yet, so our text may begin it.
    empty: bool


class GuidelinesForm(forms.Form):
    """Fields ``title_en``, ``lead_en``, ``points_en``, ``what_title_en``, ``what_en`` and so on for each language.

    A language may be left out, but not all of them; so may each section.
    """

    #: The version that was on the page when somebody began to write; 0 for none.
    after = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | Mapping[str, Any] | None = None,
        *,
        current: GuidelinesRow | None = None,
        first: str = "en",
    ) -> None:
        super().__init__(data, initial=_initial(current))
        self.current = current
        self.order = sorted(LANGUAGES, key=lambda language: language[0] != first)
        for code, _name in self.order:
            self._add_language(code)
        self._add_choices(is_first=current is None)

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
        for slot in _SLOTS:
            self._add_section(slot, code)

    def _add_section(self, slot: str, code: str) -> None:
        self.fields[f"{slot}_title_{code}"] = forms.CharField(
            label=_("Heading"), max_length=200, required=False, widget=forms.TextInput(attrs={"lang": code})
        )
        self.fields[f"{slot}_{code}"] = forms.CharField(
            label=_("Text"),
            max_length=_SECTION_AT_MOST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
            help_text=_("An empty line begins a new paragraph, a dash at the beginning of a line makes a point."),
        )

    def _add_choices(self, *, is_first: bool) -> None:
        self.fields["made_with"] = forms.CharField(
            label=_("Who wrote it"),
            max_length=200,
            required=False,
            help_text=_("For example: HR and Communications, with the employee representatives."),
        )
        self.fields["before_sharing"] = forms.BooleanField(
            label=_("Sharing opens when somebody has read this"),
            required=False,
            help_text=_("It is asked on the share sheet itself, with one tick. Reading stories is always open."),
        )
        if not is_first:
            self.fields["change"] = forms.ChoiceField(
                label=_("How much has changed?"),
                choices=[
                    ("substance", _("Something of substance: ask everybody to read it again")),
                    ("small", _("A small correction: ask nobody again")),
                ],
                widget=forms.RadioSelect,
            )

    def languages(self) -> Iterator[LanguageFields]:
        """The fields by language, the organisation's own first."""
        for number, (code, name) in enumerate(self.order):
            fields = tuple(self[f"{part}_{code}"] for part in ("title", "lead", "points"))
            sections = tuple(self._section(slot, code) for slot in _SLOTS)
            all_fields = (*fields, *(field for section in sections for field in section.fields))
            filled, wrong = (any(map(test, all_fields)) for test in (_value, _errors))
            yield LanguageFields(code, name, fields, sections, open=number == 0 or filled or wrong, empty=not filled)

    def _section(self, slot: str, code: str) -> SectionFields:
        fields = (self[f"{slot}_title_{code}"], self[f"{slot}_{code}"])
        filled, wrong = (any(map(test, fields)) for test in (_value, _errors))
        ours = slot in SECTIONS
        name = str(SECTION_NAMES[slot]) if ours else _("One of your own")
        begin = f"{code}:{slot}" if ours and not filled else ""
        return SectionFields(name, fields, begin, open=wrong)

    def choices(self) -> list[forms.BoundField]:
        """What is decided about the version as a whole."""
        return [self[name] for name in ("made_with", "change", "before_sharing") if name in self.fields]

    def clean_made_with(self) -> str:
        """On one line."""
        return one_line(self.cleaned_data["made_with"])

    def clean(self) -> dict[str, Any]:
        """At least one language; each one begun is complete; something is different from before."""
        cleaned = super().clean() or {}
        for code, _name in self.order:
            self._check_language(code, cleaned)
        if self.errors:
            return cleaned
        texts = self.texts()
        if not texts:
            raise forms.ValidationError(_("Write the guidelines in at least one language."))
        if self.current and self._is_same(self.current, texts, cleaned):
            raise forms.ValidationError(_("These are the words of the version that is published already."))
        return cleaned

    @staticmethod
    def _is_same(current: GuidelinesRow, texts: list[TextRow], cleaned: Mapping[str, Any]) -> bool:
        decided = (cleaned.get("made_with", ""), bool(cleaned.get("before_sharing")))
        same_words = list(current.texts.values()) == sorted(texts, key=_place)
        return same_words and decided == (current.made_with, bool(current.before_sharing))

    def _check_language(self, code: str, cleaned: dict[str, Any]) -> None:
        title, lead, points = (cleaned.get(f"{part}_{code}", "") for part in ("title", "lead", "points"))
        begun = any(cleaned.get(f"{slot}{part}_{code}") for slot in _SLOTS for part in ("", "_title"))
        if (lead or points or begun) and not title:
            self.add_error(f"title_{code}", _("Give it a title."))
        if (title or lead or begun) and not _lines(points):
            self.add_error(f"points_{code}", _("Write at least one point."))
        if len(_lines(points)) > _POINTS_AT_MOST:
            self.add_error(f"points_{code}", _("That is more than 30 points. Shorter guidelines are read."))
        for slot in _SLOTS:
            heading, body = cleaned.get(f"{slot}_title_{code}", ""), cleaned.get(f"{slot}_{code}", "")
            if body and not heading:
                self.add_error(f"{slot}_title_{code}", _("Give it a heading."))
            if heading and not body:
                self.add_error(f"{slot}_{code}", _("Write the text, or take the heading away."))

    def texts(self) -> list[TextRow]:
        """The texts that were written, after validation."""
        found = []
        for code, _name in self.order:
            title, lead, points = (self.cleaned_data.get(f"{p}_{code}", "") for p in ("title", "lead", "points"))
            if title and points:
                found.append(
                    TextRow(code, one_line(title), " ".join(lead.split()), _lines(points), self._written(code))
                )
        return found

    def _written(self, code: str) -> tuple[SectionRow, ...]:
        rows = (
            SectionRow(
                slot if slot in SECTIONS else OWN,
                one_line(self.cleaned_data.get(f"{slot}_title_{code}", "")),
                "\n".join(line.rstrip() for line in self.cleaned_data.get(f"{slot}_{code}", "").splitlines()),
            )
            for slot in _SLOTS
        )
        return tuple(row for row in rows if row.title and row.body)


def with_starter(data: QueryDict, begin: str) -> QueryDict:
    """What was typed, with our words where a language (``en``) or one of its sections (``en:never``) was empty."""
    code, _colon, slot = begin.partition(":")
    filled = data.copy()
    if code not in CODES or slot not in ("", *SECTIONS):
        return filled
    ours = _values(starter(code))
    wanted = {f"{slot}_title_{code}", f"{slot}_{code}"} if slot else set(ours)
    for name, words in ours.items():
        if name in wanted and not filled.get(name, "").strip():
            filled[name] = words
    return filled


def _value(field: forms.BoundField) -> bool:
    return bool(field.value())


def _errors(field: forms.BoundField) -> bool:
    return bool(field.errors)


def _lines(points: str) -> tuple[str, ...]:
    """The points without empty lines and without numbers or dashes that people put before them."""
    stripped = (one_line(line).lstrip("-–•*·").strip() for line in points.splitlines())
    return tuple(line for line in stripped if line)


def _place(text: TextRow) -> int:
    return CODES.index(text.language)


def _values(text: TextRow) -> dict[str, str]:
    """A text as the fields of the form hold it. Own sections take the slots in their order."""
    code, own = text.language, iter(OWN_SLOTS)
    values = {f"title_{code}": text.title, f"lead_{code}": text.lead, f"points_{code}": "\n".join(text.points)}
    for part in text.sections:
        slot = part.key or next(own, "")
        if slot:
            values |= {f"{slot}_title_{code}": part.title, f"{slot}_{code}": part.body}
    return values


def _initial(current: GuidelinesRow | None) -> dict[str, Any]:
    if current is None:
        return {"after": 0, "before_sharing": True}
    initial: dict[str, Any] = {
        "after": current.version,
        "made_with": current.made_with,
        "change": "substance",
        "before_sharing": current.before_sharing is not False,
    }
    for text in current.texts.values():
        initial |= _values(text)
    return initial
