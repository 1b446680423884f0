"""How long a text is, the way each network counts. Pure."""

from __future__ import annotations

import re
import unicodedata

#: X and Mastodon count every address as if it had been shortened to this length.
SHORT_URL_LENGTH = 23
#: Code points that weigh one in X's own rules (twitter-text configuration v3); all others weigh two.
_X_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
_URL = re.compile(r"https?://\S+")


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
    return SHORT_URL_LENGTH * len(urls) + sum(_x_weight(cluster) for cluster in clusters(rest))


def _x_weight(cluster: str) -> int:
    if len(cluster) > 1 and any(_joins(c) or _is_flag(c) for c in cluster[1:]):
        return 2
    return sum(1 if any(low <= ord(c) <= high for low, high in _X_LIGHT) else 2 for c in cluster)


def graphemes(text: str) -> int:
    """What people see as letters: accents, skin tones, families and flags belong to the letter before them."""
    return len(clusters(text))


def clusters(text: str) -> list[str]:
    """The text cut into letters as people see them: the rules of UAX 29 that matter in posts."""
    found: list[str] = []
    for character in text:
        if found and _belongs(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _belongs(cluster: str, character: str) -> bool:
    if cluster == "\r" and character == "\n":
        return True
    if cluster[-1] in "\r\n" or character in "\r\n":
        return False
    if _joins(character) or cluster[-1] == "\u200d":
        return True
    return _is_flag(character) and len(cluster) == 1 and _is_flag(cluster)


def _joins(character: str) -> bool:
    skin_tone = 0x1F3FB <= ord(character) <= 0x1F3FF
    return skin_tone or character == "\u200d" or unicodedata.category(character) in {"Mn", "Me", "Mc"}


def _is_flag(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF
