"""What the share sheet shows around one's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stemme.library.queries import StoryPage
from stemme.people.viewer import Viewer
from stemme.sharing.sheet import Sheet


def words_context(
    viewer: Viewer, story: StoryPage, sheet: Sheet, text: str, asked: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """For ``_starts.html``, ``_angles.html`` and ``_text.html``. ``asked``: what the address asks for (``?ask=2``)."""
    return {"words": {"angles": story.angles.get(sheet.language, ())}}
