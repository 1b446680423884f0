"""The curve of who took part and who is expected to, as paths in a box of 100 by 100 and places in per cent. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from stemme.ui.charts import Tick, axis
from stemme.waves.growth import Growth, Point
from stemme.waves.timeline import month_marks, percent, scale_of

#: A label of the axis nearer to the line of the half than this is left out.
_TOUCHING = 0.09
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class GrowthChart:
    """What the template draws; empty paths where there is nothing. ``now``: the last counted number, with its place."""

    ys: tuple[Tick, ...]
    xs: tuple[Tick, ...]
    counted: str
    expected: str
    range: str
    now: Tick | None
    now_y: str
    half: str


def chart(
    found: Growth,
    *,
    half: float | None,
    write: Callable[[float], str],
    write_month: Callable[[dt.date], str],
) -> GrowthChart | None:
    """The drawing, with a dashed line at ``half`` if there is one; None when there are fewer than two points."""
    points = [*found.counted, *found.expected]
    if len(points) < 2 or points[0].day == points[-1].day:
        return None
    scale = scale_of([points[0].day, points[-1].day])
    top = axis(max([point.high for point in points] + [half or 0.0]), whole=True)[-1]

    def across(point: Point) -> float:
        return scale.at(point.day + _DAY)

    def path(values: list[tuple[Point, float]]) -> str:
        return "L".join(f"{across(point):.2f} {100 - value / top * 100:.2f}" for point, value in values)

    counted = path([(point, point.middle) for point in found.counted])
    expected = path([(point, point.middle) for point in found.expected])
    upper = [(point, point.high) for point in found.expected]
    lower = [(point, point.low) for point in reversed(found.expected)]
    last = found.counted[-1] if found.counted else None
    return GrowthChart(
        ys=tuple(_tick(value, top, half, write) for value in axis(top, whole=True)),
        xs=tuple(Tick(write_month(mark.day) if mark.named else "", mark.at, "first") for mark in month_marks(scale)),
        counted=f"M{counted}" if len(found.counted) > 1 else "",
        expected=f"M{expected}" if expected else "",
        range=f"M{path([*upper, *lower])}Z" if expected else "",
        now=Tick(write(last.middle), percent(across(last))) if last else None,
        now_y=percent(100 - last.middle / top * 100) if last else "",
        half=percent(100 - half / top * 100) if half else "",
    )


def _tick(value: float, top: float, half: float | None, write: Callable[[float], str]) -> Tick:
    touching = half is not None and value > 0 and abs(value - half) / top < _TOUCHING
    return Tick("" if touching else write(value), percent(100 - value / top * 100), "" if value else "zero")
