"""What a colleague proposes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.lines import one_line
from stemme.library.addresses_of_pages import LONGEST, tidy, whole
from stemme.library.proposed_words import SENTENCE_LENGTH, TEXT_LENGTH, text_of
from stemme.proposals.wording import problem

#: Whoever fits: no stream is chosen.
ANY = 0


class ProposalForm(forms.Form):
    """A link, or a text of one's own, and one sentence why."""

    url = forms.CharField(
        label=gettext_lazy("A link"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("An article, a video, a job, an event. We look at it before you send it."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "https://"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Or a text"),
        required=False,
        max_length=TEXT_LENGTH,
        help_text=gettext_lazy(
            "Something that you saw, built or heard. A few lines will do; an editor writes the rest."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    sentence = forms.CharField(
        label=gettext_lazy("Why is it worth telling?"),
        max_length=SENTENCE_LENGTH,
        help_text=gettext_lazy("One sentence, for the editors."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    stream = forms.TypedChoiceField(label=gettext_lazy("For which stream?"), coerce=int)
    may_name = forms.BooleanField(
        label=gettext_lazy("You may say that it came from me"),
        required=False,
        help_text=gettext_lazy("Otherwise only the editors of the stream know, because they answer you."),
    )
    seen = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, streams: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stream"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(ANY, _("Whoever fits")), *streams]

    def clean_url(self) -> str:
        """The whole address without what only says where somebody came from; a missing https:// is forgiven."""
        written = self.cleaned_data["url"].strip()
        if not written:
            return ""
        if "://" not in written and not written.startswith("//"):
            written = f"https://{written}"
        address = whole(written)
        if not address:
            raise forms.ValidationError(problem("address"))
        return tidy(address)

    def clean_text(self) -> str:
        """The text as it is kept."""
        return text_of(self.cleaned_data["text"])

    def clean_sentence(self) -> str:
        """The sentence on one line."""
        line = one_line(self.cleaned_data["sentence"])
        if not line:
            raise forms.ValidationError(problem("no_sentence"))
        return line

    def clean(self) -> dict[str, Any]:
        """Something has to be proposed."""
        data = super().clean() or {}
        if not data.get("url") and not data.get("text") and not {"url", "text"} & set(self.errors):
            self.add_error("url", problem("nothing"))
        return data
