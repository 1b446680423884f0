"""How long a text is, the way each network counts. Pure."""

from __future__ import annotations

import re
import unicodedata

import regex

#: X and Mastodon count every address as if it had been shortened to this length.
SHORT_URL_LENGTH = 23
#: Code points that weigh one in X's own rules (twitter-text configuration v3); all others weigh two.
_X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_URL = re.compile(r"https?://\S+")
#: What people see as one letter (UAX 29): accents, skin tones, families and flags belong to the letter before them.
_LETTER = regex.compile(r"\X")
#: Pictures, flags, and signs in a key's frame: X counts each as one letter of weight two.
_PICTURE = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3")


def length(text: str, counted_in: str) -> int:
    """The length of a text as ``weighted`` (X), ``graphemes`` (Bluesky), ``short`` (Mastodon) or ``characters``."""
    if counted_in == "weighted":
        return weighted_length(text)
    if counted_in == "short":
        return SHORT_URL_LENGTH * len(_URL.findall(text)) + graphemes(_URL.sub("", text))
    return graphemes(text) if counted_in == "graphemes" else len(text)


def weighted_length(text: str) -> int:
    """X: addresses are 23, most of Latin is one, emoji and East Asian letters two; a combined emoji is one letter."""
    text = unicodedata.normalize("NFC", text)
    urls = _URL.findall(text)
    rest = _URL.sub("", text)
    return SHORT_URL_LENGTH * len(urls) + sum(_x_weight(letter) for letter in _LETTER.findall(rest))


def _x_weight(letter: str) -> int:
    if _PICTURE.search(letter):
        return 2
    return sum(1 if any(low <= ord(c) <= high for low, high in _X_LIGHT) else 2 for c in letter)


def graphemes(text: str) -> int:
    """How many letters people see."""
    return len(_LETTER.findall(text))
