"""What a network shows of a shared link: the same for its robot (redirect/pages.py) and on the share sheet. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Longer ones are cut by every network, most of them earlier.
LONGEST_TITLE, LONGEST_DESCRIPTION = 300, 200
_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Card:
    """A story in one language as previews show it, and the address its links lead to."""

    language: str
    url: str
    title: str
    description: str = ""
    #: A path on the pages' host, or a whole address.
    image_url: str = ""
    site_name: str = ""
    #: The picture in words, and its size in pixels; 0 when it is not known.
    image_alt: str = ""
    image_width: int = 0
    image_height: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as networks draw it. ``host`` is the name under the title: that of the link, which is what was shared."""

    language: str
    title: str
    description: str
    host: str
    image_url: str
    image_alt: str
    image_width: int
    image_height: int
    #: The picture's media type, or "" when its name does not tell.
    image_type: str
    site_name: str


def shown(card: Card, *, link: str) -> Shown:
    """What networks draw for this link (a whole address)."""
    image = card.image_url
    return Shown(
        language=card.language,
        title=trimmed(card.title, LONGEST_TITLE),
        description=trimmed(card.description, LONGEST_DESCRIPTION),
        host=urlsplit(link).hostname or "",
        image_url=image,
        image_alt=card.image_alt if image else "",
        image_width=card.image_width if image else 0,
        image_height=card.image_height if image else 0,
        image_type=_TYPES.get(image.rpartition(".")[2], ""),
        site_name=card.site_name,
    )


def trimmed(words: str, longest: int) -> str:
    """One line of at most so many characters. What is too long ends at a word, with an ellipsis."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    head = line[: longest - 1]
    end = len(head)
    if " " in head[longest // 2 :] and line[end] != " ":
        end = head.rindex(" ")
    else:
        # In the middle of a long word: not between a letter and its accents.
        while end and unicodedata.combining(line[end]):
            end -= 1
    return head[:end].rstrip(" ,.;:–-") + "…"
