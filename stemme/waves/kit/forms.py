"""Writing a text of the kit, and choosing the stories to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.kit.lines import one_line
from stemme.waves.kit.choosing import STORIES
from stemme.waves.kit.pieces import Piece
from stemme.waves.kit.wording import shown_placeholders
from stemme.waves.kit.words import UnknownPlaceholderError, Words, check

_SUBJECT, _BODY = 200, 6000


class TextForm(forms.Form):
    """A piece in one language."""

    subject = forms.CharField(
        label=gettext_lazy("Subject or title"),
        max_length=_SUBJECT,
        error_messages={"required": gettext_lazy("Give it a title.")},
    )
    body = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=_BODY,
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": gettext_lazy("Write at least one sentence.")},
    )

    def __init__(self, data: QueryDict | None = None, *, piece: Piece, words: Words, language: str) -> None:
        super().__init__(data, initial={"subject": words.subject, "body": words.body})
        self.piece = piece
        for field in self.fields.values():
            field.widget.attrs["lang"] = language
        self.fields["body"].help_text = _(
            "Plain text; an empty line begins a new paragraph. Filled in by itself: %(names)s."
        ) % {"names": shown_placeholders(piece.open)}

    def clean_subject(self) -> str:
        """On one line."""
        return self._checked(one_line(self.cleaned_data["subject"]))

    def clean_body(self) -> str:
        """With one kind of line ends."""
        return self._checked(str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\r", "\n").strip())

    def words(self) -> Words:
        """What was written, after validation."""
        return Words(self.cleaned_data["subject"], self.cleaned_data["body"])

    def _checked(self, text: str) -> str:
        try:
            check(Words(text, ""), self.piece.open)
        except UnknownPlaceholderError as error:
            values = {"unknown": shown_placeholders(error.names), "known": shown_placeholders(self.piece.open)}
            raise forms.ValidationError(
                _("Nobody fills in %(unknown)s here, so it would be sent as it stands. You can use %(known)s.") % values
            ) from None
        return text


class StoriesForm(forms.Form):
    """Up to three stories, in the order in which newcomers see them. ``choices``: (id, how it is shown)."""

    def __init__(
        self, data: QueryDict | None = None, *, choices: Sequence[tuple[int, str]], chosen: Sequence[int]
    ) -> None:
        super().__init__(data)
        labels = (_("First story"), _("Second story"), _("Third story"))
        options = [("", _("None")), *((str(story_id), shown) for story_id, shown in choices)]
        for place, label in enumerate(labels[:STORIES]):
            initial = str(chosen[place]) if place < len(chosen) else ""
            self.fields[f"story_{place}"] = forms.ChoiceField(
                label=label, choices=options, required=False, initial=initial
            )

    def clean(self) -> dict[str, Any]:
        """Each once."""
        cleaned = super().clean() or {}
        if len(set(self.story_ids())) != len(self.story_ids()):
            raise forms.ValidationError(_("Choose each story once."))
        return cleaned

    def story_ids(self) -> list[int]:
        """The chosen ids without gaps."""
        written = (self.cleaned_data.get(f"story_{place}", "") for place in range(STORIES))
        return [int(text) for text in written if text]
