"""The mix of twelve months as a drawing: each month a column of one whole, the part about others below. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemme.library.streams.mix import Mix

_FILLED = 0.72


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """A month's column in percent of the plot, as ready-made attributes. ``stories`` 0: nothing is drawn."""

    label: str
    stories: int
    x: str
    centre: str
    width: str
    own_height: str
    outside_y: str
    outside_height: str
    #: From the target's line down to the part about others; "" where the target is reached.
    beyond_height: str


@dataclass(frozen=True, slots=True)
class MixChart:
    """The columns, and where the target's line is."""

    columns: tuple[MonthColumn, ...]
    target_y: str


def mix_chart(labels: Sequence[str], months: Sequence[Mix], *, target: int) -> MixChart:
    """Columns side by side against the target (per cent). Raises ValueError when there is not one label for each."""
    slot = 100 / max(len(months), 1)
    columns = []
    for place, (label, month) in enumerate(zip(labels, months, strict=True)):
        outside = 100 * (month.outside_share or 0.0)
        columns.append(
            MonthColumn(
                label=label,
                stories=month.stories,
                x=_percent(slot * (place + (1 - _FILLED) / 2)),
                centre=_percent(slot * (place + 0.5)),
                width=_percent(slot * _FILLED),
                own_height=_percent(100 - outside),
                outside_y=_percent(100 - outside),
                outside_height=_percent(outside),
                beyond_height=_percent(target - outside) if outside < target else "",
            )
        )
    return MixChart(tuple(columns), _percent(100 - target))


def _percent(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"
