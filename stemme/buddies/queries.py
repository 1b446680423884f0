"""Reading who helps whom: for the two of them, and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from stemme.buddies import course
from stemme.buddies.models import OPEN, Helper, Pair, Wish
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.sharing import queries as sharing

#: Who has shared so often knows how it goes.
REGULAR_FROM = 3


@dataclass(frozen=True, slots=True)
class Other:
    """The other one of a pair, as far as the two have agreed. Name, team and address are empty before that."""

    name: str
    initials: str
    team: str
    email: str
    person_id: int
    language: str
    same_language: bool
    same_field: bool
    same_place: bool


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair as one of the two sees it. ``who`` is what the viewer is in it: course.HELPER or NEWCOMER."""

    id: int
    state: str
    steps: int
    who: str
    other: Other


@dataclass(frozen=True, slots=True)
class Standing:
    """What the page shows a person."""

    shares: int
    room: int
    waits: bool
    pairs: tuple[PairRow, ...]
    #: How many newcomers this person has helped.
    helped: int

    @property
    def is_newcomer(self) -> bool:
        """True before the first share."""
        return self.shares == 0

    @property
    def is_regular(self) -> bool:
        """True for who has shared several times."""
        return self.shares >= REGULAR_FROM

    @property
    def own(self) -> PairRow | None:
        """The pair in which somebody helps the viewer."""
        return next((pair for pair in self.pairs if pair.who == course.NEWCOMER), None)

    @property
    def helping(self) -> list[PairRow]:
        """The pairs in which the viewer helps, or is asked to."""
        return [pair for pair in self.pairs if pair.who == course.HELPER]


def shares_of(organisation_id: int, person_id: int) -> int:
    """How often the person has shared, as far as names are kept."""
    return sharing.share_counts(organisation_id, person_id, [None])[0]


def standing(viewer: Viewer) -> Standing:
    """Everything about the viewer's helping and being helped. The same number of queries however many there are."""
    ours, me = viewer.organisation_id, viewer.person_id
    mine = Pair.objects.filter(Q(helper_id=me) | Q(newcomer_id=me), organisation_id=ours)
    found = mine.filter(state__in=OPEN).select_related("helper__team", "newcomer__team").order_by("id")
    line = people.team_lines(ours)
    return Standing(
        shares=shares_of(ours, me),
        room=Helper.objects.filter(organisation_id=ours, person_id=me).values_list("room", flat=True).first() or 0,
        waits=Wish.objects.filter(organisation_id=ours, person_id=me).exists(),
        pairs=tuple(_row(pair, me, line) for pair in found),
        helped=Pair.objects.filter(organisation_id=ours, helper_id=me, state=course.DONE).count(),
    )


def _row(pair: Pair, me: int, line: dict[int, tuple[int, ...]]) -> PairRow:
    helps, named = pair.helper_id == me, course.knows_name(pair.state)
    own, other = (pair.helper, pair.newcomer) if helps else (pair.newcomer, pair.helper)
    fields = [line.get(person.team_id or 0, ())[-1:] for person in (other, own)]
    shown = Other(
        name=other.name if named else "",
        initials=other.initials if named else "",
        team=other.team.name if named and other.team else "",
        email=other.email if named else "",
        person_id=other.id if named else 0,
        language=other.language,
        same_language=other.language == own.language,
        same_field=bool(fields[0]) and fields[0] == fields[1],
        same_place=bool(other.place) and other.place == own.place,
    )
    return PairRow(pair.pk, pair.state, pair.steps, course.HELPER if helps else course.NEWCOMER, shown)


@dataclass(frozen=True, slots=True)
class OpenPair:
    """A pair that goes on, and what a person is in it."""

    id: int
    state: str
    steps: int
    who: str


def open_pair(viewer: Viewer, pair_id: int) -> OpenPair | None:
    """The viewer's own pair, or None when there is none of this number that goes on."""
    me = viewer.person_id
    mine = Pair.objects.filter(Q(helper_id=me) | Q(newcomer_id=me), organisation_id=viewer.organisation_id)
    pair = mine.filter(id=pair_id, state__in=OPEN).first()
    if pair is None:
        return None
    return OpenPair(pair.pk, pair.state, pair.steps, course.HELPER if pair.helper_id == me else course.NEWCOMER)
