"""The link analysis as one table for spreadsheets and programs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from stemme.stats.analysis_queries import SharedIn
from stemme.stats.share_rates import Brought
from stemme.stats.share_sums import DIMENSIONS, TIME, WHOLE

HEADER = ("dimension", "key", "name", "shares", "visitors", "visitors_per_share", "low_95", "high_95",
          "posted", "visited")  # fmt: skip
#: Visitors by the hour in which they came.
VISITS = "visits"


def table(
    shared: SharedIn, visits: Mapping[tuple[int, int], int], name: Callable[[str, str], str]
) -> Iterator[tuple[str, ...]]:
    """Header, all, each dimension, and when visitors came. Numbers have a point and no separators in every language.

    Rates and their limits are empty where there are too few shares to say.
    """
    yield HEADER
    if not shared.whole.shares:
        return
    yield (WHOLE, "", "", *_numbers(shared.whole, shared.whole))
    for dimension in DIMENSIONS:
        for key, brought in sorted(shared.groups.get(dimension, {}).items()):
            written = _moment(*key.split("-")) if dimension == TIME and "-" in key else key
            yield (dimension, written, name(dimension, key), *_numbers(brought, shared.whole))
    for (day, hour), visitors in sorted(visits.items()):
        yield (VISITS, _moment(f"{day}", f"{hour:02}"), "", "", str(visitors), "", "", "", "", "")


def _moment(day: str, hour: str) -> str:
    """Weekday (Monday is 0) and hour, in a way that no spreadsheet takes for a date."""
    return f"{day}d{hour}h"


def _numbers(brought: Brought, whole: Brought) -> tuple[str, ...]:
    counts = (str(brought.shares), str(brought.visitors))
    went = (str(brought.posted), str(brought.visited))
    interval = brought.interval(whole.dispersion)
    if not brought.enough or interval is None or brought.rate is None:
        return (*counts, "", "", "", *went)
    return (*counts, f"{brought.rate:.4f}", f"{interval[0]:.4f}", f"{interval[1]:.4f}", *went)
