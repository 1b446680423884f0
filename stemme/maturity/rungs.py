"""The rungs of every story, and which lies next to a place: read, react, share with a line, write your own. Pure."""

from __future__ import annotations

from stemme.maturity.classifier import Place

READ, REACT, SHARE, WRITE = "read", "react", "share", "write"
RUNGS = (READ, REACT, SHARE, WRITE)
#: Up to this activity the rung lies nearest: halfway between reading and passing on, and passing on (1) itself.
_ENDS = ((0.5, REACT), (1.0, SHARE))


def rung_for(place: Place | None) -> str:
    """The rung next to a place, by its activity alone; the first one for whoever has no place.

    >>> rung_for(None)
    'read'
    """
    if place is None or not place.known:
        return READ
    return next((rung for end, rung in _ENDS if place.activity < end), WRITE)
