"""Which words somebody says they have read."""

from __future__ import annotations

from django import forms

from stemme.kit.languages import CODES


class ReadForm(forms.Form):
    """The version and the language that were on the page."""

    version = forms.IntegerField(min_value=1, max_value=1_000_000)
    language = forms.ChoiceField(choices=[(code, code) for code in CODES])
