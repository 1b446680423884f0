"""The words of a poster in the five languages, the link's own first."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from stemme.kit.languages import CODES


@dataclass(frozen=True, slots=True)
class Lines:
    """What the poster says in one language."""

    language: str
    title: str
    text: str
    scan: str
    code: str


def lines_for(language: str, *, organisation: str) -> list[Lines]:
    """The words in all languages, this one first."""
    found, names = [], {"organisation": organisation}
    for code in sorted(CODES, key=lambda code: code != language):
        with translation.override(code):
            found.append(
                Lines(
                    language=code,
                    title=_("Good stories from %(organisation)s. Come and read along.") % names,
                    text=_("It is voluntary. No app, no password, and nobody asks for your accounts."),
                    scan=_("Scan the code with your phone"),
                    code=_("or open the address and type the code"),
                )
            )
    return found
