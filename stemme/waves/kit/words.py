"""A text of the kit and what is left open in it. Pure: plain text in, plain text out."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_OPEN = re.compile(r"\{([^{}\n]*)\}")
_BETWEEN = re.compile(r"\n[ \t]*\n\s*")


class UnknownPlaceholderError(ValueError):
    """A text leaves something open that nobody fills; ``names`` are in the order of the text."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"nobody fills {', '.join(f'{{{name}}}' for name in names)}")
        self.names = names


@dataclass(frozen=True, slots=True)
class Words:
    """A subject (or title) and a body whose paragraphs an empty line parts."""

    subject: str
    body: str

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's paragraphs, without empty ones; a line break inside one stays."""
        return tuple(part.strip() for part in _BETWEEN.split(self.body.strip()) if part.strip())


def placeholders(words: Words) -> tuple[str, ...]:
    """What the text leaves open, each once, in the order of the text."""
    return tuple(dict.fromkeys(_OPEN.findall(f"{words.subject}\n{words.body}")))


def check(words: Words, allowed: Collection[str]) -> None:
    """Raise UnknownPlaceholderError when the text leaves open what is not among the allowed names."""
    unknown = tuple(name for name in placeholders(words) if name not in allowed)
    if unknown:
        raise UnknownPlaceholderError(unknown)


def fill(words: Words, **values: str) -> Words:
    """The text with its placeholders filled; a value is never read for placeholders again, and more may be given.

    Raises UnknownPlaceholderError when a value is missing: a text with a hole goes to nobody.
    """
    check(words, values)

    def put(found: re.Match[str]) -> str:
        return values[found[1]]

    return Words(" ".join(_OPEN.sub(put, words.subject).split()), _OPEN.sub(put, words.body))
