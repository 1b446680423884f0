"""How spreadsheets write amounts, days and headings, and what we make of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stemme.kit.tables import read_table
from stemme.outcomes.doors.amounts import AmountError, amount
from stemme.outcomes.doors.file_reading import ColumnsError, read_lines
from stemme.outcomes.doors.moments import MomentError, moment, month_comes_first

OSLO = ZoneInfo("Europe/Oslo")
NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
GOALS = {"leads": "leads", "kvalifisertlead": "leads"}


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1200", "1200"), ("1 200,50", "1200.50"), ("1\xa0200", "1200"), ("1.200,50", "1200.50"), ("0,5", "0.5"),
     ("1,200.50", "1200.50"), ("1.234.567", "1234567"), ("1'234.50", "1234.50"), ("1.234.567,8", "1234567.8")],
)  # fmt: skip
def test_amounts_are_read_as_they_are_meant(written: str, meant: str) -> None:
    assert amount(written) == Decimal(meant)


@pytest.mark.parametrize(
    "written", ["1,200", "1.200", "0,500", "-5", "abc", "1,2,3", "1,200,50", "1.20.000", "12,3456", "٣", "1e9", "=1+1"]
)
def test_no_amount_is_guessed(written: str) -> None:
    with pytest.raises(AmountError):
        amount(written)


@given(written=some.text(max_size=20) | some.from_regex(r"[\d ., ]{0,16}", fullmatch=True))
def test_every_amount_is_one_or_refused(written: str) -> None:
    try:
        found = amount(written)
    except AmountError:
        return
    assert found is None or found >= 0


@given(cents=some.integers(0, 10**12))
def test_amounts_come_back_as_they_were_written(cents: int) -> None:
    for sign, thousands in ((",", "."), (",", " "), (".", ","), (".", "")):
        written = f"{cents // 100:,}".replace(",", thousands) + sign + f"{cents % 100:02}"
        assert amount(written) == Decimal(cents) / 100


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-20 09:30", "2026-11-20T08:30:00+00:00"),
        ("2026-11-20T09:30:00Z", "2026-11-20T09:30:00+00:00"),
        ("20.11.2026 09:30", "2026-11-20T08:30:00+00:00"),
        ("20.11.26 9.30", "2026-11-20T08:30:00+00:00"),
        ("20-11-2026", "2026-11-20T22:59:59+00:00"),
        ("20/11/2026", "2026-11-20T22:59:59+00:00"),
        ("23.11.2026", "2026-11-23T08:00:00+00:00"),
    ],
)
def test_days_are_read_as_they_are_meant(written: str, meant: str) -> None:
    """A day without a time is its end, since the click may have been on the same day; today's end is now."""
    found = moment(written, zone=OSLO, now=NOW)
    assert found is not None and found.astimezone(dt.UTC).isoformat() == meant


def test_american_days_are_known_by_those_that_can_be_nothing_else() -> None:
    assert month_comes_first(["11/03/2026", "11/23/2026"])
    assert not month_comes_first(["11/03/2026", "23/11/2026", "11/23/2026"])
    assert not month_comes_first(["11/03/2026"])
    found = moment("11/20/2026", zone=OSLO, american=True, now=NOW)
    assert found is not None and found.date() == dt.date(2026, 11, 20)


@pytest.mark.parametrize("written", ["yesterday", "32.11.2026", "45678", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(MomentError):
        moment(written, zone=OSLO, now=NOW)


def read(text: str | bytes) -> list[object]:
    data = text if isinstance(text, bytes) else text.encode()
    lines = read_lines(read_table(data).rows, zone="Europe/Oslo", goals=GOALS, now=NOW)
    return [(line.number, line.problem or line.event) for line in lines]


def test_a_file_of_excel_in_norwegian_is_understood() -> None:
    text = "\ufeffNavn;Klikk-ID;Ordrenummer;Mål;Dato;Beløp;Valuta\r\n"
    text += "Kari;abc;17;Kvalifisert lead;20.11.2026;1 200,50;nok\r\n;;;;;;\r\n"
    for data in (text.encode(), text.encode("utf-16"), text.removeprefix("\ufeff").encode("cp1252")):
        (number, event), = read(data)  # fmt: skip
        assert number == 2
        assert (event.goal, event.event_id, event.click_ids) == ("leads", "17", ("abc",))
        assert (event.value, event.currency) == (Decimal("1200.50"), "NOK")


def test_the_same_line_is_known_again_however_it_is_written() -> None:
    heading = "stemme_click,event_id,goal,value\n"
    one, two = (read(heading + line)[0][1].body for line in ("b a,7,leads,1200\n", '"a,b",7,Leads,"1.200,00"\n'))
    assert one == two
    assert read(heading + "a b,7,leads,1201\n")[0][1].body != one


def test_what_is_wrong_has_the_number_of_its_line() -> None:
    found = read(
        "goal,event_id,stemme_click,occurred_at,value\nleads,1,,,\nleads,,a,,\nnothing,3,a,,\nleads,4,a,soon,\n"
        "leads,5,a,,1.200\nleads,6\nleads,'=7,a,,\n"
    )
    assert found[:6] == [
        (2, "click_id"), (3, "event_id"), (4, "goal_unknown"), (5, "occurred_at"), (6, "value"), (7, "click_id"),
    ]  # fmt: skip
    assert found[6][1].event_id == "=7"


@pytest.mark.parametrize(
    ("heading", "missing", "twice"),
    [("goal,event_id", ("stemme_click",), ()), ("a,b", ("stemme_click", "event_id", "goal"), ()),
     ("goal,click,event,Order ID", (), ("event_id",))],
)  # fmt: skip
def test_a_file_without_its_columns_is_told_which(heading: str, missing: object, twice: object) -> None:
    with pytest.raises(ColumnsError) as error:
        read(f"{heading}\n1,2,3,4\n")
    assert (error.value.missing, error.value.twice) == (missing, twice)
