"""Writing: stories on their way into channels. What may have left is never sent again by itself."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from stemme.chat import answers, telling
from stemme.chat.answers import Outcome
from stemme.chat.models import QUEUED, REFUSED, SENDING, SENT, UNCLEAR, Posting, Room
from stemme.chat.settings_actions import post_to_room
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.tenancy import across_organisations
from stemme.library import queries as library
from stemme.people import queries as people
from stemme.people.viewer import Viewer

logger = logging.getLogger(__name__)
#: Longer than any answer is waited for; whoever is still at it has been killed.
_LOST_AFTER = dt.timedelta(minutes=15)
#: A story that could not be posted for so long is no news any more.
LATEST = dt.timedelta(hours=12)


def may_be_posted(story: library.StoryPage | None, *, now: dt.datetime) -> bool:
    """Whether colleagues can read the story now, and it may leave the house."""
    if story is None or story.state != "live":
        return False
    return story.embargo_until is None or story.embargo_until <= now


def ask_to_post(*, actor: Viewer, story_id: int, rooms: Sequence[tuple[int, int]], now: dt.datetime) -> int:
    """Queue a story for channels; for how many it was new.

    ``rooms``: (room, how often this story had been asked for there when the page was made). The same page sent twice,
    or by two editors at once, queues each channel once. Rooms of others are passed over.
    """
    org = actor.organisation_id
    own = set(Room.objects.filter(organisation_id=org).values_list("id", flat=True))
    new = 0
    with transaction.atomic():
        for room_id, times in rooms:
            if room_id not in own:
                continue
            _row, made = Posting.objects.get_or_create(
                organisation_id=org,
                room_id=room_id,
                story_id=story_id,
                number=times + 1,
                defaults={"not_before": now, "asked_at": now, "changed_at": now},
            )
            new += made
        if new:
            record(
                facts.STORY_TO_CHAT, organisation_id=org, actor_id=actor.person_id, at=now, subject_id=story_id,
                channels=new,
            )  # fmt: skip
    return new


@across_organisations("stories of all organisations go out in the order in which they were asked for")
def send_waiting(*, now: dt.datetime) -> dict[str, int]:
    """Post what is due; how many ended how. ``queued`` are those that will be tried again."""
    ended: Counter[str] = Counter()
    lost = Posting.objects.filter(state=SENDING, changed_at__lt=now - _LOST_AFTER)
    ended[UNCLEAR] = lost.update(state=UNCLEAR, why=answers.LOST, changed_at=now)
    late = Posting.objects.filter(state=QUEUED, asked_at__lt=now - LATEST)
    ended[REFUSED] = late.update(state=REFUSED, why="late", changed_at=now)
    due = Posting.objects.filter(state=QUEUED, not_before__lte=now).select_related("room").order_by("asked_at", "id")
    for posting in list(due):
        ended[_send(posting, now)] += 1
    return {state: number for state, number in ended.items() if number}


def _send(posting: Posting, now: dt.datetime) -> str:
    """Post one; its state afterwards. ``sending`` is written down before a byte leaves."""
    org = posting.organisation_id
    claimed = Posting.objects.filter(organisation_id=org, id=posting.pk, state=QUEUED)
    if not claimed.update(state=SENDING, changed_at=now):
        return "elsewhere"
    outcome = _post(posting, now)
    settled = Posting.objects.filter(organisation_id=org, id=posting.pk, state=SENDING)
    if outcome.state == answers.AGAIN:
        later = now + dt.timedelta(seconds=outcome.wait)
        settled.update(state=QUEUED, why=outcome.why, not_before=later, changed_at=now)
        return QUEUED
    state = {answers.SENT: SENT, answers.REFUSED: REFUSED}.get(outcome.state, UNCLEAR)
    settled.update(state=state, why=outcome.why, changed_at=now)
    if state != SENT:
        logger.warning("story %d in channel %d: %s, %s", posting.story_id, posting.room_id, state, outcome.why)
    return state


def _post(posting: Posting, now: dt.datetime) -> Outcome:
    org = posting.organisation_id
    story = library.story(org, posting.story_id, now=now)
    if story is None or not may_be_posted(story, now=now):
        return Outcome(answers.REFUSED, "withdrawn")
    here = people.organisation(org)
    content = telling.of_story(story, posting.room.language, organisation=here.name, page_url=here.page_url)
    return post_to_room(posting.room, content)
