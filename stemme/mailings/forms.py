"""How often, and from when on again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from stemme.mailings.rhythm import MONTHLY, NEVER, WEEKLY

BREAK = "break"
_LONGEST_BREAK = dt.timedelta(days=366)


class PreferencesForm(forms.Form):
    """Every digest, once a month, a break until a day, or none."""

    choice = forms.ChoiceField(widget=forms.RadioSelect)
    until = forms.DateField(required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["choice"].label = _("How often would you like a mail?")
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (WEEKLY, _("With every digest")),
            (MONTHLY, _("Once a month")),
            (BREAK, _("Take a break")),
            (NEVER, _("Not at all")),
        ]
        self.fields["until"].label = _("Break until")
        self.fields["until"].help_text = _("Only for a break. Mails begin again on this day.")
        self.fields["until"].widget.attrs |= {
            "min": (today + dt.timedelta(days=1)).isoformat(),
            "max": (today + _LONGEST_BREAK).isoformat(),
        }

    def clean(self) -> dict[str, Any]:
        """A break needs a day that is ahead, at most a year."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == BREAK and "until" not in self.errors:
            until = cleaned.get("until")
            if until is None or not self.today < until <= self.today + _LONGEST_BREAK:
                self.add_error("until", _("Choose a day from tomorrow on, at most a year ahead."))
        return cleaned
