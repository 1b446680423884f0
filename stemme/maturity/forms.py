"""What people send about their place: answers, one of nine types, yes or no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from stemme.maturity.questions import OPTIONS, QUESTIONS
from stemme.maturity.types import KEYS


class AnswersForm(forms.Form):
    """One field for each question: the option, or empty for no answer. What is not sent stays as it was."""

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        for question in QUESTIONS:
            self.fields[question.key] = forms.TypedChoiceField(
                choices=[(str(option), str(option)) for option in range(OPTIONS)],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def answers(self) -> dict[str, int | None]:
        """What was sent, after validation."""
        return {question.key: self.cleaned_data[question.key] for question in QUESTIONS if question.key in self.data}


class TypeForm(forms.Form):
    """One of the nine types, or empty."""

    type = forms.ChoiceField(choices=[(key, key) for key in ("", *KEYS)], required=False)


class OnForm(forms.Form):
    """Yes or no, as a button says it."""

    on = forms.ChoiceField(choices=[("0", "0"), ("1", "1")])

    def wanted(self) -> bool:
        """Yes, after validation."""
        data: dict[str, Any] = self.cleaned_data
        return bool(data["on"] == "1")
