"""A new challenge: whom it is for, which months, what counts, and what it says in up to five languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line
from stemme.kit.periods import last_day_of_month, month_start
from stemme.people.queries import TeamRow
from stemme.recognition.challenge_queries import Words
from stemme.recognition.fairness import QUALITY, SHARES_OF_PEOPLE, WINDOWS
from stemme.recognition.states import LONGEST
from stemme.recognition.wording import MEASURES

#: Challenges are planned at most so many months ahead.
_AHEAD = 6
_PARTS = ("theme", "words", "prize")


class ChallengeForm(forms.Form):
    """Fields of the challenge, and ``theme_en``, ``words_en``, ``prize_en`` and so on."""

    team = forms.ChoiceField(label=gettext_lazy("Whose houses"), required=False)
    first = forms.ChoiceField(label=gettext_lazy("From the beginning of"))
    months = forms.ChoiceField(
        label=gettext_lazy("Lasts"), help_text=gettext_lazy("Whole months, because groups are counted by months.")
    )
    measure = forms.ChoiceField(
        label=gettext_lazy("What counts"),
        choices=list(MEASURES.items()),
        initial=WINDOWS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("How much anybody shares never counts."),
    )
    goal = forms.DecimalField(
        label=gettext_lazy("The goal for every house"),
        min_value=0,
        max_value=1000,
        decimal_places=1,
        initial=60,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input short-input"}),
        help_text=gettext_lazy(
            "Windows and first steps: per cent of people. Visitors: for each one who takes part. Quality: a score from "
            "1 to 100."
        ),
    )

    def __init__(self, *args: Any, teams: Sequence[TeamRow], today: dt.date, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order = sorted(LANGUAGES, key=lambda entry: entry[0] != language)
        self._choose("team", [("", _("The divisions of the whole organisation")), *_with_teams_below(teams)])
        self._choose("first", _months_ahead(today))
        counts = range(1, LONGEST + 1)
        self._choose("months", [(str(n), ngettext("%(n)s month", "%(n)s months", n) % {"n": n}) for n in counts])
        for code, _name in self.order:
            self._add_language(code)

    def _choose(self, field: str, choices: list[tuple[str, str]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]

    def _add_language(self, code: str) -> None:
        speaks = {"lang": code}
        labels = (_("Theme"), _("In a sentence"), _("The prize, for everybody together"))
        for part, label, limit in zip(_PARTS, labels, (80, 300, 300), strict=True):
            self.fields[f"{part}_{code}"] = forms.CharField(
                label=label,
                max_length=limit,
                required=False,
                widget=forms.TextInput(attrs=speaks)
                if part == "theme"
                else forms.Textarea(attrs={"rows": 2, **speaks}),
            )

    def languages(self) -> Iterator[tuple[str, str, list[forms.BoundField], bool]]:
        """(code, name, fields, unfolded) by language, the organiser's own first."""
        for number, (code, name) in enumerate(self.order):
            fields = [self[f"{part}_{code}"] for part in _PARTS]
            yield code, name, fields, number == 0 or any(field.value() or field.errors for field in fields)

    def clean(self) -> dict[str, Any]:
        """A goal that somebody can reach, and a theme in at least one language."""
        values = super().clean() or self.cleaned_data
        goal, measure = values.get("goal"), values.get("measure")
        if goal is not None and measure is not None:
            if goal <= 0:
                self.add_error("goal", _("A goal is more than nothing."))
            elif goal > 100 and (measure in SHARES_OF_PEOPLE or measure == QUALITY):
                self.add_error("goal", _("At most 100."))
        for code, _name in self.order:
            if any(values.get(f"{part}_{code}") for part in _PARTS[1:]) and not values.get(f"theme_{code}"):
                self.add_error(f"theme_{code}", _("Give it a theme."))
        if not self.errors and not self.texts():
            raise forms.ValidationError(_("Write the theme in at least one language."))
        return values

    def texts(self) -> list[Words]:
        """What was written, after validation."""
        found = []
        for code, _name in self.order:
            theme, words, prize = (one_line(self.cleaned_data.get(f"{p}_{code}", ""), limit=300) for p in _PARTS)
            if theme:
                found.append(Words(code, theme, words, prize))
        return found

    def goal_per_head(self) -> float:
        """The goal as it is compared: a share of people, or a number for each."""
        goal = float(self.cleaned_data["goal"])
        return goal / 100 if self.cleaned_data["measure"] in SHARES_OF_PEOPLE else goal


def _with_teams_below(teams: Sequence[TeamRow]) -> list[tuple[str, str]]:
    above = {team.parent_id for team in teams}
    return [(str(team.id), _("The teams of %(team)s") % {"team": team.name}) for team in teams if team.id in above]


def _months_ahead(today: dt.date) -> list[tuple[str, str]]:
    found, month = [], month_start(today)
    for _number in range(_AHEAD):
        found.append((month.isoformat(), f"{MONTHS[month.month]} {month.year}"))
        month = last_day_of_month(month) + dt.timedelta(days=1)
    return found
