"""How often somebody may ask for what does not exist. Pure; ``now`` is an argument."""

from __future__ import annotations

from collections import OrderedDict

#: security.md T-11: twenty unknown codes a minute.
PER_MINUTE = 20
_MOST_KEYS = 50_000


class Allowance:
    """A bucket of tries for each key, refilled evenly. Old keys are forgotten when there are too many."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self.per_minute = per_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, *, now: float) -> bool:
        """Use one try up; False when there is none left. ``now`` in seconds of any clock that does not go back."""
        left, since = self._buckets.pop(key, (float(self.per_minute), now))
        left = min(float(self.per_minute), left + (now - since) * self.per_minute / 60)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)
        return allowed
