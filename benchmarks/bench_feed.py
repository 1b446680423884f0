"""Ranking 250 stories for one person and for 1,000, beside a plain sort of the same stories by date.

Pure Python on both sides, turn by turn, so only the ratios mean something. The plain sort is what a feed without
relevance would do: filter by audience and time, newest first.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from stemme.feed.items import Item, Reader, may_see  # noqa: E402
from stemme.feed.likeness import About, likeness_of  # noqa: E402
from stemme.feed.popularity import Seen  # noqa: E402
from stemme.feed.ranking import OPENED, SHARED, Ranking, memory  # noqa: E402
from stemme.library.audience import Audience  # noqa: E402

NOW = dt.datetime(2026, 11, 12, 8, tzinfo=dt.UTC)
STORIES, PEOPLE, LIMIT, ROUNDS = 250, 1_000, 10, 5
TITLE = (
    "turbin havn strøm vind fjernvarme kraft kabel nett kunde energi natt vinter bro skip laks elv Wärme stuga mølle"
)


def made(chance: random.Random) -> tuple[list[Item], list[About]]:
    """Stories of twelve streams and nine topics over six weeks."""
    items, about, words = [], [], TITLE.split()
    for number in range(STORIES):
        topics = frozenset(chance.sample([f"topic{n}" for n in range(9)], chance.randint(0, 2)))
        views = chance.randrange(300)
        item = Item(
            id=number,
            stream=f"stream{number % 12}",
            outside=number % 12 == 0,
            job=number % 10 == 0,
            evergreen=number % 7 == 0,
            priority=chance.choice((-1, 0, 0, 0, 1)),
            audience=Audience(team_ids=frozenset({number % 5}) if number % 4 == 0 else frozenset()),
            languages=("nb", "en"),
            topics=topics,
            starts_at=NOW - dt.timedelta(hours=chance.randrange(1_000)),
            seen=Seen(views, chance.randint(0, views // 10)),
        )
        items.append(item)
        about.append(About(number, tuple(sorted(topics)), tuple(" ".join(chance.sample(words, 6)) for _ in range(2))))
    return items, about


def readers(chance: random.Random) -> list[Reader]:
    """People of ten teams in five divisions who follow two topics and remember ten stories."""
    acts = [
        [(chance.randrange(STORIES), chance.choice((OPENED, SHARED)), 5.0) for _ in range(10)] for _ in range(PEOPLE)
    ]
    return [
        Reader(
            language="nb",
            place="Bergen",
            team_line=(10 + number % 10, number % 5),
            topics=frozenset({f"topic{number % 9}", f"topic{number % 4}"}),
            history=memory(acts[number]),
        )
        for number in range(PEOPLE)
    ]


def plain(items: list[Item], reader: Reader) -> list[Item]:
    """What a feed without relevance does."""
    return sorted((i for i in items if may_see(i, reader, NOW)), key=lambda i: i.starts_at, reverse=True)[:LIMIT]


def fresh(items: list[Item], about: list[About], reader: Reader) -> None:
    """One person's list, prepared for this person alone."""
    Ranking(items, about, now=NOW).ranked(reader, limit=LIMIT, seed=1)


def everybody(ranking: Ranking, people: list[Reader]) -> None:
    """Everybody's list, prepared once."""
    for number, reader in enumerate(people):
        ranking.ranked(reader, limit=LIMIT, seed=number)


def repeat(times: int, work: Callable[..., object], *arguments: Any) -> None:
    """The same work several times over."""
    for _ in range(times):
        work(*arguments)


def seconds(work: Callable[[], object]) -> float:
    """Processor time: on a machine with other things to do the clock on the wall tells about those."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    chance = random.Random(7)
    items, about = made(chance)
    people = readers(chance)
    first, one, many, sort_one, sort_many = [], [], [], [], []
    for turn in range(ROUNDS):
        who = people[turn]
        sort_one.append(seconds(partial(repeat, 20, plain, items, who)) / 20)
        likeness_of.cache_clear()
        first.append(seconds(partial(fresh, items, about, who)))
        one.append(seconds(partial(repeat, 9, fresh, items, about, who)) / 9)
        sort_many.append(seconds(lambda: [plain(items, reader) for reader in people]))
        ranking = Ranking(items, about, now=NOW)
        many.append(seconds(partial(everybody, ranking, people)))
    one_s, many_s = statistics.median(one), statistics.median(many)
    prepared = statistics.median(first) * 1000
    print(f"one person: {one_s * 1000:.1f} ms, {prepared:.0f} ms when stories are new; {PEOPLE} people: {many_s:.2f} s")
    print(f"bench feed_one_person_to_plain_sort {one_s / statistics.median(sort_one):.2f}")
    print(f"bench feed_thousand_people_to_plain_sort {many_s / statistics.median(sort_many):.2f}")


if __name__ == "__main__":
    main()
