"""How hard a text is to read: LIX (C. H. Björnsson, Läsbarhet, Stockholm 1968). Pure.

LIX = words per sentence + per cent of words with more than six letters. It sees length, not sense; what it means and
what it does not stands in docs/algorithms/readability.md and at /how/readability/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: A word with more letters than this is long.
LONG = 6
#: Below so many words the figure says more about one sentence than about the text.
FEWEST_WORDS = 40
#: From here on a text is harder than a newspaper; German writes compounds as one word and gets more room.
HARD = {"en": 55, "nb": 55, "da": 55, "sv": 55, "de": 62}
#: A sentence of more words than this is read twice.
LONGEST_SENTENCE = 35

_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: A stop is followed by white space or the end, so "3.5" and "nordlys.example" are none. One sign is looked at a time.
_STOP = re.compile(r"[.!?…:;](?=[\s\"'”»)\]]|$)|\n+")


@dataclass(frozen=True, slots=True)
class Reading:
    """LIX, rounded, and the longest sentence with its number of words."""

    lix: int
    words: int
    longest: str
    longest_words: int


def read(text: str) -> Reading | None:
    """The text measured; None when it is too short to say anything.

    >>> read("Vi bygger. " * 20).lix
    2
    """
    sentences = [(one.strip(), _WORD.findall(one)) for one in _STOP.split(_ADDRESS.sub(" ", text))]
    sentences = [(one, words) for one, words in sentences if words]
    every = [word for _one, words in sentences for word in words]
    if len(every) < FEWEST_WORDS:
        return None
    long = sum(len(word) > LONG for word in every)
    lix = len(every) / len(sentences) + 100 * long / len(every)
    longest, its_words = max(sentences, key=lambda pair: len(pair[1]))
    return Reading(round(lix), len(every), longest, len(its_words))


def is_hard(reading: Reading, language: str) -> bool:
    """Whether it is harder than a newspaper in this language."""
    return reading.lix >= HARD.get(language, HARD["en"])
