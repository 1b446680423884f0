"""Reading the launch kit: the organisation's own words, the stories to begin with, how many keep company."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from stemme.buddies.introducing_queries import lines, waiting, who_helps
from stemme.kit.languages import CODES
from stemme.library import queries as library
from stemme.library.queries import StoryRow
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.stats.queries import shown_involvement
from stemme.waves.kit.choosing import STORIES, Suggestible, suggested
from stemme.waves.kit.pieces import PIECES
from stemme.waves.kit.words import Words
from stemme.waves.models import KitStory, KitText

#: What is over on a day, and for how long a story should stay to be suggested.
_PASSING = frozenset({"job", "event"})
_STAYS = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OwnText:
    """What an organisation made of a piece in one language. ``changed_by`` is empty when they are gone."""

    words: Words
    changed_at: dt.datetime
    changed_by: str

    @property
    def mark(self) -> str:
        """What tells this saving from any other."""
        return self.changed_at.isoformat()


@dataclass(frozen=True, slots=True)
class PieceState:
    """A piece on the overview: the languages in which the organisation changed it, and the last time it did."""

    key: str
    changed: frozenset[str]
    last: OwnText | None


@dataclass(frozen=True, slots=True)
class ChosenStory:
    """A story as a choice for newcomers. Titles by language; ``involvement`` in per cent, None below the group floor.

    ``live`` is false when it cannot be read any more; ``lasting`` when it will still be worth reading in two weeks.
    """

    id: int
    titles: dict[str, str]
    involvement: float | None
    live: bool = True
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class Company:
    """How many offered to keep newcomers company, and how many newcomers wait; None for fewer than ``floor``."""

    helpers: int | None
    waiting: int | None
    floor: int


def changed_words(organisation_id: int, piece: str, language: str) -> Words | None:
    """What the organisation made of a piece, or None while it is ours."""
    found = own_text(organisation_id, piece, language)
    return found.words if found else None


def own_text(organisation_id: int, piece: str, language: str) -> OwnText | None:
    """The same, with when it was changed and by whom."""
    rows = KitText.objects.filter(organisation_id=organisation_id, piece=piece, language=language)
    row = rows.select_related("changed_by").first()
    return _own(row) if row else None


def pieces_of(organisation_id: int) -> list[PieceState]:
    """The pieces in their order, each with what the organisation changed. One query."""
    rows = KitText.objects.filter(organisation_id=organisation_id).select_related("changed_by").order_by("changed_at")
    texts = list(rows)
    return [
        PieceState(
            piece.key,
            frozenset(row.language for row in texts if row.piece == piece.key),
            next((_own(row) for row in reversed(texts) if row.piece == piece.key), None),
        )
        for piece in PIECES
    ]


def _own(row: KitText) -> OwnText:
    return OwnText(Words(row.subject, row.body), row.changed_at, row.changed_by.name if row.changed_by else "")


def first_stories(organisation_id: int, language: str, *, live: Sequence[StoryRow]) -> list[int]:
    """The ids of the stories that newcomers begin with, those told in this language first; at most three.

    ``live``: what can be read now (``library.live_stories``); others of the choice are left out. Whether a story
    reaches a person is for the caller to ask, as everywhere: an audience may have been narrowed since it was chosen.
    One query.
    """
    by_id = {row.id: row for row in live}
    alive = [by_id[story_id] for story_id in _chosen_ids(organisation_id) if story_id in by_id]
    return [row.id for row in sorted(alive, key=lambda row: language not in row.titles)]


def _chosen_ids(organisation_id: int) -> list[int]:
    return list(KitStory.objects.filter(organisation_id=organisation_id).values_list("story_id", flat=True)[:STORIES])


def chosen_stories(organisation_id: int, *, now: dt.datetime) -> list[ChosenStory]:
    """The stories as they were chosen, also those that cannot be read any more. None when nothing was chosen."""
    chosen = _chosen_ids(organisation_id)
    if not chosen:
        return []
    live = {row.id: row for row in library.live_stories(organisation_id, now=now)}
    rates = shown_involvement(organisation_id, chosen)
    called = library.titles(organisation_id, chosen)
    return [
        ChosenStory(story_id, _titles(story_id, live, called), rates.get(story_id), story_id in live)
        for story_id in chosen
        if story_id in live or story_id in called
    ]


def _titles(story_id: int, live: dict[int, StoryRow], called: dict[int, tuple[str, str]]) -> dict[str, str]:
    return live[story_id].titles if story_id in live else dict([called[story_id]])


def story_choices(organisation_id: int, *, now: dt.datetime) -> list[ChosenStory]:
    """The live stories that are for everybody, most involvement first, those without a figure behind, newest first."""
    rows = [row for row in library.live_stories(organisation_id, now=now) if row.titles and row.audience.is_everyone]
    rates = shown_involvement(organisation_id, [row.id for row in rows])
    found = [
        ChosenStory(row.id, row.titles, rates.get(row.id), lasting=_lasts(row, now)) for row in rows if _open(row, now)
    ]
    return sorted(found, key=lambda story: -1.0 if story.involvement is None else story.involvement, reverse=True)


def _open(row: StoryRow, now: dt.datetime) -> bool:
    return row.embargo_until is None or row.embargo_until <= now


def _lasts(row: StoryRow, now: dt.datetime) -> bool:
    return row.kind not in _PASSING and (row.ends_at is None or row.ends_at > now + _STAYS)


def suggestion(viewer: Viewer, stories: list[ChosenStory], *, wanted: int = STORIES) -> list[int]:
    """The stories we would begin with. ``stories`` as ``story_choices`` gives them."""
    language = people.organisation(viewer.organisation_id).language
    return suggested(
        [Suggestible(story.id, story.involvement, frozenset(story.titles)) for story in stories if story.lasting],
        language=language,
        languages=len(CODES),
        wanted=wanted,
    )


def company(viewer: Viewer, *, now: dt.datetime) -> Company:
    """Sums of the buddies. Names are for nobody: both sides were promised that (buddies/README.md)."""
    ours, today = viewer.organisation_id, viewer.today(now)
    floor = people.organisation(ours).group_floor
    helpers = len(who_helps(ours, today=today))
    seekers = len(waiting(ours, today=today, lines=lines(ours)))
    return Company(helpers if helpers >= floor else None, seekers if seekers >= floor else None, floor)
