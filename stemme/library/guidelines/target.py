"""What networks will make of the page a story leads to, and what is missing. Pure.

Read from the page's bytes in a process apart (``child.py``), judged here. Sizes: Facebook's sharing guide and
LinkedIn's help ask for 1200 × 630 (1.91 : 1); below 600 × 315 both draw a thumbnail, below 200 × 200 nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from stemme.kit.html import plain, shortened
from stemme.kit.languages import language_code
from stemme.library.addresses_of_pages import host_of, tidy, whole
from stemme.library.decoding import decoded
from stemme.library.pages import read_head

#: A picture of this size is drawn above the title; a smaller one beside it; below the last one not at all.
SMALL, LEAST = (600, 315), (200, 200)
TITLE_LENGTH, DESCRIPTION_LENGTH = 300, 300
#: Description below so many characters says little.
SHORT_DESCRIPTION = 40

MUST, HINT = "must", "hint"


@dataclass(frozen=True, slots=True)
class Target:
    """What a page says about itself for cards; "" for what it does not say."""

    url: str
    og_title: str = ""
    title: str = ""
    description: str = ""
    image: str = ""
    image_width: int = 0
    image_height: int = 0
    card: str = ""
    canonical: str = ""
    language: str = ""
    robots: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """How the page's card looks on networks: ``large`` (picture above), ``small`` (beside) or ``bare`` (no picture)."""

    title: str
    description: str
    host: str
    facebook: str
    linkedin: str
    x: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is missing or wrong. ``words``: what it is about."""

    key: str
    level: str = HINT
    words: str = ""


def read_target(body: bytes, headers: Mapping[str, str], url: str) -> Target:
    """Read a page fetched from ``url``. Header names are lower case. Never raises for what stands in a page."""
    head = read_head(LexborHTMLParser(decoded(body, headers).replace("\x00", "")))
    image = head.first("og:image:secure_url", "og:image:url", "og:image", "twitter:image", "twitter:image:src")
    canonical = head.links.get("canonical", "") or head.first("og:url")
    robots = f"{head.first('robots', 'googlebot')},{headers.get('x-robots-tag', '')}"
    return Target(
        url=url,
        og_title=plain(head.first("og:title", "twitter:title"), limit=TITLE_LENGTH),
        title=plain(head.title, limit=TITLE_LENGTH),
        description=shortened(
            plain(head.first("og:description", "twitter:description", "description")), DESCRIPTION_LENGTH
        ),
        image=whole(image, url) if image else "",
        image_width=_size(head.first("og:image:width")),
        image_height=_size(head.first("og:image:height")),
        card=head.first("twitter:card").lower()[:40],
        canonical=tidy(whole(canonical, url)) if canonical and whole(canonical, url) else "",
        language=language_code(head.language or head.first("og:locale", "content-language")) or "",
        robots=robots.lower()[:200],
    )


def card_of(target: Target, size: tuple[int, int]) -> Card:
    """The card that networks draw; ``size`` of the picture as it is, (0, 0) when there is none to be had."""
    drawn = _drawn(size)
    return Card(
        title=target.og_title or target.title,
        description=target.description,
        host=host_of(target.url),
        facebook=drawn,
        linkedin=drawn,
        x=drawn if drawn != "large" or target.card == "summary_large_image" else "small",
    )


def faults(target: Target, *, asked: str, size: tuple[int, int], languages: frozenset[str]) -> list[Fault]:
    """What is missing or wrong, the worst first. ``asked``: the story's address; ``languages`` it is told in."""
    found = [
        (target.url.startswith("http://"), Fault("http_only", MUST)),
        (not (target.og_title or target.title), Fault("no_title", MUST)),
        (bool(target.title) and not target.og_title, Fault("no_og_title")),
        (len(target.description) < SHORT_DESCRIPTION, Fault("no_description")),
        (not target.image, Fault("no_image")),
        (bool(target.image) and size == (0, 0), Fault("image_unreachable", HINT, host_of(target.image))),
        (size != (0, 0) and _drawn(size) != "large", Fault("image_small", HINT, f"{size[0]} × {size[1]}")),
        (_drawn(size) == "large" and target.card != "summary_large_image", Fault("no_large_card")),
        (_elsewhere(target), Fault("canonical", HINT, target.canonical)),
        (_moved(asked, target.url), Fault("redirects", HINT, target.url)),
        ("noindex" in target.robots, Fault("noindex")),
        (bool(languages) and bool(target.language) and target.language not in languages,
         Fault("language", HINT, target.language)),
    ]  # fmt: skip
    return sorted((fault for true, fault in found if true), key=lambda fault: fault.level != MUST)


def _elsewhere(target: Target) -> bool:
    return bool(target.canonical) and tidy(target.canonical).rstrip("/") != tidy(target.url).rstrip("/")


def _moved(asked: str, arrived: str) -> bool:
    return tidy(asked).rstrip("/") != tidy(arrived).rstrip("/")


def _drawn(size: tuple[int, int]) -> str:
    width, height = size
    if width >= SMALL[0] and height >= SMALL[1]:
        return "large"
    return "small" if width >= LEAST[0] and height >= LEAST[1] else "bare"


def _size(written: str) -> int:
    digits = written.strip().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 0
