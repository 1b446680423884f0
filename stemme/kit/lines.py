"""Names and titles that others typed, made fit to stand in one line among our own words (security.md T-27). Pure."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"
#: Spaces of all kinds, and the soft hyphen's like, which carry nothing in a name.
_BREAKS = "\t\n\r\v\f\x85\u2028\u2029"


def one_line(text: str, *, limit: int = 0) -> str:
    """The text in NFC on one line, without control, direction-changing and invisible characters.

    No-break and other odd spaces become plain ones, runs of space one. Joiners stay between letters of scripts
    that need them. ``limit`` is the greatest length in characters (0: none); a cut never ends in a combining mark.
    """
    text = unicodedata.normalize("NFC", text)
    kept: list[str] = []
    for place, sign in enumerate(text):
        if sign in _JOINERS:
            around = text[place - 1 : place] + text[place + 1 : place + 2]
            if len(around) == 2 and all(ord(c) > 0x24F for c in around):
                kept.append(sign)
        elif sign in _BREAKS or unicodedata.category(sign) == "Zs":
            kept.append(" ")
        elif unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}:
            kept.append(sign)
    line = " ".join("".join(kept).split())
    if limit and len(line) > limit:
        line = line[:limit]
        while line and unicodedata.combining(line[-1]):
            line = line[:-1]
    return line.strip()
