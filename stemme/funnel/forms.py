"""What a lead writes down about money."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from stemme.funnel.wording import COST_NAMES
from stemme.kit.periods import month_start
from stemme.outcomes.value.value import COST_KINDS, Range
from stemme.sharing.channels import BY_KEY

CURRENCIES = ("NOK", "DKK", "SEK", "EUR", "GBP", "CHF", "USD", "ISK", "PLN")
_MOST = Decimal(10) ** 9


def _day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def currency_choices() -> list[tuple[str, str]]:
    """Currencies with their names in the reader's language."""
    names = Locale.parse(get_language() or "en").currencies
    return [(code, f"{code}, {names.get(code, code)}") for code in CURRENCIES]


def channel_choices() -> list[tuple[str, str]]:
    """The channels clicks come through."""
    return [(key, channel.name) for key, channel in BY_KEY.items()]


def cost_choices() -> list[tuple[str, str]]:
    """Lines of cost."""
    return [(kind, COST_NAMES[kind]) for kind in COST_KINDS]


class RulesForm(forms.Form):
    """Currency, what time costs, and with whom it was agreed."""

    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currency_choices)
    hour_cost = forms.DecimalField(
        label=gettext_lazy("What an hour of a colleague costs"), min_value=0, max_value=_MOST, decimal_places=2,
        required=False, help_text=gettext_lazy("With everything. Empty: time is not counted as a cost."),
    )  # fmt: skip
    minutes_per_share = forms.DecimalField(
        label=gettext_lazy("Minutes for one share"), min_value=0, max_value=240, decimal_places=1, initial=2
    )
    agreed_with = forms.CharField(
        label=gettext_lazy("Agreed with"), max_length=80, required=False,
        help_text=gettext_lazy("For example: Finance."),
    )  # fmt: skip
    agreed_on = forms.DateField(
        label=gettext_lazy("Agreed on"),
        required=False,
        widget=_day_input(),
    )


class PriceForm(forms.Form):
    """What a click on one channel would cost elsewhere."""

    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=channel_choices)
    low = forms.DecimalField(label=gettext_lazy("Low"), min_value=0, max_value=99_999, decimal_places=2)
    base = forms.DecimalField(label=gettext_lazy("Usual"), min_value=0, max_value=99_999, decimal_places=2)
    high = forms.DecimalField(label=gettext_lazy("High"), min_value=0, max_value=99_999, decimal_places=2)
    source = forms.CharField(
        label=gettext_lazy("Where the figures are from"), max_length=200,
        help_text=gettext_lazy("Your own campaigns, an offer, a published figure. Write “assumption” if it is one."),
    )  # fmt: skip
    dated = forms.DateField(label=gettext_lazy("As of"), widget=_day_input())

    def clean(self) -> dict[str, Any]:
        """The three have to rise."""
        said = super().clean() or {}
        if {"low", "base", "high"} <= said.keys() and not said["low"] <= said["base"] <= said["high"]:
            self.add_error("base", _("The usual price lies between the low and the high one."))
        return said

    def each(self) -> Range:
        """The price."""
        said = self.cleaned_data
        return Range(said["low"], said["base"], said["high"])


class CostForm(forms.Form):
    """A line of cost per month."""

    kind = forms.ChoiceField(label=gettext_lazy("What for"), choices=cost_choices)
    label = forms.CharField(label=gettext_lazy("In your words"), max_length=80, required=False)
    amount = forms.DecimalField(label=gettext_lazy("Per month"), min_value=0, max_value=_MOST, decimal_places=2)
    hours = forms.DecimalField(
        label=gettext_lazy("Hours in it"), min_value=0, max_value=99_999, decimal_places=1, required=False,
        help_text=gettext_lazy("Where it is work."),
    )  # fmt: skip
    first_month = forms.DateField(label=gettext_lazy("From the month of"), widget=_day_input())
    last_month = forms.DateField(
        label=gettext_lazy("Until the month of"), required=False,
        widget=_day_input(),
        help_text=gettext_lazy("Empty: until you end it."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Whole months, in order."""
        said = super().clean() or {}
        for name in ("first_month", "last_month"):
            if isinstance(said.get(name), dt.date):
                said[name] = month_start(said[name])
        first, last = said.get("first_month"), said.get("last_month")
        if first and last and last < first:
            self.add_error("last_month", _("That is before it begins."))
        return said
