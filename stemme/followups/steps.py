"""The words of a step: a subject, plain paragraphs, and perhaps a button. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from stemme.kit.lines import one_line

#: Longest texts, by field.
LONGEST = {"subject": 120, "body": 3000, "button": 60, "link": 500}


@dataclass(frozen=True, slots=True)
class StepText:
    """A step's words in one language. ``body``: paragraphs, one a line."""

    subject: str = ""
    body: str = ""
    button: str = ""
    link: str = ""

    @property
    def empty(self) -> bool:
        """Nothing was written."""
        return not any(asdict(self).values())

    @property
    def complete(self) -> bool:
        """It can be sent."""
        return bool(self.subject and self.body)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's lines that say something."""
        return tuple(line for line in self.body.split("\n") if line)


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A step as it was written. ``id`` is None for a new one."""

    id: int | None
    after_days: int
    texts: Mapping[str, StepText]


def cleaned(written: Mapping[str, Any]) -> StepText:
    """The words without what cannot be seen or turns the direction of reading, none longer than LONGEST."""
    lines = [one_line(line) for line in str(written.get("body", ""))[: LONGEST["body"]].splitlines()]
    others = {name: one_line(str(written.get(name, "")), limit=LONGEST[name]) for name in ("subject", "button", "link")}
    return StepText(body="\n".join(lines).strip(), **others)


def texts_of(stored: Mapping[str, Any]) -> dict[str, StepText]:
    """The words of a stored step by language, those that can be sent."""
    found = {language: cleaned(words) for language, words in stored.items()}
    return {language: text for language, text in found.items() if text.complete}


def as_json(texts: Mapping[str, StepText]) -> dict[str, dict[str, str]]:
    """What is stored: languages in which something was written."""
    return {language: asdict(text) for language, text in sorted(texts.items()) if not text.empty}


def chosen(texts: Mapping[str, StepText], languages: Sequence[str]) -> tuple[str, StepText] | None:
    """The first of these languages that the step can be sent in, with its words; else any; None without words."""
    language = next((one for one in [*languages, *sorted(texts)] if one in texts), None)
    return (language, texts[language]) if language else None


def is_safe_link(url: str, *, own: str) -> bool:
    """Whether a button may lead there: by https to a named host, or to a page of ours, which begins with ``own``.

    >>> is_safe_link("https://example.org/x", own="http://here/"), is_safe_link("https://a@b.example", own="http://h/")
    (True, False)
    """
    if any(sign.isspace() for sign in url) or "\\" in url:
        return False
    if url.startswith(own):
        return True
    try:
        parts = urlsplit(url)
        return parts.scheme == "https" and "." in (parts.hostname or "") and "@" not in parts.netloc
    except ValueError:
        return False
