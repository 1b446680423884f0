"""What newcomers choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from stemme.kit.languages import LANGUAGES
from stemme.mailings.rhythm import FORTNIGHTLY, MONTHLY, NEVER, TWICE, WEEKLY
from stemme.maturity.questions import OPTIONS, QUESTIONS


class ReadForm(forms.Form):
    """The tick below the guidelines, and which words stood above it."""

    read = forms.BooleanField(required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
    language = forms.ChoiceField(required=False, choices=LANGUAGES)


class InterestsForm(forms.Form):
    """What about, and where one shares."""

    topics = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What would you like to read about?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Apps I use"),
        help_text=gettext_lazy("They come first when you share. None at all is fine, too."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, topics: Sequence[tuple[int, str]], channels: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topics  # type: ignore[attr-defined]
        self.fields["channels"].choices = channels  # type: ignore[attr-defined]


class RhythmForm(forms.Form):
    """How often, and where."""

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

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(ways) > 1:
            self.fields["way"] = forms.ChoiceField(label=gettext_lazy("Where"), choices=ways, widget=forms.RadioSelect)


class AnswersForm(forms.Form):
    """One field for each of the eight questions: the option, or empty. What is not sent stays as it was."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        options = [(str(option), str(option)) for option in range(OPTIONS)]
        for question in QUESTIONS:
            self.fields[question.key] = forms.TypedChoiceField(
                choices=options, coerce=int, empty_value=None, required=False
            )

    def answers(self) -> dict[str, int | None]:
        """What was sent, after validation."""
        return {key: self.cleaned_data[key] for key in self.fields if key in self.data}
