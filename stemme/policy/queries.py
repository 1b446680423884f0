"""Reading guidelines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.kit.languages import CODES, best_language
from stemme.policy.contact_queries import ContactRow, contacts
from stemme.policy.models import Guidelines, GuidelinesSection, GuidelinesText
from stemme.policy.reading_queries import Acknowledged, OwnProof, Read, acknowledged, how_many_read, own_proofs
from stemme.policy.texts import SectionRow, TextRow
from stemme.policy.word_queries import WordRules, usual_line, word_rules

__all__ = [
    "Acknowledged",
    "ContactRow",
    "GuidelinesRow",
    "OwnProof",
    "Read",
    "SectionRow",
    "TextRow",
    "VersionRow",
    "WordRules",
    "acknowledged",
    "contacts",
    "current",
    "how_many_read",
    "own_proofs",
    "usual_line",
    "version_of",
    "versions",
    "word_rules",
]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A published version without its words."""

    version: int
    published_at: dt.datetime
    asks_again: bool


@dataclass(frozen=True, slots=True)
class GuidelinesRow:
    """A published version with its texts by language, in the product's order of languages."""

    version: int
    published_at: dt.datetime
    texts: dict[str, TextRow]
    #: Whoever read an earlier version was asked to read this one.
    asks_again: bool = True
    #: Who wrote it, in words.
    made_with: str = ""
    #: Sharing waits until it is read; None where nobody was asked to decide (decision 35).
    before_sharing: bool | None = None

    def text_for(self, language: str) -> TextRow:
        """The text to show to a reader of this language: theirs, a neighbour's, English, else the first."""
        return self.texts[best_language(language, list(self.texts))]


def current(organisation_id: int) -> GuidelinesRow | None:
    """The newest version of the organisation's guidelines, or None if there is none yet. Three queries."""
    return _with_words(Guidelines.objects.filter(organisation_id=organisation_id).order_by("-version").first())


def version_of(organisation_id: int, version: int) -> GuidelinesRow | None:
    """One version of the organisation's guidelines with its words, or None."""
    return _with_words(Guidelines.objects.filter(organisation_id=organisation_id, version=version).first())


def versions(organisation_id: int) -> list[VersionRow]:
    """All versions, the newest first."""
    rows = Guidelines.objects.filter(organisation_id=organisation_id).order_by("-version")
    return [VersionRow(*row) for row in rows.values_list("version", "published_at", "asks_again")]


def _with_words(found: Guidelines | None) -> GuidelinesRow | None:
    if found is None:
        return None
    sections: dict[int, list[SectionRow]] = {}
    for part in GuidelinesSection.objects.filter(text__guidelines=found).order_by("position", "id"):
        sections.setdefault(part.text_id, []).append(SectionRow(part.key, part.title, part.body))
    rows = GuidelinesText.objects.filter(guidelines=found)
    texts = {text.language: _row(text, tuple(sections.get(text.pk, ()))) for text in rows}
    return GuidelinesRow(
        version=found.version,
        published_at=found.published_at,
        texts={code: texts[code] for code in CODES if code in texts},
        asks_again=found.asks_again,
        made_with=found.made_with,
        before_sharing=found.before_sharing,
    )


def _row(text: GuidelinesText, sections: tuple[SectionRow, ...]) -> TextRow:
    return TextRow(text.language, text.title, text.lead, tuple(text.points.splitlines()), sections)
