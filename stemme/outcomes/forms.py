"""A goal as a form."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stemme.kit.lines import one_line
from stemme.library.attribute_queries import stream_names
from stemme.library.queries import live_stories, titles
from stemme.library.workflow.campaign_queries import campaign_names
from stemme.outcomes.goal_queries import TIED, GoalChoice
from stemme.outcomes.goal_wording import KIND_NAMES, MODEL_NAMES, PER_NAMES
from stemme.people.role_queries import colleagues_with
from stemme.people.roles import READ_OVERVIEW

_DAY = {"type": "date"}


class GoalForm(forms.Form):
    """What it is, how many by when, worth how much, and which clicks count."""

    name = forms.CharField(label=_("Name of the goal"), max_length=120)
    kind = forms.ChoiceField(label=_("What is counted"), choices=list(KIND_NAMES.items()))
    key = forms.SlugField(
        label=_("What senders call it"),
        max_length=60,
        required=False,
        help_text=_("Letters, digits and hyphens; your website and your CRM use it. Empty: made from the name."),
    )
    department = forms.CharField(label=_("Department"), max_length=80, required=False)
    owner_id = forms.TypedChoiceField(label=_("Who answers for it"), required=False, coerce=int, empty_value=None)
    target = forms.IntegerField(label=_("Target"), min_value=1, max_value=10_000_000, required=False)
    per = forms.ChoiceField(label=_("The target is"), choices=list(PER_NAMES.items()))
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    last_day = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput(_DAY, format="%Y-%m-%d"))
    value = forms.DecimalField(
        label=_("What one is worth, in the currency of your company"),
        min_value=Decimal(0),
        max_value=Decimal(10) ** 9,
        decimal_places=2,
        required=False,
    )
    value_from_event = forms.BooleanField(label=_("If the sender says what it is worth, that counts"), required=False)
    model = forms.ChoiceField(label=_("How outcomes are credited"), choices=list(MODEL_NAMES.items()))
    window_days = forms.IntegerField(
        label=_("Days after a click in which an outcome counts"),
        min_value=1,
        max_value=90,
        help_text=_("Between 1 and 90. More days hold for outcomes from now on; fewer for all."),
    )
    streams = forms.TypedMultipleChoiceField(
        label=_("Only stories of these streams"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    campaigns = forms.TypedMultipleChoiceField(
        label=_("Only stories of these campaigns"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    stories = forms.TypedMultipleChoiceField(
        label=_("Only these stories"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, organisation_id: int, now: dt.datetime, stored: GoalChoice | None = None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        here = [row.id for row in live_stories(organisation_id, now=now)]
        told = titles(organisation_id, {*here, *(stored.stories if stored else ())})
        self._choose("stories", sorted(((story, title) for story, (_l, title) in told.items()), key=lambda row: row[1]))
        self._choose("streams", list(stream_names(organisation_id).items()))
        self._choose("campaigns", campaign_names(organisation_id))
        people = colleagues_with(organisation_id, READ_OVERVIEW)
        self._choose("owner_id", [("", gettext("Nobody in particular")), *people.items()])

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_name(self) -> str:
        """One line with something in it."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean_department(self) -> str:
        """One line."""
        return one_line(self.cleaned_data["department"])

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first; senders have a word for it."""
        values = super().clean() or self.cleaned_data
        first, last = values.get("first_day"), values.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first one."))
        values["key"] = (values.get("key") or slugify(values.get("name", ""))[:60]).strip("-").lower()
        if not values["key"] and "key" not in self.errors:
            self.add_error("key", _("Write a word here that senders can use."))
        return values

    def choice(self) -> GoalChoice:
        """What was decided."""
        return GoalChoice(**{**self.cleaned_data, **{name: sorted(self.cleaned_data[name]) for name in TIED}})


def initial_of(stored: GoalChoice | None, *, today: dt.date) -> dict[str, Any]:
    """What the form begins with."""
    if stored is not None:
        return asdict(stored)
    return {"kind": "lead", "per": "month", "first_day": today, "model": "linear", "window_days": 30}
