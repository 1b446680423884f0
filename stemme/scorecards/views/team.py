"""What could help a team; and, only with an open lock and their own yes, the cards of single people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stemme.agreements.locks import PERFORMANCE_EXPORT, SCORECARDS
from stemme.kit.tables import write_table
from stemme.people.gate import needs
from stemme.people.roles import SUPPORT_TEAM
from stemme.people.viewer import Viewer
from stemme.policy.expectations.queries import expectation_for
from stemme.scorecards import access, actions, files
from stemme.scorecards.consent_queries import who_agreed
from stemme.scorecards.figure_queries import figures_of
from stemme.scorecards.team_queries import support_of
from stemme.scorecards.views import wording


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


@require_safe
@needs(SUPPORT_TEAM)
def support(request: HttpRequest) -> HttpResponse:
    """Groups, never a ranking; with an open lock also the names of those who agreed to be seen."""
    viewer, now = _viewer(request), timezone.now()
    found = support_of(viewer, now=now)
    today = viewer.today(now)
    context = {
        "support": found,
        "teams": [wording.team_told(team, viewer.language, found.floor) for team in found.teams],
        "cards": who_agreed(viewer, SCORECARDS, today=today),
        "export": who_agreed(viewer, PERFORMANCE_EXPORT, today=today),
    }
    return render(request, "scorecards/support.html", context)


@require_safe
@needs(SUPPORT_TEAM)
def card(request: HttpRequest, person_id: int) -> HttpResponse:
    """The card of somebody who agreed. The look is written down for them before anything is shown."""
    viewer, now = _viewer(request), timezone.now()
    today = viewer.today(now)
    member = access.agreed_member(viewer, person_id, today=today)
    actions.note_look(actor=viewer, person_id=member.person_id, now=now)
    figures = figures_of(viewer.organisation_id, [member.person_id], today=today)[member.person_id]
    context = {
        "member": member,
        "expectation": expectation_for(viewer.organisation_id, member.person_id, viewer.language, now=now),
        "effort": wording.effort(figures),
        "effect": wording.effect(figures),
        "running": figures.now.period,
    }
    return render(request, "scorecards/card.html", context)


@require_POST
@needs(SUPPORT_TEAM)
def export(request: HttpRequest) -> HttpResponse:
    """The quarter before of those who agreed to just this, for a performance system. It stands in their ledgers."""
    viewer, now = _viewer(request), timezone.now()
    today = viewer.today(now)
    members = access.exportable(viewer, today=today)
    ids = [member.person_id for member in members]
    actions.note_taken(actor=viewer, person_ids=ids, now=now)
    table = files.team_table(members, figures_of(viewer.organisation_id, ids, today=today))
    response = HttpResponse(write_table(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="scorecards.csv"'
    return response
