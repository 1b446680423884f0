"""What happens to pairs by itself: a first share, a question without an answer, somebody who waits."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.buddies import actions, course
from stemme.buddies.models import Pair, Wish
from stemme.journal import facts
from stemme.journal.actions import hold_cursor, move_cursor, newest_readable_fact
from stemme.journal.queries import facts_between
from stemme.kit.tenancy import across_organisations
from stemme.people import queries as people

_READER = "buddies.first_shares"
_AT_ONCE = 5_000
#: A helper who does not answer is not reminded; somebody else is asked.
HELPER_ANSWERS_WITHIN = dt.timedelta(days=7)
NEWCOMER_ANSWERS_WITHIN = dt.timedelta(days=14)


def follow(*, now: dt.datetime) -> int:
    """Everything that is due; how many newcomers were helped or have somebody asked for them."""
    done = 0
    while (read := read_shares(now=now))[0]:
        done += read[1]
    let_pass(now=now)
    return done + sum(actions.introduce(organisation_id=row.id, now=now) for row in people.organisations())


def read_shares(*, now: dt.datetime) -> tuple[int, int]:
    """Read the next facts of sharing; how many, and how many pairs came to their end. Each fact once.

    Only that somebody shared is used; what and where stays unread.
    """
    newest = newest_readable_fact()
    with transaction.atomic():
        rows = facts_between(hold_cursor(_READER), newest, kinds=frozenset({facts.STORY_SHARED}), limit=_AT_ONCE)
        sharers: dict[int, set[int]] = {}
        for row in rows:
            if row.actor_id is not None:
                sharers.setdefault(row.organisation_id, set()).add(row.actor_id)
        done = sum(
            actions.finish_for_sharers(organisation_id=organisation, person_ids=sorted(people_ids), now=now)
            for organisation, people_ids in sharers.items()
        )
        if rows:
            move_cursor(_READER, to=rows[-1].id)
    return len(rows), done


@across_organisations("questions that nobody answered pass in every organisation")
def let_pass(*, now: dt.datetime) -> int:
    """Proposals without an answer pass: the helper's after a week, the newcomer's after two; how many.

    A newcomer who did not answer is not asked again; they can ask again themselves.
    """
    unanswered = Pair.objects.filter(state=course.ASKED_NEWCOMER, changed_at__lt=now - NEWCOMER_ANSWERS_WITHIN)
    with transaction.atomic():
        Wish.objects.filter(person_id__in=list(unanswered.values_list("newcomer_id", flat=True))).delete()
        passed = unanswered.update(state=course.PASSED, changed_at=now)
        late = Pair.objects.filter(state=course.ASKED_HELPER, changed_at__lt=now - HELPER_ANSWERS_WITHIN)
        return passed + late.update(state=course.PASSED, changed_at=now)
