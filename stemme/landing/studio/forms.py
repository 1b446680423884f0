"""The editor of a landing page as a form, and the form of a new one."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stemme.kit.lines import one_line
from stemme.landing.blocks import FIELDS, FORM_FIELDS, MOST_OPTIONS, blocks_of, form_words, questions_of
from stemme.landing.studio.arranging import BLOCK_LISTS, LISTS, QUESTIONS, kinds_in, most, rows_in
from stemme.landing.studio.checks import is_web_address
from stemme.landing.studio.content import Content
from stemme.landing.studio.initial import values_of
from stemme.landing.studio.wording import FIELD_HELP, FIELD_NAMES, KIND_NAMES
from stemme.media.scene_names import SCENE_NAMES

_HTTPS = _("Write an address that begins with https://.")
_OPTIONS = _("Write at least two answers to choose from, one a line.")
_WORDS_STAY = _("These words cannot be taken away, because visitors are asked to agree. Or switch the form off.")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form offers: (id, name) of goals and of colleagues who may get leads; (id, name) of pictures, and where
    a small one of each is."""

    goals: Sequence[tuple[int, str]]
    owners: Sequence[tuple[int, str]]
    pictures: Sequence[tuple[int, str]] = ()
    thumbs: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class RowFields:
    """One row of a list, for the template. ``thumb``: address of the chosen picture, ``scene``: name of the chosen
    drawing; or ""."""

    place: int
    kind: str
    name: Any
    fields: list[forms.BoundField]
    first: bool
    last: bool
    wrong: bool
    thumb: str
    scene: str


@dataclass(frozen=True, slots=True)
class RowList:
    """A list of rows, for the template. ``kinds``: what can be added, () where there is one kind only."""

    name: str
    rows: list[RowFields]
    kinds: list[tuple[str, Any]]
    full: bool


class EditorForm(forms.Form):
    """Settings and the words of one language. The rows of its lists are those in ``values``."""

    name = forms.CharField(label=_("Name in the studio"), max_length=120)
    goal = forms.TypedChoiceField(label=_("Goal of the form"), required=False, coerce=int, empty_value=None)
    sales_goal = forms.TypedChoiceField(label=_("Goal of the sales page"), required=False, coerce=int, empty_value=None)
    owner = forms.TypedChoiceField(label=_("Who gets the leads"), required=False, coerce=int, empty_value=None)
    keep_months = forms.IntegerField(label=_("Months until a lead is deleted"), min_value=1, max_value=36)
    with_form = forms.BooleanField(label=_("With a form"), required=False)
    with_sales_page = forms.BooleanField(label=_("With a sales page"), required=False)
    title = forms.CharField(label=_("Title"), max_length=120)
    description = forms.CharField(
        label=_("Description"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    imprint = forms.CharField(label=_("Imprint"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    consent = forms.CharField(
        label=_("Words to agree to"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    colleague = forms.CharField(
        label=_("Words about telling the colleague"), max_length=500, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def __init__(
        self, values: Mapping[str, str], *, choices: Choices, stored: Content, language: str, sent: bool
    ) -> None:
        super().__init__(dict(values) if sent else None, initial=dict(values))
        self.values, self.stored, self._choices = values, stored, choices
        nobody, none = gettext("Nobody yet"), gettext("None")
        self._choose("goal", [("", none), *choices.goals])
        self._choose("sales_goal", [("", none), *choices.goals])
        self._choose("owner", [("", nobody), *choices.owners])
        labels = {"heading": _("Heading"), "note": _("A sentence below it"), "button": _("Words on the button")}
        for name, limit in FORM_FIELDS:
            self.fields[f"form_{name}"] = forms.CharField(label=labels[name], max_length=limit, required=False)
        for name in LISTS:
            for place, kind in enumerate(kinds_in(values, name)):
                made = _question_fields() if kind == "question" else self._block_fields(kind)
                self.fields.update({f"{name}-{place}-{field}": one for field, one in made.items()})
        settings = {"name", "goal", "sales_goal", "owner", "keep_months", "with_form", "with_sales_page"}
        for name, one in self.fields.items():
            if name not in settings and isinstance(one, forms.CharField):
                one.widget.attrs["lang"] = language
        self.fields["description"].help_text = _("For search engines, and for the card that networks show.")
        self.fields["imprint"].help_text = _(
            "Who answers for the page: name, address, register, mail. At its foot; the law of some countries wants it."
        )
        self.fields["colleague"].help_text = _("Empty: visitors are not asked about it.")

    def _choose(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    def _block_fields(self, kind: str) -> dict[str, forms.Field]:
        made: dict[str, forms.Field] = {}
        for name, limit, lines in FIELDS[kind]:
            label, help_text = FIELD_NAMES[name], FIELD_HELP.get(name, "")
            if name == "asset":
                offered = _pictures(self._choices.pictures)
                made[name] = forms.ChoiceField(label=label, choices=offered, required=False)
                continue
            widget = forms.Textarea({"rows": 3}) if lines else forms.TextInput()
            made[name] = forms.CharField(
                label=label, max_length=limit, required=False, widget=widget, help_text=help_text
            )
        return made

    def clean_consent(self) -> str:
        """Words stay where there were some: they are changed, not taken away."""
        written = self.cleaned_data["consent"].strip()
        if not written and self.stored.consent and self.values.get("with_form"):
            raise forms.ValidationError(_WORDS_STAY)
        return written or self.stored.consent

    def clean(self) -> dict[str, Any]:
        """Buttons lead to encrypted addresses; a choice has something to choose from."""
        values = super().clean() or self.cleaned_data
        for name in BLOCK_LISTS:
            for place, kind in enumerate(kinds_in(self.values, name)):
                url = values.get(f"{name}-{place}-url", "") if kind == "button" else ""
                if url and not is_web_address(url):
                    self.add_error(f"{name}-{place}-url", _HTTPS)
        for place, row in enumerate(rows_in(self.values, QUESTIONS)):
            if row["answer"] == "choice" and row["label"].strip() and len(_lines(row["options"])) < 2:
                self.add_error(f"{QUESTIONS}-{place}-options", _OPTIONS)
        return values

    def content(self) -> Content:
        """What was decided and written, after validation."""
        return self._made(self.cleaned_data)

    def draft(self) -> Content:
        """The same without validation, for a look at it: what is wrong counts as not written."""
        defaults: dict[str, Any] = {"goal": None, "sales_goal": None, "owner": None, "keep_months": 12}
        fields = {name: defaults.get(name, "") for name in self.fields}
        return self._made({**fields, **self.cleaned_data})

    def _made(self, values: Mapping[str, Any]) -> Content:
        lists = {name: blocks_of(rows_in(self.values, name)) for name in BLOCK_LISTS}
        asked = [
            {**row, "key": row["key"] or secrets.token_hex(4), "kind": row["answer"], "options": _lines(row["options"])}
            for row in rows_in(self.values, QUESTIONS)
        ]
        return Content(
            name=one_line(values["name"]), goal_id=values["goal"], sales_goal_id=values["sales_goal"],
            owner_id=values["owner"], keep_months=values["keep_months"], with_form=values["with_form"],
            with_sales_page=values["with_sales_page"], title=one_line(values["title"]),
            description=one_line(values["description"]), imprint="\n".join(_lines(values["imprint"])), **lists,
            form=form_words({name: values[f"form_{name}"] for name, _limit in FORM_FIELDS}),
            questions=questions_of({"questions": asked}), consent=one_line(values["consent"]),
            colleague=one_line(values["colleague"]),
        )  # fmt: skip

    def lists(self) -> dict[str, RowList]:
        """The lists for the template."""
        kinds = [(kind, KIND_NAMES[kind]) for kind in FIELDS]
        found = {}
        for name in LISTS:
            rows = [self._row(name, place, kind) for place, kind in enumerate(kinds_in(self.values, name))]
            found[name] = RowList(name, rows, [] if name == QUESTIONS else kinds, len(rows) >= most(name))
        return found

    def _row(self, name: str, place: int, kind: str) -> RowFields:
        start, kinds = f"{name}-{place}-", kinds_in(self.values, name)
        fields = [self[key] for key in self.fields if key.startswith(start)]
        asset = self.values.get(f"{start}asset", "")
        thumb = (self._choices.thumbs or {}).get(int(asset), "") if asset.isdecimal() else ""
        wrong = self.is_bound and any(field.errors for field in fields)
        scene = asset if asset in SCENE_NAMES else ""
        return RowFields(
            place, kind, KIND_NAMES[kind], fields, place == 0, place == len(kinds) - 1, wrong, thumb, scene
        )


def _pictures(own: Sequence[tuple[int, str]]) -> list[tuple[Any, Any]]:
    """Drawings of ours by name, and the organisation's own pictures by number."""
    groups = [
        (gettext("Your own pictures"), [(str(number), name) for number, name in own]),
        (gettext("Drawings of ours"), list(SCENE_NAMES.items())),
    ]
    return [("", gettext("Please choose")), *((name, rows) for name, rows in groups if rows)]


def _question_fields() -> dict[str, forms.Field]:
    answers = [("line", gettext("One line of text")), ("choice", gettext("One of several answers"))]
    return {
        "key": forms.CharField(required=False, max_length=20, widget=forms.HiddenInput),
        "label": forms.CharField(label=_("What you ask"), max_length=120, required=False),
        "answer": forms.ChoiceField(label=_("How it is answered"), choices=answers),
        "required": forms.BooleanField(label=_("Has to be answered"), required=False),
        "options": forms.CharField(
            label=_("Answers to choose from, one a line"), max_length=MOST_OPTIONS * 82, required=False,
            widget=forms.Textarea({"rows": 3}),
        ),
    }  # fmt: skip


def _lines(typed: str) -> list[str]:
    return [line for one in typed.splitlines() if (line := one_line(one))]


def base_of(written: str) -> dict[str, str]:
    """The marks that the form began with; none when they were tampered with, and then everything is compared anew."""
    try:
        found = json.loads(written)
    except ValueError:
        return {}
    return {str(part): str(mark) for part, mark in found.items()} if isinstance(found, dict) else {}


def first_form(content: Content, *, choices: Choices, language: str) -> EditorForm:
    """The form with what is there."""
    return EditorForm(values_of(content), choices=choices, stored=content, language=language, sent=False)
