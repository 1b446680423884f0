"""Tables, bars and findings of the link analysis, from what shares brought. Pure; words are put in at the edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemme.sharing.ladder_queries import Ladder
from stemme.stats.share_rates import Brought, Finding, findings
from stemme.stats.share_sums import NONE, OTHERS
from stemme.ui import charts

#: Keys of groups that have no name of their own: they stand in the table and are never spoken of.
NAMELESS = frozenset({OTHERS, NONE})


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. Rate and interval are None below ENOUGH shares. Places are percentages of the bar's width."""

    key: str
    shares: int
    visitors: int
    #: Of the shares: posted as people say, and those through which somebody came.
    posted: int = 0
    visited: int = 0
    rate: float | None = None
    low: float = 0.0
    high: float = 0.0
    bar: str = ""
    low_at: str = ""
    high_at: str = ""

    @property
    def ladder(self) -> Ladder:
        """How far the shares went."""
        return Ladder(self.shares, self.posted, self.visited)


@dataclass(frozen=True, slots=True)
class Section:
    """One dimension: its lines, what stands out, whether at least two could be compared, and where the average lies."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    comparable: bool
    average_at: str


def section(groups: Mapping[str, Brought], whole: Brought, *, order: Sequence[str] | None = None) -> Section:
    """The table of one dimension: in the given order of keys, else the best first; what was merged comes last."""
    average = whole.rate or 0.0
    ranked = sorted(groups, key=lambda key: (-groups[key].cautious(average), key))
    keys = [key for key in order if key in groups] if order is not None else ranked
    keys = [key for key in keys if key != OTHERS] + ([OTHERS] if OTHERS in groups else [])
    known = [interval for key in keys if groups[key].enough and (interval := groups[key].interval(whole.dispersion))]
    top = max([average, *(high for _, high in known)], default=0.0)
    named = frozenset(groups) - NAMELESS
    return Section(
        lines=tuple(_line(key, groups[key], whole, top) for key in keys),
        findings=tuple(findings(groups, whole, candidates=named)),
        comparable=sum(groups[key].enough for key in named) >= 2,
        average_at=charts.share_width(average, top),
    )


def _line(key: str, group: Brought, whole: Brought, top: float) -> Line:
    interval = group.interval(whole.dispersion)
    if not group.enough or interval is None or group.rate is None:
        return Line(key, group.shares, group.visitors, group.posted, group.visited)
    low, high = interval
    return Line(
        key, group.shares, group.visitors, group.posted, group.visited, group.rate, low, high,
        *(charts.share_width(value, top) for value in (group.rate, low, high)),
    )  # fmt: skip


def heat(cells: Mapping[tuple[int, int], Brought], columns: Sequence[int], *, write: charts.Write) -> charts.Heat:
    """Visitors per share by (weekday, column) as a heat map with rows 0 to 6; "–" below ENOUGH shares."""
    rates = {at: cell.rate or 0.0 for at, cell in cells.items() if cell.enough}
    highest = max(rates.values(), default=0.0)
    best = next((at for at, rate in sorted(rates.items()) if rate == highest and highest > 0), None)

    def cell(at: tuple[int, int]) -> charts.HeatCell:
        if at not in rates:
            return charts.HeatCell("–", 0, False)
        return charts.HeatCell(write(rates[at]), charts.heat_step(rates[at], highest), at == best)

    rows = tuple((str(day), tuple(cell((day, column)) for column in columns)) for day in range(7))
    return charts.Heat(tuple(str(column) for column in columns), rows)
