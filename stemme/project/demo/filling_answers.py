"""What people say about their posts, and what they want to be reminded of, at Nordlys Energi."""

from __future__ import annotations

import datetime as dt
import random

from stemme.library import queries as library
from stemme.people.queries import viewer
from stemme.project.demo.stage import BATCH, Stage, moment
from stemme.reminders import actions as reminders
from stemme.sharing.models import Share
from stemme.sharing.post_addresses import HOSTS
from stemme.sharing.queries import shared_story_ids

#: Of a hundred who are asked so many say yes, so many no; the others never answer.
_YES, _NO = 46, 9
#: Whoever shared in these last days has not been asked yet.
_FRESH = dt.timedelta(days=3)
_INGRID = "ingrid.solheim"


def make_answers(stage: Stage) -> None:
    """Before the shares are counted. Ingrid is still asked about her newest."""
    draw = random.Random(29)  # noqa: S311 - invented answers
    shares = Share.objects.filter(
        organisation=stage.organisation, channel__in=list(HOSTS), shared_at__lt=stage.now - _FRESH
    )
    ingrid = stage.by_address[_INGRID].id
    said: dict[bool, list[int]] = {True: [], False: []}
    newest = shares.filter(person_id=ingrid).order_by("-shared_at").values_list("id", flat=True).first() or 0
    for share, person in shares.exclude(id=newest).order_by("id").values_list("id", "person_id"):
        lot = 0 if person == ingrid else draw.randrange(100)
        if lot < _YES + _NO:
            said[lot < _YES].append(share)
    for posted, ids in said.items():
        for first in range(0, len(ids), BATCH):
            Share.objects.filter(organisation=stage.organisation, id__in=ids[first : first + BATCH]).update(
                posted=posted
            )


def make_reminder(stage: Stage) -> None:
    """Ingrid puts the newest story that she has not shared off until tomorrow."""
    ingrid = viewer(stage.by_address[_INGRID].id, scope="employee")
    if ingrid is None:
        raise LookupError(_INGRID)
    shared = shared_story_ids(ingrid.organisation_id, ingrid.person_id)
    tomorrow = moment(stage.today + dt.timedelta(days=1), 8)
    for story in library.live_stories(ingrid.organisation_id, now=stage.now):
        ends_first = story.ends_at is not None and story.ends_at <= tomorrow
        if story.id not in shared and not ends_first and story.audience.is_everyone:
            reminders.remind(actor=ingrid, story_id=story.id, channel="linkedin", at=tomorrow, now=stage.now)
            return
