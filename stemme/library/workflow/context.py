"""What the edit page shows about a story's way out: looks, versions, what was typed and not saved, two at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, QueryDict

from stemme.library.studio_queries import StoryDraft
from stemme.people.viewer import Viewer

#: What the radio buttons of a conflict are named, before the part's name.
PICK = "pick."


def desk_context(viewer: Viewer, draft: StoryDraft, request: HttpRequest, now: dt.datetime) -> dict[str, Any]:
    """The context of ``library/_desk.html``."""
    return {"desk": {"revision": draft.revision}}


def seen_of(data: QueryDict) -> int | None:
    """The revision from which a form that was sent began; None when it does not say."""
    typed = data.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def kept_saved(data: QueryDict) -> tuple[str, ...]:
    """The parts in which the editor prefers what somebody else saved meanwhile."""
    return tuple(name.removeprefix(PICK) for name in data if name.startswith(PICK) and data[name] == "saved")
