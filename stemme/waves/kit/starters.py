"""Our texts of the kit in five languages, read from ``starters/<language>.toml`` once. No database."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from stemme.kit.languages import CODES
from stemme.waves.kit.pieces import PIECES
from stemme.waves.kit.words import Words, check

FOLDER = Path(__file__).parent / "starters"


class StarterError(Exception):
    """A file of our texts does not say what it should; the message names it."""


def read_starters(folder: Path) -> dict[tuple[str, str], Words]:
    """The texts by piece and language. Raises StarterError for what is missing, malformed or left open wrongly."""
    found: dict[tuple[str, str], Words] = {}
    for language in CODES:
        path = folder / f"{language}.toml"
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            for piece in PIECES:
                text = table[piece.key]
                words = Words(text["subject"], text["body"].strip())
                check(words, piece.open)
                found[piece.key, language] = words
        except KeyError as error:
            raise StarterError(f"{path} lacks {error}") from error
        except (OSError, ValueError) as error:
            raise StarterError(f"{path}: {error}") from error
    return found


@cache
def starters() -> dict[tuple[str, str], Words]:
    """The texts of the product."""
    return read_starters(FOLDER)


def starter(piece: str, language: str) -> Words:
    """Our text of one piece. Raises KeyError for a piece or a language that there is not."""
    return starters()[piece, language]
