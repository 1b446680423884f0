"""Whether a text says where one works, and putting it near the claim: at the end of the first paragraph. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stemme.policy.phrases import stands_in, words_of

#: Read word by word, never by one expression over all of it: whoever types 70,000 signs must not keep a server busy.
_TOKEN = re.compile(r"\S+")
_HASHTAG = re.compile(r"#\w+")
_AROUND = "()[]<>«»“”„\"'.,;:!?"
#: A name with one of these at its end is the address of a page.
_HOSTS = ("no", "dk", "se", "de", "com", "net", "org", "eu", "io", "example")
_COMPANY_FORMS = frozenset({"as", "asa", "ab", "aps", "gmbh", "ag", "se", "kg", "ltd", "inc", "plc", "oy", "a", "s"})
#: How the five languages bend a name: genitives, definite forms, cases.
_ENDINGS = frozenset(
    {"s", "es", "e", "en", "n", "er", "r", "em", "et", "t", "ens", "ns", "ets", "ts", "ene", "enes", "erne", "ernes",
     "na", "nas"}
)  # fmt: skip
#: How a point of the guidelines says that one should say so.
_WORKS_HERE = re.compile(
    r"\b(?:work(?:s|ing)?|jobber|arbejder|arbetar|jobbar|arbeiten)\s+(?:here|her|här|for|at|hos|i|på|bei)\b"
    r"|\bhier\s+arbeiten\b",
    re.IGNORECASE,
)
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n")


def says_where(text: str, organisation_name: str, lines: Iterable[str]) -> bool:
    """True when the text names the organisation, bent in whatever way, or holds one of its own ``lines``."""
    words = words_of(_HASHTAG.sub(" ", " ".join(token for token in text.split() if not _is_address(token))))
    return any(stands_in(words_of(line), words) for line in lines) or names(words, organisation_name)


def names(words: Sequence[str], name: str) -> bool:
    """True when these words (``words_of``) hold the name of a company, bent in whatever way, in one word or several."""
    parts = _name_of(name)
    size = len(parts)
    if not size:
        return False
    windows = (words[at : at + size] for at in range(len(words) - size + 1))
    whole = "".join(parts)
    return any(all(map(_bent, window, parts)) for window in windows) or any(_bent(word, whole) for word in words)


def _is_address(token: str) -> bool:
    """True for what leads somewhere; an address, like a hashtag, says nothing to a reader about who is speaking."""
    token = token.strip(_AROUND)
    if "://" in token or token.startswith("www."):
        return True
    host, _slash, _path = token.rpartition("@")[2].partition("/")
    return host.endswith(tuple(f".{ending}" for ending in _HOSTS))


def _name_of(organisation_name: str) -> Sequence[str]:
    """The words of the name; "AS", "GmbH" and the like at its end may be left out."""
    words = words_of(organisation_name)
    while len(words) > 1 and words[-1] in _COMPANY_FORMS:
        words.pop()
    return words


def _bent(word: str, base: str) -> bool:
    if not word.startswith(base):
        return False
    rest = word[len(base) :].replace("'", "")
    return not rest or (rest in _ENDINGS if len(base) > 2 else rest == "s")


def with_line(text: str, line: str) -> str:
    """The text with the line at the end of its first paragraph, before hashtags and addresses that end it.

    A full stop goes between where the paragraph ends in a word. Nothing of the text is lost.
    """
    start = len(text) - len(text.lstrip())
    end = _PARAGRAPH_END.search(text, start)
    cut = end.start() if end else len(text)
    paragraph = text[start:cut]
    claim = paragraph[: _end_of_claim(paragraph)]
    after = paragraph[len(claim) :]
    if not claim:
        return f"{text[:start]}{line}{' ' if after else ''}{after}{text[cut:]}"
    stop = "." if claim[-1].isalnum() else ""
    return f"{text[:start]}{claim}{stop} {line}{after}{text[cut:]}"


def _end_of_claim(paragraph: str) -> int:
    """Where the sentences of a paragraph end and the hashtags and addresses behind them begin."""
    for token in reversed(list(_TOKEN.finditer(paragraph))):
        if not (_HASHTAG.fullmatch(token[0]) or token[0].startswith(("http://", "https://"))):
            return token.end()
    return 0


def disclosure_point(points: Iterable[str]) -> str:
    """The point of the guidelines that asks to say where one works, or "" where none does in words that we know.

    >>> disclosure_point(["Be kind.", "Say that you work here, and speak as yourself."])
    'Say that you work here, and speak as yourself.'
    """
    return next((point for point in points if _WORKS_HERE.search(point)), "")
