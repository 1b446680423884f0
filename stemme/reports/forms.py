"""What plans a report mail, and what makes a link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.languages import LANGUAGES
from stemme.kit.lines import one_line
from stemme.reports.actions import LATEST_DAYS, LONGEST_DAYS
from stemme.reports.stretches import RHYTHMS


class PlanForm(forms.Form):
    """After which periods, in which language, to whom."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=list(zip(RHYTHMS, (gettext_lazy("After each month"), gettext_lazy("After each quarter")), strict=True)),
    )
    days_after = forms.IntegerField(
        label=gettext_lazy("Days after its end"),
        min_value=1,
        max_value=LATEST_DAYS,
        initial=2,
        help_text=gettext_lazy("So that late clicks are in it."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    recipients = forms.TypedMultipleChoiceField(
        label=gettext_lazy("To whom"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Colleagues who may see the figures. Whoever loses the right gets no more."),
        error_messages={"required": gettext_lazy("Choose at least one colleague.")},
    )

    def __init__(self, data: Any = None, *, people: dict[int, str], language: str) -> None:
        super().__init__(data, auto_id="plan_%s", initial={"language": language})
        self.fields["recipients"].choices = list(people.items())  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """What for, which report, in which language, for how long."""

    label = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=80,
        help_text=gettext_lazy("For example: Board, 3 December. Only you and your colleagues see it."),
        error_messages={"required": gettext_lazy("Say what the link is for.")},
    )
    stretch = forms.ChoiceField(label=gettext_lazy("Report"))
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES)
    days = forms.IntegerField(
        label=gettext_lazy("Works for so many days"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=14,
        help_text=gettext_lazy("At most 90. You can end it at any time."),
    )

    def __init__(self, data: Any = None, *, stretches: list[tuple[str, str]], language: str) -> None:
        super().__init__(data, auto_id="link_%s", initial={"language": language})
        self.fields["stretch"].choices = stretches  # type: ignore[attr-defined]

    def clean_label(self) -> str:
        """On one line, without invisible characters."""
        label = one_line(self.cleaned_data["label"], limit=80)
        if not label:
            raise forms.ValidationError(_("Say what the link is for."))
        return label
