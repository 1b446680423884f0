"""Reading ledgers: each person their own. For others there are sums and open requests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from stemme.people import queries as people
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer
from stemme.rewards import earning
from stemme.rewards.earning import Balance
from stemme.rewards.models import OPEN, Collector, Entry, Pot, Programme, Request, Reward, Rule

#: The export holds all of them.
_ENTRIES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds in an organisation."""

    on: bool
    since: dt.datetime | None
    most_a_month: int
    cause: str
    rules: tuple[earning.Rule, ...]

    @property
    def in_force(self) -> list[earning.Rule]:
        """The rules that are on."""
        return [rule for rule in self.rules if rule.on]


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of a ledger. ``questioned``: the person asked to have it looked at, and waits."""

    id: int
    kind: str
    rule: str
    points: int
    made_on: dt.date
    words: str
    questioned: bool


@dataclass(frozen=True, slots=True)
class RewardRow:
    """Something that points can be redeemed for. ``stock`` None: as many as anybody asks for."""

    id: int
    title: str
    cost: int
    stock: int | None
    listed: bool


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request. ``name`` and ``team`` are for those who answer it; ``about`` is the entry it is about, if any."""

    id: int
    person_id: int
    name: str
    initials: str
    team: str
    title: str
    points: int
    state: str
    asked_on: dt.date
    words: str
    about: EntryRow | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a person sees of their points."""

    collects: bool
    balance: Balance
    entries: tuple[EntryRow, ...]
    requests: tuple[RequestRow, ...]


@dataclass(frozen=True, slots=True)
class Sums:
    """What administrators see. ``earned`` and the rest are None while fewer than the floor collect."""

    collectors: int | None
    earned: int | None
    redeemed: int | None
    given: int
    floor: int


def rules_of(organisation_id: int) -> Rules:
    """What holds, with the defaults for what nobody has changed. Off until somebody switches it on."""
    found = Programme.objects.filter(organisation_id=organisation_id).first() or Programme()
    changed = {
        row.key: earning.Rule(row.key, row.points, row.per_month, row.on)
        for row in Rule.objects.filter(organisation_id=organisation_id)
    }
    rules = tuple(changed.get(rule.key, rule) for rule in earning.DEFAULTS)
    return Rules(found.on, found.since, found.most_a_month, found.cause, rules)


def ledger(organisation_id: int, person_id: int) -> Ledger:
    """A person's own ledger, the newest entries first."""
    mine = {"organisation_id": organisation_id, "person_id": person_id}
    requests = list(
        Request.objects.filter(**mine)
        .select_related("reward", "entry", "person__team")
        .order_by("-id")[:_ENTRIES_SHOWN]
    )
    questioned = {request.entry_id for request in requests if request.state == OPEN}
    rows = Entry.objects.filter(**mine).order_by("-made_on", "-id")
    return Ledger(
        collects=Collector.objects.filter(**mine, stopped_at=None).exists(),
        balance=balance_of(organisation_id, person_id),
        entries=tuple(_entry(row, questioned=row.pk in questioned) for row in rows[:_ENTRIES_SHOWN]),
        requests=tuple(_request(row) for row in requests),
    )


def balance_of(organisation_id: int, person_id: int) -> Balance:
    """What the person has earned in all, and what is left of it. One query."""
    rows = Entry.objects.filter(organisation_id=organisation_id, person_id=person_id).order_by()
    return earning.balance(rows.values_list("kind").annotate(sum=Sum("points")))


def _entry(row: Entry, *, questioned: bool = False) -> EntryRow:
    return EntryRow(row.pk, row.kind, row.rule, row.points, row.made_on, row.words, questioned)


def _request(row: Request) -> RequestRow:
    return RequestRow(
        id=row.pk,
        person_id=row.person_id,
        name=row.person.name,
        initials=row.person.initials,
        team=row.person.team.name if row.person.team else "",
        title=row.reward.title if row.reward else "",
        points=row.points,
        state=row.state,
        asked_on=row.asked_on,
        words=row.words,
        about=_entry(row.entry) if row.entry else None,
    )


def rewards(organisation_id: int, *, listed: bool | None = True) -> list[RewardRow]:
    """What points can be redeemed for, the cheapest first; with ``listed`` None also what was taken off the list."""
    rows = Reward.objects.filter(organisation_id=organisation_id).order_by("cost", "title", "id")
    if listed is not None:
        rows = rows.filter(listed=listed)
    return [RewardRow(row.pk, row.title, row.cost, row.stock, row.listed) for row in rows]


def pot(organisation_id: int) -> int:
    """How many points were given away for the cause."""
    return Pot.objects.filter(organisation_id=organisation_id).values_list("points", flat=True).first() or 0


def open_requests(viewer: Viewer) -> list[RequestRow]:
    """Requests of the viewer's people that wait for an answer, the oldest first. Not their own."""
    return [_request(row) for row in _to_answer(viewer).order_by("id")]


def may_answer(viewer: Viewer, request_id: int) -> bool:
    """Whether there is such a request that waits for the viewer's answer."""
    return _to_answer(viewer).filter(id=request_id).exists()


def _to_answer(viewer: Viewer) -> QuerySet[Request]:
    rows = Request.objects.filter(organisation_id=viewer.organisation_id, state=OPEN)
    rows = rows.exclude(person_id=viewer.person_id).select_related("reward", "entry", "person__team")
    teams = viewer.teams_for(MANAGE_PEOPLE)
    return rows if teams is None else rows.filter(person__team_id__in=teams)


def sums(organisation_id: int) -> Sums:
    """What was collected in all, without anybody's name, from the group floor on."""
    floor = people.organisation(organisation_id).group_floor
    collectors = Collector.objects.filter(organisation_id=organisation_id, stopped_at=None).count()
    found = Entry.objects.filter(organisation_id=organisation_id).aggregate(
        people=Count("person_id", distinct=True),
        earned=Sum("points", filter=Q(kind__in=(earning.EARNED, earning.CORRECTED)), default=0),
        redeemed=Sum("points", filter=Q(kind__in=(earning.REDEEMED, earning.RETURNED)), default=0),
    )
    enough = min(collectors, found["people"]) >= floor
    return Sums(
        collectors=collectors if collectors >= floor else None,
        earned=found["earned"] if enough else None,
        redeemed=-found["redeemed"] if enough else None,
        given=pot(organisation_id),
        floor=floor,
    )
