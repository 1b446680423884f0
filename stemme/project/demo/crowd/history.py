"""What the invented people did, as rows: offers, readings, shares with their links, taking part."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator

from stemme.feed.models import Offer, Reading
from stemme.kit.tokens import new_link_code
from stemme.links.models import LinkTarget, TrackedLink
from stemme.project.demo.crowd.bulk import Row, load, next_id, utc
from stemme.project.demo.crowd.deeds import READS, StoryDeeds, TakingPartSums, count_shares, story_deeds
from stemme.project.demo.crowd.people import Crowd, nothing_done
from stemme.sharing.models import Share
from stemme.stats.lately import weight
from stemme.stats.models import Acted, Invited, StoryFigures, TakingPart
from stemme.stats.stretches import turnout_stretches_of
from stemme.stats.turnout_actions import OFFERED, SHARERS, Event, add_division_figures, count_turnout

Done = Callable[[int], object]
_OFFER = ("organisation_id", "person_id", "story_id", "first_on", "first_in", "mailed")
_READING = ("organisation_id", "person_id", "story_id", "read_on")
_ACTED = ("organisation_id", "story_id", "person_id", "shared")
_PART = (
    "organisation_id", "grain", "start", "person_id", "team_id", "reads", "saves", "shares", "first_shares",
)  # fmt: skip
_LINK = (
    "id", "organisation_id", "code", "target_id", "story_id", "person_id", "channel", "counted", "created_at",
)  # fmt: skip
_SHARE = (
    "organisation_id", "person_id", "story_id", "link_id", "channel", "language", "own_words", "shared_at", "latest",
)  # fmt: skip
#: Stories whose offers are held in memory at a time.
_STORIES_AT_ONCE = 100


def make_deeds(crowd: Crowd, *, done: Done) -> None:
    """Who was shown what, opened it, did anything with it; figures of stories and of taking part."""
    sums, batch = TakingPartSums(), []
    for deeds in story_deeds(crowd.plan):
        batch.append(deeds)
        for person, day in deeds.read.items():
            sums.add(crowd.plan.day(day), person, READS)
        if len(batch) == _STORIES_AT_ONCE:
            _write_deeds(crowd, batch, done)
            batch = []
    _write_deeds(crowd, batch, done)
    count_shares(crowd.plan, sums)
    team_of = [crowd.teams[person.team] for person in crowd.plan.people]
    org = crowd.organisation.id
    rows: Iterator[Row] = (
        (org, grain, start.isoformat(), crowd.person(place), team_of[place], *counts)
        for (grain, start, place), counts in sorted(sums.sums.items())
    )
    load(TakingPart, _PART, rows, done=done)
    days = map(crowd.plan.day, range(crowd.plan.size.days))
    count_turnout(org, {stretch for day in days for stretch in turnout_stretches_of(day)})
    _make_invited(crowd)


def _write_deeds(crowd: Crowd, batch: list[StoryDeeds], done: Done) -> None:
    org, days = crowd.organisation.id, [crowd.plan.day(n).isoformat() for n in range(crowd.plan.size.days)]
    offers: Iterator[Row] = (
        (org, crowd.person(person), crowd.story(deeds.story), days[day], "mail" if person % 3 else "feed", 1)
        for deeds in batch
        for person, day in deeds.offered.items()
    )
    load(Offer, _OFFER, offers, done=done)
    readings: Iterator[Row] = (
        (org, crowd.person(person), crowd.story(deeds.story), days[day])
        for deeds in batch
        for person, day in deeds.read.items()
    )
    load(Reading, _READING, readings, done=done)
    acted: Iterator[Row] = (
        (org, crowd.story(deeds.story), crowd.person(person), person in deeds.sharers)
        for deeds in batch
        for person in sorted(deeds.involved)
    )
    load(Acted, _ACTED, acted, done=done)
    add_division_figures(_events(crowd, batch))
    StoryFigures.objects.bulk_create(
        StoryFigures(
            organisation_id=org, story_id=crowd.story(deeds.story), offered=len(deeds.offered),
            involved=len(deeds.involved), sharers=len(deeds.sharers),
            offered_lately=sum(weight(_morning(crowd, day)) for day in deeds.offered.values()),
            sharers_lately=sum(weight(_morning(crowd, deeds.shown_on(person))) for person in deeds.sharers),
        )
        for deeds in batch
    )  # fmt: skip


def _events(crowd: Crowd, batch: list[StoryDeeds]) -> Iterator[Event]:
    org = crowd.organisation.id
    for deeds in batch:
        story = crowd.story(deeds.story)
        for person, day in deeds.offered.items():
            yield org, story, crowd.person(person), OFFERED, _morning(crowd, day)
        for person in sorted(deeds.sharers):
            yield org, story, crowd.person(person), SHARERS, _morning(crowd, deeds.shown_on(person))


def _morning(crowd: Crowd, day: int) -> dt.datetime:
    return dt.datetime.combine(crowd.plan.day(day), dt.time(8), dt.UTC)


def _make_invited(crowd: Crowd) -> None:
    """How many had been invited at the end of each day, per team with those below it; 0 is everybody."""
    plan, lines, org = crowd.plan, crowd.plan.lines(), crowd.organisation.id
    newly: dict[int, Counter[int]] = {}
    for person in plan.people:
        if person.invited is not None:
            newly.setdefault(person.invited, Counter()).update([0, *(crowd.teams[n] for n in lines[person.team])])
    counts: Counter[int] = Counter()

    def snapshots() -> Iterator[Row]:
        for number in range(plan.size.days):
            counts.update(newly.get(number, {}))
            day = plan.day(number).isoformat()
            yield from ((org, day, team, people) for team, people in counts.items())

    load(Invited, ("organisation_id", "day", "team_id", "people"), snapshots(), done=nothing_done)


def make_shares(crowd: Crowd, *, done: Done) -> None:
    """Each share with its tracked link."""
    plan, org = crowd.plan, crowd.organisation.id
    targets = LinkTarget.objects.bulk_create(
        (
            LinkTarget(
                organisation_id=org, story_id=crowd.story(place), language=story.language, title=f"Story {place}",
                url=f"https://{crowd.organisation.slug}.example/{place}", changed_at=crowd.morning(story.first),
            )
            for place, story in enumerate(plan.stories)
        ),
        batch_size=2_000,
    )  # fmt: skip
    crowd.first_link = next_id(TrackedLink)
    moments = [utc(crowd.morning(day, 60)) for day in range(plan.size.days)]
    links: Iterator[Row] = (
        (
            crowd.first_link + number, org, new_link_code(), targets[share.story].id, crowd.story(share.story),
            crowd.person(share.person), share.channel, True, moments[share.day],
        )
        for number, share in enumerate(plan.shares)
    )  # fmt: skip
    load(TrackedLink, _LINK, links, done=done)
    newest = {share.person: number for number, share in sorted(enumerate(plan.shares), key=lambda one: one[1].day)}
    shares: Iterator[Row] = (
        (
            org, crowd.person(share.person), crowd.story(share.story), crowd.first_link + number, share.channel,
            plan.stories[share.story].language, number % 2 == 0, moments[share.day],
            newest[share.person] == number,
        )
        for number, share in enumerate(plan.shares)
    )  # fmt: skip
    load(Share, _SHARE, shares, done=done)
