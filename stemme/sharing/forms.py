"""What the share sheet sends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.languages import CODES
from stemme.sharing.addresses import SERVERS, host_of
from stemme.sharing.channels import BY_KEY, CHANNELS

#: Longer than any network takes; only there so that nobody posts a book by mistake.
LONGEST = 70_000


#: More than this under one post is a slip of the finger.
_MOST = 1_000_000


class ResultForm(forms.Form):
    """What somebody saw under their own post. An empty field is zero."""

    reactions = forms.IntegerField(min_value=0, max_value=_MOST, required=False, label=gettext_lazy("Reactions"))
    comments = forms.IntegerField(min_value=0, max_value=_MOST, required=False, label=gettext_lazy("Comments"))
    reshares = forms.IntegerField(min_value=0, max_value=_MOST, required=False, label=gettext_lazy("Reshares"))

    def counts(self) -> dict[str, int]:
        """The three numbers of a valid form."""
        return {name: self.cleaned_data[name] or 0 for name in self.fields}


class ShareForm(forms.Form):
    """A channel, a language and one's own words. The words only pass through: they are not stored."""

    channel = forms.ChoiceField(choices=[(channel.key, channel.name) for channel in CHANNELS])
    language = forms.ChoiceField(choices=[(code, code) for code in CODES])
    text = forms.CharField(max_length=LONGEST, required=False, strip=False, widget=forms.Textarea)
    host = forms.CharField(
        max_length=253,
        required=False,
        label=gettext_lazy("Your server"),
        help_text=gettext_lazy("For example mastodon.social. Only this browser remembers it."),
    )
    runs = forms.ChoiceField(
        choices=[(server.key, server.name) for server in SERVERS],
        required=False,
        label=gettext_lazy("What your server runs"),
    )
    counted = forms.BooleanField(required=False)
    #: "I have read this", said on the sheet about these words of the guidelines (guidelines_first.py).
    read = forms.BooleanField(required=False)
    read_version = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)
    read_language = forms.ChoiceField(required=False, choices=[(code, code) for code in CODES])
    #: Pressed without script, in a tab of its own: go on to the network at once.
    go = forms.BooleanField(required=False)

    def clean_text(self) -> str:
        """The words with line ends as networks want them; forms send two characters for each."""
        return self.cleaned_data["text"].replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        """Mastodon has no single address: it needs the person's server, however they write it. Others do not ask."""
        data = super().clean() or {}
        channel = BY_KEY.get(data.get("channel", ""))
        written = data.get("host", "")
        data["host"] = host_of(written) if channel and channel.asks_host else ""
        if channel and channel.asks_host and not data["host"]:
            if written:
                self.add_error("host", _("This is not the name of a server. Write it like mastodon.social."))
            else:
                self.add_error("host", _("Write the name of your server, for example mastodon.social."))
        return data
