"""What a person says that they saw under their own post."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.sharing.models import Reported, Share
from stemme.sharing.queries import ShareRow


def report(*, actor: Viewer, share: ShareRow, reactions: int, comments: int, reshares: int, now: dt.datetime) -> None:
    """Note what the actor saw under their own post; three zeros take it back. Whoever saw something had posted."""
    with transaction.atomic():
        mine = Reported.objects.filter(organisation_id=actor.organisation_id, share_id=share.id)
        if not (reactions or comments or reshares):
            mine.delete()
        else:
            _own(actor, share).exclude(posted=True).update(posted=True, answered_at=now)
            counts = {"reactions": reactions, "comments": comments, "reshares": reshares, "changed_at": now}
            Reported.objects.update_or_create(
                organisation_id=actor.organisation_id,
                share_id=share.id,
                defaults={"person_id": actor.person_id, **counts},
            )
        _record(facts.REACTIONS_REPORTED, actor, share, now)


def _own(actor: Viewer, share: ShareRow) -> QuerySet[Share]:
    return Share.objects.filter(organisation_id=actor.organisation_id, person_id=actor.person_id, id=share.id)


def _record(kind: str, actor: Viewer, share: ShareRow, now: dt.datetime, **data: object) -> None:
    record(
        kind,
        organisation_id=actor.organisation_id,
        actor_id=actor.person_id,
        subject_id=share.story_id,
        at=now,
        channel=share.channel,
        **data,
    )
