"""The numbers that somebody hands in: the only thing that reaches us of their data export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.archives.networks import KINDS, MOST, NETWORKS, Network
from stemme.archives.wording import label_of, meaning_of
from stemme.maturity.counts import OwnCounts

#: Counts whose year ended longer ago say nothing about today any more (their evidence halves every half year).
OLDEST = dt.timedelta(days=730)


class NetworkForm(forms.Form):
    """Which network is meant."""

    network = forms.ChoiceField(choices=[(network.key, network.name) for network in NETWORKS])


class NumbersForm(forms.Form):
    """Counts of twelve months, each of which may be left out. ``today`` is the day at the person's organisation."""

    until = forms.DateField(
        label=gettext_lazy("Counted up to"),
        help_text=gettext_lazy("The last day of the twelve months: when you got the file, or today."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, data: QueryDict | None = None, *, network: Network, today: dt.date) -> None:
        super().__init__(data, initial={"until": today}, label_suffix="")
        self.today = today
        self.fields["until"].widget.attrs |= {"min": str(today - OLDEST), "max": str(today)}
        for kind in KINDS:
            self.fields[kind] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=MOST[kind],
                label=label_of(kind),
                help_text=meaning_of(kind, network),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )

    def numbers(self) -> Iterator[forms.BoundField]:
        """The fields of the counts, in their order."""
        return (self[kind] for kind in KINDS)

    def clean_until(self) -> dt.date:
        """A day that lies behind us, and not too far. A device east of us may be a day ahead."""
        until: dt.date = self.cleaned_data["until"]
        if until > self.today + dt.timedelta(days=1):
            raise forms.ValidationError(_("This day has not come yet."))
        if until < self.today - OLDEST:
            raise forms.ValidationError(
                _(
                    "That is more than two years ago and says little about today. Get a new file, or type in newer "
                    "numbers."
                )
            )
        return min(until, self.today)

    def clean(self) -> dict[str, Any]:
        """At least one number; new contacts are among the contacts."""
        data = super().clean() or {}
        if not self.errors and all(data.get(kind) is None for kind in KINDS):
            raise forms.ValidationError(_("There is no number yet. Choose your file, or type in at least one."))
        everybody, new = data.get("connections"), data.get("new_connections")
        if everybody is not None and new is not None and new > everybody:
            self.add_error("new_connections", _("These are more than all your contacts."))
        return data

    def counts(self) -> OwnCounts:
        """What was handed in, after validation."""
        return OwnCounts(**{kind: self.cleaned_data[kind] for kind in KINDS})
