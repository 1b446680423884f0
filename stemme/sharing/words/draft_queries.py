"""Reading what somebody asked us to keep for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.kit.retention import OF
from stemme.people.viewer import Viewer
from stemme.sharing.models import Draft


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """Words about a story in one language, and until when they are kept."""

    language: str
    text: str
    kept_at: dt.datetime
    until: dt.datetime


def draft_of(viewer: Viewer, *, story_id: int, language: str, now: dt.datetime) -> KeptDraft | None:
    """The viewer's own draft, or None. A mail's link may have been passed on, so it opens no drafts."""
    if not viewer.full:
        return None
    found = Draft.objects.filter(
        organisation_id=viewer.organisation_id, person_id=viewer.person_id, story_id=story_id, language=language
    ).first()
    if found is None or found.kept_at + OF["drafts"].period <= now:
        return None
    return KeptDraft(found.language, found.text, found.kept_at, found.kept_at + OF["drafts"].period)
