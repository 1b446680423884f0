"""Tables, bars and the file of the link analysis, without a database."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.dashboard import analysis, analysis_spans
from stemme.dashboard.analysis_table import HEADER, table
from stemme.kit.periods import Period
from stemme.kit.tables import write_table
from stemme.stats.analysis_queries import SharedIn
from stemme.stats.share_rates import ENOUGH, Brought
from stemme.stats.share_sums import NONE, OTHERS

TODAY = dt.date(2026, 11, 12)
group = st.lists(st.integers(0, 200), min_size=1, max_size=30).map(
    lambda each: Brought(len(each), sum(each), sum(n * n for n in each))
)
groups = st.dictionaries(st.sampled_from(["a", "b", "c", "d", OTHERS, NONE]), group, max_size=6)


def whole_of(found):
    return Brought(*(sum(getattr(part, name) for part in found.values()) for name in ("shares", "visitors", "squares")))


def percent_of(place):
    assert place.endswith("%")
    return float(place[:-1])


@given(groups)
def test_every_group_has_its_line_and_the_lines_add_up(found):
    section = analysis.section(found, whole_of(found))
    assert sorted(line.key for line in section.lines) == sorted(found)
    assert sum(line.shares for line in section.lines) == whole_of(found).shares
    assert sum(line.visitors for line in section.lines) == whole_of(found).visitors
    if OTHERS in found:
        assert section.lines[-1].key == OTHERS
    for finding in section.findings:
        assert finding.key in found
        assert finding.key not in analysis.NAMELESS


@given(groups)
def test_bars_lie_inside_their_intervals_and_their_frame(found):
    for line in analysis.section(found, whole_of(found)).lines:
        assert (line.rate is None) == (line.shares < ENOUGH)
        if line.rate is not None:
            assert line.low <= line.rate <= line.high
            assert 0 <= percent_of(line.low_at) <= percent_of(line.bar) <= percent_of(line.high_at) <= 100


def test_three_lucky_shares_do_not_lead_and_times_keep_their_order():
    found = {"lucky": Brought(3, 45, 675), "steady": Brought(300, 3600, 50_000), "poor": Brought(100, 400, 5000)}
    section = analysis.section(found, whole_of(found))
    assert [line.key for line in section.lines] == ["steady", "lucky", "poor"]
    ordered = analysis.section(found, whole_of(found), order=("poor", "gone", "steady", "lucky"))
    assert [line.key for line in ordered.lines] == ["poor", "steady", "lucky"]


def test_one_group_alone_is_compared_with_nothing():
    only = {"a": Brought(50, 500, 5000)}
    section = analysis.section(only, whole_of(only))
    assert (section.comparable, section.findings) == (False, ())


def test_cells_with_too_few_shares_say_so():
    cells = {(0, 9): Brought(ENOUGH, 50, 500), (1, 9): Brought(ENOUGH, 100, 1100), (2, 12): Brought(2, 90, 4050)}
    heat = analysis.heat(cells, (9, 12), write=lambda rate: f"{rate:.1f}")
    drawn = {day: [(cell.words, cell.step, cell.top) for cell in row] for day, row in heat.rows}
    assert drawn["0"] == [("5.0", 3, False), ("–", 0, False)]
    assert drawn["1"] == [("10.0", 5, True), ("–", 0, False)]
    assert drawn["2"] == [("–", 0, False), ("–", 0, False)]
    assert len(drawn) == 7


def test_nothing_makes_an_empty_heat_map():
    heat = analysis.heat({}, (9,), write=str)
    assert all(not cell.top for _day, row in heat.rows for cell in row)


def test_the_stretch_is_a_quarter_that_is_over_unless_asked_otherwise():
    def span(asked="", at="", began=dt.date(2024, 5, 1)):
        return analysis_spans.analysis_span(asked, at, today=TODAY, began=began)

    assert span().period == Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
    assert span("week").key == "quarter", "no weeks here: too short to compare"
    assert span("year", "2026-05-05").period == Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert span("year", "2026-05-05").earlier == dt.date(2025, 1, 1)
    assert span(began=dt.date(2026, 11, 1)).period.first == dt.date(2026, 10, 1), "a new organisation: the running one"
    ever = span("ever")
    assert ever.period == Period(dt.date(2024, 5, 1), dt.date(2026, 11, 30))
    assert (ever.earlier, ever.later, analysis_spans.stored_start(ever)) == (None, None, dt.date(1, 1, 1))
    assert span("ever", began=None).period.last == dt.date(2026, 11, 30)
    assert analysis_spans.stored_start(span()) == dt.date(2026, 7, 1)


def test_the_file_holds_every_table_with_plain_numbers_and_no_formulas():
    shared = SharedIn(
        whole=Brought(1200, 30_000, 900_000),
        groups={
            "stream": {"7": Brought(1190, 29_990, 899_950), OTHERS: Brought(10, 10, 50)},
            "topic": {"8": Brought(3, 4, 6, 2, 1)},
            "time": {"1-09": Brought(1200, 30_000, 900_000)},
        },
    )
    written = write_table(table(shared, {(0, 8): 1234}, lambda dimension, key: "=HYPERLINK(1)" if key == "7" else key))
    rows = list(csv.reader(io.StringIO(written)))
    assert tuple(rows[0]) == HEADER
    assert {len(row) for row in rows} == {len(HEADER)}
    assert rows[1][:6] == ["all", "", "", "1200", "30000", "25.0000"]
    assert ["stream", "7", "'=HYPERLINK(1)", "1190", "29990"] in [row[:5] for row in rows]
    assert ["topic", "8", "8", "3", "4", "", "", "", "2", "1"] in rows, "too few shares for a rate"
    assert ["time", "1d09h", "1-09"] in [row[:3] for row in rows], "1-09 would become the ninth of January"
    assert rows[-1] == ["visits", "0d08h", "", "", "1234", "", "", "", "", ""]


def test_a_file_about_nothing_has_its_heading_only():
    assert list(table(SharedIn(), {}, lambda dimension, key: key)) == [HEADER]


@pytest.mark.parametrize("first", [0, 6, 9, 12, 15, 18, 21])
def test_parts_of_the_day_touch(first):
    from stemme.dashboard.views.analysis_words import part_name
    from stemme.stats.share_sums import PARTS

    begins, ends = part_name(first).split("–")
    assert begins == f"{first:02}:00"
    assert int(ends[:2]) in {*PARTS[1:], 0}
