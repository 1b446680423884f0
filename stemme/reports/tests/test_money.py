"""Value and cost in a report: the funnel's figures, each with how it is worked out, and media value never summed."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone

from stemme.outcomes.crediting import ALL
from stemme.outcomes.models import Goal, OutcomeTally
from stemme.outcomes.value.actions import add_cost, agree, set_price, switch_media_value_off
from stemme.outcomes.value.value import LICENCE, Range
from stemme.people.models import Organisation
from stemme.people.queries import viewer
from stemme.reports import actions, contents, making
from stemme.reports.report import Report, Section
from stemme.reports.stretches import Stretch, month_of
from stemme.reports.tests.test_making import HOSTILE
from stemme.stats.models import Tally
from tests.stage import make_history

WHOLE = 1_000_000
FORMULA = "=cmd|' /C calc'!A0"


@pytest.fixture
def lea(cast: SimpleNamespace) -> Any:
    return viewer(cast.lea.id, scope="employee")


@pytest.fixture
def worth(cast: SimpleNamespace, lea: Any) -> Stretch:
    """The running month: twelve conversions of 800, a licence of 1000 with a name that looks like a formula, prices."""
    make_history(cast)
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=5)
    now = timezone.now()
    stretch = Stretch("month", month_of(now.date()), running=True)
    first = stretch.period.first
    goal = Goal.objects.create(
        organisation=cast.nordlys, name=FORMULA, kind="lead", key="leads", value=800, first_day=first
    )
    for grain in ("day", "month"):
        OutcomeTally.objects.create(
            organisation_id=cast.nordlys.id, goal=goal, model=goal.model, dimension=ALL, grain=grain, start=first,
            key=0, conversions=12 * WHOLE, value=9600 * WHOLE,
        )  # fmt: skip
    said = {"agreed_with": "Finance", "agreed_on": dt.date(2026, 9, 3), "minutes_per_share": Decimal(3)}
    agree(actor=lea, currency="NOK", hour_cost=Decimal(600), now=now, **said)
    line = {"kind": LICENCE, "label": FORMULA, "amount": Decimal(1000), "hours": None, "first_month": first}
    add_cost(actor=lea, line=line, now=now)
    each = Range(Decimal(10), Decimal("12.5"), Decimal(20))
    set_price(actor=lea, channel="linkedin", each=each, source=FORMULA, dated=first, now=now)
    here = {"organisation_id": cast.nordlys.id, "dimension": "channel", "start": first}
    Tally.objects.filter(organisation_id=cast.nordlys.id, dimension="channel").delete()
    for grain in ("day", "month"):
        Tally.objects.create(**here, grain=grain, key=1, clicks=50, visitors=40)
    return stretch


def _report(cast: SimpleNamespace, stretch: Stretch, language: str = "en") -> Report:
    return contents.report_of(cast.nordlys.id, stretch, language=language, now=timezone.now())


def _section(report: Report, key: str) -> Section:
    return next(section for section in report.sections if section.key == key)


def test_each_line_says_how_it_is_worked_out(cast: SimpleNamespace, worth: Stretch) -> None:
    report = _report(cast, worth)
    value, cost = _section(report, "value"), _section(report, "cost")
    assert value.rows == ((FORMULA, "12 × NOK\xa0800", Decimal(9600)),)
    assert value.note == "Agreed with Finance on 3 September 2026."
    assert value.total[-1] == 9600 and cost.total[-1] == sum(row[-1] for row in cost.rows)
    assert cost.rows[0][:2] == (f"Licence: {FORMULA}", "as agreed per month")
    sharing = cost.rows[1]
    assert str(sharing[0]).startswith("Colleagues") and "3 minutes for each share" in str(sharing[1])
    assert "× NOK 600" in str(sharing[1]).replace("\xa0", " ")
    tile = next(tile for tile in report.tiles if tile.key == "value_for_each")
    assert tile.value == round(Decimal(9600) / cost.total[-1], 2) and "9,600 for" in tile.note.replace("\xa0", " ")


def test_media_value_is_a_range_in_no_sum_and_leaves_when_switched_off(
    cast: SimpleNamespace, worth: Stretch, lea: Any
) -> None:
    media = _section(_report(cast, worth), "media")
    assert media.rows[0][2:] == (400, 500, 800) and media.total[2:] == (400, 500, 800)
    assert media.rows[0][1].startswith(f"40 visitors × 10.00, 12.50, 20.00 ({FORMULA}, ")
    assert switch_media_value_off(actor=lea, now=timezone.now())
    off = _report(cast, worth)
    assert "media" not in {section.key for section in off.sections} and _section(off, "value").total[-1] == 9600
    for made in (making.csv(off), making.laid_out(off)[0].encode()):
        assert b"12.50" not in made and b"media" not in made


def test_without_agreement_there_is_no_money(cast: SimpleNamespace) -> None:
    make_history(cast)
    report = _report(cast, Stretch("month", month_of(timezone.now().date()), running=True))
    assert not {"value", "cost", "media"} & {section.key for section in report.sections} and not report.currency
    assert "value_for_each" not in {tile.key for tile in report.tiles}


def test_the_same_money_in_table_workbook_paper_page_and_link(
    cast: SimpleNamespace, worth: Stretch, lea: Any, let_in: Any
) -> None:
    client = let_in(cast.ana)
    rows = list(csv.DictReader(io.StringIO(client.get(f"/reports/{worth.key}.csv").content.decode("utf-8-sig"))))
    found = {(row["subject"].split(":")[0], row["measure"]): (row["value"], row["unit"]) for row in rows}
    assert found["value", "value"][1] == "NOK" and Decimal(found["value", "value"][0]) == 9600
    assert Decimal(found["media", "high"][0]) == 800
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/reports/{worth.key}.xlsx").content))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert book["Value"]["C5"].value == 9600 and book["Value"]["A5"].value == FORMULA
    paper = pypdfium2.PdfDocument(client.get(f"/reports/{worth.key}.pdf").content)
    told = "".join(page.get_textpage().get_text_range() for page in paper)
    token = actions.make_link(actor=lea, label="Board", stretch=worth, language="en", days=3, now=timezone.now())
    page, link = client.get(f"/reports/{worth.key}/"), Client().get(f"/report/{token}/")
    for text in (told, page.content.decode(), link.content.decode()):
        plain = text.replace("\xa0", " ").replace("&nbsp;", " ")
        assert "NOK 9,600" in plain and "12 × NOK 800" in plain and "Bought as clicks elsewhere" in plain


@pytest.mark.parametrize("text", HOSTILE)
def test_a_table_of_text_columns_is_never_run(text: str) -> None:
    """Text beside the first column is guarded as well: names of costs and sources are other people's words."""
    from stemme.reports.report import MONEY, TEXT, Column, Note, Tile

    columns = (Column("a", text, TEXT), Column("b", text, TEXT), Column("c", "Sum", MONEY))
    report = Report(
        organisation=text, accent="", language="en", currency="NOK", key="month-2026-10-01", title=text, period="",
        day=dt.date(2026, 11, 2), lead=text, tiles=(Tile("x", text, 1, MONEY, text),), bars=(),
        sections=(Section("cost", "Cost", text, columns, ((text, text, 5),), (text, text, 5)),),
        notes=(Note(text, text),),
    )  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(making.xlsx(report)))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"} and not [cell for cell in cells if cell.hyperlink]
    for line in csv.reader(io.StringIO(making.csv(report).decode("utf-8-sig"))):
        assert not [cell for cell in line if cell[:1] in set("=+-@\t\r")]
