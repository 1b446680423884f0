"""The form of a new landing page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stemme.kit.hosted import NO_SLUGS
from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line
from stemme.landing.studio.actions import NewPage
from stemme.landing.studio.forms import Choices
from stemme.landing.studio.slugs import is_slug
from stemme.landing.studio.starters import KEYS, starter

TAKEN = _("Another page has this address. Please choose another one.")
_RESERVED = _("This word is kept for addresses of ours. Please choose another one.")
_NO_ADDRESS = _("Write a word here that can stand in an address.")


class NewPageForm(forms.Form):
    """A name, an address, and what to begin with."""

    name = forms.CharField(label=_("Name in the studio"), max_length=120)
    slug = forms.CharField(
        label=_("Address"), max_length=80, required=False,
        help_text=_("Small letters, digits and hyphens. Empty: made from the name. It stays as it is afterwards."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    goal = forms.TypedChoiceField(label=_("Goal of the form"), required=False, coerce=int, empty_value=None)
    owner = forms.TypedChoiceField(label=_("Who gets the leads"), required=False, coerce=int, empty_value=None)
    starter = forms.ChoiceField(label=_("What the page begins with"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Choices, reader: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._reader = reader
        for name, offered in (
            ("goal", [("", gettext("None")), *choices.goals]),
            ("owner", [("", gettext("Nobody yet")), *choices.owners]),
            ("starter", [(key, starter(key, reader).name) for key in KEYS]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = offered

    def starters(self) -> list[tuple[Any, str]]:
        """The radio buttons of the starters, each with whom it is for."""
        radios = list(self["starter"])
        return [(radio, starter(key, self._reader).about) for radio, key in zip(radios, KEYS, strict=True)]

    def clean_name(self) -> str:
        """One line with something in it."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_slug(self) -> str:
        """Something that can stand in an address and is not kept for ours."""
        slug = self.cleaned_data["slug"].strip().lower()
        if slug and not is_slug(slug):
            raise forms.ValidationError(_NO_ADDRESS)
        if slug in NO_SLUGS:
            raise forms.ValidationError(_RESERVED)
        return slug

    def new(self) -> NewPage:
        """What was chosen."""
        values = self.cleaned_data
        return NewPage(
            values["name"], values["slug"], values["language"], values["starter"], values["goal"], values["owner"]
        )
