"""Rules, rewards, gifts and answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.rewards import earning, wording
from stemme.rewards.queries import Rules


@dataclass(frozen=True, slots=True)
class RuleFields:
    """The three fields of one rule, for the template."""

    name: str
    on: forms.BoundField
    points: forms.BoundField
    per_month: forms.BoundField


class RulesForm(forms.Form):
    """Whether points are given, for what, and what may be done with them."""

    on = forms.BooleanField(
        label=gettext_lazy("Give points"),
        required=False,
        help_text=gettext_lazy("To those who want them. Nothing that happened before earns anything."),
        widget=forms.CheckboxInput(attrs={"role": "switch"}),
    )
    most_a_month = forms.IntegerField(
        label=gettext_lazy("At most so many points a month"),
        min_value=1,
        max_value=earning.MOST_A_MONTH,
        help_text=gettext_lazy("For one person, by all rules together."),
    )
    cause = forms.CharField(
        label=gettext_lazy("The pot is for"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "What points can be given away for, like the rescue boat at Florø. Empty: nothing can be given away."
        ),
    )

    def __init__(self, data: QueryDict | None = None, *, rules: Rules) -> None:
        initial: dict[str, Any] = {"on": rules.on, "most_a_month": rules.most_a_month, "cause": rules.cause}
        for rule in rules.rules:
            initial |= {f"on_{rule.key}": rule.on, f"points_{rule.key}": rule.points}
            initial[f"per_month_{rule.key}"] = rule.per_month
        super().__init__(data, initial=initial)
        for key in earning.RULES:
            self._add(key)

    def _add(self, key: str) -> None:
        self.fields[f"on_{key}"] = forms.BooleanField(label=wording.rule_name(key), required=False)
        self.fields[f"points_{key}"] = forms.IntegerField(
            label=_("Points the first time"), min_value=1, max_value=earning.MOST_POINTS
        )
        self.fields[f"per_month_{key}"] = forms.IntegerField(
            label=_("Times a month at most"), min_value=1, max_value=earning.MOST_TIMES
        )

    def rule_fields(self) -> Iterator[RuleFields]:
        """The rules, in their order."""
        for key in earning.RULES:
            yield RuleFields(wording.rule_name(key), self[f"on_{key}"], self[f"points_{key}"], self[f"per_month_{key}"])

    def rules(self) -> tuple[earning.Rule, ...]:
        """What was chosen, after validation."""
        said = self.cleaned_data
        return tuple(
            earning.Rule(key, said[f"points_{key}"], said[f"per_month_{key}"], said[f"on_{key}"])
            for key in earning.RULES
        )


class RewardForm(forms.Form):
    """Something that points can be redeemed for."""

    title = forms.CharField(label=gettext_lazy("What it is"), max_length=120)
    cost = forms.IntegerField(label=gettext_lazy("Points it takes"), min_value=1, max_value=100_000)
    stock = forms.IntegerField(
        label=gettext_lazy("How many there are"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=gettext_lazy("Empty: as many as anybody asks for."),
    )


class GiftForm(forms.Form):
    """How many points go to the pot."""

    points = forms.IntegerField(label=gettext_lazy("Points to give away"), min_value=1, max_value=1_000_000)


class AnswerForm(forms.Form):
    """Yes or no to a request. ``corrects``: it is about an entry, so a yes needs points and a reason."""

    granted = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    points = forms.IntegerField(
        label=gettext_lazy("Points more or fewer"), required=False, min_value=-10_000, max_value=10_000
    )
    words = forms.CharField(label=gettext_lazy("In a sentence, for the person"), max_length=300, required=False)

    def __init__(self, data: QueryDict | None = None, *, corrects: bool, number: int) -> None:
        super().__init__(data, auto_id=f"id_{number}_%s")
        self.corrects = corrects

    def clean(self) -> dict[str, Any]:
        """A correction says how many points, and why."""
        cleaned = super().clean() or {}
        if self.corrects and cleaned.get("granted") == "yes":
            if not cleaned.get("points"):
                self.add_error("points", _("Say how many points more or fewer it should be."))
            if not cleaned.get("words"):
                self.add_error("words", _("Say why: the person reads it in their ledger."))
        return cleaned
