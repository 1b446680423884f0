"""The list of people: who may take part, inviting them, taking the list along."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stemme.kit.tables import write_table
from stemme.people import actions, list_queries, queries, roles
from stemme.people.access import people_to_invite
from stemme.people.gate import after_step_up, needs
from stemme.people.views.answers import see_other, too_many
from stemme.people.wording import field_name
from stemme.ui.responses import page_or_part


@needs(roles.MANAGE_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, by state and by words."""
    viewer = request.viewer  # type: ignore[attr-defined]
    state, words = request.GET.get("state", ""), request.GET.get("q", "")[:100].strip()
    today = viewer.today(timezone.now())
    floor = queries.organisation(viewer.organisation_id).group_floor
    teams = viewer.teams_for(roles.MANAGE_PEOPLE)
    counts = list_queries.state_counts(viewer.organisation_id, today=today, group_floor=floor, teams=teams)
    query = {key: value for key, value in (("state", state), ("q", words)) if value}
    context = {
        "counts": counts,
        "bar": _bar(counts),
        "filters": _filters(counts, state, words),
        "page": list_queries.people_page(
            viewer.organisation_id, state=state, words=words, page=request.GET.get("page", 1), today=today, teams=teams
        ),
        "own_teams_only": teams is not None,
        "state": state,
        "words": words,
        "query": f"&{urlencode(query)}" if query else "",
    }
    return page_or_part(request, page="people/people.html", part="people/_list.html", context=context)


def _bar(counts: list_queries.StateCounts) -> list[dict[str, object]]:
    """The parts of the states bar with their places on a scale of 1000."""
    parts: list[tuple[str, str, int]] = [
        ("active", _("Active"), counts.active),
        ("invited", _("Invited, not opened yet"), counts.invited),
        ("paused", _("Paused"), counts.paused),
        ("no", _("Said no"), counts.said_no or 0),
        ("waiting", _("Not invited yet"), counts.not_invited),
    ]
    if counts.said_no is None:
        parts = [part for part in parts if part[0] != "no"]
    bar: list[dict[str, object]] = []
    start = 0.0
    for key, label, number in parts:
        width = 1000 * number / counts.total if counts.total else 0.0
        bar.append({"key": key, "label": label, "number": number, "start": f"{start:.1f}", "width": f"{width:.1f}"})
        start += width
    return bar


def _filters(counts: list_queries.StateCounts, state: str, words: str) -> list[dict[str, object]]:
    offered = [
        ("", _("Everyone"), counts.total),
        ("active", _("Active"), counts.active),
        ("invited", _("Invited"), counts.listed_as_invited),
        ("paused", _("Paused"), counts.paused),
        ("not_invited", _("Not invited yet"), counts.not_invited),
        ("bounced", _("Mail came back"), counts.bounced),
    ]
    return [
        {
            "label": label,
            "number": number,
            "current": key == state,
            "query": urlencode({name: value for name, value in (("state", key), ("q", words)) if value}),
        }
        for key, label, number in offered
        if number or key in {"", state}
    ]


@needs(roles.MANAGE_PEOPLE)
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Send the invitation to the chosen people, or to all who are listed as not invited."""
    viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    words = request.POST.get("q", "")[:100].strip()
    if "everybody" in request.POST:
        teams = viewer.teams_for(roles.MANAGE_PEOPLE)
        ids = list_queries.not_invited_ids(viewer.organisation_id, words=words, today=viewer.today(now), teams=teams)
    else:
        ids = people_to_invite(viewer, request.POST.getlist("person"))
    invited = actions.invite(actor=viewer, person_ids=ids, now=now)
    if invited:
        messages.success(
            request,
            ngettext("%(number)s invitation is on its way.", "%(number)s invitations are on their way.", invited)
            % {"number": invited},
        )
    elif ids:
        messages.info(request, _("They had been invited before. One invitation is enough."))
    else:
        messages.info(request, _("Choose at least one person first."))
    query = urlencode({key: value for key in ("state", "q", "page") if (value := request.POST.get(key, "")[:100])})
    return see_other(f"{reverse('people:people')}?{query}" if query else reverse("people:people"))


@needs(roles.MANAGE_PEOPLE)
@require_POST
@after_step_up
def export(request: HttpRequest) -> HttpResponse:
    """The list as a CSV file that an import would take back. Not who takes part."""
    viewer = request.viewer  # type: ignore[attr-defined]
    try:
        rows = actions.export_people(actor=viewer, now=timezone.now())
    except actions.TooManyTriesError:
        return too_many(request)
    header = [str(field_name(field)) for field in EXPORTED]
    response = HttpResponse(write_table([header, *rows]), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{viewer.organisation_slug}-people.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


#: The columns of the export, in the order of list_queries.export_rows.
EXPORTED = ("external_id", "given_name", "family_name", "email", "division", "team", "title", "place", "language")
