"""The other end of making.py: one report on standard input, its file on standard output.

Started as ``python -m stemme.reports.child``. Titles of stories and names are other people's words, so what lays them
out has limits and no network: fonts and drawings come by the names below, every other address is refused.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from stemme.kit.apart import hold_to

CPU_SECONDS = 30
#: Laying out maps fonts and tables; a report of 100 divisions needs about half of it.
MEMORY_BYTES = 1536 * 1024 * 1024
_FONTS = Path(__file__).resolve().parents[1] / "ui/static/ui/fonts"
_FONT = re.compile(r"stemme-(?:sans|serif|serif-italic)\.woff2")
_TALKING = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")
#: Excel shows a workbook's own time; the report's day stands in it, so that the same data give the same bytes.
_FORMATS = {"count": "#,##0", "percent": "0.0%", "points": "+0.0;-0.0;0.0", "money": "#,##0", "times": "0.00"}


def main() -> None:
    """Set the limits, close the doors, then read what came."""
    hold_to(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    order = json.loads(sys.stdin.buffer.readline())
    body = json.loads(sys.stdin.buffer.read())
    try:
        made = _pdf(body) if order["do"] == "pdf" else _xlsx(body)
    except OSError as error:
        # cffi says so when Pango or HarfBuzz is not installed.
        if "library" not in str(error):
            raise
        sys.stdout.buffer.write(json.dumps({"missing": str(error).splitlines()[0]}).encode() + b"\n")
        return
    sys.stdout.buffer.write(b"{}\n" + made)


def _no_network(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(_TALKING):
        raise PermissionError(f"a report does not ask for {event}")


def _pdf(body: dict[str, Any]) -> bytes:
    from weasyprint import HTML  # type: ignore[import-untyped]
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # type: ignore[import-untyped]

    sys.addaudithook(_no_network)
    # The fonts' own time of change: the same for the same report, so that its bytes are the same.
    os.environ["SOURCE_DATE_EPOCH"] = str(int(dt.datetime.fromisoformat(f"{body['day']}T00:00:00+00:00").timestamp()))
    drawn: dict[str, str] = body["drawn"]

    class Ours(URLFetcher):  # type: ignore[misc]
        """Fonts and drawings of ours, and nothing else; what is refused is left out of the page."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """What the address stands for. Raises PermissionError for every other one."""
            place, _, name = url.removeprefix("ours:///").partition("/")
            if url.startswith("ours:///") and place == "fonts" and _FONT.fullmatch(name):
                return URLFetcherResponse(url, (_FONTS / name).read_bytes(), {"Content-Type": "font/woff2"})
            if url.startswith("ours:///") and place == "drawn" and name in drawn:
                kind = "text/css" if name.endswith(".css") else "image/svg+xml"
                return URLFetcherResponse(url, drawn[name].encode(), {"Content-Type": kind})
            raise PermissionError(f"not one of ours: {url}")

    page = HTML(string=body["html"], base_url="ours:///", url_fetcher=Ours())
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=body["identity"].encode())
    return made


def _xlsx(body: dict[str, Any]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    sheet = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(sheet, options) as book:
        book.set_properties(
            {"title": body["title"], "company": body["organisation"], "created": dt.datetime.fromisoformat(body["day"])}
        )
        styles = {unit: book.add_format({"num_format": form, "valign": "top"}) for unit, form in _FORMATS.items()}
        styles |= {
            "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "said": book.add_format({"font_color": "#4a5a63"}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}),
        }
        styles |= {
            f"total {unit}": book.add_format({"num_format": form, "bold": True, "top": 1})
            for unit, form in {**_FORMATS, "text": "@"}.items()
        }
        for number, one in enumerate(body["sheets"]):
            _fill(book.add_worksheet(one["name"]), one, styles, wide=number == len(body["sheets"]) - 1)
    return sheet.getvalue()


def _fill(page: Any, sheet: dict[str, Any], styles: dict[str, Any], *, wide: bool) -> None:
    row = 0
    for place, line in enumerate(line for line in sheet["above"] if line):
        page.write_string(row, 0, line, styles["said" if place else "title"])
        row += 1
    row += 1
    for column, label in enumerate(sheet["columns"]):
        page.write_string(row, column, label, styles["head"])
        page.set_column(column, column, 100 if wide and column else 34 if sheet["units"][column] == "text" else 16)
    page.freeze_panes(row + 1, 1)
    page.repeat_rows(row)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_landscape()
    for place, cells in enumerate(sheet["rows"]):
        units = [unit or sheet["row_units"][place] for unit in sheet["units"]]
        _line(page, row + 1 + place, cells, units, styles, "")
    if sheet["total"]:
        _line(page, row + 1 + len(sheet["rows"]), sheet["total"], sheet["units"], styles, "total ")


def _line(page: Any, row: int, cells: list[Any], units: list[str], styles: dict[str, Any], mark: str) -> None:
    for column, (cell, unit) in enumerate(zip(cells, units, strict=True)):
        style = styles[f"{mark}{unit}"]
        if cell is None:
            page.write_blank(row, column, None, style)
        elif isinstance(cell, str):
            page.write_string(row, column, cell, style)
        else:
            page.write_number(row, column, cell / 100 if unit == "percent" else cell, style)


if __name__ == "__main__":
    main()
