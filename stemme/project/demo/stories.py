"""The demo's stories, read from stories.toml. Pure."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: How many days an earlier story stayed in the feed.
EARLIER_LIVE_DAYS = 45


@dataclass(slots=True)
class DemoStory:
    """A story to be made. ``start`` is None for a draft; ``rate`` is the involvement in per cent it shall have."""

    key: str
    stream: str
    kind: str
    topic: str
    language: str
    source: str
    minutes: int
    priority: int
    start: dt.date | None
    end: dt.date | None
    embargo: dt.date | None
    rate: float
    divisions: tuple[str, ...]
    places: tuple[str, ...]
    texts: list[dict[str, str]]
    share: list[dict[str, str]]
    id: int = 0

    @property
    def first_day(self) -> dt.date:
        """The day it is shown first. Raises ValueError for a draft."""
        if self.start is None:
            raise ValueError(f"{self.key} is a draft")
        return self.start

    @property
    def target_url(self) -> str:
        """Where it lives on the invented company's or paper's site."""
        host = "nordlys.example" if not self.source else f"{self.source.lower().replace(' ', '')}.example"
        return f"https://{host}/{self.language}/{self.key}"


def all_stories(today: dt.date) -> list[DemoStory]:
    """Oldest first, drafts and planned ones last."""
    data = tomllib.loads((Path(__file__).parent / "stories.toml").read_text(encoding="utf-8"))
    earlier = [_earlier(row, number, today) for number, row in enumerate(data["earlier"]["rows"])]
    recent = sorted((_recent(entry, today) for entry in data["story"]), key=lambda s: s.start or dt.date.max)
    return earlier + recent


def _earlier(row: list[Any], number: int, today: dt.date) -> DemoStory:
    ago, rate, stream, topic, language, title, summary = row
    start = today - dt.timedelta(days=ago)
    outside = stream == "From outside"
    return DemoStory(
        key=f"earlier-{number + 1}",
        stream=stream,
        kind="outside" if outside else "job" if topic == "jobs" and "gesucht" in title else "article",
        topic=topic,
        language=language,
        source="Kraftbladet" if outside else "",
        minutes=2 + number % 4,
        priority=0,
        start=start,
        end=start + dt.timedelta(days=EARLIER_LIVE_DAYS),
        embargo=None,
        rate=rate,
        divisions=(),
        places=(),
        texts=[{"lang": language, "title": title, "summary": summary}],
        share=[],
    )


def _recent(entry: dict[str, Any], today: dt.date) -> DemoStory:
    def day(name: str, sign: int = 1) -> dt.date | None:
        return today + dt.timedelta(days=sign * entry[name]) if name in entry else None

    reach = entry.get("reach", {})
    return DemoStory(
        key=entry["key"],
        stream=entry["stream"],
        kind=entry.get("kind", "article"),
        topic=entry["topic"],
        language=entry["texts"][0]["lang"],
        source=entry.get("source", ""),
        minutes=entry.get("minutes", 3),
        priority=entry.get("priority", 0),
        start=None if entry.get("draft") else day("ago", -1) or day("starts"),
        end=day("ends"),
        embargo=day("embargo"),
        rate=entry.get("rate", 0.0),
        divisions=tuple(reach.get("divisions", ())),
        places=tuple(reach.get("places", ())),
        texts=entry["texts"],
        share=entry.get("share", []),
    )
