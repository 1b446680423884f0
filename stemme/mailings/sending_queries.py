"""Who gets a story that goes out by itself, and what became of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from stemme.feed.done_queries import done_with
from stemme.feed.items import reads
from stemme.library import queries as library
from stemme.library.lottery_queries import held_from
from stemme.mailings.kinds import STORY
from stemme.mailings.models import BOUNCED, DROPPED, QUEUED, REFUSED, SENDING, SENT, UNCLEAR, Mailing, StorySend
from stemme.mailings.rhythm_queries import ReaderPlan, chosen_by, house_of, plans_for
from stemme.mailings.sending import (
    ADDRESS,
    AUDIENCE,
    AWAY,
    DONE,
    LANGUAGE,
    LOT,
    Outlook,
    Verdict,
    outlook_of,
    verdict,
    when,
)  # fmt: skip
from stemme.people import queries as people
from stemme.people.mail_queries import unreached

#: Readers looked at together: few queries, and not too many parameters in one.
BATCH = 2000


@dataclass(frozen=True, slots=True)
class SendRow:
    """A story that goes, or went, out by itself."""

    story_id: int
    ordered_at: dt.datetime
    ends_at: dt.datetime
    stopped_at: dt.datetime | None

    def is_open(self, now: dt.datetime) -> bool:
        """Whether there may still be somebody to get it."""
        return self.ends_at > now


@dataclass(frozen=True, slots=True)
class Progress:
    """Mails of a story that goes out by itself, by what became of them."""

    waiting: int
    sent: int
    unclear: int
    failed: int
    dropped: int

    @property
    def all(self) -> int:
        """Mails made so far."""
        return self.waiting + self.sent + self.unclear + self.not_gone

    @property
    def not_gone(self) -> int:
        """Refused, come back, too late or not wanted any more: one number, so that nobody's No is read from it."""
        return self.failed + self.dropped


class Asked:
    """One story, and who of the organisation gets it at the moment ``now``: counted on the page, and then planned."""

    def __init__(self, organisation_id: int, story: library.StoryRow, *, now: dt.datetime) -> None:
        self.organisation = people.organisation(organisation_id)
        self.story, self.now = story, now
        self._lines = people.team_lines(organisation_id)
        self._done = done_with(organisation_id, story.id) | _had(organisation_id, story.id)
        self._held = held_from(organisation_id, story, now=now)

    def verdicts(self) -> Iterator[tuple[ReaderPlan | None, Verdict]]:
        """Everybody who joined and can get mail, with when or why not; without a plan whom the story is not for."""
        receivers = [row for row in people.receivers(self.organisation.id, now=self.now) if row.joined_at is not None]
        house, chosen = house_of(self.organisation), chosen_by(self.organisation.id)
        meant = []
        for row in receivers:
            reason = self._not_for(row.person_id, row.team_id, row.language, row.place, row.story_languages)
            if reason:
                yield None, Verdict(None, reason)
            else:
                meant.append(row)
        for start in range(0, len(meant), BATCH):
            batch = meant[start : start + BATCH]
            for plan in plans_for(self.organisation, batch, house=house, chosen=chosen, now=self.now):
                yield plan, verdict(plan.timetable, plan.past, plan.silence, now=self.now)

    def outlook(self) -> Outlook:
        """Everybody who joined, counted."""
        going: Counter[str] = Counter()
        held: Counter[str] = Counter()
        for _plan, found in self.verdicts():
            if found.at is None:
                held[found.reason] += 1
            else:
                going[when(found.at, self.now)] += 1
        for row in unreached(self.organisation.id, now=self.now):
            reason = self._not_for(row.person_id, row.team_id, row.language, row.place, ())
            held[reason or (ADDRESS if row.bounced else AWAY)] += 1
        return outlook_of(going, held)

    def _not_for(
        self, person_id: int, team_id: int | None, language: str, place: str, languages: Collection[str]
    ) -> str:
        line = self._lines.get(team_id, ()) if team_id else ()
        if not self.story.audience.reaches(team_line=line, language=language, place=place):
            return AUDIENCE
        if not reads(language, tuple(self.story.titles), tuple(languages)):
            return LANGUAGE
        if person_id in self._done:
            return DONE
        return LOT if person_id in self._held else ""


def _had(organisation_id: int, story_id: int) -> set[int]:
    """Who has it in the outbox already. What was dropped with an earlier order does not count."""
    rows = Mailing.objects.filter(organisation_id=organisation_id, kind=STORY, subject_id=story_id)
    order = StorySend.objects.filter(organisation_id=organisation_id, story_id=story_id).first()
    kept = ~Q(state=DROPPED) | Q(slot=order.ordered_at.date()) if order else ~Q(state=DROPPED)
    return set(rows.filter(kept).values_list("person_id", flat=True))


def story_to_send(organisation_id: int, story_id: int, *, now: dt.datetime) -> library.StoryRow | None:
    """The story, if it is live."""
    return next((story for story in library.live_stories(organisation_id, now=now) if story.id == story_id), None)


def send_of(organisation_id: int, story_id: int) -> SendRow | None:
    """The story's going out by itself, or None if nobody ever ordered it."""
    row = StorySend.objects.filter(organisation_id=organisation_id, story_id=story_id).first()
    return SendRow(row.story_id, row.ordered_at, row.ends_at, row.stopped_at) if row else None


def progress_of(organisation_id: int, story_id: int) -> Progress:
    """What became of its mails."""
    rows = Mailing.objects.filter(organisation_id=organisation_id, kind=STORY, subject_id=story_id)
    count = dict(rows.order_by().values_list("state").annotate(Count("id")))
    return Progress(
        waiting=count.get(QUEUED, 0) + count.get(SENDING, 0),
        sent=count.get(SENT, 0),
        unclear=count.get(UNCLEAR, 0),
        failed=count.get(REFUSED, 0) + count.get(BOUNCED, 0),
        dropped=count.get(DROPPED, 0),
    )
