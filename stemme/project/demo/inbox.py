"""What the demo's feeds brought in. Invented papers, invented news. Pure data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One entry."""

    title: str
    summary: str
    url: str
    hours_ago: int


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed with its entries."""

    title: str
    url: str
    stream: str
    language: str
    items: tuple[Item, ...]


FEEDS: tuple[Feed, ...] = (
    Feed(
        "Kraftbladet",
        "https://kraftbladet.example/rss",
        "From outside",
        "nb",
        (
            Item(
                "Nettleie: slik blir det fra nyttår",
                "Tre modeller, ett regneark.",
                "https://kraftbladet.example/nettleie",
                3,
            ),
            Item(
                "Rekord for sesonglager av varme",
                "Et berg fullt av sommer.",
                "https://kraftbladet.example/varmelager",
                27,
            ),
        ),
    ),
    Feed(
        "nordlys.example",
        "https://nordlys.example/aktuelt.atom",
        "Communications",
        "nb",
        (
            Item(
                "Ny kai i Tromsø åpner for hydrogen",
                "Første skip ventes til våren.",
                "https://nordlys.example/nb/kai",
                1,
            ),
        ),
    ),
    Feed(
        "Energinyheder",
        "https://energinyheder.example/feed.json",
        "From outside",
        "da",
        (
            Item(
                "Havvind: nyt udbud i foråret", "Ministeriet har sat en dato.", "https://energinyheder.example/udbud", 5
            ),
        ),
    ),
    Feed(
        "Stadtwerke heute",
        "https://stadtwerke-heute.example/rss.xml",
        "From outside",
        "de",
        (
            Item(
                "Fernwärme: Was sich 2027 ändert",
                "Die wichtigsten Fristen auf einen Blick.",
                "https://stadtwerke-heute.example/2027",
                8,
            ),
        ),
    ),
)
