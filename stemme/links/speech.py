"""Which of the five languages a stranger's browser asks for. Pure."""

from __future__ import annotations

from functools import lru_cache

from stemme.kit.languages import CODES, language_code

_LONGEST = 200


@lru_cache(maxsize=1_024)
def spoken_language(accept: bytes) -> str:
    """The first of our languages in an Accept-Language header, by its weights; English when there is none.

    >>> spoken_language(b"fr, nn;q=0.9, de;q=0.8")
    'nb'
    """
    wanted = []
    for place, part in enumerate(accept[:_LONGEST].decode("latin-1").split(",")):
        tag, _, weight = part.strip().partition(";")
        code = language_code(tag.strip()) if tag.strip().replace("-", "").isalpha() else None
        if code in CODES:
            wanted.append((-_quality(weight), place, code))
    return min(wanted)[2] if wanted else "en"


def _quality(written: str) -> float:
    name, _, value = written.strip().partition("=")
    try:
        return min(max(float(value), 0.0), 1.0) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
