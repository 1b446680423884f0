"""Versions of a story: written with each saving; two savings at once are put together by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import F

from stemme.library.content import Content
from stemme.library.models import Story, Unsaved, Version
from stemme.library.studio_queries import StoryDraft, content_of
from stemme.library.workflow.merging import Conflict, merge
from stemme.library.workflow.parts_of import content_from, differing, parts_of


class ConflictError(Exception):
    """Somebody else saved meanwhile, and both changed the same parts, each in another way. Nothing was saved.

    ``theirs``: the story as it is saved now. ``changed``: names of the parts in conflict, ``conflicts`` with both
    values. ``merged``: the content with everything that goes together, and the actor's own value in each conflict.
    """

    def __init__(self, theirs: StoryDraft, conflicts: tuple[Conflict, ...], merged: Content) -> None:
        self.changed = tuple(conflict.part for conflict in conflicts)
        super().__init__(", ".join(self.changed))
        self.theirs = theirs
        self.conflicts = conflicts
        self.merged = merged


class BothError(Exception):
    """The conflicts of one saving; publishing.py adds the story as it is now."""

    def __init__(self, conflicts: tuple[Conflict, ...], merged: Content) -> None:
        super().__init__()
        self.conflicts = conflicts
        self.merged = merged


def put_together(story: Story, content: Content, *, seen: int | None, keep_saved: Collection[str]) -> Content:
    """The actor's content with what others have saved since revision ``seen``. The story is locked.

    ``keep_saved`` names parts that stay as they are in that revision, whatever the content says. Without ``seen`` the
    content replaces what is there. Raises BothError when the same part was changed by both.
    """
    if seen is None:
        return content
    now_saved = parts_of(content_of(story))
    base = now_saved if seen == story.revision else _content_of_version(story, seen)
    mine = parts_of(content)
    if base is None:
        # What they began from is not there any more: whatever differs has to be chosen.
        base = {}
    for name in keep_saved:
        mine.pop(name, None)
        if name in base:
            mine[name] = base[name]
    merged = merge(base, mine, now_saved)
    if merged.conflicts:
        raise BothError(merged.conflicts, content_from(merged.parts))
    return content_from(merged.parts) if seen != story.revision or keep_saved else content


def keep_version(
    story: Story,
    *,
    before: Content,
    after: Content,
    actor_id: int | None,
    now: dt.datetime,
    was_updated_at: dt.datetime,
) -> tuple[str, ...]:
    """Write the version after a saving and count the revision up; names of the parts that changed, sorted.

    Nothing changed, nothing is written. ``before`` is what was there, last saved at ``was_updated_at``. The first
    version of a story is written with its first change.
    """
    was, parts = parts_of(before), parts_of(after)
    changed = differing(was, parts)
    if not changed:
        return ()
    Version.objects.get_or_create(
        story=story,
        number=story.revision,
        defaults={"content": was, "saved_at": was_updated_at, "saved_by_id": story.created_by_id},
    )
    story.revision += 1
    Story.objects.filter(id=story.id).update(revision=F("revision") + 1)
    Version.objects.create(
        story=story, number=story.revision, content=parts, changed=list(changed), saved_at=now, saved_by_id=actor_id
    )
    return changed


def saved_now(story_id: int, person_id: int) -> None:
    """What this person had typed is saved: it need not be kept any longer."""
    Unsaved.objects.filter(story_id=story_id, person_id=person_id).delete()


def _content_of_version(story: Story, number: int) -> dict[str, object] | None:
    found: Iterable[dict[str, object]] = Version.objects.filter(story=story, number=number).values_list(
        "content", flat=True
    )
    return next(iter(found), None)
