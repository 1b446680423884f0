"""A Nordlys where things have happened: stories, feeds, shares, clicks, figures, mails, guidelines.

Ids are given, far above those of the cast, so that an id tells whose object it is.
"""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from stemme.feed.models import Interest, Leaning, Offer, Reading, Saved
from stemme.journal.models import Fact
from stemme.library.models import Pause, ShareText, Source, SourceItem, Story, StoryText, Stream, Topic
from stemme.links.models import Click, LinkTarget, TrackedLink
from stemme.mailings.models import Mailing, Rhythm
from stemme.policy.models import ExpectationText, FunctionTitle, Guidelines, GuidelinesText, JobFunction
from stemme.sharing.models import Share
from stemme.stats.models import Invited, ShareTally, StoryFigures, TakingPart, Tally

CODE = "zq7nordlys9"
TITLES = {"en": "Blades for Sønneholmen", "nb": "Vinger til Sønneholmen", "da": "Vinger til Sønneholmen på dansk"}


def make_history(cast: SimpleNamespace) -> SimpleNamespace:
    """Fill the cast's Nordlys with one or two rows of everything. Gives what tests need to find it again."""
    now, organisation = cast.now, cast.nordlys
    stories = _stories(cast)
    guidelines = Guidelines.objects.create(id=8400, organisation=organisation, version=1, published_by=cast.ada)
    for language in ("en", "nb", "da", "sv", "de"):
        GuidelinesText.objects.create(
            guidelines=guidelines,
            language=language,
            title="Talking about Nordlys",
            lead="In short.",
            points="Be you\nAsk",
        )
    function = JobFunction.objects.create(id=8900, organisation=organisation, name="Everybody", everybody=True)
    ExpectationText.objects.create(function=function, language="en", hope="that you tell", support="help")
    FunctionTitle.objects.create(organisation=organisation, function=function, title="fitter")
    link = _share(cast, stories[0])
    for person in (cast.cleo, cast.dan):
        Offer.objects.create(
            organisation=organisation, person=person, story=stories[0], first_on=now.date(), first_in="feed"
        )
    Reading.objects.create(organisation=organisation, person=cast.cleo, story=stories[0], read_on=now.date())
    Saved.objects.create(organisation=organisation, person=cast.dan, story=stories[1])
    Mailing.objects.create(id=8500, organisation=organisation, person=cast.cleo, kind="digest", slot=now.date())
    Rhythm.objects.create(id=8600, organisation=organisation, person=cast.dan, every="monthly")
    Fact.objects.create(
        organisation=organisation, kind="story.read", actor_id=cast.cleo.id, subject_id=stories[0].id, happened_at=now
    )
    # A stop that is over, so that everything else is as always.
    Pause.objects.create(
        id=8700, organisation=organisation, stream=stories[0].stream, reason="A figure was wrong.",
        began_at=now - dt.timedelta(days=2), began_by=cast.ada, ended_at=now - dt.timedelta(days=1),
    )  # fmt: skip
    _figures(cast, stories[0], link)
    _shared(cast)
    return SimpleNamespace(
        stories=stories, link=link, guidelines=guidelines, source_id=8200, item_id=8300, stop_id=8700, function_id=8900
    )


def _stories(cast: SimpleNamespace) -> list[Story]:
    organisation = cast.nordlys
    stream = Stream.objects.create(id=8000, organisation=organisation, name="Newsroom of Nordlys", owner=cast.bo)
    topic = Topic.objects.create(
        id=8050,
        organisation=organisation,
        slug="offshore",
        names={"en": "Offshore wind", "nb": "Havvind"},
        scene="wind",
    )
    Interest.objects.create(organisation=organisation, person=cast.cleo, topic=topic)
    Leaning.objects.create(organisation=organisation, person=cast.cleo, topic=topic, more=True)
    made = []
    for number in range(2):
        story = Story.objects.create(
            id=8100 + number,
            organisation=organisation,
            stream=stream,
            language="nb",
            target_url=f"https://nordlys.example/stories/{number}",
            source_name="nordlys.example",
            reading_minutes=3,
            created_by=cast.bo,
            published_at=cast.now - dt.timedelta(days=2),
            starts_at=cast.now - dt.timedelta(days=2),
        )
        story.topics.add(topic)
        for language, title in TITLES.items():
            StoryText.objects.create(
                story=story, language=language, title=f"{title} {number}", summary="Twelve blades by sea.", why="Ours."
            )
        ShareText.objects.create(story=story, language="nb", tone="personal", text="Jeg var med på kaia.")
        made.append(story)
    source = Source.objects.create(
        id=8200, organisation=organisation, stream=stream, url="https://nordlys.example/feed", title="News of Nordlys"
    )
    SourceItem.objects.create(
        id=8300,
        organisation=organisation,
        stream=stream,
        source=source,
        guid="one",
        url="https://nordlys.example/n/1",
        title="From Nordlys",
    )
    return made


def _share(cast: SimpleNamespace, story: Story) -> TrackedLink:
    organisation = cast.nordlys
    target = LinkTarget.objects.create(
        id=8700, organisation=organisation, story_id=story.id, language="nb", url=story.target_url, title=TITLES["nb"]
    )
    link = TrackedLink.objects.create(
        id=8800,
        organisation=organisation,
        code=CODE,
        target=target,
        story_id=story.id,
        person=cast.cleo,
        channel="linkedin",
        created_at=cast.now - dt.timedelta(days=1),
    )
    Share.objects.create(
        id=8900,
        organisation=organisation,
        person=cast.cleo,
        story=story,
        link=link,
        channel="linkedin",
        language="nb",
        own_words=True,
        shared_at=cast.now - dt.timedelta(days=1),
    )
    return link


def _figures(cast: SimpleNamespace, story: Story, link: TrackedLink) -> None:
    organisation, day, month = cast.nordlys.id, cast.now.date(), cast.now.date().replace(day=1)
    keys = {"all": 0, "story": story.id, "person": cast.cleo.id, "link": link.id, "team": cast.turbine.id}
    for dimension, key in keys.items():
        for grain, start in (("day", day), ("month", month), ("total", dt.date(1, 1, 1))):
            Tally.objects.create(
                organisation_id=organisation,
                dimension=dimension,
                grain=grain,
                start=start,
                key=key,
                clicks=4,
                visitors=3,
            )
    Invited.objects.create(organisation_id=organisation, day=month, team_id=0, people=6)
    monday = day - dt.timedelta(days=day.weekday())
    for grain, start in (("month", month), ("week", monday)):
        TakingPart.objects.create(
            organisation_id=organisation,
            grain=grain,
            start=start,
            person_id=cast.cleo.id,
            team_id=cast.turbine.id,
            reads=1,
            shares=1,
        )
    StoryFigures.objects.create(organisation_id=organisation, story_id=story.id, offered=2, involved=1, sharers=1)
    Click.objects.create(
        organisation_id=organisation,
        inbox_id=1,
        link_id=link.id,
        story_id=story.id,
        person_id=cast.cleo.id,
        team_id=cast.turbine.id,
        channel="linkedin",
        day=day,
        at=int(cast.now.timestamp() * 1000),
        hit="human",
    )


def _shared(cast: SimpleNamespace) -> None:
    """What shares of the running month brought, as the roll-up would have it if more people had shared."""
    month = cast.now.date().replace(day=1)
    quarter = month.replace(month=month.month - (month.month - 1) % 3)
    groups = (
        ("all", "", 40, 200), ("origin", "own", 30, 190), ("origin", "outside", 10, 10),
        ("domain", "nordlys.example", 30, 190), ("domain", "", 10, 10), ("stream", "8000", 40, 200),
        ("topic", "8050", 31, 191), ("topic", "none", 9, 9), ("kind", "article", 40, 200),
        ("channel", "linkedin", 25, 150), ("channel", "", 15, 50), ("language", "nb", 40, 200),
        ("weekday", "1", 40, 200), ("part", "09", 40, 200), ("time", "1-09", 40, 200),
    )  # fmt: skip
    ShareTally.objects.bulk_create(
        ShareTally(
            organisation_id=cast.nordlys.id,
            grain=grain,
            start=start,
            dimension=dimension,
            key=key,
            shares=shares,
            visitors=visitors,
            squares=10 * visitors,
        )
        for grain, start in (("month", month), ("quarter", quarter))
        for dimension, key, shares, visitors in groups
    )
