"""What an owner writes down for the papers."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.council.legal_bases import AGREEMENT
from stemme.council.situation import About
from stemme.council.wording import basis_names, country_names
from stemme.kit.html import seen


class ParticularsForm(forms.Form):
    """Who answers for the data, whom to ask, in which country, on which basis. Anything may wait until later."""

    controller = forms.CharField(
        label=gettext_lazy("Responsible"),
        help_text=gettext_lazy("The company as the register has it: the controller."),
        max_length=200,
        required=False,
    )
    address = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    contact = forms.CharField(
        label=gettext_lazy("Questions about privacy"),
        help_text=gettext_lazy("Whom to ask, and how to reach them. A shared mailbox outlives a person."),
        max_length=200,
        required=False,
    )
    officer = forms.CharField(
        label=gettext_lazy("Data protection officer"),
        help_text=gettext_lazy("If the company has one, and how to reach them."),
        max_length=200,
        required=False,
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    basis = forms.ChoiceField(label=gettext_lazy("Legal basis"), required=False)
    agreement = forms.CharField(
        label=gettext_lazy("Agreement"),
        help_text=gettext_lazy("Its title or its number."),
        max_length=200,
        required=False,
    )
    agreed_on = forms.DateField(
        label=gettext_lazy("Signed on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, data: Any = None, *, about: About, today: dt.date) -> None:
        super().__init__(data, initial=asdict(about))
        self._today = today
        nothing = ("", _("Not chosen yet"))
        self.fields["country"].choices = [nothing, *country_names()]  # type: ignore[attr-defined]
        self.fields["basis"].choices = [nothing, *basis_names()]  # type: ignore[attr-defined]

    def clean_agreed_on(self) -> dt.date | None:
        """A day that has been."""
        day: dt.date | None = self.cleaned_data["agreed_on"]
        if day and day > self._today:
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        """An agreement as a basis has a title and a day."""
        cleaned = super().clean() or {}
        if cleaned.get("basis") == AGREEMENT:
            if not cleaned.get("agreement"):
                self.add_error("agreement", _("Say which agreement."))
            if not cleaned.get("agreed_on") and "agreed_on" not in self.errors:
                self.add_error("agreed_on", _("Say when it was signed."))
        return cleaned

    def about(self) -> About:
        """What was written, after validation."""
        written = {name: seen(self.cleaned_data[name]) for name in self.fields if name != "agreed_on"}
        return About(**written, agreed_on=self.cleaned_data["agreed_on"])
