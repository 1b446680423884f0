"""Involvement per story as a drawing for paper: bars with their titles, and the benchmark as a line. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

#: All in points of the paper.
_WIDTH, _ROW, _LEFT, _RIGHT, _TOP = 498, 20, 236, 44, 18
_LONGEST = 48


def bars(
    rows: Sequence[tuple[str, float]], *, benchmark: float, words: str, accent: str, write: Callable[[float], str]
) -> str:
    """An SVG with one bar a row, in per cent. Those below the benchmark are outlined, so that print without colour
    tells them apart. ``words`` names the benchmark. Raises ValueError without a row."""
    if not rows:
        raise ValueError("nothing to draw")
    top = max(benchmark, *(rate for _title, rate in rows)) * 1.02
    wide = _WIDTH - _LEFT - _RIGHT
    high = _TOP + len(rows) * _ROW + 4
    at = _LEFT + wide * benchmark / top
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}pt" height="{high}pt" viewBox="0 0 {_WIDTH} {high}">'
        '<g font-family="Stemme Sans" font-size="8.5" fill="#16252e">'
    ]
    for place, (title, rate) in enumerate(rows):
        y = _TOP + place * _ROW
        length = wide * rate / top
        look = f'fill="{accent}"' if rate >= benchmark else f'fill="#ffffff" stroke="{accent}" stroke-width="1"'
        parts.append(
            f'<text x="0" y="{y + 12}">{escape(_short(title))}</text>'
            f'<rect x="{_LEFT}" y="{y + 3}" width="{max(length, 0.5):.2f}" height="12" {look}/>'
            f'<text x="{_WIDTH}" y="{y + 12}" text-anchor="end">{escape(write(rate))}</text>'
        )
    parts.append(
        f'<line x1="{at:.2f}" x2="{at:.2f}" y1="{_TOP - 3}" y2="{high}" stroke="#16252e" stroke-dasharray="2 2"/>'
        f'<text x="{at:.2f}" y="{_TOP - 6}" text-anchor="middle" font-size="8">{escape(words)}</text></g></svg>'
    )
    return "".join(parts)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
