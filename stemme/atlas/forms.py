"""What somebody may be asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.atlas.care_actions import LONGEST_FIELD


class OfferForm(forms.Form):
    """You may ask me …"""

    feedback = forms.BooleanField(
        required=False,
        label=gettext_lazy("Ask me what I think"),
        help_text=gettext_lazy("About stories before they go out, or about the programme."),
    )
    promote = forms.BooleanField(
        required=False,
        label=gettext_lazy("Help my posts find readers"),
        help_text=gettext_lazy("Tell me when the company would like to quote, share or translate something of mine."),
    )
    mentor = forms.BooleanField(
        required=False,
        label=gettext_lazy("Introduce me to a newcomer"),
        help_text=gettext_lazy("Somebody who would like to begin and has a question or two."),
    )
    field = forms.CharField(
        required=False,
        max_length=LONGEST_FIELD,
        label=gettext_lazy("My field"),
        help_text=gettext_lazy("In a few words, for example: district heating, and explaining it to neighbours."),
    )
    show_type = forms.BooleanField(
        required=False,
        label=gettext_lazy("Show where I am on the map"),
        help_text=gettext_lazy("One word, such as “Enthusiast”. Without the tick nobody sees it."),
    )

    def clean(self) -> dict[str, Any]:
        """An offer is an offer of something."""
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("feedback", "promote", "mentor")):
            raise forms.ValidationError(_("Tick at least one of the three, or go back without saving."))
        return cleaned
