"""Filters of the list, a customer's amount, and a new webhook."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stemme.landing.leads.list_queries import CUSTOMER, OPEN, STOPPED
from stemme.landing.leads.posting import problem_of

_STATE_NAMES = [
    ("", _("All confirmed")),
    (OPEN, _("Not a customer yet")),
    (CUSTOMER, _("Customers")),
    (STOPPED, _("Want no mails")),
]
_DAYS = [("", _("Since the beginning")), ("7", _("Last 7 days")), ("30", _("Last 30 days")), ("90", _("Last 90 days"))]


class FilterForm(forms.Form):
    """Which leads are shown. What is not understood filters nothing."""

    page_of = forms.TypedChoiceField(label=_("Landing page"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("State"), required=False, choices=_STATE_NAMES)
    days = forms.TypedChoiceField(label=_("Period"), required=False, choices=_DAYS, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, pages: Sequence[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.fields["page_of"].choices = [("", gettext("All pages")), *pages]  # type: ignore[attr-defined]


class CustomerForm(forms.Form):
    """What somebody bought for."""

    value = forms.DecimalField(
        label=_("What it was worth"), required=False, localize=True, min_value=Decimal(0), max_value=Decimal(10) ** 9,
        decimal_places=2, help_text=_("Empty: what the goal says."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip


class WebhookForm(forms.Form):
    """Where confirmed leads go to."""

    url = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("Begins with https://. Your system takes a POST there."),
        widget=forms.TextInput(attrs={"type": "url", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    page = forms.TypedChoiceField(label=_("Leads of"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, pages: Sequence[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="webhook-%s")
        self.fields["page"].choices = [("", gettext("All pages")), *pages]  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        """An address that we open."""
        url = str(self.cleaned_data["url"]).strip()
        problem = problem_of(url)
        if problem == "open":
            raise forms.ValidationError(gettext("Names and addresses only leave encrypted: begin with https://."))
        if problem:
            raise forms.ValidationError(gettext("This is no address of a public server."))
        return url
