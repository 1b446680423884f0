"""Facts of administration as lines to read: names are looked up now, whatever they were then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemme.audit import sentences, subjects
from stemme.audit.sentences import Names, Part
from stemme.journal import fact_groups
from stemme.journal import queries as journal
from stemme.journal.chain_queries import LastCheck
from stemme.journal.queries import FactRow
from stemme.library import attribute_queries as library_attributes
from stemme.library import queries as library
from stemme.people import name_queries as people


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the audit page."""

    id: int
    at: dt.datetime
    group: str
    parts: tuple[Part, ...]


def lines(organisation_id: int, rows: Sequence[FactRow]) -> list[Line]:
    """The facts in words, in the active language. Four queries at the most, however many facts."""
    names = names_in(organisation_id, rows)
    return [Line(row.id, row.happened_at, _group(row), tuple(sentences.parts(row, names))) for row in rows]


def _group(row: FactRow) -> str:
    return str(sentences.GROUP_NAMES[fact_groups.group_of(row.kind)])


def broken_words(found: LastCheck | None) -> str:
    """What is wrong with the chain, in words; empty when nothing is, or nobody has looked."""
    if found is None or not found.broken:
        return ""
    return str(sentences.BREAK_WORDS[found.broken]) % {"number": found.broken_at}


def names_in(organisation_id: int, rows: Iterable[FactRow]) -> Names:
    """The names of everything that the facts speak of."""
    people_ids, story_ids, team_ids, streams = set(people_in(rows)), set(), set(), False
    for row in rows:
        if row.kind in subjects.ABOUT_STORIES and row.subject_id:
            story_ids.add(row.subject_id)
        if isinstance(row.data.get("team"), int):
            team_ids.add(row.data["team"])
        streams = streams or row.kind in subjects.ABOUT_STREAMS or "stream" in row.data
    titles = library.titles(organisation_id, story_ids) if story_ids else {}
    return Names(
        people=people.names(organisation_id, people_ids),
        teams=people.team_names(organisation_id, team_ids),
        stories={story: title for story, (_language, title) in titles.items()},
        streams=library_attributes.stream_names(organisation_id) if streams else {},
    )


def people_in(rows: Iterable[FactRow]) -> set[int]:
    """Whom the facts speak of: who did it, and to whom."""
    found: set[int] = set()
    for row in rows:
        found |= {row.actor_id} if row.actor_id else set()
        found |= {row.subject_id} if row.kind in subjects.ABOUT_PEOPLE and row.subject_id else set()
    return found


def actors(organisation_id: int, kinds: frozenset[str]) -> list[tuple[int, str]]:
    """(id, name) of everybody who did something of these kinds, by name."""
    ids = journal.audit_actors(organisation_id, kinds)
    found = Names(people=people.names(organisation_id, ids))
    return sorted(((id, found.person(id)) for id in ids), key=lambda pair: (pair[1].casefold(), pair[0]))
