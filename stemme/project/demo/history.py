"""Two years of reading and sharing, invented so that the sums are those of targets.py. Pure and repeatable."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from stemme.kit.apportionment import apportioned
from stemme.kit.periods import Period, month_of, month_start
from stemme.project.demo import targets
from stemme.project.demo.company import DIVISIONS, FIELD_OF, Division
from stemme.project.demo.people import DemoPerson
from stemme.project.demo.stories import DemoStory

CHANNELS = ("linkedin",) * 11 + ("facebook",) * 4 + ("whatsapp",) * 2 + ("bluesky", "x", "xing", "mail", "teams")
#: A story gets its readers in the first weeks.
READ_WITHIN_DAYS = 40
#: Days to the next Tuesday or Thursday, when there is mail, for each weekday; Mondays and Fridays stay.
_TO_A_MAIL_DAY = (0, 0, 1, 0, 0, 3, 2)
#: Ingrid's shares (mockup 03): story, channel, days ago, clicks, visitors.
INGRID = (
    ("salmon", "linkedin", 9, 41, 35),
    ("night-power", "linkedin", 16, 22, 19),
    ("technicians-aarhus", "whatsapp", 22, 24, 20),
    ("seawater", "facebook", 27, 9, 7),
    ("earlier-41", "linkedin", 42, 18, 15),
    ("earlier-40", "linkedin", 47, 12, 10),
    ("earlier-39", "facebook", 52, 9, 8),
    ("earlier-38", "linkedin", 57, 5, 4),
)


@dataclass(slots=True)
class DemoShare:
    """A share with the hits it got, all on the days given."""

    person: DemoPerson
    story: DemoStory
    channel: str
    day: dt.date
    #: (day, visitors, repeated clicks)
    hits: list[tuple[dt.date, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class History:
    """Everything that happened."""

    offers: list[tuple[DemoPerson, DemoStory, dt.date]] = field(default_factory=list)
    reads: dict[tuple[int, int], dt.date] = field(default_factory=dict)
    shares: list[DemoShare] = field(default_factory=list)
    #: (first of the month, division or "") → invited people
    invited: dict[tuple[dt.date, str], int] = field(default_factory=dict)


def make_history(people: list[DemoPerson], stories: list[DemoStory], *, today: dt.date, seed: int = 11) -> History:
    """The whole history up to ``today``. Stories must carry their ids."""
    maker = _Maker(people, [s for s in stories if s.start and s.start <= today], today, random.Random(seed))  # noqa: S311
    for months_ago in range(targets.MONTHS, -1, -1):
        maker.month(months_ago)
    return maker.history


def _months_back(day: dt.date, count: int) -> Period:
    first = month_start(day)
    for _ in range(count):
        first = month_start(first - dt.timedelta(days=1))
    return month_of(first)


class _Maker:
    def __init__(self, people: list[DemoPerson], stories: list[DemoStory], today: dt.date, draw: random.Random) -> None:
        self.people, self.stories, self.today, self.draw = people, stories, today, draw
        self.history = History()
        self.offered: dict[int, set[int]] = {}
        self.open_places: dict[int, int] = {}
        self.sharers: set[int] = set()
        self.carry = 0.0
        self.ingrid = next(p for p in people if p.email.startswith("ingrid.solheim@"))

    # — one month —

    def month(self, months_ago: int) -> None:
        whole = _months_back(self.today, months_ago)
        period = Period(whole.first, min(whole.last, self.today))
        elapsed = period.days / whole.days
        self._count_invited(whole.first, months_ago)
        for story in self.stories:
            if story.first_day in period:
                self._offer(story, months_ago)
        live = [
            s
            for s in self.stories
            if s.first_day <= period.last and s.first_day >= period.first - dt.timedelta(days=READ_WITHIN_DAYS)
        ]
        taking_part = [p for d in DIVISIONS for p in self._who_takes_part(d, months_ago, live, elapsed)]
        self._everyone_reads_something(taking_part, live, period)
        self._stories_reach_their_rate(taking_part, live, period, last=months_ago == 0)
        self._share(taking_part, period, months_ago, elapsed)

    def _count_invited(self, month: dt.date, months_ago: int) -> None:
        for person in self.people:
            if person.months_ago is not None and person.months_ago >= months_ago:
                for group in ("", person.division, person.team):
                    self.history.invited[month, group] = self.history.invited.get((month, group), 0) + 1

    def _offer(self, story: DemoStory, months_ago: int) -> None:
        meant = [
            p
            for p in self.people
            if p.joined and not p.paused and (p.months_ago or 0) >= months_ago
            and (not story.divisions or p.division in story.divisions)
        ]  # fmt: skip
        size, involved = _best_fraction(len(meant), story.rate)
        ingrid = [p for p in meant if p is self.ingrid]
        chosen = ingrid + self.draw.sample([p for p in meant if p is not self.ingrid], size - len(ingrid))
        self.offered[story.id] = {p.number for p in chosen}
        self.open_places[story.id] = involved
        self.history.offers += [(p, story, story.first_day) for p in chosen]

    def _who_takes_part(
        self, division: Division, months_ago: int, live: list[DemoStory], elapsed: float
    ) -> list[DemoPerson]:
        reachable = set().union(*(self.offered[s.id] for s in live)) if live else set()
        able = [p for p in self.people if p.division == division.name and p.number in reachable]
        invited = sum(1 for p in self.people if p.division == division.name and (p.months_ago or -1) >= months_ago)
        wanted = min(len(able), targets.took_part(division, months_ago, invited=invited, elapsed=elapsed))
        must = [p for p in able if p is self.ingrid]
        if months_ago <= 1:
            turbine = [p for p in able if p.team == "Turbine engineering" and p is not self.ingrid]
            must += turbine[: 14 - len(must)]
            able = [p for p in able if p.team != "Turbine engineering"]
        rest = [p for p in able if p not in must]
        return must + self.draw.sample(rest, max(0, min(len(rest), wanted - len(must))))

    # — reading —

    def _read(self, person: DemoPerson, story: DemoStory, period: Period) -> None:
        first = max(period.first, story.first_day)
        late = first + dt.timedelta(days=int(self.draw.expovariate(0.2)))
        late += dt.timedelta(days=_TO_A_MAIL_DAY[late.weekday()])
        self.history.reads[person.number, story.id] = min(period.last, late)
        self.open_places[story.id] -= 1

    def _may_read(self, person: DemoPerson, story: DemoStory) -> bool:
        return person.number in self.offered[story.id] and (person.number, story.id) not in self.history.reads

    def _everyone_reads_something(self, people: list[DemoPerson], live: list[DemoStory], period: Period) -> None:
        for share in INGRID:
            story = next((s for s in live if s.key == share[0]), None)
            day = self.today - dt.timedelta(days=share[2])
            if story and day in period and self._may_read(self.ingrid, story):
                self.history.reads[self.ingrid.number, story.id] = max(story.first_day, day)
                self.open_places[story.id] -= 1
        done = {number for (number, _), day in self.history.reads.items() if day in period}
        for person in self.draw.sample(people, len(people)):
            if person.number in done:
                continue
            choices = [s for s in live if self.open_places[s.id] > 0 and self._may_read(person, s)]
            choices = choices or [s for s in live if self._may_read(person, s)]
            if choices:
                self._read(person, max(choices, key=lambda s: (self.open_places[s.id], s.id)), period)

    def _stories_reach_their_rate(
        self, people: list[DemoPerson], live: list[DemoStory], period: Period, *, last: bool
    ) -> None:
        for story in live:
            able = [p for p in people if self._may_read(p, story)]
            part = 1.0 if last or (period.last - story.first_day).days >= READ_WITHIN_DAYS - 10 else 0.8
            count = min(len(able), round(max(0, self.open_places[story.id]) * part))
            for person in self.draw.sample(able, count):
                self._read(person, story, period)

    # — sharing —

    def _share(self, people: list[DemoPerson], period: Period, months_ago: int, elapsed: float) -> None:
        read_by: dict[int, list[int]] = defaultdict(list)
        for (number, story), day in self.history.reads.items():
            if day in period:
                read_by[number].append(story)
        fixed = self._ingrids_shares(period)
        able = [p for p in people if read_by[p.number] and p is not self.ingrid]
        firsts = self._first_timers(able, months_ago, elapsed)
        regulars = [p for p in able if p.number in self.sharers]
        busiest_count = max(1, round(sum(1 for p in self.people if (p.months_ago or -1) >= months_ago) * 0.03))
        ranked = sorted(regulars, key=lambda p: (-len(read_by[p.number]), p.number))
        busiest = ranked[:busiest_count]
        others = self.draw.sample(ranked[busiest_count:], round(len(ranked[busiest_count:]) * 0.45))
        shares = {p.number: self._shares_of(p, read_by[p.number], period, most=6) for p in busiest}
        shares |= {p.number: self._shares_of(p, read_by[p.number], period, most=1) for p in firsts + others}
        self.sharers |= set(shares)
        if fixed:
            self.sharers.add(self.ingrid.number)
        self._bring_visitors(shares, {p.number for p in busiest}, fixed, period, months_ago, elapsed)
        self.history.shares += fixed + [share for made in shares.values() for share in made]

    def _ingrids_shares(self, period: Period) -> list[DemoShare]:
        made = []
        for key, channel, ago, clicks, visitors in INGRID:
            day = self.today - dt.timedelta(days=ago)
            story = next((s for s in self.stories if s.key == key), None)
            if day not in period or story is None:
                continue
            share = DemoShare(self.ingrid, story, channel, day)
            share.hits = _over_days(
                self.draw, visitors, clicks - visitors, day, min(self.today, day + dt.timedelta(days=9))
            )
            self.history.reads.setdefault((self.ingrid.number, story.id), day)
            made.append(share)
        return made

    def _first_timers(self, able: list[DemoPerson], months_ago: int, elapsed: float) -> list[DemoPerson]:
        chosen = []
        for division in DIVISIONS:
            new = [p for p in able if p.division == division.name and p.number not in self.sharers]
            wanted = targets.first_timers(division, months_ago, elapsed=elapsed)
            chosen += self.draw.sample(new, min(len(new), wanted))
        return chosen

    def _shares_of(self, person: DemoPerson, stories: list[int], period: Period, *, most: int) -> list[DemoShare]:
        by_id = {s.id: s for s in self.stories}
        made = []
        for story_id in sorted(stories)[:most]:
            day = self.history.reads[person.number, story_id]
            channels = {self.draw.choice(CHANNELS), "linkedin"} if most > 1 else {self.draw.choice(CHANNELS)}
            channels |= {"facebook"} if channels == {"linkedin"} and most > 1 else set()
            made += [DemoShare(person, by_id[story_id], channel, day) for channel in sorted(channels)]
        return made

    # — visitors —

    def _bring_visitors(
        self, shares: dict[int, list[DemoShare]], busiest: set[int], fixed: list[DemoShare], period: Period,
        months_ago: int, elapsed: float,
    ) -> None:  # fmt: skip
        known = [(v, r) for s in fixed for day, v, r in s.hits if day in period]
        self.carry = sum(v for v, _ in known) * (targets.CLICKS_PER_VISITOR - 1) - sum(r for _, r in known)
        for division in DIVISIONS:
            mine = [s for made in shares.values() for s in made if s.person.division == division.name]
            total = targets.visitors(division, months_ago, elapsed=elapsed)
            total -= sum(
                v for s in fixed if s.person.division == division.name for day, v, _ in s.hits if day in period
            )
            few = [s for s in mine if s.person.number in busiest]
            many = [s for s in mine if s.person.number not in busiest]
            to_many = round(total * targets.spread(months_ago)) if few and many else (total if many else 0)
            self._spread_over(many, to_many, period)
            self._spread_over(few, total - to_many, period)

    def _repeats(self, visitors: int) -> int:
        """Clicks by visitors who came twice. What rounding leaves over is carried on: the month's sum is right."""
        exact = visitors * (targets.CLICKS_PER_VISITOR - 1) + self.carry
        self.carry = exact - round(exact)
        return round(exact)

    def _spread_over(self, shares: list[DemoShare], visitors: int, period: Period) -> None:
        if not shares or visitors <= 0:
            return
        weights = [self.draw.lognormvariate(0, 1.1) for _ in shares]
        for share, count in zip(shares, _in_proportion(weights, visitors), strict=True):
            last = min(period.last, share.day + dt.timedelta(days=12))
            share.hits = _over_days(self.draw, count, max(0, self._repeats(count)), share.day, last)


def _best_fraction(most: int, rate: float) -> tuple[int, int]:
    """The size (a little under ``most``) and the part of it that come nearest to a percentage."""
    if not most:
        return 0, 0
    sizes = range(max(1, most - max(2, most // 40)), most + 1)
    return min(((n, round(n * rate / 100)) for n in sizes), key=lambda pair: abs(100 * pair[1] / pair[0] - rate))


def _in_proportion(weights: Iterable[float], total: int) -> list[int]:
    """Whole numbers in proportion to the weights that add up to ``total``."""
    weights = list(weights)
    scale = total / sum(weights)
    return apportioned([weight * scale for weight in weights], total)


def _over_days(
    draw: random.Random, visitors: int, repeats: int, first: dt.date, last: dt.date
) -> list[tuple[dt.date, int, int]]:
    """Visitors come at once and then ever fewer."""
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    weights = [0.62**n * draw.uniform(0.6, 1.4) * (0.4 if day.weekday() > 4 else 1) for n, day in enumerate(days)]
    per_day = _in_proportion(weights, visitors)
    again = _in_proportion([v + 0.001 for v in per_day], repeats)
    return [(d, v, r if v else 0) for d, v, r in zip(days, per_day, again, strict=True) if v]


def interests_of(person: DemoPerson) -> tuple[str, ...]:
    """The topics somebody follows: their own choice, else their field."""
    return person.interests or (FIELD_OF[person.division],)
