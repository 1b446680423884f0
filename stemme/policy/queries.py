"""Reading guidelines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.kit.languages import CODES, best_language
from stemme.policy.models import Guidelines, GuidelinesText
from stemme.policy.word_queries import WordRules, usual_line, word_rules

__all__ = ["GuidelinesRow", "TextRow", "WordRules", "current", "usual_line", "word_rules"]


@dataclass(frozen=True, slots=True)
class TextRow:
    """The guidelines in one language. ``points`` are the sentences "in short"."""

    language: str
    title: str
    lead: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuidelinesRow:
    """A published version with its texts by language, in the product's order of languages."""

    version: int
    published_at: dt.datetime
    texts: dict[str, TextRow]

    def text_for(self, language: str) -> TextRow:
        """The text to show to a reader of this language: theirs, a neighbour's, English, else the first."""
        return self.texts[best_language(language, list(self.texts))]


def current(organisation_id: int) -> GuidelinesRow | None:
    """The newest version of the organisation's guidelines, or None if there is none yet."""
    newest = Guidelines.objects.filter(organisation_id=organisation_id).order_by("-version").first()
    if newest is None:
        return None
    texts = {text.language: _row(text) for text in GuidelinesText.objects.filter(guidelines=newest)}
    in_order = {code: texts[code] for code in CODES if code in texts}
    return GuidelinesRow(version=newest.version, published_at=newest.published_at, texts=in_order)


def _row(text: GuidelinesText) -> TextRow:
    return TextRow(text.language, text.title, text.lead, tuple(text.points.splitlines()))
