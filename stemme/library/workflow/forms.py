"""What editors type about looks and campaigns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.html import seen
from stemme.kit.lines import one_line
from stemme.library.desk_models import APPROVED, CHANGES

ANYBODY, SOMEBODY = "anybody", "somebody"


class AskForm(forms.Form):
    """Whose look is wanted, and a note."""

    address = forms.CharField(
        label=_("Or somebody else, by work address"),
        help_text=_("They see this one story and nothing else of the studio."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("What should they look at?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, colleagues: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Anybody who writes in this stream")), *((str(id_), name) for id_, name in colleagues)]
        who = forms.ChoiceField(label=_("Whose look"), choices=choices, required=False)
        self.fields = {"who": who, **self.fields}

    def clean_note(self) -> str:
        """Without what nobody sees."""
        return seen(self.cleaned_data["note"]).strip()


class AnswerForm(forms.Form):
    """What somebody who looked says."""

    verdict = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(APPROVED, _("It may go out")), (CHANGES, _("Please change something first"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("In your words"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    revision = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Who wants a change says which."""
        values = super().clean() or self.cleaned_data
        values["answer"] = seen(values.get("answer", "")).strip()
        if values.get("verdict") == CHANGES and not values["answer"]:
            self.add_error("answer", _("Please say what should change."))
        return values


class CampaignForm(forms.Form):
    """A campaign's name and days."""

    name = forms.CharField(label=_("Name of the campaign"), max_length=80)
    first_day = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def clean_name(self) -> str:
        """One line with something in it."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        values = super().clean() or self.cleaned_data
        first, last = values.get("first_day"), values.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first one."))
        return values
