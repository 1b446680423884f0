"""What people decide about numbers from networks: whether to fetch them, and what of their own file is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.reactions.models import FromFile, NotFetched, SwitchedOff, Watched
from stemme.reactions.own_queries import OwnPost
from stemme.sharing import posted_actions


def choose_fetching(*, actor: Viewer, wanted: bool, now: dt.datetime) -> None:
    """Whether the actor's own posts are looked at from now on. A no deletes what was fetched, too."""
    mine = {"organisation_id": actor.organisation_id, "person_id": actor.person_id}
    with transaction.atomic():
        if wanted:
            NotFetched.objects.filter(**mine).delete()
        else:
            NotFetched.objects.get_or_create(**mine, defaults={"since": now})
            Watched.objects.filter(**mine).delete()
        record(
            facts.FETCHING_CHOSEN, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now,
            wanted=wanted,
        )  # fmt: skip


def switch_fetching(*, actor: Viewer, on: bool, now: dt.datetime) -> None:
    """Whether anybody's posts are looked at in the organisation. What people have stays theirs until it ages."""
    ours = actor.organisation_id
    with transaction.atomic():
        if on:
            changed = bool(SwitchedOff.objects.filter(organisation_id=ours).delete()[0])
        else:
            changed = SwitchedOff.objects.get_or_create(organisation_id=ours, defaults={"since": now})[1]
        if changed:
            kind = facts.FETCHING_ON if on else facts.FETCHING_OFF
            record(kind, organisation_id=ours, actor_id=actor.person_id, at=now)


def keep_from_file(
    *, actor: Viewer, numbers: Mapping[int, tuple[int | None, int | None]], own: Mapping[int, OwnPost], now: dt.datetime
) -> int:
    """Keep what the actor approved: for each share its (engagements, times shown). How many.

    ``own`` are the actor's own shares (own_queries.linkedin_posts); others are left out. A newer file takes the place
    of an older one. Whoever finds a share in their file had posted it.
    """
    kept = {share: found for share, found in numbers.items() if share in own}
    with transaction.atomic():
        for share_id, (engagements, impressions) in kept.items():
            share = own[share_id].share
            FromFile.objects.update_or_create(
                organisation_id=actor.organisation_id,
                share_id=share_id,
                defaults={
                    "person_id": actor.person_id,
                    "engagements": engagements,
                    "impressions": impressions,
                    "kept_at": now,
                },
            )
            if not share.posted:
                posted_actions.say_posted(actor=actor, share=share, posted=True, now=now)
            record(
                facts.REACTIONS_REPORTED, organisation_id=actor.organisation_id, actor_id=actor.person_id,
                subject_id=share.story_id, at=now, channel=share.channel,
            )  # fmt: skip
    return len(kept)


def forget_file(*, actor: Viewer) -> int:
    """Delete everything the actor kept out of files; for how many posts."""
    mine = FromFile.objects.filter(organisation_id=actor.organisation_id, person_id=actor.person_id)
    return mine.delete()[0]
