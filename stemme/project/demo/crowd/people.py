"""The invented organisation's teams, people, streams, topics and stories as rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from stemme.feed.models import Interest
from stemme.library.models import ShareText, Source, SourceItem, Story, StoryText, Stream, Topic
from stemme.people.models import Organisation, Person, RoleGrant, Team
from stemme.project.demo.crowd.bulk import Row, load, next_id, utc
from stemme.project.demo.crowd.plan import STREAMS, TOPICS, Plan

ZONE = "Europe/Oslo"
_MORNING = dt.time(7, 45)
_WORDS = (
    "wind", "harbour", "grid", "river", "winter", "network", "turbine", "heat", "customer", "night",
    "bridge", "salmon", "light", "storage", "cable", "energy", "people", "field", "summer",
    "record", "plant", "quay", "ship", "roof", "sun",
)  # fmt: skip
_SOURCES, _ITEMS = 6, 40


def nothing_done(number: int) -> None:
    """For those who watch no progress."""


@dataclass
class Crowd:
    """The plan with the numbers that the database gave: the first id of each kind, the others follow in order."""

    plan: Plan
    organisation: Organisation
    now: dt.datetime
    teams: list[int] = field(default_factory=list)
    first_person: int = 0
    first_story: int = 0
    first_link: int = 0

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.organisation.time_zone)

    def morning(self, number: int, minute: int = 0) -> dt.datetime:
        """A quarter to eight, and some minutes, on a day counted from the first one; never later than now."""
        at = dt.datetime.combine(self.plan.day(number), _MORNING, tzinfo=self.zone)
        return min(at + dt.timedelta(minutes=minute), self.now)

    def person(self, place: int) -> int:
        """The id of the person at this place of the plan."""
        return self.first_person + place

    def story(self, place: int) -> int:
        """The id of the story at this place of the plan."""
        return self.first_story + place


def make_people(crowd: Crowd) -> None:
    """Teams and people; the first of them is owner and lead."""
    org = crowd.organisation
    for team in crowd.plan.teams:
        above = None if team.above is None else crowd.teams[team.above]
        crowd.teams.append(Team.objects.create(organisation=org, name=team.name, parent_id=above).id)
    crowd.first_person = next_id(Person)
    columns = (
        "id", "organisation_id", "team_id", "external_id", "email", "given_name", "family_name", "title", "place",
        "language", "theme", "created_at", "invited_at", "joined_at",
    )  # fmt: skip
    load(Person, columns, _people(crowd), done=nothing_done)
    RoleGrant.objects.bulk_create(
        RoleGrant(organisation=org, person_id=crowd.person(0), role=role) for role in ("owner", "lead")
    )


def _people(crowd: Crowd) -> Iterator[Row]:
    created = utc(crowd.morning(0))
    for place, person in enumerate(crowd.plan.people):
        invited = person.invited
        yield (
            crowd.person(place), crowd.organisation.id, crowd.teams[person.team], f"C{place:06}",
            f"p{place}@{crowd.organisation.slug}.example", _WORDS[place % len(_WORDS)].capitalize(), f"Number {place}",
            "", person.place, person.language, "", created,
            utc(crowd.morning(invited)) if invited is not None else None,
            utc(crowd.morning(invited, 90)) if person.joined and invited is not None else None,
        )  # fmt: skip


def make_stories(crowd: Crowd) -> None:
    """Streams, topics, stories with their texts and audiences, what people follow, what the feeds brought."""
    org, plan = crowd.organisation, crowd.plan
    streams = [
        Stream.objects.create(
            organisation=org, name=f"Stream {n + 1}", outside=n >= STREAMS - 2, owner_id=crowd.person(0)
        )
        for n in range(STREAMS)
    ]
    topics = [
        Topic.objects.create(organisation=org, slug=f"topic-{n + 1}", names={"en": f"Topic {n + 1}"})
        for n in range(TOPICS)
    ]
    crowd.first_story = next_id(Story)
    Story.objects.bulk_create(_stories(crowd, streams), batch_size=2_000)
    StoryText.objects.bulk_create(_texts(crowd), batch_size=2_000)
    ShareText.objects.bulk_create(_share_texts(crowd), batch_size=2_000)
    about = Story.topics.through
    about.objects.bulk_create(
        about(story_id=crowd.story(place), topic_id=topics[topic].id)
        for place, story in enumerate(plan.stories)
        for topic in story.topics
    )
    meant_for = Story.audience_teams.through
    divisions = [crowd.teams[n] for n, team in enumerate(plan.teams) if team.above is None]
    meant_for.objects.bulk_create(
        meant_for(story_id=crowd.story(place), team_id=divisions[place % len(divisions)])
        for place in range(0, len(plan.stories), 5)
    )
    _make_interests(crowd, topics)
    _make_feeds(crowd, streams)


def _stories(crowd: Crowd, streams: list[Stream]) -> Iterator[Story]:
    for place, story in enumerate(crowd.plan.stories):
        start = crowd.morning(story.first)
        end = None if story.last is None else start + dt.timedelta(days=story.last - story.first)
        yield Story(
            id=crowd.story(place), organisation=crowd.organisation, stream=streams[story.stream], kind=story.kind,
            language=story.language, target_url=f"https://{crowd.organisation.slug}.example/{place}",
            reading_minutes=1 + place % 6, evergreen=story.last is None, priority=(place % 7 == 0) - (place % 11 == 0),
            created_at=start, updated_at=start, published_at=start, starts_at=start, ends_at=end,
        )  # fmt: skip


def _texts(crowd: Crowd) -> Iterator[StoryText]:
    chance = crowd.plan.size.chance("words")
    for place, story in enumerate(crowd.plan.stories):
        for language in {story.language, "en"}:
            title = " ".join(chance.sample(_WORDS, 6)).capitalize()
            yield StoryText(
                story_id=crowd.story(place), language=language, title=f"{title} {place}",
                summary=" ".join(chance.sample(_WORDS, 15)), body=f"<p>{' '.join(chance.choices(_WORDS, k=200))}</p>",
            )  # fmt: skip


def _share_texts(crowd: Crowd) -> Iterator[ShareText]:
    for place, story in enumerate(crowd.plan.stories):
        for position, tone in enumerate(("personal", "point", "question")):
            text = f"Worth a look: {_WORDS[place % len(_WORDS)]}."
            yield ShareText(
                story_id=crowd.story(place), language=story.language, tone=tone, text=text, position=position
            )


def _make_interests(crowd: Crowd, topics: list[Topic]) -> None:
    chance, since = crowd.plan.size.chance("interests"), utc(crowd.now)
    rows = (
        (crowd.organisation.id, crowd.person(place), topic.id, since)
        for place, person in enumerate(crowd.plan.people)
        if person.joined
        for topic in chance.sample(topics, 2)
    )
    load(Interest, ("organisation_id", "person_id", "topic_id", "since"), rows, done=nothing_done)


def _make_feeds(crowd: Crowd, streams: list[Stream]) -> None:
    """Their hosts are invented, so the next reading lies far ahead."""
    org, now = crowd.organisation, crowd.now
    for number in range(_SOURCES):
        url = f"https://{org.slug}.example/feed-{number + 1}.xml"
        source = Source.objects.create(
            organisation=org, stream=streams[number % STREAMS], url=url, title=f"Feed {number + 1}",
            fetched_at=now, next_fetch_at=now + dt.timedelta(days=3650),
        )  # fmt: skip
        SourceItem.objects.bulk_create(
            SourceItem(
                organisation=org, stream_id=source.stream_id, source=source, guid=f"{url}#{n}", url=f"{url}#{n}",
                title=f"Item {n + 1}",
                language="en", published_at=now - dt.timedelta(hours=5 * n), found_at=now,
            )
            for n in range(_ITEMS)
        )  # fmt: skip
