"""Who waits and who has room, as the matching takes them."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Q, QuerySet

from stemme.buddies.matching import Free, Seeker
from stemme.buddies.models import OPEN, Helper, Pair, Wish
from stemme.people import queries as people
from stemme.people.role_queries import held_by
from stemme.people.roles import MANAGE_PEOPLE, teams_with

_PERSON = ("person_id", "person__language", "person__team_id", "person__place")


def _taking_part(today: dt.date) -> Q:
    """Joined or invited, and neither left, nor said no, nor on a break."""
    return Q(
        Q(person__paused_until=None) | Q(person__paused_until__lte=today),
        Q(person__joined_at__isnull=False) | Q(person__invited_at__isnull=False),
        person__deactivated_at=None,
        person__declined_at=None,
    )


def waiting(organisation_id: int, *, today: dt.date, lines: dict[int, tuple[int, ...]]) -> list[Seeker]:
    """Newcomers for whom nobody is asked at the moment, who has waited longest first."""
    rows = Wish.objects.filter(_taking_part(today), organisation_id=organisation_id).order_by("since", "id")
    found = list(rows.values_list(*_PERSON))
    before = _pairs_of(organisation_id, [person for person, *_ in found])
    asked = {newcomer for newcomer, _helper, state in before if state in OPEN}
    seen: dict[int, set[int]] = {}
    for newcomer, helper, _state in before:
        seen.setdefault(newcomer, set()).add(helper)
    return [
        Seeker(person, language, lines.get(team or 0, ()), place, frozenset(seen.get(person, ())))
        for person, language, team, place in found
        if person not in asked
    ]


def _pairs_of(organisation_id: int, newcomers: list[int]) -> list[tuple[int, int, str]]:
    rows = Pair.objects.filter(organisation_id=organisation_id, newcomer_id__in=newcomers)
    return list(rows.values_list("newcomer_id", "helper_id", "state"))


def with_room(organisation_id: int, *, today: dt.date, lines: dict[int, tuple[int, ...]]) -> list[Free]:
    """Helpers who can take another newcomer. Who administers everybody is left out; of others it is said whom."""
    rows: QuerySet[Helper] = Helper.objects.filter(_taking_part(today), organisation_id=organisation_id)
    found = list(rows.order_by("id").values_list(*_PERSON, "room"))
    open_pairs = Pair.objects.filter(organisation_id=organisation_id, state__in=OPEN)
    load = Counter(open_pairs.values_list("helper_id", flat=True))
    held = held_by(organisation_id, [person for person, *_ in found])
    free = []
    for person, language, team, place, room in found:
        above = teams_with(MANAGE_PEOPLE, held.get(person, ()))
        if above is not None and load[person] < room:
            line = lines.get(team or 0, ())
            free.append(Free(person, language, line, place, load[person], room, above))
    return free


def who_helps(organisation_id: int, *, today: dt.date) -> set[int]:
    """Everybody who offered to help newcomers and takes part, whether they have room now or not."""
    rows = Helper.objects.filter(_taking_part(today), organisation_id=organisation_id, room__gt=0)
    return set(rows.values_list("person_id", flat=True))


def lines(organisation_id: int) -> dict[int, tuple[int, ...]]:
    """For each team its id and those above it."""
    return people.team_lines(organisation_id)
