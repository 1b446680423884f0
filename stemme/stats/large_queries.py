"""What enough different colleagues have shared, so that figures of it may be shown by themselves.

Since ever, and not in the stretch that is asked for: were other channels put together in October than in the quarter,
what was hidden would follow by subtraction. Whatever is not among these, every page puts together in one line.
"""

from __future__ import annotations

from collections.abc import Mapping

from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.stats import buckets
from stemme.stats.models import ShareTally, Tally
from stemme.stats.share_sums import ALWAYS, CHANNEL, OTHERS, STORY


def large_channels(organisation_id: int) -> frozenset[str]:
    """Keys of channels that no fewer people than the floor have shared on. At most two queries."""
    shares = _ever(organisation_id, CHANNEL)
    numbers = {CHANNEL_NUMBERS[key]: number for key, number in shares.items() if key in CHANNEL_NUMBERS}
    large = _large(organisation_id, buckets.CHANNEL, numbers, whole=OTHERS not in shares)
    return frozenset(key for key, number in CHANNEL_NUMBERS.items() if number in large)


def large_stories(organisation_id: int) -> frozenset[int]:
    """Stories that no fewer people than the floor have shared. At most two queries."""
    shares = _ever(organisation_id, STORY)
    numbers = {int(key): number for key, number in shares.items() if key != OTHERS}
    return _large(organisation_id, buckets.STORY, numbers, whole=OTHERS not in shares)


def _large(organisation_id: int, dimension: str, shares: Mapping[int, int], *, whole: bool) -> frozenset[int]:
    """``whole``: every share counts among these. Then hits that no counted share explains would be told alone, so what
    was shared least joins them."""
    hits = Tally.objects.filter(
        organisation_id=organisation_id, dimension=dimension, grain=buckets.TOTAL, start=buckets.EVER
    )
    large = set(shares)
    if large and whole and hits.exclude(key__in=large).exists():
        large.remove(min(large, key=lambda key: (shares[key], key)))
    return frozenset(large)


def _ever(organisation_id: int, dimension: str) -> dict[str, int]:
    rows = ShareTally.objects.filter(
        organisation_id=organisation_id, grain=ALWAYS, start=buckets.EVER, dimension=dimension
    )
    return dict(rows.values_list("key", "shares"))
