"""The five languages of the product, and how other people write their names.

HR systems, feeds and pages write a language as a code (``nb-NO``), in English, in
the language itself or in a neighbour's words (``norsk``, ``tysk``, ``svensk``).
"""

from __future__ import annotations

import unicodedata

#: Code and the language's own name, in the order in which they are offered.
LANGUAGES: tuple[tuple[str, str], ...] = (
    ("en", "English"),
    ("nb", "Norsk"),
    ("da", "Dansk"),
    ("sv", "Svenska"),
    ("de", "Deutsch"),
)
CODES: tuple[str, ...] = tuple(code for code, _ in LANGUAGES)
OWN_NAMES: dict[str, str] = dict(LANGUAGES)

_WRITTEN: dict[str, str] = {
    "en": "en eng english engelsk engelska englisch gb uk us",
    "nb": "nb no nor nob nn nno norsk norska norwegian norwegisch bokmal nynorsk norge",
    "da": "da dk dan dansk danska danish danisch dänisch danmark",
    "sv": "sv se swe svensk svenska swedish schwedisch sverige",
    "de": "de ger deu deutsch tysk tyska german at ch deutschland",
}
_CODE_OF = {word: code for code, words in _WRITTEN.items() for word in words.split()}


def language_code(written: str) -> str | None:
    """The product's code for a language as somebody wrote it, or None if it is not one of the five.

    Case, accents, surrounding space and a region (``de-AT``, ``sv_SE``) do not matter.
    """
    word = unicodedata.normalize("NFKD", written.strip().lower())
    word = "".join(c for c in word if not unicodedata.combining(c))
    if word in _CODE_OF:
        return _CODE_OF[word]
    return _CODE_OF.get(word.replace("_", "-").split("-")[0])


def best_language(wanted: str, available: list[str] | tuple[str, ...], *, fallback: str = "en") -> str:
    """The language to show out of those there are: the wanted one, one its readers
    understand (Scandinavian neighbours), the fallback, English, else the first.

    Raises ValueError when nothing is available.
    """
    if not available:
        raise ValueError("no language to choose from")
    neighbours = {"nb": ("da", "sv"), "da": ("nb", "sv"), "sv": ("nb", "da")}
    for code in (wanted, *neighbours.get(wanted, ()), fallback, "en"):
        if code in available:
            return code
    return available[0]
