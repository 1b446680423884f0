"""Buttons: how many, whether, and what to do with a pair."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from stemme.buddies import course


class HelpingForm(forms.Form):
    """How many newcomers at a time; 0 ends the offer."""

    room = forms.TypedChoiceField(
        label=_("So many newcomers at a time"),
        coerce=int,
        choices=[
            (number, ngettext_lazy("%(n)d newcomer", "%(n)d newcomers", number) % {"n": number}) for number in (1, 2, 3)
        ],
        widget=forms.RadioSelect,
    )


class DeedForm(forms.Form):
    """What one of the two does with their pair."""

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in course.DEEDS])
