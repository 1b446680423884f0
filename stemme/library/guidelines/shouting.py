"""What is loud in a text: capitals, exclamation marks, hashtags. Pure."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://\S+")
_HASHTAG = re.compile(r"(?<![\w#&])#\w+")
_WORD = re.compile(r"[^\W\d_]+")
#: Shorter words in capitals are names of things: NATO, HVDC, EU.
_LONG = 5
#: So many capital words one after another shout, however short they are.
_IN_A_ROW = 3


def exclamations(text: str) -> int:
    """How many exclamation marks stand in the text."""
    return text.count("!") + text.count("！")


def hashtags(text: str) -> int:
    """How many hashtags stand in the text; what stands in an address is none."""
    return len(_HASHTAG.findall(_ADDRESS.sub(" ", text)))


def in_capitals(text: str) -> str:
    """The first words that shout: two long words in capitals, or three of any length, in a row; "" for none."""
    row: list[str] = []
    for word in [*_WORD.findall(_ADDRESS.sub(" ", _HASHTAG.sub(" ", text))), ""]:
        if len(word) > 1 and word.isupper():
            row.append(word)
            continue
        if len(row) >= _IN_A_ROW or sum(len(one) >= _LONG for one in row) >= 2:
            return " ".join(row)
        row = []
    return ""
