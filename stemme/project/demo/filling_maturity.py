"""What 620 colleagues of the demo answered over a year, and the places that the real classifier makes of it."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from dataclasses import dataclass

from stemme.kit.periods import month_start
from stemme.maturity.classifier import classify
from stemme.maturity.gathering import Gathered
from stemme.maturity.models import Answer, Correction, OwnNumbers, PlaceOfMonth, Preference
from stemme.maturity.placing_actions import place_people, position
from stemme.maturity.positions import Seen
from stemme.maturity.questions import ACTIVITY, AXES, NETWORK, QUESTIONS
from stemme.maturity.types import TYPES
from stemme.people.models import Person
from stemme.project.demo.stage import BATCH, Stage, moment
from stemme.sharing.models import Share
from stemme.stats.buckets import MONTH, PERSON
from stemme.stats.models import Tally

#: Who answered (72 % of those invited), and how many of them took themselves off the map.
_PLACED, _OFF_MAP = 620, 8
#: How many are meant to be of each type (mockup 09); what comes out is what their answers and shares say.
_MEANT = {
    "inactive": 190, "networker": 128, "connector": 40, "participant": 100, "broadcaster": 62, "collaborator": 30,
    "enthusiast": 32, "expert": 26, "influencer": 12,
}  # fmt: skip
#: Who shares little here, some and most; enthusiasts write elsewhere.
_SHARING = {
    "inactive": 0, "enthusiast": 0, "networker": 1, "connector": 1, "participant": 1, "broadcaster": 2,
    "collaborator": 2, "expert": 2, "influencer": 2,
}  # fmt: skip
#: Ingrid left out two questions.
_INGRID = {"contacts": 2, "invitations": 2, "profile": 3, "reactions": 2, "sharing": 1, "publishing": 0}
_MONTHS = 12

Test = tuple[dt.datetime, dict[str, int]]


@dataclass(slots=True)
class _Somebody:
    person: Person
    tests: list[Test]

    def answers(self, at: dt.datetime) -> dict[str, tuple[int, dt.datetime]]:
        """The newest answer to each question as of then."""
        return {key: (option, day) for day, told in self.tests if day <= at for key, option in told.items()}


def make_places(stage: Stage) -> None:
    """Answers, numbers of own files, corrections and wishes; the places of each month, and those of today."""
    draw = random.Random(31)  # noqa: S311 - invented answers, not secrets
    everybody = _everybody(stage, draw)
    _keep_answers(stage, everybody)
    _keep_wishes(stage, everybody, draw)
    _keep_months(stage, everybody)
    ids = [one.person.id for one in everybody]
    place_people(organisation_id=stage.organisation.id, person_ids=ids, now=stage.now)


def _everybody(stage: Stage, draw: random.Random) -> list[_Somebody]:
    """Those who share much are meant to be of the types that do; Ingrid is among them."""
    shares = Counter(share.person.number for share in stage.history.shares)
    ingrid = stage.by_address["ingrid.solheim"]
    joined = [p for p in stage.plan if p.joined and not p.declined and stage.person_of[p.number] != ingrid]
    placed = draw.sample(joined, _PLACED - 1)
    placed.sort(key=lambda p: shares[p.number] + draw.gauss(0, 2.0))
    kinds = sorted((kind for kind in TYPES for _ in range(_MEANT[kind.key])), key=lambda kind: _SHARING[kind.key])
    found = [
        _Somebody(stage.person_of[p.number], _tests(stage, draw, {NETWORK: kind.network, ACTIVITY: kind.activity}))
        for p, kind in zip(placed, kinds, strict=False)
    ]
    first, second = (stage.now - dt.timedelta(days=days) for days in (250, 66))
    return [*found, _Somebody(ingrid, [(first, {**_INGRID, "contacts": 1, "reactions": 1}), (second, dict(_INGRID))])]


def _tests(stage: Stage, draw: random.Random, level: dict[str, int]) -> list[Test]:
    """One to three tests: a year ago at the earliest, and half of the people took a small step between them."""
    days = sorted(draw.sample(range(3, 400), draw.choice((1, 1, 2, 2, 3))), reverse=True)
    step = {axis: draw.choice((0, 0, 0, 0.5, 0.8, -0.3)) if level[axis] else 0.0 for axis in AXES}
    tests = []
    for number, ago in enumerate(days):
        left = (len(days) - 1 - number) / max(1, len(days) - 1)
        point = {axis: min(2.0, max(0.0, draw.gauss(level[axis] - step[axis] * left, 0.12))) for axis in AXES}
        at = moment(stage.today - dt.timedelta(days=ago), draw.randint(7, 19), draw.randint(0, 59))
        tests.append((at, _answers(draw, point)))
    return tests


def _answers(draw: random.Random, point: dict[str, float]) -> dict[str, int]:
    """Answers with noise; one in ten questions is left out."""
    felt = {q.key: (q, draw.gauss(point[q.axis], 0.3)) for q in QUESTIONS if draw.random() > 0.1}
    return {key: sum(value > end for end in question.thresholds) for key, (question, value) in felt.items()}


def _keep_answers(stage: Stage, everybody: list[_Somebody]) -> None:
    rows = [
        Answer(organisation=stage.organisation, person=one.person, question=key, option=option, answered_at=at)
        for one in everybody
        for key, (option, at) in one.answers(stage.now).items()
    ]
    Answer.objects.bulk_create(rows, batch_size=BATCH)


def _keep_wishes(stage: Stage, everybody: list[_Somebody], draw: random.Random) -> None:
    """Some are off the map, some say how far they want to go or what they are, some handed in numbers."""
    org = stage.organisation
    others = [one.person for one in everybody[:-1]]
    draw.shuffle(others)
    at = stage.now - dt.timedelta(days=40)
    off = [Preference(organisation=org, person=who, on_map=False, changed_at=at) for who in others[:_OFF_MAP]]
    wish = ("networker", "participant", "broadcaster", "collaborator", "expert")
    far = [Preference(organisation=org, person=who, target=draw.choice(wish), changed_at=at) for who in others[8:120]]
    Preference.objects.bulk_create([*off, *far])
    said = ("connector", "networker", "collaborator", "enthusiast")
    Correction.objects.bulk_create(
        Correction(organisation=org, person=who, type=draw.choice(said), corrected_at=at) for who in others[120:132]
    )
    OwnNumbers.objects.bulk_create(
        OwnNumbers(
            organisation=org, person=who, source="linkedin", connections=draw.randint(120, 900),
            new_connections=draw.randint(5, 60), invitations_sent=draw.randint(2, 40), reactions=draw.randint(5, 90),
            comments=draw.randint(0, 12), reshares=draw.randint(0, 5), originals=draw.randint(0, 2),
            until=at.date(), kept_at=at,
        )
        for who in others[132:160]
    )  # fmt: skip


def _keep_months(stage: Stage, everybody: list[_Somebody]) -> None:
    """Where they were at the end of each month, by what they had answered and shared until then."""
    doings = _Doings(stage)
    first = month_start(stage.today)
    rows: list[PlaceOfMonth] = []
    for _ in range(_MONTHS):
        last = first - dt.timedelta(days=1)
        end, first = moment(last, 23, 59), month_start(last)
        for one in everybody:
            seen, seen_last = doings.until(one.person.id, end)
            told = Gathered(answers=one.answers(end), seen=seen, seen_last=seen_last)
            if told.themselves:
                where = position(classify(told.evidence(end)))
                rows.append(PlaceOfMonth(organisation=stage.organisation, person=one.person, month=first, **where))
    PlaceOfMonth.objects.bulk_create(rows, batch_size=BATCH)


class _Doings:
    """What everybody shared and how many visitors came, to be asked as of a day in the past."""

    def __init__(self, stage: Stage) -> None:
        org = stage.organisation.id
        self._shares: dict[int | None, list[tuple[dt.datetime, str, bool]]] = defaultdict(list)
        shares = Share.objects.filter(organisation_id=org).values_list("person_id", "shared_at", "channel", "own_words")
        for person, at, channel, own in shares:
            self._shares[person].append((at, channel, own))
        self._visitors: dict[int, list[tuple[dt.date, int]]] = defaultdict(list)
        months = Tally.objects.filter(organisation_id=org, dimension=PERSON, grain=MONTH)
        for person, month, visitors in months.values_list("key", "start", "visitors"):
            self._visitors[person].append((month, visitors))

    def until(self, person: int, end: dt.datetime) -> tuple[Seen | None, dt.datetime | None]:
        """What the person did in the year before this moment, and when for the last time."""
        since = end - dt.timedelta(days=365)
        shares = [share for share in self._shares[person] if since < share[0] <= end]
        if not shares:
            return None, None
        visitors = sum(number for month, number in self._visitors[person] if since.date() < month <= end.date())
        seen = Seen(len(shares), sum(own for *_, own in shares), len({channel for _, channel, _ in shares}), visitors)
        return seen, max(at for at, *_ in shares)
