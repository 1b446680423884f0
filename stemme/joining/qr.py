"""A QR code as one path of an SVG picture, which the page's own style sheet colours. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import segno

#: Light modules around the code that scanners need (ISO/IEC 18004, section 9.1).
_BORDER = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """``size``: width and height of the view box in modules; ``path``: the dark modules as path data."""

    size: int
    path: str


def picture(text: str) -> Picture:
    """The QR code of a text, with error correction Q: a quarter of a poster may be dirty or torn."""
    rows = [bytes(row) for row in segno.make(text, error="q", micro=False, boost_error=False).matrix]
    pieces: list[str] = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if row[x]:
                end = x
                while end < len(row) and row[end]:
                    end += 1
                pieces.append(f"M{x + _BORDER} {y + _BORDER}h{end - x}v1h-{end - x}z")
                x = end
            else:
                x += 1
    return Picture(len(rows) + 2 * _BORDER, "".join(pieces))
