"""What somebody writes and answers on the pages of growth, checked."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.growth.actions import DONE, LONGEST_NOTE, NOT_FOR_ME
from stemme.growth.steps import STEP_OF
from stemme.kit.languages import CODES
from stemme.kit.lines import one_line

TRY, ANOTHER, NOT_NOW, AGAIN = "try", "another", "not_now", "again"
NOT_YET, DROP = "not_yet", "drop"
SAVE, DELETE = "save", "delete"


class StepForm(forms.Form):
    """One of the three answers to a suggested step, or the wish for one before the month is over."""

    do = forms.ChoiceField(choices=[(key, key) for key in (TRY, ANOTHER, NOT_NOW, AGAIN)])
    step = forms.ChoiceField(choices=[(key, key) for key in STEP_OF], required=False)


class TriedForm(forms.Form):
    """How a step went."""

    do = forms.ChoiceField(choices=[(key, key) for key in (DONE, NOT_YET, NOT_FOR_ME, DROP)])


class NoteForm(forms.Form):
    """What an exercise ends in. Kept for the person alone."""

    text = forms.CharField(
        max_length=LONGEST_NOTE,
        strip=True,
        widget=forms.Textarea,
        error_messages={
            "required": _("There is nothing here yet. A few words are enough."),
            "max_length": _("That is longer than we can keep here (%(limit_value)d characters)."),
        },
    )

    def clean_text(self) -> str:
        """The words line by line, without signs that turn or hide what stands around them."""
        text = "\n".join(one_line(line) for line in self.cleaned_data["text"].splitlines()).strip()
        if not text:
            raise forms.ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text


class LessonLanguageForm(forms.Form):
    """The language a lesson was read in."""

    language = forms.ChoiceField(choices=[(code, code) for code in CODES])
