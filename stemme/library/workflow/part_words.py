"""Parts of a story in words: what they are called and what they say. For versions and for two who saved at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from stemme.kit.languages import OWN_NAMES
from stemme.library.audience import Audience
from stemme.library.bodies import editable
from stemme.library.wording import audience_in_words
from stemme.library.workflow.parts_of import language_of

_NAMES: dict[str, Any] = {
    "stream_id": lazy("Stream"),
    "language": lazy("Written in"),
    "target_url": lazy("Where visitors end up"),
    "kind": lazy("Kind"),
    "source_name": lazy("Name of the site"),
    "picture_alt": lazy("Picture described in words"),
    "picture_focus": lazy("What of the picture must stay"),
    "asset_id": lazy("Video or document"),
    "campaign_id": lazy("Campaign"),
    "goal": lazy("Goal"),
    "place": lazy("Place"),
    "happens_at": lazy("Begins"),
    "happens_until": lazy("Ends"),
    "reading_minutes": lazy("Minutes to read"),
    "topic_ids": lazy("Topics"),
    "audience": lazy("Audience"),
    "evergreen": lazy("Stays true"),
    "priority": lazy("Priority"),
    "starts_at": lazy("Show from"),
    "embargo_until": lazy("Embargo until"),
    "ends_at": lazy("Take away after"),
    "title": lazy("Title"),
    "summary": lazy("Summary"),
    "why": lazy("Why share this"),
    "body": lazy("Whole text, read here"),
    "angles": lazy("Questions to begin with"),
    "share": lazy("Suggested text"),
}
_PRIORITIES = {1: lazy("High"), 0: lazy("Normal"), -1: lazy("Low")}


@dataclass(frozen=True, slots=True)
class Names:
    """What ids in parts are called at the organisation."""

    streams: Mapping[int, str] = field(default_factory=dict)
    topics: Mapping[int, str] = field(default_factory=dict)
    teams: Mapping[int, str] = field(default_factory=dict)
    campaigns: Mapping[int, str] = field(default_factory=dict)


def part_name(part: str) -> str:
    """``Title, Norsk bokmål`` or ``Priority``."""
    name = str(_NAMES.get(part.partition(":")[0], part))
    code = language_of(part)
    return f"{name}, {OWN_NAMES.get(code, code)}" if code else name


def part_names(parts: tuple[str, ...]) -> list[str]:
    """The names of several parts, each once."""
    return list(dict.fromkeys(part_name(part) for part in in_order(parts)))


def in_order(parts: Iterable[str]) -> list[str]:
    """Parts as a reader expects them: those of the story as a whole, then language by language, titles first."""
    keys = list(_NAMES)

    def place(part: str) -> tuple[str, int, str]:
        key = part.partition(":")[0]
        return (language_of(part), keys.index(key) if key in keys else len(keys), part)

    return sorted(parts, key=place)


def in_words(part: str, value: Any, names: Names) -> str:
    """What a part says, as text; "" when it says nothing."""
    key = part.partition(":")[0]
    if key == "audience":
        known = {name: frozenset(ids) for name, ids in (value or {}).items() if name in Audience.__slots__}
        return audience_in_words(Audience(**known), dict(names.teams))
    if key == "priority":
        return str(_PRIORITIES.get(value, value))
    if value is None or value == "" or value == []:
        return ""
    if key in {"starts_at", "embargo_until", "ends_at", "happens_at", "happens_until"}:
        return date_format(timezone.localtime(dt.datetime.fromisoformat(value)), "SHORT_DATETIME_FORMAT")
    if key == "body":
        return editable(value)
    if key == "evergreen":
        return _("Yes") if value else _("No")
    return _of_ids(key, value, names)


def _of_ids(key: str, value: Any, names: Names) -> str:
    if key == "topic_ids":
        return ", ".join(sorted(names.topics.get(topic, "–") for topic in value))
    if key in {"stream_id", "campaign_id"}:
        known = names.streams if key == "stream_id" else names.campaigns
        return known.get(value, "–")
    if key == "language":
        return OWN_NAMES.get(value, value)
    if key == "picture_focus":
        return " × ".join(f"{per_cent} %" for per_cent in value)
    return "\n".join(value) if isinstance(value, list) else str(value)
