"""Pages to begin with, in five languages, read from ``starters/<language>.toml`` once. No database."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from stemme.kit.languages import CODES
from stemme.landing.blocks import blocks_of, form_words, questions_of
from stemme.landing.studio.content import Content

FOLDER = Path(__file__).parent / "starters"
#: In the order in which they are offered.
KEYS = ("offer", "job", "event", "newsletter", "read")
#: Those that ask for nothing.
_WITHOUT_FORM = frozenset({"read"})


class StarterError(Exception):
    """A file of our texts does not say what it should; the message names it."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A page to begin with, in one language. ``about``: for whom it is, in a sentence of the same language."""

    key: str
    name: str
    about: str
    words: dict[str, Any]
    consent: str
    colleague: str

    @property
    def with_form(self) -> bool:
        """It asks for name and address."""
        return self.key not in _WITHOUT_FORM

    def content(self, name: str) -> Content:
        """The page as the editor's page holds it; settings are those of a new page."""
        words = self.words
        return Content(
            name=name,
            with_form=self.with_form,
            title=words["title"],
            description=words["lead"],
            blocks=blocks_of(_blocks(words)),
            thanks=tuple(block for block in blocks_of(_thanks(words)) if not block.empty),
            form=form_words({"heading": words["title"], "note": words["note"], "button": words["button"]}),
            questions=questions_of({"questions": words.get("questions", [])}),
            consent=self.consent if self.with_form else "",
            colleague=self.colleague if self.with_form else "",
        )


def _blocks(words: dict[str, Any]) -> list[dict[str, str]]:
    opening = {"kind": "opening", "kicker": words["kicker"], "heading": words["title"], "lead": words["lead"]}
    points = {"kind": "list", "heading": words["points_heading"], "points": "\n".join(words["points"])}
    return [opening, {"kind": "text", "heading": words["body_heading"], "body": words["body"]}, points]


def _thanks(words: dict[str, Any]) -> list[dict[str, str]]:
    return [{"kind": "text", "heading": words["thanks"], "body": words["thanks_body"]}]


def starter(key: str, language: str, organisation: str = "") -> Starter:
    """One starter, the organisation's name in its consent words. Raises KeyError for one that there is not."""
    found = starters()[key, language]
    filled = (text.replace("{organisation}", organisation) for text in (found.consent, found.colleague))
    return Starter(found.key, found.name, found.about, found.words, *filled)


@cache
def starters() -> dict[tuple[str, str], Starter]:
    """The starters of the product."""
    return read_starters(FOLDER)


def read_starters(folder: Path) -> dict[tuple[str, str], Starter]:
    """The starters by key and language. Raises StarterError for what is missing or malformed."""
    found = {}
    for language in CODES:
        path = folder / f"{language}.toml"
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            for key in KEYS:
                words = table[key]
                made = Starter(key, words["name"], words["about"], words, table["consent"], table["colleague"])
                made.content("")
                found[key, language] = made
        except KeyError as error:
            raise StarterError(f"{path} lacks {error}") from error
        except (OSError, ValueError) as error:
            raise StarterError(f"{path}: {error}") from error
    return found
