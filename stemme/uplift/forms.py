"""Planning a lottery, and drawing one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.library.actions.lotteries import LEAST_DAYS, MOST_DAYS
from stemme.library.lots import LEAST_SHARE, MOST_SHARE

_STORY, _CAMPAIGN = "story", "campaign"


class PlanForm(forms.Form):
    """What is to be found out. Everything has a value to begin with."""

    share = forms.IntegerField(
        label=_("Of 100 people, invited later"), min_value=LEAST_SHARE, max_value=MOST_SHARE, initial=10
    )
    days = forms.IntegerField(label=_("Days"), min_value=LEAST_DAYS, max_value=MOST_DAYS, initial=28)
    wanted = forms.IntegerField(
        label=_("More visits per 100 people that would matter to you"), min_value=1, max_value=100_000, initial=50
    )
    base = forms.FloatField(
        label=_("Of 100 people, how many bring a lead without being invited"), min_value=0, max_value=99, initial=2
    )
    lifted = forms.FloatField(label=_("… and how many when they are"), min_value=0.1, max_value=100, initial=5)

    def clean(self) -> dict[str, object]:
        """Two equal shares differ by nothing, which no number of people finds."""
        found = dict(self.cleaned_data)
        if "base" in found and found.get("lifted") is not None and found["lifted"] <= found["base"]:
            self.add_error("lifted", _("Take a larger number than without being invited."))
        return found


class DrawForm(forms.Form):
    """Over what, of how many, until when."""

    thing = forms.ChoiceField(label=_("Story or campaign"))
    share = forms.IntegerField(
        label=_("Of 100 people, invited later"), min_value=LEAST_SHARE, max_value=MOST_SHARE, initial=10
    )
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(
        self,
        *args: object,
        stories: Sequence[tuple[int, str]],
        campaigns: Sequence[tuple[int, str]],
        today: dt.date,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        groups = (
            (_("Campaigns"), [(f"{_CAMPAIGN}-{number}", name) for number, name in campaigns]),
            (_("Stories"), [(f"{_STORY}-{number}", name) for number, name in stories]),
        )
        self.fields["thing"].choices = [(name, rows) for name, rows in groups if rows]  # type: ignore[attr-defined]
        last_day = self.fields["last_day"]
        last_day.initial = today + dt.timedelta(days=28)
        last_day.widget.attrs |= {
            "min": (today + dt.timedelta(days=LEAST_DAYS)).isoformat(),
            "max": (today + dt.timedelta(days=MOST_DAYS - 1)).isoformat(),
        }

    @property
    def story_id(self) -> int | None:
        """The story that was chosen, or None."""
        return self._chosen(_STORY)

    @property
    def campaign_id(self) -> int | None:
        """The campaign that was chosen, or None."""
        return self._chosen(_CAMPAIGN)

    def _chosen(self, kind: str) -> int | None:
        name, _dash, number = str(self.cleaned_data["thing"]).partition("-")
        return int(number) if name == kind else None
