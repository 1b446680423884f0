"""A bucket of tokens: each try takes one, they drip back evenly. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``tries`` at once, and as many again within ``period``."""

    name: str
    tries: int
    period: dt.timedelta

    def refilled(self, tokens: float, *, since: dt.datetime, now: dt.datetime) -> float:
        """How many tokens there are now if there were so many then."""
        passed = max(0.0, (now - since).total_seconds())
        return min(float(self.tries), tokens + passed * self.tries / self.period.total_seconds())


_HOUR = dt.timedelta(hours=1)
#: The limits of security.md T-34 that concern people.
ASK_BY_ACCOUNT = Limit("ask-account", 5, _HOUR)
ASK_BY_NETWORK = Limit("ask-network", 20, _HOUR)
DOOR = Limit("door", 20, _HOUR)
EXPORT = Limit("export", 5, _HOUR)
