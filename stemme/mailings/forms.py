"""What an organisation decides about its mails."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.mailings.actions.ruling import MOST_A_WEEK
from stemme.mailings.open_hours import OpenHours
from stemme.mailings.rhythm import House

_HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class RulesForm(forms.Form):
    """Weekday and time of the digest, quiet hours, weekends, and the cap."""

    weekday = forms.TypedChoiceField(label=gettext_lazy("Weekday"), choices=list(WEEKDAYS.items()), coerce=int)
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        help_text=gettext_lazy("On the clock of each reader."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    second_weekday = forms.TypedChoiceField(
        label=gettext_lazy("The second day for who reads twice a week"), choices=list(WEEKDAYS.items()), coerce=int
    )
    quiet_from = forms.TypedChoiceField(label=gettext_lazy("Quiet from"), choices=_HOURS, coerce=int)
    quiet_until = forms.TypedChoiceField(
        label=gettext_lazy("Quiet until"),
        help_text=gettext_lazy("The same hour twice: there are no quiet hours."),
        choices=_HOURS,
        coerce=int,
    )
    weekends = forms.BooleanField(label=gettext_lazy("Mails also go out on Saturdays and Sundays"), required=False)
    cap = forms.IntegerField(
        label=gettext_lazy("Mails for a person in seven days, at most"),
        help_text=gettext_lazy("Whoever sends them. Invitations and reminders that people asked for do not count."),
        min_value=1,
        max_value=MOST_A_WEEK,
    )

    def __init__(self, data: Any = None, *, house: House) -> None:
        super().__init__(
            data,
            initial={
                "weekday": house.weekday,
                "time": dt.time(house.hour, house.minute),
                "second_weekday": house.other_weekday,
                "quiet_from": house.hours.quiet_from,
                "quiet_until": house.hours.quiet_until,
                "weekends": house.hours.weekends,
                "cap": house.cap,
            },
        )

    def clean(self) -> dict[str, Any]:
        """The second day is another one, and the time is none at which nothing leaves."""
        cleaned = super().clean() or {}
        if cleaned.get("weekday") is not None and cleaned.get("weekday") == cleaned.get("second_weekday"):
            self.add_error("second_weekday", _("Choose another day than the first."))
        if not self.errors:
            hours, time = self._hours(), cleaned["time"]
            if hours.settled(dt.date(2000, 1, 3), time, "") != (dt.date(2000, 1, 3), time):
                self.add_error("time", _("This is in the quiet hours, or just before them."))
            if not hours.weekends and cleaned["weekday"] >= 5:
                self.add_error("weekday", _("Nothing goes out at weekends. Choose another day, or allow weekends."))
        return cleaned

    def _hours(self) -> OpenHours:
        data = self.cleaned_data
        return OpenHours(data["quiet_from"], data["quiet_until"], data["weekends"])

    def house(self) -> House:
        """The rules that were chosen."""
        data = self.cleaned_data
        return House(
            weekday=data["weekday"],
            second_weekday=data["second_weekday"],
            hour=data["time"].hour,
            minute=data["time"].minute,
            hours=self._hours(),
            cap=data["cap"],
        )
