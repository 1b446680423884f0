"""/settings/outcomes/import/: reading outcomes from a file, in two steps: see what it would bring, then let it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.kit.tables import TableError, read_table, write_table
from stemme.outcomes.doors import file_actions, file_reading, file_wording
from stemme.outcomes.doors.file_queries import OTHER, OUTSIDE, UNKNOWN, Plan, plan_file
from stemme.outcomes.doors.forms import FileForm
from stemme.outcomes.jobs import take_portion
from stemme.outcomes.queries import goals
from stemme.people import uploads
from stemme.people.gate import needs, viewer_of
from stemme.people.roles import LEAD_PROGRAMME
from stemme.ui.responses import see_other

#: Where the session keeps which file is under way; people's imports have another place.
_SLOT = "outcomes_import"
#: Lines with problems that the page shows; the file to take along has all of them.
_SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
def choose(request: HttpRequest) -> HttpResponse:
    """Step 1: choose a file."""
    if request.method != "POST":
        return _choose_page(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        file, now = form.cleaned_data["file"], timezone.now()
        data = file.read()
        try:
            plan_file(viewer_of(request).organisation_id, read_table(data), now=now)
        except TableError as error:
            form.add_error("file", file_wording.table_sentence(error.kind))
        except file_reading.ColumnsError as error:
            form.add_error("file", file_wording.columns_sentence(error.missing, error.twice))
        else:
            uploads.keep(request, data, name=file.name or "", now=now, slot=_SLOT)
            return see_other(reverse("outcomes:import_check"))
    return _choose_page(request, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
def check(request: HttpRequest) -> HttpResponse:
    """Step 2: what the file would bring; POST lets it."""
    under_way, plan = _planned(request)
    if under_way is None or plan is None:
        messages.info(request, _("Choose a file first. An uploaded file is kept for one hour."))
        return see_other(reverse("outcomes:import"))
    if request.method == "POST" and plan.new:
        return _import(request, plan)
    context = {
        "upload": under_way,
        "new": len(plan.new),
        "same": plan.same,
        "other": plan.number(OTHER),
        "unknown": plan.number(UNKNOWN),
        "outside": plan.number(OUTSIDE),
        "wrong": plan.wrong,
        "left_out": [(line.number, file_wording.sentence(line.problem)) for line in plan.left_out[:_SHOWN]],
        "left_out_count": len(plan.left_out),
        "limit": _SHOWN,
        "later": len(plan.new) > file_actions.AT_ONCE,
    }
    return render(request, "outcomes/import_check.html", context)


@require_safe
@needs(LEAD_PROGRAMME)
def left_out(request: HttpRequest) -> HttpResponse:
    """The lines that would be left out, with why, to be corrected and brought again."""
    under_way, plan = _planned(request)
    if under_way is None or plan is None:
        return see_other(reverse("outcomes:import"))
    heading = next((row.cells for row in read_table(under_way.data()).rows if not row.blank), ())
    lines = [(str(line.number), file_wording.sentence(line.problem), *line.cells) for line in plan.left_out]
    return _as_file([(_("Row"), _("What is wrong, and what to do"), *heading), *lines], "left-out.csv")


@require_safe
@needs(LEAD_PROGRAMME)
def template(request: HttpRequest) -> HttpResponse:
    """An empty file with the headings and one line as an example."""
    viewer = viewer_of(request)
    now = timezone.now()
    key = next((goal.key for goal in goals(viewer.organisation_id, on=viewer.today(now))), "leads")
    yesterday = viewer.today(now) - dt.timedelta(days=1)
    example = ("0123456789abcdefghijkl", "order-1001", key, f"{yesterday.isoformat()} 09:30", "1200.00", "NOK")
    return _as_file([file_reading.FIELDS, example], "outcomes.csv")


@require_POST
@needs(LEAD_PROGRAMME)
def cancel(request: HttpRequest) -> HttpResponse:
    """Stop and delete the file."""
    uploads.drop(request, slot=_SLOT)
    return see_other(reverse("outcomes:import"))


def _planned(request: HttpRequest) -> tuple[uploads.Upload | None, Plan | None]:
    now = timezone.now()
    under_way = uploads.current(request, now=now, slot=_SLOT)
    if under_way is None:
        return None, None
    return under_way, plan_file(viewer_of(request).organisation_id, read_table(under_way.data()), now=now)


def _import(request: HttpRequest, plan: Plan) -> HttpResponse:
    done = file_actions.import_lines(actor=viewer_of(request), lines=plan.new, task=take_portion, now=timezone.now())
    uploads.drop(request, slot=_SLOT)
    number = len(plan.new)
    if done:
        said = ngettext("%(number)s outcome was read.", "%(number)s outcomes were read.", number)
    else:
        said = ngettext(
            "%(number)s outcome is being read. That takes some minutes; you need not wait.",
            "%(number)s outcomes are being read. That takes some minutes; you need not wait.",
            number,
        )
    messages.success(request, said % {"number": number})
    return see_other(reverse("outcomes:import"))


def _choose_page(request: HttpRequest, form: FileForm, *, status: int = 200) -> HttpResponse:
    viewer = viewer_of(request)
    context: dict[str, Any] = {
        "form": form,
        "under_way": uploads.current(request, now=timezone.now(), slot=_SLOT),
        "goals": goals(viewer.organisation_id, on=viewer.today(timezone.now())),
    }
    return render(request, "outcomes/import.html", context, status=status)


def _as_file(rows: list[tuple[str, ...]], name: str) -> HttpResponse:
    # With the mark at its start, by which spreadsheets know that it is UTF-8.
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + write_table(rows), content_type="text/csv; charset=utf-8", headers=headers)
