"""What readers may send us, checked."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.library.streams import declines

#: The keys are those of actions.DECLINE_REASONS.
DECLINE_CHOICES = (
    ("", _("No reason")),
    (declines.SALESY, _("Too much advertising")),
    (declines.FIELD, _("Not my field")),
    (declines.LANGUAGE, _("Not my language")),
    (declines.DOUBT, _("I do not believe it")),
    (declines.TIME, _("Not the right time")),
    ("seen", _("I knew it already")),
    ("other", _("Something else")),
)


class DeclineForm(forms.Form):
    """Not for me, and why if somebody likes to say."""

    reason = forms.ChoiceField(label=_("Why"), choices=DECLINE_CHOICES, required=False)


class LeaningForm(forms.Form):
    """More or less of a story, one of its topics or its stream."""

    of = forms.CharField(max_length=40)
    do = forms.ChoiceField(choices=(("more", _("More of this")), ("less", _("Less of this"))))


class InterestsForm(forms.Form):
    """The topics somebody follows."""

    topics = forms.TypedMultipleChoiceField(
        label=_("Topics"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, offered: Sequence[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["topics"].choices = offered  # type: ignore[attr-defined]
