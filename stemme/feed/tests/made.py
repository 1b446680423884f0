"""Stories and readers for tests of the ranking."""

from __future__ import annotations

import datetime as dt

from stemme.feed.items import Item, Reader
from stemme.feed.likeness import About
from stemme.feed.ranking import Ranking
from stemme.library.audience import Audience

NOW = dt.datetime(2026, 11, 12, 8, tzinfo=dt.UTC)
TOPICS = ("wind", "grid", "heat", "jobs")
TITLES = ("Siste turbin står ved havnen", "Strøm om natten", "To vindmølleteknikere", "Laksen er tilbake", "Kabel")


def item(number: int = 1, **changes: object) -> Item:
    values: dict[str, object] = {
        "id": number,
        "stream": "News",
        "outside": False,
        "job": False,
        "evergreen": False,
        "priority": 0,
        "audience": Audience(),
        "languages": ("nb",),
        "topics": frozenset({"wind"}),
        "starts_at": NOW - dt.timedelta(days=1),
    }
    return Item(**(values | changes))  # type: ignore[arg-type]


def reader(**changes: object) -> Reader:
    return Reader(**({"language": "nb", "place": "Bergen", "team_line": (2, 1)} | changes))  # type: ignore[arg-type]


def about(items: list[Item]) -> list[About]:
    return [About(entry.id, tuple(sorted(entry.topics)), (TITLES[entry.id % len(TITLES)],)) for entry in items]


def ranking(items: list[Item]) -> Ranking:
    return Ranking(items, about(items), now=NOW)
