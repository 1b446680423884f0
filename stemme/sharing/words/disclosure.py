"""Whether a text says where one works, and putting it near the claim: at the end of the first paragraph. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stemme.policy.phrases import stands_in, words_of

#: A hashtag or an address says nothing to a reader about who is speaking.
_NO_WORDS = re.compile(
    r"#\w+|(?:https?://|www\.)\S+|\S+@\S+\.\w+|[\w-]+(?:\.[\w-]+)*\.(?:no|dk|se|de|com|net|org|eu|io|example)\b"
)
_COMPANY_FORMS = frozenset({"as", "asa", "ab", "aps", "gmbh", "ag", "se", "kg", "ltd", "inc", "plc", "oy", "a", "s"})
#: How the five languages bend a name: genitives, definite forms, cases.
_ENDINGS = frozenset(
    {"s", "es", "e", "en", "n", "er", "r", "em", "et", "t", "ens", "ns", "ets", "ts", "ene", "enes", "erne", "ernes",
     "na", "nas"}
)  # fmt: skip
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n")
_TAIL = re.compile(r"(?:(?:^|\s+)(?:#\w+|https?://\S+))+\s*\Z")


def says_where(text: str, organisation_name: str, lines: Iterable[str]) -> bool:
    """True when the text names the organisation, bent in whatever way, or holds one of its own ``lines``."""
    words = words_of(_NO_WORDS.sub(" ", text))
    if any(stands_in(words_of(line), words) for line in lines):
        return True
    name = _name_of(organisation_name)
    size = len(name)
    if not size:
        return False
    windows = (words[at : at + size] for at in range(len(words) - size + 1))
    whole = "".join(name)
    return any(all(map(_bent, window, name)) for window in windows) or any(_bent(word, whole) for word in words)


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
    tail = _TAIL.search(paragraph)
    claim = (paragraph[: tail.start()] if tail else paragraph).rstrip()
    after = paragraph[len(claim) :]
    if not claim:
        return f"{text[:start]}{line}{' ' if after else ''}{after}{text[cut:]}"
    stop = "." if claim[-1].isalnum() else ""
    return f"{text[:start]}{claim}{stop} {line}{after}{text[cut:]}"
