"""Finding phrases in what somebody has written, as whole words. Pure.

Letters are compared without case and accents (é is e), but the letters of our five languages stay letters of their
own, in each of their spellings: å is aa, ä and æ are ae, ö and ø are oe, ü is ue, ß is ss.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_OWN = str.maketrans(
    {"å": "aa", "ä": "ae", "æ": "ae", "ö": "oe", "ø": "oe", "ü": "ue", "ß": "ss", "đ": "d", "ł": "l", "’": "'"}
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to leave out: as written, what to do instead, and whether they stop a share or only give a hint."""

    text: str
    advice: str = ""
    never: bool = False


def fold(text: str) -> str:
    """The text in small letters without accents and without what nobody sees."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFKC", text).casefold()
    composed = "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", composed).translate(_OWN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text, folded; a hyphen, a line break or a sign stands between words."""
    return _WORD.findall(fold(text))


def stands_in(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """True when the words of the phrase (``words_of``) follow each other in these words."""
    if not phrase:
        return False
    wanted, size = list(phrase), len(phrase)
    starts = (at for at, word in enumerate(words) if word == wanted[0])
    return any(list(words[at : at + size]) == wanted for at in starts)


def found_in(text: str, phrases: Iterable[Phrase]) -> list[Phrase]:
    """Those of the phrases that stand in the text, in the order given."""
    words = words_of(text)
    there = set(words)
    wanted = ((phrase, words_of(phrase.text)) for phrase in phrases)
    return [phrase for phrase, parts in wanted if there.issuperset(parts) and stands_in(parts, words)]
