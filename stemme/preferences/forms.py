"""What somebody chooses about what reaches them. Every part of the page is a form of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from stemme.kit.languages import LANGUAGES
from stemme.kit.time_zones import zone_choices
from stemme.mailings.rhythm import FORTNIGHTLY, MONTHLY, NEVER, TWICE, WEEKLY, House
from stemme.preferences.countries import country_choices

#: Nobody gets a mail in the night; what the organisation's own quiet hours forbid is moved by the planning.
_HOURS = range(6, 21)
LONGEST_BREAK = dt.timedelta(days=366)
_DATE = {"type": "date"}


class RhythmForm(forms.Form):
    """How often, on which day, at which hour, and where."""

    every = forms.ChoiceField(
        label=gettext_lazy("How often"),
        widget=forms.RadioSelect,
        choices=(
            (WEEKLY, gettext_lazy("With every digest")),
            (TWICE, gettext_lazy("Twice a week")),
            (FORTNIGHTLY, gettext_lazy("Every second week")),
            (MONTHLY, gettext_lazy("Once a month")),
            (NEVER, gettext_lazy("Not at all")),
        ),
    )
    weekday = forms.TypedChoiceField(label=gettext_lazy("Day"), required=False, coerce=int, empty_value=None)
    hour = forms.TypedChoiceField(label=gettext_lazy("Time of day"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]], usual: House, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [("", _("As the others: %(day)s") % {"day": WEEKDAYS[usual.weekday]}), *list(WEEKDAYS.items())[:5]]
        hours = [(hour, time_format(dt.time(hour))) for hour in _HOURS]
        self.fields["weekday"].choices = days  # type: ignore[attr-defined]
        self.fields["hour"].choices = [  # type: ignore[attr-defined]
            ("", _("As the others: %(time)s") % {"time": time_format(dt.time(usual.hour, usual.minute))}),
            *hours,
        ]
        if len(ways) > 1:
            self.fields["way"] = forms.ChoiceField(label=_("Where"), choices=ways, widget=forms.RadioSelect)


class BreakForm(forms.Form):
    """No mails before a day."""

    until = forms.DateField(
        label=gettext_lazy("Break until"),
        help_text=gettext_lazy("Mails begin again on this day."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs=dict(_DATE)),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["until"].widget.attrs |= _between(today + dt.timedelta(days=1), today + LONGEST_BREAK)

    def clean_until(self) -> dt.date:
        """A day that is ahead, at most a year."""
        until: dt.date = self.cleaned_data["until"]
        if not self.today < until <= self.today + LONGEST_BREAK:
            raise forms.ValidationError(_("Choose a day from tomorrow on, at most a year ahead."))
        return until


class QuietForm(forms.Form):
    """Days without mails, planned ahead: a holiday, a birth, the week of the audit."""

    first = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs=dict(_DATE)))
    last = forms.DateField(
        label=gettext_lazy("Up to and including"), widget=forms.DateInput(format="%Y-%m-%d", attrs=dict(_DATE))
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in self.fields:
            self.fields[name].widget.attrs |= _between(today, today + LONGEST_BREAK)

    def clean(self) -> dict[str, Any]:
        """From today on, in order, at most a year ahead."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and not self.today <= first <= last <= self.today + LONGEST_BREAK:
            self.add_error("last", _("Choose days from today on, the last not before the first, at most a year ahead."))
        return data


class ReachForm(forms.Form):
    """Languages of stories, and where one's days and holidays are."""

    story_languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of stories"),
        help_text=gettext_lazy("Choose none, and you get what speakers of your language read."),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False)
    country = forms.ChoiceField(
        label=gettext_lazy("Public holidays of"),
        help_text=gettext_lazy("On a public holiday no mail comes; it moves to the next working day."),
        required=False,
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = _("As at the organisation: %(zone)s") % {"zone": zone.replace("_", " ")}
        self.fields["time_zone"].choices = [("", usual), *zone_choices()]  # type: ignore[attr-defined]
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", _("As at the organisation")),
            *country_choices(get_language() or "en"),
        ]


class TopicsForm(forms.Form):
    """The topics somebody follows."""

    topics = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Topics"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = offered  # type: ignore[attr-defined]


class AppsForm(forms.Form):
    """The apps somebody uses: they come first on the share sheet and in mails."""

    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Apps I use"),
        help_text=gettext_lazy(
            "They come first when you share, and in your mails. Choose none, and you see the usual ones."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channels"].choices = offered  # type: ignore[attr-defined]


def _between(first: dt.date, last: dt.date) -> dict[str, str]:
    return {"min": first.isoformat(), "max": last.isoformat()}
