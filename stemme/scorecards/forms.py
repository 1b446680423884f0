"""What is sent from one's own scorecard."""

from __future__ import annotations

from django import forms

from stemme.agreements.locks import LOCKS

YES, BACK = "yes", "back"


class ConsentForm(forms.Form):
    """Yes to a lock, or take it back."""

    lock = forms.ChoiceField(choices=[(lock, lock) for lock in LOCKS])
    do = forms.ChoiceField(choices=[(YES, YES), (BACK, BACK)])
