"""Reading the launch kit: the organisation's own words and the stories chosen for the beginning."""

from __future__ import annotations

from stemme.waves.kit.words import Words
from stemme.waves.models import KitText


def changed_words(organisation_id: int, piece: str, language: str) -> Words | None:
    """What the organisation made of a piece, or None while it is ours."""
    row = KitText.objects.filter(organisation_id=organisation_id, piece=piece, language=language).first()
    return Words(row.subject, row.body) if row else None
