"""From the journal to who takes part: facts of reading, saving and sharing become figures, each exactly once."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import move_cursor, newest_readable_fact
from stemme.journal.queries import FactRow, cursor_position, facts_between
from stemme.kit.periods import local_day, month_start, quarter_of, week_of, year_of
from stemme.kit.rows import add_to
from stemme.kit.tenancy import across_organisations
from stemme.people import queries as people
from stemme.stats.buckets import MONTH, WEEK
from stemme.stats.lately import weight
from stemme.stats.models import Acted, Drained, StoryFigures, StoryPart, TakingPart
from stemme.stats.story_parts import part_of
from stemme.stats.stretches import QUARTER, YEAR, Stretch
from stemme.stats.turnout_actions import LATELY, OFFERED, SHARERS, Event, add_division_figures, count_turnout

#: Whose place in the journal it is.
READER = "stats.taking_part"
_KINDS = frozenset({facts.STORY_OFFERED, facts.STORY_READ, facts.STORY_SAVED, facts.STORY_SHARED})
_COLUMN = {facts.STORY_READ: "reads", facts.STORY_SAVED: "saves", facts.STORY_SHARED: "shares"}
INVOLVED = "involved"
_PART_KEY = ("organisation_id", "grain", "start", "person_id")
_STORY_KEY = ("organisation_id", "story_id")
#: (organisation, story, part) → offered, involved.
_ByPart = Counter[tuple[int, int, int, str]]


def read_facts(*, now: dt.datetime, limit: int = 5_000) -> int:
    """Count the next facts, at most ``limit``; how many were read. The cursor moves with the figures."""
    newest = newest_readable_fact()
    with transaction.atomic():
        Drained.objects.get_or_create(name=READER)
        Drained.objects.select_for_update().get(name=READER)  # one reader at a time
        rows = facts_between(cursor_position(READER), newest, kinds=_KINDS, limit=limit)
        if rows:
            _count(rows)
            move_cursor(READER, to=rows[-1].id)
    return len(rows)


def _count(rows: Sequence[FactRow]) -> None:
    acts = [row for row in rows if row.kind in _COLUMN and row.actor_id and row.subject_id]
    known = _acted_before(acts)
    sharers = _sharers_before(acts)
    figures: Counter[tuple[int, int, str]] = Counter()
    weights: dict[tuple[int, int, str], float] = defaultdict(float)
    in_divisions: list[Event] = []
    parts_of: _ByPart = Counter()
    for row in rows:
        if row.kind == facts.STORY_OFFERED and row.subject_id:
            figures[row.organisation_id, row.subject_id, OFFERED] += 1
            parts_of[row.organisation_id, row.subject_id, part_of(row.actor_id or 0), OFFERED] += 1
            weights[row.organisation_id, row.subject_id, LATELY[OFFERED]] += weight(row.happened_at)
            in_divisions.append((row.organisation_id, row.subject_id, row.actor_id or 0, OFFERED, row.happened_at))
    parts = _Parts()
    for row in acts:
        key = _key_of(row)
        shared = row.kind == facts.STORY_SHARED
        if key not in known:
            figures[row.organisation_id, key[1], INVOLVED] += 1
            parts_of[row.organisation_id, key[1], part_of(key[2]), INVOLVED] += 1
        if shared and not known.get(key, False):
            figures[row.organisation_id, key[1], SHARERS] += 1
            weights[row.organisation_id, key[1], LATELY[SHARERS]] += weight(row.happened_at)
            in_divisions.append((*key, SHARERS, row.happened_at))
        known[key] = known.get(key, False) or shared
        parts.add(row, first_share=shared and key[2] not in sharers)
        if shared:
            sharers.add(key[2])
    _write_figures(figures, weights)
    _write_parts(parts_of)
    add_division_figures(in_divisions)
    _write_acted(known, {key: row.happened_at.date() for row in reversed(acts) for key in [_key_of(row)]})
    parts.write()


def _key_of(row: FactRow) -> tuple[int, int, int]:
    """(organisation, story, person)."""
    return row.organisation_id, row.subject_id or 0, row.actor_id or 0


@across_organisations("facts of all organisations are counted in one run, told apart by the key")
def _acted_before(acts: Sequence[FactRow]) -> dict[tuple[int, int, int], bool]:
    """(organisation, story, person) → has shared it, for what the facts speak of."""
    rows = Acted.objects.filter(
        story_id__in={row.subject_id for row in acts}, person_id__in={row.actor_id for row in acts}
    )
    found = rows.values_list("organisation_id", "story_id", "person_id", "shared")
    return {(organisation, story, person): shared for organisation, story, person, shared in found}


@across_organisations("facts of all organisations are counted in one run, told apart by the key")
def _sharers_before(acts: Sequence[FactRow]) -> set[int]:
    sharing = {row.actor_id for row in acts if row.kind == facts.STORY_SHARED and row.actor_id is not None}
    return set(Acted.objects.filter(person_id__in=sharing, shared=True).values_list("person_id", flat=True))


def _write_figures(figures: Mapping[tuple[int, int, str], int], weights: Mapping[tuple[int, int, str], float]) -> None:
    columns = (OFFERED, INVOLVED, SHARERS)
    stories = sorted({(organisation, story) for organisation, story, _ in figures})
    rows = [
        (
            *key,
            *(figures.get((*key, column), 0) for column in columns),
            *(weights.get((*key, column), 0.0) for column in LATELY.values()),
        )
        for key in stories
    ]
    add_to(StoryFigures, rows, key=_STORY_KEY, sums=(*columns, *LATELY.values()))


def _write_parts(parts_of: _ByPart) -> None:
    columns = (OFFERED, INVOLVED)
    keys = sorted({key[:3] for key in parts_of})
    rows = [(*key, *(parts_of[(*key, column)] for column in columns)) for key in keys]
    add_to(StoryPart, rows, key=(*_STORY_KEY, "part"), sums=columns)


def _write_acted(known: dict[tuple[int, int, int], bool], days: dict[tuple[int, int, int], dt.date]) -> None:
    Acted.objects.bulk_create(
        [
            Acted(organisation_id=key[0], story_id=key[1], person_id=key[2], shared=shared, day=days[key])
            for key, shared in sorted(known.items())
            if key in days
        ],
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["organisation_id", "story_id", "person_id"],
        update_fields=["shared"],
    )


class _Parts:
    """What each person did in each week and month of the facts."""

    def __init__(self) -> None:
        self.zones = {row.id: row.time_zone for row in people.organisations()}
        self.sums: dict[tuple[int, str, dt.date, int], Counter[str]] = {}

    def add(self, row: FactRow, *, first_share: bool) -> None:
        day = local_day(row.happened_at, self.zones[row.organisation_id])
        for grain, start in ((MONTH, month_start(day)), (WEEK, week_of(day).first)):
            counts = self.sums.setdefault((row.organisation_id, grain, start, row.actor_id or 0), Counter())
            counts[_COLUMN[row.kind]] += 1
            counts["first_share"] += first_share

    def write(self) -> None:
        team_of = people.team_of_people({person for *_, person in self.sums})
        columns = ("reads", "saves", "shares", "first_shares")
        rows = [
            (*key, team_of.get(key[-1]), counts["reads"], counts["saves"], counts["shares"], counts["first_share"])
            for key, counts in sorted(self.sums.items())
        ]
        add_to(TakingPart, rows, key=_PART_KEY, keep=("team_id",), sums=columns)
        changed: dict[int, set[Stretch]] = {}
        for organisation, grain, start, _ in self.sums:
            touched = changed.setdefault(organisation, set())
            touched.add((grain, start))
            if grain == MONTH:
                touched |= {(QUARTER, quarter_of(start).first), (YEAR, year_of(start).first)}
        for organisation, stretches in changed.items():
            count_turnout(organisation, stretches)
