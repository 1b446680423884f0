"""Counting the random parts of the people again, from the facts that are kept; and forgetting old ones."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db import transaction

from stemme.journal import facts
from stemme.journal.queries import cursor_position, facts_between
from stemme.kit.rows import add_to
from stemme.library.started_queries import started_before
from stemme.people import queries as people
from stemme.stats.models import Drained, StoryFigures, StoryPart
from stemme.stats.story_parts import part_of
from stemme.stats.taking_part import INVOLVED, READER
from stemme.stats.turnout_actions import OFFERED

_KINDS = frozenset({facts.STORY_OFFERED, facts.STORY_READ, facts.STORY_SAVED, facts.STORY_SHARED})
_AT_ONCE = 5_000
#: (story, part, offered or involved)
_Counts = Counter[tuple[int, int, str]]


def rebuild_parts(organisation_id: int) -> int:
    """Count the parts of every story again whose facts are all kept; how many stories. The same rows as the first time.

    A story is left as it is when its facts do not come to its figures: some are gone after ninety days.
    """
    with transaction.atomic():
        Drained.objects.select_for_update().filter(name=READER).first()  # Until the end nobody counts a fact.
        counts = _count_again(organisation_id)
        sums: Counter[tuple[int, str]] = Counter()
        for (story, _part, what), number in counts.items():
            sums[story, what] += number
        rows = StoryFigures.objects.filter(organisation_id=organisation_id)
        whole = [
            story
            for story, offered, involved in rows.values_list("story_id", OFFERED, INVOLVED)
            if (sums[story, OFFERED], sums[story, INVOLVED]) == (offered, involved)
        ]
        for place in range(0, len(whole), _AT_ONCE):
            some = whole[place : place + _AT_ONCE]
            StoryPart.objects.filter(organisation_id=organisation_id, story_id__in=some).delete()
        _write(organisation_id, counts, frozenset(whole))
    return len(whole)


def _count_again(organisation_id: int) -> _Counts:
    counts: _Counts = Counter()
    acted: set[tuple[int, int]] = set()
    place, newest = 0, cursor_position(READER)
    while rows := facts_between(place, newest, kinds=_KINDS, limit=_AT_ONCE):
        for row in rows:
            if row.organisation_id != organisation_id or not row.subject_id:
                continue
            person = row.actor_id or 0
            if row.kind == facts.STORY_OFFERED:
                counts[row.subject_id, part_of(person), OFFERED] += 1
            elif person and (row.subject_id, person) not in acted:
                acted.add((row.subject_id, person))
                counts[row.subject_id, part_of(person), INVOLVED] += 1
        place = rows[-1].id
    return counts


def _write(organisation_id: int, counts: _Counts, stories: frozenset[int]) -> None:
    keys = sorted({(story, part) for story, part, _what in counts if story in stories})
    rows = [(organisation_id, *key, counts[(*key, OFFERED)], counts[(*key, INVOLVED)]) for key in keys]
    add_to(StoryPart, rows, key=("organisation_id", "story_id", "part"), sums=(OFFERED, INVOLVED))


def forget_parts(*, before: dt.datetime) -> int:
    """Forget the parts of stories that began before this moment; how many rows.

    In a company of a few dozen people a part is one or two of them, so it says what somebody read: it goes when the
    rows that say so go (forgetting_actions.py). What is counted of the story then has no interval any more.
    """
    gone = 0
    for organisation in people.organisations():
        rows = StoryPart.objects.filter(organisation_id=organisation.id)
        known = list(rows.order_by().values_list("story_id", flat=True).distinct())
        for place in range(0, len(known), _AT_ONCE):
            old = started_before(organisation.id, before, among=known[place : place + _AT_ONCE])
            gone += rows.filter(story_id__in=old).delete()[0]
    return gone
