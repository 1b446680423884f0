"""A page's blocks ready to be drawn: pictures looked up, the first heading found, buttons that carry the click on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemme.landing.blocks import Block
from stemme.landing.page_queries import PublicPage
from stemme.landing.public.arranging import arranged, figures, initials, points
from stemme.links.address_queries import is_measured, measured_hosts
from stemme.links.campaign import with_parameters
from stemme.links.click_ids import PARAMETER
from stemme.media import queries as media
from stemme.media.queries import AssetRow
from stemme.media.scene_names import SCENE_NAMES

#: So many blocks are seen before anybody scrolls.
_EARLY = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block ready to be drawn. ``first``: its heading is the page's h1; ``early``: it is seen without scrolling.

    A picture is an ``asset`` of the organisation or one of our drawings (``scene``).
    """

    kind: str
    words: dict[str, str]
    first: bool = False
    early: bool = False
    asset: AssetRow | None = None
    scene: str = ""
    figures: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    initials: str = ""


def drawn(page: PublicPage, blocks: Sequence[Block], *, click: str) -> tuple[list[Drawn], list[Drawn]]:
    """The blocks beside the form, and those below it. Buttons to places where conversions are counted, and to nowhere
    else, take the ``click`` that led here along.
    """
    places = arranged(blocks)
    hosts = measured_hosts(page.organisation_id) if click else []
    every = [_drawn(page, block, click, hosts) for block in (*places.beside, *places.below)]
    head = next((n for n, block in enumerate(every) if block and block.words.get("heading")), None)
    seen = [
        replace(block, first=n == head, early=n < _EARLY) if block else None for n, block in enumerate(every)
    ]  # fmt: skip
    cut = len(places.beside)
    return [one for one in seen[:cut] if one], [one for one in seen[cut:] if one]


def _drawn(page: PublicPage, block: Block, click: str, hosts: Sequence[str]) -> Drawn | None:
    """None for what has nothing to show."""
    found = Drawn(block.kind, dict(block.words))
    if block.kind == "picture":
        return _picture(page.organisation_id, found)
    if block.kind == "figures":
        return replace(found, figures=tuple(figures(block)))
    if block.kind == "list":
        return replace(found, points=tuple(points(block)))
    if block.kind == "voice":
        return replace(found, initials=initials(block.words["name"]))
    if block.kind == "button" and click and is_measured(block.words["url"], hosts):
        onward = with_parameters(block.words["url"], [(PARAMETER, click)])
        return replace(found, words={**found.words, "url": onward})
    return found


def _picture(organisation_id: int, found: Drawn) -> Drawn | None:
    """None when the organisation has no such picture any more."""
    named = found.words["asset"]
    if named in SCENE_NAMES:
        return replace(found, scene=named)
    asset = media.asset(organisation_id, int(named)) if named.isdecimal() else None
    return replace(found, asset=asset) if asset is not None and asset.picture_url else None
