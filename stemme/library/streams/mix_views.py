"""The mix: how much is about ourselves, what colleagues said no to, and how it is worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateformat import format as in_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stemme.journal import facts
from stemme.journal.actions import record_taken
from stemme.kit.tables import write_table
from stemme.library.streams import mix, mix_queries
from stemme.library.streams.declines import REASONS
from stemme.library.streams.mix_chart import mix_chart
from stemme.library.streams.mix_queries import StreamMix
from stemme.library.streams.reason_words import in_words
from stemme.people import queries as people
from stemme.people.gate import needs, open_to_all
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer

STORIES = 10


@require_safe
@needs(WRITE_STORIES)
@in_office_time
def mix_page(request: HttpRequest) -> HttpResponse:
    """Own against external stories per stream and month, the megaphone index, and why colleagues said no."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    own, now = viewer.streams_for(WRITE_STORIES), timezone.now()
    months, rows = mix_queries.by_month(viewer, own, now=now)
    asked = request.GET.get("stream", "")
    chosen = next((row for row in rows if str(row.id) == asked), None)
    shown = chosen or (rows[0] if len(rows) == 1 else mix_queries.all_of(rows, _("All streams")) if rows else None)
    stories = mix_queries.declined_stories(viewer, own, now=now)
    context = {
        "rows": rows,
        "chosen": chosen,
        "shown": shown,
        "declined": [
            (row, in_words(row.declined)) for row in rows if row.declined and (chosen is None or row == chosen)
        ],
        "helps": in_words(shown.declined) if shown else [],
        "stories": [
            (story, in_words(story.reasons)) for story in stories if chosen is None or story.stream_id == chosen.id
        ][:STORIES],
        "floor": people.organisation(viewer.organisation_id).group_floor,
        "recent": mix.RECENT,
        "fewest": mix.FEWEST,
        **(_drawn(months, shown) if shown else {}),
    }
    return render(request, "library/mix.html", context)


@require_safe
@needs(WRITE_STORIES)
def mix_table(request: HttpRequest) -> HttpResponse:
    """Every stream and month as a CSV file, numbers as programs read them."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    months, rows = mix_queries.by_month(viewer, viewer.streams_for(WRITE_STORIES), now=now)
    record_taken(
        facts.FIGURES_EXPORTED, organisation_id=viewer.organisation_id, actor_id=viewer.person_id, at=now, table="mix"
    )
    response = HttpResponse(write_table(_table(months, rows)), content_type="text/csv; charset=utf-8")
    name = f"{viewer.organisation_slug}-mix-{viewer.today(now)}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@open_to_all
def mix_how(request: HttpRequest) -> HttpResponse:
    """How the mix and the megaphone index are worked out, with the numbers the code works with."""
    context = {
        "default": mix.DEFAULT_OUTSIDE,
        "advised": mix.ADVISED_OUTSIDE,
        "recent": mix.RECENT,
        "months": mix.MONTHS,
        "fewest": mix.FEWEST,
        "prior_stories": mix.PRIOR_STORIES,
        "prior_noes": mix.PRIOR_NOES,
    }
    return render(request, "library/mix_how.html", context)


def _drawn(months: Sequence[dt.date], shown: StreamMix) -> dict[str, Any]:
    labels = [in_format(month, "M") for month in months]
    return {
        "target_share": shown.target / 100,
        "chart": mix_chart(labels, shown.months, target=shown.target),
        "by_month": list(zip((in_format(month, "F Y") for month in months), shown.months, strict=True)),
    }


def _table(months: Sequence[dt.date], rows: Sequence[StreamMix]) -> list[list[str]]:
    heading = ["stream", "month", "own", "outside", "outside_share", "target_share"]
    return [
        heading,
        *(
            [
                row.name,
                f"{month:%Y-%m}",
                str(told.own),
                str(told.outside),
                "" if told.outside_share is None else f"{told.outside_share:.4f}",
                f"{row.target / 100:.2f}",
            ]
            for row in rows
            for month, told in zip(months, row.months, strict=True)
        ),
        [],
        ["stream", "reason", "people"],
        *(
            [row.name, reason, str(row.declined[reason])]
            for row in rows
            for reason in REASONS
            if reason in row.declined
        ),
    ]
