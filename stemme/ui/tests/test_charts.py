"""Charts: axes reach far enough, places stay inside the plot, nothing is lost between numbers and drawing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.ui import charts

NUMBERS = st.floats(min_value=0, max_value=1e6, allow_nan=False).map(lambda x: round(x, 3))


def place(percent: str) -> float:
    assert percent.endswith("%")
    return float(percent[:-1])


def test_axis_is_round() -> None:
    assert charts.axis(24) == (0, 10, 20, 30)
    assert charts.axis(33.7) == (0, 10, 20, 30, 40)
    assert charts.axis(0) == (0, 0.25, 0.5, 0.75, 1)
    assert charts.axis(1, whole=True) == (0, 1)
    assert charts.axis(80, most=2) == (0, 50, 100)


@given(NUMBERS, st.integers(1, 8), st.booleans())
def test_axis_starts_at_zero_and_reaches_the_top(top: float, most: int, whole: bool) -> None:
    ticks = charts.axis(top, most=most, whole=whole)
    assert ticks[0] == 0
    assert ticks[-1] >= top * (1 - 1e-6)
    assert 2 <= len(ticks) <= most + 1
    assert list(ticks) == sorted(set(ticks))
    if whole:
        assert all(tick == int(tick) for tick in ticks)


@given(st.lists(NUMBERS, min_size=1, max_size=60), st.data())
def test_line_keeps_every_value_and_stays_inside(values: list[float], data: st.DataObject) -> None:
    marked = data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    chart = charts.line_chart([f"w{i}" for i in range(len(values))], values, marked=marked)
    assert len(chart.rows) == len(values)
    assert [row.marked for row in chart.rows] == marked
    assert len(chart.dots) == (sum(marked) or 1)
    points = [tuple(map(float, point.split())) for point in chart.line[1:].split("L")]
    assert len(points) == len(values)
    assert all(0 <= x <= 100 and -0.01 <= y <= 100 for x, y in points)
    assert all(0 <= place(tick.at) <= 100 for tick in (*chart.xs, *chart.ys))
    assert chart.area.endswith("100Z")


@given(st.integers(2, 120), st.integers(2, 8))
def test_labels_below_are_few_and_have_both_ends(count: int, shown: int) -> None:
    labels = [str(i) for i in range(count)]
    chart = charts.line_chart(labels, [1] * count, shown_labels=shown)
    assert chart.xs[0].label == "0" and chart.xs[-1].label == labels[-1]
    assert len(chart.xs) <= shown + 1
    gaps = [place(b.at) - place(a.at) for a, b in zip(chart.xs, chart.xs[1:], strict=False)]
    assert min(gaps) >= 0.99 * 100 / max(shown - 1, 1) or min(gaps) >= 0.99 * 100 / (count - 1)


def test_line_of_the_mockup() -> None:
    chart = charts.line_chart(["a", "b", "c"], [0, 24, 12], marked=[False, True, False])
    assert [tick.label for tick in chart.ys] == ["0", "10", "20", "30"]
    assert chart.line == "M0.00 100.00L50.00 20.00L100.00 60.00"
    assert chart.dots == (charts.Dot("50%", "20%"),)
    assert chart.peak is not None and chart.peak.label == "24"


def test_nothing_came_draws_a_flat_line() -> None:
    chart = charts.line_chart(["a", "b"], [0, 0])
    assert chart.line == "M0.00 100.00L100.00 100.00"
    assert chart.peak is None


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError):
        charts.line_chart(["a"], [1, 2])
    with pytest.raises(ValueError):
        charts.line_chart([], [])
    with pytest.raises(ValueError):
        charts.bar_chart(["a"], [])
    with pytest.raises(ValueError):
        charts.heat(["a", "b"], {"row": [1]})


@given(st.lists(NUMBERS, max_size=40), st.one_of(st.none(), NUMBERS))
def test_bars_stand_on_the_ground_side_by_side(values: list[float], benchmark: float | None) -> None:
    chart = charts.bar_chart([str(i) for i in range(len(values))], values, benchmark=benchmark)
    assert len(chart.bars) == len(values)
    assert chart.above == sum(benchmark is None or value >= benchmark for value in values)
    end = 0.0
    for bar, value in zip(chart.bars, values, strict=True):
        assert place(bar.y) + place(bar.height) == pytest.approx(100, abs=0.011)
        assert place(bar.x) >= end - 0.011
        assert bar.below == (benchmark is not None and value < benchmark)
        end = place(bar.x) + place(bar.width)
    assert end <= 100
    if benchmark is not None:
        assert 0 <= place(chart.benchmark) <= 100
        assert chart.ys[-1].kind == "b"


def test_axis_labels_make_room_for_the_benchmark() -> None:
    chart = charts.bar_chart(["a", "b"], [31.2, 18.4], benchmark=22.1)
    assert [tick.label for tick in chart.ys] == ["0", "10", "", "30", "40", "22.1"]


@given(NUMBERS, NUMBERS)
def test_parts_make_the_whole(few: float, others: float) -> None:
    split = charts.split_bar(few, others)
    if few + others:
        assert place(split.few) + place(split.others) == pytest.approx(100, abs=0.011)
    else:
        assert (split.few, split.others) == ("0%", "0%")
    assert split.others_at == split.few


def test_negative_parts_are_refused() -> None:
    with pytest.raises(ValueError):
        charts.split_bar(-1, 2)


@given(st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=1, max_size=7))
def test_heat_has_six_steps_and_one_top(rows: list[list[int]]) -> None:
    heat = charts.heat(["a", "b", "c"], {str(i): row for i, row in enumerate(rows)})
    cells = [cell for _, row in heat.rows for cell in row]
    assert all(0 <= cell.step <= 5 for cell in cells)
    assert sum(cell.top for cell in cells) == (1 if any(map(any, rows)) else 0)
    assert all(cell.step == 5 and int(cell.words) == max(map(max, rows)) for cell in cells if cell.top)


@given(NUMBERS, NUMBERS)
def test_share_stays_between_nothing_and_all(value: float, whole: float) -> None:
    assert 0 <= place(charts.share_width(value, whole)) <= 100


def test_share_is_written_for_machines() -> None:
    assert charts.share_width(91, 148) == "61.49%"
    assert charts.share_width(3, 0) == "0%"
    assert charts.share_width(200, 100) == "100%"
