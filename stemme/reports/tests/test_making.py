"""Files of a report: text stays text whatever it says, numbers are numbers, nothing is fetched, bytes repeat."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import shutil
import subprocess
import zlib
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from stemme.kit.apart import ask
from stemme.reports import making
from stemme.reports.report import (
    COUNT,
    MONEY,
    PERCENT,
    POINTS,
    TEXT,
    Column,
    Note,
    Report,
    Section,
    Tile,
)

HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "\t=1+1", "\r=1+1", "=DDE(\"cmd\";\"/C calc\";\"x\")",
    "{=1+1}", "＝1+1", "https://evil.example/", "internal:Sheet1!A1", "1234", "<b>bold</b>", "0x1F",
)  # fmt: skip


def made(names: tuple[str, ...] = HOSTILE, language: str = "de") -> Report:
    columns = (Column("division", "Division", TEXT), Column("people", "People"), Column("rate", "Rate", PERCENT),
               Column("change", "Change", POINTS))  # fmt: skip
    return Report(
        organisation="=Nordlys", accent="#8a1c4a", language=language, currency="NOK", key="month-2026-10-01",
        title="Report", period="October 2026", day=dt.date(2026, 11, 2), lead="@lead",
        tiles=(Tile("worth", "+Value", Decimal("84000.50"), MONEY, "-note"), Tile("visitors", "Visitors", 1240, COUNT)),
        bars=tuple((name, 10.0 + place) for place, name in enumerate(names)),
        sections=(Section("division", "By division", "=note", columns, tuple((n, 10, 50.5, -1.2) for n in names),
                          ("All", 99, 50.5, None)),),
        notes=(Note("=How", "+so"),),
    )  # fmt: skip


def test_no_text_becomes_a_formula_or_a_link_in_the_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(making.xlsx(made())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    # openpyxl reads a carriage return as the escape that Excel writes for it.
    assert set(HOSTILE) - {"\r=1+1"} <= texts and {"=Nordlys", "@lead", "+Value", "-note", "=note", "+so"} <= texts


def test_numbers_are_numbers_with_a_format_of_their_kind_and_headers_stay() -> None:
    book = openpyxl.load_workbook(io.BytesIO(making.xlsx(made(("Grid",)))))
    first, division, notes = book.worksheets
    assert division["B5"].value == 10 and division["B5"].number_format == "#,##0"
    assert division["C5"].value == pytest.approx(0.505) and division["C5"].number_format == "0.0%"
    assert division["D5"].value == -1.2 and division["D6"].value is None and division["B6"].value == 99
    assert division.freeze_panes == "B5" and first["B6"].value == 84000.5 and notes["A4"].value == "=How"


def test_the_table_is_guarded_and_its_figures_are_plain() -> None:
    lines = making.csv(made()).decode().splitlines()
    assert lines[0] == '"period","subject","measure","value","unit"'
    assert '"month-2026-10-01","all","worth","84000.50","NOK"' in lines
    assert not [line for line in lines for cell in re.findall('"([^"]*)"', line) if cell[:1] in set("=+-@\t\r")]


def test_paper_has_our_fonts_pages_a_title_and_is_tagged() -> None:
    paper = making.pdf(made())
    assert paper == making.pdf(made())
    document = pypdfium2.PdfDocument(paper)
    try:
        assert len(document) == 2 and document.get_metadata_dict()["Title"] == "=Nordlys: Report, October 2026"
        width, height = document[0].get_size()
        assert (round(width), round(height)) == (595, 842)
        text = document[1].get_textpage().get_text_bounded()
        assert "=cmd|' /C calc'!A0" in text and "2 / 2" in text and "<b>bold</b>" in text
    finally:
        document.close()
    # Most objects lie in compressed streams.
    found = re.findall(rb"stream\n(.*?)\nendstream", paper, re.DOTALL)
    inside = b"".join(zlib.decompressobj().decompress(part) for part in found if part[:1] == b"x") + paper
    assert b"Stemme-Sans" in inside and b"/MarkInfo" in inside and b"/StructTreeRoot" in inside


def test_workbook_bytes_repeat() -> None:
    assert making.xlsx(made()) == making.xlsx(made())


def test_paper_fetches_nothing(tmp_path: Path) -> None:
    """A picture on this computer and one of the network are refused; the page is made without them."""
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">SECRET</text></svg>')
    html = f'<p>Here</p><img src="{secret.as_uri()}"><img src="http://127.0.0.1:9/x.png"><img src="ours:///fonts/../x">'
    body = {"html": f"<title>x</title>{html}", "drawn": {}, "identity": "x", "day": "2026-11-02"}
    answer, paper = ask("stemme.reports.child", {"do": "pdf"}, json.dumps(body).encode(), wall_seconds=30)
    assert answer == {}
    document = pypdfium2.PdfDocument(paper)
    try:
        assert document[0].get_textpage().get_text_bounded().strip() == "Here"
    finally:
        document.close()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_sees_text(tmp_path: Path) -> None:  # pragma: no cover - only where it is installed
    file = tmp_path / "report.xlsx"
    file.write_bytes(making.xlsx(made()))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless"]
    subprocess.run([*command, "--convert-to", "fods", "--outdir", str(tmp_path), str(file)], check=True, timeout=90)
    assert "table:formula" not in (tmp_path / "report.fods").read_text()
