"""A goal tied to what few colleagues shared tells its sum and nothing else, on every page: not by which channel, story,
campaign or division it came, nor as what all goals give more than the others. P-07."""

from __future__ import annotations

import csv
import datetime as dt
import io
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from stemme.funnel.line_queries import MOST_LINES, lines_of
from stemme.funnel.queries import Asked
from stemme.kit.periods import month_of
from stemme.library.models import Campaign, Story, Stream
from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.outcomes.attributing import MODELS, WHOLE
from stemme.outcomes.models import Goal, OutcomeTally
from stemme.outcomes.narrow_queries import narrow_goals
from stemme.stats.models import Invited, ShareTally, Tally
from stemme.stats.share_blocks import rows
from stemme.stats.share_sums import Attributes, CountedShare, summed
from tests.security.test_suppression import FLOOR

pytestmark = pytest.mark.django_db
OCTOBER = month_of(dt.date(2026, 10, 5))
AT = {"period": "month", "at": OCTOBER.first.isoformat()}
#: What each goal has of each channel, story and division: no two sums of them are the same.
OPEN, TIED = 1_000, 7


@pytest.fixture
def stories(cast: SimpleNamespace) -> list[Story]:
    """The first was shared by twelve people, the second by nine, the third by one."""
    stream = Stream.objects.create(organisation=cast.nordlys, name="Tied")
    made = [
        Story.objects.create(
            organisation=cast.nordlys, stream=stream, target_url=f"https://a.example/{n}", language="en"
        )
        for n in range(3)
    ]
    where = {story.pk: Attributes(False, "a.example", 1, (), "article") for story in made}
    at = dt.datetime(2026, 10, 5, 9, tzinfo=dt.UTC)
    shares = [
        CountedShare(person, story.pk, "linkedin" if person % 2 else "x", "en", at, 3)
        for story, number in zip(made, (24, 18, 1), strict=True)
        for person in range(number)
    ] + [CountedShare(person, made[2].pk, "linkedin", "en", at, 3) for person in range(1)]  # fmt: skip
    columns = ("grain", "start", "dimension", "key", "shares", "visitors", "squares", "posted", "visited")
    ShareTally.objects.bulk_create(
        ShareTally(organisation_id=cast.nordlys.id, **dict(zip(columns, row, strict=True)))
        for row in rows(summed(shares, where), floor=FLOOR)
    )
    return made


def goal(cast: SimpleNamespace, name: str, each: int, things: dict[str, list[int]]) -> Goal:
    """With so many conversions of each thing in October, twice and three times as many of the second and third."""
    made: Goal = Goal.objects.create(
        organisation=cast.nordlys, name=name, kind="lead", key=name.lower(), per="month", first_day=dt.date(2026, 1, 1)
    )
    parts = [(dimension, key, place * each) for dimension, keys in things.items() for place, key in enumerate(keys, 1)]
    whole = sum(number for dimension, _key, number in parts if dimension == "channel")
    OutcomeTally.objects.bulk_create(
        OutcomeTally(
            organisation=cast.nordlys, goal=made, model=model, grain=grain, start=start, dimension=dimension, key=key,
            conversions=number * WHOLE, value=0,
        )
        for dimension, key, number in [*parts, ("all", 0, whole)]
        for model in MODELS
        for grain, start in (("month", OCTOBER.first), ("day", OCTOBER.first), ("year", dt.date(2026, 1, 1)))
        if grain != "year" or dimension == "story"
    )  # fmt: skip
    return made


@pytest.fixture
def two(cast: SimpleNamespace, stories: list[Story], monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> Any:
    """A goal for everything, and one tied to the story that one colleague shared."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    org = cast.nordlys.id
    tops = [cast.cleo.team_id, cast.ana.team_id]
    things = {
        "channel": [CHANNEL_NUMBERS["linkedin"], CHANNEL_NUMBERS["x"]],
        "story": [story.pk for story in stories[:2]], "team": sorted({team for team in tops if team}),
    }  # fmt: skip
    for day in (OCTOBER.first + dt.timedelta(days=n) for n in range(31)):
        for team in (*things["team"], 0):
            Invited.objects.create(organisation_id=org, day=day, team_id=team, people=20 if team else 60)
    for dimension, keys in things.items():
        for key in keys:
            for grain, start in (("month", OCTOBER.first), ("total", dt.date(1, 1, 1))):
                Tally.objects.create(
                    organisation_id=org, grain=grain, start=start, dimension=dimension, key=key, clicks=9, visitors=9
                )
    return goal(cast, "Open", OPEN, things), goal(cast, "Tied", TIED, things | {"story": [stories[2].pk] * 1})


def told(client: Client, **asked: str) -> dict[str, float]:
    """What the lines of the funnel say."""
    return {line.name: line.conversions for line, _path in client.get("/goals/", AT | asked).context["lines"]}


@pytest.mark.parametrize("by", ["channel", "story", "campaign", "division"])
def test_what_few_shared_is_one_line_and_in_no_other(
    cast: SimpleNamespace, let_in: Any, two: Any, stories: list[Story], by: str
) -> None:
    free, tied = two
    tied.stories.set(stories[2:])
    client = let_in(cast.lea)
    every, alone, other = (
        told(client, by=by),
        told(client, by=by, goal=str(tied.pk)),
        told(client, by=by, goal=str(free.pk)),
    )
    assert every.pop("Goals of what few shared") == alone.pop("Goals of what few shared") == 3 * TIED
    assert list(told(client, by=by))[-1] == "Goals of what few shared"
    assert not any(alone.values()), alone
    assert every == other, "all goals less the other is its sum, in no line"
    assert any(every.values())


def test_a_goal_tied_to_what_many_shared_has_all_its_lines(
    cast: SimpleNamespace, let_in: Any, two: Any, stories: list[Story]
) -> None:
    tied = two[1]
    tied.stories.set(stories[:1])
    lines = told(let_in(cast.lea), by="channel", goal=str(tied.pk))
    assert "Goals of what few shared" not in lines
    assert sum(lines.values()) == 3 * TIED


def test_the_page_of_the_goal_and_its_file(cast: SimpleNamespace, let_in: Any, two: Any, stories: list[Story]) -> None:
    tied = two[1]
    tied.stories.set(stories[2:])
    client, address = let_in(cast.lea), f"/goals/{tied.pk}/"
    context = client.get(address, AT).context
    assert context["total"].conversions == 3 * TIED, "what came is the company's to know"
    assert context["rows"] == [("All channels together", [3.0 * TIED] * 5)]
    text = client.get(f"{address}goal.csv", AT).content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text))] == ["Channel", "All channels together", "Sum"]


def test_reports_and_the_overview_split_only_what_many_shared(
    cast: SimpleNamespace, let_in: Any, two: Any, stories: list[Story]
) -> None:
    """Else the report less the funnel would give what the funnel keeps."""
    tied = two[1]
    client = let_in(cast.lea)

    def parts() -> tuple[dict[str, float], float]:
        made = client.get(f"/reports/month-{OCTOBER.first}.csv").content.decode("utf-8-sig")
        found = [row for row in csv.DictReader(io.StringIO(made)) if row["measure"] == "conversions"]
        overview = client.get("/overview/", AT).context["divisions"]["rows"]
        return (
            {row["subject"]: float(row["value"]) for row in found if row["subject"].startswith("channel:")},
            sum(row["conversions"] for row in overview),
        )

    with_all, in_divisions = parts()
    tied.stories.set(stories[2:])
    without, of_others = parts()
    assert sum(with_all.values()) - sum(without.values()) == 3 * TIED
    assert of_others < in_divisions


def test_which_goals_are_narrow(cast: SimpleNamespace, two: Any, stories: list[Story]) -> None:
    free, tied = two
    org = cast.nordlys.id
    assert narrow_goals(org) == frozenset()
    tied.stories.set([stories[0], stories[2]])
    assert narrow_goals(org) == frozenset(), "many shared one of the two"
    assert narrow_goals(org, by_story=True) == {tied.pk}, "its sum less the one is the other"
    tied.stories.clear()
    campaign = Campaign.objects.create(organisation=cast.nordlys, name="Wind")
    Story.objects.filter(pk=stories[2].pk).update(campaign=campaign)
    tied.campaigns.set([campaign])
    assert narrow_goals(org) == {tied.pk}
    tied.campaigns.clear()
    tied.streams.set([stories[0].stream_id])
    assert narrow_goals(org, by_story=True) == frozenset()
    assert free.pk not in narrow_goals(org)


def test_the_line_of_others_is_last_and_holds_what_there_is_no_room_for(cast: SimpleNamespace, two: Any) -> None:
    free, _tied = two
    org = cast.nordlys.id
    stream = Stream.objects.first()
    many = [
        Story.objects.create(
            organisation=cast.nordlys, stream=stream, target_url=f"https://b.example/{n}", language="en"
        )
        for n in range(16)
    ]
    ShareTally.objects.filter(organisation_id=org, dimension="story").delete()
    ShareTally.objects.bulk_create(
        ShareTally(organisation_id=org, grain="ever", start=dt.date(1, 1, 1), dimension="story", key=key, shares=9)
        for key in [*(str(story.pk) for story in many), ""]
    )
    numbers = {story.pk: 100 - place for place, story in enumerate(many)}
    OutcomeTally.objects.bulk_create(
        OutcomeTally(
            organisation=cast.nordlys, goal=free, model="linear", grain="month", start=OCTOBER.first,
            dimension="story", key=key, conversions=number * WHOLE, value=0,
        )
        for key, number in numbers.items()
    )  # fmt: skip
    lines = lines_of(Asked(org, "month", OCTOBER, floor=FLOOR, goal_id=free.pk, by="story"))
    whole = sum(numbers.values()) + 3 * OPEN  # The two stories that few shared now.
    assert (len(lines), lines[-1].name) == (MOST_LINES, "Other stories")
    assert sum(line.conversions for line in lines) == whole
    assert lines[-1].conversions == 3 * OPEN + sum(sorted(numbers.values())[:5])
