"""Charts as numbers: axis ticks and places in percent of the plot. Pure; the drawings are ui/_*_chart.html.

Places are ready-made attributes ("61.5%"), because inline styles are forbidden and a reader's decimal comma must not
reach them. How a number is written for people is the caller's: ``write`` turns a value into words of their language.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Write = Callable[[float], str]


def plainly(value: float) -> str:
    """The number as short as possible, in English: 30, 22.1."""
    return f"{value:g}"


def axis(top: float, *, most: int = 4, whole: bool = False) -> tuple[float, ...]:
    """Round axis values from zero to at least ``top``, with at most ``most`` steps.

    Steps are 1, 2, 2.5 or 5 times a power of ten; with ``whole`` they are whole numbers (people, clicks).
    """
    if top <= 0:
        top = 1.0
    rough = max(top / most, 1.0) if whole else top / most
    power = 10.0 ** math.floor(math.log10(rough))
    steps = (factor * scale for scale in (power, power * 10) for factor in (1.0, 2.0, 2.5, 5.0))
    step = next(s for s in steps if s * most >= top * (1 - 1e-9) and not (whole and (s < 1 or s % 1)))
    count = max(1, math.ceil(top / step - 1e-9))
    return tuple(round(i * step, 10) for i in range(count + 1))


@dataclass(frozen=True, slots=True)
class Tick:
    """A value on an axis: its words, its place from above or from the left, and whether it is printed bold."""

    label: str
    at: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A marked point."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the chart's table."""

    label: str
    value: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class LineChart:
    """A line with an optional area: ``line`` and ``area`` are paths in a 100 × 100 box stretched over the plot."""

    ys: tuple[Tick, ...]
    xs: tuple[Tick, ...]
    line: str
    area: str
    dots: tuple[Dot, ...]
    peak: Tick | None
    peak_y: str
    rows: tuple[Row, ...]


def line_chart(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    marked: Sequence[bool] = (),
    write: Write = plainly,
    write_axis: Write | None = None,
    top: float = 0.0,
    shown_labels: int = 6,
    short_labels: Sequence[str] = (),
    whole: bool = True,
    show_peak: bool = True,
    steps: int = 4,
) -> LineChart:
    """A line over equal steps of time. The y axis starts at zero and reaches at least ``top``.

    It has at most ``steps`` steps. ``marked`` points get a dot; without any, the last point does. About
    ``shown_labels`` labels stand below, taken from ``short_labels`` when given.

    Raises ValueError when the lengths differ or there is no value.
    """
    if not values or len(labels) != len(values) or (marked and len(marked) != len(values)):
        raise ValueError("as many labels and marks as values, and at least one")
    scale = axis(max(top, *values) if len(values) > 1 else max(top, values[0]), whole=whole, most=steps)
    across = [_across(i, len(values)) for i in range(len(values))]
    points = [(x, 100 - value / scale[-1] * 100) for x, value in zip(across, values, strict=True)]
    path = "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    marks = list(marked) if any(marked) else [i == len(values) - 1 for i in range(len(values))]
    peak = max(range(len(values)), key=lambda i: (values[i], i))
    return LineChart(
        ys=_ys(scale, write_axis or write),
        xs=_xs(short_labels or labels, across, shown_labels),
        line=f"M{path}",
        area=f"M{path}L{points[-1][0]:.2f} 100L{points[0][0]:.2f} 100Z",
        dots=tuple(Dot(_percent(x), _percent(y)) for (x, y), mark in zip(points, marks, strict=True) if mark),
        peak=Tick(write(values[peak]), _percent(points[peak][0])) if show_peak and values[peak] > 0 else None,
        peak_y=_percent(points[peak][1]),
        rows=_rows(labels, values, write, marks if any(marked) else ()),
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its box in percent of the plot, its number above, and whether it stays below the benchmark."""

    label: str
    value: str
    short: str
    x: str
    centre: str
    y: str
    width: str
    height: str
    below: bool


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from zero with an optional benchmark line; ``above`` counts the bars that reach it."""

    ys: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    benchmark: str
    benchmark_words: str
    above: int


def bar_chart(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    benchmark: float | None = None,
    write: Write = plainly,
    write_axis: Write | None = None,
    write_short: Write | None = None,
    top: float = 0.0,
) -> BarChart:
    """Bars side by side, numbered from 1. Those below the ``benchmark`` are to be drawn hatched.

    Raises ValueError when there is not one label for each value.
    """
    if len(labels) != len(values):
        raise ValueError("as many labels as values")
    line = benchmark or 0.0
    scale = axis(max([top, line, *values]))
    slot = 100 / max(len(values), 1)
    bars = tuple(
        Bar(
            label=label,
            value=write(value),
            short=(write_short or write)(value),
            x=_percent(slot * (i + 0.06)),
            centre=_percent(slot * (i + 0.5)),
            y=_percent(100 - value / scale[-1] * 100),
            width=_percent(slot * 0.88),
            height=_percent(value / scale[-1] * 100),
            below=benchmark is not None and value < benchmark,
        )
        for i, (label, value) in enumerate(zip(labels, values, strict=True))
    )
    place = "" if benchmark is None else _percent(100 - line / scale[-1] * 100)
    ticks = _ys_beside(scale, line, write_axis or write)
    return BarChart(
        ys=(*ticks, Tick((write_axis or write)(line), place, "b")) if place else ticks,
        bars=bars,
        benchmark=place,
        benchmark_words=write(line) if place else "",
        above=sum(not bar.below for bar in bars),
    )


@dataclass(frozen=True, slots=True)
class SplitBar:
    """A whole in two parts: the few most active, and the others."""

    few: str
    others: str
    others_at: str


def split_bar(few: float, others: float) -> SplitBar:
    """Widths of the two parts of a bar. Nothing at all gives an empty bar. Raises ValueError below zero."""
    if few < 0 or others < 0:
        raise ValueError("parts of a whole are not negative")
    whole = few + others
    share = few / whole * 100 if whole else 0.0
    return SplitBar(_percent(share), _percent(100 - share if whole else 0.0), _percent(share))


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A cell of a heat map: its number in words, the step 0-5 of its ground, and whether it is the highest."""

    words: str
    step: int
    top: bool


@dataclass(frozen=True, slots=True)
class Heat:
    """A heat map as a table: headings of the columns, rows with their heading."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]


def heat(columns: Sequence[str], rows: Mapping[str, Sequence[float]], *, write: Write = plainly) -> Heat:
    """A heat map in six steps by share of the highest value; only the first highest cell is marked.

    Raises ValueError when a row has not one value for each column.
    """
    if any(len(values) != len(columns) for values in rows.values()):
        raise ValueError("as many values as columns in each row")
    cells = [(name, i, value) for name, values in rows.items() for i, value in enumerate(values)]
    highest = max((value for _, _, value in cells), default=0.0)
    first = next(((name, i) for name, i, value in cells if value == highest), None) if highest > 0 else None
    return Heat(
        tuple(columns),
        tuple(
            (
                name,
                tuple(
                    HeatCell(write(value), heat_step(value, highest), (name, i) == first)
                    for i, value in enumerate(values)
                ),
            )
            for name, values in rows.items()
        ),
    )


def heat_step(value: float, highest: float) -> int:
    """The step from 0 to 5 of a value; each is a sixth of the highest, and zero is always step 0."""
    return min(5, int(value / highest * 6)) if highest > 0 else 0


def share_width(value: float, whole: float) -> str:
    """A part of a whole as the width of a bar, kept between nothing and all: "61.49%"."""
    return _percent(min(max(value / whole, 0.0), 1.0) * 100 if whole > 0 else 0.0)


def _percent(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"


def _across(i: int, count: int) -> float:
    return i / (count - 1) * 100 if count > 1 else 50.0


def _ys(scale: Sequence[float], write: Write) -> tuple[Tick, ...]:
    return tuple(
        Tick(write(value), _percent(100 - value / scale[-1] * 100), "" if value else "zero") for value in scale
    )


def _ys_beside(scale: Sequence[float], line: float, write: Write) -> tuple[Tick, ...]:
    """The y axis without the labels that would touch the benchmark's, which is the more important one."""
    clear = [line == 0 or at == 0 or abs(at - line) / scale[-1] >= 0.09 for at in scale]
    return tuple(tick if shown else Tick("", tick.at) for tick, shown in zip(_ys(scale, write), clear, strict=True))


def _xs(labels: Sequence[str], across: Sequence[float], shown: int) -> tuple[Tick, ...]:
    """About ``shown`` labels: the first, the last, and even steps between that keep clear of the last."""
    last = len(labels) - 1
    step = max(1, math.ceil(last / max(shown - 1, 1)))
    picked = [i for i in range(0, last + 1, step) if i == 0 or last - i >= step] + ([last] if last else [])
    kinds = {0: "first", last: "last"} if last else {}
    return tuple(Tick(labels[i], _percent(across[i]), kinds.get(i, "")) for i in dict.fromkeys(picked))


def _rows(labels: Sequence[str], values: Sequence[float], write: Write, marks: Sequence[bool]) -> tuple[Row, ...]:
    given = marks or [False] * len(values)
    return tuple(Row(label, write(value), mark) for label, value, mark in zip(labels, values, given, strict=True))
