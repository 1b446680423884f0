"""An answer, and how many per cent it takes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.pulse import freedom


class AnswerForm(forms.Form):
    """The step that was pressed; 0 for "I would rather not say"."""

    step = forms.TypedChoiceField(choices=[(step, step) for step in (freedom.UNSAID, *freedom.STEPS)], coerce=int)


class ThresholdForm(forms.Form):
    """From how many per cent on boards may be shown."""

    percent = forms.IntegerField(
        label=_("Boards need so many per cent who felt free"),
        min_value=freedom.LOWEST_THRESHOLD,
        max_value=freedom.HIGHEST_THRESHOLD,
        help_text=_("Between 50 and 95. It holds for the question that is open now; results that are out stay."),
    )
