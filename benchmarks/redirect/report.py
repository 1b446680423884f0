"""The figures of one combination: in words, against their budgets, and as lines for programs."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.redirect.client import who_presses
from benchmarks.redirect.contenders import Durable
from benchmarks.redirect.rounds import NARROW, WIDE, Outcome

#: With more cores than this busy for others, rates say more about them than about us.
_BEARABLE_CORES = 0.2
#: Milliseconds. A disk that nobody else writes to takes 0.1 to 0.2 for a batch of clicks.
_BEARABLE_FLUSH = 0.5
#: Clicks, and resident MiB then.
_Sizes = Sequence[tuple[int, float]]


class Budget(NamedTuple):
    """What a figure should be: at least, or at most (issue 3)."""

    figure: str
    words: str
    limit: float
    at_least: bool

    def sentence(self, value: float) -> str:
        """Whether it is."""
        kept = value >= self.limit if self.at_least else value <= self.limit
        side = "at least" if self.at_least else "at most"
        return f"{'kept  ' if kept else 'MISSED'} {self.words}: {value:.3g} ({side} {self.limit:g})"


BUDGETS = (
    Budget("durable_vs_constant", f"of the constant answer's rate, {NARROW} connections", 0.6, True),
    Budget("p99_vs_constant", f"times the constant answer's p99, {NARROW} connections", 3, False),
    Budget("durable_vs_plain_view", "times the rate of a plain Django view", 15, True),
    Budget("cpu_ms_per_click", "ms CPU a click until it is in the inbox, all processes", 0.06, False),
    Budget("busy_vs_alone", "of its own rate while the pages are busy", 0.5, True),
    Budget("memory_mib_per_million", "MiB that the links' processes grow in a million clicks", 4, False),
)


def figures(outcome: Outcome) -> dict[str, float]:
    """All figures by name."""
    one, constant, plain = outcome.durable, outcome.constant, outcome.plain
    rates = [[pressed.rate for pressed in who.presses] for who in (one, constant, plain)]
    found = {
        "durable_per_second": one.rate,
        "constant_per_second": constant.rate,
        "durable_vs_constant": ratio(rates[0], rates[1]),
        "durable_vs_constant_256": ratio(outcome.wide["durable"], outcome.wide["constant"]),
        "durable_vs_plain_view": ratio(rates[0], rates[2]),
        "p99_ms": one.p99,
        "p99_vs_constant": ratio([each.p99 for each in one.presses], [each.p99 for each in constant.presses]),
        "cpu_ms_per_constant": statistics.median(constant.cpu),
        "cpu_ms_per_click": statistics.median(one.cpu),
        "flush_ms": statistics.median(outcome.flushes),
        "cores_of_others": statistics.median([*constant.others, *one.others]),
        "moved_per_second": moved_per_second(one),
        "busy_vs_alone": ratio(outcome.busy["pages"], outcome.busy["alone"]),
        "busy_vs_stranger": ratio(outcome.busy["pages"], outcome.busy["stranger"]),
        "busy_vs_constant": ratio(outcome.busy["pages"], outcome.busy["constant"]),
    }
    for part in ("links", "ingest", "database", "pressing"):
        found[f"cpu_ms_per_click_{part}"] = _median_of(one, part)
    links = [(clicks, mib) for clicks, mib, _ in one.memory]
    if outcome.long:
        found |= {
            "memory_mib_before": links[0][1],
            "memory_mib_after": links[-1][1],
            "memory_mib_per_million": growth_per_million(links),
            "memory_mib_per_million_ingest": growth_per_million([(clicks, mib) for clicks, _, mib in one.memory]),
        }
    return found


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Median of the ratios turn by turn: those of one turn met the same weather."""
    return statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))


def moved_per_second(one: Durable) -> float:
    """Clicks a second from the first request to the last row: what the whole stack goes through with."""
    clicks = sum(pressed.answers for pressed in one.presses)
    seconds = sum(pressed.answers / pressed.rate for pressed in one.presses)
    return clicks / (seconds + sum(after.seconds for after in one.aftermaths))


def growth_per_million(sizes: _Sizes) -> float:
    """MiB in a million clicks, by least squares over the second half of the clicks: what came first fills caches."""
    half = [size for size in sizes if size[0] >= sizes[-1][0] / 2]
    slope, _ = statistics.linear_regression(*zip(*half, strict=True))
    return float(slope) * 1_000_000


def print_outcome(outcome: Outcome) -> None:
    """For people first, then one line for each figure."""
    found = figures(outcome)
    title = f"{outcome.database}, {outcome.workers} link worker{'s' if outcome.workers > 1 else ''}"
    print(f"\n{title}: {outcome.durable.answered:,} clicks answered, {outcome.kept:,} in the inbox")
    print(f"  pressed by {who_presses()}")
    for name, one in (("constant", outcome.constant), ("durable", outcome.durable), ("plain view", outcome.plain)):
        rounds = ", ".join(f"{pressed.rate:,.0f}" for pressed in one.presses)
        late = ", ".join(f"{pressed.p99:.1f}" for pressed in one.presses)
        print(
            f"  {name:10} {one.rate:9,.0f} a second at {NARROW} connections ({rounds}); p99 {one.p99:.1f} ms ({late})"
        )
    for what, rates in ((f"{WIDE} connections", outcome.wide), (f"{NARROW}, in the company of", outcome.busy)):
        print(f"  {what}: " + ", ".join(f"{name} {statistics.median(each):,.0f}" for name, each in rates.items()))
    left, seconds = (_median_of(outcome.durable, name) for name in ("left", "seconds"))
    print(f"  a press leaves {left:,.0f} clicks to the ingest, which moves them in {seconds:.2f} s")
    print(f"  a flush to this disk takes {found['flush_ms']:.2f} ms")
    if found["flush_ms"] > _BEARABLE_FLUSH:
        most = NARROW * 1000 / found["flush_ms"]
        print(f"  SLOW DISK: {NARROW} visitors who each wait for a flush cannot be more than {most:,.0f} a second")
    if found["cores_of_others"] > _BEARABLE_CORES:
        print(f"  NOT ALONE: other programs kept {found['cores_of_others']:.1f} cores busy; trust no rate of this run")
    for budget in BUDGETS:
        if budget.figure in found:
            print(f"  {budget.sentence(found[budget.figure])}")
    workers = "" if outcome.workers == 1 else f"_{outcome.workers}_workers"
    for name, value in found.items():
        print(f"bench redirect_{outcome.database}{workers}_{name} {value:.{3 if value < 10 else 0}f}", flush=True)


def _median_of(one: Durable, name: str) -> float:
    return statistics.median(float(getattr(after, name)) for after in one.aftermaths)
