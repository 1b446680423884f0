"""What is to be stopped, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stemme.kit.lines import one_line
from stemme.library.actions.pauses import Stopped
from stemme.links.targets import TargetError

EVERYTHING = "everything"
_ADDRESSES = {
    "own": _("That is one of our own links: visitors would go in circles."),
    "scheme": _("An address begins with https:// or http://."),
    "long": _("This address is too long."),
}


class StopForm(forms.Form):
    """A story, a stream or everything: ``story-7``, ``stream-3``, ``everything``."""

    what = forms.CharField(max_length=40)

    def clean_what(self) -> Stopped:
        """What the word means."""
        kind, _dash, number = self.cleaned_data["what"].partition("-")
        known = kind in {"story", "stream"} and number.isascii() and number.isdigit() and len(number) < 18
        if not known and self.cleaned_data["what"] != EVERYTHING:
            raise forms.ValidationError(_("Please choose what is to be stopped."))
        return Stopped(**{f"{kind}_id": int(number)}) if known else Stopped()


class WhyForm(forms.Form):
    """Why it is stopped, and where its links lead meanwhile."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("One or two sentences. Those who shared read them if you tell them."),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    instead_url = forms.CharField(
        label=_("Links lead to"),
        help_text=_("For example a page with your statement. Empty: visitors read that the story is not there."),
        max_length=2000,
        required=False,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "placeholder": "https://"}),
    )

    def clean_reason(self) -> str:
        """One paragraph: it stands in mails."""
        return one_line(self.cleaned_data["reason"])

    def refuse_address(self, error: TargetError) -> None:
        """Say why the address cannot stand."""
        words: Any = _ADDRESSES.get(error.reason, _("No link can lead to this address. Please copy it from a browser."))
        self.add_error("instead_url", words)
