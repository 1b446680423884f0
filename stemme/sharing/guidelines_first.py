"""Reading the guidelines before the first share, on the sheet itself, where the organisation wants it (decision 35)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from stemme.people.viewer import Viewer
from stemme.policy import actions, queries
from stemme.policy.texts import TextRow


@dataclass(frozen=True, slots=True)
class ReadFirst:
    """The words to read, in the viewer's language, and whether an earlier version was read."""

    version: int
    text: TextRow
    again: bool


def to_read_first(viewer: Viewer) -> ReadFirst | None:
    """What this person should read before they share, or None. Two queries where nothing waits."""
    state = queries.acknowledged(viewer.organisation_id, viewer.person_id)
    if not state.holds_sharing:
        return None
    current = queries.current(viewer.organisation_id)
    if current is None:
        return None
    return ReadFirst(current.version, current.text_for(viewer.language), again=state.version is not None)


def note_reading(viewer: Viewer, data: Mapping[str, Any], *, now: dt.datetime) -> None:
    """Note that they read it, if they ticked so about the words that hold now. ``data``: of a valid ShareForm."""
    if not data["read"] or not data["read_version"] or not data["read_language"]:
        return
    try:
        actions.acknowledge(actor=viewer, version=data["read_version"], language=data["read_language"], now=now)
    except actions.OutdatedError:
        return  # Other words hold by now: the sheet shows these, and asks once more.
