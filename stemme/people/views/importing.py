"""Importing people in three steps: choose a file, match its columns, check and import."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from stemme.kit.tables import Table, TableError, read_table
from stemme.people import actions, columns, roles, uploads, wording
from stemme.people.comparison import MOST_LEAVERS, Change, Plan
from stemme.people.forms import UploadForm
from stemme.people.gate import needs
from stemme.people.import_queries import plan_import
from stemme.people.roster import Finding, Roster
from stemme.people.samples import samples
from stemme.ui.responses import see_other

#: Rows of a list that the check shows; the rest is counted.
_SHOWN = 100


@needs(roles.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Step 1: choose a file."""
    now = timezone.now()
    if request.method != "POST":
        under_way = uploads.current(request, now=now)
        return render(request, "people/import_upload.html", {"form": UploadForm(), "under_way": under_way})
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            read_table(data)
        except TableError as error:
            form.add_error("file", wording.table_sentence(error.kind))
        else:
            uploads.keep(request, data, name=file.name or "", now=now)
            return see_other(reverse("people:import_columns"))
    return render(request, "people/import_upload.html", {"form": form}, status=422)


@needs(roles.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: HttpRequest) -> HttpResponse:
    """Step 2: match the columns."""
    under_way = uploads.current(request, now=timezone.now())
    if under_way is None:
        return _start_again(request)
    table = read_table(under_way.data())
    recognised = columns.recognise(table.rows)
    chosen = under_way.chosen
    if request.method == "POST":
        chosen = _chosen(request, recognised)
        uploads.choose(request, chosen)
    layout = columns.override(recognised, chosen)
    errors = []
    if layout.missing:
        errors.append(wording.missing_sentence(layout.missing))
    if layout.doubled:
        errors.append(wording.doubled_sentence(layout.doubled))
    if request.method == "POST" and not errors:
        return see_other(reverse("people:import_check"))
    context = {
        "upload": under_way,
        "table": table,
        "samples": samples(table.rows, layout),
        "choices": [(field, wording.field_name(field)) for field in (*columns.FIELDS, columns.IGNORED)],
        "errors": errors,
        "rows": sum(row.number > layout.header and not row.blank for row in table.rows),
    }
    return render(request, "people/import_columns.html", context, status=422 if request.method == "POST" else 200)


def _chosen(request: HttpRequest, recognised: columns.Layout) -> dict[int, str]:
    allowed = {*columns.FIELDS, columns.IGNORED}
    return {
        column.place: field
        for column in recognised.columns
        if (field := request.POST.get(f"column-{column.place}", "")) in allowed
    }


@needs(roles.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Step 3: see what would happen, then let it happen."""
    under_way = uploads.current(request, now=timezone.now())
    if under_way is None:
        return _start_again(request)
    table = read_table(under_way.data())
    layout = columns.override(columns.recognise(table.rows), under_way.chosen)
    if layout.missing or layout.doubled:
        return see_other(reverse("people:import_columns"))
    viewer = request.viewer  # type: ignore[attr-defined]
    keep = request.POST.get("missing") == "keep"
    roster, plan = plan_import(viewer.organisation_id, table.rows, layout, actor=viewer, keep_leavers=keep)
    problems = [*roster.problems, *plan.conflicts]
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _what_keeps_it(request, problems, plan)
        if not errors:
            return _import(request, plan)
    context = {**_check_context(under_way, table, roster, plan, problems), "keep": keep}
    return render(request, "people/import_check.html", {**context, "errors": errors}, status=422 if errors else 200)


def _what_keeps_it(request: HttpRequest, problems: list[Finding], plan: Plan) -> dict[str, str]:
    errors = {}
    if problems and request.POST.get("skip") != "on":
        errors["skip"] = _("Nothing was imported. Correct the rows in the file, or say that they may be left out.")
    if plan.too_many_leavers and request.POST.get("leavers", "").strip() != str(len(plan.leavers)):
        errors["leavers"] = _("Nothing was imported. Type the number to confirm that so many people have left.")
    return errors


def _import(request: HttpRequest, plan: Plan) -> HttpResponse:
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        done = actions.import_people(
            actor_id=viewer.person_id,
            organisation_id=viewer.organisation_id,
            plan=plan,
            now=timezone.now(),
            confirm_leavers=plan.too_many_leavers,
        )
    except actions.ImportRefusedError:
        messages.info(request, _("Somebody changed the people meanwhile. Nothing was imported; check once more."))
        return see_other(reverse("people:import_check"))
    uploads.drop(request)
    parts = [
        ngettext("%(number)s new person", "%(number)s new people", done.joined) % {"number": done.joined},
        _("%(number)s changed") % {"number": done.changed},
        _("%(number)s left") % {"number": done.left},
    ]
    messages.success(
        request, _("Imported: %(what)s. Nobody is told until you invite them.") % {"what": ", ".join(parts)}
    )
    return see_other(reverse("people:people"))


def _check_context(
    under_way: uploads.Upload, table: Table, roster: Roster, plan: Plan, problems: list[Finding]
) -> dict[str, Any]:
    def told(findings: list[Finding] | tuple[Finding, ...]) -> list[tuple[int, str]]:
        return [(finding.row, wording.sentence(finding)) for finding in findings[:_SHOWN]]

    others = [change for change in plan.changes if "team" not in change.fields and not change.returns]
    movers = [change for change in plan.movers if not change.returns]
    return {
        "upload": under_way,
        "table": table,
        "roster": roster,
        "plan": plan,
        "people": len(roster.entries) - len(plan.conflicts),
        "problems": told(problems),
        "problem_count": len(problems),
        "remarks": told(roster.remarks),
        "joiners": plan.joiners[:_SHOWN],
        "movers": _told_changes(movers),
        "mover_count": len(movers),
        "changed": _told_changes(others),
        "changed_count": len(others),
        "returning": _told_changes(plan.returning),
        "missing": plan.missing[:_SHOWN],
        "many_missing": len(plan.missing) > MOST_LEAVERS * plan.active_before,
        "kept": [*plan.kept_unreadable, *plan.kept_owners],
        "limit": _SHOWN,
    }


def _told_changes(changes: Sequence[Change]) -> list[tuple[Change, list[tuple[str, str, str]]]]:
    """Each change with its fields: name, before, after."""
    return [
        (change, [wording.changed(field, *pair) for field, pair in change.fields.items()])
        for change in changes[:_SHOWN]
    ]


def _start_again(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Choose a file first. An uploaded file is kept for one hour."))
    return see_other(reverse("people:import"))


@needs(roles.MANAGE_PEOPLE)
@require_POST
def cancel(request: HttpRequest) -> HttpResponse:
    """Stop the import and delete the file."""
    uploads.drop(request)
    return see_other(reverse("people:people"))
