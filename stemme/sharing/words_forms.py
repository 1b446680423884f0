"""What the sheet sends while words are written."""

from __future__ import annotations

from django import forms

from stemme.kit.languages import CODES
from stemme.sharing.forms import LONGEST


class WordsForm(forms.Form):
    """A text in a language, and what is asked for besides hints: a press on one of the small buttons, or nothing."""

    language = forms.ChoiceField(choices=[(code, code) for code in CODES])
    text = forms.CharField(max_length=LONGEST, required=False, strip=False)
    do = forms.CharField(max_length=10, required=False)

    def clean_text(self) -> str:
        """The words with line ends as networks want them; forms send two characters for each."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        return text
