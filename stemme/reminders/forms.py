"""When to be reminded, and how."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.reminders.times import FURTHEST, NEAREST, moment_of

TOMORROW, BEST, OWN = "tomorrow", "best", "own"
MAIL, FILE = "mail", "file"


class ReminderForm(forms.Form):
    """One of the suggested times, or a day and an hour of one's own, on one's own clock."""

    when = forms.ChoiceField(choices=[(key, key) for key in (TOMORROW, BEST, OWN)])
    day = forms.DateField(
        required=False, label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        required=False, label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    how = forms.ChoiceField(choices=[(key, key) for key in (MAIL, FILE)])

    def __init__(
        self,
        data: Any = None,
        *,
        suggested: dict[str, dt.datetime],
        zone: ZoneInfo,
        ends_at: dt.datetime | None,
        now: dt.datetime,
    ) -> None:
        super().__init__(data)
        self.suggested, self.zone, self.ends_at, self.now = suggested, zone, ends_at, now
        #: The hour that was asked for is left out on that day; it is this much later.
        self.moved = False

    def clean(self) -> dict[str, Any]:
        """The moment, as ``at``."""
        data = super().clean() or {}
        if "when" in data and data["when"] != OWN:
            data["at"] = self.suggested[data["when"]]
        elif "when" in data:
            day, time = data.get("day"), data.get("time")
            if day is None and "day" not in self.errors:
                self.add_error("day", _("Choose a day."))
            if time is None and "time" not in self.errors:
                self.add_error("time", _("Choose a time."))
            if day is not None and time is not None:
                moment = moment_of(day, time, self.zone)
                data["at"], self.moved = moment.at, moment.moved
        if "at" in data:
            self._check(data["at"])
        return data

    def _check(self, at: dt.datetime) -> None:
        field = "day" if self.data.get("when") == OWN else None
        if at - self.now < NEAREST:
            self.add_error(field, _("That is over already, or almost. Choose a later time."))
        elif at - self.now > FURTHEST:
            self.add_error(field, _("That is more than half a year away. Choose an earlier time."))
        elif self.ends_at is not None and at >= self.ends_at:
            self.add_error(field, _("The story is over by then. Choose an earlier time."))
