"""Actions on many people: first a page that says whom they reach and what happens, then the button, then undoing."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from stemme.kit.tables import write_table
from stemme.people import actions, bulk_queries, bulk_session, list_filters, queries, roles
from stemme.people.access import people_to_invite
from stemme.people.actions import bulk
from stemme.people.bulk_queries import ACTS, DEACTIVATE, EXPORT, INVITE, MOVE, REMIND, Reached, Selection
from stemme.people.gate import after_step_up, needs
from stemme.people.name_queries import names
from stemme.people.viewer import Viewer
from stemme.people.views.answers import too_many
from stemme.people.views.people import team_label
from stemme.people.wording import field_name
from stemme.ui.responses import see_other

#: The columns of the export, in the order of list_queries.export_rows.
EXPORTED = ("external_id", "given_name", "family_name", "email", "division", "team", "title", "place", "language")
#: Names that the confirmation shows.
_SHOWN = 12


@needs(roles.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def change_many(request: HttpRequest) -> HttpResponse:
    """Invite, remind, move or take off the list: whom, how many, what happens; and with POST, do it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    sent = request.POST if request.method == "POST" else request.GET
    act, now = sent.get("act", ""), timezone.now()
    if act == EXPORT and request.method != "POST":
        return see_other(f"{reverse('people:export')}?{sent.urlencode()}")
    selection = _selection(viewer, sent)
    if act not in ACTS or not (selection.everybody or selection.person_ids):
        messages.info(request, _("Choose at least one person first."))
        return see_other(_list_address(selection))
    team_id = _team_to(viewer, sent) if act == MOVE else None
    reached = bulk_queries.reached(viewer, act, selection, now=now, team_id=team_id)
    if request.method != "POST":
        return _ask(request, act, selection, reached, team_id)
    if act == MOVE and team_id is None:
        return _ask(request, act, selection, reached, team_id, error=_("Choose the team."))
    if sent.get("count") != str(_told(act, reached)):
        error = _("The list has changed meanwhile. Nothing was done; look at the number once more.")
        return _ask(request, act, selection, reached, team_id, error=error)
    try:
        _do(request, viewer, act, reached, team_id, now)
    except actions.LastOwnerError:
        return _ask(request, act, selection, reached, team_id, error=_("An owner has to stay. Nothing was done."))
    return see_other(_list_address(selection))


def _do(request: HttpRequest, viewer: Viewer, act: str, reached: Reached, team: int | None, now: dt.datetime) -> None:
    ids = reached.person_ids
    if act == INVITE:
        done = bulk.invite_people(actor=viewer, person_ids=ids, now=now)
        words = ngettext("%(number)s invitation is on its way.", "%(number)s invitations are on their way.", done)
    elif act == REMIND:
        done = bulk.remind_people(actor=viewer, person_ids=ids, now=now)
        words = ngettext("%(number)s reminder is on its way.", "%(number)s reminders are on their way.", done)
    elif act == MOVE:
        done = bulk.move_people(actor=viewer, person_ids=ids, team_id=team or 0, now=now)
        words = ngettext("%(number)s person moved.", "%(number)s people moved.", done)
    else:
        done = bulk.deactivate_people(actor=viewer, person_ids=ids, now=now)
        words = ngettext("%(number)s person is off the list.", "%(number)s people are off the list.", done)
    if act in {MOVE, DEACTIVATE} and done:
        bulk_session.remember(request, act, at=now, number=done)
    messages.success(request, words % {"number": done})


def _ask(
    request: HttpRequest, act: str, selection: Selection, reached: Reached, team_id: int | None, *, error: str = ""
) -> HttpResponse:
    """The page that says whom the action reaches."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    teams = queries.teams_looked_after(viewer) if act == MOVE else []
    context = {
        "act": act,
        "selection": selection,
        "reached": reached,
        "number": _told(act, reached),
        "names": names(viewer.organisation_id, reached.person_ids[:_SHOWN]),
        "more": max(0, len(reached.person_ids) - _SHOWN),
        "teams": [(team.id, team_label(team)) for team in teams],
        "team_id": team_id,
        "error": error,
        "back": _list_address(selection),
    }
    return render(request, "people/bulk.html", context, status=422 if error else 200)


def _told(act: str, reached: Reached) -> int:
    """The number that the page tells. Who is in the chosen team already is known only when it has been chosen."""
    return reached.chosen if act == MOVE else len(reached.person_ids)


def _selection(viewer: Viewer, sent: QueryDict) -> Selection:
    everybody = "all" in sent
    ids = () if everybody else tuple(people_to_invite(viewer, sent.getlist("person")))
    return Selection(list_filters.read(sent), everybody, ids)


def _team_to(viewer: Viewer, sent: QueryDict) -> int | None:
    """The team of the form if the viewer looks after it."""
    written = sent.get("to", "")
    known = {team.id for team in queries.teams_looked_after(viewer)}
    return int(written) if written.isascii() and written.isdigit() and int(written) in known else None


def _list_address(selection: Selection) -> str:
    query = selection.filters.query()
    return f"{reverse('people:people')}?{query}" if query else reverse("people:people")


@needs(roles.MANAGE_PEOPLE)
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the last move, or put back on the list whom one took off."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    last = bulk_session.undoable(request, now=now)
    if last is None:
        messages.info(request, _("There is nothing to undo any more."))
        return see_other(reverse("people:people"))
    take_back = bulk.undo_move if last.act == MOVE else bulk.undo_deactivation
    done = take_back(actor=viewer, at=last.at, now=now)
    bulk_session.forget(request)
    words = ngettext("Undone for %(number)s person.", "Undone for %(number)s people.", done)
    messages.success(request, words % {"number": done})
    return see_other(reverse("people:people"))


@needs(roles.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@after_step_up
def export(request: HttpRequest) -> HttpResponse:
    """The list, or the chosen ones, as a CSV file that an import would take back. Not who takes part."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    sent = request.POST if request.method == "POST" else request.GET
    selection = _selection(viewer, sent)
    chosen = selection.everybody or bool(selection.person_ids)
    if not chosen:
        selection = Selection(list_filters.Filters(), everybody=True, person_ids=())
    reached = bulk_queries.reached(viewer, EXPORT, selection, now=now)
    if request.method != "POST":
        return _ask(request, EXPORT, selection, reached, None)
    try:
        rows = actions.export_people(actor=viewer, now=now, person_ids=reached.person_ids if chosen else None)
    except actions.TooManyTriesError:
        return too_many(request)
    header = [str(field_name(field)) for field in EXPORTED]
    response = HttpResponse(write_table([header, *rows]), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{viewer.organisation_slug}-people.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
