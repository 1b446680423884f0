"""What is entered where the roll-out is planned and people are moved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.waves.preview_queries import Settings

LEAST_WEEKS, MOST_WEEKS = 2, 26
MOST_PEOPLE = 25_000


class PlanForm(forms.Form):
    """The rules of a plan."""

    first_day = forms.DateField(
        label=_("The next wave begins on"),
        help_text=_("If it is a day off, it begins on the next working day."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    weeks = forms.IntegerField(
        label=_("Weeks from one wave to the next"), min_value=LEAST_WEEKS, max_value=MOST_WEEKS, initial=8
    )
    pilot_size = forms.IntegerField(
        label=_("People in the pilot"), help_text=_("At most."), min_value=1, max_value=MOST_PEOPLE, initial=40
    )
    capacity = forms.IntegerField(
        label=_("People in each wave after it"),
        help_text=_("As many as you can look after at a time. The last wave is always open and has no limit."),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=300,
    )
    team_share = forms.IntegerField(
        label=_("At most of one team in one wave, per cent"), min_value=1, max_value=100, initial=40
    )
    opens_at = forms.IntegerField(
        label=_("A wave opens when so many of the one before have taken part, per cent"),
        min_value=0,
        max_value=100,
        initial=40,
    )

    def settings(self) -> Settings:
        """What was entered, when it is valid."""
        return Settings(**self.cleaned_data)


class MoveForm(forms.Form):
    """Who goes into which wave. Both come from buttons."""

    person = forms.IntegerField(min_value=1)
    to = forms.IntegerField(min_value=0)
    q = forms.CharField(required=False, max_length=100)


def initial_of(settings: Settings) -> dict[str, Any]:
    """The form's values for rules that there are."""
    return {name: getattr(settings, name) for name in PlanForm.base_fields}
