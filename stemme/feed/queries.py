"""Which stories are on whose list. Others call ``ranked_for``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from stemme.feed.items import NO_LEANINGS, Item, Reader
from stemme.feed.likeness import About
from stemme.feed.models import Interest, Offer, Saved
from stemme.feed.past_queries import Past, past_of
from stemme.feed.popularity import NOBODY, Faded, Seen
from stemme.feed.ranking import Ranking, memory
from stemme.feed.showing import Ranked, shown
from stemme.library import queries as library
from stemme.library.lottery_queries import held_back
from stemme.library.prepared_queries import Prepared, prepared
from stemme.library.queries import StoryRow
from stemme.maturity.rungs import REACT, READ, SHARE, WRITE
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.stats import queries as stats

#: A story that was in so many mails and not opened is not sent again.
_MOST_MAILS = 2
_NOT_ASKED = Prepared(frozenset(), frozenset())
#: The figures of a division that has none: always the same, so that they are worked off once.
_NOBODY: dict[int, Faded] = {}


@dataclass(frozen=True, slots=True)
class _Person:
    """Whom a list is for, and what must not be on it besides what they shared or declined."""

    id: int
    language: str
    place: str
    team_id: int
    story_languages: tuple[str, ...] = ()
    leave_out: frozenset[int] = frozenset()
    #: Of maturity.rungs. Never for a mail, which can be forwarded: where somebody is would show in it.
    rung: str = ""


@dataclass(frozen=True, slots=True)
class Fitting:
    """Stories that fit a person, by story, each with its reasons, and the topics they follow."""

    stories: Mapping[int, Ranked]
    followed: frozenset[str]


def ranked_for(
    organisation_id: int, person_ids: Collection[int], *, now: dt.datetime, limit: int
) -> dict[int, list[Ranked]]:
    """For each of these people, as far as they may get mail, at most ``limit`` stories for a mail, the best first.

    Leaves out what they have read, shared, declined or had in two mails. The number of queries does not depend on the
    number of people. On one day the same list comes out.
    """
    wanted = set(person_ids)
    stories = library.live_stories(organisation_id, now=now)
    past = past_of(organisation_id, wanted, now=now, among=[story.id for story in stories])
    often: dict[int, set[int]] = {}
    mailed = Offer.objects.filter(organisation_id=organisation_id, person_id__in=wanted, mailed__gte=_MOST_MAILS)
    for person_id, story_id in mailed.values_list("person_id", "story_id"):
        often.setdefault(person_id, set()).add(story_id)
    leave_out = {person: past.read.get(person, set()) | often.get(person, set()) for person in wanted}
    chosen = _readers(organisation_id, leave_out, now=now)
    return _lists(organisation_id, chosen, stories, past, now=now, limit=limit)


def still_fitting(
    organisation_id: int, chosen: Mapping[int, Collection[int]], *, now: dt.datetime
) -> dict[int, Fitting]:
    """Of the stories ``chosen`` earlier for these people, as far as they may get mail, those they could still get.

    Leaves out what they have read, shared or declined since, and what is over or not for them any more. The number of
    queries does not depend on the number of people.
    """
    stories = library.live_stories(organisation_id, now=now)
    past = past_of(organisation_id, list(chosen), now=now, among=[story.id for story in stories])
    leave_out = {person: past.read.get(person, set()) for person in chosen}
    persons = _readers(organisation_id, leave_out, now=now)
    lists = _lists(organisation_id, persons, stories, past, now=now, limit=len(stories), only=chosen)
    return {
        person: Fitting({entry.story.id: entry for entry in entries}, frozenset(past.topics.get(person, ())))
        for person, entries in lists.items()
    }


def _readers(organisation_id: int, leave_out: Mapping[int, Collection[int]], *, now: dt.datetime) -> list[_Person]:
    """Of the people in ``leave_out`` those who may get mail, with what must not be on their list."""
    return [
        _Person(
            id=row.person_id,
            language=row.language,
            place=row.place,
            team_id=row.team_id or 0,
            story_languages=row.story_languages,
            leave_out=frozenset(leave_out[row.person_id]),
        )
        for row in people.receivers(organisation_id, now=now, only=list(leave_out))
    ]


def list_of(
    viewer: Viewer,
    stories: Sequence[StoryRow],
    past: Past,
    *,
    now: dt.datetime,
    limit: int,
    only: Collection[int] | None = None,
    rung: str = "",
) -> list[Ranked]:
    """The viewer's own list out of these stories. Unlike in a mail, what they have read stays on it.

    With ``only``, the best of those stories by score alone: who asks for jobs wants jobs, not variety.
    """
    person = _Person(
        viewer.person_id, viewer.language, viewer.place, viewer.team_id or 0, viewer.story_languages, rung=rung
    )
    within = None if only is None else {viewer.person_id: only}
    lists = _lists(viewer.organisation_id, [person], stories, past, now=now, limit=limit, only=within)
    return lists[viewer.person_id]


def _lists(
    organisation_id: int,
    persons: Sequence[_Person],
    stories: Sequence[StoryRow],
    past: Past,
    *,
    now: dt.datetime,
    limit: int,
    only: Mapping[int, Collection[int]] | None = None,
) -> dict[int, list[Ranked]]:
    by_id = {story.id: story for story in stories}
    day = now.astimezone(ZoneInfo(people.organisation(organisation_id).time_zone)).date()
    lines = people.lines_of(organisation_id, {person.team_id for person in persons if person.team_id})
    ready = prepared(organisation_id, list(by_id)) if any(person.rung for person in persons) else _NOT_ASKED
    items = _items(organisation_id, stories, ready, now=now)
    seen = {item.id: item.seen for item in items}
    ranking = Ranking(items, _about(stories), now=now, past=_over(organisation_id, set(by_id), past))
    divisions = _seen_by_division(organisation_id, set(by_id), lines, now=now)
    held = held_back(organisation_id, stories, now=now)
    lists = {}
    for person in persons:
        line = lines.get(person.team_id, ())
        mine = replace(person, leave_out=person.leave_out | held[person.id]) if person.id in held else person
        reader = _reader(mine, past, line, divisions.get(line[-1], _NOBODY) if line else _NOBODY)
        if only is None:
            picks = ranking.ranked(reader, limit=limit, seed=f"{person.id} {day}")
        else:
            picks = ranking.best(reader, limit=limit, only=only[person.id])
        lists[person.id] = [
            replace(
                shown(by_id[pick.id], person.language, person.story_languages),
                score=pick.score,
                reasons=pick.reasons,
                explored=pick.explored,
                seen=seen[pick.id],
            )
            for pick in picks
        ]
    return lists


def _reader(person: _Person, past: Past, line: tuple[int, ...], division: Mapping[int, Faded]) -> Reader:
    done = person.leave_out | past.shared.get(person.id, set()) | past.declined.get(person.id, set())
    return Reader(
        language=person.language,
        place=person.place,
        team_line=line,
        story_languages=person.story_languages,
        topics=frozenset(past.topics.get(person.id, ())),
        history=memory(past.acts.get(person.id, ())),
        leanings=past.leanings.get(person.id, NO_LEANINGS),
        rung=person.rung,
        done=frozenset(done),
        division=division,
    )


def _items(organisation_id: int, stories: Iterable[StoryRow], ready: Prepared, *, now: dt.datetime) -> list[Item]:
    ids = [story.id for story in stories]
    seen = stats.seen_by_everybody(organisation_id, ids, now=now)
    return [
        Item(
            id=story.id,
            stream=story.stream,
            outside=story.outside,
            job=story.kind == "job",
            evergreen=story.evergreen,
            priority=story.priority,
            audience=story.audience,
            languages=tuple(story.titles),
            topics=frozenset(topic.slug for topic in story.topics),
            starts_at=story.starts_at,
            ends_at=story.ends_at,
            happens_at=story.happens_at,
            happens_until=story.happens_until,
            campaign=story.campaign_id or 0,
            author=story.created_by_id or 0,
            rungs=_rungs(story, ready),
            seen=Seen(row.offered, row.sharers) if (row := seen.get(story.id)) else NOBODY,
            lately=Faded(row.offered_lately, row.sharers_lately) if row else Faded(),
        )
        for story in stories
        if story.starts_at is not None
    ]


def _rungs(story: StoryRow, ready: Prepared) -> frozenset[str]:
    """The ways of taking part a story is prepared for: it stands here to be read, elsewhere to be answered, has a text
    to pass on, or questions that make one's own words easy."""
    fits = {
        READ: bool(story.body_languages),
        REACT: story.outside and bool(story.target_url),
        SHARE: story.id in ready.texts,
        WRITE: story.id in ready.angles,
    }
    return frozenset(rung for rung, does in fits.items() if does)


def _about(stories: Iterable[StoryRow]) -> list[About]:
    return [
        About(story.id, tuple(topic.slug for topic in story.topics), tuple(story.titles.values())) for story in stories
    ]


def _over(organisation_id: int, live: Collection[int], past: Past) -> list[About]:
    """What those stories were about that somebody read, shared or leans to and that are over."""
    over = {story for acts in past.acts.values() for story, _, _ in acts}
    over |= {story for said in past.leanings.values() for story in said.stories}
    over -= set(live)
    titles = library.titles(organisation_id, over)
    return [About(story, tuple(sorted(past.about.get(story, ()))), (title,)) for story, (_, title) in titles.items()]


def _seen_by_division(
    organisation_id: int, story_ids: Collection[int], lines: Mapping[int, tuple[int, ...]], *, now: dt.datetime
) -> dict[int, dict[int, Faded]]:
    """Division → story → to how many it was shown there of late, and how many shared it. For the order only, never
    shown."""
    found = stats.seen_by_division(organisation_id, {line[-1] for line in lines.values()}, story_ids, now=now)
    return {
        division: {story: Faded(offered, sharers) for story, (offered, sharers) in by_story.items()}
        for division, by_story in found.items()
    }


def saved_stories(organisation_id: int, person_id: int) -> list[int]:
    """What the person put aside, the newest first."""
    rows = Saved.objects.filter(organisation_id=organisation_id, person_id=person_id)
    return list(rows.order_by("-saved_at", "-id").values_list("story_id", flat=True))


def offered_on(organisation_id: int, person_id: int, story_ids: Collection[int]) -> dict[int, dt.date]:
    """The day on which each of these stories was first shown to the person; stories never shown are missing."""
    rows = Offer.objects.filter(organisation_id=organisation_id, person_id=person_id, story_id__in=story_ids)
    return dict(rows.values_list("story_id", "first_on"))


def followed_topics(organisation_id: int, person_id: int) -> set[int]:
    """Ids of the topics the person follows."""
    rows = Interest.objects.filter(organisation_id=organisation_id, person_id=person_id)
    return set(rows.values_list("topic_id", flat=True))
