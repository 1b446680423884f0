"""What is entered on the page of a wave."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.waves.actions.launching import MOST_LEARNED
from stemme.waves.wording import refusal

_DAY = {"type": "date"}


class DaysForm(forms.Form):
    """The days of a wave that was not launched yet."""

    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes after the first."))
        return cleaned


class LaunchForm(forms.Form):
    """Why a wave begins although something is open."""

    reason = forms.CharField(label=_("Why it begins now"), max_length=300, required=False)

    def __init__(self, *args: Any, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed
        self.fields["reason"].error_messages["required"] = refusal("early")


class LineForm(forms.Form):
    """How a line of the check-list stands."""

    done = forms.BooleanField(required=False)
    note = forms.CharField(max_length=200, required=False)
    owner = forms.IntegerField(required=False)
    due_on = forms.DateField(required=False)


class NewLineForm(forms.Form):
    """A line of their own."""

    text = forms.CharField(label=_("One more line"), max_length=200)
    due_on = forms.DateField(label=_("Due"), required=False, widget=forms.DateInput(_DAY, format="%Y-%m-%d"))


class LearnedForm(forms.Form):
    """What the lead writes down."""

    learned = forms.CharField(
        label=_("What we learned"),
        help_text=_("It stands beside the figures at the next wave. No names, please."),
        max_length=MOST_LEARNED,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
