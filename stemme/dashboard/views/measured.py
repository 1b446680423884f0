"""Everything that is stored about a person, in words for that person: kit/retention.py in their language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from stemme.kit.retention import ROWS, Kept, kept_for


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of record: what, why, who sees it besides the person ("" for nobody), how long, in which tables."""

    what: str
    why: str
    others: str
    kept: str
    tables: tuple[str, ...]


def measured(*, floor: int) -> list[Measured]:
    """The whole list. ``floor`` is the smallest group whose figures are shown."""
    return [_in_words(row, floor) for row in ROWS]


def _in_words(row: Kept, floor: int) -> Measured:
    kept, number = kept_for(row)
    others = gettext(row.others) if row.others else ""
    return Measured(
        what=gettext(row.what),
        why=gettext(row.why),
        others=others % {"floor": floor} if "%(floor)s" in others else others,
        kept=gettext(kept) % {"n": number} if number else gettext(kept),
        tables=row.tables,
    )
