"""The words of a piece as they are used: the organisation's, else ours.

``fill(text_of(organisation_id, INVITATION, person.language), given_name=…, organisation=…)`` is what a mail says.
"""

from __future__ import annotations

from stemme.waves.kit.pieces import PIECE_OF
from stemme.waves.kit.queries import changed_words
from stemme.waves.kit.starters import starter
from stemme.waves.kit.words import Words, fill

__all__ = ["Words", "fill", "text_of"]


def text_of(organisation_id: int, piece: str, language: str) -> Words:
    """The words of a piece with its placeholders still open. One query.

    Raises KeyError for a piece (pieces.PIECES) or one of the five languages that there is not.
    """
    ours = starter(PIECE_OF[piece].key, language)
    return changed_words(organisation_id, piece, language) or ours
