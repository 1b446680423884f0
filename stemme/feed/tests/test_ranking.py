"""The ranking keeps its promises, whatever the stories and the reader."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stemme.feed.choosing import FEW_VIEWS, MOST_OF_A_CAMPAIGN, MOST_OF_A_STREAM, MOST_OF_AN_AUTHOR
from stemme.feed.items import Item, Leanings, Reader, may_see, reads
from stemme.feed.likeness import About
from stemme.feed.popularity import Seen
from stemme.feed.ranking import WEIGHTS, Ranking
from stemme.feed.tests.made import NOW, TOPICS, about, item, ranking, reader
from stemme.library.audience import Audience


def some(chance: random.Random, choices: tuple, most: int) -> frozenset:
    return frozenset(chance.sample(choices, chance.randint(0, most)))


def some_seen(chance: random.Random) -> Seen:
    views = chance.choice((0, 5, 19, 20, 90))
    return Seen(views, chance.randint(0, views))


def some_item(number: int, chance: random.Random) -> Item:
    stream = chance.randint(0, 4)
    begins = NOW - dt.timedelta(days=chance.randint(-3, 40))
    return item(
        number,
        stream=f"Stream {stream}",
        outside=stream == 0,
        job=chance.random() < 0.3,
        evergreen=chance.random() < 0.3,
        priority=chance.randint(-1, 1),
        audience=Audience(
            some(chance, (1, 2, 3, 4), 2),
            some(chance, ("nb", "de"), 1),
            some(chance, ("Bergen", "A"), 1),
            without_team_ids=some(chance, (5, 6, 2), 1),
            without_places=some(chance, ("Oslo", "Bergen"), 1),
        ),
        languages=chance.choice((("nb",), ("da",), ("de",), ("en", "sv"))),
        topics=some(chance, TOPICS, 2),
        starts_at=begins,
        ends_at=chance.choice((None, begins + dt.timedelta(days=chance.randint(1, 60)))),
        happens_at=chance.choice((None, None, begins + dt.timedelta(days=chance.randint(1, 60)))),
        campaign=chance.choice((0, 0, 1, 2)),
        author=chance.choice((0, 1, 2, 3, 4)),
        rungs=some(chance, ("read", "react", "share", "write"), 2),
        seen=some_seen(chance),
    )


# Drawn by number: a list of twenty-five stories field by field takes Hypothesis a tenth of a second each.
chances = st.integers(0, 10**9).map(random.Random)
item_lists = st.builds(
    lambda length, chance: [some_item(number, chance) for number in range(1, length + 1)], st.integers(1, 25), chances
)
readers = st.builds(
    lambda chance: reader(
        language=chance.choice(("en", "nb", "da", "sv", "de")),
        team_line=chance.choice(((), (1,), (2, 1), (3,))),
        topics=some(chance, TOPICS, 2),
        history={number: chance.choice((0.2, 1.0, 3.0)) for number in some(chance, tuple(range(1, 31)), 5)},
        done=some(chance, tuple(range(1, 26)), 5),
        leanings=Leanings(
            {number: chance.random() < 0.5 for number in some(chance, tuple(range(1, 31)), 2)},
            {topic: chance.random() < 0.5 for topic in some(chance, TOPICS, 1)},
            {stream: chance.random() < 0.5 for stream in some(chance, ("Stream 0", "Stream 1"), 1)},
        ),
        rung=chance.choice(("", "read", "react", "share", "write")),
        division={number: some_seen(chance) for number in some(chance, tuple(range(1, 26)), 5)},
    ),
    chances,
)


@given(item_lists, readers, st.integers(0, 12), st.integers())
def test_lists_keep_filters_length_and_cap(items: list[Item], who: Reader, limit: int, seed: int) -> None:
    picks = ranking(items).ranked(who, limit=limit, seed=seed)
    by_id = {entry.id: entry for entry in items}
    assert len({pick.id for pick in picks}) == len(picks) <= limit
    assert all(may_see(by_id[pick.id], who, NOW) for pick in picks)
    chosen = [by_id[pick.id] for pick in picks]
    # The one story from outside may be one too many of its campaign or author, but not of its stream.
    extra = int(sum(entry.outside for entry in chosen) == 1)
    for most, kind in ((MOST_OF_A_STREAM, "stream"), (MOST_OF_A_CAMPAIGN, "campaign"), (MOST_OF_AN_AUTHOR, "author")):
        counts = Counter(getattr(entry, kind) for entry in chosen if getattr(entry, kind))
        assert all(number <= most + (extra if kind != "stream" else 0) for number in counts.values())
    eligible = [entry for entry in items if may_see(entry, who, NOW)]
    if limit >= 3 and any(entry.outside for entry in eligible):
        assert any(entry.outside for entry in chosen)
    if len(picks) < limit:
        left = [entry for entry in eligible if entry not in chosen]
        assert all(is_one_too_many(entry, chosen) for entry in left)


def is_one_too_many(entry: Item, chosen: list[Item]) -> bool:
    return any(
        getattr(entry, kind) and sum(getattr(other, kind) == getattr(entry, kind) for other in chosen) >= most
        for most, kind in (
            (MOST_OF_A_STREAM, "stream"),
            (MOST_OF_A_CAMPAIGN, "campaign"),
            (MOST_OF_AN_AUTHOR, "author"),
        )
    )


@given(item_lists, readers, st.integers(1, 12), st.integers())
def test_nothing_outside_audience_language_or_dates(items: list[Item], who: Reader, limit: int, seed: int) -> None:
    """The rules of the filters once more in plain words, so that one of them missing is noticed."""
    by_id = {entry.id: entry for entry in items}
    for pick in ranking(items).ranked(who, limit=limit, seed=seed):
        entry, line = by_id[pick.id], set(who.team_line)
        audience = entry.audience
        assert entry.starts_at <= NOW and (entry.ends_at is None or entry.ends_at > NOW)
        assert not audience.team_ids or line & audience.team_ids
        assert not line & audience.without_team_ids
        assert not audience.languages or who.language in audience.languages
        assert not audience.places or who.place in audience.places
        assert who.place not in audience.without_places
        near = {"nb", "da", "sv"} if who.language in {"nb", "da", "sv"} else {who.language}
        assert set(entry.languages) & {*near, "en"}
        assert entry.id not in who.done


@given(item_lists, readers, st.integers(0, 12), st.integers(), st.integers(0, 10**6))
def test_the_order_in_which_stories_are_given_changes_nothing(
    items: list[Item], who: Reader, limit: int, seed: int, shuffle: int
) -> None:
    other = random.Random(shuffle).sample(items, len(items))
    shuffled = Ranking(other, random.Random(shuffle + 1).sample(about(items), len(items)), now=NOW)
    assert shuffled.ranked(who, limit=limit, seed=seed) == ranking(items).ranked(who, limit=limit, seed=seed)


@given(item_lists, readers, chances)
def test_asking_for_more_never_lowers_a_score_and_for_less_never_raises_one(
    items: list[Item], who: Reader, chance: random.Random
) -> None:
    said = who.leanings
    thing = chance.choice(("stories", "topics", "streams"))
    name = {"stories": chance.randint(1, 30), "topics": chance.choice(TOPICS), "streams": "Stream 1"}[thing]
    without = {key: more for key, more in getattr(said, thing).items() if key != name}

    def scores(more: bool | None) -> dict[int, float]:
        now_said = without if more is None else {**without, name: more}
        changed = replace(who, leanings=replace(said, **{thing: now_said}))
        return {pick.id: pick.score for pick in ranking(items).scored(changed).values()}

    less, nothing, more = (scores(value) for value in (False, None, True))
    assert less.keys() == nothing.keys() == more.keys()
    assert all(less[story] <= nothing[story] + 1e-12 <= more[story] + 2e-12 for story in nothing)


def test_more_of_a_story_lifts_what_is_like_it_even_when_it_is_over() -> None:
    items = [item(1, topics=frozenset({"wind"})), item(2, topics=frozenset({"grid"}))]
    over = About(9, ("wind",), ("Siste turbin",))
    made = Ranking(items, about(items), now=NOW, past=[over])
    terms = {pick.id: pick.terms["leaning"] for pick in made.scored(reader(leanings=Leanings({9: True}))).values()}
    assert terms[1] > 0.04 > terms[2] >= 0
    less = {pick.id: pick.terms["leaning"] for pick in made.scored(reader(leanings=Leanings({9: False}))).values()}
    assert less == {story: -value for story, value in terms.items()}


def test_who_is_new_is_shown_nothing_to_try_it_out() -> None:
    items = [item(number, stream=f"S{number}", seen=Seen(90, 9)) for number in range(2, 14)]
    unseen = item(1, stream="S1", starts_at=NOW - dt.timedelta(days=60))
    new, known = reader(), reader(topics=frozenset({"grid"}))
    assert not any(pick.explored for pick in ranking([*items, unseen]).ranked(new, limit=10, seed=1))
    assert ranking([*items, unseen]).ranked(known, limit=10, seed=1)[-1].explored


def test_a_rung_lifts_what_is_prepared_for_it() -> None:
    items = [item(1, rungs=frozenset({"write"})), item(2)]
    assert [pick.id for pick in ranking(items).ranked(reader(rung="write"), limit=2, seed=1)] == [1, 2]
    assert [pick.id for pick in ranking(items).ranked(reader(), limit=2, seed=1)] == [2, 1]


@given(item_lists, readers, st.integers(0, 10), st.integers())
def test_the_same_seed_gives_the_same_list(items: list[Item], who: Reader, limit: int, seed: int) -> None:
    first = ranking(items).ranked(who, limit=limit, seed=seed)
    assert ranking(items).ranked(who, limit=limit, seed=seed) == first


@given(item_lists, readers, st.integers())
def test_reasons_are_the_two_largest_terms_and_the_terms_are_the_score(
    items: list[Item], who: Reader, seed: int
) -> None:
    for pick in ranking(items).ranked(who, limit=10, seed=seed):
        assert abs(sum(pick.terms.values()) - pick.score) < 1e-9
        told = [pick.terms[name] for name in pick.reasons]
        untold = [value for name, value in pick.terms.items() if name not in pick.reasons]
        assert len(told) == min(2, sum(value > 0 for value in pick.terms.values()))
        assert told == sorted(told, reverse=True)
        assert min(told, default=1.0) >= max([*untold, 0.0]) or len(told) < 2
        assert all(-weight <= pick.terms[name] <= weight + 1e-9 for name, weight in WEIGHTS.items())


@given(item_lists, readers, st.integers())
def test_one_place_of_ten_explores_what_few_have_seen(items: list[Item], who: Reader, seed: int) -> None:
    picks = ranking(items).ranked(who, limit=10, seed=seed)
    by_id = {entry.id: entry for entry in items}
    explored = [pick for pick in picks if pick.explored]
    assert len(explored) <= 1
    assert all(by_id[pick.id].seen.views < FEW_VIEWS for pick in explored)


@given(item_lists, readers, st.integers(0, 30), st.floats(0, 1), st.sampled_from((-1, 0)))
def test_newer_and_higher_is_never_worth_less(
    items: list[Item], who: Reader, days: int, part: float, priority: int
) -> None:
    begins = NOW - dt.timedelta(days=days)
    older = item(99, priority=priority, languages=("en",), starts_at=begins)
    newer = replace(older, starts_at=begins + (NOW - begins) * part)
    higher = replace(older, priority=priority + 1)

    def score(changed: Item) -> float:
        return next(pick.score for pick in ranking([*items, changed]).scored(who).values() if pick.id == older.id)

    before = score(older)
    assert score(newer) >= before - 1e-12
    assert score(higher) > before


def test_whom_a_story_reaches_and_who_reads_it() -> None:
    for_wind = item(audience=Audience(team_ids=frozenset({1})))
    assert may_see(for_wind, reader(team_line=(2, 1)), NOW)
    assert not may_see(for_wind, reader(team_line=(3,)), NOW)
    assert not may_see(item(ends_at=NOW), reader(), NOW)
    assert not may_see(item(), reader(done=frozenset({1})), NOW)
    assert reads("da", ("sv",)) and reads("de", ("en",)) and not reads("de", ("nb",)) and not reads("nb", ())


def test_a_follower_of_wind_in_the_wind_team_gets_the_wind_story_first_and_is_told_why() -> None:
    wind = item(1, topics=frozenset({"wind"}), audience=Audience(team_ids=frozenset({1})))
    grid = item(2, topics=frozenset({"grid"}))
    picks = ranking([grid, wind]).ranked(reader(topics=frozenset({"wind"})), limit=2, seed=1)
    assert [pick.id for pick in picks] == [1, 2]
    assert picks[0].reasons == ("profile", "recency")
    assert picks[1].reasons == ("recency", "popularity")


def test_what_a_division_shares_stands_higher_there() -> None:
    items = [item(1, seen=Seen(200, 20)), item(2, seen=Seen(200, 20))]
    shared_here = reader(division={1: Seen(60, 30), 2: Seen(60, 1)})
    assert [pick.id for pick in ranking(items).ranked(shared_here, limit=2, seed=1)] == [1, 2]
    assert [pick.id for pick in ranking(items).ranked(reader(), limit=2, seed=1)] == [2, 1]
