"""A report as a file. Laid out in a process apart, without network and with limits on time and memory."""

from __future__ import annotations

import hashlib
import json
import re

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from stemme.kit.apart import ask
from stemme.kit.tables import write_table
from stemme.reports import drawing, written
from stemme.reports.book import sheets
from stemme.reports.report import Report, tidy
from stemme.stats.involvement import STORY_BENCHMARK
from stemme.ui.templatetags.ui import percent

_CHILD = "stemme.reports.child"
_WALL_SECONDS = 60.0
#: Fjord, as the tokens have it by day, for an organisation without a colour of its own.
_OURS = "#1b5a72"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
#: Debian's packages with what WeasyPrint lays out with.
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class MakingError(Exception):
    """The file could not be made within its limits."""


class LibraryMissingError(MakingError):
    """The computer lacks a library that paper needs; LIBRARIES says what to install."""


def csv(report: Report) -> bytes:
    """One line a figure, for programs; no cell that a spreadsheet would run."""
    return write_table(tidy(report)).encode()


def xlsx(report: Report) -> bytes:
    """A workbook. Raises MakingError."""
    with translation.override(report.language):
        words = (
            _("Overview"), _("How it is counted"), _("Figure"), _("Value"), _("Measured against"), _("What"), _("How"),
        )  # fmt: skip
        body = {
            "sheets": sheets(report, words=words),
            "title": f"{report.title}, {report.period}",
            "organisation": report.organisation,
            "day": report.day.isoformat(),
        }
    return _made("xlsx", body)


def pdf(report: Report) -> bytes:
    """Sheets of A4. Raises LibraryMissingError, MakingError."""
    html, drawn = laid_out(report)
    identity = hashlib.sha256(html.encode() + drawn["paper.css"].encode()).hexdigest()[:32]
    return _made("pdf", {"html": html, "drawn": drawn, "identity": identity, "day": report.day.isoformat()})


def laid_out(report: Report) -> tuple[str, dict[str, str]]:
    """The paper as HTML, and its style sheet and drawings by name."""
    accent = report.accent if _COLOUR.fullmatch(report.accent) else _OURS
    with translation.override(report.language):
        drawn: dict[str, str] = {"paper.css": render_to_string("reports/paper.css", {"accent": accent})}
        if report.bars:
            benchmark = _("Benchmark %(rate)s") % {"rate": percent(STORY_BENCHMARK / 100)}
            drawn["stories.svg"] = drawing.bars(
                report.bars, benchmark=STORY_BENCHMARK, words=benchmark, accent=accent, write=lambda v: percent(v / 100)
            )
        context = {
            "report": report,
            "tiles": written.tiles(report),
            "sections": written.sections(report),
            "drawn": bool(report.bars),
        }
        return render_to_string("reports/paper.html", context), drawn


def _made(what: str, body: object) -> bytes:
    answer, made = ask(_CHILD, {"do": what}, json.dumps(body).encode(), wall_seconds=_WALL_SECONDS)
    if answer is None:
        raise MakingError(what)
    if "missing" in answer:
        raise LibraryMissingError(answer["missing"])
    return made
