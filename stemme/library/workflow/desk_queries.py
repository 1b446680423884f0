"""Looks, versions and kept typing of a story, for its editors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from stemme.library.models import Review, Story, Unsaved, Version
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class LookRow:
    """A look that was asked for. Names are empty for whoever was erased; ``wanted`` also for "any colleague"."""

    id: int
    revision: int
    asked_at: dt.datetime
    asked_by: str
    asked_by_id: int | None
    wanted: str
    wanted_id: int | None
    note: str
    verdict: str
    answer: str
    answered_at: dt.datetime | None
    answered_by: str
    answered_by_id: int | None

    @property
    def open(self) -> bool:
        """True while nobody has answered."""
        return self.answered_at is None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A saving: its number, when, by whom ("" when erased), and the names of the parts that changed."""

    number: int
    saved_at: dt.datetime
    saved_by: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptTyping:
    """What the viewer typed into a story's form and did not save: fields as a browser sends them."""

    revision: int
    kept_at: dt.datetime
    fields: dict[str, list[str]]


def looks(organisation_id: int, story_id: int) -> list[LookRow]:
    """The looks asked for at a story that were not taken back, the newest first. One query."""
    rows = Review.objects.filter(story__organisation_id=organisation_id, story_id=story_id, dropped_at=None)
    return [_look(row) for row in rows.select_related("asked_by", "wanted", "answered_by").order_by("-id")]


def look(organisation_id: int, look_id: int) -> tuple[int, LookRow] | None:
    """(story's id, the look), or None when it is gone or was taken back."""
    rows = Review.objects.filter(story__organisation_id=organisation_id, id=look_id, dropped_at=None)
    row = rows.select_related("asked_by", "wanted", "answered_by").first()
    return (row.story_id, _look(row)) if row else None


def was_asked(viewer: Viewer, story_id: int) -> bool:
    """True when the viewer's own look at this story is wanted, or was, and they answered."""
    rows = Review.objects.filter(story__organisation_id=viewer.organisation_id, story_id=story_id, dropped_at=None)
    return rows.filter(wanted_id=viewer.person_id).exists()


def stream_of(organisation_id: int, story_id: int) -> int | None:
    """The id of the story's stream."""
    stories = Story.objects.filter(organisation_id=organisation_id, id=story_id)
    return stories.values_list("stream_id", flat=True).first()


def versions(organisation_id: int, story_id: int) -> list[VersionRow]:
    """All versions of a story, the newest first. One query."""
    rows = Version.objects.filter(story__organisation_id=organisation_id, story_id=story_id)
    return [
        VersionRow(row.number, row.saved_at, row.saved_by.name if row.saved_by else "", tuple(row.changed))
        for row in rows.select_related("saved_by").defer("content").order_by("-number")
    ]


def version_parts(organisation_id: int, story_id: int, number: int) -> dict[str, Any] | None:
    """The parts of one version, or None when there is no such version."""
    rows = Version.objects.filter(story__organisation_id=organisation_id, story_id=story_id, number=number)
    return rows.values_list("content", flat=True).first()


def kept_typing(viewer: Viewer, story_id: int) -> KeptTyping | None:
    """What the viewer typed and did not save, or None."""
    rows = Unsaved.objects.filter(story__organisation_id=viewer.organisation_id, story_id=story_id)
    row = rows.filter(person_id=viewer.person_id).first()
    return KeptTyping(row.revision, row.kept_at, row.fields) if row else None


def _look(row: Review) -> LookRow:
    return LookRow(
        id=row.id,
        revision=row.revision,
        asked_at=row.asked_at,
        asked_by=row.asked_by.name if row.asked_by else "",
        asked_by_id=row.asked_by_id,
        wanted=row.wanted.name if row.wanted else "",
        wanted_id=row.wanted_id,
        note=row.note,
        verdict=row.verdict,
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=row.answered_by.name if row.answered_by else "",
        answered_by_id=row.answered_by_id,
    )
