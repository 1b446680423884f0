"""The fields that a story has once in each language, in the editor's form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stemme.kit.html import seen
from stemme.kit.languages import LANGUAGES
from stemme.library.bodies import editable, stored
from stemme.library.content import ANGLES, TONES, Words
from stemme.library.forms import TITLE_LENGTH, one_line
from stemme.library.starting_points_form import TONE_NAMES, StartingPoint, points_of, rows_of, voice

ANGLE_LENGTH = 200
NO_TITLE = _("A story needs a title in the language it is written in.")
_WRITTEN = ("summary", "why", "angles", "body", *TONES)


@dataclass(frozen=True, slots=True)
class LanguageGroup:
    """The fields of one language, for the template."""

    code: str
    name: str
    title: forms.BoundField
    summary: forms.BoundField
    why: forms.BoundField
    angles: forms.BoundField
    body: forms.BoundField
    #: (channel, its starting points), that of any channel first.
    points: list[tuple[str, list[StartingPoint]]]
    filled: bool
    wrong: bool


def add_language(form: forms.Form, code: str) -> None:
    """Give the form the fields of this language."""

    def text(label: Any, length: int, rows: int) -> forms.CharField:
        return forms.CharField(
            label=label, max_length=length, required=False, widget=forms.Textarea({"rows": rows, "lang": code})
        )

    title = forms.CharField(
        label=_("Title"), max_length=TITLE_LENGTH, required=False, widget=forms.TextInput({"lang": code})
    )
    form.fields[f"title_{code}"] = title
    form.fields[f"summary_{code}"] = text(_("Summary"), 1000, 2)
    form.fields[f"why_{code}"] = text(_("Why share this"), 600, 2)
    form.fields[f"angles_{code}"] = text(_("Questions to begin with"), ANGLES * (ANGLE_LENGTH + 2), ANGLES)
    form.fields[f"angles_{code}"].help_text = _(
        "One per line, three at most: what only a colleague can answer. Empty: general ones for this kind of story."
    )
    form.fields[f"body_{code}"] = text(_("Whole text, read here"), 40_000, 4)
    for tone in TONES:
        form.fields[f"{tone}_{code}"] = voice(code, TONE_NAMES[tone])


def groups_of(form: forms.Form) -> list[LanguageGroup]:
    """The fields of each language, the story's own first, then those with words."""
    own = str(form["language"].value() or "")
    rows = rows_of(form)
    groups = []
    for code, name in LANGUAGES:
        fields = [
            *(f"{field}_{code}" for field in ("title", *_WRITTEN)),
            *(f"text_{n}" for n, in_, _c in rows if in_ == code),
        ]
        groups.append(
            LanguageGroup(
                code=code,
                name=name,
                title=form[f"title_{code}"],
                summary=form[f"summary_{code}"],
                why=form[f"why_{code}"],
                angles=form[f"angles_{code}"],
                body=form[f"body_{code}"],
                points=points_of(form, code),
                filled=bool(form[f"title_{code}"].value()),
                wrong=form.is_bound and any(form[name].errors for name in fields),
            )
        )
    return sorted(groups, key=lambda group: (group.code != own, not group.filled))


def clean_languages(form: forms.Form, values: Mapping[str, Any]) -> None:
    """Say where a title is missing and where there are too many questions."""
    own = values.get("language")
    if own and f"title_{own}" in values and not one_line(values[f"title_{own}"]):
        form.add_error(f"title_{own}", NO_TITLE)
    rows = rows_of(form)
    for code, name in LANGUAGES:
        further = [f"text_{number}" for number, language, _channel in rows if language == code]
        fields = [*(f"{field}_{code}" for field in _WRITTEN), *further]
        if len(lines(values.get(f"angles_{code}") or "")) > ANGLES:
            form.add_error(f"angles_{code}", _("Three questions are enough."))
        written = any((values.get(field) or "").strip() for field in fields)
        if written and code != own and not one_line(values.get(f"title_{code}") or ""):
            form.add_error(f"title_{code}", format_lazy("{}: {}", name, _("A text needs a title, too.")))


def words_of(values: Mapping[str, Any], code: str) -> Words:
    """What was typed in one language."""
    return Words(
        title=one_line(values[f"title_{code}"]),
        summary=seen(values[f"summary_{code}"]).strip(),
        why=seen(values[f"why_{code}"]).strip(),
        body=stored(values[f"body_{code}"]),
        angles=lines(values[f"angles_{code}"]),
    )


def first_words(code: str, words: Words) -> dict[str, str]:
    """What the fields of this language show at first."""
    return {
        f"title_{code}": words.title,
        f"summary_{code}": words.summary,
        f"why_{code}": words.why,
        f"body_{code}": editable(words.body),
        f"angles_{code}": "\n".join(words.angles),
    }


def lines(typed: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line for typed_line in typed.splitlines() if (line := one_line(typed_line)))
