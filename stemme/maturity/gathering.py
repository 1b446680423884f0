"""What is known about people for their places, as rows without a database. Pure.

Behaviour here is looked at only for those who placed themselves or asked Stemme to; about everybody else nothing is
concluded.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from stemme.maturity.classifier import Answered, Behaved, Corrected, Evidence, Measured
from stemme.maturity.counts import OwnCounts
from stemme.maturity.positions import Seen, positions_of, positions_seen, together

ANSWERS, COUNTS, BEHAVIOUR, CORRECTION = "answers", "counts", "behaviour", "correction"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a place rests on: the kind, how many of them, and the newest day."""

    kind: str
    number: int
    newest: dt.date


@dataclass(slots=True)
class Gathered:
    """Everything about one person. Moments are kept as they are; ages follow from ``now``."""

    answers: dict[str, tuple[int, dt.datetime]] = field(default_factory=dict)
    counts: list[tuple[OwnCounts, dt.date]] = field(default_factory=list)
    correction: tuple[str, dt.datetime] | None = None
    seen: Seen | None = None
    seen_last: dt.datetime | None = None
    by_stemme: bool = False
    on_map: bool = True

    @property
    def themselves(self) -> bool:
        """They placed themselves: by answers, by their own counts, or by saying what they are."""
        return bool(self.answers or self.counts or self.correction)

    @property
    def watched(self) -> bool:
        """What they do here may count."""
        return self.themselves or self.by_stemme

    def evidence(self, now: dt.datetime) -> list[Evidence]:
        """The evidence with its ages, for classifier.classify."""
        found: list[Evidence] = [
            Answered(question, option, _days(now - at)) for question, (option, at) in self.answers.items()
        ]
        if self.counts:
            network, activity = positions_of(together(counts for counts, _ in self.counts))
            if network is not None or activity is not None:
                newest = max(until for _, until in self.counts)
                found.append(Measured(network, activity, float((now.date() - newest).days)))
        if self.correction:
            found.append(Corrected(self.correction[0], _days(now - self.correction[1])))
        if self.watched and self.seen and self.seen_last:
            network, activity = positions_seen(self.seen)
            if activity is not None:
                found.append(Behaved(network, activity, _days(now - self.seen_last)))
        return found

    def bases(self) -> list[Basis]:
        """What the place rests on, the strongest kinds first."""
        found: list[Basis] = []
        if self.answers:
            newest = max(at for _, at in self.answers.values())
            found.append(Basis(ANSWERS, len(self.answers), newest.date()))
        if self.counts:
            found.append(Basis(COUNTS, len(self.counts), max(until for _, until in self.counts)))
        if self.correction:
            found.append(Basis(CORRECTION, 1, self.correction[1].date()))
        if self.watched and self.seen and self.seen.shares and self.seen_last:
            found.append(Basis(BEHAVIOUR, self.seen.shares, self.seen_last.date()))
        return found


def _days(passed: dt.timedelta) -> float:
    """Whole days, so that a place does not change by the minute."""
    return float(max(0, passed.days))
