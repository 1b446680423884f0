"""The steps of a sequence, with their words in every language of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from stemme.followups.arrangement import Typed, arranged, flat, read
from stemme.followups.queries import StepRow
from stemme.followups.starters import STARTERS, starter
from stemme.followups.steps import LONGEST, StepDraft, StepText, cleaned, is_safe_link
from stemme.followups.timing import MOST_DAYS, MOST_STEPS

_FIELDS = tuple(LONGEST)
#: Days that a new step proposes: at once, then with growing pauses.
_PROPOSED = (0, 3, 7, 14, 21)


class StepForm(forms.Form):
    """When the step comes."""

    use_required_attribute = False
    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    after_days = forms.IntegerField(label=_("Days"), min_value=0, max_value=MOST_DAYS)


class TextForm(forms.Form):
    """The step's words in one language."""

    use_required_attribute = False
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST["subject"], required=False)
    body = forms.CharField(
        label=_("Text"), max_length=LONGEST["body"], required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Plain paragraphs, one a line. The greeting with the name comes by itself."),
    )  # fmt: skip
    button = forms.CharField(label=_("Button"), max_length=LONGEST["button"], required=False)
    link = forms.CharField(
        label=_("Where the button leads"), max_length=LONGEST["link"], required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )  # fmt: skip

    def __init__(self, *args: Any, needed: bool, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed, self.own = needed, own
        for name in ("subject", "body"):
            self.fields[name].required = needed

    def clean(self) -> dict[str, Any]:
        """Words in a language are whole or not there."""
        said = dict(self.cleaned_data)
        text = cleaned(said)
        if not self.needed and not text.empty:
            for name in ("subject", "body"):
                if not getattr(text, name) and name not in self.errors:
                    self.add_error(name, _("Write this as well, or leave this language empty."))
        if "link" not in self.errors and text.link and not is_safe_link(text.link, own=self.own):
            self.add_error("link", _("Only addresses that begin with https:// can be used."))
        if text.link and not text.button:
            self.add_error("button", _("Say what the button leads to."))
        if text.button and not text.link and "link" not in self.errors:
            self.add_error("link", _("Say where the button leads, or leave both empty."))
        return said

    @property
    def text(self) -> StepText:
        """The words, cleaned."""
        return cleaned(self.cleaned_data)


@dataclass(frozen=True, slots=True)
class Words:
    """A step's form in one language."""

    language: str
    name: str
    form: TextForm
    #: Shown unfolded: the page's own language, and where something is wrong.
    open: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One step of the form, counted from 0."""

    place: int
    form: StepForm
    words: tuple[Words, ...]
    row: StepRow | None

    @property
    def number(self) -> int:
        """As people count."""
        return self.place + 1


class SequenceForm:
    """All steps. ``languages``: the page's, its own first; ``own``: how addresses of ours begin."""

    def __init__(
        self, saved: Sequence[StepRow], *, languages: Sequence[str], own: str, data: Mapping[str, str] | None = None
    ) -> None:
        self.languages, self.own = tuple(languages), own
        self._saved = {str(row.id): row for row in saved}
        self._typed = [self._of(row) for row in saved] if data is None else read(data, self.languages, _FIELDS)
        self.parts: tuple[Part, ...] = self._built(bound=False)

    @property
    def full(self) -> bool:
        """No further step fits."""
        return len(self.parts) >= MOST_STEPS

    def arrange(self, wish: str) -> None:
        """Add, move or take away a step; everything typed stays. See arrangement.arranged."""
        self._typed = arranged(self._typed, wish, fresh=self._fresh)
        self.parts = self._built(bound=False)

    def is_valid(self) -> bool:
        """Check everything; the forms of ``parts`` tell what is wrong."""
        self.parts = self._built(bound=True)
        return all(part.form.is_valid() and all(words.form.is_valid() for words in part.words) for part in self.parts)

    def drafts(self) -> list[StepDraft]:
        """What was written. Only after ``is_valid`` said yes."""
        return [
            StepDraft(
                id=part.row.id if part.row else None,
                after_days=part.form.cleaned_data["after_days"],
                texts={words.language: words.form.text for words in part.words},
            )
            for part in self.parts
        ]

    def _built(self, *, bound: bool) -> tuple[Part, ...]:
        data = flat(self._typed)
        parts = []
        for place, typed in enumerate(self._typed):
            given = {"data": data} if bound else {"initial": {"id": typed["id"], "after_days": typed["after_days"]}}
            words = tuple(self._words(place, typed, code, data if bound else None) for code in self.languages)
            form = StepForm(prefix=f"s{place}", **given)
            parts.append(Part(place, form, words, self._saved.get(str(typed["id"]))))
        return tuple(parts)

    def _words(self, place: int, typed: Typed, language: str, data: Mapping[str, str] | None) -> Words:
        needed = language == self.languages[0]
        form = TextForm(
            data, initial=typed["texts"][language], prefix=f"s{place}-{language}", needed=needed, own=self.own
        )  # fmt: skip
        name = str(get_language_info(language)["name_local"])
        return Words(language, name, form, needed or bool(data and form.errors))

    def _of(self, row: StepRow) -> Typed:
        texts = {code: asdict(row.texts.get(code, StepText())) for code in self.languages}
        return {"id": row.id, "after_days": row.after_days, "texts": texts}

    def _fresh(self, key: str) -> Typed:
        texts = {code: asdict(starter(key, code) if key in STARTERS else StepText()) for code in self.languages}
        days = _PROPOSED[min(len(self._typed), len(_PROPOSED) - 1)]
        return {"id": "", "after_days": days, "texts": texts}
