"""Our own words for usual functions, in five languages, to begin with; files beside this module. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from stemme.kit.languages import CODES
from stemme.policy.expectations.expectation import Words

#: In the order in which they are offered.
KEYS = ("everybody", "engineers", "sales", "recruiting", "managers", "specialists", "without_desk")
EVERYBODY = KEYS[0]
_FOLDER = Path(__file__).with_name("starters")


def starter_name(key: str, language: str) -> str:
    """What the function is called in this language. Raises KeyError for an unknown one."""
    return str(_read(language)[key]["name"])


def starter(key: str) -> dict[str, Words]:
    """The words for a usual function by language. Raises KeyError for an unknown one."""
    return {code: _words(_read(code)["for_all"], _read(code)[key]) for code in CODES}


def sentences(language: str) -> Mapping[str, str]:
    """The sentences of which paragraphs are made (paragraphs.py), by their key."""
    return {key: str(sentence) for key, sentence in _read(language)["sentences"].items()}


def _words(for_all: Mapping[str, Sequence[str]], own: Mapping[str, Sequence[str]]) -> Words:
    return Words(
        hope=tuple(own["hope"]),
        need_not=(*for_all["need_not"], *own.get("need_not", ())),
        ask_first=tuple(own["ask_first"]),
        support=tuple(for_all["support"]),
    )


@cache
def _read(language: str) -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
