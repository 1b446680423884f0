"""The style guide: every component in its states, on development and demo installations only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from stemme.ui import charts, icons
from stemme.ui.templatetags.ui import SCENES, percent
from stemme.ui.windows import House

COLOURS = (
    "bg",
    "surface",
    "sunken",
    "raised",
    "line",
    "line-strong",
    "text",
    "text-2",
    "text-3",
    "fjord",
    "fjord-soft",
    "lamp",
    "lamp-mark",
    "lamp-text",
    "lamp-soft",
    "moss",
    "moss-soft",
    "rowan",
    "rowan-soft",
    "heather",
    "heather-soft",
    "ink",
    "s1",
    "s2",
    "s3",
    "s4",
    "s5",
)
DIVISIONS = (
    House("Offshore wind", 148, 91),
    House("Hydropower", 164, 85),
    House("District heating", 118, 66),
    House("Grid", 172, 79),
    House("Customer service", 96, 61),
    House("Technology", 102, 49),
    House("People and finance", 60, 26),
)
STORIES = (31.2, 18.4, 27.9, 22.6, 16.1, 29.5, 24.8, 33.7, 20.3, 25.1, 19.6, 26.0)
WEEKS = (2, 0, 5, 9, 4, 12, 7, 9, 18, 24, 19, 11)


class _Sample(forms.Form):
    """Fields in their states."""

    title = forms.CharField(label="Label", help_text="A hint under the field.", initial="A value")
    note = forms.CharField(label="Longer words", widget=forms.Textarea, required=False)
    language = forms.ChoiceField(label="One of several", choices=[("nb", "Norsk"), ("de", "Deutsch")])
    address = forms.EmailField(label="With an error")
    quiet = forms.BooleanField(label="Check box", help_text="with a second line", required=False)


def styleguide(request: HttpRequest) -> HttpResponse:
    """All components. 404 on installations that people work with."""
    if not (settings.DEBUG or settings.DEMO):
        raise Http404
    form = _Sample({"title": "A value", "language": "nb", "address": "name@", "quiet": "on"})
    form.is_valid()
    context: dict[str, Any] = {
        "colours": COLOURS,
        "scenes": SCENES,
        "icons": sorted(file.stem for file in icons.FOLDER.glob("*.svg")),
        "form": form,
        "divisions": DIVISIONS,
        "page": Paginator(range(240), 10).page(7),
        **_charts(),
    }
    return render(request, "ui/styleguide.html", context)


# The gate (people/gate.py) stands above this app in the order of imports, so the mark is set by hand.
styleguide.gate = "open"  # type: ignore[attr-defined]


def _charts() -> dict[str, Any]:
    names = [f"Week {35 + i}" for i in range(len(WEEKS))]
    return {
        "line": charts.line_chart(
            names,
            WEEKS,
            marked=[value in {9, 18, 24, 19} and i > 5 for i, value in enumerate(WEEKS)],
            short_labels=[f"w{35 + i}" for i in range(len(WEEKS))],
        ),
        "trend": charts.line_chart(
            ["May", "June", "July", "August", "September", "October"],
            [41, 46, 52, 55, 63, 68],
            write=lambda value: percent(value / 100, 0),
            top=80,
            steps=2,
            short_labels=["May", "Jun", "Jul", "Aug", "Sep", "Oct"],
            show_peak=False,
        ),
        "bars": charts.bar_chart(
            [f"Story {i + 1}" for i in range(len(STORIES))],
            STORIES,
            benchmark=22.1,
            write=lambda value: percent(value / 100),
            write_axis=lambda value: percent(value / 100, 1 if value % 1 else 0),
            write_short=lambda value: f"{value:.1f}",
        ),
        "split": charts.split_bar(2052, 4360),
        "heat": charts.heat(
            ["07", "08", "09", "10", "11", "12"],
            {"Mon": [14, 32, 30, 18, 20, 38], "Tue": [30, 82, 64, 36, 30, 46], "Wed": [20, 44, 38, 22, 24, 40]},
            write=lambda value: f"{value:g}",
        ),
    }
