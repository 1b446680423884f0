"""MovieLens-100k as a world for the ranking. The data is not ours to pass on: it is read from a published package that
``tools/setup.sh dev`` fetches (``tests/evaluation/films.txt``), and never committed.

How films become stories, chosen before the test part was looked at; what was to be chosen, was by the first 80 % alone:

- split by time over all ratings: 80 % before, 20 % after; a rating of 4 or 5 after is relevant; everything the person
  had not rated before is ranked;
- a film is a story that keeps (``evergreen``): genres are its topics, its title is its text. When it came out is known
  to the year only, so all are equally old and recency says nothing; each film is a stream of its own and none is from
  outside, so caps have nothing to do here;
- a rating of 4 or 5 is a share, and the film is in the person's history; every rated film is done with;
- every member was shown, on their last day, every film somebody had rated until then: who shared it out of those it was
  shown to is then the share rate, and half of it is left after ``popularity.FADING_DAYS``;
- the occupation is the division. Nobody follows topics, leans, or has a place on the map: the data knows nothing of it.
"""

from __future__ import annotations

import datetime as dt
import os
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from stemme.feed.items import Item, Reader
from stemme.feed.likeness import About
from stemme.feed.popularity import Faded, Seen, faded
from stemme.feed.ranking import SHARED, memory
from stemme.library.audience import Audience
from tests.evaluation.measures import RECENT_DAYS, Moment, Occasion

_PROJECT = Path(__file__).resolve().parents[2]
#: Where tools/setup.sh puts the package; STEMME_FILMS names another folder.
FOLDER = Path(os.environ.get("STEMME_FILMS", _PROJECT / ".cache" / "films"))
_INSIDE = "recbole/dataset_example/ml-100k/ml-100k"
_LIKED = 4.0
_DAY = 86_400.0
_LONG_AGO = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)


class Rating(NamedTuple):
    """``at`` in seconds since 1970."""

    at: float
    person: int
    film: int
    stars: float


class Films(NamedTuple):
    """Everything of the package that is used: ratings by time, (title, genres) by film, occupation by person."""

    ratings: list[Rating]
    films: dict[int, tuple[str, str]]
    occupations: dict[int, str]


def package() -> Path | None:
    """The package, or None when it was not fetched."""
    return next(iter(sorted(FOLDER.glob("*.whl"))), None)


def read(file: Path) -> Films:
    """The data out of the package; raises KeyError when it is another package."""
    with zipfile.ZipFile(file) as archive:
        inter, items, users = (_lines(archive, kind) for kind in ("inter", "item", "user"))
    ratings = sorted(Rating(float(at), int(person), int(film), float(stars)) for person, film, stars, at in inter)
    films = {int(film): (title, genres) for film, title, _, genres in items}
    return Films(ratings, films, {int(person): occupation for person, _, _, occupation, _ in users})


def _lines(archive: zipfile.ZipFile, kind: str) -> list[list[str]]:
    text = archive.read(f"{_INSIDE}.{kind}").decode("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


def moment(data: Films, *, begins: float = 0.8, ends: float = 1.0) -> Moment:
    """The world at the rating that stands at ``begins`` of all, with what comes until ``ends`` as its future."""
    first, last = int(len(data.ratings) * begins), int(len(data.ratings) * ends)
    before, after = data.ratings[:first], data.ratings[first:last]
    now = after[0].at
    figures = _Figures(data, before, now)
    history: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    done: dict[int, set[int]] = defaultdict(set)
    for rating in before:
        done[rating.person].add(rating.film)
        if rating.stars >= _LIKED:
            history[rating.person].append((rating.film, SHARED, (now - rating.at) / _DAY))
    relevant: dict[int, set[int]] = defaultdict(set)
    for rating in after:
        if rating.stars >= _LIKED:
            relevant[rating.person].add(rating.film)
    lines = {occupation: number for number, occupation in enumerate(sorted(set(data.occupations.values())), start=1)}
    return Moment(
        now=dt.datetime.fromtimestamp(now, tz=dt.UTC),
        items=[figures.item(film) for film in data.films],
        about=[About(film, tuple(genres.split()), (title,)) for film, (title, genres) in data.films.items()],
        past=[],
        shares=figures.shares,
        recent=figures.recent,
        occasions=[
            Occasion(
                reader=Reader(
                    language="en",
                    place="",
                    team_line=(lines[data.occupations[person]],),
                    history=memory(history[person]),
                    done=frozenset(done[person]),
                    division=figures.divisions[data.occupations[person]],
                ),
                relevant=frozenset(relevant[person]),
                warm=person in done and bool(done[person]),
                seed=person,
            )
            for person in sorted(relevant)
        ],
    )


class _Figures:
    """To how many each film was shown and how many shared it: ever, of late, and by occupation."""

    def __init__(self, data: Films, before: Sequence[Rating], now: float) -> None:
        self._data = data
        self.shares: dict[int, float] = defaultdict(float)
        self.recent: dict[int, float] = defaultdict(float)
        shared: dict[tuple[str, int], float] = defaultdict(float)
        first_day: dict[int, float] = {}
        last_day: dict[int, float] = {}
        for rating in before:
            first_day.setdefault(rating.film, rating.at)
            last_day[rating.person] = rating.at
            if rating.stars >= _LIKED:
                days = (now - rating.at) / _DAY
                self.shares[rating.film] += 1
                self.recent[rating.film] += 2 ** (-days / RECENT_DAYS)
                for group in ("", data.occupations[rating.person]):
                    shared[group, rating.film] += faded(days)
        self._views: dict[int, int] = {}
        shown: dict[tuple[str, int], float] = defaultdict(float)
        for film, began in first_day.items():
            days_of = [(person, at) for person, at in last_day.items() if at >= began]
            self._views[film] = len(days_of)
            for person, at in days_of:
                for group in ("", data.occupations[person]):
                    shown[group, film] += faded((now - at) / _DAY)
        self._lately = {film: Faded(shown["", film], shared["", film]) for film in data.films}
        self.divisions = {
            group: {film: Faded(shown[group, film], shared[group, film]) for film in data.films}
            for group in set(data.occupations.values())
        }

    def item(self, film: int) -> Item:
        """The film as a story."""
        _, genres = self._data.films[film]
        return Item(
            id=film,
            stream=f"film {film}",
            outside=False,
            job=False,
            evergreen=True,
            priority=0,
            audience=Audience(),
            languages=("en",),
            topics=frozenset(genres.split()),
            starts_at=_LONG_AGO,
            seen=Seen(self._views.get(film, 0), int(self.shares.get(film, 0))),
            lately=self._lately[film],
        )
